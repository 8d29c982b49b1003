"""What a command wrote is taken back whole, or not at all; done again, it is what it was."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import office
from tripwire import Tripwire, counted, in_a_child

from inspect_cli.cli.argv.app import main
from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.store.files import stack

DAY = ("--today", "2020-11-02")
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")


def tree(desk: Desk) -> dict[str, bytes | None]:
    """Everything under `rounds/`: files with their bytes, folders with none."""
    found = {path.relative_to(desk.root).as_posix(): path for path in sorted((desk.root / "rounds").rglob("*"))}
    return {name: path.read_bytes() if path.is_file() else None for name, path in found.items()}


@pytest.fixture(params=["git", "no git"])
def ready(desk: Desk, request) -> Desk:
    """Three records: D001 and D002 in progress, D001 with evidence in its folder and named by D002; D003 only registered."""

    def story(at: Desk) -> None:
        open_round(at)
        for _ in range(3):
            add_issue(at)
        at.inspect("start", "CG-D001", "CG-D002", *PLAN, "--today", "2020-10-30")
        (at.root / "旁证.txt").write_text("旁", encoding="utf-8")
        at.inspect("evidence", "add", "CG-D001", "旁证.txt", "--today", "2020-10-31")
        path = at.issue("CG-D002")
        path.write_text(path.read_text(encoding="utf-8").replace("state:", "similar: [CG-D001]\nstate:"), encoding="utf-8")
        inner = at.root / "rounds/2020-r2/evidence/CG-D001/原件"
        inner.mkdir()
        (inner / "草稿.txt").write_text("x", encoding="utf-8")
        (at.root / "proof.txt").write_text("真", encoding="utf-8")
        office(at.root / "in.xlsx", [["问题", "责任领导", "时限"], *[[f"新问题第{n}项", "分管副局长", "2020-11-20"] for n in range(40)]])
        text = at.issue("CG-D003").read_text(encoding="utf-8")
        (at.root / "typed.yaml").write_text(text.replace("state:", "department: 环卫科\nstate:"), encoding="utf-8")
        at.commit()

    desk.set_up(story)
    if request.param == "no git":
        shutil.rmtree(desk.root / ".git")
    else:
        shutil.rmtree(desk.root / ".git/inspect/undo", ignore_errors=True)
    return desk


ADD = ("add", "--unit", "CG", "--channel", "feedback", "--title", "新", "--text", "新。", "--found-on", "2020-10-28")
WRITING = {
    "new-round": (
        "new-round",
        "2021-r1",
        "--title",
        "一轮",
        "--kind",
        "regular",
        "--team",
        "二组",
        "--unit",
        "CG=局",
        "--starts",
        "2021-03-01",
    ),
    "feedback": ("feedback", "2020-r2", "--on", "2020-11-01"),
    "add": ADD,
    "edit": ("edit", "CG-D003", "--from", "typed.yaml"),
    "renumber": ("renumber", "CG-D001"),
    "correct": ("correct", "CG-D001", "--unit", "TY", "--reason", "单位登记错了", "--approved-by", "巡察二组联络员"),
    "discard": ("discard", "CG-D004"),
    "start": ("start", "CG-D003", *PLAN),
    "progress": ("progress", "CG-D001", "CG-D002", "--note", "同时写两个"),
    "nearly": ("nearly", "CG-D001", "--note", "还差一半"),
    "finish": ("finish", "CG-D001", "CG-D002", "--measures-done", "--evidence", "proof.txt", "--note", "已落实"),
    "return": ("return", "CG-D001", "--reason", "未落实", "--by", "巡察二组联络员"),
    "close": ("close", "CG-D001", "--by", "巡察二组联络员"),
    "reopen": ("reopen", "CG-D001", "--reason", "反弹", "--by", "巡察二组联络员"),
    "carry": ("carry", "CG-D001"),
    "void": ("void", "CG-D003", "--reason", "重复", "--approved-by", "巡察二组联络员"),
    "measure add": ("measure", "add", "CG-D001", "--text", "再增配"),
    "measure done": ("measure", "done", "CG-D001", "m1"),
    "measure drop": ("measure", "drop", "CG-D001", "m1", "--reason", "台数写错"),
    "evidence add": ("evidence", "add", "CG-D003", "proof.txt"),
    "evidence drop": ("evidence", "drop", "CG-D001", "e1", "--reason", "传错了"),
    "extend": ("extend", "CG-D001", "--to", "2020-12-01", "--reason", "延迟", "--approved-by", "巡察二组联络员"),
    "reclassify": ("reclassify", "CG-D001", "--severity", "serious", "--reason", "更重", "--approved-by", "巡察二组联络员"),
    "hand-over": ("hand-over", "CG-D001", "--department", "市容科", "--reason", "分工调整"),
    "sustain": ("sustain", "CG-D001", "--note", "转入常态"),
    "long-term": ("long-term", "CG-D001", "--reason", "历史遗留", "--goal", "年内办结", "--review-on", "2021-06-01"),
    "restore": ("restore", "CG-D001"),
    "ledger import": (
        *("ledger", "import", "in.xlsx", "--apply", "--unit", "CG", "--channel", "during"),
        *("--notice", "oral", "--found-on", "2020-10-28"),
    ),
}
BEFORE = {
    "restore": ("progress", "CG-D001", "--note", "又一次"),
    "discard": (
        "add",
        "--unit",
        "CG",
        "--channel",
        "during",
        "--title",
        "多",
        "--text",
        "多。",
        "--found-on",
        "2020-10-28",
        "--notice",
        "oral",
    ),
    "return": ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已落实"),
    "close": ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已落实"),
    "reopen": ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已落实"),
    "sustain": ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已落实"),
}
NOTHING_TO_UNDO = {"init", "schema", "git-setup", "merge-file", "undo", "redo", "save", "sync"} | {
    f"report {kind}" for kind in ("during", "immediate", "feedback", "public")
}
"""What writes and is not kept: nothing of the records, what git asks for, papers, and undoing itself."""


def test_every_verb_that_writes_can_be_undone():
    every = {}
    for name in VERBS:
        one = declared(name)
        every |= {name: one} if not isinstance(one, dict) else {f"{name} {inner}": verb for inner, verb in one.items()}
    assert {name for name, verb in every.items() if "dry_run" in verb.shares} - NOTHING_TO_UNDO <= set(WRITING)
    assert set(WRITING) <= set(every)


def by_whom(words) -> tuple[str, ...]:
    return () if "--by" in words else ("--by", "城管局整改办")


def does(desk: Desk, words, code: int | None = 0):
    return desk.inspect(*words, *by_whom(words), *DAY, code=code)


@pytest.mark.parametrize("name", WRITING)
def test_undone_a_command_has_left_nothing_and_done_again_it_is_what_it_was(ready: Desk, name):
    for words in (BEFORE.get(name), ("close", "CG-D001", "--by", "巡察二组联络员") if name == "reopen" else None):
        if words:
            does(ready, words)
    before = tree(ready)
    if name == "restore" and not (ready.root / ".git").exists():
        pytest.skip("without git nothing is brought back from it")
    does(ready, WRITING[name])
    after = tree(ready)
    assert after != before
    who = WRITING[name][WRITING[name].index("--by") + 1] if "--by" in WRITING[name] else "城管局整改办"
    said = ready.inspect("undo", "--by", who)
    assert f"taken back: {name}" in said.err
    assert tree(ready) == before
    ready.inspect("redo", "--by", who)
    assert tree(ready) == after
    ready.inspect("undo", "--by", who)
    assert tree(ready) == before
    assert not list(ready.root.rglob("*.inspect-tmp"))


def test_numbers_are_free_again(ready: Desk):
    first = does(ready, ADD).out
    ready.inspect("undo", "--by", "城管局整改办")
    assert does(ready, ADD).out == first


# -- whose, and what came since -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_another_persons_command_stops_it_and_is_named(ready: Desk):
    does(ready, ("progress", "CG-D001", "--note", "答复", "--by", "城管局机关纪委"))
    before = tree(ready)
    said = ready.inspect("undo", code=4)
    assert "城管局机关纪委" in said.err and tree(ready) == before
    assert "城管局机关纪委" in ready.inspect("undo", "--list", "--json").data["commands"][0]["objection"]


def test_nothing_to_undo_is_no_error(desk: Desk):
    desk.inspect("init")
    assert "nothing to undo" in desk.inspect("undo").err
    assert desk.inspect("redo", "--json").data["state"] == "nothing"


@pytest.mark.parametrize("name", ["finish", "renumber", "carry", "ledger import", "progress"])
def test_one_file_changed_since_refuses_all_and_is_named_with_the_remedy(ready: Desk, name):
    does(ready, WRITING[name])
    files = ready.inspect("undo", "--list", "--json").data["commands"][0]["files"]
    for file in files:
        path = ready.root / file
        if not path.exists():
            continue
        honest = path.read_bytes()
        path.write_bytes(honest + b"# by hand\n")
        before = tree(ready)
        said = ready.inspect("undo", "--by", "城管局整改办", code=4).err
        assert file in said and "by hand" in said and tree(ready) == before
        if "/issues/" in file:
            assert f"inspect correct 2020-r2/{path.stem} …" in said
        path.write_bytes(honest)
    ready.inspect("undo", "--by", "城管局整改办")


@pytest.mark.parametrize("name", [name for name in WRITING if name not in BEFORE])
@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_what_is_committed_is_no_longer_undone(ready: Desk, name):
    does(ready, WRITING[name])
    ready.commit()
    before = tree(ready)
    said = ready.inspect("undo", code=4).err
    assert ("saved" in said and "inspect correct" in said) or "inspect edit" in said
    assert tree(ready) == before


@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_what_only_the_upstream_holds_is_saved_too(ready: Desk, tmp_path):
    ready.git("clone", "-q", "--bare", ".", str(tmp_path / "there"))
    ready.git("remote", "add", "origin", str(tmp_path / "there"))
    does(ready, WRITING["progress"])
    ready.commit()
    ready.git("push", "-q", "-u", "origin", "main")
    ready.git("reset", "-q", "--soft", "HEAD~1")
    assert "saved" in ready.inspect("undo", code=4).err


def test_a_part_that_is_committed_keeps_the_whole(ready: Desk):
    if not (ready.root / ".git").exists():
        pytest.skip("without git nothing is committed")
    does(ready, WRITING["progress"])
    ready.git("add", "rounds/2020-r2/issues/CG-D002.yaml")
    ready.git("commit", "-q", "-m", "一半")
    before = tree(ready)
    assert "CG-D002.yaml" in ready.inspect("undo", code=4).err and tree(ready) == before


def test_what_a_report_told_stays(ready: Desk):
    for name in ("CG-D002", "CG-D003"):
        does(ready, ("void", name, "--reason", "重复", "--approved-by", "巡察二组联络员", "--by", "城管局整改办"))
    does(ready, BEFORE["close"])
    does(ready, WRITING["close"])
    if (ready.root / ".git").exists():  # where no report tells of what is not saved
        ready.commit()
    for name in ("CG", "TY"):
        ready.inspect("report", "during", "--unit", name, "--final", *DAY, code=None)
    assert list((ready.root / "rounds/2020-r2/reports").iterdir())
    before = tree(ready)
    assert "report" in ready.inspect("undo", "--by", "巡察二组联络员", code=4).err and tree(ready) == before


def test_a_new_command_ends_what_could_be_done_again(ready: Desk):
    does(ready, WRITING["progress"])
    ready.inspect("undo", "--by", "城管局整改办")
    does(ready, WRITING["hand-over"])
    assert "nothing to do again" in ready.inspect("redo", "--by", "城管局整改办").err


def test_dry_run_shows_and_does_nothing(ready: Desk):
    does(ready, WRITING["finish"])
    before, listed = tree(ready), ready.inspect("undo", "--list").out
    said = ready.inspect("undo", "--dry-run", "--by", "城管局整改办")
    assert "-state: done" in said.out and "would be taken back: finish CG-D001 CG-D002" in said.err
    assert tree(ready) == before and ready.inspect("undo", "--list").out == listed


def test_the_list_names_an_issue_once_however_it_was_typed(ready: Desk):
    does(ready, ("progress", "cg-d2", "--note", "已清运", *DAY, "--by", "城管局整改办"))
    assert "progress CG-D002\t" in ready.inspect("undo", "--list", "--plain").out


def test_the_list_holds_no_option_and_no_path_of_this_machine(ready: Desk):
    does(ready, ("evidence", "add", "CG-D003", ready.root / "proof.txt", "--note", "口令123"))
    kept = next(ready.root.rglob("stack.json")).read_text(encoding="utf-8")
    assert "口令123" not in kept and str(ready.root) not in kept
    assert ready.inspect("undo", "--list", "--json").data["commands"][0]["command"] == "evidence add CG-D003 proof.txt"


def test_a_round_in_which_something_came_to_lie_is_not_taken_away_half(ready: Desk):
    does(ready, WRITING["new-round"])
    (ready.root / "rounds/2021-r1/issues/notes.txt").write_text("x", encoding="utf-8")
    before = tree(ready)
    assert "notes.txt" in ready.inspect("undo", "--by", "城管局整改办", code=4).err and tree(ready) == before


# -- how much is kept -----------------------------------------------------------------------------------------------------


def test_too_much_is_said_before_and_done_all_the_same(ready: Desk, monkeypatch):
    monkeypatch.setattr(stack, "LARGEST", 1000)
    (ready.root / "proof.txt").write_bytes(os.urandom(2000))
    said = does(ready, WRITING["finish"])
    assert said.err.index("cannot be undone afterwards") < said.err.index("done")
    before = tree(ready)
    ready.inspect("undo", "--by", "城管局整改办", code=4)
    assert tree(ready) == before


def test_fifty_commands_and_so_many_bytes_are_kept_and_no_more(ready: Desk, monkeypatch):
    monkeypatch.setattr(stack, "COMMANDS", 5)
    for number in range(8):
        does(ready, ("progress", "CG-D001", "--note", f"第{number}次"))
    listed = ready.inspect("undo", "--list", "--json").data["commands"]
    assert len(listed) == 5
    kept = next(ready.root.rglob("stack.json")).parent / "bytes"
    assert len(list(kept.iterdir())) == 10, "a list and what was before, for each"
    for _ in range(5):
        ready.inspect("undo", "--by", "城管局整改办")
    assert "nothing to undo" in ready.inspect("undo", "--by", "城管局整改办").err
    monkeypatch.setattr(stack, "LARGEST", 6000)
    for number in range(8):
        does(ready, ("progress", "CG-D001", "--note", f"再{number}次"))
    assert len(ready.inspect("undo", "--list", "--json").data["commands"]) < 5


# -- who edits the stack --------------------------------------------------------------------------------------------------


def sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def forge(ready: Desk, files, **more) -> None:
    """The newest command says that it did this to these files."""
    kept = next(ready.root.rglob("stack.json"))
    deeds = json.loads(kept.read_text(encoding="utf-8"))
    raw = json.dumps(files).encode() if not isinstance(files, bytes) else files
    (kept.parent / "bytes" / sha(raw)).write_bytes(raw)
    deeds[-1] |= {"files": sha(raw), **more}
    kept.write_text(json.dumps(deeds), encoding="utf-8")


HERE = "rounds/2020-r2/issues/CG-D001.yaml"
FORGED = {
    "outside": [{"path": "rounds/../../secret", "before": sha(b"evil"), "after": sha(b"secret")}],
    "absolute": [{"path": "/tmp/secret", "before": sha(b"evil"), "after": None}],
    "not under rounds": [{"path": ".gitattributes", "before": sha(b"evil"), "after": None}],
    "git": [{"path": ".git/hooks/pre-commit", "before": sha(b"evil"), "after": None}],
    "through a link": [{"path": "rounds/2020-r2/out/secret", "before": sha(b"evil"), "after": sha(b"secret")}],
    "a move out": [{"source": "../secret2", "target": HERE, "sha256": "0" * 64}],
    "a move in": [{"source": HERE, "target": "rounds/2020-r2/out/secret", "sha256": sha(b"secret")}],
    "a hash that is a path": [{"path": "rounds/2020-r2/issues/CG-D009.yaml", "before": "../../../../../secret", "after": None}],
    "half a letter": [{"path": "rounds/2020-r2/a\ud800b", "before": sha(b"evil"), "after": None}],
    "no list": {"path": 1},
    "numbers": [{"path": 1, "before": 2, "after": 3}],
    "not json": b"\xff[",
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("kind", FORGED)
@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_a_forged_stack_reaches_nothing_outside_the_records(ready: Desk, kind):
    does(ready, WRITING["progress"])
    outside = ready.root.parent / "outside"
    outside.mkdir()
    for place in (outside / "secret", ready.root.parent / "secret"):
        place.write_bytes(b"secret")
    (ready.root / "rounds/2020-r2/out").symlink_to(outside, target_is_directory=True)
    forge(ready, FORGED[kind])
    kept = next(ready.root.rglob("stack.json")).parent / "bytes"
    (kept / sha(b"evil")).write_bytes(b"evil")
    before = tree(ready)
    said = ready.inspect("undo", code=None)
    assert said.code in (0, 4, 6) and tree(ready) == before
    assert (outside / "secret").read_bytes() == (ready.root.parent / "secret").read_bytes() == b"secret"
    assert not (ready.root / ".git/hooks/pre-commit").exists() and not Path("/tmp/secret").exists()
    ready.inspect("undo", "--list")
    does(ready, WRITING["hand-over"])


@pytest.mark.parametrize("ready", ["git"], indirect=True)
@pytest.mark.parametrize("said", [b"", b"{}", b"[1]", b'[{"by": 1}]', b"\xff", b"[" * 100_000, b" " * 6_000_000, "link", "folder"])
def test_a_stack_that_is_none_is_no_stack(ready: Desk, said):
    does(ready, WRITING["progress"])
    kept = next(ready.root.rglob("stack.json"))
    kept.unlink()
    if said == "link":
        kept.symlink_to(ready.root / HERE)
    elif said == "folder":
        kept.mkdir()
    else:
        kept.write_bytes(said)
    before = tree(ready)
    ready.inspect("undo", code=None)
    assert tree(ready) == before
    does(ready, WRITING["hand-over"])


@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_bytes_that_were_exchanged_are_not_written(ready: Desk):
    before = (ready.root / HERE).read_bytes()
    does(ready, WRITING["hand-over"])
    kept = next(ready.root.rglob("stack.json")).parent / "bytes"
    (kept / sha(before)).write_bytes(before.replace(b"2020-11-20", b"2021-11-20"))
    now = tree(ready)
    assert ready.inspect("undo", code=None).code in (4, 6)
    assert tree(ready) == now


@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_a_made_up_folder_takes_away_nothing_that_is_not_empty(ready: Desk):
    does(ready, WRITING["progress"])
    kept = next(ready.root.rglob("stack.json"))
    deeds = json.loads(kept.read_text(encoding="utf-8"))
    deeds[-1]["made"] = ["rounds/2020-r2/issues", "rounds/2020-r2"]
    kept.write_text(json.dumps(deeds), encoding="utf-8")
    names = set(tree(ready))
    ready.inspect("undo")
    assert set(tree(ready)) == names


def test_a_stack_that_came_with_the_folder_is_not_found(ready: Desk, tmp_path):
    does(ready, WRITING["progress"])
    shutil.copytree(ready.root, tmp_path / "copy", symlinks=True)
    there = Desk(tmp_path / "copy", ready._capsys)
    assert "nothing to undo" in there.inspect("undo", "--root", there.root, "--by", "城管局整改办").err
    ready.inspect("undo", "--by", "城管局整改办")


# -- broken off ------------------------------------------------------------------------------------------------------------


class Kept:
    """The records and the stack as they are now, to be put back as often as is wanted."""

    def __init__(self, desk: Desk, aside: Path) -> None:
        self._places = [desk.root / "rounds", next(desk.root.rglob("stack.json")).parent]
        self._aside = aside
        self._state = self._places[1].parent.parent
        for number, place in enumerate(self._places):
            shutil.copytree(place, aside / str(number))

    def back(self) -> None:
        (self._state / "journal.json").unlink(missing_ok=True)
        for number, place in enumerate(self._places):
            shutil.rmtree(place)
            shutil.copytree(self._aside / str(number), place)


FINISH = pytest.param("finish", marks=pytest.mark.long)
"""Its steps are of the kinds that `renumber` has too."""


def settled(found: dict) -> dict:
    return {name: raw for name, raw in found.items() if ".inspect-tmp" not in name}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a copy of this process")
@pytest.mark.parametrize("after", [False, pytest.param(True, marks=pytest.mark.long)], ids=["before each step", "after each step"])
@pytest.mark.parametrize("verb", ["undo", pytest.param("redo", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", [FINISH, "renumber", "new-round"])
@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_killed_at_any_step_it_is_undone_or_not_and_the_next_command_knows(ready: Desk, tmp_path, name, verb, after):
    first = tree(ready)
    does(ready, WRITING[name])
    second = tree(ready)
    if verb == "redo":
        ready.inspect("undo")
    kept = Kept(ready, tmp_path / "kept")
    steps = counted([verb], tmp_path / "steps")
    seen = set()
    for step in range(1, steps + 1):
        kept.back()

        def run(step: int = step) -> int:
            Tripwire(step, after).lay()
            return main([verb])

        assert in_a_child(run) == 137
        ready.inspect("undo", "--dry-run", code=None)  # takes the lock, and finishes what was noted
        listed = ready.inspect("undo", "--list", "--json").data["commands"]
        states = {one["state"] for one in listed if one["command"].startswith(name)}
        ready.inspect("undo" if states == {"done"} else "redo")
        now = settled(tree(ready))
        assert now == (first if states == {"done"} else second), f"step {step}"
        seen |= states
    assert seen == {"done", "undone"}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a copy of this process")
@pytest.mark.parametrize("after", [False, pytest.param(True, marks=pytest.mark.long)], ids=["before each step", "after each step"])
@pytest.mark.parametrize("name", [FINISH, "renumber", "new-round"])
@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_a_command_killed_at_any_step_is_on_the_stack_if_it_was_done_and_only_then(ready: Desk, tmp_path, name, after):
    does(ready, ("progress", "CG-D003" if name != "renumber" else "CG-D002", "--note", "先答复"), code=None)
    does(ready, WRITING["extend"])
    first = tree(ready)
    words = [*WRITING[name], *DAY]
    kept = Kept(ready, tmp_path / "kept")
    steps = counted(words, tmp_path / "steps")
    count = len(ready.inspect("undo", "--list", "--json").data["commands"])
    seen = set()
    for step in range(1, steps + 1):
        kept.back()

        def run(step: int = step) -> int:
            Tripwire(step, after).lay()
            return main(words)

        assert in_a_child(run) == 137
        ready.inspect("undo", "--dry-run", code=None)
        was_done = {key: raw for key, raw in settled(tree(ready)).items() if raw is not None} != {
            key: raw for key, raw in first.items() if raw is not None
        }
        listed = ready.inspect("undo", "--list", "--json").data["commands"]
        assert (len(listed) == count) == was_done, f"step {step}"
        if was_done:
            ready.inspect("undo")
            assert settled(tree(ready)) == first, f"step {step}"
        seen.add(was_done)
    assert seen == {True, False}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("name", [FINISH, "renumber"])
@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_a_full_disk_at_any_step_of_undo_leaves_old_or_new(ready: Desk, tmp_path, name):
    first = tree(ready)
    does(ready, WRITING[name])
    second = tree(ready)
    kept = Kept(ready, tmp_path / "kept")
    steps = counted(["undo"], tmp_path / "steps")
    for step in range(1, steps + 1):
        kept.back()

        def run(step: int = step) -> int:
            Tripwire(step, error=28).lay()
            return main(["undo"])

        code = in_a_child(run)
        ready.inspect("undo", "--dry-run", code=None)
        now, then = tree(ready), first if code == 0 else second
        empty = {name for name in now if now[name] is None} - set(then)  # a folder may refuse to go
        assert {name: raw for name, raw in settled(now).items() if name not in empty} == then, f"step {step}: {code}"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("ready", ["git"], indirect=True)
def test_two_at_once_take_back_two_commands_and_never_one_twice(ready: Desk):
    before = tree(ready)
    for number in range(6):
        does(ready, ("progress", "CG-D001", "--note", f"第{number}次"))
    for _ in range(3):
        children = []
        for _ in range(2):
            child = os.fork()
            if child == 0:
                os._exit(in_a_child(lambda: main(["undo"])))
            children.append(child)
        assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert tree(ready) == before


# -- laws ------------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.lists(st.sampled_from([*WRITING, "undo", "redo"]), min_size=3, max_size=8))
def test_any_commands_are_taken_back_one_by_one_to_the_first_byte_and_done_again_to_the_last(ready: Desk, order):
    while "nothing" not in ready.inspect("undo", "--by", "城管局整改办").err:
        pass
    begin = tree(ready)
    for name in order:
        if name in ("undo", "redo"):
            ready.inspect(name, "--by", "城管局整改办", code=None)
            continue
        words = list(WRITING[name])
        if "--by" in words:
            words[words.index("--by") + 1] = "城管局整改办"
        does(ready, words, code=None)
    states = [tree(ready)]
    while "nothing" not in ready.inspect("undo", "--by", "城管局整改办").err:
        states.append(tree(ready))
    assert states[-1] == begin
    for state in reversed(states[:-1]):
        ready.inspect("redo", "--by", "城管局整改办")
        assert tree(ready) == state
