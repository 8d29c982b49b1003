"""Every rule's examples are its tests: nothing on the good one, exactly the marked lines on the bad one."""

import ast
import re
import string
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.links import Links, face_of
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.words import FileState
from inspect_cli.locale.zh import SENTENCES
from inspect_cli.store.judging import issue_from, round_from
from inspect_cli.yamlsplice.document import Document, parse

RULES = all_rules()
FAMILIES = {"SCH", "STA", "EVI", "DUE", "TXT", "CNT", "KEP", "REP", "PUB", "DIF", "GIT"}
FOLDER = Path(__import__("inspect_cli.domain.rules", fromlist=["x"]).__file__).parent

SHOWN_ELSEWHERE = {"DIF12", "SCH02", "SCH19", "SCH10", "SCH13", "SCH14", "SCH17", "PUB02", "GIT02"}
"""Rules about bytes, names and folders, which no YAML fragment can show: test_bad_input.py and (PUB02) test_report.py, (DIF12) test_round_judged.py, (SCH19) test_newer_round.py, (GIT02) test_outlying.py have their examples."""

BASE = """\
uid: a{number}23456789
id: {id}
channel: during
title: 问题{number}
text: 原文
notice: 巡察立改〔2020〕3号
found_on: 2020-10-28
leader: 分管副局长
department: 环卫科
original_due:
due:
state: in_progress
history:
  - {{at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}}
  - {{at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}}
"""
ROUND = """\
id: 2020-r2
title: 第二轮
kind: regular
team: 二组
units:
  - {code: CG, name: 市城市管理局党组}
  - {code: TY, name: 市退役军人事务局党组}
on_site: {starts: 2020-10-19, ends: 2020-12-18}
"""


class Example:
    """An example read as the program reads files: its issues, the scene, and where each document's lines begin."""

    def __init__(self, text: str) -> None:
        parts, lines = [[]], dedent(text).strip("\n").split("\n")
        starts = [0]
        for number, line in enumerate(lines):
            if line == "---":
                parts.append([])
                starts.append(number + 1)
            else:
                parts[-1].append(line)
        self.marked = {(number, mark) for number, line in enumerate(lines, 1) for mark in re.findall(r"# <- ([A-Z]{3}\d\d)", line)}
        documents = [(parse("\n".join(part).encode() + b"\n"), start) for part, start in zip(parts, starts, strict=True)]
        self.scene, self.scene_start = {}, 0
        first = documents[0][0]
        if first.readable and first.data and set(first.data) <= {"today", "round", "files"}:
            self.scene_document, self.scene_start = documents.pop(0)
            self.scene = first.data
        self.documents = documents

    def issue(self, position: int, number: int) -> tuple[Document, int, Issue | list]:
        """The document, its first line, and the issue in it, filled up with ordinary record `number` where a key is not shown."""
        document, start = self.documents[position]
        base = parse(BASE.format(number=number, id=f"CG-D00{number}").encode()).data
        if document.readable:
            filled = {**base, **document.data}
            object.__setattr__(document, "data", filled)
        return document, start, issue_from(document)

    @property
    def round(self) -> Round:
        data = {**parse(ROUND.encode()).data, **(self.scene.get("round") or {})}
        document = parse(b"a: b")
        object.__setattr__(document, "data", data)
        found = round_from(document)
        assert isinstance(found, Round), found
        return found

    def ledger(self, issues: list[Issue]) -> Ledger:
        states = {path: FileState(state) for path, state in (self.scene.get("files") or {}).items()}
        files = {(i.id, e.file): states.get(e.file, FileState.INTACT) for i in issues for e in i.evidence if e.file}
        round_ = self.round
        today = date.fromisoformat(str(self.scene.get("today") or "2020-12-01"))
        return Ledger(round=round_, issues=tuple(issues), today=today, files=files)


def found_in(rule, text: str) -> set[tuple[int, str]]:
    """The lines that the rule objects to in the example."""
    example = Example(text)
    read = [example.issue(at, 1 if rule.pair else at + 1) for at in range(len(example.documents))]
    if rule.subject == "reading":
        complaints = [(start, complaint) for _, start, result in read if isinstance(result, list) for complaint in result]
        return {(start + complaint.place.line, complaint.rule) for start, complaint in complaints}
    assert all(isinstance(result, Issue) for *_, result in read), read
    issues = [result for *_, result in read]
    if rule.subject == "pair":
        document, start, after = read[-1]
        faults = rule.pair(Comparison(read[0][2], after)) if len(read) > 1 else rule.gone(after, "")
        return {(start + document.where(one.route, key=one.key).line, rule.code) for one in faults if one.explained_by is None}
    ledger = example.ledger(issues)
    if rule.subject == "round":
        return {(example.scene_document.where(("round", *fault.route), key=fault.key).line, rule.code) for fault in rule.round(ledger)}
    links = Links(face_of(issue, ledger.round.id) for issue in issues)
    return {
        (start + document.where(fault.route, key=fault.key).line, rule.code)
        for document, start, issue in read
        for fault in (rule.link(face_of(issue, ledger.round.id), links) if rule.link else rule.issue(issue, ledger))
    }


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_finds_nothing_in_its_good_example(rule):
    if rule.code not in SHOWN_ELSEWHERE and rule.good:
        assert found_in(rule, rule.good) == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_finds_exactly_the_marked_lines_of_its_bad_example(rule):
    if rule.code in SHOWN_ELSEWHERE:
        assert rule.bad == ""
        return
    marked = Example(rule.bad).marked
    assert marked and {mark for _, mark in marked} == {rule.code}
    assert found_in(rule, rule.bad) == marked


