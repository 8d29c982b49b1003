"""How one string is written in YAML, so that every reader of YAML 1.1 or 1.2 gets the same string back.

Plain where that is safe, else in single quotes, else in double quotes with escapes; several lines as a literal block.
"""

from __future__ import annotations

import re
import unicodedata


class Bare(str):
    """A string that stands unquoted although some reader makes more of it: a date, a number, a boolean, an enum word."""

    __slots__ = ()


class OneLine(str):
    """A string that is never written as a literal block: for places where a block would take in what follows."""

    __slots__ = ()


_WORDS = {"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"}
_NULLS = {"", "~", "null"}
# numbers, times and dates of YAML 1.1 and 1.2, a little more rather than less
_NUMBER = re.compile(
    r"[-+.]?[0-9][0-9_.,:+-]*(?:[eE][-+]?[0-9]+)?|[-+]?0[xob][0-9a-f_]+|[-+]?\.(?:inf|nan)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?",
    re.IGNORECASE,
)
_INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@`=")
_INSIDE = re.compile(r":(?=\s|$)|\s#|\t")
_INSIDE_FLOW = re.compile(r"[,?\[\]{}]|:(?=[\s,\[\]{}]|$)|\s#|\t")
_COLON = re.compile(":")

_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n",
    "\v": "\\v", "\f": "\\f", "\r": "\\r", "\x1b": "\\e", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P",
}  # fmt: skip


def written(value: str, flow: bool, like: str | None = None) -> str:
    """`value` on one line. `flow`: it stands inside braces or brackets. `like`: the old value's quote, kept where possible.

    Raises ValueError for a lone surrogate, which no UTF-8 file can hold.
    """
    shown = _is_shown(value)
    if like == '"' or not shown:
        return _double_quoted(value)
    if like != "'" and _is_plain(value, flow):
        return value
    return "'" + value.replace("'", "''") + "'"


def block_literal(value: str, indent: int, step: int = 2) -> list[str] | None:
    """`value` as a literal block: its header, then its lines at `indent`, which is `step` deeper than the block around it.

    None where a literal block cannot hold it (no visible line, other line ends, characters that need an escape).
    """
    lines = value.split("\n")
    body = value.rstrip("\n").split("\n")
    if not value.strip() or not 1 <= step <= 9 or not all(_is_shown(line.replace("\t", "")) for line in lines):
        return None
    first = next(line for line in body if line)
    # a reader takes the depth of the first line that is not empty, so a leading blank would count as indentation
    depth = str(step) if first[0] in " \t" else ""
    kept = len(value) - len(value.rstrip("\n"))
    chomp = ("-", "", "+")[min(kept, 2)]
    padded = [" " * indent + line if line else "" for line in body]
    return [f"|{depth}{chomp}", *padded, *[""] * (kept - 1)]


def _is_shown(value: str) -> bool:
    """Every character can stand in the file as it is: printable for YAML, not a control, not invisible (zero width, direction)."""
    return not any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs") or c in "\ufffe\uffff" for c in value)


def _is_plain(value: str, flow: bool) -> bool:
    if value.lower() in (_NULLS if isinstance(value, Bare) else _WORDS) or value != value.strip():
        return False
    if value.startswith(_INDICATORS) and not (isinstance(value, Bare) and re.match(r"-\w", value)):
        return False
    if value.startswith(("---", "...")) or (_INSIDE_FLOW if flow else _INSIDE).search(value):
        return False
    if isinstance(value, Bare):
        return True
    return not _NUMBER.fullmatch(value) and not (flow and _COLON.search(value))


def _double_quoted(value: str) -> str:
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError(f"a lone surrogate U+{code:04X} cannot stand in a UTF-8 file")
    if _is_shown(character):
        return character
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
