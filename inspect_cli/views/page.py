"""What any page is made of: a few kinds of blocks, filled with sentences, words and users' text; no ink, no language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import NOTHING, Text


class Tone(StrEnum):
    """How a cell is meant. Colour only helps: the words always say the same."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Cell:
    """Something said, in a tone. A `str` is users' text and is shown, never interpreted."""

    said: object
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its head, a two-line `short` head for narrow terminals, and how its cells behave."""

    head: object
    short: tuple[object, object] | None = None
    right: bool = False
    whole: bool = False
    """Never cut or wrapped: ids, dates, numbers."""
    weight: int = 1
    """How much of the room that is left it gets, against the others that may shrink."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. With `grouped` the first column is a heading over the rows that share it."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Cell]]
    title: Cell | None = None
    grouped: bool = False
    totals: Sequence[Cell] | None = None
    wrap: bool = False
    """Cells that do not fit go on in further lines instead of being cut."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values, one a line."""

    pairs: Sequence[tuple[object, Cell]]
    title: Cell | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences, one a line; `hint` is what can be typed next."""

    lines: Sequence[tuple[Cell, Text]]
    title: Cell | None = None


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Users' text of several lines, as it stands."""

    content: str
    title: Cell | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Faults with their places, each as a person reads it."""

    found: Sequence[Finding]
    title: Cell | None = None


Block = Table | Facts | Lines | Verbatim | Findings
Page = tuple[Block, ...]


def columns(*heads: object) -> list[TableColumn]:
    """Columns that are never cut, by their heads; what is a column already stays."""
    return [head if isinstance(head, TableColumn) else TableColumn(head, whole=True) for head in heads]


def loose(head: object, weight: int = 1) -> TableColumn:
    """A column that shares the room which the whole ones leave."""
    return TableColumn(head, weight=weight)


def number(head: object, short: tuple[object, object] | None = None) -> TableColumn:
    """A column of numbers."""
    return TableColumn(head, short, right=True, whole=True)


def cells(*said: object) -> tuple[Cell, ...]:
    """A row of cells in the plain tone; what is a cell already stays."""
    return tuple(item if isinstance(item, Cell) else Cell(item) for item in said)


def clipped(title: str) -> str:
    """A title as part of a sentence: of a long one the first 29 characters."""
    return title if len(title) <= 30 else title[:29] + "…"


def line(said: object, tone: Tone = Tone.PLAIN, hint: Text = NOTHING) -> tuple[Cell, Text]:
    """One line of a `Lines` block."""
    return Cell(said, tone), hint
