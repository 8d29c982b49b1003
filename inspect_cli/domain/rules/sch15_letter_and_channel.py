"""SCH15: the id's letter does not fit the channel."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def letter_and_channel(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """The letter before the number stands for the channel."""
    letter = issue.id.split("-")[1][0]
    if letter != issue.channel.letter:
        yield Fault(
            ("channel",),
            text(
                "the id says {letter}, but {channel} has the letter {right}",
                letter=letter,
                channel=issue.channel,
                right=issue.channel.letter,
            ),
        )


RULE = Rule(
    code="SCH15",
    title=text("the id's letter does not fit the channel"),
    why=text("I is immediate, D during, F feedback; a letter that says otherwise misleads every list."),
    fix=text("correct the channel, or give the issue an id of its channel"),
    issue=letter_and_channel,
    good="""
        id: CG-D001
        channel: during
    """,
    bad="""
        channel: immediate   # <- SCH15
    """,
)
