"""STA01: the state is not what the history says."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def state_and_history(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """The state is the `to` of the last history entry that moved it."""
    moved = [entry.to for entry in issue.history if entry.to]
    if not moved or moved[-1] is not issue.state:
        said = moved[-1] if moved else "—"
        yield Fault(
            ("state",),
            text("the state is {state}, but the history ends at {said}", state=issue.state, said=said),
            text("inspect why {id}", id=issue.id),
        )


RULE = Rule(
    code="STA01",
    title=text("state differs from the history"),
    why=text("The state is a summary of the history; where they differ, one of them was changed by hand."),
    fix=text("set the state to what the last move says, or do the move with its command"),
    waivable=False,
    issue=state_and_history,
    good="""
        state: in_progress
    """,
    bad="""
        state: done   # <- STA01
    """,
)
