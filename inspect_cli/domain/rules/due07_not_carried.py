"""DUE07: an unfinished handed-over item was not carried when the team left."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.counting.stages import has_left
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Channel, Level


def not_carried(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Once the on-site period is over, an open `during` item has a feedback twin."""
    if issue.channel is Channel.DURING and issue.is_open and issue.is_counted and has_left(ledger.round, ledger.today):
        said = text("the team left on {ends}, and the item is still open here", ends=ledger.round.ends)
        yield Fault(("state",), said, text("inspect carry {id}", id=issue.id))


RULE = Rule(
    code="DUE07",
    level=Level.WARNING,
    title=text("unfinished `during` item not carried after the on-site period"),
    why=text("前紧后松: what nobody carries into feedback is forgotten when the team has left."),
    fix=text("inspect carry ID"),
    issue=not_carried,
    good="""
        today: 2020-12-18
        ---
        state: in_progress
    """,
    bad="""
        today: 2020-12-19
        ---
        state: in_progress   # <- DUE07
    """,
)
