"""DUE04: something was done before the issue was found."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did


def done_before_found(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Measures and the issue itself are done on the day of the finding or later."""
    for index, measure in enumerate(issue.measures):
        if measure.done_on and measure.done_on < issue.found_on:
            yield Fault(
                ("measures", index, "done_on"),
                text("done on {day}, before it was found on {found}", day=measure.done_on, found=issue.found_on),
            )
    for index, entry in enumerate(issue.history):
        if entry.did in (Did.FINISH, Did.CLOSE) and entry.at.date() < issue.found_on:
            yield Fault(
                ("history", index, "at"), text("done on {day}, before it was found on {found}", day=entry.at.date(), found=issue.found_on)
            )


RULE = Rule(
    code="DUE04",
    title=text("done before found"),
    why=text("A measure finished before the problem was known, or an issue done before it was found, is a date that somebody made up."),
    fix=text("correct the date"),
    issue=done_before_found,
    good="""
        found_on: 2020-10-28
        measures:
          - {id: m1, text: 增配车辆, done_on: 2020-10-30}
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-10-30T10:05:00+08:00, by: 城管局整改办, did: measure, note: m1 done}
    """,
    bad="""
        found_on: 2020-10-28
        measures:
          - {id: m1, text: 增配车辆, done_on: 2020-10-27}   # <- DUE04
        history:
          - {at: 2020-10-20T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-21T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-10-22T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 两清已落实}   # <- DUE04
          - {at: 2020-10-23T10:00:00+08:00, by: 巡察二组联络员, did: close, from: done, to: closed}   # <- DUE04
        state: closed
    """,
)
