"""STA02: the history holds a move that the lifecycle does not know."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.lifecycle.moves import BY_VERB, is_legal
from inspect_cli.domain.mending import brought_back
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Level, State


def impossible_move(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every moving entry is a row of the table and goes on where the last one ended; nothing is done to a void item."""
    now: State | None = None
    for index, entry in enumerate(issue.history):
        if entry.to is None and entry.from_ is None:
            if now is State.VOID and entry.did in BY_VERB:
                said = text("{did} after the item was void: nothing follows on that", did=entry.did)
                yield Fault(("history", index), said, brought_back(ledger.round.id, issue.id))
        elif entry.from_ is not now or not is_legal(entry.did, entry.from_, entry.to):
            past = issue.state is State.VOID and entry.to is not State.VOID
            remedy = brought_back(ledger.round.id, issue.id)
            yield Fault(("history", index), _not_led(entry, now), remedy, level=Level.INFO if past else None)
        now = entry.to or now


def _not_led(entry: Entry, now: State | None) -> Text:
    """It goes from another state than the one that was reached, or where its verb does not lead."""
    if now is None:
        return text("{did} ({to}) without having been registered", did=entry.did, to=entry.to or "—")
    if entry.to is None:
        return text("no state is moved by {did}, and this says from {start}", did=entry.did, start=entry.from_)
    if entry.from_ is not now and is_legal(entry.did, entry.from_, entry.to):
        return text("{did} goes from {start}, and the item was {now}", did=entry.did, start=entry.from_ or "—", now=now)
    return text("{did} does not lead from {start} to {to}", did=entry.did, start=now, to=entry.to)


RULE = Rule(
    code="STA02",
    title=text("an impossible move in the history"),
    why=text("Done without having started, closed without having been done: the steps between were skipped or invented."),
    also=((Level.INFO, text("of an item that is void, on which nothing rests")),),
    fix=text(
        "bring the version before it back from git, inspect restore FILE --at REVISION, and do the steps with their commands; "
        "nothing can be entered between what stands there"
    ),
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
