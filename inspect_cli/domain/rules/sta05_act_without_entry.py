"""STA05: a dated act has no history entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did, Level


def act_without_entry(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """An entry of its kind says so, or lies on its day; a measure that was only added is not done by that."""
    recorded = sum(entry.did is Did.EXTEND for entry in issue.history)
    for index in range(recorded, len(issue.extensions)):
        yield Fault(("extensions", index), text("no history entry records this extension"))
    for index, measure in enumerate(issue.measures):
        if measure.done_on and not _recorded(issue, measure.id, measure.done_on, Did.MEASURE, Did.FINISH, Did.EDIT):
            yield Fault(
                ("measures", index, "done_on"),
                text("no history entry records that {part} was done on {day}", part=measure.id, day=measure.done_on),
            )
    for index, piece in enumerate(issue.evidence):
        if piece.added_on and not _recorded(issue, piece.id, piece.added_on, Did.EVIDENCE):
            yield Fault(
                ("evidence", index, "added_on"),
                text("no history entry records that {part} was added on {day}", part=piece.id, day=piece.added_on),
            )


def _recorded(issue: Issue, part: str, day: date, *dids: Did) -> bool:
    entries = [entry for entry in issue.history if entry.did in dids and not (entry.did is Did.MEASURE and entry.note == part)]
    if any(entry.note == part or entry.at.date() == day for entry in entries):  # as nearly always
        return True
    named = re.compile(rf"\b{part}\b", re.ASCII)  # in 上传e1照片 the id is a word of its own
    return any(named.search(entry.note) for entry in entries)


RULE = Rule(
    code="STA05",
    level=Level.WARNING,
    title=text("a dated act without a history entry"),
    why=text("An extension, a piece of evidence or a finished measure that nobody recorded has no author."),
    fix=text("let the commands write them; for one written by hand, add the history entry"),
    issue=act_without_entry,
    good="""
        evidence:
          - {id: e1, document: 城管〔2020〕15号, added_on: 2020-10-30}
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-10-30T09:20:00+08:00, by: 城管局整改办, did: evidence, note: e1}
    """,
    bad="""
        evidence:
          - {id: e1, document: 城管〔2020〕15号, added_on: 2020-11-02}   # <- STA05
        measures:
          - {id: m1, text: 增配车辆, done_on: 2020-11-03}   # <- STA05
        original_due: 2020-11-10
        due: 2020-11-20
        extensions:
          - {to: 2020-11-20, reason: 延迟, approved_by: 巡察二组联络员, approved_on: 2020-11-08}   # <- STA05
    """,
)
