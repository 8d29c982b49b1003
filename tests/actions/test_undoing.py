"""What a command wrote is taken back whole, or not at all; done again, it is what it was."""

import shutil

import pytest
from desk import Desk, add_issue, open_round
from sheets import office

from inspect_cli.cli.argv.contents import VERBS, declared

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
        desk.inspect("add", *ADD[1:], "--by", "城管局整改办", *DAY)
        desk.inspect("undo", "--by", "城管局整改办")
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
    "ledger import": (
        *("ledger", "import", "in.xlsx", "--apply", "--unit", "CG", "--channel", "during"),
        *("--notice", "oral", "--found-on", "2020-10-28"),
    ),
}
BEFORE = {
    "return": ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已落实"),
    "close": ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已落实"),
    "reopen": ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已落实"),
    "sustain": ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已落实"),
}
NOTHING_TO_UNDO = {"init", "schema", "git-setup", "merge-file", "undo", "redo"} | {
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
