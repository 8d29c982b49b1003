"""DUE01: the due date differs from the original one without an approved extension."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.deeds import corrected, told
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def deadline_moved(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """The due date is the original one, or what the last approved extension or correction says."""
    approved = [extension.to for extension in issue.extensions if extension.approved_by and extension.reason]
    allowed = approved[-1] if approved else issue.original_due
    if issue.due != allowed and told(issue.due) == corrected(issue, "due"):
        return
    if issue.original_due and not issue.due:
        gone = text("the due date is gone; it was {allowed}", allowed=allowed)
        yield Fault(("original_due",), gone, corrected_by(issue.id, "due", allowed))
    if issue.due and issue.original_due and issue.due != allowed:
        later = text("inspect extend {id} --to {due} --reason … --approved-by …", id=issue.id, due=issue.due)
        yield Fault(
            ("due",),
            text("{due} is not {allowed}, the date that was set or last approved", due=issue.due, allowed=allowed),
            later if allowed and issue.due > allowed else corrected_by(issue.id, "due", issue.due),
        )


RULE = Rule(
    code="DUE01",
    title=text("due date moved without an approved extension"),
    why=text(
        "A deadline that quietly moves makes every late item look punctual. The original date never changes; a later one "
        "needs a reason and an approval, and both stay in the record."
    ),
    fix=text("put the due date back, or ask for an extension: inspect extend ID --to DATE --reason … --approved-by …"),
    issue=deadline_moved,
    good="""
        original_due: 2020-11-10
        due: 2020-11-20
        extensions:
          - {to: 2020-11-20, reason: 设备到货延迟, approved_by: 巡察二组联络员, approved_on: 2020-11-08}
        ---
        original_due: 2020-11-20
        due: 2020-11-10
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-02T09:05:00+08:00, by: 联络员, did: correct, changes: [{field: due, was: 2020-11-20, now: 2020-11-10}]}
    """,
    bad="""
        original_due: 2020-11-10   # <- DUE01
        due:
        ---
        original_due: 2020-11-10
        due: 2020-11-20   # <- DUE01
        ---
        original_due: 2020-11-10
        due: 2020-11-25   # <- DUE01
        extensions:
          - {to: 2020-11-20, reason: 设备到货延迟, approved_by: 巡察二组联络员, approved_on: 2020-11-08}
    """,
)
