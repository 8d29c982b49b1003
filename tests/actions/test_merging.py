"""Merging records: what both sides say comes together, ours' text stays, and what they cannot both have stands between markers."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_cli.actions.merging.textmerge import TextMerge, ThreeTexts, merge
from inspect_cli.cli.argv.app import main
from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.decision import twin_of
from inspect_cli.domain.merge.exclusion import NOT_INHERITED
from inspect_cli.domain.merge.joining import WAYS, merged
from inspect_cli.domain.merge.takeover import changes
from inspect_cli.domain.merge.threeway import Way
from inspect_cli.domain.record.issue import Entry, Evidence, Issue, LongTerm, Measure, Outcomes, Withheld
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import Channel, Did, RoundKind, Severity, State
from inspect_cli.store.git.asking import merged_text
from inspect_cli.store.reading import read_issue
from inspect_cli.store.writing import issue_text
from inspect_cli.yamlsplice.markers import Marks

pytestmark = pytest.mark.slow

BASE = """\
# of the file
uid: k3v9q2m8xw
id: CG-D001
channel: during
title: '清运不及时'   # of the title
text: |-
  部分街巷
  清运不及时。
notice: oral
found_on: 2020-10-28

severity: moderate
path: [市容, 环卫]
leader: 分管副局长
department: 环卫科
original_due: 2020-11-10
due: 2020-11-10
measures:
  # of m1
  - id: m1
    text: 增配车辆
    done_on:   # not yet
  - id: m2
    text: 夜间巡查
evidence:
-   id: e1
    document: "会议纪要"
outcomes: {rules_made: 0, money_recovered: 1.50}
state: in_progress
long_term:
  reason: 规划
  goal: 选址   # of the goal
similar: [TY-D001, TY-D002]
history:
  - {at: 2020-10-28T09:00:00+08:00, by: 联络员, did: register, to: registered}
  - { at: 2020-10-30T09:00:00+08:00, by: 整改办, did: start, from: registered, to: in_progress }  # started
