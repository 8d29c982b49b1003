"""Evidence files: where they lie, what they hash to, and how a new one comes into the round's folder."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspect_cli.domain.filenames import composed, folded, is_device, is_refused_somewhere
from inspect_cli.domain.record.issue import Evidence, Issue
from inspect_cli.domain.text import text
from inspect_cli.domain.words import EvidenceKind, FileState
from inspect_cli.store.addresses import inside
from inspect_cli.store.files.causes import OurRefusal
from inspect_cli.store.files.disk import CannotRead, Copy, FileChanged, must_lie_inside
from inspect_cli.store.files.plain import opened
from inspect_cli.store.files.pointer import IS_POINTER, LARGEST, NOT_SET_UP, oid_in

_KINDS = {
    EvidenceKind.PHOTO: {".jpg", ".jpeg", ".png", ".heic", ".bmp", ".gif", ".webp", ".tif", ".tiff"},
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on its way into the record: `target` is where it will lie, `path` how the record names it."""

    source: Path
    target: Path
    path: str
    sha256: str
    size: int
    kind: EvidenceKind


def sha256_of(path: Path) -> str:
    """The file's hash, 64 hex digits. Raises OSError: a hash that cannot be computed is a failure, not a blank."""
    with opened(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def oid_of(path: Path) -> str:
    """The hash of the content that a Git LFS pointer names; "" where the file is none. Raises OSError."""
    with opened(path) as stream:
        return oid_in(stream.read(LARGEST + 1))


def states_of(round_folder: Path, issues: Iterable[Issue], left_out: Collection[str]) -> dict[tuple[str, str], FileState]:
    """What became of every evidence file that the issues name, by issue id and path; `left_out` is what git did not lay out."""
    real = Path(os.path.realpath(round_folder))
    found = {(issue.id, piece.file): state_of(real, piece) for issue in issues for piece in issue.evidence if piece.file}
    away = [key for key, state in found.items() if state is FileState.MISSING and inside(round_folder.name, key[1]) in left_out]
    return found | dict.fromkeys(away, FileState.LEFT_OUT)


def state_of(round_folder: Path, piece: Evidence) -> FileState:
    """What became of one file; links that lead out of the round's (real) folder are not followed."""
    path = round_folder / piece.file
    try:
        if not Path(os.path.realpath(path)).is_relative_to(round_folder):
            return FileState.OUTSIDE
        if not path.exists():
            from inspect_cli.store.files.spelling import as_on_disk  # only where something is missing

            other = as_on_disk(str(round_folder), piece.file)
            found = state_of(round_folder, replace(piece, file=os.path.relpath(other, round_folder))) if other else FileState.MISSING
            return FileState.NAMED_DIFFERENTLY if found is FileState.INTACT else found
        if not path.is_file():
            return FileState.UNREADABLE
        state = compared(piece, sha256_of(path), oid_of(path)) if piece.sha256 else FileState.UNHASHED
        if state is FileState.POINTER and not is_in_lfs(path):
            return FileState.DIFFERS
        return FileState.FILTERED if state is FileState.DIFFERS and _is_held_through_a_filter(round_folder, piece.file) else state
    except (OSError, ValueError):
        return FileState.UNREADABLE


def _is_held_through_a_filter(round_folder: Path, file: str) -> bool:
    """The file lies there as git holds it: this clone does not know the filter that would lay it out."""
    from inspect_cli.store.git import filters  # with what starts git, which nobody needs whose files are intact

    return bool(filters.unknown(round_folder, [file]))


def is_in_lfs(path: Path) -> bool:
    """Git LFS holds the file, by git's attributes: a pointer that lies there stands for the content that it names."""
    from inspect_cli.store.git import filters  # with what starts git, which nobody needs where no pointer lies

    return not filters.not_in_lfs(path.parent, [path.name])


def compared(piece: Evidence, sha256: str, oid: str = "") -> FileState:
    """What became of a file that can be read and has this hash, against what the record says; `oid`: what a Git LFS pointer names."""
    if not piece.sha256:
        return FileState.UNHASHED
    if sha256 == piece.sha256:
        return FileState.INTACT
    if oid == NOT_SET_UP:
        return FileState.FILTERED
    return FileState.POINTER if oid == piece.sha256 else FileState.DIFFERS


def attachment(source: Path, round_folder: Path, issue_id: str, kind: EvidenceKind | None, taken: Mapping[Path, str]) -> Attachment:
    """Where a file would go, and its hash and size; nothing is copied yet.

    `taken` are the places, with their hashes, that other files of the same command will go to.
    Raises: CannotRead; CannotWrite where the round's evidence folder leads out of the round.
    """
    try:
        if not source.is_file():  # a folder, a pipe or a device has no end, or none that proves anything
            raise OurRefusal(text("it is not a plain file") if source.exists() else text("there is no such file"))
        if oid_of(source):
            raise OurRefusal(IS_POINTER)
        digest, size = sha256_of(source), source.stat().st_size
    except OSError as error:
        raise CannotRead(source, error) from error
    folder = round_folder / "evidence" / issue_id
    must_lie_inside(round_folder, folder)
    target = _free_name(folder, plain_name(source.name), digest, taken)
    return Attachment(source, target, f"evidence/{issue_id}/{target.name}", digest, size, kind or _kind_of(source))


def copies(found: Iterable[Attachment]) -> list[Copy]:
    """What brings the files into the round's folder: a step for each that does not lie there already, once.

    Raises: CannotRead; FileChanged where another content has come to lie there.
    """
    steps = {}
    for one in found:
        try:
            if not one.target.exists():
                steps[one.target] = Copy(one.source, one.target, one.sha256, one.size)
            elif sha256_of(one.target) != one.sha256:
                raise FileChanged(one.target)
        except OSError as error:
            raise CannotRead(one.target, error) from error
    return list(steps.values())


def plain_name(name: str) -> str:
    """A file name that every system takes: no separators, control characters or reserved names, at most 180 bytes."""
    name = composed(name.encode("utf-8", "replace").decode())
    kept = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]', "_", name).strip(" .") or "file"
    stem, dot, ending = kept.rpartition(".")
    if not stem or len(ending) > 10:
        stem, dot, ending = kept, "", ""
    if is_device(kept) or stem.startswith("-"):
        stem = f"_{stem}"
    return stem.encode()[:160].decode("utf-8", "ignore").rstrip(" .") + dot + ending


def _free_name(folder: Path, name: str, digest: str, taken: Mapping[Path, str]) -> Path:
    """`name`, or `name-2` and so on where another content has it; the same content is the same file."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    there: dict[str, list[Path]] = {}
    for known in os.listdir(folder) if folder.is_dir() else ():
        there.setdefault(folded(known), []).append(folder / known)
    coming = {folded(path.name): (path, sha256) for path, sha256 in taken.items() if path.parent == folder}
    number = 1
    while True:
        candidate = folder / (name if number == 1 else f"{stem}-{number}{ending}")
        alike, expected = there.get(folded(candidate.name), []), coming.get(folded(candidate.name), (candidate, digest))
        if expected[1] == digest and (not alike or _is_the_same(alike, digest)):
            return alike[0] if alike else expected[0]
        number += 1


def _is_the_same(alike: Sequence[Path], digest: str) -> bool:
    """There is one file, of this content, and its name is good everywhere."""
    one, *more = alike
    return not more and one.is_file() and not is_refused_somewhere(one.name) and sha256_of(one) == digest


def _kind_of(path: Path) -> EvidenceKind:
    return next((kind for kind, endings in _KINDS.items() if path.suffix.lower() in endings), EvidenceKind.OTHER)
