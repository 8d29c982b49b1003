"""How much of what lies here is not saved yet: what the newest commit holds otherwise, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspect_cli.domain.counting import deadlines
from inspect_cli.domain.record.issue import Entry, Issue

LONG = 1
"""Days: what is older should have been saved."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """How many records and how many of their entries; in `changes` each entry counts, and each other record or paper once."""

    records: int = 0
    entries: int = 0
    changes: int = 0
    since: date | None = None
    """The day of the oldest change."""

    def is_old(self, today: date) -> bool:
        """Something was left unsaved for longer than it should be."""
        return self.days(today) > LONG

    def days(self, today: date) -> int:
        """How many the oldest change has waited."""
        return -(deadlines.days_until(self.since, today) or 0)


def new_entries(issue: Issue | None, before: Issue | None) -> list[Entry]:
    """The entries of a history that the saved one has not."""
    known = list(before.history) if before else []
    found = []
    for entry in issue.history if issue else ():
        if entry in known:
            known.remove(entry)
        else:
            found.append(entry)
    return found


def counted(records: Iterable[tuple[list[Entry], date | None]], papers: int) -> Unsaved:
    """The sum over changed records, of each its new entries and the day on which its file was written, and issued papers."""
    told = list(records)
    days = [max((entry.at.date() for entry in entries), default=written) for entries, written in told]
    return Unsaved(
        len(told),
        sum(len(entries) for entries, _ in told),
        sum(max(1, len(entries)) for entries, _ in told) + papers,
        min((day for day in days if day), default=None),
    )
