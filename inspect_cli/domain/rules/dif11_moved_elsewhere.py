"""DIF11: channel or id changed."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did, Level


def moved_elsewhere(before: Issue, after: Issue) -> Iterator[Fault]:
    """The channel stays for life; the id changes only with a `renumber` entry."""
    if after.channel is not before.channel:
        yield Fault(("channel",), text("the channel was {before}", before=before.channel), text("inspect carry {id}", id=before.id))
    if after.carried_to != before.carried_to and not after.did_since(before, Did.CARRY):
        yield Fault(("carried_to",), text("carried_to was {before}, and no carry is on record", before=before.carried_to or "—"))
    if after.carried_from != before.carried_from:
        yield Fault(("carried_from",), text("carried_from was {before}", before=before.carried_from or "—"))
    if after.id != before.id and not after.did_since(before, Did.RENUMBER):
        yield Fault(("id",), text("the id was {before}", before=before.id), text("put it back as it was"))


RULE = Rule(
    code="DIF11",
    level=Level.ERROR,
    title=text("channel or id changed without carry or renumber"),
    why=text("An item that changes its channel by editing leaves one report without entering another properly."),
    fix=text("inspect carry ID makes a feedback item; an id is the file's name and stays"),
    pair=moved_elsewhere,
    good="""
        channel: during
        ---
        channel: during
    """,
    bad="""
        id: CG-D001
        channel: during
        ---
        id: CG-I001   # <- DIF11
        channel: immediate   # <- DIF11
    """,
)
