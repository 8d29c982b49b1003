"""STA04: the same person declared it done and closed it."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import sent_back
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.saying import is_same_name
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did, Level, State


def finisher_closed(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Whoever closed it is not who last declared it done before that; what was reopened since is a note."""
    doer = ""
    for index, entry in enumerate(issue.history):
        if entry.did is Did.FINISH:
            doer = entry.by
        elif entry.did is Did.CLOSE and doer and is_same_name(entry.by, doer):
            said = text("{by} also declared it done", by=entry.by)
            if any(later.did is Did.REOPEN for later in issue.history[index + 1 :]):
                past = text("{said}; nothing rests on this any more", said=said)
                yield Fault(("history", index, "by"), past, level=Level.INFO)
            else:
                yield Fault(("history", index, "by"), said, sent_back(issue.id, State.CLOSED))


RULE = Rule(
    code="STA04",
    title=text("closed by the one who declared it done"),
    why=text("完成 is said by the unit, 销号 by somebody else: nobody signs off their own work."),
    also=((Level.INFO, text("that on which nothing rests any more")),),
    fix=text("reopen it and let the verifier close it: inspect reopen ID --reason …"),
    waivable=False,
    issue=finisher_closed,
    good="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 两清已落实}
          - {at: 2020-11-10T10:00:00+08:00, by: 巡察二组联络员, did: close, from: done, to: closed}
        state: closed
    """,
    bad="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 两清已落实}
          - {at: 2020-11-10T10:00:00+08:00, by: 城管局整改办, did: close, from: done, to: closed}   # <- STA04
        state: closed
    """,
)
