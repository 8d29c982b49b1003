"""DUE05: a due date without an original one."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def no_original_due(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Where there is a due date, the first one is on record."""
    if issue.due and issue.original_due is None:
        yield Fault(
            ("due",),
            text("original_due is empty, so {due} may have moved unseen", due=issue.due),
            corrected_by(issue.id, "original_due", issue.due),
        )


RULE = Rule(
    code="DUE05",
    level=Level.WARNING,
    title=text("due date without an original due date"),
    why=text("Without the date that was first set nobody can see whether it moved."),
    fix=text("write the date that was first set as original_due"),
    issue=no_original_due,
    good="""
        original_due: 2020-11-10
        due: 2020-11-10
    """,
    bad="""
        original_due:
        due: 2020-11-10   # <- DUE05
    """,
)
