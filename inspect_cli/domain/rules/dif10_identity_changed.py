"""DIF10: the original due date or the uid changed."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def identity_changed(before: Issue, after: Issue) -> Iterator[Fault]:
    """Once set, both stay."""
    if before.original_due and after.original_due != before.original_due:
        yield Fault(
            ("original_due",), text("the original due date was {before}", before=before.original_due), text("put it back as it was")
        )
    if after.uid != before.uid:
        yield Fault(("uid",), text("the uid was {before}", before=before.uid), text("put it back as it was"))


RULE = Rule(
    code="DIF10",
    level=Level.ERROR,
    title=text("original_due or uid changed"),
    why=text("The original due date never changes, and the uid tells the issue apart for ever."),
    fix=text("put the value back"),
    pair=identity_changed,
    good="""
        original_due:
        ---
        original_due: 2020-11-10
    """,
    bad="""
        uid: k3v9q2m8xw
        original_due: 2020-11-10
        ---
        uid: p7w2r5n4zc   # <- DIF10
        original_due: 2020-11-20   # <- DIF10
        due: 2020-11-10
    """,
)
