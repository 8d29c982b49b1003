"""DUE08: a long-term item does not say why, what for and until when."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def long_term_incomplete(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """All three are there."""
    if issue.long_term:
        missing = [name for name in ("reason", "goal", "review_on") if not getattr(issue.long_term, name)]
        if missing:
            yield Fault(
                ("long_term",),
                text("{missing} {missing:is|are} missing", missing=missing),
                text("inspect long-term {id} --reason … --goal … --review-on DATE", id=issue.id),
            )


RULE = Rule(
    code="DUE08",
    title=text("long_term without reason, goal or review date"),
    why=text("持续整改 is no parking place: it has a reason, a stage goal and the day when it is looked at next."),
    fix=text("inspect long-term ID --reason … --goal … --review-on DATE"),
    issue=long_term_incomplete,
    good="""
        long_term: {reason: 涉及规划, goal: 完成选址, review_on: 2021-03-01}
    """,
    bad="""
        long_term: {reason: 涉及规划}   # <- DUE08
    """,
)
