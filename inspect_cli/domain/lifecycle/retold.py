"""An act as its history entry tells it, and the issue as that entry found it: what the table's conditions can be asked of once more.

A record holds only its present. What it cannot show any more is taken as it should have been: nobody is accused of what nobody knows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.record.deeds import PARTS, Became, deed_of, grants
from inspect_cli.domain.record.issue import Entry, Evidence, Issue, Measure
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.record.shape import DAY
from inspect_cli.domain.words import Did, RoundKind, State

_UNSETTLING = (*PARTS, Did.RETURN, Did.REOPEN, Did.CARRY, Did.VOID)
_UNKNOWN_ROUND = Round(id="", title="", kind=RoundKind.REGULAR, team="", units=(), on_site=None)
_SOME_DAY, _NEVER = date.min, date.max


class PartsInTime(NamedTuple):
    """The places of the entries that say of a measure or a piece of evidence that it came, was done first, or was dropped."""

    came: dict[str, int]
    done: dict[str, int]
    gone: dict[str, int]

    def there(self, index: int) -> list[str]:
        """What was there when this entry was made and is there no more."""
        return [name for name, at in self.gone.items() if at > index and self.came.get(name, -1) < index]


def parts_in_time(issue: Issue) -> PartsInTime:
    """What the history says of parts; one that it does not mention was there from the start."""
    found = PartsInTime({}, {}, {})
    for index, entry in enumerate(issue.history):
        deed = deed_of(entry)
        where = {Became.GONE: found.gone, Became.DONE: found.done, Became.CAME: found.came}[deed.became] if deed else {}
        for name in deed.parts if deed else ():
            where.setdefault(name, index)
    return found


def drops_a_part(entry: Entry) -> bool:
    """The entry says that a measure or a piece of evidence was taken away."""
    return entry.did in PARTS and (bool(entry.changes) or " drop:" in entry.note)


def act_of(issue: Issue, index: int) -> Act:
    """What was asked for, as far as entry and record still say it."""
    entry = issue.history[index]
    act = Act(verb=entry.did, by=entry.by, at=entry.at, note=entry.note, approved_by=entry.approved_by)
    if entry.did in PARTS:
        deed = deed_of(entry)
        return replace(act, drop=", ".join(deed.parts), note=deed.note) if deed and deed.became is Became.GONE else act
    if entry.did is Did.EXTEND:
        return _extending(issue, index, act)
    return _postponing(issue, index, act) if entry.did is Did.LONG_TERM else act


def _extending(issue: Issue, index: int, act: Act) -> Act:
    """Each entry has its extension, where there are as many of both."""
    granted = _extension(issue, index)
    if granted is None:
        return replace(act, due=_NEVER)
    one = issue.extensions[granted]
    return replace(act, due=one.to, note=act.note or one.reason, approved_by=act.approved_by or one.approved_by)


def _extension(issue: Issue, index: int) -> int | None:
    entries = [at for at, entry in enumerate(issue.history) if grants(entry)]
    return entries.index(index) if len(entries) == len(issue.extensions) else None


def _postponing(issue: Issue, index: int, act: Act) -> Act:
    """The record says of the last time alone what the goal was, and when it is looked at next."""
    plan = issue.long_term if index == issue.last(Did.LONG_TERM) else None
    if plan is None:
        return replace(act, goal="—", review_on=_NEVER)
    return replace(act, note=act.note or plan.reason, goal=plan.goal, review_on=plan.review_on)


def as_found(issue: Issue, index: int) -> Issue:
    """The issue as the entry found it: its parts, and what had been granted by then."""
    did = issue.history[index].did
    if did is Did.EXTEND:
        return _before_granting(issue, index)
    return issue if _is_as_it_was(issue, index) else _with_parts_of(issue, index)


def _is_as_it_was(issue: Issue, index: int) -> bool:
    """Nothing that came, went or was sent back since could make a difference to the act."""
    did = issue.history[index].did
    if did is Did.START:
        later = [entry.part or entry.note for entry in issue.history[index + 1 :] if entry.did is Did.MEASURE and not entry.changes]
        return any(measure.id not in later for measure in issue.measures)
    if did not in (Did.FINISH, Did.CLOSE):
        return True
    return not any(entry.did in _UNSETTLING for entry in issue.history[index + 1 :]) and not (
        did is Did.FINISH and _done_later(issue, index)
    )


def _done_later(issue: Issue, index: int) -> bool:
    day = issue.history[index].at.date()
    return any(measure.done_on and measure.done_on > day for measure in issue.measures)


def _with_parts_of(issue: Issue, index: int) -> Issue:
    parts, day, last = parts_in_time(issue), issue.history[index].at.date(), not is_settled(issue, index)

    def done_on(measure: Measure) -> date | None:
        """When it was done, if it was by then; where it was sent back since, what no entry says is not known."""
        by_then = parts.done.get(measure.id, -1) < index
        if not last and measure.id not in parts.came:
            return measure.done_on or _SOME_DAY
        if not last and measure.id in parts.done:
            return _SOME_DAY if by_then else None
        return measure.done_on if by_then and measure.done_on and measure.done_on <= day else None

    here = [measure for measure in issue.measures if parts.came.get(measure.id, -1) < index]
    pieces = [piece for piece in issue.evidence if parts.came.get(piece.id, -1) < index]
    gone = parts.there(index)
    return replace(
        issue,
        measures=(
            *(replace(measure, done_on=done_on(measure)) for measure in here),
            *(Measure(id=name, text="", done_on=_SOME_DAY) for name in gone if name.startswith("m")),
        ),
        evidence=(*pieces, *(Evidence(id=name, document="—") for name in gone if name.startswith("e"))),
    )


def _before_granting(issue: Issue, index: int) -> Issue:
    """The first extension of an item that had no date also wrote the original one."""
    granted = _extension(issue, index)
    if granted is None:
        return issue
    first = granted == 0 and issue.original_due == issue.extensions[0].to
    known = replace(issue, original_due=None, due=None, state=State.IN_PROGRESS) if first else issue
    stood = next((DAY.of(one.was) for one in issue.history[index].changes if one.field == "due" and one.was), known.due)
    return replace(known, extensions=issue.extensions[:granted], due=stood, history=issue.history[:index])


@lru_cache(maxsize=512)
def situation_of(day: date) -> Situation:
    """Of what lay around an act, a record shows the day."""
    return Situation(round=_UNKNOWN_ROUND, today=day)


def is_settled(issue: Issue, index: int) -> bool:
    """Nothing rests on the act any more: it was sent back since, or the item was carried or voided."""
    did, later = issue.history[index].did, issue.history[index + 1 :]
    if did in (Did.FINISH, Did.CLOSE) and any(entry.did in (Did.RETURN, Did.REOPEN) for entry in later):
        return True
    return any(entry.did is Did.CARRY or entry.to is State.VOID for entry in later) and not issue.is_counted
