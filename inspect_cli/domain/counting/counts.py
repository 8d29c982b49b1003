"""Counting and rates, exactly as published tables do it: integers and decimals, never floats.

Checked against published figures (697 → 688, 4, 5 and 98.71%; 25 → 19, 6 and 76%): the rate counts what is done or closed,
基本完成 never, and rounds half up. A rounded rate never says 100% unless every item is done (1156 of 1157 is not 100%).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.ids import unit_of as unit_of_name
from inspect_cli.domain.record.issue import ANSWERS, Issue
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import NotFound
from inspect_cli.domain.words import COUNTED_STATES, Channel, State


def rate(part: int, whole: int, places: int) -> str | None:
    """`part` of `whole` as a percentage with up to `places` decimals, trailing zeros dropped; None for an empty base."""
    if whole == 0:
        return None
    step = Decimal(1).scaleb(-places)
    exact = Decimal(100 * part) / Decimal(whole)
    rounded = exact.quantize(step, ROUND_HALF_UP)
    if rounded >= 100 and part < whole:
        rounded = Decimal(100) - step
    digits = f"{rounded:f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One row of counts. `total` leaves void and carried items out; the states but `void` add up to it."""

    total: int = 0
    states: Counter[State]
    void: int = 0
    overdue: int = 0
    answered: int = 0
    places: int = 1

    @property
    def done_rate(self) -> str | None:
        """(done + closed) ÷ total."""
        return rate(self.states[State.DONE] + self.states[State.CLOSED], self.total, self.places)

    @property
    def closed_rate(self) -> str | None:
        """closed ÷ total."""
        return rate(self.states[State.CLOSED], self.total, self.places)


def is_answered(issue: Issue) -> bool:
    """Somebody has answered at least once (事事有回音)."""
    return issue.last(*ANSWERS) is not None


def tally(ledger: Ledger, issues: Iterable[Issue]) -> Tally:
    """The counts of these issues of the ledger on its day."""
    every = tuple(issues)
    counted = [issue for issue in every if issue.is_counted]
    return Tally(
        total=len(counted),
        states=Counter(issue.state for issue in counted),
        void=sum(issue.state is State.VOID for issue in every),
        overdue=sum(ledger.is_overdue(issue) for issue in counted),
        answered=sum(is_answered(issue) for issue in counted),
        places=ledger.round.rate_places,
    )


def rows(ledger: Ledger, units: Sequence[str]) -> list[tuple[str, Channel, Tally]]:
    """One row a unit and channel, also where there is nothing to count: zeros are printed, not dropped."""
    groups: dict[tuple[str, Channel], list[Issue]] = {(unit, channel): [] for unit in units for channel in Channel}
    for issue in ledger.issues:
        if (issue.unit, issue.channel) in groups:
            groups[issue.unit, issue.channel].append(issue)
    return [(unit, channel, tally(ledger, issues)) for (unit, channel), issues in groups.items()]


def unit_codes(ledger: Ledger) -> list[str]:
    """The round's units in its own order, then any that only the issues name: no issue falls out of the table."""
    known = [unit.code for unit in ledger.round.units]
    named = {issue.unit for issue in ledger.issues} | {unit_of_name(name) for name in ledger.unread if "-" in name}
    return known + sorted(named - set(known))


def unit_of(ledger: Ledger, typed: str | None) -> str | None:
    """The code of the unit that somebody typed, in any case; None where nothing was typed. Raises NotFound."""
    if not typed:
        return None
    codes = unit_codes(ledger)
    if typed.upper() not in codes:
        raise NotFound(text("round {round} has no unit {unit}", round=ledger.round.id, unit=typed), text("its units: {units}", units=codes))
    return typed.upper()


@dataclass(frozen=True, slots=True)
class Published:
    """One line of the table in the round's own words; `word` None is what no word of the profile covers."""

    word: str | None
    states: tuple[State, ...]
    count: int
    rate: str | None


def published(ledger: Ledger, issues: Iterable[Issue]) -> list[Published]:
    """The counts in the words that the round publishes; without a profile, one line a state. They always add up to the total."""
    counts = tally(ledger, issues)
    profile = ledger.round.profile or {}
    lines: list[tuple[str | None, tuple[State, ...]]] = [(word, tuple(states)) for word, states in profile.items()]
    if not profile:
        lines = [(None, (state,)) for state in COUNTED_STATES]
    missed = tuple(state for state in COUNTED_STATES if profile and not any(state in states for states in profile.values()))
    if missed and any(counts.states[state] for state in missed):
        lines.append((None, missed))
    covered = [(word, states, sum(counts.states[state] for state in states)) for word, states in lines]
    return [Published(word, states, count, rate(count, counts.total, counts.places)) for word, states, count in covered]
