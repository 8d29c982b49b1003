"""Texts that a cell cannot hold as they are, made fit for it and back again, without losing a character.

XML 1.0 has no control characters; spreadsheets write them as `_x001B_` (ISO/IEC 29500-1, ST_Xstring), and a text that looks like
that with its first underscore so written. In a CSV a text that a spreadsheet would take for a formula gets an apostrophe.
"""

from __future__ import annotations

import re

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]")

LONGEST = 32_000
"""Characters of one cell as written; Excel takes 32,767 and throws the rest away."""


def written(text: str) -> str:
    """The text as an xlsx cell holds it."""
    return _UNFIT.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def read(said: str) -> str:
    """The text that an xlsx cell holds."""
    if "_x" not in said:
        return said
    plain = _WRITTEN.sub(lambda found: chr(int(found[1], 16)), said)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")  # two halves written apart are one character


def guarded(text: str) -> str:
    """The text as a CSV cell holds it: never taken for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(said: str) -> str:
    """The text that a CSV cell holds."""
    return said[1:] if said.startswith("'") and _FORMULA.match(said[1:]) else said


def pieces(text: str) -> list[str]:
    """The text in pieces that each fit a cell as written."""
    found: list[str] = []
    while text:
        size = min(len(text), LONGEST)
        while len(written(text[:size])) > LONGEST:
            size = size * LONGEST // (len(written(text[:size])) + 1)
        found.append(text[:size])
        text = text[size:]
    return found


def is_too_long(text: str) -> bool:
    """It does not fit one cell."""
    return len(text) > LONGEST // 7 and len(written(text)) > LONGEST


def beginning(text: str, number: int) -> str:
    """What a cell shows of a text that is too long for it; the whole text is number so and so on the sheet of such texts."""
    return f"{pieces(text)[0][:1000]}……（全文见“续文”表第{number}号）"


_BEGINNING = re.compile(r".*……（全文见“续文”表第([0-9]{1,6})号）", re.DOTALL)


def overflow_number(said: str) -> int | None:
    """The number of the whole text, where a cell only shows its beginning."""
    found = _BEGINNING.fullmatch(said) if said.endswith("号）") else None
    return int(found[1]) if found else None
