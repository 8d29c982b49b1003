"""The ledger as an Excel workbook, always Chinese. The same ledger on the same day gives the same bytes.

Texts are written as texts, whatever they begin with; what XML cannot hold is escaped; what is longer than a cell goes on in a
sheet of its own. The totals are formulas over the ledger, so that they hold after an edit too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import count

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.writer.excel import ExcelWriter

from inspect_cli.domain.sheet import escaping
from inspect_cli.domain.sheet.columns import BY_KEY, LEDGER, OVERFLOW, TOTALS, CellKind, Column
from inspect_cli.domain.sheet.rows import LATE, YES, CellValue, SheetRow
from inspect_cli.domain.words import COUNTED_STATES, Channel, State, word
from inspect_cli.views.sheets import Book, Tab

_FONT = "宋体"
_THIN = Side(style="thin", color="FFBFBFBF")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="FFDDEBF7")
_RED = "FFC00000"
_LATE_FILL = PatternFill("solid", fgColor="FFFCE4E4")
_STEADY = (1980, 1, 1, 0, 0, 0)
_FIRST_ROW = 3
"""The first row under title and head."""
_PAGE = 160
"""Half-width characters that fit the width of a page and can still be read."""
_SPARE = 500
"""Rows below the last one in which the drop-downs are there too."""


class Ink(StrEnum):
    """How a cell looks."""

    TITLE = "title"
    HEAD = "head"
    TEXT = "text"
    QUOTED = "quoted"
    DAY = "day"
    MONEY = "money"
    NUMBER = "number"
    LATE = "late"
    STRONG = "strong"
    NOTE = "note"


def _styled(cell: WriteOnlyCell | ColumnDimension, ink: Ink) -> WriteOnlyCell | ColumnDimension:
    """The cell, or a whole column, in this ink; under the head, lines are drawn by one rule for all cells."""
    strong = ink in (Ink.TITLE, Ink.HEAD, Ink.STRONG, Ink.LATE)
    size = 14 if ink is Ink.TITLE else 10
    is_late = ink is Ink.LATE and not isinstance(cell, ColumnDimension)
    cell.font = Font(name=_FONT, size=size, bold=strong, color=_RED if is_late else None)
    middle = ink in (Ink.HEAD, Ink.DAY, Ink.NUMBER, Ink.LATE, Ink.STRONG)
    across, down = ("center", "center") if middle else (None, "top")
    cell.alignment = Alignment(horizontal=across, vertical=down, wrap_text=ink is not Ink.TITLE)
    if ink in (Ink.HEAD, Ink.STRONG):
        cell.border = _BORDER
    if ink is Ink.HEAD:
        cell.fill = _HEAD_FILL
    if is_late:
        cell.fill = _LATE_FILL
    cell.number_format = {Ink.DAY: "yyyy-mm-dd", Ink.MONEY: "#,##0.00####", Ink.TEXT: "@", Ink.QUOTED: "@"}.get(ink, "General")
    if ink is Ink.QUOTED:
        cell.quotePrefix = True
    return cell


class _Steady(zipfile.ZipFile):
    """An archive whose entries bear no time."""

    def writestr(self, zinfo_or_arcname: zipfile.ZipInfo | str, data: str | bytes, *args: object, **more: object) -> None:  # type: ignore[override]
        """An entry from memory."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(self._info(name), data)

    def write(self, filename: str, arcname: str | None = None, *args: object, **more: object) -> None:  # type: ignore[override]
        """An entry from a file."""
        with open(filename, "rb") as source, self.open(self._info(arcname or filename), "w") as target:
            while piece := source.read(1 << 20):
                target.write(piece)

    @staticmethod
    def _info(name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, _STEADY)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        info.create_system = 3
        return info


def workbook(book: Book) -> bytes:
    """The bytes of the workbook."""
    made = Workbook(write_only=True)
    moment = datetime.combine(book.as_of, datetime.min.time())
    made.properties.creator = made.properties.lastModifiedBy = "inspect"
    made.properties.title = escaping.written(book.round.title)
    made.properties.created = made.properties.modified = moment
    made.calculation.fullCalcOnLoad = True
    sheets = [made.create_sheet(tab.sheet.name) for tab in book.tabs]
    totals = made.create_sheet(TOTALS)
    pen = _Pen()
    for sheet, tab in zip(sheets, book.tabs, strict=True):
        _tab(sheet, tab, book, pen)
    _totals(totals, book, pen)
    if pen.overflow:
        _overflow(made.create_sheet(OVERFLOW), pen)
    out = io.BytesIO()
    ExcelWriter(made, _Steady(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True)).save()
    return out.getvalue()


class _Pen:
    """Makes cells, and keeps what is too long for one. A style is made once: one a cell would take most of the time."""

    def __init__(self) -> None:
        self._styles: dict[Ink, StyleArray] = {}
        self.overflow: list[str] = []
        self._numbers: dict[str, int] = {}

    def cell(self, sheet: WriteOnlyWorksheet, value: CellValue, ink: Ink) -> WriteOnlyCell:
        """A cell that says this and nothing else: a text is a text, also where it begins like a formula."""
        if isinstance(value, StrEnum):
            value = word(value).zh
        if isinstance(value, str):
            said = self._fitting(value)
            made = WriteOnlyCell(sheet, "")
            made._value, made.data_type = said, "s"
            if ink is Ink.TEXT and value[:1] in ("=", "+", "-", "@", "'"):
                ink = Ink.QUOTED
        else:
            made = WriteOnlyCell(sheet, value)
        return self._inked(made, ink)

    def formula(self, sheet: WriteOnlyWorksheet, said: str, ink: Ink) -> WriteOnlyCell:
        """A cell that Excel works out."""
        return self._inked(WriteOnlyCell(sheet, said), ink)

    def _inked(self, cell: WriteOnlyCell, ink: Ink) -> WriteOnlyCell:
        if ink not in self._styles:
            self._styles[ink] = _styled(WriteOnlyCell(cell.parent), ink)._style
        cell._style = self._styles[ink]
        return cell

    def _fitting(self, said: str) -> str:
        if not escaping.is_too_long(said):
            return escaping.written(said)
        if said not in self._numbers:
            self.overflow.append(said)
            self._numbers[said] = len(self.overflow)
        return escaping.written(escaping.beginning(said, self._numbers[said]))


# -- the sheets of rows ------------------------------------------------------------------------------------------------


def _tab(sheet: WriteOnlyWorksheet, tab: Tab, book: Book, pen: _Pen) -> None:
    columns = [BY_KEY[key] for key in tab.sheet.keys]
    last = len(tab.rows) + _FIRST_ROW - 1
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        dimension = sheet.column_dimensions[letter]
        dimension.width, dimension.hidden = column.width, column.hidden
        _styled(dimension, _ink(column))
        _drop_down(sheet, column, f"{letter}{_FIRST_ROW}:{letter}{last + _SPARE}")
    shown = len([column for column in columns if not column.hidden])
    sheet.freeze_panes = f"{get_column_letter(columns.index(BY_KEY['id']) + 2)}{_FIRST_ROW}"
    end = f"{get_column_letter(len(columns))}{max(last, _FIRST_ROW)}"
    sheet.auto_filter.ref = f"A{_FIRST_ROW - 1}:{end}"
    _printed(sheet, shown, last, sum(column.width for column in columns if not column.hidden))
    if "overdue" in tab.sheet.keys:
        letter = get_column_letter(tab.sheet.keys.index("overdue") + 1)
        rows = f"A{_FIRST_ROW}:{get_column_letter(shown)}{max(last, _FIRST_ROW)}"
        rule = FormulaRule(formula=[f'${letter}{_FIRST_ROW}="{LATE}"'], font=Font(color=_RED), border=_BORDER)
        sheet.conditional_formatting.add(rows, rule)
    sheet.conditional_formatting.add(f"A{_FIRST_ROW}:{end}", FormulaRule(formula=["TRUE"], border=_BORDER))
    sheet.append([pen.cell(sheet, f"{book.round.title} {tab.sheet.name}（截至{book.as_of.isoformat()}）", Ink.TITLE)])
    sheet.append([pen.cell(sheet, column.head, Ink.HEAD) for column in columns])
    inks = [_ink(column) for column in columns]
    for number, row in enumerate(tab.rows, _FIRST_ROW):
        sheet.row_dimensions[number].height = _height(row, columns)
        values = ((row.get(column.key), ink) for column, ink in zip(columns, inks, strict=True))
        sheet.append([None if value is None else pen.cell(sheet, *_inked(value, ink)) for value, ink in values])


_LINE, _TITLE_LINE, _TALLEST = 13.5, 27, 405
"""Points of a line, of the title's, and of the tallest row that Excel shows."""


def _height(row: SheetRow, columns: Sequence[Column]) -> float:
    """Points that the longest cell of the row needs: nobody counts lines but the one who writes them."""
    lines = 1
    for column in columns:
        said = row.get(column.key)
        if isinstance(said, str) and not column.hidden and len(said) > column.width // 2 - 1:
            wide = 1 if said.isascii() else 2
            lines = max(lines, sum(1 + (wide * len(part)) // max(column.width - 1, 1) for part in said[:3000].split("\n")))
    return min(lines * _LINE + 2, _TALLEST)


_NUMBERS = dict.fromkeys((CellKind.COUNT, CellKind.WORD, CellKind.FLAG), Ink.NUMBER)
_INKS = {CellKind.DAY: Ink.DAY, CellKind.MONEY: Ink.MONEY, **_NUMBERS}


def _ink(column: Column) -> Ink:
    return Ink.LATE if column.key == "overdue" else _INKS.get(column.kind, Ink.TEXT)


def _inked(value: CellValue, ink: Ink) -> tuple[CellValue, Ink]:
    """The value and how it looks: 超期 stands out, and an amount that a spreadsheet would round is a text."""
    if isinstance(value, Decimal) and Decimal(repr(float(value))) != value:
        return format(value, "f"), Ink.TEXT
    if isinstance(value, date) and value.year < 1900:
        return value.isoformat(), Ink.TEXT
    return value, ink


def _printed(sheet: WriteOnlyWorksheet, shown: int, last: int, width: int = 0) -> None:
    """Landscape A4, the head on every page, 第 n 页 共 m 页. As wide as one page, or as many as the columns need to be read."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(width / _PAGE)), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if width > 1.5 * _PAGE:
        sheet.print_title_cols = "A:B"
    sheet.print_title_rows = f"1:{_FIRST_ROW - 1}"
    sheet.print_area = f"A1:{get_column_letter(shown)}{max(last, _FIRST_ROW)}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.8
    sheet.row_dimensions[1].height = _TITLE_LINE


def _drop_down(sheet: WriteOnlyWorksheet, column: Column, where: str) -> None:
    words = [word(value).zh for value in column.words] if column.words else [YES] if column.kind is CellKind.FLAG else []
    if words:
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = column.head, f"只能填：{'、'.join(words)}"
        rule.add(where)
        sheet.data_validations.append(rule)


# -- totals ------------------------------------------------------------------------------------------------------------


def _totals(sheet: WriteOnlyWorksheet, book: Book, pen: _Pen) -> None:
    """One row a unit and channel and one for all, as `status` has them, each cell a formula over the ledger."""
    heads = ["被巡察单位", "整改方式", "合计", *(word(state).zh for state in COUNTED_STATES), "超期", "有回音", "完成率", "销号率", "作废"]
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = 26 if number == 1 else max(10, 2 * len(head) + 2)
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    keys = [(code, name, channel) for code, name in book.units for channel in Channel]
    _printed(sheet, len(heads), len(keys) + _FIRST_ROW)
    rows = f"A{_FIRST_ROW}:{get_column_letter(len(heads))}{len(keys) + _FIRST_ROW}"
    sheet.conditional_formatting.add(rows, FormulaRule(formula=["TRUE"], border=_BORDER))
    title = f"{book.round.title} {TOTALS}（截至{book.as_of.isoformat()}）"
    sheet.append([pen.cell(sheet, title, Ink.TITLE)])
    sheet.append([pen.cell(sheet, head, Ink.HEAD) for head in heads])
    numbers = count(_FIRST_ROW)
    for code, name, channel in keys:
        said = [pen.cell(sheet, name, Ink.TEXT), pen.cell(sheet, channel, Ink.NUMBER)]
        sheet.append([*said, *_figures(sheet, book, pen, next(numbers), [("id", f"{code}-*"), ("channel", word(channel).zh)], Ink.NUMBER)])
    total = [pen.cell(sheet, "全部单位", Ink.STRONG), pen.cell(sheet, "合计", Ink.STRONG)]
    sheet.append([*total, *_figures(sheet, book, pen, next(numbers), [], Ink.STRONG)])
    if book.unread:
        sheet.append([])
        sheet.append([pen.cell(sheet, f"无法读取、未计入的记录：{'、'.join(book.unread)}", Ink.NOTE)])


def _figures(
    sheet: WriteOnlyWorksheet, book: Book, pen: _Pen, row: int, of: Sequence[tuple[str, str]], ink: Ink
) -> Iterator[WriteOnlyCell]:
    last = max(len(book.ledger.rows) + _FIRST_ROW - 1, _FIRST_ROW)

    def counted(*more: tuple[str, str]) -> str:
        wanted = [f'{_range(key, last)},"{said}"' for key, said in (*of, *more)]
        return f"COUNTIFS({','.join(wanted)})"

    basis = ("counted", YES)
    every = [counted(basis), *(counted(basis, ("state", word(state).zh)) for state in COUNTED_STATES)]
    every += [counted(basis, ("overdue", LATE)), counted(basis, ("answered", YES))]
    done, closed, places = f"G{row}+H{row}", f"H{row}", book.round.rate_places
    every += [_rate(part, f"C{row}", places) for part in (done, closed)]
    every.append(counted(("state", word(State.VOID).zh)))
    return (pen.formula(sheet, f"={said}", ink) for said in every)


def _range(key: str, last: int) -> str:
    letter = get_column_letter(LEDGER.keys.index(key) + 1)
    return f"'{LEDGER.name}'!${letter}${_FIRST_ROW}:${letter}${last}"


def _rate(part: str, whole: str, places: int) -> str:
    """Half up on whole numbers, never 100% unless all are done, and — for an empty base: as `counts.rate` has it."""
    scale = 10**places
    rounded = f"INT((200*{scale}*({part})+{whole})/(2*{whole}))"
    capped = f"IF(AND({part}<{whole},{rounded}>={100 * scale}),{100 * scale - 1},{rounded})"
    return f'IF({whole}=0,"—",{capped}/{scale}&"%")'


# -- what is longer than a cell ----------------------------------------------------------------------------------------


def _overflow(sheet: WriteOnlyWorksheet, pen: _Pen) -> None:
    for letter, width in (("A", 8), ("B", 8), ("C", 100)):
        sheet.column_dimensions[letter].width = width
    sheet.append([pen.cell(sheet, head, Ink.HEAD) for head in ("序号", "段", "全文")])
    for number, said in enumerate(pen.overflow, 1):
        for part, piece in enumerate(escaping.pieces(said), 1):
            made = pen.cell(sheet, piece, Ink.TEXT)
            sheet.append([pen.cell(sheet, number, Ink.NUMBER), pen.cell(sheet, part, Ink.NUMBER), made])
