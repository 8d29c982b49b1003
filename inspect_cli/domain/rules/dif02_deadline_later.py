"""DIF02: between two versions a deadline became later without an approved extension."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def deadline_later(before: Issue, after: Issue) -> Iterator[Fault]:
    """A later date is explained by an extension of the record to that very date, with reason and approver."""
    explained = any(e.to == after.due and e.reason and e.approved_by for e in after.extensions[len(before.extensions) :])
    later = before.due is not None and (after.due is None or after.due > before.due)
    if later and not explained:
        yield Fault(
            ("due",),
            text("the due date went from {before} to {after} without an approved extension", before=before.due, after=after.due or "—"),
            text("inspect extend {id} --to DATE --reason … --approved-by …", id=after.id),
        )


RULE = Rule(
    code="DIF02",
    level=Level.ERROR,
    title=text("deadline later without an approved extension"),
    why=text("A date moved by editing the file leaves no trace of who agreed, and why."),
    fix=text("inspect extend ID --to DATE --reason … --approved-by …"),
    pair=deadline_later,
    good="""
        due: 2020-11-10
        ---
        due: 2020-11-20
        extensions:
          - {to: 2020-11-20, reason: 设备到货延迟, approved_by: 巡察二组联络员, approved_on: 2020-11-08}
    """,
    bad="""
        due: 2020-11-10
        ---
        due: 2020-11-20   # <- DIF02
    """,
)
