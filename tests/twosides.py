"""Two sides of a fork in memory: their trees merged as git does it, with the driver, and a history of commits over them that no git is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath

from inspect_cli.actions.merging.textmerge import ThreeTexts, merge
from inspect_cli.domain.record.issue import Issue
from inspect_cli.store.addresses import issue_place
from inspect_cli.store.git.versions import Commit, Repository, Touched
from inspect_cli.store.reading import read_issue
from inspect_cli.yamlsplice.markers import Marks

Tree = dict[str, bytes]
"""Every file of a version, by its path from the root."""


def tree_of(root: Path) -> Tree:
    """The files of the rounds as they lie there."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "rounds").rglob("*")) if path.is_file()}


def joined(base: Tree, ours: Tree, theirs: Tree) -> Tree | None:
    """What git and the driver make of both; None for a conflict."""
    one, other = _renamed(base, ours), _renamed(base, theirs)
    if _into_a_renamed_folder(base, one, ours, theirs) or _into_a_renamed_folder(base, other, theirs, ours):
        return None
    found: Tree = {}
    for path in base:
        here, there = one.get(path, path), other.get(path, path)
        if here != path and there != path and here != there:
            return None
        target = here if here != path else there
        raw = _merged(target, base[path], ours.get(here), theirs.get(there))
        if raw is _CONFLICT:
            return None
        if raw is not None:
            if target in found:
                return None
            found[target] = raw
    for path in {**ours, **theirs}:
        sides = [side.get(path) for side, moved in ((ours, one), (theirs, other)) if path not in base and path not in moved.values()]
        new = [raw for raw in sides if raw is not None]
        if new and (path in found or (len(new) == 2 and new[0] != new[1])):
            return None
        if new:
            found[path] = new[0]
    return found


_CONFLICT = b"<<<<<<<"


def _merged(path: str, base: bytes, ours: bytes | None, theirs: bytes | None) -> bytes | None:
    """One file of both; None where it is gone."""
    if ours is None or theirs is None:
        left = theirs if ours is None else ours
        return None if left is None or left == base else _CONFLICT
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    outcome = merge(ThreeTexts(base, ours, theirs), Marks(), path)
    assert bool(outcome.conflicts) == (b"\n<<<<<<< " in b"\n" + outcome.raw), (path, outcome)
    return _CONFLICT if outcome.conflicts else outcome.raw


def _renamed(base: Tree, side: Tree) -> dict[str, str]:
    """Where the files of the base went that are not at their place: records by their uid, others by their bytes."""
    gone, new = [path for path in base if path not in side], [path for path in side if path not in base]
    found = {}
    for path in gone:
        same = [one for one in new if one not in found.values() and _what(one, side[one]) == _what(path, base[path])]
        if same:
            found[path] = same[0]
    return found


def _what(path: str, raw: bytes) -> object:
    return record_in(raw).uid if issue_place(path) else raw


@lru_cache(2_000)
def record_in(raw: bytes) -> Issue:
    """The issue that a file holds; fails where it holds none."""
    read = read_issue(raw)
    assert read.record is not None, (read.complaints, raw.decode("utf-8", "replace"))
    return read.record


def _into_a_renamed_folder(base: Tree, moved: dict[str, str], side: Tree, other: Tree) -> bool:
    """The other side put a new file into a folder that this side gave another name: git asks where it is to go."""
    folders = {PurePosixPath(path).parent for path, to in moved.items() if PurePosixPath(path).parent != PurePosixPath(to).parent}
    left = {PurePosixPath(path).parent for path in side}
    return any(PurePosixPath(path).parent in folders - left for path in other if path not in base)


class FourCommits(Repository):
    """A repository that is no folder: a base, two sides, and what a merge made of them, `merge`; all that is known of it lies in the trees."""

    def __init__(self, root: Path, base: Tree, ours: Tree, theirs: Tree, merged: Tree) -> None:
        self.root = root
        self._trees = {"base": base, "ours": ours, "theirs": theirs, "merge": merged}
        self._blobs: dict[str, bytes] = {}
        self._ids = {name: {path: self._kept(raw) for path, raw in tree.items()} for name, tree in self._trees.items()}
        day = datetime(2020, 12, 1, tzinfo=UTC)
        parents = {"ours": ("base",), "theirs": ("base",), "merge": ("ours", "theirs")}
        self.line = [Commit(name, before, "整改办", "zgb@example.org", day, name) for name, before in parents.items()]

    def _kept(self, raw: bytes) -> str:
        blob = hashlib.sha1(raw).hexdigest()
        self._blobs[blob] = raw
        return blob

    def head(self) -> str:
        return "merge"

    def fork_point(self, one: str, other: str) -> str | None:
        return "base"

    def joined(self, before: str, after: str) -> tuple[str, ...]:
        return ("theirs",) if after == "merge" and before in ("base", "ours") else ()

    def touched(self, pairs: Sequence[tuple[str, str]], where: str = "rounds") -> list[list[Touched]]:
        return [self.differing(*pair) for pair in pairs]

    def differing(self, before: str, after: str) -> list[Touched]:
        old, new = self._ids[before], self._ids[after]
        return [Touched(path, old.get(path, ""), new.get(path, "")) for path in sorted({**old, **new}) if old.get(path) != new.get(path)]

    def listed(self, version: str, *where: str) -> dict[str, str]:
        return {path: blob for path, blob in self._ids[version].items() if any(path == one or path.startswith(f"{one}/") for one in where)}

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        return {blob: self._blobs[blob] for blob in ids}

    def earlier(self, version: str, path: str) -> list[str]:
        return []

    def untracked(self) -> list[str]:
        return []
