"""A record gets another number, and with it whatever that touches on the disk: its file, its evidence, and whoever names it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_cli.actions.hand import Hand
from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.decision import Decision, Refused, applied
from inspect_cli.domain.lifecycle.relinking import FoundLink, links_to, meant_by, objections, own_changes, relinked, repathed, series
from inspect_cli.domain.record.ids import split_ref, typed_ref
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.links import IssueStub, face_of
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Did
from inspect_cli.store import round_changes, writing
from inspect_cli.store.addresses import inside, issue_file
from inspect_cli.store.files import disk
from inspect_cli.store.files.disk import DiskStep, Write, must_lie_inside, read_bytes
from inspect_cli.store.files.journal import TEMPORARY
from inspect_cli.store.files.moving import FileMove
from inspect_cli.store.git.sparse import one_folder
from inspect_cli.store.loading import LoadedRound, Opened, load_round
from inspect_cli.store.lookup import find_issue, must_be_readable, opened_issue
from inspect_cli.store.numbering import Numbers
from inspect_cli.store.reading import read_issue
from inspect_cli.store.workspace import NotCheckedOut, Workspace


@dataclass(frozen=True, slots=True)
class Renumbered:
    """What is to be done, and what stays as it is."""

    before: str
    after: str
    """ROUND/NAME by the file, before and afterwards."""
    issue: Issue
    """The record as it was."""
    file: str
    """Its new file, from the root."""
    steps: tuple[DiskStep, ...]
    """Everything to be written, moved and deleted, the record among it."""
    moved: Mapping[str, str]
    """Evidence that goes along: from where to where in the round's folder."""
    kept: tuple[str, ...]
    """Evidence of the old folder that stays: another record names it, or goes by the old number too."""
    linked: tuple[tuple[str, str], ...]
    """Links that follow: whose (`ROUND/NAME`, by the file), and in which field."""
    unclear: tuple[tuple[str, str], ...]
    """Links that stay, for another record goes by the old number too and may be meant."""
    unread: tuple[str, ...]
    """Files that cannot be read, and may name the old number."""
    copies: tuple[str, ...]
    """Other files that go by the old number and have the same uid."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A record in whose file the old number stands."""

    round_id: str
    opened: Opened

    @property
    def name(self) -> str:
        return f"{self.round_id}/{self.opened.path.stem}"

    @property
    def face(self) -> IssueStub:
        return face_of(self.opened.issue, self.round_id, self.opened.path.stem)


def renumbered(
    workspace: Workspace, hand: Hand, name: str, to: str | None = None, note: str = "", round_id: str | None = None
) -> Renumbered:
    """All or nothing: the record, its evidence and every link to it; what was done.

    Raises what `planned` does, and DiskTrouble.
    """
    with workspace.locked():
        done = planned(workspace, hand, name, to, note, round_id)
        disk.write_all(done.steps, workspace.journal)
    return done


def planned(workspace: Workspace, hand: Hand, name: str, to: str | None = None, note: str = "", round_id: str | None = None) -> Renumbered:
    """What is to be done for the number `to`, else for the next free one; nothing is written.

    Raises: Refused with every reason; Misused, NotFound, Invalid, GitFailed; CannotRead; CannotEdit where a file cannot be edited
    line by line; CannotWrite where a folder leads out of the round.
    """
    home, path = find_issue(workspace, name, round_id, hand.today)
    loaded = must_be_readable(load_round(workspace, home))
    record, numbers, new_id = opened_issue(workspace, path, loaded), Numbers(workspace), _id_of(to, home)
    issue, by = record.issue, hand.actor(loaded.round.people)
    act = Act(verb=Did.RENUMBER, by=by, at=hand.moment_after(issue.history[-1].at), note=note.strip())
    situation = Situation(round=loaded.round, today=hand.today, name=path.stem, present=hand.present)
    reasons = objections(issue, act, situation, new_id, numbers.uses_of(home, new_id) if new_id else [])
    if reasons:
        raise Refused(path.stem, Did.RENUMBER, reasons, f"{home}/{path.stem}")
    new_id = new_id or numbers.next_id(home, *series(issue.id))
    own = own_changes(issue, new_id, act)
    return with_number(workspace, loaded, record, Decision(tuple(own), applied(issue, own)))


def _id_of(typed: str | None, round_id: str) -> str:
    """The id as records write it: `cg-d7` is CG-D007. Raises Misused for anything else, and for another round."""
    if typed is None:
        return ""
    found = typed_ref(typed.strip())
    stated, own = found or (split_ref(typed.strip())[0], None)
    if stated not in ("", round_id):
        raise Misused(text("--to: {id} is of another round", id=typed), text("a record stays in its round: {round}", round=round_id))
    if own is None or not own.number:
        raise Misused(text("--to: {id} is no issue's id", id=typed), text("unit, channel letter and number, such as CG-D007"))
    return str(own)


