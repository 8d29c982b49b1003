"""What Windows does otherwise, as far as it can be imitated elsewhere."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import Desk, add_issue

from inspect_cli.cli.argv import start
from inspect_cli.cli.desk.editor import _words
from inspect_cli.store.files import disk, journal, patience, plain

ADD = ("measure", "add", "CG-D001", "--text", "下一条", "--today", "2020-11-02")


@pytest.fixture
def ready(workspace: Desk, monkeypatch) -> Desk:
    add_issue(workspace)
    plan = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    workspace.inspect("start", "CG-D001", *plan, "--today", "2020-10-30")
    monkeypatch.setattr(patience, "HOLDS_OPEN_FILES", True)
    monkeypatch.setattr(patience.time, "sleep", lambda seconds: None)
    return workspace


def held(monkeypatch, name: str, times: int, what: str = "CG-D001.yaml") -> list[str]:
    """Somebody has the file open, for so many tries of this function of the system."""
    honest, tried = getattr(os, name), []

    def refuse(*words, **more):
        if any(str(word).endswith(what) for word in words if not isinstance(word, int)) and len(tried) < times:
            tried.append(name)
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        return honest(*words, **more)

    monkeypatch.setattr(os, name, refuse)
    return tried


def test_a_file_that_a_scanner_holds_for_a_moment_is_waited_for(ready: Desk, monkeypatch):
    tried = held(monkeypatch, "replace", 3)
    ready.inspect(*ADD)
    assert len(tried) == 3 and "下一条" in ready.issue("CG-D001").read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "said"), [("en", "close it in Word"), ("zh", "在 Word、Excel 或看图软件里关闭")])
def test_a_file_that_word_keeps_open_is_named_with_what_to_do_and_nothing_changes(ready: Desk, monkeypatch, language, said):
    before = ready.issue("CG-D001").read_bytes()
    held(monkeypatch, "replace", 1000)
    assert said in ready.inspect(*ADD, "--lang", language, code=6).err
    assert ready.issue("CG-D001").read_bytes() == before
    assert not list(ready.root.rglob(f"*{journal.TEMPORARY}"))


def test_of_two_records_one_of_which_is_open_neither_is_changed(ready: Desk, monkeypatch):
    add_issue(ready)
    plan = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    ready.inspect("start", "CG-D002", *plan, "--today", "2020-10-30")
    before = [ready.issue(name).read_bytes() for name in ("CG-D001", "CG-D002")]
    held(monkeypatch, "replace", 1000, "CG-D002.yaml")
    ready.inspect("progress", "CG-D001", "CG-D002", "--note", "同时", "--today", "2020-11-02", code=6)
    assert [ready.issue(name).read_bytes() for name in ("CG-D001", "CG-D002")] == before


def test_a_renumbering_of_a_record_that_is_open_changes_nothing(ready: Desk, monkeypatch):
    before = ready.issue("CG-D001").read_bytes()
    held(monkeypatch, "unlink", 1000)
    ready.inspect("renumber", "CG-D001", "--today", "2020-11-02", code=6)
    monkeypatch.undo()
    assert ready.issue("CG-D001").read_bytes() == before and not ready.issue("CG-D002").exists()


def test_elsewhere_nobody_waits(monkeypatch):
    monkeypatch.setattr(patience, "HOLDS_OPEN_FILES", False)
    monkeypatch.setattr(patience.time, "sleep", lambda seconds: pytest.fail("it waits"))

    def refused():
        raise PermissionError(13, "no")

    with pytest.raises(PermissionError):
        patience.patiently(refused)


def test_a_system_that_knows_no_waiting_reads_a_plain_file_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(plain, "_WAITS_FOR_NOBODY", os.O_RDONLY)
    (tmp_path / "x").write_bytes(b"a\r\nb")
    assert plain.plain_bytes(tmp_path / "x") == b"a\r\nb"
    with pytest.raises(OSError, match="folder"):
        plain.plain_bytes(tmp_path)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (r'"C:\Program Files\Notepad++\notepad++.exe" -multiInst', [r"C:\Program Files\Notepad++\notepad++.exe", "-multiInst"]),
        (r"C:\Windows\notepad.exe", [r"C:\Windows\notepad.exe"]),
        ("code --wait", ["code", "--wait"]),
    ],
)
def test_an_editor_is_started_by_its_path_on_windows(typed, words):
    assert _words(typed, posix=False) == words


def test_a_note_is_not_believed_through_a_junction(tmp_path, monkeypatch):
    (tmp_path / "rounds/r/issues").mkdir(parents=True)
    monkeypatch.setattr(journal, "_is_junction", lambda folder: folder.name == "r")
    with pytest.raises(ValueError, match="rounds"):
        journal.place("rounds/r/issues/x.yaml", tmp_path)


def test_a_window_of_code_page_936_is_written_to_in_utf_8(monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp936", errors="strict")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="cp936"))
    monkeypatch.setattr(sys, "argv", ["inspect", "help"])
    with pytest.raises(SystemExit):
        start.run()
    assert out.encoding == "utf-8"


def test_a_hook_with_blanks_and_backslashes_in_the_path_of_python_is_one_that_sh_takes(ready: Desk, monkeypatch):
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\Python 3\it's.exe")
    ready.inspect("git-setup", code=None)
    hook = Path(ready.root / ".git/hooks/pre-commit")
    assert b"\r" not in hook.read_bytes() and "'C:/Program Files/Python 3/it'\\''s.exe'" in hook.read_text(encoding="utf-8")
    assert subprocess.run(["sh", "-n", str(hook)], check=False).returncode == 0


def test_a_folder_is_not_flushed_where_that_cannot_be(tmp_path, monkeypatch):
    monkeypatch.setattr(disk.os, "fsync", lambda handle: pytest.fail("a folder is flushed"))
    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "name", "nt")
        disk._flush_folder(tmp_path)
