"""A page for a pipe: tab-separated lines, one row a line, users' tabs and newlines made spaces."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.render.language import Language, harmless, say
from inspect_cli.views.page import Block, Facts, Findings, Lines, Page, Table


def plain(page: Page, language: Language) -> str:
    """The page as text; blocks are parted by an empty line."""
    return "\n".join("".join(line + "\n" for line in _block(block, language)) for block in page)


def _block(block: Block, language: Language) -> Iterator[str]:
    def shown(said: object) -> str:
        return harmless(say(said, language))

    if block.title:
        yield shown(block.title.said)
    if isinstance(block, Table):
        yield "\t".join(shown(column.head) for column in block.columns)
        for row in (*block.rows, *((block.totals,) if block.totals else ())):
            yield "\t".join(shown(cell.said) for cell in row)
    elif isinstance(block, Facts):
        for label, value in block.pairs:
            yield f"{shown(label)}\t{shown(value.said)}"
    elif isinstance(block, Lines):
        for cell, hint in block.lines:
            yield shown(cell.said) + (f"\t{shown(hint)}" if hint.english else "")
    elif isinstance(block, Findings):
        from inspect_cli.render.findings import plain_line

        yield from (plain_line(one, language) for one in block.found)
    else:
        yield from harmless(block.content, keep_lines=True).splitlines()
