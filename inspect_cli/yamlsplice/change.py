"""What a decision changes in a record: values on paths. Knows neither files nor YAML; `splice` carries it out.

A route names keys and list indices from the top of the record: `("measures", 0, "done_on")`.
"""

from __future__ import annotations

from dataclasses import dataclass

Route = tuple[str | int, ...]
"""Keys and indices that lead to a value in a record."""


@dataclass(frozen=True, slots=True)
class Set:
    """The value at `path` becomes `value`; None empties it. Parents that are missing are made."""

    path: Route
    value: object


@dataclass(frozen=True, slots=True)
class Append:
    """The list at `path` gets `value` as its last entry; a list that is missing is made."""

    path: Route
    value: object


@dataclass(frozen=True, slots=True)
class Insert:
    """The list at `path` gets `value` as its entry number `at`; the entries from there on move down by one."""

    path: Route
    at: int
    value: object


@dataclass(frozen=True, slots=True)
class Remove:
    """The list entry or the mapping key at `path` goes."""

    path: Route


Change = Set | Append | Insert | Remove
