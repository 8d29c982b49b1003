"""TXT01: the same answer under several items."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import ANSWERS, Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def same_answer(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """The newest answer, without spaces and punctuation, is nobody else's."""
    at = issue.last(*ANSWERS)
    others = [other.id for other in ledger.answering_like(issue) if other.uid != issue.uid]
    if at is not None and others and issue.is_counted:
        yield Fault(("history", at, "note"), text("the same words stand under {others}", others=others))


RULE = Rule(
    code="TXT01",
    level=Level.WARNING,
    title=text("the same answer pasted under several items"),
    why=text("文字整改: one sentence for ten problems answers none of them."),
    fix=text("say for each item what was done there"),
    issue=same_answer,
    good="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: progress, note: 已清运三条街的垃圾并公示}
        ---
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: progress, note: 已核对两百户优抚对象台账}
    """,
    bad="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: progress, note: 已组织学习，提高认识，立即整改。}   # <- TXT01
        ---
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: progress, note: 已组织学习 提高认识 立即整改}   # <- TXT01
    """,
)
