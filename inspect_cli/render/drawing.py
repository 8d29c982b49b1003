"""Markdown on a terminal, drawn with Rich in the manner of our other pages: plain headings, quiet code, tables measured for Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, Paragraph, TableElement
from rich.table import Table
from rich.text import Text as RichText
from rich.theme import Theme

from inspect_cli.render.width import columns, padded, wrapped

INKS = Theme({"markdown.code": "cyan", "markdown.item.bullet": "dim", "markdown.item.number": "dim"})
"""Inks that can be read on a dark screen and on a light one."""
_WIDE = "[\u2e80-\u9fff\uff00-\uffef“”]"
_WHOLE = 16
"""A column whose cells all fit into so many columns of the screen is never broken."""


class _Heading(Heading):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield RichText(self.text.plain, style="bold underline" if self.tag == "h1" else "bold")


class _Paragraph(Paragraph):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield _broken(_joined(self.text), options.max_width)


class _Code(CodeBlock):
    """Lines that can be copied: a long one is broken by the terminal alone, which knows that it is one."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in _aligned(str(self.text).rstrip().split("\n")):
            yield RichText(f"  {line}", style="cyan" if line.startswith("$ ") else "", no_wrap=True, overflow="ignore")


class _Table(TableElement):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        heads = [cell.content for cell in self.header.row.cells] if self.header and self.header.row else []
        rows = [[cell.content for cell in row.cells] for row in self.body.rows] if self.body else []
        widths = _widths([heads, *rows], options.max_width - 2 * len(heads))  # older Rich counts the gap behind the last column too
        named = any(head.plain.strip() for head in heads)
        table = Table(box=None, show_header=named, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", collapse_padding=True)
        for head, width in zip(heads, widths, strict=True):
            table.add_column(_broken(head, width), width=width, no_wrap=True, overflow="fold")
        for row in rows:
            table.add_row(*(_broken(cell, width) for cell, width in zip(row, widths, strict=True)))
        yield table


def _aligned(lines: list[str]) -> Iterator[str]:
    """The lines, with columns where tabs part them: what a page shows as it goes to a pipe."""
    for is_table, group in groupby(lines, lambda line: "\t" in line):
        rows = [line.split("\t") for line in group]
        widths = [max(map(columns, column)) for column in zip_longest(*rows, fillvalue="")]
        for row in rows:
            yield "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=False)).rstrip() if is_table else row[0]


def _broken(cell: RichText, width: int) -> RichText:
    """The cell in lines of at most this width, broken between Chinese characters too; its styles stay."""
    lines = [cell.plain] if _is_name(cell) else wrapped(cell.plain, width)
    return RichText("\n").join(_pieces(cell, [part for line in lines for part in _chopped(line, width)]))


def _chopped(line: str, width: int) -> list[str]:
    """A word that is wider than its column goes on in the next line; nothing is cut off."""
    parts = [""]
    for char in line:
        if columns(parts[-1] + char) > width:
            parts.append("")
        parts[-1] += char
    return parts


def _joined(said: RichText) -> RichText:
    """Without the spaces that the ends of lines became between Chinese characters."""
    spaces = [found.start() for found in re.finditer(rf"(?<={_WIDE}) (?={_WIDE})", said.plain)]
    ends = zip([-1, *spaces], [*spaces, len(said)], strict=True)
    return RichText().join(said[start + 1 : end] for start, end in ends)


def _pieces(cell: RichText, lines: list[str]) -> list[RichText]:
    pieces, at = [], 0
    for line in lines:
        start = cell.plain.index(line, at)
        at = start + len(line)
        pieces.append(cell[start:at])
    return pieces or [cell]


def _widths(rows: list[list[RichText]], room: int) -> list[int]:
    """Narrow columns get what they need; the others share what is left, each at most what it needs and, where that is possible, at
    least its longest word."""
    cells_of = list(zip(*rows, strict=True))
    wanted = [max(cell_len(cell.plain) for cell in column) for column in cells_of]
    if sum(wanted) <= room:
        return wanted
    least = [want if want <= _WHOLE else _longest_word(column) for want, column in zip(wanted, cells_of, strict=True)]
    if sum(least) > room:
        least = [want if want <= _WHOLE else 8 for want in wanted]
    widths, free = list(least), room - sum(least)
    loose = sorted((number for number in range(len(wanted)) if wanted[number] > least[number]), key=lambda n: wanted[n] - least[n])
    for position, number in enumerate(loose):
        more = max(0, min(wanted[number] - least[number], free // (len(loose) - position)))
        widths[number] += more
        free -= more
    return widths


def _longest_word(cells: tuple[RichText, ...]) -> int:
    return max(columns(word) for cell in cells for word in ([cell.plain] if _is_name(cell) else wrapped(cell.plain, 1) or [""]))


def _is_name(cell: RichText) -> bool:
    """The cell is one word to be typed, which is not to be parted between its Chinese characters either."""
    return " " not in cell.plain and any(one.end - one.start == len(cell) for one in cell.spans)


class Drawn(Markdown):
    """A page of the manual."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "paragraph_open": _Paragraph,
        "fence": _Code,
        "code_block": _Code,
        "table_open": _Table,
    }
