"""The days on which something happened, as a record tells them: none of them is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from inspect_cli.domain.record.declaration import fields_of, parts_of
from inspect_cli.domain.record.issue import Issue

if TYPE_CHECKING:
    from inspect_cli.yamlsplice.change import Route


def happened(issue: Issue) -> Iterator[tuple[Route, date]]:
    """Every day on which the record says that something happened, with its route."""
    for name in _OWN:
        yield (name,), getattr(issue, name)
    for field, name in _OF_PARTS:
        for index, part in enumerate(getattr(issue, field)):
            said = getattr(part, name)
            if said is not None:
                yield (field, index, name), said.date() if type(said) is datetime else said


def latest(issue: Issue) -> date:
    """The last of these days; what is asked of every record, and mostly all that is asked."""
    days: list[date] = [read(issue) for read in _READ_OWN]
    for parts, of in _READ_DAYS:
        days += [day for part in parts(issue) if (day := of(part)) is not None]
    for parts, of in _READ_MOMENTS:
        days += [of(part).date() for part in parts(issue)]
    return max(days)


_LISTED = [(route, one) for route, record in parts_of(Issue) for one in fields_of(record).values() if one.known.happened and route]
_PLACES = [(route, one.name) for route, record in parts_of(Issue) for one in fields_of(record).values() if one.known.happened]
_OWN = tuple(name for route, name in _PLACES if not route)
_OF_PARTS = tuple((route[0], name) for route, name in _PLACES if route)
"""The fields that tell such a day: of the record itself, which always has them, and of the records in its lists."""
_READ_OWN = tuple(map(attrgetter, _OWN))
_READ_DAYS, _READ_MOMENTS = (
    tuple((attrgetter(route[0]), attrgetter(one.name)) for route, one in _LISTED if (one.kind is datetime) == with_time)
    for with_time in (False, True)
)
"""The same as functions: those of a day, which may be missing, and those of a moment, which never is."""
