"""`correct` and `discard` as commands: before and after saving, with git and without, at a terminal, and through `edit`."""

from __future__ import annotations

import shutil

import pytest
from desk import Desk, add_issue, open_round

from inspect_cli.store.reading import read_issue

UNIT, TEAM, DAY = ("--by", "城管局整改办"), "巡察二组联络员", ("--today", "2020-11-05")
WHY = ("--reason", "录入有误", "--approved-by", TEAM)
PLAN = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆", "--today", "2020-10-30")


@pytest.fixture(params=["git", "no git"])
def ready(desk: Desk, request) -> Desk:
    """One item in progress with a file behind it, and one that names it."""
    open_round(desk)
    desk.commit()
    add_issue(desk)
    add_issue(desk, "immediate")
    desk.inspect("start", "CG-D001", *PLAN)
    (desk.root / "照片.txt").write_text("照", encoding="utf-8")
    desk.inspect("evidence", "add", "CG-D001", "照片.txt", "--today", "2020-10-31")
    if request.param == "no git":
        shutil.rmtree(desk.root / ".git")
    return desk


def saved(at: Desk) -> None:
    """Committed; without git, told by an issued report."""
    if (at.root / ".git").exists():
        at.commit()
    else:
        at.inspect("progress", "CG-D001", "--note", "正在办", *UNIT, "--today", "2020-11-01")
        at.inspect("report", "during", "--unit", "CG", "--final", "--today", "2020-11-02")


def record(at: Desk, name: str = "CG-D001"):
    found = read_issue(at.issue(name).read_bytes()).record
    assert found
    return found


def clean(at: Desk) -> None:
    """Nobody has anything to say, neither of the records nor of what changed."""
    if (at.root / ".git").exists():
        found = at.inspect("check", "--since", "HEAD", "--json", *DAY, code=None).data["findings"]
    else:
        found = at.inspect("check", "--json", *DAY, code=None).data["findings"]
    assert [(one["rule"], one["message"]) for one in found if one["level"] == "error"] == []


CHANGES = [
    ((), ("--title", "清运不够及时")),
    ((), ("--text", "另一段原文")),
    ((), ("--notice", "巡三立〔2020〕9号")),
    ((), ("--found-on", "2020-10-27")),
    ((), ("--due", "2020-11-15")),
    ((), ("--due", "2020-11-25")),
    ((), ("--leader", "乙局长")),
    ((), ("--severity", "minor")),
    ((), ("--rules-made", "2")),
    ((), ("--set", "outcomes.people=诫勉=1")),
    (("m1",), ("--text", "增配两台车辆")),
    (("e1",), ("--note", "整改前")),
    (("start",), ("--note", "已制定措施")),
]


@pytest.mark.parametrize(("part", "words"), CHANGES, ids=lambda one: " ".join(one))
def test_before_saving_it_becomes_right_and_afterwards_it_is_recorded(ready, part, words):
    before = len(record(ready).history)
    said = ready.inspect("correct", "CG-D001", *part, *words, *UNIT, *DAY)
    assert "nobody has seen it yet" in said.err and len(record(ready).history) == before
    clean(ready)
    ready.inspect("undo", *UNIT, *DAY)
    saved(ready)
    before = record(ready).history
    ready.inspect("correct", "CG-D001", *part, *words, *UNIT, *DAY, code=4)
    data = ready.inspect("correct", "CG-D001", *part, *words, *WHY, *UNIT, *DAY, "--json").data
    assert data["recorded"] and data["approved_by"] == TEAM
    assert record(ready).history[:-1] == before and record(ready).history[-1].did == "correct"
    clean(ready)
    assert "[-" in ready.inspect("show", "CG-D001", *DAY).out


