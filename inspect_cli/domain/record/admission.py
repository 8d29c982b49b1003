"""Data that is plainly in order -> the record, without Pydantic. It may only say yes: at the first doubt `models` judges, and speaks.

For every key the declaration says what its value reads as. `tests/yamlsplice/test_quick_reader.py` proves that whatever is let in here is
let in by the models too, as the same record; so a mistake here makes a command slower, never wrong.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from inspect_cli.domain.record import shape
from inspect_cli.domain.record.declaration import fields_of, form_of, is_word
from inspect_cli.domain.record.forms import Form
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import KEYED, Round
from inspect_cli.domain.record.shape import SHAPES, Shape
from inspect_cli.domain.saying import is_blank

T = TypeVar("T")
Reader = Callable[[Any], Any]


class Doubt(Exception):
    """This may be wrong, or only unusual: whoever can explain it must look."""


def issue_of(data: Mapping[str, object]) -> Issue:
    """The issue that the data plainly is. Raises Doubt."""
    issue: Issue = _admitted(reader_of(Issue), data)
    return issue


def round_of(data: Mapping[str, object]) -> Round:
    """The round that the data plainly is. Raises Doubt."""
    round_: Round = _admitted(reader_of(Round), data)
    if (round_.format or 1) > KEYED:
        raise Doubt
    return round_


def _admitted(read: Reader, data: Mapping[str, object]) -> Any:
    try:
        return read(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:  # no such key or word, a required one is missing, a wrong shape
        raise Doubt from error


_TEXT = None
"""The reader of a value that is any text: nothing to do, which is worth knowing for half of all values."""


def _list(value: object) -> list[Any]:
    if type(value) is list:
        return value
    raise Doubt


def _text(value: object) -> str:
    if type(value) is str:
        return value
    raise Doubt


def _texts(value: object) -> tuple[str, ...]:
    items = _list(value)
    if any(type(item) is not str for item in items):
        raise Doubt
    return tuple(items)


@cache
def _like(pattern: str) -> Reader:
    fits = re.compile(pattern).fullmatch

    def read(value: str) -> str:
        if fits(value):
            return value
        raise Doubt

    return read


def _shaped(wanted: Shape[Any]) -> Reader:
    fits, reads = re.compile(wanted.pattern).fullmatch, wanted.read

    def read(value: str) -> Any:
        if fits(value):
            return reads(value)
        raise Doubt

    return read


_days: dict[str, date] = {}


def _day(value: str) -> date:
    """As `shape.DAY`; an archive holds the same days over and over."""
    day = _days.get(value)
    if day is None:
        day = _days[value] = shape.DAY.of(value)
    return day


def _inner_path(value: str) -> str:
    if shape.is_inside_the_round(value):
        return value
    raise Doubt


@cache
def _word(words: type[StrEnum]) -> Reader:
    return {member.value: member for member in words}.__getitem__


def _many(read: Reader) -> Reader:
    return lambda value: tuple([read(item) for item in _list(value)])


def _one(make: type[T], reads: Mapping[str, tuple[str, Reader | None]]) -> Callable[[Any], T]:
    """A reader of a mapping: `reads` gives for every key the field and the reader of its value. An empty value is no value."""

    def read(data: dict[str, object]) -> T:
        values: dict[str, Any] = {}
        for key, value in data.items():
            field, reader = reads[key]
            if type(value) is str:
                if "!" <= value < "\x7f" or "\u4e00" <= value < "\ua000" or not is_blank(value):  # as nearly all begin
                    values[field] = value if reader is None else reader(value)
            elif value is not None:
                if reader is None:
                    raise Doubt
                values[field] = reader(value)
        return make(**values)

    return read


def _filled(read: Callable[[Any], T], names: Sequence[str]) -> Callable[[Any], T]:
    """The same, where these lists must hold something."""

    def whole(data: Any) -> T:
        made = read(data)
        if not all(getattr(made, name) for name in names):
            raise Doubt
        return made

    return whole


def _named(read: Reader) -> Reader:
    """A mapping whose keys are words of the user's."""

    def every(data: dict[str, object]) -> dict[str, Any]:
        kept = {key: value for key, value in data.items() if value is not None and not (type(value) is str and is_blank(value))}
        return {key: read(value) for key, value in kept.items()}

    return every


@cache
def reader_of(record: type) -> Reader:
    """The reader of a record, as its fields are declared."""
    declared = fields_of(record)
    filled = [name for name, one in declared.items() if one.known.filled]
    read: Reader = _one(record, {one.key: (one.name, _reader(one.kind, one.form)) for one in declared.values()})
    return _filled(read, filled) if filled else read


def _reader(kind: Any, form: Form | Shape[Any] | None) -> Reader | None:
    """The reader of a value; None for any text."""
    if isinstance(form, Form):
        return _inner_path if form.inside else _like(form.pattern)
    if kind is date:
        return _day
    if kind in SHAPES:
        return _shaped(form or SHAPES[kind])
    if kind is str:
        return _TEXT
    if is_word(kind):
        return _word(kind)
    if dataclasses.is_dataclass(kind):
        return reader_of(kind)  # type: ignore[arg-type]
    if get_origin(kind) is tuple:
        entry = _reader(*form_of(get_args(kind)[0]))
        return _texts if entry is None else _many(entry)
    return _named(_reader(get_args(kind)[1], None) or _text)
