"""A process killed at every step of a write leaves the old record or the new one, never half; and a full disk loses nothing."""

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest
from desk import Desk, add_issue, desk, open_round  # noqa: F401

from inspect_cli.cli.app import main
from inspect_cli.store import disk
from inspect_cli.store.document import parse
from inspect_cli.store.reading import issue_from

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a copy of this process")

STEPS = ("open", "write", "fsync", "replace", "link", "unlink", "mkdir", "close", "rename")
"""What the program does to the disk; each is a place to die at, before and after."""


class Tripwire:
    """Counts the steps, and dies at one of them."""

    def __init__(self, die_at: int | None = None, after: bool = False) -> None:
        self.count = 0
        self._die_at, self._after = die_at, after

    def lay(self) -> None:
        for name in STEPS:
            setattr(os, name, self._wrapped(getattr(os, name)))
        shutil.copyfile = self._wrapped(shutil.copyfile)

    def _wrapped(self, honest):
        def step(*words, **more):
            self.count += 1
            mine = self.count == self._die_at
            if mine and not self._after:
                os._exit(137)
            try:
                return honest(*words, **more)
            finally:
                if mine:
                    os._exit(137)

        return step


def in_a_child(run) -> int:
    """Runs in a forked copy of this process, silently; its exit status."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        try:
            os._exit(run())
        except BaseException:  # noqa: BLE001  (whatever it is, the child must end here)
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def counted(words: list[str], report: Path) -> int:
    """How many steps the command takes."""

    def run() -> int:
        wire = Tripwire()
        wire.lay()
        code = main(words)
        report.write_text(str(wire.count), encoding="utf-8")
        return code

    assert in_a_child(run) == 0
    return int(report.read_text(encoding="utf-8"))


COMMANDS = {
    "progress": ["progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02"],
    "add": [
        "add",
        "--unit",
        "CG",
        "--channel",
        "feedback",
        "--title",
        "t",
        "--text",
        "x",
        "--found-on",
        "2020-10-28",
        "--today",
        "2020-11-02",
    ],
    "finish": ["finish", "CG-D001", "--measures-done", "--evidence", "../proof.txt", "--note", "已落实", "--today", "2020-11-02"],
    "carry": ["carry", "CG-D001", "--today", "2020-11-02"],
    "two at once": ["progress", "CG-D001", "CG-D002", "--note", "同时写两个", "--today", "2020-11-02"],
}


@pytest.fixture
def ready(desk):  # noqa: F811
    """CG-D001 and CG-D002 in progress."""
    open_round(desk)
    plan = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    for name in ("CG-D001", "CG-D002"):
        add_issue(desk)
        desk.inspect("start", name, *plan, "--today", "2020-10-30")
    (desk.root.parent / "proof.txt").write_text("真", encoding="utf-8")
    return desk


def records(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


def same_but_for_chance(one: bytes, other: bytes) -> bool:
    """Equal but for what every run makes anew: the uid and the time of day."""

    def plain(raw: bytes) -> list[str]:
        return [line.split("T")[0] if "at: " in line else line for line in raw.decode().splitlines() if not line.startswith("uid:")]

    return plain(one) == plain(other)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("after", [False, True], ids=["before each step", "after each step"])
def test_a_kill_at_any_step_leaves_old_or_new_records_and_never_half(ready: Desk, tmp_path, command, after):
    words = COMMANDS[command]
    issues = ready.root / "rounds/2020-r2/issues"
    pristine = tmp_path / "pristine"
    shutil.copytree(ready.root, pristine)

    def again() -> None:
        os.chdir(tmp_path)
        shutil.rmtree(ready.root)
        shutil.copytree(pristine, ready.root)
        os.chdir(ready.root)

    steps = counted(words, tmp_path / "steps")
    assert steps >= 5
    old, new = records(pristine / "rounds/2020-r2/issues"), records(issues)
    seen = set()
    for step in range(1, steps + 1):
        again()

        def run(step: int = step) -> int:
            Tripwire(step, after).lay()
            return main(words)

        assert in_a_child(run) == 137
        now = records(issues)
        assert set(old) <= set(now) <= set(new), f"step {step}: {set(now)}"
        for name, raw in now.items():
            assert not isinstance(issue_from(parse(raw)), list), f"step {step}: {name} is half"
            assert raw == old.get(name) or same_but_for_chance(raw, new[name]), f"step {step}: {name} is neither old nor new"
        # the next command that writes finds the lock free, and finishes what belongs together
        ready.inspect("measure", "add", "CG-D002", "--text", "下一条命令", "--today", "2020-11-03")
        settled = records(issues)
        changed = [name for name in new if name != "CG-D002.yaml" and settled.get(name) != old.get(name)]
        expected = [name for name in new if name != "CG-D002.yaml" and new[name] != old.get(name)]
        assert changed in ([], expected), f"step {step}: {changed} of {expected}"
        if command == "two at once":
            both = [b"did: progress" in settled[name] for name in ("CG-D001.yaml", "CG-D002.yaml")]
            assert len(set(both)) == 1, f"step {step}: one of two"
        seen.add(tuple(changed))
    assert len(seen) == 2, "dying early leaves the old, dying late the new"


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_full_or_forbidden_disk_says_so_and_leaves_everything(ready: Desk, monkeypatch, step, number):
    before = records(ready.root / "rounds/2020-r2/issues")

    def refuse(*words, **more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(disk.os, step, refuse)
    said = ready.inspect("progress", "CG-D001", "--note", "n", "--today", "2020-11-02", code=6)
    monkeypatch.undo()
    assert os.strerror(number) in said.err and "CG-D001.yaml" in said.err
    assert records(ready.root / "rounds/2020-r2/issues") == before
    assert not list(ready.root.rglob(f"*{disk.TEMPORARY}")), "no litter"


def test_when_the_second_of_two_files_is_refused_the_first_is_taken_back(ready: Desk, monkeypatch):
    before = records(ready.root / "rounds/2020-r2/issues")
    honest, calls = disk._put, []

    def put(write, temporary):
        calls.append(write)
        if len(calls) == 2:
            raise disk.CannotWrite(write.path, OSError(errno.EIO, "Input/output error"))
        honest(write, temporary)

    monkeypatch.setattr(disk, "_put", put)
    for words in (COMMANDS["carry"], COMMANDS["two at once"]):
        calls.clear()
        ready.inspect(*words, code=6)
        assert records(ready.root / "rounds/2020-r2/issues") == before
        assert not list(ready.root.rglob(f"*{disk.TEMPORARY}")) and not (ready.root / ".git/inspect/journal.json").exists()


def test_somebody_elses_change_between_reading_and_writing_is_kept(ready: Desk, monkeypatch):
    path = ready.issue("CG-D001")
    honest = disk._stage

    def stage(write):
        path.write_bytes(path.read_bytes() + b"# by hand\n")
        return honest(write)

    monkeypatch.setattr(disk, "_stage", stage)
    said = ready.inspect("progress", "CG-D001", "--note", "n", "--today", "2020-11-02", code=6)
    assert "changed by somebody else" in said.err
    assert path.read_bytes().endswith(b"# by hand\n") and b"did: progress" not in path.read_bytes()


def test_a_new_record_never_covers_a_file_that_came_to_be_there(ready: Desk, monkeypatch):
    honest = disk._still_the_same
    path = ready.issue("CG-F001")

    def just_before(write):
        honest(write)
        path.write_text("somebody else's", encoding="utf-8")

    monkeypatch.setattr(disk, "_still_the_same", just_before)
    ready.inspect(*COMMANDS["add"], code=6)
    assert path.read_text(encoding="utf-8") == "somebody else's"