H = """\
history:
  - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
  - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
"""
FINISH = "  - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 已落实}\n"
RETURN = "  - {at: 2020-11-10T10:00:00+08:00, by: 巡察二组联络员, did: return, from: done, to: in_progress, note: 照片不清}\n"
DROP_E1 = "  - {at: 2020-11-11T10:00:00+08:00, by: 城管局整改办, did: evidence, note: '撤下e1，换更清楚的'}\n"
DROP_M1 = "  - {at: 2020-11-11T10:00:00+08:00, by: 城管局整改办, did: measure, note: 'm1 drop: 并入m2'}\n"
HAND_OVER = "  - {at: 2020-11-08T15:00:00+08:00, by: 城管局整改办, did: hand-over, note: 人事调整}\n"
E1 = "evidence: [{id: e1, document: 城管〔2020〕15号}]\n"
M1 = "measures: [{id: m1, text: 增配清运车辆2台}]\n"
M1_DONE = "measures: [{id: m1, text: 增配清运车辆2台, done_on: 2020-11-08}]\n"
EDITED = "  - {at: 2020-11-11T10:00:00+08:00, by: 城管局整改办, did: edit}\n"
ADD_E1 = "  - {at: 2020-11-11T10:00:00+08:00, by: 城管局整改办, did: evidence, note: e1}\n"
DONE_M1 = "measures: [{id: m1, text: 增配清运车辆2台, done_on: 2020-11-08}]\n"
FEEDBACK = "channel: feedback\nid: CG-F001\nnotice:\n"
SCENE_PEOPLE = "round:\n  people:\n    - {name: 巡察二组联络员, role: team}\n    - {name: 城管局整改办, role: unit, unit: CG}\n    - {name: 市委巡察办督查科, role: office}\n---\n"
ANSWER = "  - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: progress, note: 已组织学习提高认识}\n"
ANSWERED = H + ANSWER
ANSWERED_MARKED = H + ANSWER.replace("}\n", "}   # <- TXT01\n")

BORN = """\
history:
  - {at: 2020-11-12T10:00:00+08:00, by: 巡察二组联络员, did: register, to: registered, note: carry 2020-r2/CG-D001}
"""
CARRIED = "  - {at: 2020-11-12T10:00:00+08:00, by: 巡察二组联络员, did: carry, note: 2020-r2/CG-F001}\n"
SOURCE = (
    "severity: serious\npost: 环卫科科长\nmeasures: [{id: m1, text: 甲, done_on: 2020-11-12}, {id: m3, text: 增配清运车辆2台}]\n"
    "carried_to: 2020-r2/CG-F001\n" + H + CARRIED
)
TWIN = (
    "id: CG-F001\nchannel: feedback\ntitle: 问题1\nseverity: serious\npost: 环卫科科长\nleader: 分管副局长\n"
    "measures: [{id: m3, text: 增配清运车辆2台}]\nstate: registered\ncarried_from: 2020-r2/CG-D001\n"
)

