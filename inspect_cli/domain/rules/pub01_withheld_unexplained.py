"""PUB01: withheld from publication without reason or approver."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def withheld_unexplained(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Both are there."""
    if issue.withheld and not (issue.withheld.reason and issue.withheld.approved_by):
        yield Fault(("withheld",), text("it is withheld, but reason or approver is missing"))


RULE = Rule(
    code="PUB01",
    title=text("withheld without reason or approver"),
    why=text("What is left out of the public version is left out by somebody, for a reason."),
    fix=text("add reason and approved_by"),
    issue=withheld_unexplained,
    good="""
        withheld: {reason: 涉及未公开案件, approved_by: 市委巡察办督查科}
    """,
    bad="""
        withheld: {reason: 涉及未公开案件}   # <- PUB01
    """,
)
