"""An .xlsx file -> its sheets as grids. What is no such file, or would do harm, is named before anything of it is understood.

A workbook is a stranger's: archives that grow without end, XML that refers to itself, encrypted and old files are refused; formulas
are seen as formulas and never worked out, links to other files are never followed. Knows nothing of ledgers.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from openpyxl.cell.text import Text as CellText
from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from inspect_cli.domain.sheet.escaping import read
from inspect_cli.domain.sheet.grid import Formula, Grid, MergedRange, Raw
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.unpacking import MAX_RATIO, WORKBOOK
from inspect_cli.store.sheets.unreadable import MAX_COLUMNS, MAX_ROWS, NoWorkbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ANYTHING_WRONG = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl and the libraries under it raise on a file that is not what it should be."""


_SAVE_AS = text("open it in a spreadsheet and save it as .xlsx (Excel workbook)")


def grids(raw: bytes, told: Callable[[int, int], None]) -> tuple[list[Grid], list[Text]]:
    """Every sheet with its cells, merged ranges and hidden rows, and what is to be said of the file. Raises NoWorkbook."""
    if raw.startswith(_OLE):
        raise _ole(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            notes = _looked_over(archive)
        reader = _Reader(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        reader.read()
        return _sheets(reader, told), notes
    except NoWorkbook:
        raise
    except MemoryError as error:
        raise NoWorkbook(text("it is too large to be read here"), text("split it into several files")) from error
    except _ANYTHING_WRONG as error:
        raise NoWorkbook(text("it is damaged, or no Excel workbook: {why}", why=_why(error)), _SAVE_AS) from error


def _why(error: BaseException) -> Text:
    if isinstance(error, zipfile.BadZipFile | EOFError | zlib.error):
        return text("only a part of it is there")
    return text("a part of it is missing, or is not as a spreadsheet writes it")


def _ole(raw: bytes) -> NoWorkbook:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return NoWorkbook(text("it is encrypted with a password"), text("open it, take the password off, and save it again as .xlsx"))
    return NoWorkbook(text("it is a file of Excel 97-2003 (.xls), which is not read"), _SAVE_AS)


# -- before anything is understood -------------------------------------------------------------------------------------


def _looked_over(archive: zipfile.ZipFile) -> list[Text]:
    """The archive holds a workbook and nothing that would do harm; returns what is to be said. Raises NoWorkbook."""
    names = archive.namelist()
    if len(names) > WORKBOOK.parts or len(set(names)) < len(names):
        raise NoWorkbook(
            text("its archive has {count} {count:part|parts}, or parts of one name: no spreadsheet writes such a file", count=len(names))
        )
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise NoWorkbook(text("it is encrypted with a password"), text("open it, take the password off, and save it again as .xlsx"))
    if "[Content_Types].xml" not in names or not any(re.match(r"xl/.*", name) for name in names):
        raise NoWorkbook(text("it is an archive, but no Excel workbook"), _SAVE_AS)
    if any(name.lower() in ("xl/workbook.bin",) for name in names):
        raise NoWorkbook(text("it is a binary workbook (.xlsb), which is not read"), _SAVE_AS)
    left = WORKBOOK.unpacked
    for info in archive.infolist():
        left -= _unpacked(archive, info, left)
    if any(name.startswith("xl/externalLinks/") for name in names):
        return [text("the workbook has links to other files; they are not followed")]
    return []


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> int:
    """The real size of an entry, whatever it says of itself. Raises NoWorkbook where it grows too large or declares entities."""
    size, before = 0, b""
    is_xml = info.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(info) as part:
        while piece := part.read(1 << 20):
            size += len(piece)
            if size > left or (size > 20_000_000 and size > MAX_RATIO * max(info.compress_size, 1)):
                raise NoWorkbook(
                    text("{part} in it unpacks to more than any ledger holds: it would fill the memory", part=info.filename),
                    text("ask whoever sent it for another copy"),
                )
            if is_xml and _declares(before + piece):
                raise NoWorkbook(
                    text("{part} in it declares entities of its own, which no spreadsheet does", part=info.filename),
                    text("ask whoever sent it for another copy"),
                )
            before = piece[-32:]
    return size


def _declares(piece: bytes) -> bool:
    return any(mark.encode(code) in piece for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be"))


# -- sheets ------------------------------------------------------------------------------------------------------------


class _Reader(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader, but strings come as they stand in the file: it would undo half of their escapes."""

    package: Manifest

    def read_strings(self) -> None:
        """The shared strings."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            self.shared_strings = list(_strings(source))


def _strings(source: Any) -> Iterator[str]:
    for _, node in iterparse(source):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            yield read(_said(node))
            node.clear()


_T = f"{{{SHEET_MAIN_NS}}}t"
_IS = f"{{{SHEET_MAIN_NS}}}is"


def _said(node: Any) -> str:
    """The text of a string: one piece nearly always; of several without the readings beside them."""
    if len(node) == 1 and node[0].tag == _T:
        return node[0].text or ""
    return CellText.from_tree(node).content or ""


class _Cells(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's parser of one sheet, quicker with strings that stand in their cells."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """One cell."""
        found: dict[str, Any]
        inner = element.find(_IS) if element.get("t") == "inlineStr" else None
        if inner is None:
            found = super().parse_cell(element)
            if found["data_type"] == "s" and element.get("t") == "str" and isinstance(found["value"], str):
                found["value"] = read(found["value"])
            return found
        element.remove(inner)
        found = super().parse_cell(element)
        found["value"], found["data_type"] = read(_said(inner)), "s"
        return found


def _sheets(reader: ExcelReader, told: Callable[[int, int], None]) -> list[Grid]:
    book = reader.wb
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "_worksheet_path")]
    found = []
    for number, sheet in enumerate(sheets):
        told(number, len(sheets))
        with reader.archive.open(sheet._worksheet_path) as source:
            parser = _Cells(
                source,
                reader.shared_strings,
                data_only=False,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            found.append(_grid(sheet.title, sheet.sheet_state != "visible", parser))
    told(len(sheets), len(sheets))
    return found


def _grid(name: str, is_hidden: bool, parser: _Cells) -> Grid:
    rows: list[tuple[Raw, ...]] = []
    for number, cells in parser.parse():
        if number > MAX_ROWS:
            if any(cell["value"] is not None for cell in cells):
                raise NoWorkbook(
                    text("sheet {sheet} has cells below row {most}", sheet=name, most=MAX_ROWS), text("split it into several files")
                )
            continue
        filled = [cell for cell in cells if cell["value"] is not None and cell["column"] <= MAX_COLUMNS]
        if not filled:
            continue
        rows += [()] * (number - 1 - len(rows))
        row: list[Raw] = [None] * max(cell["column"] for cell in filled)
        for cell in filled:
            row[cell["column"] - 1] = _raw(cell)
        rows[number - 1 :] = [tuple(row)]
    merges = [_merge(one.ref) for one in (parser.merged_cells.mergeCell if parser.merged_cells else ())]
    hidden = frozenset(int(row) - 1 for row, told in parser.row_dimensions.items() if told.get("hidden") in ("1", "true"))
    return Grid(name, rows, _some(merges, len(rows)), hidden, is_hidden)


def _merge(ref: str) -> MergedRange:
    left, top, right, bottom = range_boundaries(ref)
    return MergedRange(top - 1, left - 1, min(bottom, MAX_ROWS) - 1, min(right, MAX_COLUMNS) - 1)


def _some(merges: list[MergedRange], height: int) -> tuple[MergedRange, ...]:
    """The merged ranges over cells that are there, from the top."""
    return tuple(sorted((one for one in merges if one.top < height), key=lambda one: (one.top, one.left)))


def _raw(cell: dict[str, Any]) -> Raw:
    value = cell["value"]
    if cell["data_type"] == "f":
        return Formula(str(getattr(value, "text", None) or value))
    if cell["data_type"] == "e":
        return Formula(str(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value if isinstance(value, (str, int, float, bool, datetime)) or value is None else str(value)
