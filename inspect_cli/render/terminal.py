"""A page on a terminal, drawn with Rich: wide characters measured, users' text never taken for markup."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from inspect_cli.render.language import Language, harmless, say, struck_in
from inspect_cli.views.page import Cell, Facts, Findings, Lines, Page, Table, TableColumn, Tone, Verbatim

STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.DIM: "dim",
    Tone.GOOD: "green",
    Tone.WARN: "yellow",
    Tone.BAD: "bold red",
}


def show(page: Page, language: Language, console: Console) -> None:
    """Prints the page."""
    for number, block in enumerate(page):
        if number:
            console.print()
        if isinstance(block, Findings):
            from inspect_cli.render import findings

            findings.show(block.found, language, console)
        else:
            console.print(_drawn(block, language, console.width))


def _drawn(block: Table | Facts | Lines | Verbatim, language: Language, width: int) -> RenderableType:
    parts: list[RenderableType] = [_text(block.title, language)] if block.title else []
    if isinstance(block, Table):
        parts += _table(block, language, width)
    elif isinstance(block, Facts):
        parts.append(_facts(block, language))
    elif isinstance(block, Lines):
        parts += _lines(block, language)
    else:
        parts.append(Padding(RichText(harmless(block.content, keep_lines=True)), (0, 0, 0, 2)))
    return Group(*parts)


def _text(cell: Cell, language: Language) -> RichText:
    shown = RichText(harmless(say(cell.said, language)), style=STYLES[cell.tone])
    for old in map(harmless, struck_in(cell.said, language)):
        at = shown.plain.find(marked := f"[-{old}-]")
        if at >= 0:
            shown = RichText.assemble(shown[:at], (old, "strike"), shown[at + len(marked) :], style=STYLES[cell.tone])
    return shown


def _table(table: Table, language: Language, width: int) -> list[RenderableType]:
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    first = 1 if table.grouped else 0
    columns = table.columns[first:]
    drawn = [[_text(cell, language) for cell in row[first:]] for row in rows]
    needs = [max((cell.cell_len for cell in column), default=0) for column in zip(*drawn, strict=True)] if drawn else [0] * len(columns)
    heads = _heads(columns, needs, language, width)
    gap = 2 if _whole_width(columns, needs, heads, 2) <= width else 1
    widths = _widths(columns, needs, heads, width, gap)
    parts: list[RenderableType] = []
    count = len(table.rows)
    groups = groupby(range(len(rows)), lambda i: -1 if i >= count else (say(rows[i][0].said, language) if first else ""))
    for number, (name, members) in enumerate(groups):
        if first and isinstance(name, str):
            parts.append(RichText(harmless(name), style="bold")) if number else None
        grid = _grid(columns, widths, heads if number == 0 else None, gap, table.wrap)
        if first and number == 0:
            parts += [grid, RichText(harmless(str(name)), style="bold")]
            grid = _grid(columns, widths, None, gap, table.wrap)
        if name == -1:
            parts.append(RichText("─" * min(width, sum(widths) + gap * (len(widths) - 1)), style="dim"))
        for member in members:
            grid.add_row(*drawn[member])
        parts.append(grid)
    return parts or [_grid(columns, widths, heads, gap, table.wrap)]


def _grid(columns: Sequence[TableColumn], widths: Sequence[int], heads: Sequence[str] | None, gap: int, wrap: bool) -> RichTable:
    grid = RichTable(
        box=None,
        show_header=heads is not None,
        show_edge=False,
        pad_edge=False,
        padding=(0, gap, 0, 0),
        header_style="dim",
        collapse_padding=True,
    )
    for number, column in enumerate(columns):
        grid.add_column(
            RichText(heads[number]) if heads else "",
            justify="right" if column.right else "left",
            width=widths[number],
            no_wrap=column.whole or not wrap,
            overflow="fold" if wrap else "ellipsis",
        )
    return grid


def _heads(columns: Sequence[TableColumn], needs: Sequence[int], language: Language, width: int) -> list[str]:
    """One-line heads where they fit, else the two-line ones."""
    full = [say(column.head, language) for column in columns]
    least = (need if column.whole else min(need, 20) for need, column in zip(needs, columns, strict=True))
    if sum(max(cell_len(head), need) + 2 for head, need in zip(full, least, strict=True)) <= width:
        return full
    return ["\n".join(say(part, language) for part in c.short) if c.short else head for c, head in zip(columns, full, strict=True)]


def _widths(columns: Sequence[TableColumn], needs: Sequence[int], heads: Sequence[str], width: int, gap: int) -> list[int]:
    """Whole columns get what they need; the others share what is left, each at most what it needs."""
    wanted = _wanted(needs, heads)
    free = width - gap * (len(columns) - 1) - sum(want for want, column in zip(wanted, columns, strict=True) if column.whole)
    loose = sorted((n for n, column in enumerate(columns) if not column.whole), key=lambda n: wanted[n] / columns[n].weight)
    widths = list(wanted)
    for position, number in enumerate(loose):
        share = free * columns[number].weight // sum(columns[n].weight for n in loose[position:])
        widths[number] = max(4, min(wanted[number], share))
        free -= widths[number]
    return widths


def _wanted(needs: Sequence[int], heads: Sequence[str]) -> list[int]:
    return [max(need, *(cell_len(part) for part in head.split("\n"))) for need, head in zip(needs, heads, strict=True)]


def _whole_width(columns: Sequence[TableColumn], needs: Sequence[int], heads: Sequence[str], gap: int) -> int:
    """What the table takes when every column that may shrink shrinks to twenty."""
    wanted = zip(_wanted(needs, heads), columns, strict=True)
    return sum(want if column.whole else min(want, 20) for want, column in wanted) + gap * (len(columns) - 1)


def _facts(facts: Facts, language: Language) -> RichTable:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in facts.pairs:
        grid.add_row(RichText(harmless(say(label, language))), _text(value, language))
    return grid


def _lines(lines: Lines, language: Language) -> list[RenderableType]:
    indent = 2 if lines.title else 0
    parts: list[RenderableType] = []
    for cell, hint in lines.lines:
        parts.append(Padding(_text(cell, language), (0, 0, 0, indent)))
        if hint.english:
            arrow = RichTable.grid(padding=(0, 1, 0, 0))
            arrow.add_row(RichText("→", style="cyan"), RichText(harmless(say(hint, language)), style="cyan"))
            parts.append(Padding(arrow, (0, 0, 0, indent + 2)))
    return parts
