"""A file that somebody sends -> its sheets as grids: .xlsx, .csv in UTF-8 or GB18030, or the JSON of an export, told by content."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.sheet.columns import BY_KEY, LEDGER, OVERFLOW, SHEETS
from inspect_cli.domain.sheet.escaping import beginning, overflow_number, unguarded
from inspect_cli.domain.sheet.grid import Grid, Raw
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.trouble import Invalid
from inspect_cli.domain.unpacking import WORKBOOK
from inspect_cli.domain.words import Level
from inspect_cli.store.files import disk
from inspect_cli.store.sheets.unreadable import MAX_ROWS, NoWorkbook


class NotASheet(Invalid):
    """The file holds no sheet that can be read."""

    code = "no_sheet"

    def __init__(self, path: Path, what: Text, fix: Text = NOTHING) -> None:
        finding = Finding(rule="", level=Level.ERROR, file=str(path), line=1, column=1, message=what, fix=fix, unread=True)
        super().__init__(text("{file} cannot be read: {what}", file=str(path), what=what), fix, [finding])


class Sheets(NamedTuple):
    """The sheets of a file, and what is to be said of it."""

    grids: list[Grid]
    notes: list[Text]


def read_sheets(path: Path, told: Callable[[int, int], None]) -> Sheets:
    """The sheets of the file. Raises CannotRead; NotASheet where it is nothing of the three."""
    try:
        if path.stat().st_size > WORKBOOK.packed:
            raise NotASheet(
                path, text("it is larger than {size} MB", size=WORKBOOK.packed // 1_000_000), text("split it into several files")
            )
    except OSError as error:
        raise disk.CannotRead(path, error) from error
    raw = disk.read_bytes(path)
    try:
        if raw.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
            from inspect_cli.store.sheets.workbook import grids  # with openpyxl, which nobody else needs

            found, notes = grids(raw, told)
            return Sheets(_whole(found), notes)
        if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            return Sheets(_json(raw), [])
        return _csv(path, raw)
    except NoWorkbook as wrong:
        raise NotASheet(path, wrong.what, wrong.fix) from wrong


# -- texts longer than a cell ------------------------------------------------------------------------------------------


def _whole(grids: list[Grid]) -> list[Grid]:
    """The sheets with long texts put together again from the sheet that holds their rest."""
    rest = next((grid for grid in grids if grid.name == OVERFLOW), None)
    if rest is None:
        return grids
    parts: dict[int, list[str]] = {}
    for row in rest.rows[1:]:
        if len(row) > 2 and isinstance(row[0], (int, float)):
            parts.setdefault(int(row[0]), []).append(str(row[2] or ""))
    texts = {number: "".join(found) for number, found in parts.items()}

    def whole(value: Raw) -> Raw:
        number = overflow_number(value) if isinstance(value, str) else None
        full = texts.get(number) if number is not None else None
        return full if full is not None and number is not None and value == beginning(full, number) else value

    return [
        Grid(one.name, [tuple(map(whole, row)) for row in one.rows], one.merges, one.hidden_rows, one.is_hidden)
        for one in grids
        if one is not rest
    ]


# -- CSV ---------------------------------------------------------------------------------------------------------------


def _csv(path: Path, raw: bytes) -> Sheets:
    notes = []
    try:
        content = raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            content = raw.decode("gb18030")
        except UnicodeDecodeError:
            raise NoWorkbook(
                text("it is neither an Excel workbook nor text in UTF-8 or GB18030"),
                text("open it in a spreadsheet and save it as .xlsx (Excel workbook)"),
            ) from None
        notes.append(text("the file is not UTF-8; it was read as GB18030"))
    if "\x00" in content[:4096] and not content.startswith("序号"):
        raise NoWorkbook(text("it is neither an Excel workbook nor text in UTF-8 or GB18030"))
    try:
        found = list(csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content), strict=True))
    except csv.Error as error:
        fix = text("quotes in a cell are doubled; save it from a spreadsheet")
        raise NoWorkbook(text("it is no CSV: {why}", why=_csv_complaint(str(error))), fix) from None
    if len(found) > MAX_ROWS:
        raise NoWorkbook(text("it has more than {most} rows", most=MAX_ROWS), text("split it into several files"))
    rows = [tuple(unguarded(cell) if cell else None for cell in row) for row in found]
    return Sheets([Grid(path.stem, rows)], notes)


def _csv_complaint(said: str) -> Text:
    if "unexpected end of data" in said:
        return text("a quote is opened and not closed")
    if "expected after" in said:
        return text("something stands between a closing quote and the next comma")
    if "field limit" in said:
        return text("a cell is longer than any spreadsheet holds")
    return text("a line ends within a cell without quotes")


def _delimiter(content: str) -> str:
    first = content.split("\n", 1)[0]
    return max((",", "\t", ";"), key=lambda one: (first.count(one), one == ","))


csv.field_size_limit(50_000_000)


# -- JSON --------------------------------------------------------------------------------------------------------------


def _json(raw: bytes) -> list[Grid]:
    import json

    wrong = NoWorkbook(text("it is JSON, but not that of inspect ledger export"), text("inspect ledger export FILE"))
    try:
        document = json.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
        data = document["data"]
        if document["kind"] != "ledger" or not isinstance(data["sheets"], list):
            raise wrong
        return [_json_grid(str(one["name"]), one["rows"]) for one in data["sheets"]]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise wrong from None


def _json_grid(name: str, rows: list[Mapping[str, Raw]]) -> Grid:
    own = next((sheet for sheet in SHEETS if sheet.name == name), LEDGER)
    keys = [*own.keys, *dict.fromkeys(key for row in rows for key in row if key in BY_KEY and key not in own.keys)]
    if any(isinstance(value, (list, dict)) for row in rows for value in row.values()):
        raise TypeError
    return Grid(name, [tuple(BY_KEY[key].head for key in keys), *(tuple(row.get(key) for key in keys) for row in rows)])
