"""DUE02: the issue is overdue today."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def overdue(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Open, and its due date has passed."""
    if ledger.is_overdue(issue):
        days = -(ledger.days_left(issue) or 0)
        yield Fault(
            ("due",),
            text("{days} {days:day|days} overdue; owner: {owner}", days=days, owner=issue.owner or "—"),
            text("inspect finish {id} …, or inspect extend {id} --to DATE --reason … --approved-by …", id=issue.id),
        )


RULE = Rule(
    code="DUE02",
    level=Level.WARNING,
    title=text("overdue"),
    why=text("Every overdue item is named with its owner."),
    fix=text("finish it, extend it with an approval, or carry it"),
    issue=overdue,
    good="""
        today: 2020-11-10
        ---
        original_due: 2020-11-10
        due: 2020-11-10
    """,
    bad="""
        today: 2020-11-11
        ---
        original_due: 2020-11-10
        due: 2020-11-10   # <- DUE02
    """,
)
