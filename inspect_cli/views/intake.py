"""What came of a file of rows: how it was understood, what it changes record by record, and what could not be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import Difference, differences
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.sheet.columns import BY_KEY, ColumnUse
from inspect_cli.domain.sheet.grid import Untaken
from inspect_cli.domain.sheet.heads import HeadCell, HeadRow
from inspect_cli.domain.sheet.intake import Intake, Taken
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, Verdict
from inspect_cli.views.diff import change_of, kind_word
from inspect_cli.views.page import Block, Cell, Lines, Page, Table, Tone, cells, columns, line, loose


@dataclass(frozen=True, slots=True)
class Imported:
    """One import, dry or not: `written` says how many records it wrote, None where nothing was to be written."""

    file: str
    round_id: str
    as_of: date
    intake: Intake
    notes: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()
    written: int | None = None

    def changes(self) -> list[tuple[Taken, list[Difference]]]:
        """The records that change, each with what changes; a new one has none."""
        found = []
        for one in self.intake.taken:
            made = [] if one.before is None else differences(Comparison(one.before, one.after, self.round_id, self.round_id))
            found.append((one, [change for change in made if change.kind != "history" or len(made) == 1]))
        return found

    @property
    def new(self) -> int:
        """How many issues are new."""
        return sum(one.before is None for one in self.intake.taken)


def page(view: Imported) -> Page:
    """The import as a page."""
    blocks: list[Block] = [_heading(view)]
    blocks += [_mapping(layout) for layout in view.intake.layouts if not layout.is_own]
    if view.intake.taken:
        blocks.append(_changes(view))
    if view.intake.untaken:
        blocks.append(_untaken(view.intake.untaken))
    if view.intake.said:
        blocks.append(Lines([line(_said(one), Tone.DIM, one.fix) for one in view.intake.said], Cell(text("to be known"), Tone.STRONG)))
    blocks.append(Lines(_sum(view)))
    return tuple(blocks)


def _heading(view: Imported) -> Lines:
    lines = [line(text("{file} → {round}, as of {day}", file=view.file, round=view.round_id, day=view.as_of), Tone.STRONG)]
    for layout in view.intake.layouts:
        if layout.is_own:
            odd = [head.said for head in layout.heads if not head.key]
            lines.append(line(text("sheet {sheet}: made by inspect ledger export", sheet=layout.sheet)))
            if odd:
                lines.append(line(text("  not read: {heads}", heads=odd), Tone.WARN))
    lines += [
        line(text("sheet {sheet}: no header was recognised in it; it is not read", sheet=name), Tone.WARN)
        for name in view.intake.not_understood
    ]
    lines += [line(note, Tone.WARN) for note in view.notes]
    lines += [line(text("{file}: {message}", file=one.file, message=one.message), Tone.BAD, one.fix) for one in view.findings]
    return Lines(lines)


def _mapping(layout: HeadRow) -> Table:
    heads = columns(text("column"), loose(text("head in the sheet")), loose(text("read as")), loose(text("becomes")))
    rows = [cells(head.letter, head.said, *_meaning(head)) for head in layout.heads]
    return Table(heads, rows, title=Cell(text("sheet {sheet}, header in row {row}", sheet=layout.sheet, row=layout.row + 1), Tone.STRONG))


def _meaning(head: HeadCell) -> tuple[Cell, Cell]:
    if not head.key:
        return Cell(text("not read"), Tone.WARN), Cell("")
    column = BY_KEY[head.key]
    return Cell(column.head), Cell(becomes(column.use, column.becomes), Tone.DIM)


def becomes(use: ColumnUse, verbs: Sequence[Did]) -> object:
    """What a change in a column becomes, in words."""
    return _USES[use] if use in _USES else ["add" if verb is Did.REGISTER else verb.value for verb in verbs]


_USES = {
    ColumnUse.NAMES: text("says which record it is"),
    ColumnUse.GOES_WITH: text("goes with a change: reason, approver"),
    ColumnUse.SHOWN: text("shown, not taken back"),
}


def _changes(view: Imported) -> Table:
    heads = columns(loose(text("record")), text("row"), text("field"), loose(text("before → after"), 3))
    rows = []
    for one, made in view.changes():
        head = text("{ref}  {title}", ref=f"{view.round_id}/{one.after.id}", title=one.after.title)
        place = f"{one.place.sheet} {one.place.cell}"
        if one.before is None:
            rows.append(cells(head, place, Cell(text("new"), Tone.GOOD), one.after.text))
        for change in made:
            tone = {Verdict.PROGRESS: Tone.GOOD, Verdict.REGRESSION: Tone.WARN}.get(change.verdict, Tone.PLAIN)
            rows.append(cells(head, place, kind_word(change), Cell(change_of(change), tone)))
    return Table(heads, rows, title=Cell(text("what it changes"), Tone.STRONG), grouped=True, wrap=True)


def _untaken(found: Sequence[Untaken]) -> Table:
    heads = columns(text("sheet"), text("cell"), text("issue"), loose(text("why not"), 2), loose(text("how to go on"), 2))
    rows = [
        cells(one.place.sheet, one.place.cell, one.issue, Cell(one.what, Tone.BAD if one.is_conflict else Tone.WARN), one.fix)
        for one in found
    ]
    return Table(heads, rows, title=Cell(text("what could not be taken: {count}", count=len(rows)), Tone.BAD), wrap=True)


def _said(one: Untaken) -> Text:
    return text("{sheet} {cell}: {what}", sheet=one.place.sheet, cell=one.place.cell, what=one.what)


def _sum(view: Imported) -> list[tuple[Cell, Text]]:
    intake = view.intake
    counts = text(
        "{rows} {rows:row|rows}: {new} new, {changed} changed, {unchanged} unchanged; {untaken} not taken",
        rows=intake.rows,
        new=view.new,
        changed=len(intake.taken) - view.new,
        unchanged=intake.unchanged,
        untaken=len(intake.untaken),
    )
    if view.written is not None:
        what = text("written: {count} {count:record|records}", count=view.written)
    elif intake.taken:
        what = text("nothing was written")
    else:
        what = text("there is nothing to write")
    return [line(counts, Tone.STRONG), line(what, Tone.PLAIN)]
