"""That something is not saved yet: one line, where there is something."""

from __future__ import annotations

from datetime import date

from inspect_cli.domain.counting.pending import Unsaved
from inspect_cli.domain.text import Text, text
from inspect_cli.views.page import Lines, Page, Tone, line

SAVE = text("inspect save")


def note(found: Unsaved | None, today: date) -> Page:
    """The line, in a tone that grows with the age of what is not saved; nothing where all is, or nobody knows."""
    if not found or not found.changes:
        return ()
    return (Lines([line(said(found, today), Tone.WARN if found.is_old(today) else Tone.PLAIN, SAVE)]),)


def said(found: Unsaved, today: date) -> Text:
    """How much is not saved, and since when."""
    if found.since is None or found.since >= today:
        return text("{count} {count:change|changes} of today {count:is|are} not saved yet", count=found.changes)
    if found.is_old(today):
        return _LONG.about(count=found.changes, day=found.since, days=found.days(today))
    return text("{count} {count:change|changes} {count:is|are} not saved yet, the oldest of {day}", count=found.changes, day=found.since)


def of_one(found: Unsaved | None, today: date) -> Page:
    """The same of one record."""
    if not found or not found.changes:
        return ()
    tone = Tone.WARN if found.is_old(today) else Tone.PLAIN
    return (
        Lines([line(text("of this issue {count} {count:change|changes} {count:is|are} not saved yet", count=found.changes), tone, SAVE)]),
    )


_LONG = text("{count} {count:change|changes} {count:is|are} not saved, the oldest of {day}, for {days} {days:day|days} now")
