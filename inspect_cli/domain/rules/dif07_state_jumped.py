"""DIF07: the state moved without a legal move."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.movers import moved_by_another
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import State


def moved_without_right(c: Comparison) -> Iterator[Regression]:
    """The state moved, by moves that their commands would have allowed, and by people who may make them."""
    jumped = list(state_jumped(c))
    yield from (*jumped, *moved_by_another(c))
    parts = (c.before.measures, c.before.evidence) != (c.after.measures, c.after.evidence)
    if not any(one.explained_by is None for one in jumped) and (parts or any(c.after.history[at].to for at in c.new_entries)):
        yield from ungrounded(c)


def state_jumped(c: Comparison) -> Iterator[Regression]:
    """The new entries lead, move by legal move, from the old state to the new one; a step back needs one that says so."""
    before, after, now = c.before.state, c.after.state, c.before.state
    if before is after and not any(c.after.history[index].to for index in c.new_entries):
        return
    from inspect_cli.domain.lifecycle.moves import is_legal  # the table, only where something moved

    last = None
    for index in c.new_entries:
        entry = c.after.history[index]
        if entry.to and entry.from_ is now and is_legal(entry.did, entry.from_, entry.to):
            now, last = entry.to, index
    if now is not after:
        yield Regression(
            ("state",),
            text("{before} became {after} without a legal move", before=before, after=after),
            text("inspect why {id}", id=c.after.id),
            before=before,
            after=after,
        )
    elif last is not None and after is not State.VOID and after.rank < before.rank:
        said, why = text("{before} went back to {after}", before=before, after=after), text("inspect why {id}", id=c.after.id)
        yield Regression(("state",), said, why, before=before, after=after, explained_by=("history", last))


def ungrounded(c: Comparison) -> Iterator[Regression]:
    """A move lacks what it needs (the first thing of each), and did not before; a waiver of STA08 explains that too. Void is for DIF01."""
    from inspect_cli.domain.lifecycle.conditions import unfounded  # the table, only where something was done

    history = c.after.history
    now = [one for one in unfounded(c.after) if not one.settled and history[one.place].to not in (None, State.VOID)]
    known = [one.said for issue in (c.before, *c.others) for one in unfounded(issue)] if now else []
    fresh = {one.place: one for one in reversed(now) if one.said not in known}
    waived = next((("waivers", at) for at, waiver in enumerate(c.after.waivers) if waiver.rule == "STA08"), None)
    for index, one in sorted(fresh.items()):
        remedy = one.remedy(c.after.id, c.after.state)
        yield Regression(("history", index), one.said, remedy, after=history[index], explained_by=waived)


RULE = Rule(
    code="DIF07",
    title=text("state moved other than by a legal move of the history"),
    why=text("A state that changes by editing skips every condition of the step."),
    fix=text("do the step with its command: inspect why ID"),
    pair=moved_without_right,
    good="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
        ---
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 城管局整改办, did: nearly, from: in_progress, to: basically_done, note: 还差一台车}
        state: basically_done
    """,
    bad="""
        state: in_progress
        ---
        state: done   # <- DIF07
    """,
)
