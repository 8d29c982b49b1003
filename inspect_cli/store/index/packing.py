"""Values of the domain as plain ones (strings, numbers, tuples, lists), and back: for a shelf, which keeps nothing else."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from inspect_cli.domain import words
from inspect_cli.domain.counting.counts import Tally
from inspect_cli.domain.counting.standing import Standing
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.declaration import parts_of
from inspect_cli.domain.record.issue import Waiver
from inspect_cli.domain.record.links import IssueStub, LinkedRecord
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text
from inspect_cli.store.complaint import Complaint
from inspect_cli.yamlsplice.place import Place

_RECORDS = {
    kind.__name__: kind for kind in (Finding, Standing, Tally, Text, *(part for one in (Waiver, Round) for _, part in parts_of(one)))
}
_TUPLES = {kind.__name__: kind for kind in (Complaint, IssueStub, LinkedRecord, Place, words.Word)}
_WORDS = {kind.__name__: kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, StrEnum)}


def packed(value: object) -> Any:
    """The value in plain ones; what is no plain value becomes a tuple that starts with its kind."""
    kind = type(value)
    if value is None or kind in (str, int, bool):
        return value
    name = kind.__name__
    if name in _RECORDS:
        return (name, *[packed(getattr(value, field.name)) for field in dataclasses.fields(_RECORDS[name])])
    if name in _TUPLES:
        return (name, *[packed(item) for item in value])  # type: ignore[attr-defined]
    if isinstance(value, StrEnum):
        return name, value.value
    if isinstance(value, Counter):
        return "Counter", [(packed(key), count) for key, count in value.items()]
    if isinstance(value, Mapping):
        return "dict", [(packed(key), packed(item)) for key, item in value.items()]
    if isinstance(value, tuple | list):
        return name, [packed(item) for item in value]
    if isinstance(value, datetime | date):
        return name, value.isoformat()
    if isinstance(value, Decimal):
        return name, str(value)
    raise TypeError(f"{name} cannot be kept")


def unpacked(plain: Any) -> Any:
    """The value that was packed."""
    return _MAKE[plain[0]](plain) if type(plain) is tuple else plain


def _record(kind: type) -> Callable[[tuple[Any, ...]], Any]:
    names = [field.name for field in dataclasses.fields(kind)]
    return lambda plain: kind(**dict(zip(names, map(unpacked, plain[1:]), strict=True)))


def _tuple(kind: type) -> Callable[[tuple[Any, ...]], Any]:
    return lambda plain: kind(*[_MAKE[one[0]](one) if type(one) is tuple else one for one in plain[1:]])  # an archive holds many of these


_MAKE: dict[str, Callable[[Any], Any]] = {
    "Counter": lambda plain: Counter({unpacked(key): count for key, count in plain[1]}),
    "dict": lambda plain: {unpacked(key): unpacked(item) for key, item in plain[1]},
    "tuple": lambda plain: tuple([unpacked(item) for item in plain[1]]) if plain[1] else (),
    "list": lambda plain: [unpacked(item) for item in plain[1]],
    "datetime": lambda plain: datetime.fromisoformat(plain[1]),
    "date": lambda plain: date.fromisoformat(plain[1]),
    "Decimal": lambda plain: Decimal(plain[1]),
    **{name: _record(kind) for name, kind in _RECORDS.items()},
    **{name: _tuple(kind) for name, kind in _TUPLES.items()},
    **{name: {(name, one.value): one for one in kind}.__getitem__ for name, kind in _WORDS.items()},
}
"""How a value of each kind is made again."""
