"""STA03: the history goes back in time."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import brought_back
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def history_order(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """No entry is older than the one before it."""
    for index, (before, after) in enumerate(zip(issue.history, issue.history[1:], strict=False), 1):
        if after.at < before.at:
            said = text("{at} lies before the entry above it, {before}", at=after.at, before=before.at)
            yield Fault(("history", index, "at"), said, brought_back(ledger.round.id, issue.id))


RULE = Rule(
    code="STA03",
    title=text("history out of order"),
    why=text("The history only grows; an entry before an older one was put in later."),
    fix=text("bring the entries into the order of their times"),
    waivable=False,
    issue=history_order,
    good="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-28T16:20:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
    """,
    bad="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-27T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}   # <- STA03
    """,
)
