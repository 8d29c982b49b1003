"""From files to rounds and issues: reads what lies in a workspace, and names with its place whatever cannot be read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.ledger import Ledger
from inspect_cli.domain.round import Round, Unit
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Level, RoundKind
from inspect_cli.store import evidence
from inspect_cli.store.document import MAX_BYTES, Document, parse
from inspect_cli.store.reading import Complaint, issue_from, round_from
from inspect_cli.store.workspace import Workspace, id_order


@dataclass(frozen=True, slots=True)
class Record:
    """One issue file that could be read: the issue, and the document that knows the places."""

    issue: Issue
    document: Document
    path: Path
    file: str


@dataclass(frozen=True, slots=True)
class LoadedRound:
    """One round as it lies on the disk. A round whose own file cannot be read still shows its issues, under a stand-in."""

    round: Round
    folder: Path
    document: Document | None
    file: str
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]

    @property
    def unread(self) -> frozenset[str]:
        """The names, `ROUND/ID`, of issue files that could not be read."""
        return frozenset(f.issue for f in self.findings if f.unread and f.issue)

    def record(self, issue_id: str) -> Record | None:
        """The record with this id."""
        return next((record for record in self.records if record.issue.id == issue_id), None)


def load_round(workspace: Workspace, round_id: str) -> LoadedRound:
    """`round.yaml` alone, without its issues."""
    folder = workspace.folder(round_id)
    path = folder / "round.yaml"
    document, complaints = _read(workspace, path)
    found, findings = _round_in(workspace, document, complaints, path)
    return LoadedRound(found or _stand_in(round_id, ()), folder, document, workspace.relative(path), (), tuple(findings))


def load(workspace: Workspace, round_id: str) -> LoadedRound:
    """The round with every issue that can be read, and a finding for every file that cannot."""
    loaded = load_round(workspace, round_id)
    records: list[Record] = []
    findings = list(loaded.findings)
    for path in _issue_files(workspace, loaded.folder, findings):
        record, complained = load_issue(workspace, path, round_id)
        findings += complained
        if record:
            records.append(record)
    records.sort(key=lambda record: id_order(record.issue.id))
    shown = loaded.round
    if loaded.round.on_site is None:
        shown = _stand_in(round_id, sorted({record.issue.unit for record in records}))
    return LoadedRound(shown, loaded.folder, loaded.document, loaded.file, tuple(records), tuple(findings))


def load_issue(workspace: Workspace, path: Path, round_id: str) -> tuple[Record | None, list[Finding]]:
    """One issue file: its record, or why it cannot be read."""
    document, complaints = _read(workspace, path)
    return _issue_in(workspace, document, complaints, path, round_id)


def issue_from_bytes(workspace: Workspace, raw: bytes, path: Path, round_id: str) -> tuple[Record | None, list[Finding]]:
    """The same for bytes that are not in the file (yet)."""
    return _issue_in(workspace, parse(raw), [], path, round_id)


def round_from_bytes(workspace: Workspace, raw: bytes, path: Path) -> tuple[Round | None, list[Finding]]:
    """A round from bytes that are not in its file (yet)."""
    return _round_in(workspace, parse(raw), [], path)


def _issue_files(workspace: Workspace, folder: Path, findings: list[Finding]) -> list[Path]:
    """The files to read as issues; whatever else lies there is named, so that nothing vanishes by its name."""
    try:
        entries = sorted(os.scandir(folder / "issues"), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        path = folder / "issues"
        findings.append(_finding(workspace, path, _unreadable(error.strerror or str(error)), ""))
        return []
    paths: list[Path] = []
    for entry in entries:
        path = folder / "issues" / entry.name
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(".yaml"):
            paths.append(path)
        else:
            complaint = Complaint(
                "SCH14",
                text("{file} is not read: an issue's file is named ID.yaml", file=entry.name),
                _NOWHERE,
                text("rename it to its id with the ending .yaml, or move it elsewhere"),
            )
            findings.append(_finding(workspace, path, complaint, "", Level.WARNING))
    return paths


def _issue_in(
    workspace: Workspace, document: Document | None, complaints: list[Complaint], path: Path, round_id: str
) -> tuple[Record | None, list[Finding]]:
    found = issue_from(document) if document else complaints
    if document is None or isinstance(found, list):
        ref = f"{round_id}/{path.stem}"
        return None, [_finding(workspace, path, complaint, ref) for complaint in (found if isinstance(found, list) else complaints)]
    record = Record(found, document, path, workspace.relative(path))
    return record, [] if found.id == path.stem else [_misnamed(workspace, path, document, found.id, path.stem, f"{round_id}/{found.id}")]


def _round_in(
    workspace: Workspace, document: Document | None, complaints: list[Complaint], path: Path
) -> tuple[Round | None, list[Finding]]:
    found = round_from(document) if document else complaints
    if isinstance(found, list):
        return None, [_finding(workspace, path, complaint, "") for complaint in found]
    folder = path.parent.name
    return found, [] if found.id == folder else [_misnamed(workspace, path, document, found.id, folder, "")]


def _read(workspace: Workspace, path: Path) -> tuple[Document | None, list[Complaint]]:
    """The file as a document, or why it is no readable file."""
    try:
        if path.is_dir():
            return None, [_unreadable_because(text("this is a folder, not a file"))]
        if path.exists() and not path.is_file():
            return None, [_unreadable_because(text("this is not a plain file"))]
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(workspace.root)):
            return None, [_unreadable_because(text("this is a link that leads out of {root}", root=workspace.root.name))]
        with path.open("rb") as stream:
            return parse(stream.read(MAX_BYTES + 1)), []
    except FileNotFoundError:
        return None, [_unreadable_because(text("{file} is missing", file=path.name))]
    except OSError as error:
        return None, [_unreadable(error.strerror or str(error))]


def _finding(workspace: Workspace, path: Path, complaint: Complaint, ref: str, level: Level = Level.ERROR) -> Finding:
    place = complaint.place
    return Finding(
        rule=complaint.rule,
        level=level,
        file=workspace.relative(path),
        line=place.line,
        column=place.column,
        length=place.length,
        source=place.source,
        issue=ref,
        message=complaint.message,
        fix=complaint.fix,
        unread=level is Level.ERROR,
    )


def _misnamed(workspace: Workspace, path: Path, document: Document | None, stated: str, expected: str, ref: str) -> Finding:
    place = document.where(("id",)) if document else _NOWHERE
    return Finding(
        rule="SCH10",
        level=Level.ERROR,
        file=workspace.relative(path),
        line=place.line,
        column=place.column,
        length=place.length,
        source=place.source,
        issue=ref,
        message=text("the id is {id}, but the name says {name}", id=stated, name=expected),
        fix=text("the name is the id and nothing else: change one of them"),
    )


def archive_of(loaded: Sequence[LoadedRound]) -> dict[str, tuple[Issue, ...]]:
    """Every readable issue of these rounds by `ROUND/ID`; two under one name are both there."""
    found: dict[str, tuple[Issue, ...]] = {}
    for one in loaded:
        for record in one.records:
            ref = f"{one.round.id}/{record.issue.id}"
            found[ref] = (*found.get(ref, ()), record.issue)
    return found


def ledger_of(loaded: LoadedRound, today: date, everything: Sequence[LoadedRound] = ()) -> Ledger:
    """The round as rules and counts see it; evidence files are hashed here."""
    around = everything or (loaded,)
    return Ledger(
        round=loaded.round,
        issues=tuple(record.issue for record in loaded.records),
        today=today,
        files=evidence.states_of(loaded.folder, (record.issue for record in loaded.records)),
        archive=archive_of(around),
        unread=frozenset().union(*(one.unread for one in around)),
    )


def _stand_in(round_id: str, units: Sequence[str]) -> Round:
    """What stands for a round whose own file cannot be read, so that its issues are still seen."""
    named = tuple(Unit(code=code, name=code) for code in units)
    return Round(id=round_id, title=round_id, kind=RoundKind.REGULAR, team="", units=named, on_site=None)


_NOWHERE = parse(b"").where(())


def _unreadable(why: str) -> Complaint:
    return Complaint(
        "SCH13", text("the file cannot be read: {why}", why=why), _NOWHERE, text("look whether it is a file that you may read")
    )


def _unreadable_because(why: Text) -> Complaint:
    return Complaint("SCH13", why, _NOWHERE, text("records are plain files inside the root"))
