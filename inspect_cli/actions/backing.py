"""The files that stand behind the records, where a step touched them: evidence that a record names, and what was issued."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from inspect_cli.actions.sides import VersionReader, VersionSide, VersionStep
from inspect_cli.domain.words import FileState
from inspect_cli.store.addresses import ISSUES, inside, is_record, is_report, issue_place, round_named_by
from inspect_cli.store.files.evidence import oid_of, sha256_of, state_of
from inspect_cli.store.git import filters, proofs
from inspect_cli.store.git.batch import Batch, HeldFile
from inspect_cli.store.git.proofs import HeldPiece
from inspect_cli.store.git.versions import ON_DISK, Repository, Touched

FileStates = dict[str, tuple[FileState, FileState]]
"""What became of files: what each was worth before, and is worth now."""


def naming_what_changed(versions: VersionReader, step: VersionStep, seen: set[str]) -> list[Touched]:
    """The records that are as they were, and name a file of evidence that is not."""
    changed = [one for one in step.touched if one.before and _evidence_place(one.path)]
    found = []
    for round_id in {str(_evidence_place(one.path)) for one in changed}:
        names = [_squeezed(os.fsencode(one.path.rsplit("/", 1)[-1])) for one in changed if _evidence_place(one.path) == round_id]
        listed = versions.repository.listed(step.after, inside(round_id, ISSUES))
        versions.keep(listed.values())
        for path, blob in listed.items():
            raw = versions.content(path, blob)
            if path not in seen and issue_place(path) and isinstance(raw, bytes) and _may_name(raw, names):
                found.append(Touched(path, blob, blob))
    return found


def what_became(versions: VersionReader, step: VersionStep, before: VersionSide, after: VersionSide) -> dict[str, FileStates]:
    """By the file of the later record: what became of the evidence files that the step touched."""
    changed = {one.path: one for one in step.touched if one.before and _evidence_place(one.path)}
    if not changed:
        return {}
    earlier = {held.issue.uid: held for held in before.held}
    pairs: dict[tuple[str, str], tuple[HeldPiece, HeldPiece]] = {}
    for held in after.held:
        old = earlier.get(held.issue.uid)
        pieces = {piece.file: piece for piece in old.issue.evidence} if old else {}
        for piece in held.issue.evidence:
            one = changed.get(inside(held.round_id, piece.file)) if piece.file else None
            if one and piece.file in pieces:
                was, now = HeldPiece(pieces[piece.file], one.path, one.before), HeldPiece(piece, one.path, one.after)
                pairs[held.file, piece.file] = was, now
    was_states, now_states = (_worth(versions, {key: pair[at] for key, pair in pairs.items()}) for at in (0, 1))
    found: dict[str, FileStates] = {}
    for file, name in pairs:
        found.setdefault(file, {})[name] = (was_states[file, name], now_states[file, name])
    return found


def _worth(versions: VersionReader, pieces: dict[tuple[str, str], HeldPiece]) -> dict[tuple[str, str], FileState]:
    """What each file is worth where it lies: in git, in the work tree, or nowhere."""
    root = versions.repository.root
    found = {key: FileState.MISSING for key, one in pieces.items() if not one.blob}
    for key, one in pieces.items():
        if one.blob == ON_DISK:
            found[key] = state_of(Path(os.path.realpath(root / inside(str(round_named_by(one.path))))), one.piece)
    with Batch(root) as batch:
        return found | proofs.states(root, batch, {key: one for key, one in pieces.items() if key not in found})


def was_issued(versions: VersionReader, version: str, path: str) -> bool:
    """It is a baseline, or the document that a baseline names in this version."""
    if not is_report(path):
        return False
    from inspect_cli.store.baselines import baseline_of, may_tell_of  # only where something changed among the reports

    baseline = baseline_of(path)
    blob = versions.repository.listed(version, baseline).get(baseline) if baseline else None
    raw = versions.content(path, blob) if blob else None
    return isinstance(raw, bytes) and (path == baseline or may_tell_of(raw, path.rpartition("/")[2]))


def is_the_same(repository: Repository, one: Touched) -> bool:
    """The same content, as git holds it or as a Git LFS pointer names it: it only moved into LFS, or out of it."""
    try:
        with Batch(repository.root) as batch:
            held = dict(batch.hashed([blob for blob in (one.before, one.after) if blob not in ("", ON_DISK)]))
        if one.after == ON_DISK:
            path = repository.root / one.path
            held[ON_DISK] = HeldFile(sha256_of(path), oid_of(path))
    except OSError:
        return False
    before, after = held.get(one.before), held.get(one.after)
    if before is None or after is None or before.content != after.content:
        return False
    return not (before.oid or after.oid) or not filters.never_in_lfs(repository.root, [one.path])


def _evidence_place(path: str) -> str | None:
    """The round of a file that may be evidence: any but the records."""
    return None if is_record(path) else round_named_by(path)


def _squeezed(raw: bytes) -> bytes:
    """Without what YAML may put between the letters of a name: line ends, spaces, doubled quotes."""
    return raw.translate(None, b" \r\n\t'")


def _may_name(raw: bytes, names: Sequence[bytes]) -> bool:
    """The record may name one of these files: it holds the name, or spells something with escapes."""
    return b"\\" in raw or any(name in raw for name in names) or any(name in _squeezed(raw) for name in names)
