"""How an import runs: read the file, understand it, decide all of it, and write all or nothing, where it is to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from inspect_cli.actions.archive import Archive
from inspect_cli.actions.hand import Hand
from inspect_cli.actions.saved import past_of, saved_in
from inspect_cli.domain.counting.counts import unit_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.sheet.columns import BY_KEY
from inspect_cli.domain.sheet.grid import Grid, Untaken
from inspect_cli.domain.sheet.heads import key_of
from inspect_cli.domain.sheet.intake import Intake, IntakeTerms, Registrar, Taken, chosen, taken_in
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused, Trouble
from inspect_cli.store import round_changes, writing
from inspect_cli.store.files import disk
from inspect_cli.store.files.disk import FileChanged, Write
from inspect_cli.store.loading import LoadedRound, ledger_of, load, open_issue
from inspect_cli.store.lookup import current_round, must_be_readable
from inspect_cli.store.numbering import Numbers, new_uid
from inspect_cli.store.sheets.incoming import read_sheets
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.intake import Imported


class Apply(Enum):
    """How much of an import is written."""

    NOTHING = "nothing"
    ALL = "all"
    """Nothing where anything could not be taken."""
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What one import is asked to do; `round` None: the current one."""

    file: Path
    terms: IntakeTerms
    sheet: str = ""
    without: tuple[str, ...] = ()
    round: str | None = None
    apply: Apply = Apply.NOTHING


Progress = Callable[[Text], Callable[[int, int], None]]
"""Begins to tell of one long step: so many done, of so many."""


def imported(archive: Archive, asked: ImportRequest, hand: Hand, progress: Progress) -> Imported:
    """Does it, and what came of it. Raises CannotRead, NotASheet, Invalid, Misused, NotFound, DiskTrouble."""
    workspace = archive.workspace
    read = read_sheets(asked.file, progress(text("reading the sheets: {done} of {of}")))
    grids = _named(read.grids, asked.sheet)
    terms = replace(asked.terms, skipped=tuple(map(_key, asked.without)))
    round_id = asked.round or current_round(workspace, hand.today).folder.name
    written: int | None = None
    if asked.apply is Apply.NOTHING:
        loaded = archive.round(round_id)
        intake, _ = _decided(workspace, loaded, grids, terms, hand, progress)
    else:
        with workspace.locked():
            loaded = load(workspace, round_id)
            intake, writes = _decided(workspace, loaded, grids, terms, hand, progress)
            if writes and (asked.apply is Apply.PARTIAL or not intake.untaken):
                disk.write_all(writes, workspace.journal)
                written = len(intake.taken)
    return Imported(str(asked.file), loaded.round.id, hand.today, intake, tuple(read.notes), loaded.findings, written)


def _named(grids: list[Grid], name: str) -> list[Grid]:
    """The sheets that are meant. Raises Misused where there is none of the name."""
    found = chosen(grids, name)
    if name and not found:
        raise Misused(text("the file has no sheet {name}", name=name), text("its sheets: {sheets}", sheets=[one.name for one in grids]))
    return found


def _key(typed: str) -> str:
    """The key of a column by its key or one of its heads. Raises Misused."""
    found = typed if typed in BY_KEY else key_of(typed)
    if not found:
        heads = [f"{one.key} {one.head}" for one in BY_KEY.values() if not one.hidden]
        raise Misused(text("there is no column {name}", name=typed), text("one of {words}", words=heads))
    return found


def _decided(
    workspace: Workspace, loaded: LoadedRound, grids: Sequence[Grid], terms: IntakeTerms, hand: Hand, progress: Progress
) -> tuple[Intake, list[Write]]:
    """What the rows ask for, and the writes that do it; what cannot be written is not taken."""
    must_be_readable(loaded)
    ledger = ledger_of(loaded, hand.today, hand.present)
    terms = replace(terms, unit=unit_of(ledger, terms.unit) or "")
    numbers, saved = Numbers(workspace), saved_in(workspace)
    registrar = Registrar(
        by=hand.actor(loaded.round.people),
        moment=hand.moment_after,
        number=lambda unit, channel: numbers.next_id(loaded.round.id, unit, channel),
        uid=new_uid,
        told=progress(text("taking in the rows: {done} of {of}")),
        past=lambda issue: past_of(saved, issue, loaded.round),
    )
    intake = taken_in(grids, ledger, terms, registrar)
    files = {(record.issue.uid, record.issue.id): record.file for record in loaded.records}
    taken: list[Taken] = []
    untaken: list[Untaken] = []
    writes: list[Write] = []
    told = progress(text("preparing the records: {done} of {of}"))
    for number, one in enumerate(intake.taken, 1):
        try:
            writes.append(_write(workspace, loaded, one, files))
            taken.append(one)
        except (writing.NotWritable, writing.CannotEdit) as trouble:
            untaken.append(_unwritable(one, trouble))
        told(number, len(intake.taken))
    writes += round_changes.keyed(loaded, [one.after for one in taken])
    return replace(intake, taken=tuple(taken), untaken=(*intake.untaken, *untaken)), writes


def _write(workspace: Workspace, loaded: LoadedRound, one: Taken, files: dict[tuple[str, str], str]) -> Write:
    """The write of one record. Raises NotWritable, CannotEdit; FileChanged where it is no longer what was decided upon."""
    if one.before is None:
        return Write(workspace.place_for(loaded.folder.name, one.after.id), None, writing.issue_text(one.after))
    path = workspace.root / files[one.before.uid, one.before.id]
    record, _ = open_issue(workspace, path, loaded.folder.name)
    if record is None or record.issue != one.before:
        raise FileChanged(path)
    return writing.edited(record, one.changes, one.after)


def _unwritable(one: Taken, trouble: Trouble) -> Untaken:
    issue: Issue = one.before or one.after
    return Untaken(one.place, trouble.what, trouble.hint, issue.id if one.before else "")
