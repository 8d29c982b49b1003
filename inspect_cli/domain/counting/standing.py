"""Where one round stands, in one line: what an overview of all rounds needs of it, and until when that holds.

The days on which the calendar alone changes it are few, so an answer that was worked out once holds for weeks, or for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inspect_cli.domain.counting import deadlines
from inspect_cli.domain.counting.counts import Tally, tally
from inspect_cli.domain.counting.gate import is_ready
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.counting.stages import stage, stage_turns
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
        is_ready(ledger, findings),
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
    return deadlines.holds([*stage_turns(ledger.round), *deadlines.turns(ledger.issues, ledger.round)], ledger.today)
