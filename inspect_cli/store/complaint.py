"""Why a file cannot be taken, and where: what reading it hands back instead of a record."""

from __future__ import annotations

from typing import NamedTuple

from inspect_cli.domain.text import NOTHING, Text


class Place(NamedTuple):
    """Where something stands: line and column from 1, in characters; `length` stays on `source`, the line's own text."""

    line: int
    column: int
    length: int
    source: str


NOWHERE = Place(1, 1, 1, "")
"""The place of what is not in the text: the file is missing, or is none."""


class Complaint(NamedTuple):
    """The rule's code, what is wrong, where, and how to mend it."""

    rule: str
    message: Text
    place: Place
    fix: Text = NOTHING
