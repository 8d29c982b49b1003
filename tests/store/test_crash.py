"""A process killed at every step of a write leaves the old record or the new one, never half; and a full disk loses nothing."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round
from tripwire import Tripwire, counted, in_a_child

from inspect_cli.cli.argv.app import main
from inspect_cli.render.language import Language, say
from inspect_cli.store.files import disk
from inspect_cli.store.files.causes import cause
from inspect_cli.store.files.journal import TEMPORARY
from inspect_cli.store.judging import issue_from
from inspect_cli.yamlsplice.document import parse

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a copy of this process"),
    pytest.mark.usefixtures("composed_once"),
    pytest.mark.slow,
]

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
def ready(desk: Desk) -> Desk:
    """CG-D001 and CG-D002 in progress."""

    def story(at: Desk) -> None:
        open_round(at)
        plan = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
        for name in ("CG-D001", "CG-D002"):
            add_issue(at)
            at.inspect("start", name, *plan, "--today", "2020-10-30")

    (desk.root.parent / "proof.txt").write_text("真", encoding="utf-8")
    return desk.set_up(story)


RENUMBER = ["renumber", "CG-D001", "--today", "2020-11-02"]


@pytest.fixture
def tangled(ready: Desk) -> Desk:
    """CG-D001 has evidence in its folder, one piece that is named and one that is not, and CG-D002 names it."""
    (ready.root.parent / "旁证.txt").write_text("旁", encoding="utf-8")
    ready.inspect("evidence", "add", "CG-D001", "../旁证.txt", "--today", "2020-11-01")
    inner = ready.root / "rounds/2020-r2/evidence/CG-D001/原件"
    inner.mkdir()
    (inner / "草稿.txt").write_text("x", encoding="utf-8")
    path = ready.issue("CG-D002")
    path.write_text(path.read_text(encoding="utf-8").replace("state:", "similar: [CG-D001]\nstate:"), encoding="utf-8")
    return ready


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

    again()  # a stack of commands that was copied is not found, and what is counted shall be what is killed
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
        if command == "finish":
            proof = ready.root / "rounds/2020-r2/evidence/CG-D001/proof.txt"
            assert proof.exists() == bool(changed), f"step {step}: evidence comes with the record that names it, or not at all"
        seen.add(tuple(changed))
    assert len(seen) == 2, "dying early leaves the old, dying late the new"


@pytest.mark.long
@pytest.mark.parametrize("command", ["carry", "two at once"])
def test_a_kill_while_the_next_command_finishes_the_work_still_ends_with_both_or_none(ready: Desk, tmp_path, command):
    words = COMMANDS[command]
    next_words = ["measure", "add", "CG-D002", "--text", "下一条命令", "--today", "2020-11-03"]
    issues, journal = ready.root / "rounds/2020-r2/issues", ready.root / ".git/inspect/journal.json"
    pristine, torn = tmp_path / "pristine", tmp_path / "torn"

    def back_to(folder: Path) -> None:
        os.chdir(tmp_path)
        shutil.rmtree(ready.root)
        shutil.copytree(folder, ready.root)
        os.chdir(ready.root)

    def killed_at(step: int, words: list[str]) -> int:
        def run() -> int:
            Tripwire(step).lay()
            return main(words)

        return in_a_child(run)

    shutil.copytree(ready.root, pristine)
    back_to(pristine)
    steps = counted(words, tmp_path / "steps")
    seen = set()
    for step in range(1, steps + 1):
        back_to(pristine)
        assert killed_at(step, words) == 137
        shape = (
            len(list(ready.root.rglob(f"*{TEMPORARY}"))),
            *(b"did: carry" in raw or b"note: " in raw for raw in records(issues).values()),
        )
        if not journal.exists() or shape in seen:
            continue
        seen.add(shape)
        shutil.rmtree(torn, ignore_errors=True)
        shutil.copytree(ready.root, torn)
        second = 1
        while killed_at(second, next_words) == 137:
            ready.inspect(*next_words)
            left = records(issues)
            if command == "carry":
                done = ["CG-F001.yaml" in left, b"did: carry" in left["CG-D001.yaml"]]
            else:
                done = [b"did: progress" in left[f"{name}.yaml"] for name in ("CG-D001", "CG-D002")]
            assert done == [True, True], f"killed at {step}, then at {second}: {done}"
            assert not journal.exists()
            ready.inspect("check", "--today", "2020-11-03")
            back_to(torn)
            second += 1
        assert second > 10, "the next command was killed at each of its steps"
    assert len(seen) >= 3, "nothing placed, one placed, both placed"


def everything(root: Path) -> dict[str, bytes]:
    """Every file below rounds/, evidence and litter too."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "rounds").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("command", [*COMMANDS, "renumber"])
