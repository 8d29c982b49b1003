"""What is remembered of a command that wrote: who, when, in which words, and what it did to which files. What is read is doubted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from inspect_cli.domain.text import Text
from inspect_cli.store.files.disk import Copy, DiskStep, Write
from inspect_cli.store.files.journal import digest, digest_of, from_root, hash_said, place
from inspect_cli.store.files.moving import FileMove
from inspect_cli.store.files.plain import plain_bytes

BEGUN, DONE, TURNING, UNDONE = "begun", "done", "turning", "undone"
ODD = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a file raises that is none of ours."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What a command does, in words that may be shown; who does it, in a round; and how its person is told what must be said first.

    `was_saved`: it brings a version back, and that is what was saved already, or is not.
    """

    words: str
    at: datetime
    by: Callable[[str], str]
    told: Callable[[Text], None]
    was_saved: bool | None = None


class KeptWrite(NamedTuple):
    """A file by its path from the root, and the hashes of what it held and of what it holds; None: it was, or is, not there."""

    path: str
    before: str | None
    after: str | None


class KeptMove(NamedTuple):
    """A file that went to another place, with its hash."""

    source: str
    target: str
    sha256: str


Kept = KeptWrite | KeptMove


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `files` is the hash of the list of its files, `made` are the folders that came with it, `size` counts bytes.

    `was_saved`: see Doing.
    """

    by: str
    at: str
    command: str
    round: str
    state: str
    size: int
    files: str
    made: tuple[str, ...]
    was_saved: bool | None = None


def seen(step: DiskStep, root: Path) -> Iterator[tuple[Kept, bytes | None, int]]:
    """What a step will do to which file, the bytes before, and how many it takes to have both. Raises OSError."""
    if isinstance(step, FileMove):
        yield KeptMove(from_root(step.source, root), from_root(step.target, root), digest_of(step.source) or ""), None, 0
    elif isinstance(step, Copy):
        yield KeptWrite(from_root(step.path, root), None, step.sha256), None, step.size
    elif isinstance(step, Write):
        kept = KeptWrite(from_root(step.path, root), digest(step.before), digest(step.after))
        yield kept, step.before, len(step.before or b"") + len(step.after or b"")
    else:
        for path in sorted(path for path in step.waiting.rglob("*") if path.is_file()):
            raw, name = plain_bytes(path), f"{from_root(step.folder, root)}/{path.relative_to(step.waiting).as_posix()}"
            yield KeptWrite(name, None, digest(raw)), None, len(raw)


def places(files: Iterable[Kept], back: bool) -> dict[str, str | None]:
    """Each file, and the hash that it has where the command is to be taken `back`; else where it is to be done."""
    found: dict[str, str | None] = {}
    for one in files:
        if isinstance(one, KeptMove):
            found |= {one.source: None if back else one.sha256, one.target: one.sha256 if back else None}
        else:
            found[one.path] = one.after if back else one.before
    return found


def list_of(files: Iterable[Kept]) -> bytes:
    """The list as it is kept."""
    return json.dumps([one._asdict() for one in files], indent=1).encode()


def files_in(raw: bytes, root: Path) -> tuple[Kept, ...]:
    """The list that was kept. Raises one of ODD, also where it names a place where no command of ours would write."""
    files = tuple(_kept(one) for one in json.loads(raw))
    for path in places(files, True):
        place(path, root)
    return files


def _kept(said: dict[str, Any]) -> Kept:
    if "source" in said:
        return KeptMove(said["source"], said["target"], hash_said(said["sha256"]))
    return KeptWrite(said["path"], *(None if said[key] is None else hash_said(said[key]) for key in ("before", "after")))


def told(deeds: Iterable[Command]) -> bytes:
    """The commands as they are kept."""
    return json.dumps([asdict(deed) for deed in deeds], indent=1).encode()


def deeds_in(raw: bytes, root: Path) -> list[Command]:
    """The commands that were kept. Raises one of ODD."""
    return [_deed(Command(**said), root) for said in json.loads(raw)]


def _deed(deed: Command, root: Path) -> Command:
    words = (deed.by, deed.at, deed.command, deed.round, deed.state, deed.files)
    if not all(isinstance(word, str) for word in words) or type(deed.size) is not int or deed.size < 0:
        raise ValueError(deed)
    if deed.was_saved not in (None, True, False):
        raise ValueError(deed)
    if datetime.fromisoformat(deed.at).tzinfo is None:
        raise ValueError(deed.at)
    for folder in deed.made:
        place(f"{folder}/x", root)  # so the folder itself is no link either
    return replace(deed, files=hash_said(deed.files), made=tuple(deed.made))