CASES: dict[str, tuple[str, str]] = {
    "the same uid in the same file name is one id twice": ("CNT01", "id: CG-D001   # <- CNT01\n---\nid: CG-D001   # <- CNT01\n"),
    "a state under two published words": (
        "CNT02",
        "round:\n  profile:   # <- CNT02\n    完成: [done, closed]\n    在办: [registered, in_progress, basically_done, done]\n---\ntitle: 甲\n",
    ),
    "no profile, no gaps": ("CNT02", "round: {}\n---\ntitle: 甲\n"),
    "an extension to another day explains nothing": (
        "DIF02",
        "due: 2020-11-10\n---\ndue: 2020-11-25   # <- DIF02\nextensions: [{to: 2020-11-20, reason: 延迟, approved_by: 组}]\n",
    ),
    "an extension without a reason explains nothing": (
        "DIF02",
        "due: 2020-11-10\n---\ndue: 2020-11-20   # <- DIF02\nextensions: [{to: 2020-11-20, approved_by: 组}]\n",
    ),
    "an extension that nobody approved explains nothing": (
        "DIF02",
        "due: 2020-11-10\n---\ndue: 2020-11-20   # <- DIF02\nextensions: [{to: 2020-11-20, reason: 延迟}]\n",
    ),
    "an extension that was there before explains nothing new": (
        "DIF02",
        "due: 2020-11-10\nextensions: [{to: 2020-11-20, reason: 延迟, approved_by: 组}]\n---\n"
        "due: 2020-11-20   # <- DIF02\nextensions: [{to: 2020-11-20, reason: 延迟, approved_by: 组}]\n",
    ),
    "an earlier deadline is no regression": ("DIF02", "due: 2020-11-10\n---\ndue: 2020-11-09\n"),
    "the same deadline is no regression": ("DIF02", "due: 2020-11-10\n---\ndue: 2020-11-10\n"),
    "a deadline that is gone": ("DIF02", "due: 2020-11-10\n---\ndue:   # <- DIF02\n"),
    "a move of the table without what it needs": (
        "DIF07",
        H.replace("history:", M1 + E1 + "due: 2020-11-20\nhistory:")
        + "---\nstate: done\n"
        + M1
        + E1
        + "due: 2020-11-20\n"
        + H
        + FINISH.replace("}\n", "}   # <- DIF07\n"),
    ),
    "a measure that is open again under a finished item": (
        "DIF07",
        "state: done\n" + DONE_M1 + E1 + H + FINISH + "---\nstate: done\n" + M1 + E1 + H + FINISH.replace("}\n", "}   # <- DIF07\n"),
    ),
    "a move that lacked it before": ("DIF07", "state: done\n" + M1 + H + FINISH + "---\nstate: done\n" + M1 + E1 + H + FINISH),
    "a higher severity is no regression": ("DIF03", "severity: minor\n---\nseverity: serious\n"),
    "the same severity is no regression": ("DIF03", "severity: minor\n---\nseverity: minor\n"),
    "a severity that is gone": ("DIF03", "severity: minor\n---\nseverity:   # <- DIF03\n"),
    "the handler changed": ("DIF04", "handler: 甲岗\n---\nhandler: 乙岗   # <- DIF04\n"),
    "a first owner needs no hand-over": ("DIF04", "leader:\ndepartment:\n---\nleader: 分管副局长\ndepartment: 环卫科\n"),
    "another unit": ("DIF04", "id: CG-D001\n---\nid: TY-D001   # <- DIF04\n"),
    "another unit after a hand-over": ("DIF04", "id: CG-D001\n---\nid: TY-D001\n" + H + HAND_OVER),
    "evidence dropped by an entry that names it": ("DIF05", E1 + "---\n" + H + DROP_E1),
    "evidence changed by an entry that names it": ("DIF05", E1 + "---\n" + E1.replace("15", "99") + H + DROP_E1),
    "an entry about other evidence explains nothing": (
        "DIF05",
        E1 + "---\nevidence: []   # <- DIF05\n" + H + DROP_E1.replace("e1", "e12"),
    ),
    "an entry of another kind explains nothing": (
        "DIF05",
        E1 + "---\nevidence: []   # <- DIF05\n" + H + DROP_E1.replace("did: evidence", "did: measure"),
    ),
    "evidence dropped after done": (
        "DIF05",
        E1 + H + FINISH + "state: done\n---\nevidence: []   # <- DIF05\n" + H + FINISH + DROP_E1 + "state: done\n",
    ),
    "evidence dropped after it was sent back": (
        "DIF05",
        E1 + H + FINISH + "state: done\n---\nevidence: []\n" + H + FINISH + RETURN + DROP_E1,
    ),
    "evidence dropped once it was declared done": (
        "DIF05",
        E1 + H + "---\nevidence: []   # <- DIF05\n" + H + FINISH + DROP_E1 + "state: done\n",
    ),
    "a new note on evidence is no regression": ("DIF05", E1 + "---\n" + E1.replace("号}", "号, note: 补记}")),
    "title and notice reworded": (
        "DIF06",
        "title: 甲\nnotice: 巡察立改〔2020〕3号\n---\ntitle: 乙   # <- DIF06\nnotice: oral   # <- DIF06\n",
    ),
    "the text of a feedback item reworded": ("DIF06", FEEDBACK + "text: 甲\n---\n" + FEEDBACK + "text: 乙   # <- DIF06\n"),
    "a notice written in later is no rewording": ("DIF06", "notice:\n---\nnotice: 巡察立改〔2020〕3号\n"),
    "a move from a state where it was not": (
        "DIF07",
        H + "---\n" + H + "  - {at: 2020-11-09T10:00:00+08:00, by: 甲, did: close, from: done, to: closed}\nstate: closed   # <- DIF07\n",
    ),
    "a move that the table does not know": (
        "DIF07",
        H
        + "---\n"
        + H
        + "  - {at: 2020-11-09T10:00:00+08:00, by: 甲, did: close, from: in_progress, to: closed}\nstate: closed   # <- DIF07\n",
    ),
    "entries that move nothing": ("DIF07", H + "---\n" + ANSWERED),
    "two legal moves": ("DIF07", H + "---\n" + H + FINISH + RETURN),
    "a measure dropped by an entry that names it": ("DIF08", M1 + "---\n" + H + DROP_M1),
    "an entry about another measure explains nothing": ("DIF08", M1 + "---\nmeasures: []   # <- DIF08\n" + H + DROP_M1.replace("m1", "m3")),
    "an entry of another kind about a measure explains nothing": (
        "DIF08",
        M1 + "---\nmeasures: []   # <- DIF08\n" + H + DROP_M1.replace("did: measure", "did: progress"),
    ),
    "a measure dropped after done": (
        "DIF08",
        M1 + H + FINISH + "state: done\n---\nmeasures: []   # <- DIF08\n" + H + FINISH + DROP_M1 + "state: done\n",
    ),
    "a measure dropped after it was sent back": ("DIF08", M1 + H + FINISH + "state: done\n---\n" + H + FINISH + RETURN + DROP_M1),
    "a measure said at greater length": ("DIF08", M1 + "---\n" + M1.replace("2台", "2台，每日两清") + H + EDITED),
    "a measure taken back in what is added to it": (
        "DIF08",
        M1 + "---\n" + M1.replace("2台", "2台（不执行）").replace("\n", "   # <- DIF08\n"),
    ),
    "an edit does not explain what a measure no longer says": (
        "DIF08",
        M1 + "---\n" + M1.replace("增配清运车辆2台", "增配").replace("\n", "   # <- DIF08\n") + H + EDITED,
    ),
    "a measure that was done on another day": (
        "DIF08",
        M1_DONE + "---\n" + M1_DONE.replace("11-08", "11-03").replace("\n", "   # <- DIF08\n"),
    ),
    "a measure whose day was set right while it was open": (
        "DIF08",
        M1_DONE + H + "---\n" + M1_DONE.replace("11-08", "11-03") + H + EDITED,
    ),
    "nor by an edit after done": (
        "DIF08",
        M1_DONE
        + H
        + FINISH
        + "state: done\n---\n"
        + M1_DONE.replace("11-08", "11-03").replace("\n", "   # <- DIF08\n")
        + H
        + FINISH
        + EDITED
        + "state: done\n",
    ),
    "a measure added after done": (
        "DIF08",
        "measures: []\n" + H + FINISH + "state: done\n---\n" + M1.replace("\n", "   # <- DIF08\n") + H + FINISH + "state: done\n",
    ),
    "evidence added after done": (
        "DIF05",
        "evidence: []\n" + H + FINISH + "state: done\n---\n" + E1.replace("\n", "   # <- DIF05\n") + H + FINISH + ADD_E1 + "state: done\n",
    ),
    "evidence added after it was sent back": (
        "DIF05",
        "evidence: []\n" + H + FINISH + "state: done\n---\n" + E1 + H + FINISH + RETURN + ADD_E1,
    ),
    "a measure said as before": ("DIF08", M1 + "---\n" + M1),
    "a measure that became another of the same length": (
        "DIF08",
        M1 + "---\n" + M1.replace("增配清运车辆2台", "研究清运有关事宜").replace("\n", "   # <- DIF08\n"),
    ),
    "a measure that became another, longer one": (
        "DIF08",
        M1 + "---\n" + M1.replace("增配清运车辆2台", "视情况研究清运车辆的有关事宜").replace("\n", "   # <- DIF08\n"),
    ),
    "a measure gutted, and filled up with what nobody sees": (
        "DIF08",
        M1
        + "---\n"
        + M1.replace("增配清运车辆2台", '"增配\\u200b\\u200b\\u2060\\u3164\\u034f\\ufe0f\\ufeff\\xad"').replace("\n", "   # <- DIF08\n"),
    ),
    "a measure gutted, and filled up with blanks": (
        "DIF08",
        M1 + "---\n" + M1.replace("增配清运车辆2台", '"增配\\u3000\\xa0\\u2800\\u2003\\u3000\\u3000."').replace("\n", "   # <- DIF08\n"),
    ),
    "a measure that reads the other way round": (
        "DIF08",
        M1 + "---\n" + M1.replace("增配清运车辆2台", '"增配\\u202e清运车辆2台"').replace("\n", "   # <- DIF08\n"),
    ),
    "blanks, widths and a stray mark change no measure": (
        "DIF08",
        M1 + "---\n" + M1.replace("增配清运车辆2台", '"增配清运\\u200b车辆 ２台"'),
    ),
    "nor after done": (
        "DIF08",
        M1 + H + FINISH + "state: done\n---\n" + M1.replace("2台", " 2 台") + H + FINISH + "state: done\n",
    ),
    "an entry that says nothing explains no dropped measure": (
        "DIF08",
        M1 + "---\nmeasures: []   # <- DIF08\n" + H + DROP_M1.replace("'m1 drop: 并入m2'", '"m1\\u200b drop:\\u3000"'),
    ),
    "an extension for a reason that nobody sees": (
        "DIF02",
        "due: 2020-11-10\n---\ndue: 2020-11-20   # <- DIF02\nextensions:\n"
        '  - {to: 2020-11-20, reason: "\\u200b", approved_by: 巡察二组联络员, approved_on: 2020-11-08}\n',
    ),
    "a hand-over whose note nobody sees": (
        "DIF04",
        "leader: 分管副局长\n---\nleader: 另一位副局长   # <- DIF04\n" + H + HAND_OVER.replace("note: 人事调整", 'note: "\\u2060"'),
    ),
    "the last entries of the history are gone": ("DIF09", ANSWERED + "---\n" + H.replace("history:", "history:   # <- DIF09")),
    "an entry pushed in": (
        "DIF09",
        H
        + "---\n"
        + H.replace("  - {at: 2020-10-30", "  - {at: 2020-10-29T08:00:00+08:00, by: 甲, did: edit}   # <- DIF09\n  - {at: 2020-10-30"),
    ),
    "an original due date that was dropped": ("DIF10", "original_due: 2020-11-10\n---\noriginal_due:   # <- DIF10\n"),
    "an id changed by a renumber entry": (
        "DIF11",
        "id: CG-D001\n---\nid: CG-D009\n" + H + "  - {at: 2020-11-09T10:00:00+08:00, by: 甲, did: renumber, note: CG-D001}\n",
    ),
    "an original date whose due date is gone": ("DUE01", "original_due: 2020-11-10   # <- DUE01\n"),
    "a due date without an original one is for DUE05": ("DUE01", "due: 2020-11-10\n"),
    "a closed item is not overdue": ("DUE02", "due: 2020-11-10\n" + H + FINISH + "state: done\n"),
    "without a date of its own a during item is due when the team leaves": ("DUE02", "today: 2020-12-19\n---\ntitle: 甲   # <- DUE02\n"),
    "a feedback item is due after the on-site period": ("DUE03", FEEDBACK + "due: 2021-03-01\n"),
    "a carried item is due in feedback": ("DUE03", "due: 2020-12-20\ncarried_to: 2020-r2/CG-F001\n"),
    "an on-site period without an end": ("DUE03", "round: {on_site: {starts: 2020-10-19}}\n---\ndue: 2020-12-20\n"),
    "no due date at all": ("DUE03", "due:\n"),
    "done on the day it was found": (
        "DUE04",
        "found_on: 2020-11-09\nmeasures: [{id: m1, text: 增配车辆, done_on: 2020-11-09}]\nstate: done\n" + H + FINISH,
    ),
    "a round of one day": ("DUE06", "round: {on_site: {starts: 2020-10-19, ends: 2020-10-19}, feedback_on: 2020-10-19}\n---\ntitle: 甲\n"),
    "a round whose end is not fixed": ("DUE06", "round: {on_site: {starts: 2020-10-19}}\n---\ntitle: 甲\n"),
    "a feedback item is not carried": ("DUE07", "today: 2020-12-19\n---\n" + FEEDBACK),
    "a done item is not carried": ("DUE07", "today: 2020-12-19\n---\n" + H + FINISH + "state: done\n"),
    "a carried item is carried": ("DUE07", "today: 2020-12-19\n---\ncarried_to: 2020-r2/CG-F001\n"),
    "nobody knows when the team leaves": ("DUE07", "today: 2020-12-19\nround: {on_site: {starts: 2020-10-19}}\n---\ntitle: 甲\n"),
    "a done item needs no review": (
        "DUE09",
        "today: 2020-12-02\n---\nlong_term: {reason: 甲, goal: 乙, review_on: 2020-12-01}\nstate: done\n" + H + FINISH,
    ),
    "a carried item is reviewed in feedback": (
        "DUE09",
        "today: 2020-12-02\n---\nlong_term: {reason: 甲, goal: 乙, review_on: 2020-12-01}\ncarried_to: 2020-r2/CG-F001\n",
    ),
    "a review without a date is for DUE08": ("DUE09", "long_term: {reason: 甲, goal: 乙}\n"),
    "an extension without a reason": ("DUE10", "extensions:\n  - {to: 2020-11-20, approved_by: 组}   # <- DUE10\n"),
    "closed without evidence": (
        "EVI01",
        H
        + FINISH
        + "  - {at: 2020-11-10T10:00:00+08:00, by: 巡察二组联络员, did: close, from: done, to: closed}\nstate: closed   # <- EVI01\n",
    ),
    "the files of a void item are nobody's concern": (
        "EVI02",
        "files: {evidence/a.jpg: missing}\n---\nstate: void\nevidence: [{id: e1, file: evidence/a.jpg}]\n",
    ),
    "two documents without a file are not one file": ("EVI05", E1 + "---\n" + E1),
    "the same place without a hash": (
        "EVI05",
        "evidence:\n  - {id: e1, file: evidence/a.jpg}   # <- EVI05\n---\nevidence:\n  - {id: e1, file: evidence/a.jpg}   # <- EVI05\n",
    ),
    "a carried item and its twin share a file": (
        "EVI05",
        "carried_to: 2020-r2/CG-F001\nevidence: [{id: e1, file: evidence/a.jpg}]\n---\n"
        + FEEDBACK
        + "carried_from: 2020-r2/CG-D001\nevidence: [{id: e1, file: evidence/a.jpg}]\n",
    ),
    "withheld by somebody without a reason": ("PUB01", "withheld: {approved_by: 市委巡察办督查科}   # <- PUB01\n"),
    "carried there and back": (
        "REP01",
        "carried_to: 2020-r2/CG-F001\n---\n" + FEEDBACK + "carried_from: 2020-r2/CG-D001\nrecurs: [2020-r2/CG-D001]\n",
    ),
    "a twin that does not exist is for REP01": ("REP02", "carried_to: 2020-r2/CG-F009\n"),
    "a twin as it was handed on": ("REP03", SOURCE + "---\n" + TWIN),
    "a twin that a start and its own acts have changed": (
        "REP03",
        SOURCE
        + "---\n"
        + TWIN.replace("serious", "minor").replace("分管副局长", "另一位副局长").replace("2台", "2台，每日两清").replace("m3, ", "m4, ")
        + BORN
        + "  - {at: 2020-11-13T10:00:00+08:00, by: 甲, did: reclassify, note: 核实后, approved_by: 市委巡察办督查科}\n"
        + "  - {at: 2020-11-14T10:00:00+08:00, by: 甲, did: hand-over, note: 人事调整}\n"
        + "  - {at: 2020-11-15T10:00:00+08:00, by: 甲, did: measure, note: m4}\n"
        + "  - {at: 2020-11-15T10:00:00+08:00, by: 甲, did: measure, note: 'm3 drop: 并入m4'}\n",
    ),
    "a post that an edit has changed, and a graver severity": (
        "REP03",
        SOURCE.replace("serious", "moderate")
        + "---\n"
        + TWIN.replace("环卫科科长", "环卫科副科长")
        + BORN
        + "  - {at: 2020-11-13T10:00:00+08:00, by: 甲, did: edit}\n",
    ),
    "a twin that says less, and an entry that does not say so": (
        "REP03",
        SOURCE
        + "---\n"
        + TWIN.replace("title: 问题1", "title: 轻微问题   # <- REP03")
        .replace("post: 环卫科科长", "post: 环卫科干事   # <- REP03")
        .replace("leader: 分管副局长", "leader: 另一位副局长   # <- REP03")
        .replace("[{id: m3, text: 增配清运车辆2台}]", "\n  - {id: m3, text: 增配}   # <- REP03")
        + BORN
        + "  - {at: 2020-11-13T10:00:00+08:00, by: 甲, did: start, from: registered, to: in_progress}\n",
    ),
    "a twin without its measures": (
        "REP03",
        SOURCE + "---\n" + TWIN.replace("measures: [{id: m3, text: 增配清运车辆2台}]\n", "").replace("D001\n", "D001   # <- REP03\n", 1),
    ),
    "an entry before it was born explains nothing": (
        "REP03",
        SOURCE
        + "---\n"
        + TWIN.replace("severity: serious", "severity: minor   # <- REP03").replace(
            "did: register, ", "did: reclassify, approved_by: 甲, "
        ),
    ),
    "what was done when it was carried is not handed on, and what was done afterwards is": (
        "REP03",
        SOURCE.replace("2台}", "2台, done_on: 2020-11-30}")
        + "---\n"
        + TWIN.replace("measures: [{id: m3, text: 增配清运车辆2台}]", "measures:   # <- REP03\n  - {id: m5, text: 甲}"),
    ),
    "a source that goes on as another item is for REP02": (
        "REP03",
        SOURCE.replace("F001", "F002") + "---\n" + TWIN.replace("serious", "minor"),
    ),
    "a twin that was made void": ("REP03", SOURCE + "---\n" + TWIN.replace("serious", "minor").replace("state: registered", "state: void")),
    "a first entry that does not register": (
        "STA10",
        "history:\n  - {at: 2020-10-28T16:20:00+08:00, by: 甲, did: edit}   # <- STA10\n"
        "  - {at: 2020-10-29T16:20:00+08:00, by: 甲, did: register, to: registered}\n",
    ),
    "born in the middle of its life": (
        "STA10",
        "history:\n  - {at: 2020-10-28T16:20:00+08:00, by: 甲, did: close, from: done, to: closed}   # <- STA10\n",
    ),
    "a renumbered record was registered first": (
        "STA10",
        H + "  - {at: 2020-11-09T10:00:00+08:00, by: 甲, did: renumber, note: 'CG-D009 → CG-D001'}\n",
    ),
    "a history that never moved": (
        "STA01",
        "history:\n  - {at: 2020-10-28T16:20:00+08:00, by: 甲, did: edit}\nstate: registered   # <- STA01\n",
    ),
    "a first move that is no register": (
        "STA02",
        "history:\n  - {at: 2020-10-28T16:20:00+08:00, by: 甲, did: start, from: registered, to: in_progress}   # <- STA02\n",
    ),
    "registered twice": ("STA02", H + "  - {at: 2020-11-09T10:00:00+08:00, by: 甲, did: register, to: registered}   # <- STA02\n"),
    "a move that leads nowhere": (
        "STA02",
        H + "  - {at: 2020-11-09T10:00:00+08:00, by: 甲, did: nearly, from: in_progress}   # <- STA02\n",
    ),
    "nothing follows on void but a correction": (
        "STA02",
        H
        + "  - {at: 2020-11-09T10:00:00+08:00, by: 甲, did: void, from: in_progress, to: void, note: 误登}\n"
        + "  - {at: 2020-11-10T10:00:00+08:00, by: 甲, did: edit}\n"
        + "  - {at: 2020-11-11T10:00:00+08:00, by: 甲, did: progress, note: 已办}   # <- STA02\n"
        + "  - {at: 2020-11-12T10:00:00+08:00, by: 甲, did: start, from: void, to: in_progress}   # <- STA02\n",
    ),
    "an entry between answers is no move": ("STA02", ANSWERED + FINISH + "state: done\n"),
    "closed by who finished an earlier time": (
        "STA04",
        H
        + FINISH
        + RETURN
        + "  - {at: 2020-11-11T10:00:00+08:00, by: 环卫科, did: finish, from: in_progress, to: done, note: 已落实}\n"
        + "  - {at: 2020-11-12T10:00:00+08:00, by: 城管局整改办, did: close, from: done, to: closed}\nstate: closed\n",
    ),
    "an entry that names it next to Chinese characters": (
        "STA05",
        "evidence: [{id: e1, document: 甲, added_on: 2020-11-01}]\n"
        + H
        + "  - {at: 2020-11-02T10:00:00+08:00, by: 甲, did: evidence, note: 上传e1照片}\n",
    ),
    "an entry that names another piece": (
        "STA05",
        "evidence:\n  - {id: e1, document: 甲, added_on: 2020-11-01}   # <- STA05\n"
        + H
        + "  - {at: 2020-11-02T10:00:00+08:00, by: 甲, did: evidence, note: e12}\n",
    ),
    "an entry of that day": (
        "STA05",
        "evidence: [{id: e1, document: 甲, added_on: 2020-11-02}]\n"
        + H
        + "  - {at: 2020-11-02T10:00:00+08:00, by: 甲, did: evidence, note: 补充}\n",
    ),
    "an entry of that day about something else": (
        "STA05",
        "evidence:\n  - {id: e1, document: 甲, added_on: 2020-11-02}   # <- STA05\n"
        + H
        + "  - {at: 2020-11-02T10:00:00+08:00, by: 甲, did: progress, note: e1}\n",
    ),
    "a measure done on the day of finishing": (
        "STA05",
        "measures: [{id: m1, text: 增配车辆, done_on: 2020-11-09}]\n" + H + FINISH + "state: done\n",
    ),
    "one extension recorded, the second not": (
        "STA05",
        "extensions:\n  - {to: 2020-11-20, reason: 甲, approved_by: 组}\n  - {to: 2020-11-30, reason: 乙, approved_by: 组}   # <- STA05\n"
        + H
        + "  - {at: 2020-11-08T15:00:00+08:00, by: 组, did: extend, note: 甲, approved_by: 组}\n",
    ),
    "somebody whom the round does not know": (
        "STA06",
        SCENE_PEOPLE + H + ANSWER.replace("城管局整改办", "城管局办公室").replace("}\n", "}   # <- STA06\n"),
    ),
    "another unit's office": (
        "STA06",
        SCENE_PEOPLE.replace("unit: CG", "unit: TY") + H.replace("in_progress}", "in_progress}   # <- STA06"),
    ),
    "the office closes a during item once the team has left": (
        "STA06",
        SCENE_PEOPLE
        + H
        + FINISH
        + "  - {at: 2020-12-19T10:00:00+08:00, by: 市委巡察办督查科, did: close, from: done, to: closed}\nstate: closed\n",
    ),
    "the office closes a during item on the team's last day": (
        "STA06",
        SCENE_PEOPLE
        + H
        + FINISH
        + "  - {at: 2020-12-18T10:00:00+08:00, by: 市委巡察办督查科, did: close, from: done, to: closed}   # <- STA06\nstate: closed\n",
    ),
    "the round's end is not fixed": (
        "STA06",
        SCENE_PEOPLE.replace("round:\n", "round:\n  on_site: {starts: 2020-10-19}\n") + H,
    ),
    "approved by somebody who may not": (
        "STA06",
        SCENE_PEOPLE
        + "extensions:\n  - {to: 2020-11-20, reason: 延迟, approved_by: 市委巡察办督查科}   # <- STA06\n"
        + "withheld: {reason: 涉密, approved_by: 路人}   # <- STA06\n"
        + "state: void\n"
        + H
        + "  - {at: 2020-11-08T10:00:00+08:00, by: 城管局整改办, did: reclassify, note: 核实, approved_by: 城管局整改办}   # <- STA06\n"
        + "  - {at: 2020-11-08T11:00:00+08:00, by: 城管局整改办, did: extend, note: 延迟, approved_by: 巡察二组联络员}\n"
        + "  - {at: 2020-11-09T10:00:00+08:00, by: 巡察二组联络员, did: void, from: in_progress, to: void, note: 误登, approved_by: 路人}   # <- STA06\n",
    ),
    "an extension and its entry are signed once": (
        "STA06",
        SCENE_PEOPLE
        + "extensions: [{to: 2020-11-20, reason: 延迟, approved_by: 路人}]\n"
        + H
        + "  - {at: 2020-11-08T11:00:00+08:00, by: 城管局整改办, did: extend, note: 延迟, approved_by: 路人}   # <- STA06\n",
    ),
    "a unit waives nothing of its own": (
        "STA06",
        SCENE_PEOPLE
        + "waivers:\n  - {rule: TXT02, reason: 另有台账, by: 城管局整改办, on: 2020-11-09}   # <- STA06\n"
        + "  - {rule: TXT02, reason: 另有台账, by: 巡察二组联络员, on: 2020-11-09}\n"
        + "  - {rule: TXT02, reason: 另有台账, by: 市委巡察办督查科, on: 2020-11-09}\n",
    ),
    "with nobody named everybody may sign": (
        "STA06",
        "waivers: [{rule: TXT02, reason: 另有台账, by: 甲, on: 2020-11-09}]\nextensions: [{to: 2020-11-20, reason: 延迟, approved_by: 乙}]\n",
    ),
    "an edit is anybody's": ("STA06", SCENE_PEOPLE + H + "  - {at: 2020-11-09T10:00:00+08:00, by: 甲, did: edit}\n"),
    "with nobody named no role is checked": ("STA06", H.replace("城管局整改办", "甲")),
    "a short answer may be the same": (
        "TXT01",
        H + ANSWER.replace("已组织学习提高认识", "正在办理") + "---\n" + H + ANSWER.replace("已组织学习提高认识", "正在办理"),
    ),
    "the carried item and its twin are one": ("TXT01", "carried_to: 2020-r2/CG-F001\n" + ANSWERED + "---\n" + FEEDBACK + ANSWERED),
    "three of the same": ("TXT01", "---\n".join([ANSWERED_MARKED] * 3)),
    "only the newest answer counts": (
        "TXT01",
        ANSWERED
        + "  - {at: 2020-11-10T10:00:00+08:00, by: 甲, did: nearly, from: in_progress, to: basically_done, note: 还差一台清运车没有到货}\nstate: basically_done\n---\n"
        + ANSWERED,
    ),
    "a measure with neither owner nor date of its own": ("TXT02", "due:\nmeasures:\n  - {id: m1, text: 增配车辆}   # <- TXT02\n"),
    "a measure with both of its own": (
        "TXT02",
        "department:\nmeasures: [{id: m1, text: 增配车辆, owner: 环卫科, due: 2020-11-20}]\n",
    ),
    "every free text is looked at": (
        "TXT03",
        "title: 秘密   # <- TXT03\nnotice: 机密★   # <- TXT03\npost: （秘密）   # <- TXT03\npath:\n  - 甲\n  - 【秘密】   # <- TXT03\n"
        "extensions:\n  - to: 2020-11-20\n    reason: 【秘密】   # <- TXT03\n"
        "measures:\n  - id: m1\n    text: 甲\n    document: 【秘密】   # <- TXT03\n"
        "evidence:\n  - id: e1\n    file: 机密材料.pdf   # <- TXT03\n    note: 【绝密】   # <- TXT03\n"
        "long_term:\n  goal: 【秘密】   # <- TXT03\nwithheld:\n  reason: 属秘密   # <- TXT03\n"
        "waivers:\n  - {rule: EVI05, by: 甲, on: 2020-11-01, reason: 【秘密】}   # <- TXT03\n"
        + H
        + ANSWER.replace("已组织学习提高认识", "密级：绝密").replace("}\n", "}   # <- TXT03\n"),
    ),
    "a unit that only another round has": ("SCH16", "id: ZZ-D001   # <- SCH16\n---\nid: TY-D001\n"),
}
"""What the two examples of a rule's manual page leave out: a code, and documents whose marked lines it must find, and no others."""


