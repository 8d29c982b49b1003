"""What was taken back or done again, and the commands that can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.views.page import Cell, Lines, Page, Table, Tone, cells, clipped, columns, line, loose

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class KeptCommand:
    """One command that wrote: its words, who and when, the issues (`ROUND/ID`, title) and all files; and why it stays as it is."""

    command: str
    by: str
    at: datetime
    issues: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    is_undone: bool = False
    objection: Text = NOTHING


def sentences(one: KeptCommand, dry_run: bool = False) -> list[Text]:
    """What is said of a command that was taken back, or done again; or that would be."""
    said = {
        (True, False): text("taken back: {command} ({by}, {at}); done again by: inspect redo"),
        (False, False): text("done again: {command} ({by}, {at}); taken back by: inspect undo"),
        (True, True): text("would be taken back: {command} ({by}, {at})"),
        (False, True): text("would be done again: {command} ({by}, {at})"),
    }[one.is_undone, dry_run]
    names = [text("  {issue} {title}", issue=ref, title=clipped(title)) for ref, title in one.issues] or [
        text("  {file}", file=file) for file in one.files
    ]
    more = [text("  and {count} more", count=len(names) - _SHOWN)] if len(names) > _SHOWN else []
    return [said.about(command=one.command, by=one.by or "—", at=_moment(one.at)), *names[:_SHOWN], *more]


def page(found: Sequence[KeptCommand]) -> Page:
    """The commands, the newest first; what can be taken back says so, what cannot says why."""
    if not found:
        return (Lines([line(text("there is nothing to undo"))]),)
    heads = columns(text("when"), text("who"), loose(text("what")), text("files"), loose(text("inspect undo, inspect redo"), 2))
    rows = [cells(_moment(one.at), one.by or "—", one.command, len(one.files), _standing(one)) for one in found]
    return (Table(heads, rows, wrap=True),)


def _standing(one: KeptCommand) -> Cell:
    if one.objection.english:
        return Cell(one.objection, Tone.DIM)
    return Cell(text("can be done again") if one.is_undone else text("can be taken back"), Tone.GOOD)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
