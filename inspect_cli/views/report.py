"""What a written report tells of one unit: counts, sums and items, before any wording. The same counts as `status`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inspect_cli.domain.counting import counts
from inspect_cli.domain.counting.counts import Published, Tally
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.issue import ANSWERS, Entry, Issue, Measure, Outcomes
from inspect_cli.domain.record.round import Round, Unit
from inspect_cli.domain.words import Channel, Did, MeasureKind, State

ORAL = "oral"


class ReportKind(StrEnum):
    """The written reports: one a channel, and the public one on what was fed back."""

    IMMEDIATE = "immediate"
    DURING = "during"
    FEEDBACK = "feedback"
    PUBLIC = "public"

    @property
    def channel(self) -> Channel:
        """The items that it speaks of."""
        return Channel.FEEDBACK if self is ReportKind.PUBLIC else Channel(self.value)


@dataclass(frozen=True, slots=True)
class Item:
    """One issue as a report tells of it."""

    issue: Issue
    due: date | None

    @property
    def answer(self) -> Entry | None:
        """The newest answer: progress, what is left, or the result."""
        return self._last(*ANSWERS)

    @property
    def finished(self) -> Entry | None:
        """When it was declared done, if it is."""
        return None if self.issue.is_open else self._last(Did.FINISH)

    @property
    def closed(self) -> Entry | None:
        """When it was verified and closed, if it is."""
        return self._last(Did.CLOSE) if self.issue.state is State.CLOSED else None

    @property
    def open_measures(self) -> tuple[Measure, ...]:
        """What is still to be done."""
        return tuple(measure for measure in self.issue.measures if measure.done_on is None)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not finished, as the record says it: why it takes long, what is left, why it was put off, why it was sent back."""
        left, back = self._last(Did.NEARLY, Did.PROGRESS), self._last(Did.RETURN, Did.REOPEN)
        said = [self.issue.long_term.reason if self.issue.long_term else ""]
        said += [entry.note for entry in (left, back) if entry]
        said += [extension.reason for extension in self.issue.extensions[-1:]]
        return tuple(dict.fromkeys(one for one in said if one))

    def _last(self, *did: Did) -> Entry | None:
        at = self.issue.last(*did)
        return None if at is None else self.issue.history[at]


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told. `items` are those that count, `carried` went on as feedback items, `withheld` are left out of a public report."""

    kind: ReportKind
    round: Round
    unit: Unit
    as_of: date
    counts: Tally
    published: tuple[Published, ...]
    notices: tuple[str, ...]
    """The numbers of the written notices, each once, in the order of the items."""
    oral: int
    """Items that were handed over orally."""
    outcomes: Outcomes
    """Summed over the items that count."""
    items: tuple[Item, ...]
    carried: tuple[Item, ...]
    every: tuple[Issue, ...]
    """All that it speaks of, also what it only counts: the team is told where each of them stands."""
    withheld: int = 0
    tells_voids: bool = False
    """How many were voided is said, which no paper says unasked."""

    @property
    def unfinished(self) -> tuple[Item, ...]:
        """Those that are still open."""
        return tuple(item for item in self.items if item.issue.is_open)

    @property
    def long_term(self) -> tuple[Item, ...]:
        """Those that cannot be done yet, each with reason and stage goal."""
        return tuple(item for item in self.items if item.issue.is_open and item.issue.long_term)

    def measures(self, kind: MeasureKind) -> list[tuple[Item, Measure]]:
        """The measures of a kind, item by item."""
        return [(item, measure) for item in self.items for measure in item.issue.measures if measure.kind is kind]


def report(ledger: Ledger, kind: ReportKind, unit: str) -> Report:
    """The report on a unit (its code) as of the ledger's day."""
    issues = [issue for issue in ledger.issues if issue.unit == unit and issue.channel is kind.channel]
    counted = [issue for issue in issues if issue.is_counted]
    handed_over = [issue for issue in issues if issue.state is not State.VOID]
    withheld = [issue for issue in counted if kind is ReportKind.PUBLIC and issue.withheld]
    return Report(
        kind=kind,
        round=ledger.round,
        unit=Unit(code=unit, name=ledger.round.unit_name(unit)),
        as_of=ledger.today,
        counts=counts.tally(ledger, issues),
        published=tuple(counts.published(ledger, issues)),
        notices=tuple(dict.fromkeys(issue.notice for issue in handed_over if issue.notice not in ("", ORAL))),
        oral=sum(issue.notice == ORAL for issue in handed_over),
        outcomes=_summed(issue.outcomes for issue in counted if issue.outcomes),
        items=tuple(Item(issue, ledger.due(issue)) for issue in counted if issue not in withheld),
        carried=tuple(Item(issue, ledger.due(issue)) for issue in handed_over if issue.carried_to),
        every=tuple(handed_over),
        withheld=len(withheld),
    )


def _summed(every: Iterable[Outcomes]) -> Outcomes:
    outcomes: Sequence[Outcomes] = list(every)
    people: dict[str, int] = {}
    for one in outcomes:
        for kind, number in one.people.items():
            people[kind] = people.get(kind, 0) + number
    return Outcomes(
        rules_made=sum(one.rules_made for one in outcomes),
        money_recovered=sum((one.money_recovered for one in outcomes), Decimal(0)),
        people=people,
    )
