"""The days on which something happened, as a record tells them: none of them is still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from inspect_cli.domain.record.declaration import fields_of, parts_of
from inspect_cli.domain.record.issue import Issue

if TYPE_CHECKING:
    from inspect_cli.yamlsplice.change import Route


def happened(issue: Issue) -> Iterator[tuple[Route, date]]:
    """Every day on which the record says that something happened, with its route."""
    for route, name in _PLACES:
        if not route:
            yield from _told((name,), getattr(issue, name))
            continue
        held = getattr(issue, route[0])
        for index, part in enumerate(held if isinstance(held, tuple) else ()):
            yield from _told((*route, index, name), getattr(part, name))


_PLACES = tuple((route, one.name) for route, record in parts_of(Issue) for one in fields_of(record).values() if one.known.happened)
"""The fields that tell such a day: of the record itself, and of what its lists hold."""


def _told(route: Route, said: date | datetime | None) -> Iterator[tuple[Route, date]]:
    if said is not None:
        yield route, said.date() if isinstance(said, datetime) else said