"""
AT = "2020-11-0{}T09:00:00+08:00"


def entry(day: int, did: str, note: str = "", more: str = "", by: str = "整改办") -> str:
    """A line of history in the style of the last one."""
    said = f", note: {note}" if note else ""
    return f"  - {{ at: {AT.format(day)}, by: {by}, did: {did}{more}{said} }}\n"


MOVES = {
    "nearly": ", from: in_progress, to: basically_done",
    "finish": ", from: in_progress, to: done",
    "void": ", from: in_progress, to: void",
}


def did(day: int, verb: str, note: str = "") -> tuple[str, str]:
    """The edit that adds this to the history."""
    return "", entry(day, verb, note, MOVES.get(verb, ""))


def after(text: str, *edits: tuple[str, str]) -> str:
    """The text with these pieces replaced; what replaces nothing is added at the end."""
    for old, new in edits:
        assert not old or text.count(old) == 1, old
        text = text.replace(old, new) if old else text + new
    return text


MARKS = Marks()


def merged_bytes(base: str, ours: str, theirs: str, marks: Marks = MARKS, name: str = "CG-D001.yaml") -> TextMerge:
    return merge(ThreeTexts(base.encode(), ours.encode(), theirs.encode()), marks, name)


def blocks(text: str, size: int = 7) -> list[tuple[str, str]]:
    """What stands between markers: ours and theirs."""
    sign = [re.escape(char * size) for char in "<=>"]
    return re.findall(rf"^{sign[0]} ours\r?\n(.*?)^{sign[1]}\r?\n(.*?)^{sign[2]} theirs\r?\n", text, re.DOTALL | re.MULTILINE)


def without_markers(text: str, take: int) -> str:
    return re.sub(r"^<<<<<<< ours\n(.*?)^=======\n(.*?)^>>>>>>> theirs\n", lambda found: found[take], text, flags=re.DOTALL | re.MULTILINE)


LEADER, DEPARTMENT = ("leader: 分管副局长", "leader: 局长"), ("department: 环卫科", "department: 市容科  # new")
M1_DONE = ("    done_on:   # not yet", "    done_on: 2020-11-02   # not yet")
M3 = ("    text: 夜间巡查\n", "    text: 夜间巡查\n  - id: m3\n    text: 第三\n")
M3_DONE = ("    text: 夜间巡查\n", "    text: 夜间巡查\n  - id: m3\n    text: 第三\n    done_on: 2020-11-03\n")
NO_M2 = ("  - id: m2\n    text: 夜间巡查\n", "")
E2 = ('    document: "会议纪要"\n', '    document: "会议纪要"\n-   id: e2\n    document: 照片\n')
ONGOING, WENT = (
    "state: in_progress",
    {verb: ("state: in_progress", f"state: {to}") for verb, to in (("nearly", "basically_done"), ("void", "void"), ("finish", "done"))},
)
TO_20 = ("\ndue: 2020-11-10\n", "\ndue: 2020-11-20\nextensions:\n  - {to: 2020-11-20, reason: 迟, approved_by: x}\n")
TO_25 = ("\ndue: 2020-11-10\n", "\ndue: 2020-11-25\nextensions:\n  - {to: 2020-11-25, reason: 再迟, approved_by: x}\n")

CLEAN = {  # what ours changed · what theirs changed · what the merge changes in ours
    "a value of theirs, the comment of ours stays": ([("   # of the title", "  # mine")], [("'清运不及时'", "'不及时'")], [("'清运不及时'", "'不及时'")]),
    "a value of each": ([LEADER], [DEPARTMENT], [("department: 环卫科", "department: 市容科")]),
    "the same value": ([LEADER, ("moderate", "minor")], [LEADER], []),
    "a key that theirs took out": ([LEADER], [("department: 环卫科\n", "")], [("department: 环卫科\n", "")]),
    "a key that theirs emptied": ([LEADER], [("department: 环卫科", "department:")], [("department: 环卫科", "department:")]),
    "a key that is new": ([LEADER], [("severity: moderate", "severity: moderate\nnature: conduct")], [("环卫]\n", "环卫]\nnature: conduct\n")]),
    "several lines": ([LEADER], [("  部分街巷\n", "  多数街巷\n")], [("  部分街巷\n", "  多数街巷\n")]),
    "headings are one value": ([LEADER], [("[市容, 环卫]", "[市容, 环卫, 街巷]")], [("[市容, 环卫]", "[市容, 环卫, 街巷]")]),
    "leaves of a mapping": ([("reason: 规划", "reason: 涉及规划")], [("goal: 选址", "goal: 建成")], [("goal: 选址", "goal: 建成")]),
    "leaves in braces, spelt as theirs": (
        [("rules_made: 0", "rules_made: 2")],
        [("1.50}", "12.500, people: {诫勉: 1}}")],
        [("1.50}", "12.500, people: {诫勉: 1}}")],
    ),
    "a mapping that theirs took out": ([LEADER], [("long_term:\n  reason: 规划\n  goal: 选址   # of the goal\n", "")], [("long_term:\n  reason: 规划\n  goal: 选址   # of the goal\n", "")]),
    "references": ([("TY-D002]", "TY-D002, TY-D003]")], [("TY-D001, TY-D002]", "TY-D002, TY-D004]")], [("TY-D001, TY-D002, TY-D003]", "TY-D002, TY-D003, TY-D004]")]),
    "fields of one measure": ([("增配车辆", "增配两台车辆")], [M1_DONE], [M1_DONE]),
    "a new measure and new evidence": ([E2], [M3], [M3]),
    "a measure that theirs dropped": ([E2], [NO_M2], [NO_M2]),
    "entries in the order of their times": (
        [did(3, "progress", "一"), did(5, "progress", "三")],
        [did(2, "progress", "零"), did(4, "progress", "二"), did(6, "progress", "四")],
        [(entry(3, "progress", "一"), "".join(entry(day, "progress", said) for day, said in ((2, "零"), (3, "一"), (4, "二")))), did(6, "progress", "四")],
    ),
    "an entry that both have": ([did(3, "progress", "一")], [did(3, "progress", "一"), did(4, "edit")], [did(4, "edit")]),
    "waivers of both": (
        [("state: in", "waivers:\n  - {rule: TXT02, reason: 甲, by: x, on: 2020-11-01}\nstate: in")],
        [("state: in", "waivers:\n  - rule: DUE04\n    reason: 乙\n    by: x\n    on: 2020-11-01\nstate: in")],
        [("waivers:\n", "waivers:\n  - {rule: DUE04, reason: 乙, by: x, 'on': 2020-11-01}\n")],
    ),
    "a deadline and its extension": ([did(3, "progress", "一")], [TO_20, did(4, "extend", "迟")], [TO_20, did(4, "extend", "迟")]),
    "a state and what came before it": ([did(3, "evidence", "e2"), E2], [WENT["nearly"], did(4, "nearly", "还差")], [WENT["nearly"], did(4, "nearly", "还差")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CLEAN)
def test_what_both_changed_comes_together_in_the_text_of_ours(name):
    mine, other, brought = CLEAN[name]
    ours, theirs = after(BASE, *mine), after(BASE, *other)
    found = merged_bytes(BASE, ours, theirs)
    assert (found.conflicts, found.raw.decode()) == ((), after(ours, *brought))
    back = merged_bytes(BASE, theirs, ours)
    assert (back.conflicts, read_issue(back.raw).record) == ((), read_issue(found.raw).record)
    assert read_issue(found.raw).record is not None


@pytest.mark.parametrize("name", CLEAN)
def test_line_ends_and_a_mark_at_the_beginning_stay_those_of_ours(name):
    mine, other, brought = CLEAN[name]
    ours = "\ufeff" + after(BASE, *mine).replace("\n", "\r\n")
    found = merged_bytes(BASE, ours, after(BASE, *other))
    assert found.raw.decode() == "\ufeff" + after(after(BASE, *mine), *brought).replace("\n", "\r\n")


def test_a_block_of_history_gets_its_entries_as_a_block():
    base = after(
        BASE,
        (
            "  - { at: 2020-10-30T09:00:00+08:00, by: 整改办, did: start, from: registered, to: in_progress }  # started\n",
            "  - at: 2020-10-30T09:00:00+08:00\n    by: 整改办\n    did: start\n    from: registered\n    to: in_progress\n",
        ),
    )
    ours = base + f"  - at: {AT.format(4)}\n    by: 整改办\n    did: progress\n    note: 二\n"
    found = merged_bytes(base, ours, base + entry(3, "progress", "一"))
    assert f"  - at: {AT.format(3)}\n    by: 整改办\n    did: progress\n    note: 一\n  - at: {AT.format(4)}" in found.raw.decode()


def test_what_theirs_wrote_is_taken_word_for_word():
    theirs = BASE + "  - {at: '2020-11-03T01:00:00Z', by: 'O''Neil', did: progress, note: \"a: b # c\\n二\"}\n"
    found = merged_bytes(BASE, after(BASE, LEADER), theirs).raw.decode()
    assert found.endswith('  - { at: 2020-11-03T01:00:00Z, by: O\'Neil, did: progress, note: "a: b # c\\n二" }\n')


HISTORY = BASE.split("history:\n")[1].splitlines(keepends=True)
CLASH = {  # what ours changed · what theirs changed · (ours, theirs) between markers
    "a value": ([LEADER], [("leader: 分管副局长", "leader: 书记  # why")], [("leader: 局长\n", "leader: 书记  # why\n")]),
    "a value and one beside it": (
        [LEADER, ("department: 环卫科", "department: 甲")],
        [("leader: 分管副局长", "leader: 书记"), ("department: 环卫科", "department: 乙")],
        [("leader: 局长\ndepartment: 甲\n", "leader: 书记\ndepartment: 乙\n")],
    ),
    "values with a line between": (
        [("清运不及时'   # of", "甲'   # of"), ("notice: oral", "notice: 一号")],
        [("清运不及时'   # of", "乙'   # of"), ("notice: oral", "notice: 二号")],
        [("title: '甲'   # of the title\n", "title: '乙'   # of the title\n"), ("notice: 一号\n", "notice: 二号\n")],
    ),
    "text of several lines": ([("  部分街巷\n", "  多数\n")], [("  部分街巷\n", "  少数\n")], [("text: |-\n  多数\n  清运不及时。\n", "text: |-\n  少数\n  清运不及时。\n")]),
    "taken out here, changed there": ([("leader: 分管副局长\n", "")], [LEADER], [("", "leader: 局长\n")]),
    "changed here, taken out there": ([LEADER], [("leader: 分管副局长\n", "")], [("leader: 局长\n", "")]),
    "a leaf": ([("goal: 选址   #", "goal: 甲   #")], [("goal: 选址   #", "goal: 乙   #")], [("  goal: 甲   # of the goal\n", "  goal: 乙   # of the goal\n")]),
    "a leaf in braces": ([("1.50}", "2.50}")], [("1.50}", "3.50, people: {诫勉: 1}}")], [("outcomes: {rules_made: 0, money_recovered: 2.50}\n", "outcomes: {rules_made: 0, money_recovered: 3.50, people: {诫勉: 1}}\n")]),
    "a field of a measure": ([("text: 增配车辆", "text: 甲")], [("text: 增配车辆", "text: 乙"), E2], [("    text: 甲\n", "    text: 乙\n")]),
    "a measure of the same id": ([M3], [("    text: 夜间巡查\n", "    text: 夜间巡查\n  - id: m3\n    text: 另一\n")], [("  - id: m3\n    text: 第三\n", "  - id: m3\n    text: 另一\n")]),
    "a measure dropped here, changed there": ([NO_M2], [("夜间巡查", "昼夜巡查")], [("", "  - id: m2\n    text: 昼夜巡查\n")]),
    "a measure changed here, dropped there": ([("夜间巡查", "昼夜巡查")], [NO_M2], [("  - id: m2\n    text: 昼夜巡查\n", "")]),
    "an old entry rewritten": ([("by: 联络员", "by: 别人")], [did(3, "progress", "一")], [(HISTORY[0].replace("联络员", "别人"), HISTORY[0])]),
    "an old entry taken out": ([LEADER], [(HISTORY[0], ""), did(3, "progress", "一")], [("history:\n" + "".join(HISTORY), "history:\n" + HISTORY[1] + entry(3, "progress", "一"))]),
    "an old entry replaced": ([LEADER], [(HISTORY[1], entry(3, "progress", "一"))], [(HISTORY[1], entry(3, "progress", "一"))]),
    "two moves": (
        [WENT["nearly"], did(3, "progress", "一"), did(4, "nearly", "甲")],
        [WENT["void"], did(5, "void", "乙")],
        [("state: basically_done\n", "state: void\n"), (entry(3, "progress", "一") + entry(4, "nearly", "甲", MOVES["nearly"]), entry(5, "void", "乙", MOVES["void"]))],
    ),
    "the same move twice": (
        [WENT["nearly"], did(4, "nearly", "甲")],
        [WENT["nearly"], did(5, "nearly", "乙")],
        [(entry(4, "nearly", "甲", MOVES["nearly"]), entry(5, "nearly", "乙", MOVES["nearly"]))],
    ),
    "two deadlines": (
        [TO_20, did(3, "extend", "迟")],
        [TO_25, did(4, "extend", "再迟")],
        [(TO_20[1].split("\n", 2)[1] + "\n", TO_25[1].split("\n", 2)[1] + "\n"), ("  - {to: 2020-11-20, reason: 迟, approved_by: x}\n", "  - {to: 2020-11-25, reason: 再迟, approved_by: x}\n"), (entry(3, "extend", "迟"), entry(4, "extend", "再迟"))],
    ),
    "the same deadline twice": (
        [TO_20, did(3, "extend", "迟")],
        [TO_20, did(4, "extend", "迟")],
        [(entry(3, "extend", "迟"), entry(4, "extend", "迟"))],
    ),
    "an answer after the end": ([WENT["void"], did(3, "void", "误")], [did(4, "progress", "一")], [("state: void\n", "state: in_progress\n"), (entry(3, "void", "误", MOVES["void"]), entry(4, "progress", "一"))]),
    "a measure that came before the finish, undone": (
        [WENT["finish"], M1_DONE, ("    text: 夜间巡查\n", "    text: 夜间巡查\n    done_on: 2020-11-03\n"), did(3, "measure", "'m1, m2 done'"), did(4, "finish", "好")],
        [M3, did(2, "measure", "m3")],
        [("state: done\n", "state: in_progress\n"), (entry(3, "measure", "'m1, m2 done'") + entry(4, "finish", "好", MOVES["finish"]), entry(2, "measure", "m3"))],
    ),
    "the same measure done": ([M1_DONE, did(2, "measure", "m1 done")], [M1_DONE, did(3, "measure", "m1 done")], [(entry(2, "measure", "m1 done"), entry(3, "measure", "m1 done"))]),
    "the same owner": ([LEADER, did(2, "hand-over", "甲")], [LEADER, did(3, "hand-over", "乙")], [(entry(2, "hand-over", "甲"), entry(3, "hand-over", "乙"))]),
    "carried without a measure": (
        [("similar:", "carried_to: 2020-r2/CG-F001\nsimilar:"), did(4, "carry", "2020-r2/CG-F001")],
        [M3, did(3, "measure", "m3")],
        [(entry(4, "carry", "2020-r2/CG-F001"), entry(3, "measure", "m3"))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CLASH)
def test_what_both_cannot_have_stands_between_markers_and_nothing_else(name):
    mine, other, expected = CLASH[name]
    ours, theirs = after(BASE, *mine), after(BASE, *other)
    found = merged_bytes(BASE, ours, theirs)
    text = found.raw.decode()
    assert blocks(text) == expected, text
    assert found.conflicts
    back = merged_bytes(BASE, theirs, ours)
    assert [(b, a) for a, b in blocks(back.raw.decode())] == expected
    assert found.conflicts and back.conflicts
    kept = without_markers(text, 1)
    left = [line for line in ours.splitlines() if line not in kept.splitlines()]
    assert left == [], "every line of ours is there"


@pytest.mark.parametrize("name", CLASH)
def test_markers_have_the_line_ends_of_the_file(name):
    mine, other, _ = CLASH[name]
    ours, theirs = after(BASE, *mine).replace("\n", "\r\n"), after(BASE, *other)
    text = merged_bytes(BASE, ours, theirs).raw.decode()
    assert text.count("\n") == text.count("\r\n")
    assert text.replace("\r\n", "\n") == merged_bytes(BASE, after(BASE, *mine), theirs).raw.decode()


def test_what_is_clean_around_a_conflict_is_merged():
    ours, theirs = (
        after(BASE, LEADER, did(3, "progress", "一")),
        after(BASE, ("leader: 分管副局长", "leader: 书记"), M1_DONE, E2, did(2, "progress", "零")),
    )
    text = merged_bytes(BASE, ours, theirs).raw.decode()
    assert blocks(text) == [("leader: 局长\n", "leader: 书记\n")]
    assert without_markers(text, 1) == after(after(BASE, LEADER, M1_DONE, E2, did(2, "progress", "零")), did(3, "progress", "一"))


def test_a_last_line_without_its_end_still_gets_whole_markers():
    ours, theirs = (after(BASE, did(day, "extend", "迟")).rstrip("\n") for day in (3, 4))
    text = merged_bytes(BASE, after(ours, TO_20), after(theirs, TO_25)).raw.decode()
    assert blocks(text)[-1] == (entry(3, "extend", "迟"), entry(4, "extend", "迟"))


def test_markers_have_the_size_and_the_names_that_were_asked_for():
    text = merged_bytes(BASE, after(BASE, LEADER), after(BASE, ("分管副局长", "书记")), Marks("main", "feature/甲", 12)).raw.decode()
    assert "<<<<<<<<<<<< main\nleader: 局长\n============\nleader: 书记\n>>>>>>>>>>>> feature/甲\n" in text


def test_a_part_that_one_side_dropped_does_not_come_back_under_its_number():
    ours = after(BASE, did(3, "measure", "m3"), did(4, "measure", "m3 drop: 撤"))
    found = merged_bytes(BASE, ours, after(BASE, M3, did(3, "measure", "m3")))
    assert found.conflicts and len(blocks(found.raw.decode())) == 1


# -- new on both sides -------------------------------------------------------------------------------------------------


def test_two_issues_of_one_number_are_never_mixed():
    other = after(BASE, ("k3v9q2m8xw", "a000000000"), LEADER)
    found = merged_bytes("", BASE, other)
    assert found.strangers and blocks(found.raw.decode()) == [(BASE, other)]


def test_one_issue_that_came_on_both_sides_is_merged_as_from_nothing():
    found = merged_bytes("", after(BASE, M3), after(BASE, did(3, "progress", "一")))
    assert (found.conflicts, found.raw.decode()) == ((), after(BASE, M3, did(3, "progress", "一")))
    assert blocks(merged_bytes("", after(BASE, LEADER), BASE).raw.decode()) == [("leader: 局长\n", "leader: 分管副局长\n")]


# -- what cannot be merged by what it says -----------------------------------------------------------------------------


BROKEN = {  # what one side changed, and the lines that stand alone between markers
    "an unknown key": (("severity: moderate", "severity: moderate\nsevrity: minor"), "sevrity: minor\n", ""),
    "an unknown word": (("severity: moderate", "severity: huge"), "severity: huge\n", "severity: moderate\n"),
    "a day that is none": (("\ndue: 2020-11-10", "\ndue: 2020-13-10  # c"), "due: 2020-13-10  # c\n", "due: 2020-11-10\n"),
    "a key that is new": (("notice: oral", "notice: oral\nnature: strange"), "nature: strange\n", ""),
    "an entry with an unknown key": (("reason: 规划", "reason: 规划\n  reasn: x"), "long_term:\n  reason: 规划\n  reasn: x\n  goal: 选址   # of the goal\n", "long_term:\n  reason: 规划\n  goal: 选址   # of the goal\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_a_record_cannot_hold_is_loud_whichever_side_brings_it(name):
    edit, bad, good = BROKEN[name]
    other = after(BASE, LEADER, did(3, "progress", "一"))
    found = merged_bytes(BASE, after(BASE, edit), other)
    assert found.conflicts and blocks(found.raw.decode()) == [(bad, good)]
    assert without_markers(found.raw.decode(), 1) == after(after(BASE, edit), LEADER, did(3, "progress", "一"))
    back = merged_bytes(BASE, other, after(BASE, edit))
    assert back.conflicts and blocks(back.raw.decode()) == [(good, bad)]
    assert without_markers(back.raw.decode(), 1) == other


def test_what_both_sides_left_broken_is_not_thought_to_be_right():
    base = after(BASE, ("severity: moderate", "severity: huge"))
    found = merged_bytes(base, after(base, LEADER), after(base, did(3, "progress", "一")))
    assert found.conflicts and b"<<<<<<< ours" in found.raw


@pytest.mark.parametrize("broken", ["severity: [", "<<<<<<< x", "severity: \t\x07", "severity: moderate\nseverity: minor"])
def test_a_side_that_is_no_record_is_loud(broken):
    bad = after(BASE, ("severity: moderate", broken))
    for ours, theirs in ((bad, after(BASE, LEADER)), (after(BASE, LEADER), bad)):
        found = merged_bytes(BASE, ours, theirs)
        assert found.conflicts and b"<<<<<<< ours" in found.raw and b">>>>>>> theirs" in found.raw


def test_bytes_that_are_no_text_stay_as_they_are():
    found = merge(ThreeTexts(b"uid: a\n", b"\xff\xfe\n", b"\xfe"), Marks(), "CG-D001.yaml")
    assert found.conflicts and found.raw == b"<<<<<<< ours\n\xff\xfe\n=======\n\xfe\n>>>>>>> theirs\n"


def test_where_no_splice_is_possible_gits_lines_are_taken_if_they_say_the_same():
    base = after(BASE, ("'清运不及时'", "&a 清运不及时"), ("notice: oral", "notice: *a"))
    theirs = after(base, ("&a 清运不及时", "&a 不及时"))
    found = merged_bytes(base, after(base, DEPARTMENT), theirs)
    assert (found.conflicts, found.raw.decode()) == ((), after(theirs, DEPARTMENT))


def test_where_git_is_missing_both_versions_stand_whole(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert merged_text(b"a\n", b"b\n", b"a\n", ("ours", "theirs"), 7) is None
    found = merge(ThreeTexts(b"a\nb\nc\n", b"A\nb\nc\n", b"a\nb\nC\n"), Marks(), "notes.txt")
    assert found.conflicts and blocks(found.raw.decode()) == [("A\nb\nc\n", "a\nb\nC\n")]


ROUND = "id: 2020-r2\ntitle: 第二轮\nkind: regular\nteam: 巡察二组\nunits:\n  - code: CG\n    name: 城管局\non_site: {starts: 2020-10-19}\nfeedback_on:\nrate_places: 1\n"


def test_a_round_is_merged_line_by_line_and_must_still_be_one():
    ours, theirs = ROUND.replace("第二轮", "第二轮巡察"), ROUND.replace("feedback_on:", "feedback_on: 2021-01-15")
    found = merged_bytes(ROUND, ours, theirs, name="rounds/2020-r2/round.yaml")
    assert (found.conflicts, found.raw.decode()) == ((), ours.replace("feedback_on:", "feedback_on: 2021-01-15"))
    twice = merged_bytes(
        ROUND,
        "rate_places: 0\n" + ROUND.replace("rate_places: 1\n", ""),
        theirs.replace("feedback_on", "rate_places: 1\nfeedback_on").replace("rate_places: 1\n", "", 0),
        name="round.yaml",
    )
    assert twice.conflicts and b"<<<<<<< ours" in twice.raw


def test_any_other_file_is_merged_line_by_line():
    found = merge(ThreeTexts(b"a\nb\nc\nd\n", b"A\nb\nc\nd\n", b"a\nb\nc\nD\n"), Marks(), "notes.txt")
    assert (found.conflicts, found.raw) == ((), b"A\nb\nc\nD\n")
    assert (
        merge(ThreeTexts(b"a\n", b"b\n", b"c\n"), Marks(size=9), "notes.txt").raw == b"<<<<<<<<< ours\nb\n=========\nc\n>>>>>>>>> theirs\n"
    )


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(tmp_path, monkeypatch):
    """A folder without records: BASE, OURS and THEIRS, which merge cleanly."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPECT_LANG", "en")
    for name, text in (("base", BASE), ("ours", after(BASE, LEADER)), ("theirs", after(BASE, DEPARTMENT))):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def test_the_result_replaces_ours_and_nothing_else_is_touched(three, capsys):
    (three / "ours").chmod(0o640)
    assert main(["merge-file", "base", "ours", "theirs"]) == 0
    assert (three / "ours").read_text(encoding="utf-8") == after(BASE, LEADER, ("department: 环卫科", "department: 市容科"))
    assert sorted(path.name for path in three.iterdir()) == ["base", "ours", "theirs"]
    assert (three / "ours").stat().st_mode & 0o777 == 0o640
    assert capsys.readouterr() == ("", "")


