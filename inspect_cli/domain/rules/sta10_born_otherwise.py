"""STA10: a record that was not born registered."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import record_file
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, Level, State


def born_otherwise(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """The first entry registers it."""
    for first in issue.history[:1]:
        if first.did is not Did.REGISTER or first.from_ is not None or first.to is not State.REGISTERED:
            said = text("the history begins with {did}: nobody registered it", did=first.did)
            if first.did is Did.REGISTER:
                said = text("it was registered as {state}; an item is registered as {born}", state=first.to or "—", born=State.REGISTERED)
            yield Fault(("history", 0), said, _registered_anew(issue, ledger), level=Level.INFO if issue.state is State.VOID else None)


def _registered_anew(issue: Issue, ledger: Ledger) -> Text:
    """It was registered once, and git has that; or it never was."""
    return text(
        "if it was registered once: inspect restore {file} --at REVISION (git log -- {file} shows which); "
        "if not, delete the file and register it: inspect add --round {round} --unit {unit}",
        file=record_file(ledger.round.id, issue.id),
        round=ledger.round.id,
        unit=issue.unit,
    )


RULE = Rule(
    code="STA10",
    title=text("not born registered"),
    why=text("Every item comes in by being registered; one that begins in the middle of its life has skipped what lies before."),
    also=((Level.INFO, text("of an item that is void, on which nothing rests")),),
    fix=text("record it with inspect add, and let the verbs do the steps; or put the lost entries back"),
    waivable=False,
    issue=born_otherwise,
    good="""
        state: in_progress
    """,
    bad="""
        state: closed
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: closed}   # <- STA10
    """,
)
