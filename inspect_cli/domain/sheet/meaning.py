"""A cell as it was read -> what it means in its column, or why it means nothing there."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

from inspect_cli.domain.record import shape
from inspect_cli.domain.sheet.columns import CellKind, Column
from inspect_cli.domain.sheet.days import of_serial, read_day
from inspect_cli.domain.sheet.grid import Formula, Raw, is_blank
from inspect_cli.domain.sheet.rows import YES, CellValue
from inspect_cli.domain.sheet.vocabulary import OTHER_WORDS
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.words import word

_HALF = re.compile("[\ud800-\udfff]")


class Misread(Exception):
    """The cell means nothing in its column; `what` and `fix` say so."""

    def __init__(self, what: Text, fix: Text = NOTHING) -> None:
        super().__init__(what.english)
        self.what = what
        self.fix = fix


@dataclass(frozen=True, slots=True)
class CellMeaning:
    """What a cell means; `said` keeps the words where they say more than the value."""

    value: CellValue
    said: str = ""


def meant(raw: Raw, column: Column, after: date | None = None, exact: bool = False) -> CellMeaning:
    """What the cell means. `after` is where a day without a year begins to count; `exact` keeps blanks around a text. Raises Misread."""
    if isinstance(raw, Formula):
        raise Misread(
            text("the cell holds a formula, {formula}, and what it comes to is not known here", formula=raw.said[:60]),
            text("put the value itself there (paste special, values)"),
        )
    if isinstance(raw, str) and _HALF.search(raw):
        raise Misread(text("the cell holds half a character, which is no text"), text("type it anew"))
    if is_blank(raw) and not (exact and column.kind is CellKind.TEXT and isinstance(raw, str) and raw):
        return CellMeaning(None)
    if column.kind is CellKind.DAY:
        return _day(raw, after)
    if column.kind is CellKind.WORD and column.words:
        return CellMeaning(_word(column.words, shown(raw)))
    if column.kind is CellKind.FLAG:
        return CellMeaning(_flag(shown(raw)))
    if column.kind in (CellKind.MONEY, CellKind.COUNT):
        return CellMeaning(_number(raw, column.kind))
    said = shown(raw)
    return CellMeaning(said if exact else said.strip())


def shown(raw: Raw) -> str:
    """The cell as text: numbers without a needless point, days in the one form."""
    if isinstance(raw, bool):
        return YES if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time().isoformat() == "00:00:00" else raw.isoformat(sep=" ", timespec="minutes")
    if isinstance(raw, Formula):
        return raw.said
    return raw.isoformat() if isinstance(raw, date) else "" if raw is None else str(raw)


def _day(raw: Raw, after: date | None) -> CellMeaning:
    if isinstance(raw, datetime):
        return CellMeaning(raw.date())
    if isinstance(raw, date):
        return CellMeaning(raw)
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool) and math.isfinite(raw) and (found := of_serial(float(raw))):
        return CellMeaning(found)
    by_words = read_day(shown(raw), after)
    if by_words is None:
        raise Misread(
            text("“{said}” is not a day that can be understood", said=shown(raw)[:60]),
            text("write 2020-11-05, 2020年11月5日, or 2020年11月底前"),
        )
    return CellMeaning(by_words.day, by_words.said)


def bare(words: str) -> str:
    """Words without blanks and without what differs only in width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def _word(kind: type[StrEnum], said: str) -> StrEnum:
    found = _known_word(kind, bare(said))
    if found is None:
        raise Misread(
            text("“{said}” is not one of the known words", said=said[:60]), text("one of {words}", words=[word(value).zh for value in kind])
        )
    return found


@lru_cache(maxsize=512)
def _known_word(kind: type[StrEnum], wanted: str) -> StrEnum | None:
    for value in kind:
        if wanted.lower() in (value.value, word(value).en.lower()) or wanted == bare(word(value).zh):
            return value
    return next((value for value, other in OTHER_WORDS if isinstance(value, kind) and wanted == bare(other)), None)


def _flag(said: str) -> str | None:
    wanted = bare(said).lower()
    if wanted in (YES, "√", "✓", "y", "yes", "true", "1", "有"):
        return YES
    if wanted in ("否", "x", "×", "n", "no", "false", "0", "无", "-", "—"):
        return None
    raise Misread(text("“{said}” is neither 是 nor 否", said=said[:60]))


def _number(raw: Raw, kind: CellKind) -> Decimal | int:
    said = re.sub(r"万元$|项$|个$|,|，", "", bare(shown(raw)))
    wanted = shape.COUNT if kind is CellKind.COUNT else shape.MONEY
    try:
        plain = format(Decimal(said), "f")
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        if re.fullmatch(wanted.pattern, plain):
            return int(plain) if kind is CellKind.COUNT else Decimal(plain)
    except InvalidOperation:
        pass  # the same complaint as for a number that does not fit
    raise Misread(
        text("“{said}” is not a number that a record can hold", said=shown(raw)[:60]),
        text("whole numbers; amounts in 万元 with a decimal point"),
    )
