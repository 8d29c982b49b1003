"""What a decision changes in a record: values on paths. Knows neither files nor YAML; `store/splice` carries it out.

A path names keys and list indices from the top of the record: `("measures", 0, "done_on")`.
"""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """The value at `path` becomes `value`; None empties it. Parents that are missing are made."""

    path: Path
    value: object


@dataclass(frozen=True, slots=True)
class Append:
    """The list at `path` gets `value` as its last entry; a list that is missing is made."""

    path: Path
    value: object


@dataclass(frozen=True, slots=True)
class Insert:
    """The list at `path` gets `value` as its entry number `at`; the entries from there on move down by one."""

    path: Path
    at: int
    value: object


@dataclass(frozen=True, slots=True)
class Remove:
    """The list entry or the mapping key at `path` goes."""

    path: Path


Change = Set | Append | Insert | Remove
