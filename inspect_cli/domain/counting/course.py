"""How the counts of a round went, day by day: from the states in which it was, and the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inspect_cli.domain.counting import deadlines
from inspect_cli.domain.counting.counts import tally
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import OPEN_STATES, State


@dataclass(frozen=True, slots=True)
class Moment:
    """The round after a commit of that day, until the next moment."""

    day: date
    commit: str
    round: Round
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """The counts on one day. `total` is open + done + closed; what is overdue is open."""

    day: date
    commit: str
    total: int
    open: int
    done: int
    closed: int
    overdue: int

    @property
    def numbers(self) -> tuple[int, int, int, int, int]:
        """What is counted."""
        return self.total, self.open, self.done, self.closed, self.overdue


def by_commit(moments: Sequence[Moment]) -> list[Point]:
    """One point a commit, as of its day."""
    return [_point(one, one.day) for one in moments]


def by_day(moments: Sequence[Moment], today: date) -> list[Point]:
    """One point for each day on which a number changed, by a commit or by the calendar, and one for the last day.

    The last day is today, or that of the last commit where that is later.
    """
    points: list[Point] = []
    for day, moment in _days(moments, today):
        point = _point(moment, day)
        if not points or point.numbers != points[-1].numbers or day == max(today, moments[-1].day):
            points.append(point)
    return points


def _days(moments: Sequence[Moment], today: date) -> Iterator[tuple[date, Moment]]:
    """The days on which something may change, with the moment that holds at their end."""
    last = max([today, *(one.day for one in moments)]) if moments else today
    turns = {one.day for one in moments} | {last}
    for one in moments:
        turns |= {day for day in deadlines.turns(one.issues, one.round) if day <= last}
    now: Moment | None = None
    waiting = sorted(moments, key=lambda moment: moment.day)  # stable: of one day's commits the last one holds
    for day in sorted(turns):
        while waiting and waiting[0].day <= day:
            now = waiting.pop(0)
        if now:
            yield day, now


def _point(moment: Moment, day: date) -> Point:
    counts = tally(Ledger(round=moment.round, issues=moment.issues, today=day), moment.issues)
    still = sum(counts.states[state] for state in OPEN_STATES)
    return Point(day, moment.commit, counts.total, still, counts.states[State.DONE], counts.states[State.CLOSED], counts.overdue)
