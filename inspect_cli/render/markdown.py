"""A page as Markdown, for a comment on a pull request. Users' text is escaped: it never becomes a link, a tag, a mention or a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from inspect_cli.domain.words import Level
from inspect_cli.render.findings import said
from inspect_cli.render.language import Language, harmless, say, struck_in
from inspect_cli.views.page import Block, Facts, Findings, Lines, Page, Table, Tone

_SPECIAL = re.compile(r"[\\`*_\[\]#|<>~&@]|:(?=//)|(?<=www)\.|^[-+=]|^\d+(?=[.)])|^ +", re.IGNORECASE)
_ALIVE = re.compile(r"[@#!$%~&](?=[A-Za-z0-9_])|:(?=[+-]?[a-z0-9_]*[a-z][a-z0-9_]*:|[+-]1:|100:|1234:)")
"""What servers make a mention, a reference or a picture of after reading the Markdown, however it was written there."""
_DEAD = "<!-- -->"
"""Nothing to be seen or copied, between two letters that shall not be taken together."""
_MARKS = {Tone.GOOD: "🟢 ", Tone.WARN: "🟡 ", Tone.BAD: "🔴 "}
"""Colour only helps: the words beside it say the same."""
_LEVELS = {Level.ERROR: "🔴 ", Level.WARNING: "🟡 ", Level.INFO: "🔵 "}


def markdown(page: Page, language: Language) -> str:
    """The page as text; blocks are parted by an empty line."""
    return "\n".join("".join(line + "\n" for line in _block(block, language)) for block in page)


def escaped(string: str) -> str:
    """Users' text as Markdown that shows it letter by letter."""
    parted = _ALIVE.sub(lambda found: found.group() + "\0", string)  # a sign that no text has any more when it comes here
    return _SPECIAL.sub(_entities, parted).replace("\0", _DEAD)


def _entities(found: re.Match[str]) -> str:
    """The letters by their numbers; spaces at the beginning as such that Markdown leaves alone."""
    return "".join("&#160;" if one == " " else f"&#{ord(one)};" for one in found.group())


def _quoted(content: str) -> Iterator[str]:
    """Users' lines, each a line of its own, and none a list, a heading or code."""
    lines = [escaped(line.expandtabs(4)) for line in harmless(content, keep_lines=True).split("\n")]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield f"> {line}".rstrip() + ("\\" if line.strip() and following.strip() else "")


def _block(block: Block, language: Language) -> Iterator[str]:
    def shown(said: object) -> str:
        whole = escaped(harmless(say(said, language)))
        for old in map(harmless, struck_in(said, language)):
            whole = whole.replace(escaped(f"[-{old}-]"), f"~~{escaped(old)}~~", 1)
        return whole

    if block.title:
        yield from (f"**{shown(block.title.said)}**", "")
    if isinstance(block, Table):
        yield from _table(block, shown)
    elif isinstance(block, Facts):
        yield from (f"- {shown(label)}: {shown(value.said)}" for label, value in block.pairs)
    elif isinstance(block, Lines):
        for cell, hint in block.lines:
            yield f"- {shown(cell.said)}" + (f" → {shown(hint)}" if hint.english else "")
    elif isinstance(block, Findings):
        for one in block.found:
            level, rule, message, fix = map(escaped, map(harmless, said(one, language)))
            place = escaped(harmless(f"{one.file}:{one.line}:{one.column}"))
            yield f"- {_LEVELS[one.level]}{level} {rule} {place} {message}" + (f" → {fix}" if fix else "")
    else:
        yield from _quoted(block.content)


def _table(table: Table, shown: Callable[[object], str]) -> Iterator[str]:
    """Under its head; where it is grouped, each group under a heading and a head of its own, the totals last."""
    first = 1 if table.grouped else 0
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    for name, members in groupby(rows, lambda row: shown(row[0].said) if first else "") if rows else [("", ())]:
        if name:
            yield from (f"#### {name}", "")
        yield "| " + " | ".join(shown(column.head) for column in table.columns[first:]) + " |"
        yield "|" + "---|" * (len(table.columns) - first)
        for row in members:
            yield "| " + " | ".join(_MARKS.get(cell.tone, "") + shown(cell.said) for cell in row[first:]) + " |"
        yield ""
