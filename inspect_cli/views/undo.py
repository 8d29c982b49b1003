"""What was taken back or done again, and the commands that can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_cli.domain.record.ids import typed_ref
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.words import Did, Word
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
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    """The issues whose numbers it gave out, and those whose it took back; of one record both, where it has another number since."""

    @property
    def moved(self) -> tuple[str, str] | None:
        """The number that the record had before it, and the one after it."""
        return (self.went[0], self.came[0]) if len(self.went) == len(self.came) == 1 else None


_DID = {one.value: one.word.zh for one in Did}
_CALLED = _DID | {
    "add": Did.REGISTER.word.zh,
    "discard": "删去",
    "new-round": "新建轮次",
    "feedback": "登记反馈日期",
    "measure add": "添加措施",
    "measure done": "完成措施",
    "measure drop": "去掉措施",
    "evidence add": "添加佐证",
    "evidence drop": "去掉佐证",
    "ledger import": "导入台账",
    "report during": "印发报告",
    "report feedback": "印发报告",
}
"""The Chinese of the commands that write under `rounds/`; in English they are spelt as they are typed."""


def called(one: KeptCommand) -> Text:
    """The command in the words of the reader, with the issues that it made or touched."""
    words = one.command.split(" ")
    typed = next((spelt for spelt in (" ".join(words[:2]), words[0]) if spelt in _CALLED), words[0])
    rest = " ".join(map(_named, one.command[len(typed) :].split()))
    names = [ref.partition("/")[2] for ref, _ in one.issues]
    if one.moved:
        old, new = (ref.partition("/")[2] for ref in one.moved)
        rest = f"{old} → {new}"
    elif untold := [name for name in names if name not in rest]:
        rest = " ".join(filter(None, (rest, *untold[:3], f"… ({len(names)})" if len(untold) > 3 else "")))
    if typed == "add" and len(one.issues) == 1:
        rest += f" {clipped(one.issues[0][1])}"
    return text("{verb} {words}", verb=Word(_CALLED.get(typed, typed), typed), words=rest)


def _named(word: str) -> str:
    """An issue as its file is named, however it was typed."""
    ref = typed_ref(word)
    return str(ref[1]) if ref and ref[1] else word


def sentences(one: KeptCommand, dry_run: bool = False) -> list[Text]:
    """What is said of a command that was taken back, or done again; or that would be."""
    said = {
        (True, False): text("taken back: {command} ({by}, {at}); done again by: inspect redo"),
        (False, False): text("done again: {command} ({by}, {at}); taken back by: inspect undo"),
        (True, True): text("would be taken back: {command} ({by}, {at})"),
        (False, True): text("would be done again: {command} ({by}, {at})"),
    }[one.is_undone, dry_run]
    holds = one.moved[not one.is_undone] if one.moved and not dry_run else ""
    gone = one.moved[one.is_undone] if holds and one.moved else ""
    names = [
        (text("  {issue} {title}: this is its number now") if ref == holds else text("  {issue} {title}")).about(
            issue=ref, title=clipped(title)
        )
        for ref, title in one.issues
        if ref != gone
    ] or [text("  {file}", file=file) for file in one.files]
    more = [text("  and {count} more", count=len(names) - _SHOWN)] if len(names) > _SHOWN else []
    return [said.about(command=called(one), by=one.by or "—", at=_moment(one.at)), *names[:_SHOWN], *more]


def page(found: Sequence[KeptCommand]) -> Page:
    """The commands, the newest first; what can be taken back says so, what cannot says why."""
    if not found:
        return (Lines([line(text("there is nothing to undo"))]),)
    heads = columns(text("when"), text("who"), loose(text("what")), text("files"), loose(text("inspect undo, inspect redo"), 2))
    rows = [cells(_moment(one.at), one.by or "—", called(one), len(one.files), _standing(one)) for one in found]
    return (Table(heads, rows, wrap=True),)


def _standing(one: KeptCommand) -> Cell:
    if one.objection.english:
        return Cell(one.objection, Tone.DIM)
    return Cell(text("can be done again") if one.is_undone else text("can be taken back"), Tone.GOOD)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
