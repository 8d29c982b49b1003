"""What became of the evidence of a version, as git holds it. A pointer of Git LFS is what git is meant to hold: its oid speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from inspect_cli.domain.record.issue import Evidence
from inspect_cli.domain.words import FileState
from inspect_cli.store.files.evidence import compared
from inspect_cli.store.git import filters
from inspect_cli.store.git.batch import Batch, HeldFile

K = TypeVar("K")


class HeldPiece(NamedTuple):
    """A piece of evidence, and the blob that some version has at its path."""

    piece: Evidence
    path: str
    blob: str


def states(root: Path, batch: Batch, pieces: Mapping[K, HeldPiece]) -> dict[K, FileState]:
    """What became of each. Blobs are hashed as git holds them; what then differs, as git would lay it out."""
    held = dict(batch.hashed([one.blob for one in pieces.values()]))
    found = {key: _as_held(one.piece, held[one.blob]) for key, one in pieces.items()}
    pointers = [key for key, state in found.items() if state is FileState.POINTER]
    unfounded = set(filters.never_in_lfs(root, [pieces[key].path for key in pointers])) if pointers else set()
    found.update({key: FileState.DIFFERS if pieces[key].path in unfounded else FileState.INTACT for key in pointers})
    doubtful = {key: pieces[key] for key, state in found.items() if state is FileState.DIFFERS}
    if doubtful:
        shown = filters.laid_out(root, [(one.path, one.blob) for one in doubtful.values()])
        found.update({key: _as_laid_out(one.piece, shown[one.path]) for key, one in doubtful.items()})
    return found


def _as_held(piece: Evidence, held: HeldFile | None) -> FileState:
    return FileState.LOST if held is None else compared(piece, held.sha256, held.oid)


def _as_laid_out(piece: Evidence, sha256: str) -> FileState:
    return compared(piece, sha256) if sha256 else FileState.FILTERED
