"""STA05: a dated act has no history entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import waived_with_reason
from inspect_cli.domain.record.deeds import grants, mentions
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, Level


def act_without_entry(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """An entry of its kind says so, or lies on its day; a measure that was only added is not done by that."""
    recorded = sum(map(grants, issue.history))
    for index in range(recorded, len(issue.extensions)):
        again = _EXTEND.about(id=issue.id, to=issue.extensions[index].to)
        yield Fault(("extensions", index), text("no history entry records this extension"), _by_command(issue, again))
    for index, measure in enumerate(issue.measures):
        if measure.done_on and not _recorded(issue, measure.id, measure.done_on, Did.MEASURE, Did.FINISH, Did.EDIT):
            said = text("no history entry records that {part} was done on {day}", part=measure.id, day=measure.done_on)
            again = _DONE.about(id=issue.id, part=measure.id)
            yield Fault(("measures", index, "done_on"), said, _by_command(issue, again))
    for index, piece in enumerate(issue.evidence):
        if piece.added_on and not _recorded(issue, piece.id, piece.added_on, Did.EVIDENCE):
            said = text("no history entry records that {part} was added on {day}", part=piece.id, day=piece.added_on)
            again = _ADDED.about(id=issue.id, part=piece.id)
            yield Fault(("evidence", index, "added_on"), said, _by_command(issue, again))


_EXTEND = text("take it out again, and let the command do it: inspect extend {id} --to {to} --reason … --approved-by …")
_DONE = text("inspect measure drop {id} {part} --reason …, then inspect measure add {id} and inspect measure done {id}")
_ADDED = text("inspect evidence drop {id} {part} --reason …, then inspect evidence add {id} with the same file")


def _by_command(issue: Issue, again: Text) -> Text:
    """Done anew by its command, as long as the item is open; or a waiver."""
    waive = waived_with_reason(issue.id, "STA05")
    return text("{way}; {waive}", way=again, waive=waive) if issue.is_open and not issue.carried_to else waive


def _recorded(issue: Issue, part: str, day: date, *dids: Did) -> bool:
    entries = [entry for entry in issue.history if entry.did in dids and not _only_added(entry, part)]
    return any(part in (entry.part, entry.note) or entry.at.date() == day for entry in entries) or any(
        mentions(entry, part) for entry in entries
    )


def _only_added(entry: Entry, part: str) -> bool:
    return entry.did is Did.MEASURE and not entry.changes and part == (entry.part or entry.note)


RULE = Rule(
    code="STA05",
    level=Level.WARNING,
    title=text("a dated act without a history entry"),
    why=text("An extension, a piece of evidence or a finished measure that nobody recorded has no author."),
    fix=text("take out what was written by hand and let the command do it, which makes the entry; or waive it with the reason"),
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