def test_an_error_at_any_step_leaves_everything_old_or_everything_new(tangled: Desk, tmp_path, command):
    words, ready = COMMANDS.get(command, RENUMBER), tangled
    pristine = tmp_path / "pristine"
    shutil.copytree(ready.root, pristine)
    steps = counted(words, tmp_path / "steps")
    old, new = everything(pristine), everything(ready.root)
    refused = 0
    for step in range(1, steps + 1):
        os.chdir(tmp_path)
        shutil.rmtree(ready.root)
        shutil.copytree(pristine, ready.root)
        os.chdir(ready.root)

        def run(step: int = step) -> int:
            Tripwire(step, error=errno.EIO).lay()
            return main(words)

        code = in_a_child(run)
        now = everything(ready.root)
        if code in (3, 4, 6):  # 3: what must be read first cannot be read; 4: evidence that cannot be read proves nothing
            refused += code == 6
            assert now == old, f"step {step}: it said that nothing was written"
        else:
            assert code == 0 and set(now) == set(new), f"step {step}: exit {code}"
            assert all(now[name] == new[name] or same_but_for_chance(now[name], new[name]) for name in new), f"step {step}"
        ready.inspect("measure", "add", "CG-D002", "--text", "下一条命令", "--today", "2020-11-03")
        after = everything(ready.root)
        assert all(after[name] == now.get(name) for name in after if not name.endswith("CG-D002.yaml")), f"step {step}: changed later"
    assert refused >= 4, "opening, writing, flushing and placing can all be refused"


class Renumbering:
    """A renumbering that is killed, and what the next command that writes makes of what is left."""

    def __init__(self, desk: Desk, tmp_path: Path, words: list[str] | None = None) -> None:
        self._desk, self._aside = desk, tmp_path
        shutil.copytree(desk.root, tmp_path / "pristine")
        self.back_to("pristine")
        self.old = everything(desk.root)
        self.words = words or RENUMBER
        self.steps = counted(self.words, tmp_path / "steps")
        self.new = everything(desk.root)
        self.journal = desk.root / ".git/inspect/journal.json"

    def back_to(self, folder: str) -> None:
        os.chdir(self._aside)
        shutil.rmtree(self._desk.root)
        shutil.copytree(self._aside / folder, self._desk.root)
        os.chdir(self._desk.root)

    def set_aside(self, folder: str) -> None:
        shutil.rmtree(self._aside / folder, ignore_errors=True)
        shutil.copytree(self._desk.root, self._aside / folder)

    def killed_at(self, step: int, words: list[str] | None = None, after: bool = False) -> bool:
        def run() -> int:
            Tripwire(step, after).lay()
            return main(words or self.words)

        return in_a_child(run) == 137

    def is_done(self) -> bool:
        """All of it is done, or none; anything between is an error. Temporary files of what was never begun may lie about."""
        found = {name: raw for name, raw in everything(self._desk.root).items() if not name.endswith((TEMPORARY, "round.yaml"))}
        old, new = ({name: raw for name, raw in one.items() if not name.endswith("round.yaml")} for one in (self.old, self.new))
        assert not self.journal.exists()
        if set(found) == set(old):
            assert found == old
            return False
        assert set(found) == set(new) and all(same_but_for_chance(found[name], new[name]) for name in new)
        return True


NEXT = ["feedback", "2020-r2", "--on", "2021-01-05", "--today", "2021-01-05"]


CORRECT = ["correct", "CG-D001", "--unit", "TY", "--today", "2020-11-02"]
DISCARD = ["discard", "CG-D003", "--today", "2020-11-02"]


@pytest.mark.parametrize("words", [CORRECT, DISCARD], ids=["correct --unit", "discard"])
def test_a_correction_of_the_unit_and_a_record_that_goes_killed_at_any_step_are_all_or_nothing(tangled: Desk, tmp_path, words):
    add_issue(tangled)
    tangled.inspect("evidence", "add", "CG-D003", "../旁证.txt", "--today", "2020-11-01")
    way = Renumbering(tangled, tmp_path, words)
    seen = set()
    for step in range(1, way.steps + 1):
        way.back_to("pristine")
        was_killed = way.killed_at(step)  # the last steps of the first time may not come again
        tangled.inspect(*NEXT)
        seen.add(way.is_done())
        assert was_killed or step > way.steps - 5
    assert seen == {True, False}


@pytest.mark.parametrize("after", [False, True], ids=["before each step", "after each step"])
def test_a_renumbering_killed_at_any_step_is_finished_or_undone_by_the_next_command(tangled: Desk, tmp_path, after):
    way = Renumbering(tangled, tmp_path)
    seen = []
    for step in range(1, way.steps + 1):
        way.back_to("pristine")
        assert way.killed_at(step, after=after)
        tangled.inspect(*NEXT)
        seen.append(way.is_done())
    assert seen == sorted(seen) and set(seen) == {False, True}, "dying early leaves the old, dying late the new"


