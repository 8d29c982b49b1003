"""Finds the root, lists and loads the rounds in it, and holds the lock under which they are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.ledger import Ledger
from inspect_cli.domain.round import Round, Unit
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import DiskTrouble, NotFound
from inspect_cli.domain.words import Level, RoundKind
from inspect_cli.store import disk, evidence, git
from inspect_cli.store.document import MAX_BYTES, Document, parse
from inspect_cli.store.reading import Complaint, issue_from, round_from

LOCK_SECONDS = 20
"""How long a command waits for another one to finish writing."""


class NoWorkspace(NotFound):
    """There is no `rounds/` here or above."""

    code = "no_workspace"

    def __init__(self, start: Path) -> None:
        super().__init__(
            text("no folder rounds/ in {folder} or above it", folder=str(start)),
            text("go to the folder of your records, name it with --root DIR, or make one: inspect init"),
        )


class NoSuchRound(NotFound):
    """The round named is not there."""

    code = "no_such_round"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        hint = text("known rounds: {rounds}", rounds=list(known)) if known else text("open the first one: inspect new-round")
        super().__init__(text("there is no round {round}", round=name), hint)


class LockHeld(DiskTrouble):
    """Another process is writing."""

    code = "lock_held"

    def __init__(self, path: Path) -> None:
        super().__init__(
            text("another inspect is writing and has not finished after {seconds} seconds; nothing was written", seconds=LOCK_SECONDS),
            text("wait for it, then run the command again; the lock is {path}", path=str(path)),
        )


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


@dataclass(frozen=True)
class Workspace:
    """The root folder: it holds `rounds/`."""

    root: Path

    @cached_property
    def state_dir(self) -> Path:
        """Where lock, journal and kept texts lie: in git's common directory, or in an own folder that ignores itself."""
        common = git.common_dir(self.root)
        if common is not None:
            return common / "inspect"
        return self.root / ".inspect"

    @property
    def journal(self) -> Path:
        """Where a write of several files notes what it is about to do."""
        return self.state_dir / "journal.json"

    def round_ids(self) -> list[str]:
        """The names of the round folders, sorted."""
        try:
            entries = sorted(os.scandir(self.root / "rounds"), key=lambda entry: entry.name)
        except OSError as error:
            raise disk.CannotRead(self.root / "rounds", error) from error
        return [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")]

    def folder(self, round_id: str) -> Path:
        """The round's folder. Raises NoSuchRound."""
        known = self.round_ids()
        if round_id not in known:
            raise NoSuchRound(round_id, known)
        return self.root / "rounds" / round_id

    def relative(self, path: Path) -> str:
        """The path as findings print it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def load_round(self, round_id: str) -> LoadedRound:
        """`round.yaml` alone, without its issues."""
        folder = self.folder(round_id)
        path = folder / "round.yaml"
        document, complaints = self._read(path)
        found, findings = self._round_in(document, complaints, path)
        return LoadedRound(found or _stand_in(round_id, ()), folder, document, self.relative(path), (), tuple(findings))

    def load(self, round_id: str) -> LoadedRound:
        """The round with every issue that can be read, and a finding for every file that cannot."""
        loaded = self.load_round(round_id)
        records: list[Record] = []
        findings = list(loaded.findings)
        for path in self._issue_files(loaded.folder, findings):
            record, complained = self.load_issue(path, round_id)
            findings += complained
            if record:
                records.append(record)
        records.sort(key=lambda record: _id_order(record.issue.id))
        shown = loaded.round
        if loaded.round.on_site is None:
            shown = _stand_in(round_id, sorted({record.issue.unit for record in records}))
        return LoadedRound(shown, loaded.folder, loaded.document, loaded.file, tuple(records), tuple(findings))

    def load_issue(self, path: Path, round_id: str) -> tuple[Record | None, list[Finding]]:
        """One issue file: its record, or why it cannot be read."""
        document, complaints = self._read(path)
        return self._issue_in(document, complaints, path, round_id)

    def issue_from(self, raw: bytes, path: Path, round_id: str) -> tuple[Record | None, list[Finding]]:
        """The same for bytes that are not in the file (yet)."""
        return self._issue_in(parse(raw), [], path, round_id)

    def round_from(self, raw: bytes, path: Path) -> tuple[Round | None, list[Finding]]:
        """A round from bytes that are not in its file (yet)."""
        return self._round_in(parse(raw), [], path)

    def place_for(self, round_id: str, issue_id: str) -> Path:
        """Where a new issue's file will lie. Raises CannotWrite where the folder leads out of the root."""
        path = self.issue_path(round_id, issue_id)
        disk.must_lie_inside(self.root, path.parent)
        return path

    def issue_path(self, round_id: str, issue_id: str) -> Path:
        """Where the issue's file lies."""
        return self.root / "rounds" / round_id / "issues" / f"{issue_id}.yaml"

    def issue_names(self, round_id: str) -> list[str]:
        """The ids that the round's file names claim, without opening any of them."""
        try:
            return sorted(
                (name[:-5] for name in os.listdir(self.root / "rounds" / round_id / "issues") if name.endswith(".yaml") and name[0] != "."),
                key=_id_order,
            )
        except OSError:
            return []

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes while this holds; what a crashed command left half done is finished first.

        Raises: LockHeld after LOCK_SECONDS; CannotWrite where the lock cannot be made.
        """
        disk.make_folder(self.state_dir)
        if self.state_dir.parent == self.root and not (self.state_dir / ".gitignore").exists():
            disk.write_all([disk.Write(self.state_dir / ".gitignore", None, b"*\n")], self.journal)
        lock = FileLock(self.state_dir / "lock", timeout=LOCK_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise LockHeld(self.state_dir / "lock") from error
        except OSError as error:
            raise disk.CannotWrite(self.state_dir / "lock", error) from error
        try:
            disk.finish_interrupted(self.journal)
            yield
        finally:
            lock.release()

    # -- reading one file ----------------------------------------------------------------------------------------------

    def _issue_files(self, folder: Path, findings: list[Finding]) -> list[Path]:
        """The files to read as issues; whatever else lies there is named, so that nothing vanishes by its name."""
        try:
            entries = sorted(os.scandir(folder / "issues"), key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            path = folder / "issues"
            findings.append(self._finding(path, _unreadable(error.strerror or str(error)), ""))
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
                findings.append(self._finding(path, complaint, "", Level.WARNING))
        return paths

    def _issue_in(
        self, document: Document | None, complaints: list[Complaint], path: Path, round_id: str
    ) -> tuple[Record | None, list[Finding]]:
        found = issue_from(document) if document else complaints
        if document is None or isinstance(found, list):
            ref = f"{round_id}/{path.stem}"
            return None, [self._finding(path, complaint, ref) for complaint in (found if isinstance(found, list) else complaints)]
        record = Record(found, document, path, self.relative(path))
        return record, [] if found.id == path.stem else [self._misnamed(path, document, found.id, path.stem, f"{round_id}/{found.id}")]

    def _round_in(self, document: Document | None, complaints: list[Complaint], path: Path) -> tuple[Round | None, list[Finding]]:
        found = round_from(document) if document else complaints
        if isinstance(found, list):
            return None, [self._finding(path, complaint, "") for complaint in found]
        folder = path.parent.name
        return found, [] if found.id == folder else [self._misnamed(path, document, found.id, folder, "")]

    def _read(self, path: Path) -> tuple[Document | None, list[Complaint]]:
        """The file as a document, or why it is no readable file."""
        try:
            if path.is_dir():
                return None, [_unreadable_because(text("this is a folder, not a file"))]
            if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.root)):
                return None, [_unreadable_because(text("this is a link that leads out of {root}", root=self.root.name))]
            with path.open("rb") as stream:
                return parse(stream.read(MAX_BYTES + 1)), []
        except FileNotFoundError:
            return None, [_unreadable_because(text("{file} is missing", file=path.name))]
        except OSError as error:
            return None, [_unreadable(error.strerror or str(error))]

    def _finding(self, path: Path, complaint: Complaint, ref: str, level: Level = Level.ERROR) -> Finding:
        place = complaint.place
        return Finding(
            rule=complaint.rule,
            level=level,
            file=self.relative(path),
            line=place.line,
            column=place.column,
            length=place.length,
            source=place.source,
            issue=ref,
            message=complaint.message,
            fix=complaint.fix,
            unread=level is Level.ERROR,
        )

    def _misnamed(self, path: Path, document: Document | None, stated: str, expected: str, ref: str) -> Finding:
        place = document.where(("id",)) if document else _NOWHERE
        return Finding(
            rule="SCH10",
            level=Level.ERROR,
            file=self.relative(path),
            line=place.line,
            column=place.column,
            length=place.length,
            source=place.source,
            issue=ref,
            message=text("the id is {id}, but the name says {name}", id=stated, name=expected),
            fix=text("the name is the id and nothing else: change one of them"),
        )


def find_root(start: Path) -> Workspace:
    """The workspace whose root is `start` or the nearest folder above that holds `rounds/`. Raises NoWorkspace."""
    start = start.absolute()
    for place in (start, *start.parents):
        if (place / "rounds").is_dir():
            return Workspace(place)
    raise NoWorkspace(start)


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


def _id_order(name: str) -> tuple[str, int, str]:
    """CG-D2 comes before CG-D010 and CG-D1157 after it."""
    found = re.fullmatch(r"(.*-[IDF])([0-9]{1,9})", name)
    return (found[1], int(found[2]), name) if found else (name, 0, name)