def with_number(workspace: Workspace, loaded: LoadedRound, record: Opened, own: Decision) -> Renumbered:
    """What the new number of a record touches, which is decided upon itself. Raises CannotRead, NotCheckedOut, CannotEdit, CannotWrite."""
    round_id, new_id = loaded.folder.name, own.issue.id
    itself = Mention(round_id, record)
    folder = workspace.root / inside(round_id)
    others, unread = mentions(workspace, record)
    here = [one for one in others if one.round_id == round_id]
    rivals = [one for one in here if record.issue.id in (one.opened.issue.id, one.opened.path.stem)]
    hidden = workspace.relative(workspace.issue_path(round_id, record.issue.id)) in unread
    claimants = [] if hidden else [itself.face, *(one.face for one in rivals if one.opened.issue.id == record.issue.id)]
    follows, unclear = _links(itself, [itself, *others], claimants)
    moved, kept = evidence_of(folder, record, here, unread, new_id)
    changes = [*relinked(follows.pop(itself.name, []), new_id), *repathed(record.issue, moved), *own.changes]
    after = applied(record.issue, changes)
    content = writing.edited_bytes(record, changes, after)
    path = workspace.place_for(round_id, new_id)
    written = Write(path, None, content)
    links = [_relinked(one, follows[one.name], new_id) for one in others if one.name in follows]
    moves = [FileMove(folder / old, folder / new) for old, new in moved.items()]
    return Renumbered(
        before=itself.name,
        after=f"{round_id}/{new_id}",
        issue=record.issue,
        file=workspace.relative(path),
        steps=(written, *links, *moves, *round_changes.keyed(loaded, [after]), Write(record.path, record.raw, None)),
        moved=moved,
        kept=tuple(kept),
        linked=tuple((name, str(link[0])) for name, found in follows.items() for link, _ in found),
        unclear=tuple(unclear),
        unread=tuple(unread),
        copies=tuple(one.opened.file for one in rivals if one.opened.issue.uid == record.issue.uid),
    )


# -- who names it ------------------------------------------------------------------------------------------------------


def mentions(workspace: Workspace, record: Opened) -> tuple[list[Mention], dict[str, bytes]]:
    """The other records of all rounds in which the old number stands somewhere, and files that are none and may hold it.

    Raises CannotRead, NotCheckedOut: a link that nobody here can see would lead nowhere afterwards.
    """
    if workspace.left_out:  # records and evidence that are not here would go on naming the old number
        first = min(workspace.left_out)
        raise NotCheckedOut([first], one_folder(workspace.left_out, workspace.left_out))
    found: list[Mention] = []
    unread: dict[str, bytes] = {}
    sought = [name.encode("utf-8", "replace") for name in (record.issue.id, record.path.stem)]
    for round_id in workspace.round_ids():
        is_newer = load_round(workspace, round_id).is_newer
        for path in (workspace.issue_path(round_id, name) for name in workspace.issue_names(round_id)):
            if path == record.path:
                continue
            file, raw = workspace.relative(path), read_bytes(path) if _is_ours(workspace, path) else None
            if raw is not None and path.stem != record.issue.id and not any(name in raw for name in sought):
                continue
            issue = None if raw is None or is_newer else read_issue(raw).record
            if issue is None or raw is None:
                unread[file] = raw or b""
            else:
                found.append(Mention(round_id, Opened(issue, path, file, raw)))
    return found, unread


def _is_ours(workspace: Workspace, path: Path) -> bool:
    """It is a file, and no link leads out of the root."""
    return path.is_file() and Path(os.path.realpath(path)).is_relative_to(os.path.realpath(workspace.root))


def _links(
    own: Mention, mentions: Sequence[Mention], claimants: Sequence[IssueStub]
) -> tuple[dict[str, list[FoundLink]], list[tuple[str, str]]]:
    """The links that mean the record, by whose they are; and those of which nobody can tell."""
    follows: dict[str, list[FoundLink]] = {}
    unclear: list[tuple[str, str]] = []
    for one in mentions:
        for link, name in links_to(one.face, own.face.ref):
            meant = meant_by(one.face, link, claimants)
            if meant is None:
                unclear.append((one.name, str(link[0])))
            elif meant == own.face:
                follows.setdefault(one.name, []).append((link, name))
    return follows, unclear


def _relinked(one: Mention, links: Sequence[FoundLink], new_id: str) -> Write:
    changes = relinked(links, new_id)
    return writing.edited(one.opened, changes, applied(one.opened.issue, changes))


# -- its evidence ------------------------------------------------------------------------------------------------------


def evidence_of(
    folder: Path, record: Opened, others: Sequence[Mention], unread: Mapping[str, bytes], new_id: str
) -> tuple[dict[str, str], list[str]]:
    """The files of the old folder that go along, with those that no record names; and those that stay."""
    mine = _files_of(record.issue)
    theirs = {file for one in others for file in _files_of(one.opened.issue)}
    moved: dict[str, str] = {}
    kept: list[str] = []
    for old in dict.fromkeys((record.issue.id, record.path.stem)):
        contested = any(old in (one.opened.issue.id, one.opened.path.stem) for one in others)
        hidden = issue_file(folder.name, old) in unread  # whoever has that name may name any of them
        must_lie_inside(folder, folder / "evidence" / old)
        for inner in _files_below(folder / "evidence" / old):
            path, target = f"evidence/{old}/{inner}", f"evidence/{new_id}/{inner}"
            named = path in theirs or any(os.fsencode(path) in raw for raw in unread.values())
            if named or hidden or target in moved.values() or (contested and path not in mine):
                kept.append(path)
            else:
                moved[path] = target
    if moved:
        must_lie_inside(folder, folder / "evidence" / new_id)
    return moved, kept


def _files_of(issue: Issue) -> set[str]:
    return {piece.file for piece in issue.evidence if piece.file}


def _files_below(folder: Path) -> Iterator[str]:
    """Every file, and every link, by its path inside the folder; what a crash left is not meant."""
    for above, folders, names in os.walk(folder):
        inner = Path(above).relative_to(folder)
        links = [name for name in folders if (Path(above) / name).is_symlink()]
        yield from ((inner / name).as_posix() for name in sorted([*names, *links]) if not name.endswith(TEMPORARY))
