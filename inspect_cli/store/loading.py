"""From files to rounds and issues: reads what lies in a workspace, and names with its place whatever cannot be read."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from inspect_cli.domain.absence import laid_out
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.filenames import folded, is_refused_somewhere, one_path
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.issue import Evidence, Issue
from inspect_cli.domain.record.round import Round, Unit
from inspect_cli.domain.record.shape import ID
from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import FileState, Level, RoundKind
from inspect_cli.store.addresses import ISSUES, inside, is_lock_name, issue_place, round_file
from inspect_cli.store.complaint import Complaint, finding_of, found_at
from inspect_cli.store.files import evidence
from inspect_cli.store.files.odd_names import OddName
from inspect_cli.store.git.sparse import one_folder
from inspect_cli.store.looking import record_bytes
from inspect_cli.store.places import Places
from inspect_cli.store.reading import Reading, read_issue, read_round
from inspect_cli.store.survey import Survey, survey
from inspect_cli.store.workspace import Workspace, id_order
from inspect_cli.yamlsplice.place import NOWHERE

if TYPE_CHECKING:
    from inspect_cli.yamlsplice.document import Document


@dataclass(frozen=True, slots=True)
class Record:
    """One issue file that could be read; `file` is its path from the root, with forward slashes."""

    issue: Issue
    file: str


@dataclass(frozen=True)
class Opened:
    """A record with the bytes that it was read from: what a command needs that will write it."""

    issue: Issue
    path: Path
    file: str
    raw: bytes = field(repr=False)

    @cached_property
    def document(self) -> Document:
        """The text and its places."""
        from inspect_cli.yamlsplice.document import parse

        return parse(self.raw)


@dataclass(frozen=True, slots=True)
class LoadedRound:
    """One round as it lies on the disk. A round whose own file cannot be read still shows its issues, under a stand-in."""

    round: Round
    folder: Path
    file: str
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)
    """The files of the round, as paths from the root, that git holds and did not lay out here; with the folder that brings each here."""
    files: Mapping[tuple[str, str], FileState] = field(default_factory=dict)
    """What became of the evidence files of the records, by issue id and path."""
    unjudged: tuple[str, ...] = ()
    """The names of the issues of a round that needs a newer program."""

    @property
    def is_newer(self) -> bool:
        """It needs a newer program: nothing of it is judged, counted or changed."""
        return any(finding.rule == "SCH19" for finding in self.findings)

    @property
    def is_readable(self) -> bool:
        """The round's own file could be read."""
        return self.round.on_site is not None

    @property
    def unseen(self) -> frozenset[str]:
        """The names, `ROUND/ID`, of issues of which nothing can be said: their files cannot be read, or are not here."""
        away = {"/".join(place) for path in self.left_out if (place := issue_place(path))}
        return frozenset(away | {*self.unjudged} | {f.issue for f in self.findings if f.unread and f.issue})


def load_round(workspace: Workspace, round_id: str) -> LoadedRound:
    """`round.yaml` alone, without its issues."""
    folder = workspace.folder(round_id)
    path = workspace.root / round_file(round_id)
    raw = record_bytes(str(workspace.root), workspace.relative(path), workspace.left_out)
    found, findings = _round_in(workspace, Reading(None, [raw]) if isinstance(raw, Complaint) else read_round(raw), path)
    shown, left_out = found or _stand_in(round_id, ()), left_out_of(workspace, round_id)
    return LoadedRound(shown, folder, workspace.relative(path), (), tuple(findings), left_out)


def load(workspace: Workspace, round_id: str) -> LoadedRound:
    """The round with every issue that can be read, and a finding for every file that cannot; nothing is remembered."""
    workspace.folder(round_id)
    return loaded_from(workspace, survey(str(workspace.root), round_id, time.time_ns(), left_out=workspace.left_out))


def loaded_from(workspace: Workspace, seen: Survey) -> LoadedRound:
    """What a survey says, as records and findings."""
    named = inside(seen.round_id, ISSUES)
    findings = [finding_of(named, seen.trouble, "")] if seen.trouble else []
    findings += [_odd_name(f"{named}/{name}") for name in seen.odd_names]
    findings += absent_from(seen.round_id, dict(seen.left_out))
    findings += [finding_of(path, complaint, "", Level.WARNING) for path, complaint in seen.outlying]
    findings += map(_odd_proof, seen.odd_proofs)
    findings += name_findings([*(path.rsplit("/", 1)[-1] for path in seen.paths), *seen.odd_names], lambda name: f"{named}/{name}")
    loaded = assembled(workspace, seen.round_id, seen.round, ((file, seen.read(file), None) for file in seen.paths), findings)
    files = {(one.issue.id, piece.file): _state(seen, piece) for one in loaded.records for piece in one.issue.evidence if piece.file}
    return replace(loaded, files=files, left_out=left_out_of(workspace, seen.round_id))


