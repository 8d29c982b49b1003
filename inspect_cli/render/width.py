"""How wide a string is on a screen, and lines cut or filled to a width: a Chinese character takes two columns."""

from __future__ import annotations

from unicodedata import combining, east_asian_width


def columns(string: str) -> int:
    """The columns that the string takes on a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 0 if combining(char) else 1 for char in string)


def padded(string: str, width: int) -> str:
    """The string, filled with spaces to the width."""
    return string + " " * (width - columns(string))


def wrapped(string: str, width: int) -> list[str]:
    """The string in lines of at most `width` columns: broken at spaces, and between Chinese characters."""
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(string):
        wide = columns(piece)
        if used + wide > width and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip()
            wide = columns(piece)
        line, used = line + piece, used + wide
    return [*lines, line.rstrip()] if line.strip() else lines


_NEVER_FIRST = "，。；：、！？）》】〕”’…),.;:!?]}%"
_NEVER_LAST = "（《【〔“‘([{"


def _pieces(string: str) -> list[str]:
    """What must stay together: a word with the space before it, or one wide character with the marks around it."""
    pieces: list[str] = []
    for char in string:
        before = pieces[-1][-1] if pieces else " "
        is_wide = any(east_asian_width(one) in "WF" for one in (char, before))
        if not pieces or char == " " or (is_wide and char not in _NEVER_FIRST and before not in _NEVER_LAST):
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces
