"""The rows of a sheet as claims: what each says of one issue, with the place of every cell. Knows no record.

Merged cells speak for every row they cover; rows that share one issue's cell are one claim with several measures; a line
across the sheet is a heading; remarks below the table are none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from inspect_cli.domain.sheet.columns import BY_KEY, Column, ColumnUse
from inspect_cli.domain.sheet.grid import CellPlace, Grid, Raw, Untaken, is_blank
from inspect_cli.domain.sheet.heads import HeadRow
from inspect_cli.domain.sheet.meaning import Misread, meant, shown
from inspect_cli.domain.sheet.rows import CellValue, digest
from inspect_cli.domain.sheet.steps import split
from inspect_cli.domain.text import text


@dataclass(frozen=True, slots=True)
class ClaimedCell:
    """What one cell says, and where; `said` keeps its words where they say more."""

    value: CellValue
    place: CellPlace
    said: str = ""


@dataclass(frozen=True, slots=True)
class ClaimedMeasure:
    """A measure as a sheet names it, with what stands beside it."""

    text: str
    place: CellPlace
    owner: str = ""
    due: date | None = None


@dataclass(slots=True)
class RowClaim:
    """What the rows say of one issue. `is_own`: an export made the row, so that a cell left alone says nothing."""

    place: CellPlace
    cells: dict[str, ClaimedCell] = field(default_factory=dict)
    steps: list[ClaimedMeasure] = field(default_factory=list)
    troubles: list[Untaken] = field(default_factory=list)
    keys: frozenset[str] = frozenset()
    """The columns that the sheet has, whether or not the row says anything in them."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """Where they are."""
    shown: dict[str, ClaimedCell] = field(default_factory=dict)
    """What an export shows of the record and takes nothing back from."""
    is_own: bool = False
    is_of_measure: bool = False
    is_untouched: bool = False
    """An export made the row, and nobody has edited it."""

    def is_misread(self, key: str) -> bool:
        """Something stands in the cell, and it could not be understood."""
        return any(one.place == self.place_of(key) for one in self.troubles)

    @property
    def troubles_that_weigh(self) -> list[Untaken]:
        """What stands in the way of taking the row."""
        return [one for one in self.troubles if one.weighs]

    def place_of(self, key: str) -> CellPlace:
        """The row's cell in the column of this key, whether or not it says anything."""
        return CellPlace(self.place.sheet, self.place.row, self.columns.get(key))

    def value(self, key: str) -> CellValue:
        """What a cell means, None where it says nothing."""
        given = self.cells.get(key)
        return given.value if given else None

    def said(self, key: str) -> str:
        """The same as text, "" where it says nothing."""
        value = self.value(key)
        return "" if value is None else str(value)

    def day(self, key: str) -> date | None:
        """The same as a day, None where it is none."""
        value = self.value(key)
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class SheetClaims:
    """All rows of a sheet: claims, and what is no claim."""

    claims: tuple[RowClaim, ...]
    passed_over: tuple[Untaken, ...] = ()


_REMARK = re.compile(r"^(?:注|备注|说明|填表|填报|制表|审核|联系|合计|总计|小计|单位负责人|主要负责人|签字|盖章|日期)[:：人说单电]?")
_SECTION = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}[部方类])")
_FILLED_DOWN = (
    "unit", "channel", "aspect", "heading", "title", "text", "seq", "id", "notice", "found_on", "leader", "department", "handler",
)  # fmt: skip
"""The columns in which a merged cell speaks for every row that it covers."""


def claims_of(grid: Grid, layout: HeadRow, after: date | None, skipped: Sequence[str] = ()) -> SheetClaims:
    """The claims of the rows under the header; columns in `skipped` are not read."""
    keys = {key: column for key, column in layout.keys.items() if key not in skipped}
    filled = _filled(grid, layout)
    found: list[RowClaim] = []
    passed: list[Untaken] = []
    section: ClaimedCell | None = None
    for row in range(layout.row + 1, len(grid.rows)):
        cells = {key: filled.get((row, column), grid.at(row, column)) for key, column in keys.items()}
        told = {key: value for key, value in cells.items() if not is_blank(value) and BY_KEY[key].use is not ColumnUse.SHOWN}
        anything = any(not is_blank(value) for value in grid.rows[row])
        if not anything and not told:
            continue
        place = CellPlace(grid.name, row)
        lone = None if layout.is_own else _lone(grid, row)
        if lone is not None and not _names_one(told) and (_REMARK.match(lone) or not _is_text(grid, row, layout, lone)):
            if _SECTION.match(lone) and not _REMARK.match(lone):
                section = ClaimedCell(lone, place)
                continue
            passed.append(Untaken(place, text("not a row of the table: {said}", said=lone[:40]), weighs=False))
            continue
        if not told or set(told) == {"seq"}:
            continue
        claim = _claim(grid, row, cells, keys, layout, after)
        if section and "aspect" not in claim.cells and not layout.is_own:
            claim.cells["aspect"] = section
        if found and _goes_on(grid, row, layout, claim, found[-1], filled):
            _add_to(found[-1], claim)
        elif _is_remark(claim, layout):
            passed.append(Untaken(place, text("not a row of the table: {said}", said=_first_said(claim)[:40]), weighs=False))
        else:
            found.append(claim)
        if row in grid.hidden_rows:
            claim.troubles.append(Untaken(place, text("the row is hidden in the sheet; it is read all the same"), weighs=False))
    return SheetClaims(tuple(found), tuple(passed))


def _filled(grid: Grid, layout: HeadRow) -> Mapping[tuple[int, int], Raw]:
    """The cells under the header that a merged one speaks for, from the top of each; across the sheet only its first."""
    found: dict[tuple[int, int], Raw] = {}
    of_key = {column: key for key, column in layout.keys.items()}
    for merge in grid.merges:
        if merge.bottom > layout.row and merge.bottom > merge.top and of_key.get(merge.left) in _FILLED_DOWN:
            for row in range(max(merge.top, layout.row + 1), merge.bottom + 1):
                found[row, merge.left] = grid.at(merge.top, merge.left)
    return found


def _lone(grid: Grid, row: int) -> str | None:
    """The words of a row that has only one cell, or is one merged cell."""
    said = [shown(value).strip() for value in grid.rows[row] if not is_blank(value)]
    return said[0] if len(said) == 1 else None


def _is_text(grid: Grid, row: int, layout: HeadRow, lone: str) -> bool:
    """The only cell of the row stands where issues stand, and not across the sheet."""
    place = next(column for column, value in enumerate(grid.rows[row]) if not is_blank(value))
    across = any(one.top <= row <= one.bottom and one.left <= place and one.right - one.left >= 2 for one in grid.merges)
    return not across and place in (layout.keys.get("text"), layout.keys.get("title"))


def _names_one(told: Mapping[str, Raw]) -> bool:
    return bool({"uid", "id"} & set(told)) or ("text" in told and len(told) > 1)


def _claim(grid: Grid, row: int, cells: Mapping[str, Raw], keys: Mapping[str, int], layout: HeadRow, after: date | None) -> RowClaim:
    is_own = layout.is_own and not is_blank(cells.get("uid"))
    claim = RowClaim(CellPlace(grid.name, row), keys=frozenset(keys), columns=keys, is_own=is_own, is_of_measure=layout.is_of_measures)
    values: dict[str, CellValue] = {}
    for key, raw in cells.items():
        column = BY_KEY[key]
        place = CellPlace(grid.name, row, keys[key])
        if column.use is ColumnUse.SHOWN:
            if is_own and not column.by_day:
                claim.shown[key] = ClaimedCell(_shown(raw, column, after), place)
            continue
        try:
            read = meant(raw, column, after, exact=claim.is_own)
        except Misread as misread:
            claim.troubles.append(Untaken(place, misread.what, misread.fix))
            values[key] = f"?{shown(raw)}"
            continue
        values[key] = read.value
        if read.value is not None or read.said:
            claim.cells[key] = ClaimedCell(read.value, place, read.said)
    if claim.is_own:
        claim.is_untouched = not claim.troubles and claim.said("digest") == digest(values, keys)
    elif "measures" in claim.cells:
        claim.steps = _steps(claim)
    return claim


def _shown(raw: Raw, column: Column, after: date | None) -> CellValue:
    """What a shown cell says; what cannot be understood is not what was shown."""
    try:
        return meant(raw, column, after, exact=True).value
    except Misread:
        return f"?{shown(raw)}"


def _steps(claim: RowClaim) -> list[ClaimedMeasure]:
    """The measures that a cell lists; a measure of its own row has that row's owner and day."""
    given = claim.cells["measures"]
    owner, due = claim.said("measure_owner"), claim.day("measure_due")
    return [ClaimedMeasure(said, given.place, owner, due) for said in split(str(given.value))]


def _goes_on(grid: Grid, row: int, layout: HeadRow, claim: RowClaim, last: RowClaim, filled: Mapping[tuple[int, int], Raw]) -> bool:
    """The row says more of the issue above: one merged cell holds the issue of both, or there is none and there is a measure."""
    if layout.is_own or layout.is_of_measures or last.place.row >= row:
        return False
    named = [column for key in ("text", "id", "title") if (column := layout.keys.get(key)) is not None]
    shared = any(
        merge.left <= column <= merge.right and merge.top <= last.place.row and merge.bottom >= row
        for column in named
        for merge in grid.merges
    )
    return shared or (not any(claim.said(key) for key in ("text", "id", "title", "uid", "seq")) and bool(claim.steps))


def _add_to(claim: RowClaim, more: RowClaim) -> None:
    """A further row of an issue: its measures are added, with their own day and owner where the row has its own."""
    first_due, own_due = claim.cells.get("due"), more.cells.get("due")
    due = own_due.value if own_due and isinstance(own_due.value, date) and (not first_due or own_due.value != first_due.value) else None
    owner = more.said("leader") if more.said("leader") != claim.said("leader") else ""
    claim.steps += [ClaimedMeasure(one.text, one.place, one.owner or owner, one.due or due) for one in more.steps]
    claim.troubles += more.troubles
    for key, given in more.cells.items():
        if key not in claim.cells:
            claim.cells[key] = given
        elif key in ("progress", "note") and claim.said(key) != more.said(key) and more.said(key) not in claim.said(key):
            claim.cells[key] = ClaimedCell(f"{claim.said(key)}\n{more.said(key)}", claim.cells[key].place)
    if isinstance(due, date) and first_due and isinstance(first_due.value, date) and due > first_due.value:
        claim.cells["due"] = ClaimedCell(due, own_due.place if own_due else claim.place)
        claim.steps = [ClaimedMeasure(s.text, s.place, s.owner, s.due or first_due.value) for s in claim.steps]


def _is_remark(claim: RowClaim, layout: HeadRow) -> bool:
    """A line below the table, such as who filled it in."""
    names = any(claim.said(key) for key in ("text", "id", "uid", "title", "measure_text"))
    return not layout.is_own and not names and bool(_REMARK.match(_first_said(claim)))


def _first_said(claim: RowClaim) -> str:
    return next((str(given.value) for given in claim.cells.values() if given.value is not None), "")