def left_out_of(workspace: Workspace, round_id: str) -> dict[str, str]:
    """The files of a round that git holds and did not lay out here, with the folder that brings each here."""
    return {path: folder for path, folder in workspace.left_out.items() if path.startswith(f"{inside(round_id)}/")}


def assembled(
    workspace: Workspace,
    round_id: str,
    read: Reading[Round],
    issues: Iterable[tuple[str, Reading[Issue], bytes | None]],
    more: Sequence[Finding] = (),
) -> LoadedRound:
    """A round of what its files read as; the bytes are given where they are not those in the work tree."""
    folder = workspace.root / inside(round_id)
    path = workspace.root / round_file(round_id)
    round_, findings = _round_in(workspace, read, path)
    if any(finding.rule == "SCH19" for finding in findings):
        names = tuple("/".join(issue_place(file) or ()) for file, *_ in issues)
        return LoadedRound(_stand_in(round_id, ()), folder, workspace.relative(path), (), tuple(findings), unjudged=names)
    findings += more
    records: list[Record] = []
    for file, found, raw in issues:
        record, complained = _issue_in(workspace, found, file, round_id, raw)
        findings += complained
        if record:
            records.append(record)
    records.sort(key=lambda record: id_order(record.issue.id))
    shown = round_ or _stand_in(round_id, sorted({record.issue.unit for record in records}))
    return LoadedRound(shown, folder, workspace.relative(path), tuple(records), tuple(findings))


def absent_from(round_id: str, left_out: Mapping[str, str]) -> list[Finding]:
    """What says that records of a round were left out when it was laid out here: one finding, however many there are."""
    paths = [path for path in left_out if issue_place(path)]
    names = [path.rsplit("/", 1)[-1].removesuffix(".yaml") for path in paths]
    if not names:
        return []
    said = text(
        "{count} {count:issue|issues} of {round} {count:is|are} in git and not checked out here: {names}{more}",
        count=len(names),
        round=round_id,
        names=names[:3],
        more="…" if len(names) > 3 else "",
    )
    return [finding_of(inside(round_id, ISSUES), Complaint("GIT01", said, NOWHERE, laid_out(one_folder(left_out, paths)), absent=True), "")]


def load_issue(workspace: Workspace, path: Path, round_id: str) -> tuple[Record | None, list[Finding]]:
    """One issue file: its record, or why it cannot be read."""
    file = workspace.relative(path)
    raw = record_bytes(str(workspace.root), file)
    return _issue_in(workspace, Reading(None, [raw]) if isinstance(raw, Complaint) else read_issue(raw), file, round_id)


def open_issue(workspace: Workspace, path: Path, round_id: str) -> tuple[Opened | None, list[Finding]]:
    """The same with the bytes, for those who will write it."""
    file = workspace.relative(path)
    raw = record_bytes(str(workspace.root), file)
    if isinstance(raw, Complaint):
        return None, [finding_of(file, raw, f"{round_id}/{path.stem}")]
    return issue_from_bytes(workspace, raw, path, round_id)


def issue_from_bytes(workspace: Workspace, raw: bytes, path: Path, round_id: str) -> tuple[Opened | None, list[Finding]]:
    """The same for bytes that are not in the file (yet)."""
    file = workspace.relative(path)
    record, findings = _issue_in(workspace, read_issue(raw), file, round_id, raw)
    return (Opened(record.issue, path, file, raw) if record else None), findings


def round_from_bytes(workspace: Workspace, raw: bytes, path: Path) -> tuple[Round | None, list[Finding]]:
    """A round from bytes that are not in its file (yet)."""
    return _round_in(workspace, read_round(raw), path, raw)


def _issue_in(
    workspace: Workspace, read: Reading[Issue], file: str, round_id: str, raw: bytes | None = None
) -> tuple[Record | None, list[Finding]]:
    found, name = read.record, file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if found is None:
        return None, [finding_of(file, complaint, f"{round_id}/{name}") for complaint in read.complaints]
    if found.id == name:
        return Record(found, file), []
    other = workspace.issue_path(round_id, found.id)
    fix = text("inspect renumber {name}", name=pasted(name)) if other.exists() else _MISNAMED
    return Record(found, file), [misnamed(Places(workspace.root / file, raw), file, found.id, name, f"{round_id}/{found.id}", fix)]


def _round_in(workspace: Workspace, read: Reading[Round], path: Path, raw: bytes | None = None) -> tuple[Round | None, list[Finding]]:
    found, file, folder = read.record, workspace.relative(path), path.parent.name
    if found is None:
        return None, [finding_of(file, complaint, "") for complaint in read.complaints]
    return found, [] if found.id == folder else [misnamed_round(workspace, Places(path, raw), file, found.id)]


