"""Hands for workbooks in tests: open one, change cells as an office would, save it again."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from inspect_cli.cli.argv.app import main

ROOT = Path(__file__).parent.parent
TODAY = "2020-12-01"


def with_samples(desk):
    """The repository's own rounds on the desk, committed."""
    shutil.copytree(ROOT / "rounds", desk.root / "rounds")
    desk.commit()
    return desk


def export(path: Path, *words: str, root: Path = ROOT) -> Path:
    assert main(["ledger", "export", str(path), "--root", str(root), "--today", TODAY, "--no-index", *words]) == 0
    return path


def column(sheet: Worksheet, head: str, header: int = 2) -> int:
    """The number of the column under this head."""
    return next(cell.column for cell in sheet[header] if cell.value == head)


def row_of(sheet: Worksheet, issue: str, header: int = 2, head: str = "编号") -> int:
    """The row of an issue."""
    number = column(sheet, head, header)
    return next(row for row in range(header + 1, sheet.max_row + 1) if sheet.cell(row, number).value == issue)


def edit(path: Path, *changes: tuple[str, str, str, object], to: Path | None = None) -> Path:
    """Sets cells: sheet, issue, head, value."""
    book = openpyxl.load_workbook(path)
    for name, issue, head, value in changes:
        sheet = book[name]
        sheet.cell(row_of(sheet, issue), column(sheet, head)).value = value
    book.save(to or path)
    return to or path


def office(path: Path, rows: list[list[object]], merges: tuple[str, ...] = (), name: str = "Sheet1") -> Path:
    """An office's own workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, place).value = value
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(path)
    return path
