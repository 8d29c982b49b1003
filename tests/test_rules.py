"""Every rule's examples are its tests: nothing on the good one, exactly the marked lines on the bad one."""

import re
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from inspect_cli.domain.issue import Issue
from inspect_cli.domain.ledger import Ledger
from inspect_cli.domain.round import Round
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.words import FileState
from inspect_cli.store.document import Document, parse
from inspect_cli.store.reading import issue_from, round_from

RULES = all_rules()
FAMILIES = {"SCH", "STA", "EVI", "DUE", "TXT", "CNT", "KEP", "REP", "PUB", "DIF"}
FOLDER = Path(__import__("inspect_cli.domain.rules", fromlist=["x"]).__file__).parent

SHOWN_ELSEWHERE = {"SCH02", "SCH10", "SCH13", "SCH14"}
"""Rules about bytes, names and folders, which no YAML fragment can show: the table of test_bad_input.py has their examples."""

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
        archive: dict[str, tuple[Issue, ...]] = {}
        for issue in issues:
            archive[f"{round_.id}/{issue.id}"] = (*archive.get(f"{round_.id}/{issue.id}", ()), issue)
        today = date.fromisoformat(str(self.scene.get("today") or "2020-12-01"))
        return Ledger(round=round_, issues=tuple(issues), today=today, files=files, archive=archive)


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
        (_, _, before), (document, start, after) = read
        return {(start + document.where(fault.route, key=fault.key).line, rule.code) for fault in rule.pair(before, after)}
    ledger = example.ledger(issues)
    if rule.subject == "round":
        return {(example.scene_document.where(("round", *fault.route), key=fault.key).line, rule.code) for fault in rule.round(ledger)}
    return {
        (start + document.where(fault.route, key=fault.key).line, rule.code)
        for document, start, issue in read
        for fault in rule.issue(issue, ledger)
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


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.subject == "issue"], ids=lambda rule: rule.code)
def test_the_good_example_of_a_rule_is_good_for_every_other_rule_that_looks_at_the_same_record(rule):
    """A good example that another rule objects to teaches somebody to write bad records; the calendar and links aside."""
    example = Example(rule.good)
    issues = [example.issue(at, at + 1)[2] for at in range(len(example.documents))]
    ledger = example.ledger([issue for issue in issues if isinstance(issue, Issue)])
    aside = {"DUE01", "DUE02", "DUE03", "DUE05", "DUE07", "STA05", "TXT02", "EVI01", "EVI06", "STA06"}
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


def test_the_rules_that_were_asked_for_are_there():
    assert len(RULES) >= 50
    assert {code[:3] for code in RULES} == FAMILIES - {"KEP"}  # what was received is kept by DIF06: it needs two versions
