"""The ledger of a round on its way out: what goes into the file, and the file put where nobody's work is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspect_cli.actions.archive import Archive
from inspect_cli.domain.counting.counts import unit_of
from inspect_cli.domain.sheet.columns import LEDGER, SHEETS
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import DiskTrouble
from inspect_cli.store.files import disk
from inspect_cli.store.loading import ledger_of
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.sheets import Book, book


class AlreadyThere(DiskTrouble):
    """The file to write is there already, and holds something else."""

    code = "file_exists"

    def __init__(self, path: Path) -> None:
        super().__init__(text("{file} is there already", file=str(path)), text("name another file, or --force to replace it"))


def exported(archive: Archive, round_id: str, unit: str | None, today: date, form: str) -> Book:
    """The ledger with the sheets that the form (xlsx, csv, json) can hold. Raises NoSuchRound, NotFound."""
    loaded = archive.round(round_id)
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
