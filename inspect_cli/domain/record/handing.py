"""What an unfinished item hands on to the feedback item that goes on with it."""

from __future__ import annotations

from inspect_cli.domain.record.declaration import fields_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.words import Did


def handed_on(issue: Issue) -> dict[str, object]:
    """By field: all that is declared to be carried, and of the measures those that were not done when it was carried."""
    carried = issue.last(Did.CARRY)
    day = issue.history[carried].at.date() if carried is not None else None
    still_open = tuple(one for one in issue.measures if one.done_on is None or (day is not None and one.done_on > day))
    return {name: getattr(issue, name) for name, one in fields_of(Issue).items() if one.known.carries} | {"measures": still_open}
