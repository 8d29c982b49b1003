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
    for name in _OWN:
        yield (name,), getattr(issue, name)
    for field, name in _OF_PARTS:
        for index, part in enumerate(getattr(issue, field)):
            said = getattr(part, name)
            if said is not None:
                yield (field, index, name), said.date() if type(said) is datetime else said


_PLACES = [(route, one.name) for route, record in parts_of(Issue) for one in fields_of(record).values() if one.known.happened]
_OWN = tuple(name for route, name in _PLACES if not route)
_OF_PARTS = tuple((route[0], name) for route, name in _PLACES if route)
"""The fields that tell such a day: of the record itself, which always has them, and of the records in its lists."""
