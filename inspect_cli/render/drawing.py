"""Markdown on a terminal, drawn with Rich in the manner of our other pages: plain headings, quiet code, tables measured for Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, Paragraph, TableElement
from rich.padding import Padding
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
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = RichText("\n".join(_aligned(str(self.text).rstrip().split("\n"))), overflow="fold")
        lines.highlight_regex(r"(?m)^\$ .*$", "cyan")
        yield Padding(lines, (0, 0, 0, 2))


class _Table(TableElement):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        heads = [cell.content for cell in self.header.row.cells] if self.header and self.header.row else []
        rows = [[cell.content for cell in row.cells] for row in self.body.rows] if self.body else []
        widths = _widths([heads, *rows], options.max_width - 2 * (len(heads) - 1))
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
    return RichText("\n").join(_pieces(cell, wrapped(cell.plain, width)))


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
    """Narrow columns get what they need; the others share what is left, each at most what it needs."""
    wanted = [max(cell_len(cell.plain) for cell in column) for column in zip(*rows, strict=True)]
    if sum(wanted) <= room:
        return wanted
    widths = list(wanted)
    loose = sorted((number for number, want in enumerate(wanted) if want > _WHOLE), key=lambda number: wanted[number])
    free = room - sum(want for want in wanted if want <= _WHOLE)
    for position, number in enumerate(loose):
        widths[number] = max(8, min(wanted[number], free // (len(loose) - position)))
        free -= widths[number]
    return widths


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
