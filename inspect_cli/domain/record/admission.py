"""Data that is plainly in order -> the record, without Pydantic. It may only say yes: at the first doubt `models` judges, and speaks.

The table below says for every key what its value reads as. `tests/yamlsplice/test_quick_reader.py` proves that whatever is let in here is
let in by the models too, as the same record; so a mistake here makes a command slower, never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from inspect_cli.domain.record import shape
from inspect_cli.domain.record.issue import Entry, Evidence, Extension, Issue, LongTerm, Measure, Outcomes, Waiver, Withheld
from inspect_cli.domain.record.round import Deadlines, Limit, OnSite, Person, Round, Unit
from inspect_cli.domain.record.shape import Shape
from inspect_cli.domain.words import Channel, Did, Discipline, EvidenceKind, MeasureKind, Nature, Power, Role, RoundKind, Severity, State

T = TypeVar("T")
Reader = Callable[[Any], Any]


class Doubt(Exception):
    """This may be wrong, or only unusual: whoever can explain it must look."""


def issue_of(data: Mapping[str, object]) -> Issue:
    """The issue that the data plainly is. Raises Doubt."""
    issue: Issue = _admitted(_ISSUE, data)
    if not issue.history:
        raise Doubt
    return issue


def round_of(data: Mapping[str, object]) -> Round:
    """The round that the data plainly is. Raises Doubt."""
    round_: Round = _admitted(_ROUND, data)
    if not round_.units or round_.on_site is None:
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


def _texts(value: object) -> tuple[str, ...]:
    items = _list(value)
    if any(type(item) is not str for item in items):
        raise Doubt
    return tuple(items)


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
                if value and not value.isspace():
                    values[field] = value if reader is None else reader(value)
            elif value is not None:
                if reader is None:
                    raise Doubt
                values[field] = reader(value)
        return make(**values)

    return read


def _fields(**reads: Reader | None) -> dict[str, tuple[str, Reader | None]]:
    """A trailing underscore keeps a field from being a word of Python; the file's key goes without."""
    return {name.rstrip("_"): (name, read) for name, read in reads.items()}


def _named(read: Reader) -> Reader:
    """A mapping whose keys are words of the user's."""

    def every(data: dict[str, object]) -> dict[str, Any]:
        kept = {key: value for key, value in data.items() if value is not None and not (type(value) is str and not value.strip())}
        return {key: read(value) for key, value in kept.items()}

    return every


_IDS = _like(shape.PART_ID)
_COUNT = _shaped(shape.COUNT)

_EXTENSION = _one(Extension, _fields(to=_day, reason=_TEXT, approved_by=_TEXT, approved_on=_day))
_MEASURE = _one(Measure, _fields(id=_IDS, text=_TEXT, kind=_word(MeasureKind), owner=_TEXT, due=_day, done_on=_day, document=_TEXT))
_EVIDENCE = _one(
    Evidence,
    _fields(id=_IDS, file=_inner_path, document=_TEXT, sha256=_like(shape.SHA256), kind=_word(EvidenceKind), note=_TEXT, added_on=_day),
)
_OUTCOMES = _one(Outcomes, _fields(rules_made=_COUNT, money_recovered=_shaped(shape.MONEY), people=_named(_COUNT)))
_ENTRY = _one(
    Entry,
    _fields(at=_shaped(shape.MOMENT), by=_TEXT, did=_word(Did), from_=_word(State), to=_word(State), note=_TEXT, approved_by=_TEXT),
)
_ISSUE = _one(
    Issue,
    _fields(
        uid=_like(shape.UID),
        id=_like(shape.ID),
        channel=_word(Channel),
        title=_TEXT,
        text=_TEXT,
        notice=_TEXT,
        found_on=_day,
        severity=_word(Severity),
        path=_texts,
        nature=_word(Nature),
        discipline=_word(Discipline),
        post=_TEXT,
        power=_word(Power),
        leader=_TEXT,
        department=_TEXT,
        handler=_TEXT,
        original_due=_day,
        due=_day,
        extensions=_many(_EXTENSION),
        measures=_many(_MEASURE),
        evidence=_many(_EVIDENCE),
        outcomes=_OUTCOMES,
        state=_word(State),
        sustained=_shaped(shape.TRUTH),
        long_term=_one(LongTerm, _fields(reason=_TEXT, goal=_TEXT, review_on=_day)),
        similar=_many(_like(shape.ANY_REF)),
        carried_to=_like(shape.FULL_REF),
        carried_from=_like(shape.FULL_REF),
        recurs=_many(_like(shape.ANY_REF)),
        withheld=_one(Withheld, _fields(reason=_TEXT, approved_by=_TEXT)),
        waivers=_many(_one(Waiver, _fields(rule=_TEXT, reason=_TEXT, by=_TEXT, on=_day))),
        history=_many(_ENTRY),
    ),
)
_LIMIT = _one(Limit, _fields(months=_COUNT, days=_COUNT, basis=_TEXT))
_ROUND = _one(
    Round,
    _fields(
        id=_like(shape.ROUND_ID),
        title=_TEXT,
        kind=_word(RoundKind),
        team=_TEXT,
        units=_many(_one(Unit, _fields(code=_like(shape.UNIT), name=_TEXT))),
        on_site=_one(OnSite, _fields(starts=_day, ends=_day)),
        feedback_on=_day,
        deadlines=_one(Deadlines, _fields(feedback_report=_LIMIT)),
        rate_places=_shaped(shape.PLACES),
        profile=_named(_many(_word(State))),
        people=_many(_one(Person, _fields(name=_TEXT, role=_word(Role), unit=_TEXT, email=_TEXT))),
    ),
)
