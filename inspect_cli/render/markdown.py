"""A page as Markdown, for a comment on a pull request. Users' text is escaped: it never becomes a link, a tag, a mention or a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from inspect_cli.render.language import Language, harmless, say
from inspect_cli.views.page import Block, Cell, Facts, Lines, Page, Table, Tone

_SPECIAL = re.compile(r"[\\`*_\[\]#|<>~&@]|:(?=//)|(?<=www)\.|^[-+=0-9]", re.IGNORECASE)
_MARKS = {Tone.GOOD: "🟢 ", Tone.WARN: "🟡 ", Tone.BAD: "🔴 "}
"""Colour only helps: the words beside it say the same."""


def markdown(page: Page, language: Language) -> str:
    """The page as text; blocks are parted by an empty line."""
    return "\n".join("".join(line + "\n" for line in _block(block, language)) for block in page)


def escaped(string: str) -> str:
    """Users' text as Markdown that shows it letter by letter."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found.group())};", string)


def _block(block: Block, language: Language) -> Iterator[str]:
    def shown(cell: Cell) -> str:
        return escaped(harmless(say(cell.said, language)))

    if block.title:
        yield from (f"**{shown(block.title)}**", "")
    if isinstance(block, Table):
        first = 1 if block.grouped else 0
        head = "| " + " | ".join(shown(Cell(column.head)) for column in block.columns[first:]) + " |"
        rule = "|" + "---|" * (len(block.columns) - first)
        for name, rows in groupby(block.rows, lambda row: shown(row[0]) if first else ""):
            if name:
                yield from (f"#### {name}", "")
            yield from (head, rule)
            for row in rows:
                yield "| " + " | ".join(_MARKS.get(cell.tone, "") + shown(cell) for cell in row[first:]) + " |"
            yield ""
    elif isinstance(block, Facts):
        yield from (f"- {shown(Cell(label))}: {shown(value)}" for label, value in block.pairs)
    elif isinstance(block, Lines):
        for cell, hint in block.lines:
            yield f"- {shown(cell)}" + (f" → {shown(Cell(hint))}" if hint.english else "")
    else:
        yield from ("> " + escaped(line) for line in harmless(block.content, keep_lines=True).splitlines())
