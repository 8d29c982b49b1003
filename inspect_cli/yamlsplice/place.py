"""Where something stands in a text, as people count: lines and columns from 1."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Line and column from 1, in characters; `length` stays on `source`, the line's own text."""

    line: int
    column: int
    length: int
    source: str


NOWHERE = Place(1, 1, 1, "")
"""The place of what is not in the text: the file is missing, or is none."""