@pytest.mark.parametrize("words", [("--unit", "TY"), ("--channel", "feedback"), ("--unit", "TY", "--channel", "immediate")], ids=" ".join)
def test_with_unit_or_channel_go_number_file_evidence_and_links(ready, words):
    path = ready.issue("CG-I001")
    path.write_text(path.read_text(encoding="utf-8").replace("state:", "similar: [CG-D001]\nstate:"), encoding="utf-8")
    saved(ready)
    uid = record(ready).uid
    ready.inspect("correct", "CG-D001", *words, *WHY, *UNIT, *DAY)
    unit, letter = ("TY" if "TY" in words else "CG"), {"feedback": "F", "immediate": "I"}.get(words[-1], "D")
    name = f"{unit}-{letter}001"
    after = record(ready, name)
    assert after.uid == uid and after.evidence[0].file == f"evidence/{name}/照片.txt"
    assert (ready.root / "rounds/2020-r2" / after.evidence[0].file).exists() and not ready.issue("CG-D001").exists()
    assert record(ready, "CG-I001").similar == (name,)
    clean(ready)
    ready.inspect("undo", *UNIT, *DAY)
    assert record(ready).uid == uid


def test_an_edit_changes_what_nobody_has_seen_and_names_the_correction_of_what_is_saved(ready):
    def edited(title: str, code: int):
        text = ready.issue("CG-D001").read_text(encoding="utf-8")
        (ready.root / "t.yaml").write_text(text.replace("title: 清运不及时", f"title: {title}"), encoding="utf-8")
        return ready.inspect("edit", "CG-D001", "--from", "t.yaml", *UNIT, *DAY, code=code)

    edited("甲", 0)
    ready.inspect("undo", *UNIT, *DAY)
    saved(ready)
    said = edited("甲", 4).err
    assert "inspect correct CG-D001 --title 甲 --reason … --approved-by …" in said
    ready.inspect("correct", "CG-D001", "--title", "甲", *WHY, *UNIT, *DAY)
    clean(ready)


def test_an_earlier_date_by_edit_ends_in_a_correction(ready):
    saved(ready)
    text = ready.issue("CG-D001").read_text(encoding="utf-8")
    (ready.root / "t.yaml").write_text(text.replace("\ndue: 2020-11-20", "\ndue: 2020-11-10"), encoding="utf-8")
    said = ready.inspect("edit", "CG-D001", "--from", "t.yaml", *UNIT, *DAY, code=4).err
    assert "inspect correct CG-D001 --due 2020-11-10 --reason … --approved-by …" in said and "extend" not in said
    ready.inspect("correct", "CG-D001", "--due", "2020-11-10", *WHY, *UNIT, *DAY)
    clean(ready)


# -- a record too many -------------------------------------------------------------------------------------------------


def test_what_nobody_has_seen_goes_with_its_evidence_and_its_number_is_free(ready):
    gone = record(ready)
    data = ready.inspect("discard", "CG-D001", "--yes", *UNIT, *DAY, "--json").data
    assert data["state"] == "discarded" and data["issues"] == ["2020-r2/CG-D001"] and len(data["files"]) == 2
    assert not (ready.root / "rounds/2020-r2/evidence").exists() and not ready.issue("CG-D001").exists()
    ready.inspect("undo", *UNIT, *DAY)
    assert record(ready) == gone and (ready.root / "rounds/2020-r2/evidence/CG-D001/照片.txt").exists()
    ready.inspect("redo", *UNIT, *DAY)
    assert add_issue(ready, "during", "CG", *UNIT) == "2020-r2/CG-D001"


def test_what_is_saved_named_by_another_or_carried_stays_and_says_why(ready):
    path = ready.issue("CG-I001")
    path.write_text(path.read_text(encoding="utf-8").replace("state:", "similar: [CG-D001]\nstate:"), encoding="utf-8")
    assert "2020-r2/CG-I001 names it in similar" in ready.inspect("discard", "CG-D001", *UNIT, *DAY, code=4).err
    ready.inspect("discard", "CG-D001", "CG-I001", "--dry-run", *UNIT, *DAY)
    ready.inspect("carry", "CG-D001", *UNIT, *DAY)
    for name in ("CG-D001", "CG-F001"):
        assert "a carry made it one of two" in ready.inspect("discard", name, *UNIT, *DAY, code=4).err
    ready.inspect("undo", *UNIT, *DAY)
    saved(ready)
    assert "inspect void CG-D001 --reason … --approved-by …" in ready.inspect("discard", "CG-D001", *UNIT, *DAY, code=4).err
    assert ready.issue("CG-D001").exists()


