"""The table of columns: export, import, drop-downs, JSON keys and the table in the manual are all made from it.

A field that has a column is declared with it (`record`); here stand those that no single field has, the order, and the sheets.
Sheets are always Chinese; they are what outside offices send and get.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inspect_cli.domain.record.declaration import Declared, Way, fields_of, is_word
from inspect_cli.domain.record.issue import Issue, Measure
from inspect_cli.domain.sheet.vocabulary import HEADS
from inspect_cli.domain.words import Did


class CellKind(StrEnum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    COUNT = "count"
    WORD = "word"
    FLAG = "flag"
    STEPS = "steps"


class ColumnUse(StrEnum):
    """What a cell is for."""

    NAMES = "names"
    """It says which record the row is about."""
    FIXED = "fixed"
    """It stands when the issue is registered, and never changes."""
    CHANGES = "changes"
    """A change in it becomes one of the verbs of the column."""
    GOES_WITH = "goes_with"
    """It brings what a change of the row needs: a reason, who approved. Empty in an export."""
    SHOWN = "shown"
    """It is shown, and never taken back; a change of what the record says is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; `width` is in half-width characters. `hidden` ones carry what an import needs and nobody edits."""

    key: str
    head: str
    kind: CellKind = CellKind.TEXT
    words: type[StrEnum] | None = None
    use: ColumnUse = ColumnUse.SHOWN
    becomes: tuple[Did, ...] = ()
    width: int = 12
    hidden: bool = False
    by_day: bool = False
    """What is shown changes without the record."""
    route: tuple[str, ...] = ()
    """The names that lead to its one field, from the issue or the measure; () where it has none, or is composed."""

    @property
    def also(self) -> tuple[str, ...]:
        """The other heads that offices write for the same thing."""
        return HEADS.get(self.key, ())


_KINDS: dict[type, CellKind] = {date: CellKind.DAY, Decimal: CellKind.MONEY, int: CellKind.COUNT, bool: CellKind.FLAG}


def declared_columns(record: type, route: tuple[str, ...] = ()) -> Iterator[Column]:
    """The columns that the fields of a record have, and those of the single records inside it."""
    for one in fields_of(record).values():
        here = (*route, one.name)
        if one.known.column:
            yield _column(one, here)
        if one.part and one.part is one.kind:
            yield from declared_columns(one.part, here)


def _column(one: Declared, route: tuple[str, ...]) -> Column:
    wanted = one.known.column
    assert wanted is not None
    return Column(
        key=wanted.key or one.name,
        head=wanted.head or one.word.zh,
        kind=CellKind.WORD if is_word(one.kind) else CellKind.STEPS if one.way is Way.PARTS and one.known.by else _kind(one),
        words=one.kind if is_word(one.kind) else None,
        use=_use(one),
        becomes=() if wanted.names else one.known.by,
        width=wanted.width,
        hidden=wanted.hidden,
        route=() if wanted.composed else route,
    )


def _kind(one: Declared) -> CellKind:
    return _KINDS.get(one.kind, CellKind.TEXT)


def _use(one: Declared) -> ColumnUse:
    if one.known.column and one.known.column.names:
        return ColumnUse.NAMES
    if one.known.by == (Did.REGISTER,):
        return ColumnUse.FIXED
    return ColumnUse.CHANGES if one.known.by else ColumnUse.SHOWN


_CLASS = (Did.REGISTER, Did.RECLASSIFY)
_COMPOSED = (
    Column(key="seq", head="序号", kind=CellKind.COUNT, width=6, by_day=True),
    Column(key="unit", head="被巡察单位", use=ColumnUse.FIXED, becomes=(Did.REGISTER,), width=20),
    Column(key="aspect", head="所属方面", use=ColumnUse.CHANGES, becomes=_CLASS, width=20),
    Column(key="heading", head="所属问题", use=ColumnUse.CHANGES, becomes=_CLASS, width=20),
    Column(key="overdue", head="是否超期", width=10, by_day=True),
    Column(key="days", head="剩余天数", kind=CellKind.COUNT, width=10, by_day=True),
    Column(key="progress", head="整改情况", use=ColumnUse.CHANGES, becomes=(Did.PROGRESS, Did.NEARLY, Did.FINISH), width=40),
    Column(key="links", head="关联问题", width=22),
    Column(key="note", head="备注", use=ColumnUse.GOES_WITH, width=24),
    Column(key="delay_reason", head="延期原因", use=ColumnUse.GOES_WITH, width=20),
    Column(key="approved_by", head="批准人", use=ColumnUse.GOES_WITH, width=14),
    Column(key="approved_on", head="批准日期", kind=CellKind.DAY, use=ColumnUse.GOES_WITH, width=16),
    Column(key="counted", head="计入统计", width=10, hidden=True, by_day=True),
    Column(key="answered", head="有无回音", width=10, hidden=True, by_day=True),
    Column(key="fingerprint", head="记录指纹", use=ColumnUse.NAMES, hidden=True),
    Column(key="digest", head="本行校验", use=ColumnUse.NAMES, hidden=True),
)
"""What no single field says: two parts of the path, facts that are worked out, what goes with a change, and the seals of a row."""

BELONGING = ("uid", "fingerprint", "digest")
"""What ties a row to its record: hidden, and written by an export alone."""
_WITH = ("note", "delay_reason", "approved_by", "approved_on")
_ORDER = (
    "seq", "id", "unit", "channel", "title", "text", "aspect", "heading", "notice", "found_on", "severity", "nature", "discipline", "post",
    "power", "leader", "department", "handler", "measures", "original_due", "due", "extensions", "overdue", "days", "progress", "state",
    "evidence", "rules_made", "money_recovered", "people", "sustained", "long_term_reason", "long_term_goal", "review_on", "links",
    "withheld",
)  # fmt: skip
"""How the columns of an issue follow one another; one that is not named stands behind these."""
_BEHIND = (*_WITH, "counted", "answered", *BELONGING)


def _arranged() -> tuple[Column, ...]:
    of_issue = {column.key: column for column in (*_COMPOSED, *declared_columns(Issue))}
    more = [key for key in of_issue if key not in _ORDER and key not in _BEHIND]
    every = [of_issue[key] for key in (*_ORDER, *more)]
    return (*every, *declared_columns(Measure), *(of_issue[key] for key in _BEHIND))


COLUMNS: tuple[Column, ...] = _arranged()
"""Every column there is, in the order in which a sheet has them."""

BY_KEY: dict[str, Column] = {column.key: column for column in COLUMNS}


OF_MEASURES = frozenset(column.key for column in declared_columns(Measure))


def becoming(*verbs: Did) -> tuple[str, ...]:
    """The keys of an issue's columns in which a change becomes one of these verbs."""
    return tuple(one.key for one in COLUMNS if one.key not in OF_MEASURES and set(verbs) & set(one.becomes))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the exported workbook: its name and its columns; `of_measures`: a row is a measure, else an issue."""

    name: str
    keys: tuple[str, ...]
    of_measures: bool = False


LEDGER = Sheet("整改台账", tuple(column.key for column in COLUMNS if column.key not in OF_MEASURES))
"""The sheet with everything; the totals are worked out from it, and a CSV is this sheet alone."""

_HEADS = ("seq", "id", "unit", "channel", "title")
SHEETS: tuple[Sheet, ...] = (
    LEDGER,
    Sheet("问题清单", (*_HEADS, "text", "aspect", "heading", "notice", "found_on", "severity", "nature", "discipline", "post", "power",
                     "state", "note", "approved_by", *BELONGING)),
    Sheet("任务清单", ("seq", "id", "unit", "title", *(one.key for one in declared_columns(Measure)), "overdue", "note", *BELONGING),
          of_measures=True),
    Sheet("责任清单", ("seq", "id", "unit", "title", "leader", "department", "handler", "due", "overdue", "days", "state", "note",
                     *BELONGING)),
    Sheet("未销号清单", (*_HEADS, "leader", "department", "due", "overdue", "days", "progress", "state", *_WITH, *BELONGING)),
    Sheet("已销号清单", (*_HEADS, "leader", "department", "due", "progress", "state", "sustained", "note", *BELONGING)),
)  # fmt: skip
OPEN, CLOSED = SHEETS[4], SHEETS[5]
TOTALS = "汇总"
OVERFLOW = "续文"
"""The sheet with the rest of texts that are longer than a cell may be."""
