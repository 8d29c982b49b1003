"""EVI06: evidence was added before the issue was found."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def older_than_issue(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Evidence is added on the day of the finding or later."""
    for index, piece in enumerate(issue.evidence):
        if piece.added_on and piece.added_on < issue.found_on:
            yield Fault(
                ("evidence", index, "added_on"),
                text("added on {day}, before it was found on {found}", day=piece.added_on, found=issue.found_on),
            )


RULE = Rule(
    code="EVI06",
    level=Level.WARNING,
    title=text("evidence older than the item"),
    why=text("What was filed before the problem was known cannot prove that it was solved."),
    fix=text("correct the date, or add newer evidence"),
    issue=older_than_issue,
    good="""
        found_on: 2020-10-28
        evidence:
          - {id: e1, document: 城管〔2020〕15号, added_on: 2020-10-28}
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-28T17:05:00+08:00, by: 城管局整改办, did: evidence, note: e1}
        state: registered
    """,
    bad="""
        found_on: 2020-10-28
        evidence:
          - {id: e1, document: 城管〔2020〕15号, added_on: 2020-10-01}   # <- EVI06
    """,
)
