"""DUE09: a long-term item was not looked at on its day."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.deadlines import is_review_late
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def review_past(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """The next review of an open item is still to come."""
    if issue.long_term and is_review_late(issue, ledger.today):
        yield Fault(
            ("long_term", "review_on"),
            text("it was to be looked at on {day}", day=issue.long_term.review_on),
            text("inspect long-term {id} --reason … --goal … --review-on DATE", id=issue.id),
        )


RULE = Rule(
    code="DUE09",
    level=Level.WARNING,
    title=text("review date of a long-term item past"),
    why=text("What is looked at later and later is not looked at."),
    fix=text("say how it stands, and set the next review: inspect long-term ID --reason … --goal … --review-on DATE"),
    issue=review_past,
    good="""
        today: 2020-12-01
        ---
        long_term: {reason: 涉及规划, goal: 完成选址, review_on: 2020-12-01}
    """,
    bad="""
        today: 2020-12-02
        ---
        long_term:
          reason: 涉及规划
          goal: 完成选址
          review_on: 2020-12-01   # <- DUE09
    """,
)
