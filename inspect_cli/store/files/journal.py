"""The note of a write of several files: what was there, and what shall be, each by its hash.

Such a note may have come with the folder, from anybody. So it is believed only as far as it names plain files under `rounds/`
by paths that no link leads astray, and what it says of them is true.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from inspect_cli.domain.filenames import is_refused_somewhere
from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.files.plain import opened, plain_bytes

TEMPORARY = ".inspect-tmp"
"""The ending of temporary files; nothing that ends so is ever read as a record."""

ODD = ".odd"
"""The ending of a note that does not fit and is set aside."""


class Keeper(Protocol):
    """Who keeps what a write takes away, so that it can be undone."""

    def begun(self, steps: Sequence[Any]) -> Callable[[bool], None]:
        """Is shown the steps before anything is done; to be told whether they were done."""


class Journal(NamedTuple):
    """Where the note lies, the root under which everything lies that it may name, and who keeps what is written over."""

    path: Path
    root: Path
    keeper: Keeper | None = None

    def exists(self) -> bool:
        """A write of several files was broken off."""
        return os.path.lexists(self.path)

    def odd(self) -> list[Path]:
        """The notes that did not fit."""
        return sorted(self.path.parent.glob(f"{self.path.stem}*{ODD}"))

    def set_aside(self) -> Path:
        """The note goes out of the way, over none that lies there; its place. Raises OSError."""
        number = 1
        while os.path.lexists(aside := self.path.with_name(f"{self.path.stem}{f'-{number}' if number > 1 else ''}{ODD}")):
            number += 1
        os.replace(self.path, aside)
        return aside


class NotedWrite(NamedTuple):
    """A file to write: the hashes of what was there and of what shall be (None: nothing), and where the new bytes wait."""

    path: Path
    temporary: Path
    before: str | None
    after: str | None


class NotedMove(NamedTuple):
    """A file to move, with its hash."""

    source: Path
    target: Path
    digest: str


Noted = NotedWrite | NotedMove


def content_of(steps: list[Noted], root: Path) -> bytes:
    """The note's bytes; paths are told from the root. Raises OSError."""
    import json

    return json.dumps([_said(step, root) for step in steps], ensure_ascii=True, indent=1).encode()


def read(journal: Journal) -> list[Noted]:
    """The steps that the note names. Raises FileNotFoundError where there is none; OSError, ValueError, TypeError, KeyError, and
    RecursionError for what is no note of ours, or names a place where none of ours would write.
    """
    import json

    if stat.S_ISLNK(os.lstat(journal.path).st_mode):
        raise ValueError(journal.path)
    return [_step(note, journal.root) for note in json.loads(plain_bytes(journal.path))]


def digest(content: bytes | None) -> str | None:
    """The hash of bytes; None of nothing."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str | None:
    """The hash of a plain file, or of where a link says that it leads; None where nothing is. Raises OSError."""
    try:
        if stat.S_ISLNK(os.lstat(path).st_mode):
            return digest(b"link:" + os.fsencode(os.readlink(path)))
    except FileNotFoundError:
        return None
    with opened(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _said(step: Noted, root: Path) -> dict[str, str | None]:
    if isinstance(step, NotedMove):
        return {"source": from_root(step.source, root), "target": from_root(step.target, root), "sha256": step.digest}
    return {
        "path": from_root(step.path, root),
        "temporary": from_root(step.temporary, root),
        "before": step.before,
        "after": step.after,
    }


def from_root(path: Path, root: Path) -> str:
    """The path from the root, through no link; one that leads out of it is told as it is, and will not be believed."""
    real = Path(os.path.realpath(path.parent)) / path.name
    inside = real.is_relative_to(os.path.realpath(root))
    return (real.relative_to(os.path.realpath(root)) if inside else real).as_posix()


def _step(note: dict[str, str | None], root: Path) -> Noted:
    if "source" in note:
        return NotedMove(place(note["source"], root), place(note["target"], root), hash_said(note["sha256"]))
    path, temporary = place(note["path"], root), place(note["temporary"], root)
    if temporary.parent != path.parent or not temporary.name.startswith(f".{path.name}.") or not temporary.name.endswith(TEMPORARY):
        raise ValueError(note)
    before, after = note["before"], note["after"]
    return NotedWrite(path, temporary, before and hash_said(before), after and hash_said(after))


def hash_said(said: str | None) -> str:
    """The hash that a note states. Raises ValueError for what is none."""
    if not isinstance(said, str) or not re.fullmatch("[0-9a-f]{64}", said):
        raise ValueError(said)
    return said


def place(said: str | None, root: Path) -> Path:
    """The place that a note names. Raises ValueError where it lies elsewhere than under `rounds/`, or a link is on the way."""
    parts = said.split("/") if isinstance(said, str) else []
    if len(parts) < 3 or parts[0] != ROUNDS or any(part in (".", "..") or is_refused_somewhere(part) for part in parts):
        raise ValueError(said)
    os.fsencode("".join(parts))  # half a letter is no name
    at = root
    for part in parts[:-1]:
        at /= part
        if os.path.lexists(at) and (not stat.S_ISDIR(os.lstat(at).st_mode) or _is_junction(at)):
            raise ValueError(said)
    return at / parts[-1]


def _is_junction(folder: Path) -> bool:
    """A folder of Windows that is another one elsewhere, and looks like none of its links."""
    return getattr(os.lstat(folder), "st_reparse_tag", 0) == 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT
