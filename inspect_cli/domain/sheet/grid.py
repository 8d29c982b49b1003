"""A sheet as it was read, before anybody has understood it: cells, merged ranges, hidden rows. Knows no file format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from inspect_cli.domain.text import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula: what it comes to is not known here."""

    said: str


Raw = str | int | float | Decimal | bool | date | Formula | None
"""What a cell may hold; a moment comes as its day where it has no time of day."""


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged range, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows may be of different lengths; `known` are heads by key where the file itself says them (JSON)."""

    name: str
    rows: Sequence[Sequence[Raw]]
    merges: Sequence[MergedRange] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    is_hidden: bool = False

    def at(self, row: int, column: int) -> Raw:
        """The cell; None outside of what was read."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else None


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where something stands: sheet, and row and column from 0; a column of None means the row."""

    sheet: str
    row: int
    column: int | None = None

    @property
    def cell(self) -> str:
        """As a spreadsheet names it: `C5`; a row alone is `5`."""
        return f"{letters(self.column)}{self.row + 1}" if self.column is not None else str(self.row + 1)


def letters(column: int) -> str:
    """A column counted from 0 as A, B … Z, AA."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(65 + digit) + name
    return name


@dataclass(frozen=True, slots=True)
class Untaken:
    """What could not be taken from a sheet: where, why, and how to go on. `weighs` False is only said, and fails nothing."""

    place: CellPlace
    what: Text
    fix: Text = NOTHING
    issue: str = ""
    weighs: bool = True
    is_conflict: bool = False


def is_blank(value: Raw) -> bool:
    """Nothing, or nothing that anybody sees."""
    return value is None or (isinstance(value, str) and not value.strip())
