"""Which row of a sheet is its header, and which column means what: by the words that offices use, over one row or two.

What stands above is a title; what is not recognised is named and not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from inspect_cli.domain.sheet.columns import BY_KEY, COLUMNS
from inspect_cli.domain.sheet.grid import CellPlace, Grid, Raw, Untaken, letters
from inspect_cli.domain.sheet.meaning import shown
from inspect_cli.domain.text import text

LOOKED_AT = 40
"""Rows from the top in which a header may stand."""
WIDEST = 300
"""Columns that are looked at."""

_WEAK = ("问题", "主要问题", "存在问题", "存在的问题", "存在的主要问题", "反馈问题", "反馈意见", "巡察反馈问题", "反馈的问题")
"""Heads over the issue itself; beside a column with the particulars they are the heading above it."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One column of a sheet as it was understood; `key` empty where it was not."""

    column: int
    said: str
    key: str = ""

    @property
    def letter(self) -> str:
        """The column's name in a spreadsheet."""
        return letters(self.column)


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The header of a sheet: its last row, what its columns mean, and what is above it."""

    sheet: str
    row: int
    heads: tuple[HeadCell, ...]
    troubles: tuple[Untaken, ...] = ()
    keys: Mapping[str, int] = field(default_factory=dict)
    """The column of each key."""

    @property
    def is_own(self) -> bool:
        """An export made it: its rows say which records they are, and what those were."""
        return {"uid", "fingerprint", "digest"} <= set(self.keys)

    @property
    def is_of_measures(self) -> bool:
        """A row is a measure of an issue."""
        return "measure_text" in self.keys and "text" not in self.keys


def bare_head(said: str) -> str:
    """A head without blanks, width, colons and remarks in brackets."""
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", said)).strip(":*")
    return re.sub(r"\((?:.*?)\)", "", words) or words


def _known() -> dict[str, str]:
    found: dict[str, str] = {}
    for column in COLUMNS:
        for name in (column.head, *column.also):
            for shape in (unicodedata.normalize("NFKC", name), bare_head(name)):
                found.setdefault(shape, column.key)
    return found


_KNOWN = _known()
_LONG = sorted((name for name in _KNOWN if len(name) >= 4), key=len, reverse=True)


@lru_cache(maxsize=4096)
def key_of(said: str) -> str:
    """The key of the column that a head names; "" where it names none. A longer head may hold a known one of four or more letters."""
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", said))
    if not words or len(words) > 40:
        return ""
    exact = _KNOWN.get(words) or _KNOWN.get(bare_head(said))
    if exact:
        return exact
    name = bare_head(said)
    return next((_KNOWN[known] for known in _LONG if name.endswith(known) or name.startswith(known)), "") if len(name) <= 16 else ""


def recognised(grid: Grid) -> HeadRow | None:
    """The header of the sheet; None where no row looks like one."""
    best: tuple[int, int, list[str]] | None = None
    for row in range(min(LOOKED_AT, len(grid.rows))):
        alone = _cells(grid, row)
        score = _score(alone)
        under = _joined(alone, _cells(grid, row + 1)) if score or any(alone) else alone
        two = _score(under)
        if two > score:
            candidate, heads, last = two, under, row + 1
        else:
            candidate, heads, last = score, alone, row
        if candidate and (best is None or candidate > best[0]):
            best = (candidate, last, heads)
        if {"uid", "fingerprint", "digest"} <= {key_of(head) for head in heads}:
            break  # an export's own header: nothing can be more of one
    return _layout(grid, best[1], best[2]) if best and best[0] >= 2 else None


def _cells(grid: Grid, row: int) -> list[str]:
    """The heads in a row; a merged cell stands over all of its columns."""
    said = [_head(grid.at(row, column)) for column in range(min(WIDEST, len(grid.rows[row])))] if row < len(grid.rows) else []
    for merge in grid.merges:
        if merge.top <= row <= merge.bottom and merge.left < len(said):
            top = _head(grid.at(merge.top, merge.left))
            for column in range(merge.left, min(merge.right + 1, WIDEST)):
                said += [""] * (column + 1 - len(said))
                said[column] = top
    return said


def _head(value: Raw) -> str:
    return shown(value).strip() if isinstance(value, str) else ""


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of heads as one: the lower one where it says something."""
    width = max(len(upper), len(lower))
    pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
    return [below if key_of(below) or (below and not key_of(above)) else above for above, below in pairs]


def _score(heads: Sequence[str]) -> int:
    """How many different columns are recognised; a title that stands over everything is one, and so no header."""
    return len({key_of(head) for head in heads} - {""})


def _layout(grid: Grid, row: int, said: Sequence[str]) -> HeadRow:
    keys: dict[str, int] = {}
    troubles: list[Untaken] = []
    chosen = _keys(said)
    heads: list[HeadCell] = []
    for column, (head, key) in enumerate(zip(said, chosen, strict=True)):
        if not head:
            continue
        if key in keys:
            if not _is_same_cell(grid, row, keys[key], column):
                first = next(one for one in heads if one.column == keys[key])
                said_twice = text(
                    "“{head}” and “{first}” in column {column} both mean {key}; only column {column} is read",
                    head=head,
                    first=first.said,
                    column=first.letter,
                    key=BY_KEY[key].head,
                )
                how = text("give one of them another head, or take it out")
                troubles.append(Untaken(CellPlace(grid.name, row, column), said_twice, how))
            key = ""
        heads.append(HeadCell(column, head, key))
        if key:
            keys[key] = column
    return HeadRow(grid.name, row, tuple(heads), tuple(troubles), keys)


def _is_same_cell(grid: Grid, row: int, first: int, second: int) -> bool:
    return any(merge.top <= row <= merge.bottom and merge.left <= first and second <= merge.right for merge in grid.merges)


def _keys(said: Sequence[str]) -> list[str]:
    """The key of every head; where two compete, the weaker one becomes what it then must be."""
    keys = [key_of(head) for head in said]
    by_key = {key: [index for index, one in enumerate(keys) if one == key] for key in set(keys) if key}
    texts = by_key.get("text", [])
    strong = [index for index in texts if bare_head(said[index]) not in _WEAK]
    if strong and len(texts) > 1:
        for index in texts:
            if index not in strong:
                keys[index] = "heading" if "heading" not in keys else ""
    leaders = by_key.get("leader", [])
    plain = [index for index in leaders if bare_head(said[index]) == "责任人"]
    if len(leaders) > 1 and plain and "handler" not in by_key:
        keys[plain[0]] = "handler"
    departments = by_key.get("department", [])
    units = [index for index in departments if bare_head(said[index]) in ("责任单位", "整改责任单位", "牵头单位", "承办单位")]
    if len(departments) > 1 and units and "unit" not in by_key:
        keys[units[0]] = "unit"
    return keys
