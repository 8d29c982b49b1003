"""STA02: the history holds a move that the lifecycle does not know."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.lifecycle.moves import BY_VERB, is_legal
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level, State


def impossible_move(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every moving entry is a row of the table and goes on where the last one ended; nothing is done to a void item."""
    now: State | None = None
    for index, entry in enumerate(issue.history):
        if entry.to is None and entry.from_ is None:
            if now is State.VOID and entry.did in BY_VERB:
                yield Fault(("history", index), text("{did} after the item was void: nothing follows on that", did=entry.did))
        elif entry.from_ is not now or not is_legal(entry.did, entry.from_, entry.to):
            past = issue.state is State.VOID and entry.to is not State.VOID
            said = text("{did} does not lead from {start} to {to}", did=entry.did, start=now or "—", to=entry.to or "—")
            yield Fault(("history", index), said, level=Level.INFO if past else None)
        now = entry.to or now


RULE = Rule(
    code="STA02",
    title=text("an impossible move in the history"),
    why=text("Done without having started, closed without having been done: the steps between were skipped or invented."),
    fix=text("correct the entry, or do the missing steps with their commands"),
    waivable=False,
    issue=impossible_move,
    good="""
        state: in_progress
    """,
    bad="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: finish, from: registered, to: done}   # <- STA02
        state: done
    """,
)
