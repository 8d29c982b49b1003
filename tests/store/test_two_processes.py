"""Two processes that write at the same time never lose each other's words.

Sixty writes each hold the same lock as two hundred and take a tenth of the time; the two hundred: python -m pytest -m long tests/store/test_two_processes.py
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import add_issue, open_round
from filelock import FileLock

from inspect_cli.store import workspace

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
WRITER = """
import sys
from inspect_cli.cli.argv.app import main
for number in range(1, int(sys.argv[2]) + 1):
    code = main(["progress", "CG-D001", "--note", f"{sys.argv[1]}{number}", "--by", "城管局整改办", "--today", "2020-11-02"])
    assert code == 0, code
"""
ADDER = """
import sys
from inspect_cli.cli.argv.app import main
for number in range(15):
    words = ["--unit", "CG", "--channel", "feedback", "--title", sys.argv[1], "--text", "x", "--found-on", "2020-10-28", "--by", "x"]
    code = main(["add", *words])
    assert code == 0, code
"""


def together(program: str, folder: Path, other: Path | None = None, times: int = 0) -> None:
    """Runs the program twice at the same time, as A and as B, who may sit in another folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "INSPECT_LANG": "en"}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, name, str(times)], cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for name, place in (("A", folder), ("B", other or folder))
    ]
    for process in running:
        _, said = process.communicate(timeout=240)
        assert process.returncode == 0, said.decode()


@pytest.mark.parametrize("times", [60, pytest.param(200, marks=pytest.mark.long)])
def test_two_processes_write_many_times_each_on_one_issue_and_none_is_lost(desk, times):
    open_round(desk)
    add_issue(desk)
    desk.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    together(WRITER, desk.root, times=times)
    history = desk.inspect("show", "CG-D001", "--json").data["record"]["history"]
    notes = [entry["note"] for entry in history if entry["did"] == "progress"]
    assert len(notes) == 2 * times
    for name in "AB":
        assert [note for note in notes if note[0] == name] == [f"{name}{number}" for number in range(1, times + 1)], "each in its own order"
    assert desk.inspect("check", "--json", "--today", "2020-11-02").data["findings"] == []


def test_two_processes_that_add_never_take_the_same_number(desk):
    open_round(desk)
    together(ADDER, desk.root)
    assert sorted(path.stem for path in (desk.root / "rounds/2020-r2/issues").iterdir()) == [f"CG-F{number:03d}" for number in range(1, 31)]


def test_two_processes_in_two_worktrees_never_take_the_same_number(desk, tmp_path):
    open_round(desk)
    desk.commit()
    desk.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    together(ADDER, desk.root, tmp_path / "tree")
    taken = [path.stem for root in (desk.root, tmp_path / "tree") for path in (root / "rounds/2020-r2/issues").glob("*.yaml")]
    assert sorted(taken) == [f"CG-F{number:03d}" for number in range(1, 31)]


def test_a_lock_that_is_held_is_said_and_nothing_is_written(desk, monkeypatch):
    open_round(desk)
    add_issue(desk)
    monkeypatch.setattr(workspace, "LOCK_SECONDS", 0.1)
    before = desk.issue("CG-D001").read_bytes()
    with FileLock(desk.root / ".git" / "inspect" / "lock"):
        said = desk.inspect("void", "CG-D001", "--reason", "误录", "--approved-by", "联络员", "--today", "2020-11-02", code=6)
        desk.inspect("status", "--today", "2020-11-02")
    assert "another inspect is writing" in said.err and desk.issue("CG-D001").read_bytes() == before


@pytest.mark.parametrize("words", [["status"], ["list"], ["check"], ["show", "CG-D001"]])
def test_reading_needs_no_lock_and_no_place_to_write(desk, words, monkeypatch):
    open_round(desk)
    add_issue(desk)

    def refuse(*_, **__):
        raise PermissionError(13, "read-only")

    monkeypatch.setattr(workspace.disk, "make_folder", refuse)
    desk.inspect(*words, "--today", "2020-11-02")
