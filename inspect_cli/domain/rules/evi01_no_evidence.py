"""EVI01: done or closed without evidence."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import sent_back
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import State


def no_evidence(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """A done or closed issue has a file or a numbered document."""
    if issue.state in (State.DONE, State.CLOSED) and not issue.is_proven:
        yield Fault(("state",), text("it is {state}, and nothing proves it", state=issue.state), sent_back(issue.id, issue.state))


RULE = Rule(
    code="EVI01",
    title=text("done without evidence"),
    why=text("纸面整改: done on paper. Without evidence there is only somebody's word."),
    fix=text("add the evidence: send it back first, inspect return ID --reason …; a closed one: inspect reopen ID --reason …"),
    issue=no_evidence,
    good="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 两清已落实}
        state: done
        evidence:
          - {id: e1, document: 城管〔2020〕15号}
    """,
    bad="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 两清已落实}
        state: done   # <- EVI01
        evidence: []
    """,
)