def test_a_conflict_ends_with_1_and_says_why(three, capsys):
    (three / "theirs").write_text(after(BASE, ("分管副局长", "书记")), encoding="utf-8")
    words = [
        "merge-file",
        "base",
        "ours",
        "theirs",
        "--output",
        "out",
        "--path",
        "rounds/r/issues/CG-D001.yaml",
        "--marker-size",
        "9",
        "-L",
        "main",
        "-L",
        "x",
    ]
    assert main(words) == 1
    assert b"<<<<<<<<< main\n" in (three / "out").read_bytes() and b"<<<" not in (three / "ours").read_bytes()
    said = capsys.readouterr().err
    assert "rounds/r/issues/CG-D001.yaml: leader: changed on both sides" in said and "inspect save" in said
    assert main([*words, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)["data"]
    assert (data["clean"], len(data["conflicts"])) == (False, 1)


def test_two_issues_of_one_number_are_told_how_to_go_on(three, capsys):
    (three / "none").write_bytes(b"")
    (three / "theirs").write_text(after(BASE, ("k3v9q2m8xw", "a000000000")), encoding="utf-8")
    assert main(["merge-file", "none", "ours", "theirs", "--path", "rounds/r/issues/CG-D001.yaml"]) == 1
    said = capsys.readouterr().err
    assert "inspect sync --back" in said and "inspect renumber CG-D001" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere", "ours", "theirs"], 6, "nowhere"),
        (["base", "ours", "."], 6, "could not be read"),
        (["base", "ours", "theirs", "--marker-size", "0"], 2, "1 to 200"),
        (["base", "ours", "theirs", "--marker-size", "seven"], 2, "seven"),
        (["base", "ours", "theirs", "-L", "a", "-L", "b", "-L", "c"], 2, "--labels"),
        (["base", "ours", "theirs", "-L", "a\nb"], 2, "--labels"),
        (["base", "ours"], 2, "THEIRS"),
        (["base", "ours", "theirs", "--output", "missing/../base/x"], 6, "could not be"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(three, capsys, words, code, said):
    before = {path.name: path.read_bytes() for path in three.iterdir()}
    assert main(["merge-file", *words]) == code
    captured = capsys.readouterr()
    assert said in captured.err and "Traceback" not in captured.err and captured.out == ""
    assert {path.name: path.read_bytes() for path in three.iterdir() if path.is_file()} == before


# -- laws --------------------------------------------------------------------------------------------------------------


def test_every_field_of_an_issue_has_its_way():
    assert [name for name, way in WAYS.items() if way is Way.PARTS] == ["measures", "evidence"]
    assert [name for name, way in WAYS.items() if way is Way.GROWING] == ["extensions", "waivers", "history"]
    assert [name for name, way in WAYS.items() if way is Way.SET] == ["similar", "recurs"]
    assert [name for name, way in WAYS.items() if way is Way.LEAVES] == ["outcomes", "long_term", "withheld"]
    assert list(WAYS) == [field.name for field in dataclasses.fields(Issue)]


def test_a_carried_item_hands_on_what_it_is_said_to_hand_on():
    issue = read_issue(BASE.encode()).record
    act = Act(verb=Did.CARRY, by="x", at=issue.history[-1].at, twin_id="2020-r2/CG-F001", twin_uid="b000000000")
    situation = Situation(
        round=Round(id="2020-r2", title="x", kind=RoundKind.REGULAR, team="x", units=(), on_site=None), today=date(2020, 11, 1)
    )
    other = {
        "title": "x",
        "text": "x",
        "notice": "x",
        "leader": "x",
        "severity": Severity.MINOR,
        "measures": (),
        "similar": (),
        "long_term": None,
    }
    for name, value in other.items():
        assert twin_of(replace(issue, **{name: value}), act, situation) != twin_of(issue, act, situation) and name not in NOT_INHERITED
    left = {"due": None, "original_due": None, "evidence": (), "outcomes": None, "state": State.DONE, "sustained": True}
    for name, value in left.items():
        assert twin_of(replace(issue, **{name: value}), act, situation) == twin_of(issue, act, situation) and name in NOT_INHERITED


START = read_issue(BASE.encode()).record
ZONE = timezone(timedelta(hours=8))
people = st.sampled_from(["甲", "乙", "", "丙: #"])
days = st.sampled_from([None, date(2020, 11, 2), date(2020, 11, 20)])
notes = st.builds(
    Entry,
    at=st.integers(0, 5).map(lambda day: datetime(2020, 11, 1 + day, 9, tzinfo=ZONE)),
    by=st.sampled_from(["甲", "乙"]),
    did=st.sampled_from([Did.PROGRESS, Did.EDIT, Did.SUSTAIN]),
    note=st.sampled_from(["", "一", "二\n三"]),
)
EDITS = {
    "leader": people,
    "department": people,
    "title": st.sampled_from(["甲", "乙"]),
    "severity": st.sampled_from([None, *Severity]),
    "path": st.sampled_from([(), ("甲",), ("甲", "乙")]),
    "due": days,
    "sustained": st.booleans(),
    "outcomes": st.none() | st.builds(Outcomes, rules_made=st.integers(0, 2), people=st.dictionaries(st.sampled_from(["诫勉", "警告"]), st.integers(1, 2))),
    "long_term": st.none() | st.builds(LongTerm, reason=people, goal=people, review_on=days).filter(lambda one: one != LongTerm()),
    "withheld": st.none() | st.builds(Withheld, reason=st.just("涉密"), approved_by=people),
    "similar": st.lists(st.sampled_from(["TY-D001", "TY-D002", "TY-D003", "TY-D004"]), unique=True).map(tuple),
    "recurs": st.lists(st.sampled_from(["2019-r1/TY-D001", "2019-r1/TY-D002"]), unique=True).map(tuple),
    "measures": st.lists(st.builds(Measure, id=st.sampled_from(["m1", "m2", "m3"]), text=st.sampled_from(["增配车辆", "夜间巡查"]), done_on=days), unique_by=lambda one: one.id).map(tuple),
    "evidence": st.lists(st.builds(Evidence, id=st.sampled_from(["e1", "e2"]), document=st.sampled_from(["会议纪要", "照片"])), unique_by=lambda one: one.id).map(tuple),
    "history": st.lists(notes, max_size=3).map(lambda more: (*START.history, *more)),
}  # fmt: skip


@st.composite
def versions(draw):
    """A version of the issue: some fields are otherwise."""
    names = draw(st.lists(st.sampled_from(sorted(EDITS)), max_size=4, unique=True))
    return replace(START, **{name: draw(EDITS[name]) for name in names})


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(versions(), versions())
def test_a_merge_takes_every_change_that_stands_alone_and_loses_nothing(ours, theirs):
    one, back = merged(START, ours, theirs), merged(START, theirs, ours)
    assert bool(one.clashes) == bool(back.clashes)
    if one.clashes:
        return
    assert one.issue == back.issue
    for name in WAYS:
        was, our, their, now = (getattr(issue, name) for issue in (START, ours, theirs, one.issue))
        if our in (their, was) or their == was:
            assert now == (their if our == was else our)
    for entry_ in (*ours.history, *theirs.history):
        assert one.issue.history.count(entry_) >= max(ours.history.count(entry_), theirs.history.count(entry_))
    assert {part.id for part in one.issue.measures} >= {part.id for part in ours.measures} & {part.id for part in theirs.measures}


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(versions(), versions(), st.booleans())
def test_the_text_says_what_the_merge_says(ours, theirs, crlf):
    texts = [issue_text(issue) for issue in (START, ours, theirs)]
    if crlf:
        texts[1] = texts[1].replace(b"\n", b"\r\n")
    one = merged(START, ours, theirs)
    found = merge(ThreeTexts(*texts), Marks(), "CG-D001.yaml")
    if texts[1] in (texts[0], texts[2]) or texts[0] == texts[2]:
        return
    assert bool(found.conflicts) == bool(one.clashes)
    if one.clashes:
        assert blocks(found.raw.decode()), found.raw.decode()
        assert all(line in found.raw.decode() for line in issue_text(ours).decode().splitlines() if line.startswith("  - {at"))
    else:
        assert read_issue(found.raw).record == one.issue


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(versions(), versions())
def test_the_changes_lead_from_ours_to_the_merged_issue(ours, theirs):
    raw = issue_text(ours)
    made = merge(ThreeTexts(issue_text(theirs), raw, issue_text(theirs)), Marks(), "CG-D001.yaml")
    assert made.raw == raw
    assert (changes(ours, theirs) == []) == (ours == theirs)
    assert Channel.DURING is ours.channel