def _state(seen: Survey, piece: Evidence) -> FileState:
    found = seen.seen[inside(seen.round_id, piece.file)]
    if found.state is FileState.NAMED_DIFFERENTLY:
        by_content = evidence.compared(piece, found.sha256, found.oid)
        return found.state if by_content is FileState.INTACT else by_content
    return found.state or evidence.compared(piece, found.sha256, found.oid)


def _odd_name(file: str) -> Finding:
    """What lies among the issues and is not read is named, so that nothing vanishes by its name."""
    name = file.rsplit("/", 1)[-1]
    said = text("{file} is not read: an issue's file is named ID.yaml", file=name)
    fix = text("rename it to its id with the ending .yaml, or move it elsewhere")
    if is_lock_name(name):
        said = text("{file} is no record: a program keeps it beside a file that it has open", file=name)
        fix = text("close the program that has it open, or delete it")
    complaint = Complaint("SCH14", said, NOWHERE, fix)
    return finding_of(file, complaint, "", Level.WARNING)


def _odd_proof(odd: OddName) -> Finding:
    """A file or a folder among the evidence that no record names, under a bad name: it is in git all the same."""
    name, parts = odd.path.rsplit("/", 1)[-1], odd.path.split("/")
    if odd.alike:
        said = text("{file}: on Windows and macOS this is the same name as {others}", file=name, others=list(odd.alike))
    else:
        said = text("{name}: Windows has no file or folder of this name", name=name)
    if odd.is_folder:
        fix = text("rename the folder, also in the record that names a file in it: git mv {old} NEW", old=pasted(odd.path))
    elif len(parts) > 4:
        fix = _NEEDED.about(id=f"{parts[1]}/{parts[3]}", file=pasted(odd.path), path=one_path(odd.path))
    else:
        fix = text("no record names it: git rm {path}, or delete it where git does not hold it", path=one_path(odd.path))
    return found_at(NOWHERE, "EVI07", odd.path, "", said, fix, Level.ERROR if odd.alike else Level.WARNING)


_NEEDED = text(
    "no record names it; where it proves something, first inspect evidence add {id} {file} (gives it another name); "
    "then git rm {path}, or delete it where git does not hold it"
)


def name_findings(names: Sequence[str], place: Callable[[str], str]) -> list[Finding]:
    """What another system does not have, or takes for one; `place` says where a name lies."""
    if all(map(_EVERYWHERE.fullmatch, names)):
        return []
    by_name: dict[str, list[str]] = {}
    for name in names:
        by_name.setdefault(folded(name), []).append(name)
    found = []
    for name in names:
        alike = [one for one in by_name[folded(name)] if one != name]
        if alike:
            said = text("{name}: on Windows and macOS this is the same name as {others}", name=name, others=alike)
            found.append(finding_of(place(name), Complaint("SCH17", said, NOWHERE, text("rename one of them")), ""))
        elif is_refused_somewhere(name):
            said = text("{name}: Windows has no file or folder of this name", name=name)
            found.append(finding_of(place(name), Complaint("SCH17", said, NOWHERE, text("give it another name")), "", Level.WARNING))
    return found


_EVERYWHERE = re.compile(rf"{ID}\.yaml")
"""What nearly every file is called: no two such names are one anywhere."""

_MISNAMED = text("the name is the id and nothing else: change one of them")


def misnamed(places: Places, file: str, stated: str, expected: str, ref: str, fix: Text | None = None) -> Finding:
    """A record that says of itself another name than its file has."""
    fix = fix or _MISNAMED
    return found_at(
        places.where(("id",)), "SCH10", file, ref, text("the id is {id}, but the name says {name}", id=stated, name=expected), fix
    )


def misnamed_round(workspace: Workspace, places: Places, file: str, stated: str) -> Finding:
    """A round's file in the folder of another name; where the round has a folder of its own, that one was copied."""
    folder = file.split("/")[1]
    fix = _COPIED.about(folder=pasted(inside(folder)), id=folder)
    return misnamed(places, file, stated, folder, "", fix if (workspace.root / round_file(stated)).exists() else None)


_COPIED = text("delete the folder that was copied: {folder}; a round of its own has an id of its own: {id}")


def ledger_of(loaded: LoadedRound, today: date, present: date | None = None) -> Ledger:
    """The round as rules and counts see it; `present` is the day that it really is, where it is not today."""
    return Ledger(
        round=loaded.round,
        issues=tuple(record.issue for record in loaded.records),
        today=today,
        files=loaded.files,
        unread=loaded.unseen,
        left_out={path.split("/", 2)[-1]: folder for path, folder in loaded.left_out.items()},
        present=present,
    )


def _stand_in(round_id: str, units: Sequence[str]) -> Round:
    """What stands for a round whose own file cannot be read, so that its issues are still seen."""
    named = tuple(Unit(code=code, name=code) for code in units)
    return Round(id=round_id, title=round_id, kind=RoundKind.REGULAR, team="", units=named, on_site=None)