@pytest.mark.parametrize(("code", "example"), CASES.values(), ids=CASES)
def test_a_rule_finds_exactly_the_marked_lines_also_here(code, example):
    assert {mark for _, mark in Example(example).marked} <= {code}
    assert found_in(RULES[code], example) == Example(example).marked


@pytest.mark.parametrize("path", ["../a.jpg", "/etc/a.jpg", "evidence\\\\a.jpg", "C:/a.jpg", "~/a.jpg", "evidence/./a.jpg"])
def test_a_path_that_leads_out_of_the_round_is_refused_while_reading(path):
    _, _, complaints = Example(f'evidence:\n  - {{id: e1, file: "{path}"}}\n').issue(0, 1)
    assert [(complaint.rule, complaint.place.line) for complaint in complaints] == [("EVI04", 2)]


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.subject == "issue"], ids=lambda rule: rule.code)
def test_the_good_example_of_a_rule_is_good_for_every_other_rule_that_looks_at_the_same_record(rule):
    """A good example that another rule objects to teaches somebody to write bad records; the calendar and links aside."""
    example = Example(rule.good)
    issues = [example.issue(at, at + 1)[2] for at in range(len(example.documents))]
    ledger = example.ledger([issue for issue in issues if isinstance(issue, Issue)])
    aside = {"DUE01", "DUE02", "DUE03", "DUE05", "DUE07", "STA05", "TXT02", "EVI01", "EVI06", "STA06", "STA08"}
    for other in RULES.values():
        if other.subject == "issue" and other.code not in aside:
            assert [fault for issue in ledger.issues for fault in other.issue(issue, ledger)] == [], other.code


