"""A written report: drafted whenever somebody asks, issued once its gate is open, and never written over what lies there.

What it tells is read here; the finished bytes come from whoever can make them (`ink`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from inspect_cli.actions.archive import Archive
from inspect_cli.actions.saved import saved_in
from inspect_cli.domain.compare.baseline import Issued
from inspect_cli.domain.compare.baseline import told as reported
from inspect_cli.domain.counting.counts import unit_codes, unit_of
from inspect_cli.domain.counting.gate import Blocker, blockers
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Level, State
from inspect_cli.store.addresses import REPORTS
from inspect_cli.store.baselines import BASELINE, baseline, next_name
from inspect_cli.store.files import disk
from inspect_cli.store.git.outlying import outlying
from inspect_cli.store.git.sparse import must_be_told
from inspect_cli.store.loading import LoadedRound, ledger_of, load
from inspect_cli.store.lookup import current_round
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.drafted import Drafted, Refusal
from inspect_cli.views.report import Report, ReportKind, report


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """The report that is wanted; `round` None: the current one. The unit need not be named where there is one alone."""

    round: str | None
    kind: ReportKind
    unit: str | None = None

    def round_id(self, workspace: Workspace, today: date) -> str:
        """The round that is meant. Raises NoSuchRound where there is none at all."""
        return self.round or current_round(workspace, today).folder.name


class FinishedPaper(NamedTuple):
    """A report as bytes: the ending of its file, what is still to be supplied, and what marks it as a draft."""

    content: bytes
    ending: str
    missing: tuple[str, ...] = ()
    mark: str = ""


Ink = Callable[[Report], FinishedPaper]


def issue(workspace: Workspace, order: ReportOrder, today: date, ink: Ink, dry_run: bool = False) -> Drafted | Refusal:
    """Writes the document and its baseline, both or none; or says every reason why it cannot be issued today.

    The gate is asked of the files themselves, under the lock. Raises: NoSuchRound, Misused, NotFound, DiskTrouble; NotSaved, where
    there is git and it holds otherwise what is told; GitFailed where git does not say whether all of it is here.
    """
    with nullcontext() if dry_run else workspace.locked():
        loaded = load(workspace, order.round_id(workspace, today))
        must_be_told(str(workspace.root))
        ledger = ledger_of(loaded, today)
        told = _told(ledger, order)
        stopped = blockers(ledger, loaded.findings, told.unit.code, order.kind.channel)
        stopped += _errors(workspace, told, today)
        if stopped:
            return Refusal(told, tuple(stopped))
        if not outlying(str(workspace.root), loaded.folder.name):  # what lies elsewhere is saved there
            mine = {one.uid for one in told.every}
            saved_in(workspace).must_hold([loaded.file, *(one.file for one in loaded.records if one.issue.uid in mine)])
        paper = ink(told)
        document = _put(workspace, loaded, told, paper, dry_run)
    return Drafted(told, workspace.relative(document), paper.missing, issued=True)


_ASKED = ("EVI01", "EVI02", "EVI03", "STA01", "STA02", "STA04", "STA08")
"""What the gate asks in its own way."""


def _errors(workspace: Workspace, told: Report, today: date) -> Iterator[Blocker]:
    """What `check` calls an error in a record that the report covers, and the gate does not ask: it does not go out under it."""
    mine = f"{told.round.id}/{told.unit.code}-{told.kind.channel.letter}"
    void = {f"{told.round.id}/{issue.id}" for issue in told.every if issue.state is State.VOID}
    for one in Archive(workspace, indexed=False).findings({told.round.id}, today):
        asked = one.rule in _ASKED or one.leaves_gaps or one.issue in void
        if one.level is Level.ERROR and one.issue.startswith(mine) and not asked:
            yield Blocker(one.rule, one.issue, one.message, one.fix)


def _put(workspace: Workspace, loaded: LoadedRound, told: Report, paper: FinishedPaper, dry_run: bool) -> Path:
    """Writes both files under the next number; where the document lies."""
    folder = loaded.folder / REPORTS
    disk.must_lie_inside(loaded.folder, folder)
    name = next_name(folder, told.kind, told.unit.code)
    document = folder / f"{name}.{paper.ending}"
    if not dry_run:
        issued = Issued(
            name=name,
            kind=told.kind,
            round=told.round.id,
            unit=told.unit.code,
            as_of=told.as_of,
            document=document.name,
            sha256=hashlib.sha256(paper.content).hexdigest(),
            items=reported(told.every),
        )
        disk.make_folder(folder)
        writes = [disk.Write(document, None, paper.content), disk.Write(folder / f"{name}{BASELINE}", None, baseline(issued))]
        disk.write_all(writes, workspace.journal)
    return document


def draft(archive: Archive, order: ReportOrder, today: date, ink: Ink) -> tuple[Drafted, FinishedPaper]:
    """The report as it would be today, in no file yet, with the unit's records that it cannot speak of. Raises as `issue`."""
    loaded = archive.round(order.round_id(archive.workspace, today))
    told = _told(ledger_of(loaded, today), order)
    paper = ink(told)
    mine = f"{told.round.id}/{told.unit.code}-"
    unread = tuple(one for one in loaded.findings if one.leaves_gaps and (not one.issue or one.issue.startswith(mine)))
    return Drafted(told, "", paper.missing, findings=unread), paper


def free_place(folder: Path, told: Report, paper: FinishedPaper) -> Path:
    """The first name for a draft that nothing has: what somebody may have written into an earlier one stays."""
    stem, number = f"{told.round.id}-{told.unit.code}-{told.kind}-{paper.mark}", 1
    while (path := folder / f"{stem}{f'-{number}' if number > 1 else ''}.{paper.ending}").exists():
        number += 1
    return path


def keep(target: Path, paper: FinishedPaper) -> None:
    """Writes a draft into a file of its own. Raises Misused where something lies there, DiskTrouble."""
    if target.exists():
        raise Misused(
            text("{file} is there already, and what was written into it by hand would be lost", file=str(target)),
            text("name another file with --output"),
        )
    disk.write_all([disk.Write(target, None, paper.content)])


def _told(ledger: Ledger, order: ReportOrder) -> Report:
    """What the report tells. Raises Misused where the unit must be named, NotFound."""
    codes = unit_codes(ledger)
    if not order.unit and len(codes) != 1:
        raise Misused(text("{what} {what:is|are} missing", what="--unit"), text("one of {words}", words=codes))
    return report(ledger, order.kind, unit_of(ledger, order.unit or codes[0]) or codes[0])
