"""The ledger as CSV: the sheet with everything, UTF-8 with a mark that Excel knows it by, no cell taken for a formula."""

from __future__ import annotations

import csv
import io

from inspect_cli.domain.sheet.columns import BY_KEY
from inspect_cli.domain.sheet.escaping import guarded
from inspect_cli.domain.sheet.rows import CellValue
from inspect_cli.render.language import Language, say
from inspect_cli.views.sheets import Book


def csv_bytes(book: Book) -> bytes:
    """The bytes of the file; lines end as RFC 4180 has it."""
    tab = book.ledger
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([BY_KEY[key].head for key in tab.sheet.keys])
    for row in tab.rows:
        writer.writerow([_said(row.get(key)) for key in tab.sheet.keys])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _said(value: CellValue) -> str:
    said = say(value, Language.ZH)
    return guarded(said) if isinstance(value, str) else said