# -- what was typed is kept --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("e1",), "inspect correct CG-D001 e1 --note …"),
        (("m1",), "inspect correct CG-D001 m1 --text …"),
        (("进展",), 'inspect correct CG-D001 "进展 2020-11-01" --note …'),
        (("e9", "--note", "整改前"), "inspect correct CG-D001 e1 --note 整改前"),
        (("m9",), "inspect correct CG-D001 m1 --text …"),
        (("办结", "--note", "已购车"), 'inspect correct CG-D001 "进展 2020-11-01" --note 已购车'),
        (("m1", "--title", "清运"), "inspect correct CG-D001 --title 清运"),
        (("--title", "清运"), "inspect correct CG-D001 --title 清运 --reason … --approved-by …"),
        (("--title", "清运", "--reason", "录错"), "inspect correct CG-D001 --title 清运 --reason 录错 --approved-by …"),
        (("e1", "--note", "整改前"), "inspect correct CG-D001 e1 --note 整改前 --reason …"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_a_refusal_hands_back_the_whole_command(ready, monkeypatch, words, remedy):
    monkeypatch.setenv("INSPECT_LANG", "zh")
    ready.inspect("progress", "CG-D001", "--note", "巳购车", *UNIT, "--today", "2020-11-01")
    saved(ready)
    said = ready.inspect("correct", "CG-D001", *words, *UNIT, *DAY, code=4).err
    assert f"→ {remedy}" in said
    if words[0] in ("e9", "m9", "办结"):
        assert "m1、e1" in said and "进展 2020-11-01" in said and said.count("  - ") == 1


@pytest.mark.parametrize("part", ["进展", "进展 2020-11-01", "2020-11-01 进展", "progress 11-01", "progress", "E1"])
def test_a_part_is_named_as_people_name_it(ready, part):
    ready.inspect("progress", "CG-D001", "--note", "巳购车", *UNIT, "--today", "2020-11-01")
    ready.inspect("correct", "CG-D001", part, "--set", "说明=已购车", *UNIT, *DAY)
    assert "已购车" in ready.issue("CG-D001").read_text(encoding="utf-8")


def test_a_field_that_no_part_of_it_has_is_refused_and_does_not_crash(ready):
    ready.inspect("evidence", "drop", "CG-D001", "e1", "--reason", "错", *UNIT, *DAY)
    assert "inspect show CG-D001" in ready.inspect("correct", "CG-D001", "m1", "--added-on", "2020-11-01", *UNIT, *DAY, code=4).err


# -- how a page tells of it --------------------------------------------------------------------------------------------


def test_what_was_leads_to_what_is_in_the_words_of_the_reader(ready, monkeypatch):
    monkeypatch.setenv("INSPECT_LANG", "zh")
    ready.inspect("progress", "CG-D001", "--note", "巳购车", *UNIT, "--today", "2020-11-01")
    saved(ready)
    for words in (
        ("m1", "--text", "增配两台", "--kind", "campaign"),
        ("进展", "--note", "已购车"),
        ("--due", "2020-11-15", "--text", "另一段原文"),
        ("--unit", "TY", "--channel", "immediate"),
    ):
        name = "TY-I001" if ready.issue("TY-I001").exists() else "CG-D001"
        ready.inspect("correct", name, *words, *WHY, *UNIT, *DAY)
    page = ready.inspect("show", "TY-I001", *DAY).out
    for said in (
        "完成时限\t[-2020-11-20-] → 2020-11-15",
        "更正前：[-部分街巷清运不及时。-]",
        "m1 措施内容：[-增配车辆-] → 增配两台",
        "m1 类别：[-—-] → 专项整治",
        "进展 的说明：[-",
        "整改方式：[-立行立改-] → 即知即改",
        "被巡察单位：[-市城市管理局党组-] → 市退役军人事务局党组",
        "被巡察单位\t[-市城市管理局党组-] → 市退役军人事务局党组",
    ):
        assert said in page, said
    assert "[--]" not in page and "progress" not in page and "campaign" not in page
    if (ready.root / ".git").exists():
        for told in (ready.inspect("diff", *DAY, code=None).out, ready.inspect("history", "TY-I001", *DAY).out):
            assert "[-立行立改-] → 即知即改" in told and "进展 的说明" in told and "T09:00" not in told


def test_an_entry_that_a_hand_names_oddly_is_told_as_it_stands(ready):
    path = ready.issue("CG-D001")
    odd = '  - {at: 2020-11-01T09:00:00+08:00, by: 甲, did: correct, part: "2020-11-01T09:00:00+08:00 nothing", changes: [{field: note, was: a, now: b}]}\n'
    path.write_text(path.read_text(encoding="utf-8") + odd, encoding="utf-8")
    assert "[-a-] → b" in ready.inspect("show", "CG-D001", *DAY, code=None).out


# -- what undo says ----------------------------------------------------------------------------------------------------


def test_undo_names_what_it_takes_back_in_the_words_of_the_reader(ready, monkeypatch):
    monkeypatch.setenv("INSPECT_LANG", "zh")
    ready.inspect("correct", "CG-D001", "--unit", "TY", *UNIT, *DAY)
    listed = ready.inspect("undo", "--list", *UNIT, *DAY).out
    earlier = ("添加佐证 CG-D001 照片.txt", "登记 CG-D001 清运不及时", "登记 CG-I001 清运不及时") if (ready.root / ".git").exists() else ()
    for said in ("更正 CG-D001 → TY-D001", *earlier):
        assert said in listed, listed
    assert not any(word in listed for word in ("correct", "evidence add", "start", "\tadd"))
    said = ready.inspect("undo", *UNIT, *DAY).err
    assert (
        "已撤销：更正 CG-D001 → TY-D001" in said and "2020-r2/CG-D001 清运不及时：现在用这个编号" in said and "2020-r2/TY-D001" not in said
    )
    assert "2020-r2/TY-D001 清运不及时：现在用这个编号" in ready.inspect("redo", *UNIT, *DAY).err
    ready.inspect("renumber", "TY-D001", "--to", "TY-D007", *UNIT, *DAY)
    assert "改号 TY-D001 → TY-D007" in ready.inspect("undo", *UNIT, *DAY).err


def test_to_discard_a_part_names_what_drops_it(ready):
    said = ready.inspect("discard", "CG-D001", "e1", *UNIT, *DAY, code=2).err
    assert "inspect evidence drop CG-D001 e1 --reason …" in said and "inspect undo" in said


# -- a wrong day says itself in more than one place --------------------------------------------------------------------


def test_a_wrong_due_date_goes_from_the_measures_too_while_nobody_has_seen_it(desk):
    open_round(desk)
    desk.commit()
    add_issue(desk)
    desk.inspect("start", "CG-D001", *PLAN)
    assert record(desk).measures[0].due == record(desk).due
    said = desk.inspect("correct", "CG-D001", "--due", "2020-11-12", *UNIT, *DAY).err
    after = record(desk)
    assert {after.due, after.original_due, after.measures[0].due} == {after.due} and after.due.day == 12
    assert "m1 is due on 2020-11-12 too" in said and "--original-due" not in said
    desk.inspect("undo", *UNIT, *DAY)
    desk.commit()
    said = desk.inspect("correct", "CG-D001", "--due", "2020-11-12", *WHY, *UNIT, *DAY).err
    assert record(desk).measures[0].due.day == 20
    for how in ("m1 --due 2020-11-12 --reason 录错", "--original-due 2020-11-12 --reason 录错 --approved-by " + TEAM):
        command = f"inspect correct CG-D001 {how}"
        assert command.replace("录错", "…").replace(TEAM, "…") in said
        desk.inspect(*command.split()[1:], *UNIT, *DAY)
    assert {record(desk).due, record(desk).original_due, record(desk).measures[0].due} == {after.due}
    clean(desk)


def test_a_later_date_that_was_mistyped_ends_with_both_dates_right(ready):
    saved(ready)
    said = ready.inspect("correct", "CG-D001", "--due", "2020-11-25", *WHY, *UNIT, *DAY).err
    assert "inspect correct CG-D001 --original-due 2020-11-25 --reason … --approved-by …" in said
    ready.inspect("correct", "CG-D001", "--original-due", "2020-11-25", *WHY, *UNIT, *DAY)
    clean(ready)
