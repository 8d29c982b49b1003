"""When an item is due, how late it is on a day, and on which days that changes: nobody else reckons with due dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from inspect_cli.domain.record.issue import Issue, Measure
from inspect_cli.domain.record.round import Limit, Round
from inspect_cli.domain.words import Channel

SOON = 7
"""Days before its due date from which on an item is due soon."""


def due_date(issue: Issue, round_: Round) -> date | None:
    """The day the issue is due; without one of its own a `during` item is due when the team leaves."""
    return issue.due or (round_.ends if issue.channel is Channel.DURING else None)


def days_until(day: date | None, today: date) -> int | None:
    """Days from today to that day (negative when past); None where there is no day."""
    return (day - today).days if day else None


def days_left(issue: Issue, round_: Round, today: date) -> int | None:
    """Days from today to the due date; None when the issue is not waited for or has no date."""
    return days_until(due_date(issue, round_), today) if _is_waited_for(issue) else None


def is_late(left: int | None) -> bool:
    """So many days left: the due date has passed."""
    return left is not None and left < 0


def is_soon(left: int | None) -> bool:
    """So many days left: today or within the days that are called soon."""
    return left is not None and 0 <= left <= SOON


def is_silent(issue: Issue, today: date) -> bool:
    """Nothing was written into its history for more than the days within which something is due soon."""
    return not issue.history or is_late(days_until(issue.history[-1].at.date() + timedelta(days=SOON), today))


def is_measure_late(measure: Measure, issue: Issue, today: date) -> bool:
    """A step of an issue that is waited for is not done, and its own due date has passed."""
    return measure.done_on is None and _is_waited_for(issue) and is_late(days_until(measure.due, today))


def is_review_late(issue: Issue, today: date) -> bool:
    """A long-term item that is waited for was to be looked at before today."""
    plan = issue.long_term
    return plan is not None and _is_waited_for(issue) and is_late(days_until(plan.review_on, today))


SLACK = 1
"""Days by which it may be later elsewhere than here: so far apart are the clocks of two places on earth, and no further."""


def lies_ahead(day: date, today: date) -> bool:
    """The day has come nowhere yet."""
    return day > horizon(today)


def horizon(today: date) -> date:
    """The last day that may have come somewhere; everything after it lies ahead."""
    return today + min(timedelta(days=SLACK), date.max - today)


def comes(day: date) -> date:
    """The first day on which the day does not lie ahead."""
    return day - timedelta(days=SLACK)


def outlasts_the_team(channel: Channel, due: date | None, round_: Round) -> bool:
    """A `during` item with this due date would be due after the end of the on-site period."""
    return channel is Channel.DURING and due is not None and round_.ends is not None and due > round_.ends


def _is_waited_for(issue: Issue) -> bool:
    return issue.is_open and issue.is_counted


# -- the days on which an answer changes -------------------------------------------------------------------------------


def turns(issues: Iterable[Issue], round_: Round) -> Iterator[date]:
    """Every day on which one of the issues becomes due soon, or late."""
    for due in {due_date(issue, round_) for issue in issues if _is_waited_for(issue)}:
        yield from day_after(due)
        if due and due.toordinal() > SOON:
            yield due - timedelta(days=SOON)


def day_after(day: date | None) -> Iterator[date]:
    """The next day; none after no day, or after the last one of the calendar."""
    if day and day < date.max:
        yield day + timedelta(days=1)


def holds(turning: Iterable[date], today: date) -> tuple[date, date]:
    """The days from the first (included) to the second (left out) on which what turns on these days is as it is today."""
    days = set(turning)
    return max((day for day in days if day <= today), default=date.min), min((day for day in days if day > today), default=date.max)


def holds_today(today: date) -> tuple[date, date]:
    """The days on which an answer holds that may change every day."""
    return holds([today, *day_after(today)], today)


# -- limits ------------------------------------------------------------------------------------------------------------


def months_later(day: date, months: int) -> date:
    """The same day `months` later, clamped to the month's end: 2020-11-30 and three months is 2021-02-28."""
    from calendar import monthrange  # costs a tenth of what a help page does, and few ask

    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def limit_ends(day: date, limit: Limit) -> date | None:
    """The last day of a limit that starts to run on `day`; None where the limit names no time, or one past the calendar."""
    try:
        return months_later(day, limit.months or 0) + timedelta(days=limit.days or 0) if limit.months or limit.days else None
    except (ValueError, OverflowError):
        return None
