"""Bytes -> Issue or Round, or complaints: the one way in for what a file holds.

Most records are written in the ordinary way and hold nothing odd: those are read without ruamel and Pydantic, thirty times as
fast. At the first doubt `judging` reads the bytes again, and explains.
Both ways give the same records (`tests/yamlsplice/test_quick_reader.py`).
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from inspect_cli.domain.record import admission
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.store.complaint import Complaint
from inspect_cli.yamlsplice.quick import Data, ordinary

T = TypeVar("T", Issue, Round)


class Reading(NamedTuple, Generic[T]):
    """What the bytes of one file hold: a record, or complaints; `row` holds the strings that make the record again, marshalled."""

    record: T | None
    complaints: Sequence[Complaint] = ()
    row: bytes | None = None
    is_ordinary: bool = False
    """The quick reader has taken it: every line says what it seems to say."""


def read_issue(raw: bytes) -> Reading[Issue]:
    """The issue that the bytes hold, or everything that is wrong with them."""
    return _quick(raw, admission.issue_of) or _careful_issue(raw)


def read_round(raw: bytes) -> Reading[Round]:
    """The round that the bytes hold, or everything that is wrong with them."""
    return _quick(raw, admission.round_of) or _careful_round(raw)


def issue_again(row: bytes) -> Reading[Issue]:
    """What read as this row. Raises Doubt, if it ever did not."""
    return Reading(admission.issue_of(marshal.loads(row)), (), row)


def round_again(row: bytes) -> Reading[Round]:
    """The same for a round."""
    return Reading(admission.round_of(marshal.loads(row)), (), row)


def _quick(raw: bytes, admitted: Callable[[Mapping[str, Data]], T]) -> Reading[T] | None:
    try:
        data = ordinary(raw.decode("utf-8"))
        return Reading(admitted(data), (), marshal.dumps(data), True) if data else None
    except (UnicodeDecodeError, admission.Doubt):
        return None


def _careful_issue(raw: bytes) -> Reading[Issue]:
    from inspect_cli.store import judging
    from inspect_cli.yamlsplice import document

    found = document.parse(raw)
    return _told(judging.issue_from(found), found.data, admission.issue_of)


def _careful_round(raw: bytes) -> Reading[Round]:
    from inspect_cli.store import judging
    from inspect_cli.yamlsplice import document

    found = document.parse(raw)
    return _told(judging.round_from(found), found.data, admission.round_of)


def _told(judged: T | list[Complaint], data: Mapping[str, Data], admitted: Callable[[Mapping[str, Data]], T]) -> Reading[T]:
    if isinstance(judged, list):
        return Reading(None, judged)
    try:
        return Reading(judged, (), marshal.dumps(dict(data)) if admitted(data) == judged else None)
    except admission.Doubt:
        return Reading(judged)