@pytest.mark.long
def test_a_renumbering_killed_again_while_the_next_command_finishes_it_is_finished_by_the_one_after(tangled: Desk, tmp_path):
    way = Renumbering(tangled, tmp_path)
    torn = 0
    for step in range(1, way.steps + 1):
        way.back_to("pristine")
        assert way.killed_at(step)
        if not way.journal.exists():
            continue
        torn += 1
        way.set_aside("torn")
        second = 1
        while way.killed_at(second, NEXT):
            tangled.inspect(*NEXT)
            assert way.is_done(), f"killed at {step}, then at {second}"
            way.back_to("torn")
            second += 1
    assert torn > 10


def test_a_note_that_outlived_its_work_takes_nothing_away_that_was_put_back(tangled: Desk, monkeypatch):
    honest, before = Path.unlink, everything(tangled.root)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", lambda path, **more: None if path.name == "journal.json" else honest(path, **more))
        tangled.inspect(*RENUMBER)
    assert (tangled.root / ".git/inspect/journal.json").exists()
    for name, raw in before.items():
        (tangled.root / name).parent.mkdir(parents=True, exist_ok=True)
        (tangled.root / name).write_bytes(raw)
    tangled.inspect(*NEXT)
    assert all((tangled.root / name).read_bytes() == raw for name, raw in before.items() if not name.endswith("round.yaml"))


def test_the_doctor_names_a_note_that_was_not_understood(ready: Desk):
    journal = ready.root / ".git/inspect/journal.json"
    journal.write_text('[{"path": 1}]', encoding="utf-8")
    ready.inspect(*COMMANDS["progress"])
    assert str(journal.with_suffix(".odd")) in ready.inspect("doctor", code=1).out


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_full_or_forbidden_disk_says_so_and_leaves_everything(ready: Desk, monkeypatch, step, number):
    before = records(ready.root / "rounds/2020-r2/issues")

    def refuse(*words, **more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(disk.os, step, refuse)
    said = ready.inspect("progress", "CG-D001", "--note", "n", "--today", "2020-11-02", code=6)
    monkeypatch.undo()
    assert say(cause(OSError(number, "")), Language.EN) in said.err and "CG-D001.yaml" in said.err
    assert records(ready.root / "rounds/2020-r2/issues") == before
    assert not list(ready.root.rglob(f"*{TEMPORARY}")), "no litter"


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
        assert not list(ready.root.rglob(f"*{TEMPORARY}")) and not (ready.root / ".git/inspect/journal.json").exists()


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


NEW_ROUND = [
    *("new-round", "2021-r1", "--title", "第一轮", "--kind", "regular", "--team", "二组", "--unit", "CG=城管局"),
    *("--starts", "2021-03-01", "--ends", "2021-05-01", "--today", "2021-02-20"),
]


@pytest.mark.parametrize("way", ["killed before", "killed after", "disk full", "no right"])
def test_a_round_that_could_not_be_opened_leaves_nothing_behind(ready: Desk, tmp_path, way):
    steps = counted(NEW_ROUND, tmp_path / "steps")
    shutil.rmtree(ready.root / "rounds/2021-r1")
    before = sorted(path for path in (ready.root / "rounds").rglob("*"))
    opened = 0
    for step in range(1, steps + 1):

        def run(step: int = step) -> int:
            error = {"disk full": errno.ENOSPC, "no right": errno.EACCES}.get(way, 0)
            Tripwire(step, way == "killed after", error).lay()
            return main(NEW_ROUND)

        code = in_a_child(run)
        folder = ready.root / "rounds/2021-r1"
        assert code == 137 or (code == 0) == folder.exists(), f"step {step}: exit {code}"
        if folder.exists():
            opened += 1
            assert (folder / "round.yaml").stat().st_size > 100 and (folder / "issues").is_dir(), f"step {step}"
            shutil.rmtree(folder)
        if code != 137:
            assert sorted(path for path in (ready.root / "rounds").rglob("*")) == before, f"step {step}"
        else:
            assert "2021-r1" not in ready.inspect("rounds", "--today", "2021-02-20").out
            for path in (ready.root / "rounds").glob(".2021-r1*"):
                assert path.name.endswith(TEMPORARY)
                assert path.name in ready.inspect("doctor", code=None).out
                shutil.rmtree(path)
    assert 0 < opened < steps


@pytest.mark.parametrize(
    "late", [("--unit", "CG=再"), ("--ends", "2021-02-01"), ("--unit", "cg"), ("--kind", "x"), ("--starts", "2021-13-01")]
)
def test_a_round_with_a_wrong_word_leaves_nothing_behind(ready: Desk, late):
    before = sorted((ready.root / "rounds").rglob("*"))
    ready.inspect(*NEW_ROUND, *late, code=2)
    assert sorted((ready.root / "rounds").rglob("*")) == before


def test_a_round_in_a_folder_that_cannot_be_written_leaves_nothing_behind(ready: Desk, monkeypatch):
    honest = os.mkdir

    def refuse(path, *words, **more):
        if "rounds" in str(path):
            raise PermissionError(errno.EACCES, "no")
        honest(path, *words, **more)

    monkeypatch.setattr(os, "mkdir", refuse)
    ready.inspect(*NEW_ROUND, code=6)
    assert not list((ready.root / "rounds").glob("*2021*"))
