"""DIF01: a record is gone, or was dropped."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did, State


def record_gone(before: Issue, later_round: str = "") -> Iterator[Regression]:
    """Absence is not closure: nothing can explain a record that is not there, or an unfinished item that no later round took over."""
    if later_round:
        said = text("{state}, and no issue of {round} is linked to it: {title}", state=before.state, round=later_round, title=before.title)
        fix = text("record it there with its link: inspect add --round {round} --recurs …", round=later_round)
    else:
        said = text("the record is gone: {title} ({state})", title=before.title, state=before.state)
        fix = text("bring it back: inspect restore {id}; what was recorded by mistake: inspect void {id} …", id=before.id)
    yield Regression(("id",), said, fix, before=before.title, kind="record")


def record_dropped(c: Comparison) -> Iterator[Regression]:
    """An item that was made void leaves the totals; the `void` entry says why, and who agreed. Without one the state has jumped (DIF07)."""
    if c.after.state is State.VOID and c.before.state is not State.VOID and c.entry(Did.VOID):
        why = c.entry(Did.VOID, "note", "approved_by")
        yield Regression(("state",), text("the item was made void"), before=c.before.state, after=c.after.state, explained_by=why)


RULE = Rule(
    code="DIF01",
    title=text("a record gone without a void"),
    why=text("漏项: a finding that leaves the ledger is neither rectified nor answered for. The file of a void item stays."),
    fix=text("bring the record back; what was recorded by mistake is made void: inspect void ID --reason … --approved-by …"),
    waivable=False,
    gone=record_gone,
    pair=record_dropped,
    good="""
        state: in_progress
        ---
        state: void
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 巡察二组联络员, did: void, from: in_progress, to: void, note: 重复登记, approved_by: 巡察办}
    """,
    bad="""
        id: CG-D001   # <- DIF01
        title: 一条后来不见了的问题
    """,
)
