"""What is known of a field stands beside its name, and here is how it is said and asked. Knows no single field.

A record is a frozen dataclass whose annotations are `Annotated[type, …, Known(…)]`. Both readers, the schema, merging, carrying,
the fingerprint, the differences, the ledger's columns and the labels on pages are derived from that, and from nothing else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin

from inspect_cli.domain.record.forms import Form
from inspect_cli.domain.record.shape import Shape
from inspect_cli.domain.words import Did, Word


class Way(Enum):
    """How a field is merged."""

    VALUE = "one value"
    LEAVES = "a mapping, key by key"
    PARTS = "records with an id, entry by entry"
    GROWING = "records that are only ever added"
    SET = "references, each there or not"


class Told(Enum):
    """To whom a written report may tell a field."""

    NOBODY = "nobody"
    TEAM = "those whom the report is written for"
    PUBLIC = "the public too"


class InLedger:
    """A field's column in the ledger. `key`, `head`: where they are not the field's own; `width`: in half-width characters.

    `names`: it says which record the row is about. `composed`: its cell is made of several fields, or cut; the table of columns says how.
    """

    def __init__(
        self, key: str = "", head: str = "", width: int = 12, hidden: bool = False, names: bool = False, composed: bool = False
    ) -> None:
        self.key, self.head, self.width = key, head, width
        self.hidden, self.names, self.composed = hidden, names, composed


class Known:
    """What is known of one field, beside its name, its type and its form.

    `zh`, `en`: what people call it. `by`: the acts that set or change it; `edit` is by hand, or by a cell. `way`: how it is merged,
    where the type does not say. `carries`: a `carry` hands it on to the feedback item. `rule`: the rule that judges a change of it
    between two versions, where it is a single one. `filled`: a list with nothing in it is no value. `flow`: a new one
    is written on one line, `{a: 1, b: 2}`. `who`: it names somebody, or a rule, and is no text of anybody's own. `happened`: the day
    of something that happened, which is never still to come.
    """

    def __init__(
        self,
        zh: str,
        en: str,
        *,
        by: tuple[Did, ...] = (),
        way: Way | None = None,
        carries: bool = True,
        rule: str = "",
        column: InLedger | None = None,
        told: Told = Told.NOBODY,
        who: bool = False,
        filled: bool = False,
        flow: bool = False,
        happened: bool = False,
    ) -> None:
        self.word = Word(zh, en)
        self.by, self.way, self.carries, self.rule = by, way, carries, rule
        self.column, self.told, self.filled, self.flow = column, told, filled, flow
        self.who, self.happened = who, happened


class Declared:
    """One field as it is declared. `kind` is its type without `| None`; `form` what a text of it looks like."""

    def __init__(self, name: str, kind: Any, known: Known, form: Form | Shape[Any] | None, default: Any) -> None:
        self.name, self.kind, self.known, self.form = name, kind, known, form
        self.required = default is dataclasses.MISSING
        self.default = None if self.required else default

    @property
    def key(self) -> str:
        """The name without the underscore that keeps it from being a word of Python."""
        return self.name.rstrip("_")

    @property
    def word(self) -> Word:
        """What people call it."""
        return self.known.word

    @property
    def way(self) -> Way:
        """How it is merged."""
        return self.known.way or _way(self.kind)

    @property
    def part(self) -> type | None:
        """The record that it holds, once or in a list."""
        return next((kind for kind in (self.kind, *get_args(self.kind)) if dataclasses.is_dataclass(kind)), None)  # type: ignore[return-value]


@cache
def fields_of(record: type) -> Mapping[str, Declared]:
    """The fields of a record by name, in the order in which they are declared."""
    return {one.name: _declared(one) for one in dataclasses.fields(record)}


def _declared(field: dataclasses.Field[Any]) -> Declared:
    kind, *said = get_args(field.type)
    known = next(one for one in said if isinstance(one, Known))
    form = next((one for one in said if isinstance(one, Form | Shape)), None)
    made = field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
    return Declared(field.name, plain_kind(kind), known, form, made)


def plain_kind(kind: Any) -> Any:
    """The type without `| None`."""
    if get_origin(kind) is UnionType:
        return next(one for one in get_args(kind) if one is not NoneType)
    return kind


def form_of(kind: Any) -> tuple[Any, Form | None]:
    """What an entry of a list is, and its form where it is annotated with one."""
    if get_origin(kind) is Annotated:
        inner, *said = get_args(kind)
        return inner, next((one for one in said if isinstance(one, Form)), None)
    return kind, None


def _way(kind: Any) -> Way:
    if get_origin(kind) is tuple:
        entry, form = form_of(get_args(kind)[0])
        if not dataclasses.is_dataclass(entry):
            return Way.SET if form else Way.VALUE
        return Way.PARTS if "id" in fields_of(entry) else Way.GROWING  # type: ignore[arg-type]
    return Way.LEAVES if dataclasses.is_dataclass(kind) or get_origin(kind) is dict else Way.VALUE


def is_word(kind: Any) -> bool:
    """One of a closed set."""
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def ways(record: type) -> Mapping[str, Way]:
    """How each field is merged."""
    return {name: one.way for name, one in fields_of(record).items()}


def judged_by(record: type, code: str) -> tuple[str, ...]:
    """The fields whose change the rule judges."""
    return tuple(name for name, one in fields_of(record).items() if one.known.rule == code)


def changed_by(record: type, did: Did) -> tuple[str, ...]:
    """The fields that this act may change, on a record that is there already."""
    return tuple(name for name, one in fields_of(record).items() if did in one.known.by)


def texts_of(record: type) -> tuple[str, ...]:
    """The fields in which somebody says something in words of their own."""
    free = {name: one for name, one in fields_of(record).items() if one.kind is str and not one.known.who}
    return tuple(name for name, one in free.items() if one.form is None or (isinstance(one.form, Form) and one.form.inside))


def parts_of(record: type) -> Iterator[tuple[tuple[str, ...], type]]:
    """The record and every record inside it, each with the keys that lead to it."""
    yield (), record
    for one in fields_of(record).values():
        if one.part:
            yield from (((one.key, *route), part) for route, part in parts_of(one.part))


def declared_at(record: type, route: Iterable[str | int]) -> Declared | None:
    """The field whose value stands at a route of keys and indices; None where no field is declared there."""
    found: Declared | None = None
    here: type | None = record
    for step in route:
        if isinstance(step, str):
            found = next((one for one in fields_of(here).values() if one.key == step), None) if here else None
            here = found.part if found else None
    return found


def keys_at(record: type, route: Sequence[str | int]) -> list[str]:
    """The keys that the mapping at a route may have; none where they are the user's own words."""
    held = declared_at(record, route)
    here = (held.part if held else None) if any(isinstance(step, str) for step in route) else record
    return [one.key for one in fields_of(here).values()] if here else []
