"""DUE03: a handed-over item is due after the team has left."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.deadlines import outlasts_the_team
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def due_after_on_site(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """A `during` item that is still followed up is due by the end of the on-site period."""
    if issue.is_counted and outlasts_the_team(issue.channel, issue.due, ledger.round):
        yield Fault(
            ("due",),
            text("{due} lies after the end of the on-site period, {ends}", due=issue.due, ends=ledger.round.ends),
            text("inspect carry {id}", id=issue.id),
        )


RULE = Rule(
    code="DUE03",
    title=text("a `during` item due after the on-site period"),
    why=text("Items handed over are answered for before the inspection ends; what takes longer is carried into feedback."),
    fix=text("set a date within the on-site period, or inspect carry ID"),
    issue=due_after_on_site,
    good="""
        original_due: 2020-12-18
        due: 2020-12-18
    """,
    bad="""
        original_due: 2020-12-19
        due: 2020-12-19   # <- DUE03
    """,
)
