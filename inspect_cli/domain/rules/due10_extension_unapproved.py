"""DUE10: an extension without reason or approver."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def extension_unapproved(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Both are there."""
    for index, extension in enumerate(issue.extensions):
        missing = [name for name in ("reason", "approved_by") if not getattr(extension, name)]
        if missing:
            yield Fault(("extensions", index), text("{missing} {missing:is|are} missing", missing=missing))


RULE = Rule(
    code="DUE10",
    level=Level.WARNING,
    title=text("extension without reason or approver"),
    why=text("An extension is an act of its own: asked for, approved by somebody, with a reason."),
    fix=text("add the reason and who approved"),
    issue=extension_unapproved,
    good="""
        original_due: 2020-11-10
        due: 2020-11-20
        extensions:
          - {to: 2020-11-20, reason: 延迟, approved_by: 巡察二组联络员}
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 巡察二组联络员, did: extend, note: 延迟, approved_by: 巡察二组联络员}
    """,
    bad="""
        extensions:
          - {to: 2020-11-20, reason: 延迟}   # <- DUE10
    """,
)
