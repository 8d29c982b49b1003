"""The ledger of a round on its way out: what goes into the file, and the file put where nobody's work is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspect_cli.actions.archive import Archive
from inspect_cli.domain.counting.counts import unit_of
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.sheet.columns import LEDGER, SHEETS
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import DiskTrouble, Trouble
from inspect_cli.store.addresses import issue_place
from inspect_cli.store.files import disk
from inspect_cli.store.git.sparse import must_be_told
from inspect_cli.store.loading import LoadedRound, ledger_of
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.sheets import Book, book


class AlreadyThere(DiskTrouble):
    """The file to write is there already, and holds something else."""

    code = "file_exists"

    def __init__(self, path: Path) -> None:
        super().__init__(text("{file} is there already", file=str(path)), text("name another file, or --force to replace it"))


class Incomplete(Trouble):
    """What would leave the office lacks records that git holds and that are not here."""

    code = "incomplete"
    status = 4

    def __init__(self, finding: Finding) -> None:
        super().__init__(text("the ledger would lack what is not here: {what}", what=finding.message), finding.fix)


def must_be_whole(loaded: LoadedRound, unit: str | None) -> None:
    """Every record of the round, or of the unit, is checked out. Raises Incomplete."""
    names = [place[1] for path in loaded.left_out if (place := issue_place(path))]
    away = [name for name in names if not unit or name.startswith(f"{unit.upper()}-")]
    finding = next((one for one in loaded.findings if one.absent), None)
    if finding and (away or not loaded.is_readable):
        raise Incomplete(finding)


def exported(archive: Archive, round_id: str, unit: str | None, today: date, form: str) -> Book:
    """The ledger with the sheets that the form (xlsx, csv, json) can hold. Raises NoSuchRound, NotFound, Incomplete, GitFailed."""
    loaded = archive.round(round_id)
    must_be_told(str(archive.workspace.root))
    must_be_whole(loaded, unit)
    ledger = ledger_of(loaded, today)
    sheets = SHEETS if form == "xlsx" else [one for one in SHEETS if one is LEDGER or (one.of_measures and form == "json")]
    return book(ledger, loaded.findings, unit_of(ledger, unit), sheets)


def put(path: Path, content: bytes, workspace: Workspace, force: bool = False) -> None:
    """Writes the file whole or not at all. Raises AlreadyThere: a sheet that somebody is filling in is not written over."""
    before = disk.read_bytes(path) if path.exists() else None
    if before == content:
        return
    if before is not None and not force:
        raise AlreadyThere(path)
    disk.write_all([disk.Write(path, before, content)], workspace.journal)