def test_every_rule_is_one_file_with_its_code_in_the_name():
    files = [path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__"]
    assert len(files) == len(RULES), "a code stands in two files"
    assert {name.split("_")[0].upper() for name in files} == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_explains_itself(code):
    rule = RULES[code]
    assert code[:3] in FAMILIES
    assert rule.title.english and rule.why.english and rule.fix.english
    assert (rule.good.strip() and rule.bad.strip()) or code in SHOWN_ELSEWHERE


def test_a_rule_is_a_page_that_can_be_held():
    assert {path.name for path in FOLDER.glob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 90} == set()


CALENDAR = {"DUE02", "DUE07", "DUE09"}
"""What only the calendar makes true, and so is never an error."""


@pytest.mark.parametrize("code", sorted(CALENDAR))
def test_what_only_the_calendar_makes_true_is_a_warning(code):
    assert RULES[code].level == "warning"


def said_by_rules() -> dict[str, str]:
    """Every sentence of a rule, and the file that says it."""
    found = {}
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text":
                found[ast.literal_eval(node.args[0])] = path.name
    return found


def places(sentence: str) -> list[str]:
    return sorted(name for _, name, form, _ in string.Formatter().parse(sentence) if name and "|" not in (form or ""))


def test_a_rule_says_it_in_chinese_too():
    def is_only_commands(sentence: str) -> bool:  # nothing to translate: no second command, and no word for what is typed
        return sentence.startswith("inspect ") and ", or " not in sentence and not re.search(r"\b[A-Z]+\b", sentence)

    said = said_by_rules()
    assert len(said) > 100
    assert [sentence for sentence in said if not is_only_commands(sentence) and sentence not in SENTENCES] == []
    assert [sentence for sentence in said if places(SENTENCES.get(sentence, sentence)) != places(sentence)] == []


def test_no_chinese_of_the_rules_is_stale():
    from inspect_cli.locale.zh import rules

    assert set(rules.SENTENCES) - set(said_by_rules()) == set()


def test_the_rules_that_were_asked_for_are_there():
    assert len(RULES) >= 50
    assert {code[:3] for code in RULES} == FAMILIES - {"KEP"}  # what was received is kept by DIF06: it needs two versions
