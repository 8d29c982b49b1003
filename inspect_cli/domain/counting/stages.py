"""How far a round has come on a day, and which written report is due when.

No statutory number is safe (on-site periods of 7 to 89 days, report limits of 2, 3 and 6 months were seen), so every
limit comes from the round itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inspect_cli.domain.counting.deadlines import day_after, limit_ends
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Channel, Stage


def report_kind(round_: Round, today: date) -> Channel:
    """Which written report comes next: the one on `during` items until the day of the feedback meeting, then the one on feedback."""
    return Channel.FEEDBACK if round_.feedback_on and round_.feedback_on <= today else Channel.DURING


def report_due(round_: Round, today: date) -> date | None:
    """When that report must be there: the end of the on-site period, or the feedback day plus the round's own limit."""
    if round_.feedback_on is None or report_kind(round_, today) is Channel.DURING:
        return round_.ends
    limit = round_.deadlines.feedback_report if round_.deadlines else None
    return limit_ends(round_.feedback_on, limit) if limit else None


def stage_turns(round_: Round) -> Iterator[date]:
    """Every day on which the stage or the next report changes by the calendar alone."""
    yield from (day for day in (round_.starts, round_.feedback_on) if day)
    yield from day_after(round_.ends)


def has_left(round_: Round, day: date) -> bool:
    """The on-site period is over on this day: the team has left."""
    return round_.ends is not None and day > round_.ends


def stage(round_: Round, today: date, all_closed: bool) -> Stage | None:
    """How far the round has come; `all_closed` says that it counts issues and every one is closed. None: the round's file is unreadable."""
    if round_.starts is None:
        return None
    if today < round_.starts:
        return Stage.PLANNED
    if round_.feedback_on and round_.feedback_on <= today:
        return Stage.FINISHED if all_closed else Stage.RECTIFYING
    if round_.ends is None or today <= round_.ends:
        return Stage.ON_SITE
    return Stage.AWAITING_FEEDBACK


def is_on_site(round_: Round, today: date) -> bool:
    """The round is open today: the team is there."""
    return stage(round_, today, all_closed=False) is Stage.ON_SITE


def feedback_objection(round_: Round, day: date, today: date | None = None) -> tuple[Text, Text] | None:
    """Why the feedback meeting cannot be recorded for this day, and how to go on; None when it can."""
    if round_.feedback_on and round_.feedback_on != day:
        return (
            text("round {round} has its feedback day already: {day}; a deadline rests on it", round=round_.id, day=round_.feedback_on),
            text("if it was a mistake: inspect edit {round}", round=round_.id),
        )
    if round_.starts and day < round_.starts:
        return text("{day} lies before the first day on site, {starts}", day=day, starts=round_.starts), text("name the day with --on DATE")
    if today and day > today:
        how = text("record the meeting when it has taken place: inspect feedback {round} --on DATE", round=round_.id)
        return text("{day} is still to come", day=day), how
    return None
