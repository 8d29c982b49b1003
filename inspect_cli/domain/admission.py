"""Data that is plainly in order -> the record, without Pydantic. It may only say yes: at the first doubt `models` judges, and speaks.

The table below says for every key what its value reads as. `tests/test_admission.py` proves that whatever is let in here is
let in by the models too, as the same record; so a mistake here makes a command slower, never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from inspect_cli.domain import shape
from inspect_cli.domain.issue import Entry, Evidence, Extension, Issue, LongTerm, Measure, Outcomes, Waiver, Withheld
from inspect_cli.domain.round import Deadlines, Limit, OnSite, Person, Round, Unit
from inspect_cli.domain.words import Channel, Did, Discipline, EvidenceKind, MeasureKind, Nature, Power, Role, RoundKind, Severity, State

T = TypeVar("T")
Read = Callable[[Any], Any]


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


def _admitted(read: Read, data: Mapping[str, object]) -> Any:
    try:
        return read(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:  # no such key or word, a required one is missing, a wrong shape
        raise Doubt from error


def _text(value: object) -> str:
    if type(value) is str:
        return value
    raise Doubt


def _texts(value: object) -> tuple[str, ...]:
    return tuple([_text(item) for item in _list(value)])


def _list(value: object) -> list[Any]:
    if type(value) is list:
        return value
    raise Doubt


def _like(pattern: str) -> Read:
    fits = re.compile(pattern).fullmatch

    def read(value: str) -> str:
        if fits(value):
            return value
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


def _word(words: type[StrEnum]) -> Read:
    return {member.value: member for member in words}.__getitem__


def _many(read: Read) -> Read:
    return lambda value: tuple([read(item) for item in _list(value)])


def _one(make: type[T], reads: Mapping[str, tuple[str, Read]]) -> Callable[[Any], T]:
    """A reader of a mapping: `reads` gives for every key the field and the reader of its value. An empty value is no value."""

    def read(data: dict[str, object]) -> T:
        values: dict[str, Any] = {}
        for key, value in data.items():
            field, reader = reads[key]
            if value is None or value == "" or (type(value) is str and value.isspace()):
                continue
            values[field] = reader(value)
        return make(**values)

    return read


def _fields(**reads: Read) -> dict[str, tuple[str, Read]]:
    """A trailing underscore keeps a field from being a word of Python; the file's key goes without."""
    return {name.rstrip("_"): (name, read) for name, read in reads.items()}


def _named(read: Read) -> Read:
    """A mapping whose keys are words of the user's."""

    def every(data: dict[str, object]) -> dict[str, Any]:
        kept = {key: value for key, value in data.items() if value is not None and not (type(value) is str and not value.strip())}
        return {key: read(value) for key, value in kept.items()}

    return every


_IDS = _like(shape.PART_ID)

_EXTENSION = _one(Extension, _fields(to=_day, reason=_text, approved_by=_text, approved_on=_day))
_MEASURE = _one(Measure, _fields(id=_IDS, text=_text, kind=_word(MeasureKind), owner=_text, due=_day, done_on=_day, document=_text))
_EVIDENCE = _one(
    Evidence,
    _fields(id=_IDS, file=_inner_path, document=_text, sha256=_like(shape.SHA256), kind=_word(EvidenceKind), note=_text, added_on=_day),
)
_OUTCOMES = _one(Outcomes, _fields(rules_made=shape.COUNT.of, money_recovered=shape.MONEY.of, people=_named(shape.COUNT.of)))
_ENTRY = _one(
    Entry,
    _fields(at=shape.MOMENT.of, by=_text, did=_word(Did), from_=_word(State), to=_word(State), note=_text, approved_by=_text),
)
_ISSUE = _one(
    Issue,
    _fields(
        uid=_like(shape.UID),
        id=_like(shape.ID),
        channel=_word(Channel),
        title=_text,
        text=_text,
        notice=_text,
        found_on=_day,
        severity=_word(Severity),
        path=_texts,
        nature=_word(Nature),
        discipline=_word(Discipline),
        post=_text,
        power=_word(Power),
        leader=_text,
        department=_text,
        handler=_text,
        original_due=_day,
        due=_day,
        extensions=_many(_EXTENSION),
        measures=_many(_MEASURE),
        evidence=_many(_EVIDENCE),
        outcomes=_OUTCOMES,
        state=_word(State),
        sustained=shape.TRUTH.of,
        long_term=_one(LongTerm, _fields(reason=_text, goal=_text, review_on=_day)),
        similar=_many(_like(shape.ANY_REF)),
        carried_to=_like(shape.FULL_REF),
        carried_from=_like(shape.FULL_REF),
        recurs=_many(_like(shape.ANY_REF)),
        withheld=_one(Withheld, _fields(reason=_text, approved_by=_text)),
        waivers=_many(_one(Waiver, _fields(rule=_text, reason=_text, by=_text, on=_day))),
        history=_many(_ENTRY),
    ),
)
_LIMIT = _one(Limit, _fields(months=shape.COUNT.of, days=shape.COUNT.of, basis=_text))
_ROUND = _one(
    Round,
    _fields(
        id=_like(shape.ROUND_ID),
        title=_text,
        kind=_word(RoundKind),
        team=_text,
        units=_many(_one(Unit, _fields(code=_like(shape.UNIT), name=_text))),
        on_site=_one(OnSite, _fields(starts=_day, ends=_day)),
        feedback_on=_day,
        deadlines=_one(Deadlines, _fields(feedback_report=_LIMIT)),
        rate_places=shape.PLACES.of,
        profile=_named(_many(_word(State))),
        people=_many(_one(Person, _fields(name=_text, role=_word(Role), unit=_text, email=_text))),
    ),
)
