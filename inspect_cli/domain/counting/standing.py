"""Where one round stands, in one line: what an overview of all rounds needs of it, and until when that holds.

The days on which the calendar alone changes it are few, so an answer that was worked out once holds for weeks, or for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inspect_cli.domain.counting.counts import Tally, tally
from inspect_cli.domain.counting.deadlines import stage
from inspect_cli.domain.counting.gate import blockers
from inspect_cli.domain.counting.ledger import SOON, Ledger
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import Stage


@dataclass(frozen=True, slots=True)
class Standing:
    """One round on one day. `issues` counts every readable record, also void and carried ones."""

    round: Round
    stage: Stage | None
    counts: Tally
    issues: int
    ready: bool
    """Nothing stands in the way of the next written report."""
    overdue: tuple[str, ...]
    """`ROUND/ID`, the longest overdue first."""
    due_soon: tuple[str, ...]
    findings: tuple[Finding, ...]
    """What could not be read."""


def standing(ledger: Ledger, findings: Sequence[Finding]) -> Standing:
    """The standing of the ledger's round on the ledger's day."""
    return Standing(
        ledger.round,
        stage(ledger.round, ledger.today, ledger.all_closed),
        tally(ledger, ledger.issues),
        len(ledger.issues),
        not blockers(ledger, findings),
        _by_due(ledger, ledger.is_overdue),
        _by_due(ledger, ledger.is_due_soon),
        tuple(findings),
    )


def _by_due(ledger: Ledger, wanted: Callable[[Issue], bool]) -> tuple[str, ...]:
    found = [(ledger.due(issue) or date.max, ledger.ref(issue)) for issue in ledger.issues if wanted(issue)]
    return tuple(ref for _, ref in sorted(found))


def newest_first(standings: Iterable[Standing]) -> list[Standing]:
    """By the first day on site, the latest first."""
    return sorted(standings, key=lambda one: (one.round.starts or date.min, one.round.id), reverse=True)


def holds(ledger: Ledger) -> tuple[date, date]:
    """The days from the first (included) to the second (left out) on which the standing is the same as on the ledger's day."""
    turns = sorted(set(_turns(ledger)))
    before = [day for day in turns if day <= ledger.today]
    after = [day for day in turns if day > ledger.today]
    return before[-1] if before else date.min, after[0] if after else date.max


def _turns(ledger: Ledger) -> Iterator[date]:
    """Every day on which the round's stage, its next report, or the lateness of an item changes."""
    round_ = ledger.round
    due = {ledger.due(issue) for issue in ledger.issues if issue.is_open and issue.is_counted}
    yield from (day for day in (round_.starts, round_.feedback_on) if day)
    yield from (day + timedelta(days=1) for day in (round_.ends, *due) if day and day < date.max)
    yield from (day - timedelta(days=SOON) for day in due if day and day.toordinal() > SOON)
