"""A history told once more against the lifecycle's table: which of its entries no command could have written where they stand.

Commands are refused before they write; a history that was put together from two is judged afterwards, by the same table.
It knows what a history tells: states, what was carried, and which measures and evidence came, were done and went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from inspect_cli.domain.lifecycle import guards
from inspect_cli.domain.lifecycle.moves import BY_VERB
from inspect_cli.domain.record.deeds import Became, deed_of, parts_that
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, State


@dataclass(frozen=True, slots=True)
class ImpossibleEntry:
    """An entry that could not be made when its turn came, and why."""

    entry: Entry
    reason: Text


@dataclass(frozen=True, slots=True)
class ReplayPoint:
    """Where an issue stands between two entries: `undone` measures are among the `present` parts, `named` ids are never given out again."""

    state: State | None
    carried: bool
    present: frozenset[str]
    undone: frozenset[str]
    named: frozenset[str]

    def some(self, letter: str) -> bool:
        """There is a part of this kind: `m` a measure, `e` a piece of evidence."""
        return any(name.startswith(letter) for name in self.present)


def impossible(issue: Issue) -> list[ImpossibleEntry]:
    """Every entry of the history that its predecessors rule out."""
    now = _beginning(issue)
    found: list[ImpossibleEntry] = []
    for entry in issue.history:
        found += [ImpossibleEntry(entry, reason) for reason in _objections(now, entry)]
        now = _after(now, entry)
    return found


def dropped(issue: Issue) -> frozenset[str]:
    """The measures and the evidence that an entry says were dropped."""
    return parts_that(issue, Became.GONE)


def at_odds(issue: Issue) -> dict[str, Text]:
    """What the record holds at odds with its own history, by the field: parts that are there or not, and what a finished issue lacks."""
    found: dict[str, Text] = {}
    for field, parts in (("measures", issue.measures), ("evidence", issue.evidence)):
        odd = {part.id for part in parts} ^ {name for name in _end(issue).present if name.startswith(field[0])}
        if odd:
            found[field] = text(
                "{field}: {parts} came or went, as the history has it, and the record does not", field=field, parts=sorted(odd)
            )
    if issue.state in (State.DONE, State.CLOSED):
        undone = [measure.id for measure in issue.measures if measure.done_on is None]
        if undone or not issue.measures:
            found["measures"] = text("it would be {state} with measures that are not done: {measures}", state=issue.state, measures=undone)
        if not issue.is_proven:
            found["evidence"] = text("it would be {state} without evidence", state=issue.state)
    return found


def _end(issue: Issue) -> ReplayPoint:
    """Where its history leads to."""
    return reduce(_after, issue.history, _beginning(issue))


def _told(entry: Entry, became: Became) -> frozenset[str]:
    """The parts that the entry says this of."""
    deed = deed_of(entry)
    return frozenset(deed.parts) if deed and deed.became is became else frozenset()


def _beginning(issue: Issue) -> ReplayPoint:
    """Parts that no entry brought were there from the start, as in a carried item; what no entry says is done was done then."""
    held = {measure.id: measure.done_on for measure in issue.measures} | dict.fromkeys((piece.id for piece in issue.evidence), None)
    done, dropped = parts_that(issue, Became.DONE), parts_that(issue, Became.GONE)
    present = frozenset(held) | done | dropped
    present -= parts_that(issue, Became.CAME)
    undone = frozenset(name for name in present if name.startswith("m") and (name in done or held.get(name) is None))
    return ReplayPoint(None, False, present, undone, present)


def _after(now: ReplayPoint, entry: Entry) -> ReplayPoint:
    added, dropped, done = _told(entry, Became.CAME), _told(entry, Became.GONE), _told(entry, Became.DONE)
    return replace(
        now,
        state=entry.to or now.state,
        carried=now.carried or entry.did is Did.CARRY,
        present=(now.present | added) - dropped,
        undone=(now.undone | frozenset(name for name in added if name.startswith("m"))) - dropped - done,
        named=now.named | added,
    )


_TOLD: Mapping[guards.Guard, Callable[[ReplayPoint], bool]] = {
    guards.has_measure: lambda now: now.some("m"),
    guards.every_measure_done: lambda now: now.some("m") and not now.undone,
    guards.has_evidence: lambda now: now.some("e"),
}
"""The conditions of a move that a history can still answer for."""


def _objections(now: ReplayPoint, entry: Entry) -> Iterator[Text]:
    """Why the entry could not be made here; `edit`, `renumber` and `merge` always can."""
    move = BY_VERB.get(entry.did)
    if move is None:
        return
    what = {"did": entry.did, "by": entry.by, "day": entry.at.date()}
    if now.carried and entry.did is not Did.VOID:
        yield text("{did} ({by}, {day}) comes after it was carried into feedback", **what)
    elif (now.state not in move.starts) if move.starts else now.state is not None:
        yield text("{did} ({by}, {day}) is not possible any more: it is {state} by then", **what, state=now.state)
    elif not all(_TOLD[guard](now) for guard in move.needs if guard in _TOLD):
        yield text("{did} ({by}, {day}) lacks what it needs by then: measures, all of them done, or evidence", **what)
    twice = _told(entry, Became.CAME) & now.named
    gone = (_told(entry, Became.GONE) - now.present) | (_told(entry, Became.DONE) - now.undone)
    if twice:
        yield text("{did} ({by}, {day}): {parts} {parts:was|were} given out before", **what, parts=sorted(twice))
    if gone:
        yield text("{did} ({by}, {day}): {parts} {parts:is|are} gone or done by then", **what, parts=sorted(gone))
