"""How an import runs: read the file, understand it, decide all of it, show it, and with --apply write all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.desk.output import tell
from inspect_cli.cli.desk.progress import Progress
from inspect_cli.cli.one import must_be_readable
from inspect_cli.domain.counting.counts import unit_of
from inspect_cli.domain.finding import worst_exit
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.sheet.columns import BY_KEY
from inspect_cli.domain.sheet.grid import Grid, Untaken
from inspect_cli.domain.sheet.heads import key_of
from inspect_cli.domain.sheet.intake import Intake, IntakeTerms, Registrar, Taken, chosen, taken_in
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused, Trouble
from inspect_cli.render import json_v1
from inspect_cli.store import writing
from inspect_cli.store.files import disk
from inspect_cli.store.files.disk import FileChanged, Write
from inspect_cli.store.loading import LoadedRound, ledger_of, load, open_issue
from inspect_cli.store.numbering import Numbers, new_uid
from inspect_cli.store.sheets.incoming import read_sheets
from inspect_cli.views.intake import Imported, page
from inspect_cli.views.page import Page

Answer = Callable[[Session, str, Callable[[], Page], Callable[[], object]], None]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What one import was asked to do."""

    file: Path
    sheet: str
    without: tuple[str, ...]
    terms: IntakeTerms
    apply: bool
    partial: bool


def run(session: Session, errand: ImportRequest, answer: Answer) -> int:
    """Does it and says what came of it. Raises CannotRead, NotASheet, Misused, NotFound, DiskTrouble."""
    read = read_sheets(errand.file, Progress(session.language, text("reading the sheets: {done} of {of}")))
    grids = _named(read.grids, errand.sheet)
    terms = replace(errand.terms, skipped=tuple(map(_key, errand.without)))
    round_id = session.round or session.chosen_round().folder.name
    written: int | None = None
    if errand.apply:
        with session.workspace.locked():
            loaded = load(session.workspace, round_id)
            intake, writes = _decided(session, loaded, grids, terms)
            if writes and (errand.partial or not intake.untaken):
                disk.write_all(writes, session.workspace.journal)
                written = len(writes)
    else:
        loaded = session.archive.round(round_id)
        intake, _ = _decided(session, loaded, grids, terms)
    view = Imported(str(errand.file), loaded.round.id, session.today, intake, tuple(read.notes), loaded.findings, written)
    answer(session, "ledger-import", lambda: page(view), lambda: json_v1.imported(view, session.language))
    _say_how_to_go_on(session, errand, intake, written)
    invalid = worst_exit(finding for finding in loaded.findings if finding.unread)
    return invalid or int(bool(intake.untaken) or not intake.layouts)


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


def _decided(session: Session, loaded: LoadedRound, grids: Sequence[Grid], terms: IntakeTerms) -> tuple[Intake, list[Write]]:
    """What the rows ask for, and the writes that do it; what cannot be written is not taken."""
    must_be_readable(loaded)
    ledger = ledger_of(loaded, session.today)
    terms = replace(terms, unit=unit_of(ledger, terms.unit) or "")
    numbers = Numbers(session.workspace)

    def moment(last: datetime | None) -> datetime:
        return session.moment_after(last)

    desk = Registrar(
        by=session.actor(loaded.round.people),
        moment=moment,
        number=lambda unit, channel: numbers.next_id(loaded.round.id, unit, channel),
        uid=new_uid,
        told=Progress(session.language, text("taking in the rows: {done} of {of}")),
    )
    intake = taken_in(grids, ledger, terms, desk)
    files = {(record.issue.uid, record.issue.id): record.file for record in loaded.records}
    taken: list[Taken] = []
    untaken: list[Untaken] = []
    writes: list[Write] = []
    told = Progress(session.language, text("preparing the records: {done} of {of}"))
    for number, one in enumerate(intake.taken, 1):
        try:
            writes.append(_write(session, loaded, one, files))
            taken.append(one)
        except (writing.NotWritable, writing.CannotEdit) as trouble:
            untaken.append(_unwritable(one, trouble))
        told(number, len(intake.taken))
    return replace(intake, taken=tuple(taken), untaken=(*intake.untaken, *untaken)), writes


def _write(session: Session, loaded: LoadedRound, one: Taken, files: dict[tuple[str, str], str]) -> Write:
    """The write of one record. Raises NotWritable, CannotEdit; FileChanged where it is no longer what was decided upon."""
    workspace = session.workspace
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


def _say_how_to_go_on(session: Session, errand: ImportRequest, intake: Intake, written: int | None) -> None:
    if session.json:
        return
    if not intake.layouts:
        tell(session, text("no sheet has a header that is understood: at least two of the heads in the README's table of columns"))
    elif written is None and errand.apply and intake.untaken and intake.taken:
        tell(session, text("nothing was written: mend what could not be taken, or --partial to write the rest"))
    elif not errand.apply and intake.taken:
        tell(session, text("this was a dry run; --apply writes it"))
