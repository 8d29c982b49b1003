"""A page or the ledger as CSV: UTF-8 with a mark that Excel knows it by, no cell taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from inspect_cli.domain.sheet.escaping import guarded
from inspect_cli.domain.text import text
from inspect_cli.render.language import Language, harmless, say
from inspect_cli.views.page import Block, Facts, Findings, Lines, Page, Table

if TYPE_CHECKING:
    from inspect_cli.domain.sheet.rows import CellValue
    from inspect_cli.views.sheets import Book


def csv_bytes(book: Book) -> bytes:
    """The bytes of the ledger's file: the sheet with everything."""
    from inspect_cli.domain.sheet.columns import BY_KEY

    tab = book.ledger
    head = [BY_KEY[key].head for key in tab.sheet.keys]
    return _written([head, *([_said(row.get(key)) for key in tab.sheet.keys] for row in tab.rows)])


def page_bytes(page: Page, language: Language) -> bytes:
    """A page as CSV. Its main table comes first and without its title, so that a program finds the heads in row 1 and, where the page is
    but a table, nothing else; what more the page says follows, block by block, each after an empty row and under its title."""
    first = main_table(page)
    rows = list(_block(first, language)) if first else []
    for block in page:
        if block is not first:
            rows += [[], *_title(block, language), *_block(block, language)]
    return _written(rows[1:] if rows and not rows[0] else rows)


def main_table(page: Page) -> Table | Findings | None:
    """The table for whose sake one asks for CSV."""
    return next((block for block in page if isinstance(block, (Table, Findings))), None)


def _title(block: Block, language: Language) -> list[list[str]]:
    return [[_shown(block.title.said, language)]] if block.title else []


def _block(block: Block, language: Language) -> Iterator[list[str]]:
    if isinstance(block, Table):
        yield [_shown(column.head, language) for column in block.columns]
        for row in (*block.rows, *((block.totals,) if block.totals else ())):
            yield [_shown(cell.said, language) for cell in row]
    elif isinstance(block, Facts):
        yield from ([_shown(label, language), _shown(value.said, language)] for label, value in block.pairs)
    elif isinstance(block, Lines):
        for cell, hint in block.lines:
            yield [_shown(cell.said, language), *([_shown(hint, language)] if hint.english else [])]
    elif isinstance(block, Findings):
        from inspect_cli.render.findings import said

        yield [say(head, language) for head in _HEADS]
        for one in block.found:
            yield [guarded(one.file), str(one.line), str(one.column), *map(guarded, said(one, language))]
    else:
        yield from ([_shown(line, language)] for line in block.content.splitlines())


_HEADS = (text("file"), text("line"), text("column"), text("level"), text("rule"), text("message"), text("how to mend it"))


def _shown(said: object, language: Language) -> str:
    """Numbers and days as they are; whatever else may be users' text, and is never a formula."""
    shown = harmless(say(said, language), keep_lines=True)
    return shown if isinstance(said, (int, date)) else guarded(shown)


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    """Lines end as RFC 4180 has it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _said(value: CellValue) -> str:
    said = say(value, Language.ZH)
    return guarded(said) if isinstance(value, str) else said
