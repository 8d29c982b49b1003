"""One look at one round's folder: what its files are, what records say, what evidence hashes to; what is known is not read again."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from inspect_cli.domain.absence import laid_out
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import FileState
from inspect_cli.store.addresses import is_lock_name, is_record_name
from inspect_cli.store.complaint import Complaint
from inspect_cli.store.files.causes import cause
from inspect_cli.store.files.pointer import NOT_SET_UP, oid_in
from inspect_cli.store.files.signature import Signature, signature_of
from inspect_cli.store.git.outlying import LINKED, outlying, unjudged
from inspect_cli.store.reading import Reading
from inspect_cli.yamlsplice.bounds import MAX_BYTES
from inspect_cli.yamlsplice.place import NOWHERE


class SeenFile(NamedTuple):
    """One file as it was looked at. `key` names its bytes as git names them; "" where there are none to read."""

    signature: Signature | None
    """None: not to be relied on (too young, reached through a link, no plain file)."""
    key: str = ""
    sha256: str = ""
    state: FileState | None = None
    """Why an evidence file proves nothing, whatever its hash."""
    oid: str = ""
    """The sha256 that a Git LFS pointer names, which lies there in place of the file; or NOT_SET_UP."""


class EarlierLook(Protocol):
    """What an earlier look found out: files by path, and what bytes read as, by their key."""

    @property
    def seen(self) -> Mapping[str, SeenFile]:
        """Every file that was looked at, by its path."""

    @property
    def proofs(self) -> Mapping[str, tuple[str, ...]]:
        """The evidence files that a record names, by the record's key; what is not in here must be read."""

    def knows(self, key: str) -> bool:
        """It is known what the bytes of this key read as."""

    def read(self, key: str) -> Reading[Issue] | None:
        """What the bytes of this key read as."""


class _Nothing:
    """Nothing is known."""

    seen: Mapping[str, SeenFile] = MappingProxyType({})
    proofs: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def knows(self, key: str) -> bool:
        return False

    def read(self, key: str) -> Reading[Issue] | None:
        return None


NOTHING_KNOWN = _Nothing()
NOTHING_AWAY: Mapping[str, str] = MappingProxyType({})


def record_bytes(root: str, path: str, left_out: Mapping[str, str] = NOTHING_AWAY) -> bytes | Complaint:
    """The bytes of one record's file, or why it is none that can be read."""
    raw = Look(root, 0, NOTHING_KNOWN, left_out).record(path)
    assert raw is not None  # nothing is known, so everything is read
    return raw


def key_of(raw: bytes) -> str:
    """The name that git gives to these bytes (its blob id)."""
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


class Look:
    """One look at one round: collects what is seen, and reads what is not known."""

    def __init__(self, root: str, now: int, known: EarlierLook, left_out: Mapping[str, str]) -> None:
        self.root = root
        self._left_out = left_out
        self.real_root = os.path.realpath(root)
        self.now = now
        self.known = known
        self.seen: dict[str, SeenFile] = {}
        self._links: list[str] = []
        self._hashed: list[str] = []
        self._plain_folders = {root: True}

    def outlying(self, round_id: str) -> tuple[tuple[str, Complaint], ...]:
        """What was read and lies elsewhere: the folder, or else single files."""
        folder = outlying(self.root, round_id)
        if folder and not self._links and os.path.islink(f"{self.root}/{folder[0]}"):  # nothing behind it was read, which is said
            folder = None
        files = [(path, unjudged(LINKED.about(file=os.path.basename(path)))) for path in self._links]
        return (folder,) if folder else tuple(files)

    def names(self, folder: str) -> tuple[list[str], tuple[str, ...], Complaint | None]:
        """The paths to read as issues, the names of whatever else lies there, and why the folder cannot be listed."""
        try:
            names = sorted(name for name in os.listdir(f"{self.root}/{folder}") if name[0] != "." or is_lock_name(name))
        except FileNotFoundError:
            return [], (), None
        except OSError as error:
            return [], (), cannot_be_read(cause(error))
        odd = tuple(name for name in names if not is_record_name(name))
        return [f"{folder}/{name}" for name in names if not odd or is_record_name(name)], odd, None

    def plain_files(self, folder: str) -> list[str]:
        """The paths of what lies in a folder, which need not be there."""
        try:
            return [f"{folder}/{name}" for name in sorted(os.listdir(f"{self.root}/{folder}"))]
        except OSError:
            return []

    def record(self, path: str) -> bytes | Complaint | None:
        """The bytes of a record's file, or why it is none that can be read; None where they are known by the file's signature."""
        full = f"{self.root}/{path}"
        try:
            found = os.lstat(full)
            if not stat.S_ISREG(found.st_mode) or not self._is_plain_folder(_above(full)):
                return self._unusual(path, full)
            signature = signature_of(found, self.now)
            before = self.known.seen.get(path)
            if signature is not None and before is not None and before.signature == signature and before.key in self.known.proofs:
                self.seen[path] = before
                return None
            raw, signature = self._bytes(full)
        except FileNotFoundError:
            if path in self._left_out:
                return self._not(path, absence(path, self._left_out[path]))
            return self._not(path, Complaint("SCH13", _MISSING.about(file=os.path.basename(path)), NOWHERE, _PLAIN_FILES))
        except OSError as error:
            return self._not(path, cannot_be_read(cause(error)))
        self.seen[path] = SeenFile(signature, key_of(raw))
        return raw

    def bytes_again(self, path: str) -> bytes:
        """The bytes of a file whose signature is known, when what they read as is not."""
        raw, signature = self._bytes(f"{self.root}/{path}")
        self.seen[path] = SeenFile(signature, key_of(raw))
        return raw

    def evidence(self, path: str, base: str) -> None:
        """Looks at an evidence file; `base` is the real folder of the round, out of which no link may lead."""
        if path in self.seen and (self.seen[path].sha256 or self.seen[path].state):
            return
        full = f"{self.root}/{path}"
        try:
            found = os.lstat(full)
            plain = stat.S_ISREG(found.st_mode) and self._is_plain_folder(_above(full))
            if not plain and not _is_inside(os.path.realpath(full), base):
                self.seen[path] = SeenFile(None, state=FileState.OUTSIDE)
                return
            signature = signature_of(found, self.now) if plain else None
            before = self.known.seen.get(path)
            if signature is not None and before is not None and before.signature == signature and before.sha256:
                self.seen[path] = before
                return
            if not plain and not os.path.isfile(full):
                self.seen[path] = SeenFile(None, state=FileState.UNREADABLE if os.path.exists(full) else self._gone(path))
                return
            self.seen[path] = _hashed(full, self.now if plain else 0)
            self._hashed.append(path)
        except (FileNotFoundError, NotADirectoryError):
            self.seen[path] = self._named_differently(path, base) or SeenFile(None, state=self._gone(path))
        except (OSError, ValueError):
            self.seen[path] = SeenFile(None, state=FileState.UNREADABLE)

    def _gone(self, path: str) -> FileState:
        """What there is to say of a file that is not here."""
        return FileState.LEFT_OUT if path in self._left_out else FileState.MISSING

    def mark_what_is_not_laid_out(self) -> None:
        """Files that lie there as git holds them, for want of a filter. That is not in their bytes: they are looked at every time.

        What reads as a pointer of Git LFS, and lies where no attribute names it, stands for nothing but itself.
        """
        pointers = [path for path, seen in self.seen.items() if seen.oid and seen.oid != NOT_SET_UP]
        if pointers:
            from inspect_cli.store.git import filters

            for path in filters.not_in_lfs(Path(self.root), pointers):
                self.seen[path] = self.seen[path]._replace(signature=None, oid="")
        if not self._hashed:
            return
        from inspect_cli.store.git.attributes import names_a_filter  # only where something was hashed

        if names_a_filter(self.root):
            from inspect_cli.store.git import filters

            for path in filters.unknown(Path(self.root), self._hashed):
                self.seen[path] = self.seen[path]._replace(signature=None, oid=NOT_SET_UP)

    def _named_differently(self, path: str, base: str) -> SeenFile | None:
        """The same file under a name that is spelt differently; it is looked for every time."""
        from inspect_cli.store.files.spelling import as_on_disk  # only where something is missing

        other = as_on_disk(base, path.split("/", 2)[2])
        if other is None or not os.path.isfile(other) or not _is_inside(os.path.realpath(other), base):
            return None
        try:
            return _hashed(other, 0)._replace(state=FileState.NAMED_DIFFERENTLY)
        except OSError:
            return None

    def _is_plain_folder(self, folder: str) -> bool:
        """No link leads to this folder of the root, which is there."""
        known = self._plain_folders.get(folder)
        if known is None:
            known = self._plain_folders[folder] = self._is_plain_folder(_above(folder)) and self._leads_nowhere(folder)
        return known

    def _leads_nowhere(self, folder: str) -> bool:
        if os.name == "nt":  # which has links that look like folders
            return os.path.realpath(folder) == os.path.normpath(self.real_root + folder[len(self.root) :])
        return not os.path.islink(folder)

    def _unusual(self, path: str, full: str) -> bytes | Complaint:
        """What is no plain file in a plain folder: a link that stays inside is followed, nothing else is read."""
        if os.path.isdir(full):
            return self._not(path, Complaint("SCH13", text("this is a folder, not a file"), NOWHERE, _PLAIN_FILES))
        if os.path.exists(full) and not os.path.isfile(full):
            return self._not(path, Complaint("SCH13", text("this is not a plain file"), NOWHERE, _PLAIN_FILES))
        if not _is_inside(os.path.realpath(full), self.real_root):
            return self._not(path, Complaint("SCH13", _LEADS_OUT.about(root=os.path.basename(self.root)), NOWHERE, _PLAIN_FILES))
        raw, _ = self._bytes(full)
        self._links.append(path)
        self.seen[path] = SeenFile(None, key_of(raw))
        return raw

    def _not(self, path: str, complaint: Complaint) -> Complaint:
        self.seen[path] = SeenFile(None)
        return complaint

    def _bytes(self, full: str) -> tuple[bytes, Signature | None]:
        """The bytes, and the signature that they had before and after they were read; None where it changed meanwhile."""
        handle = os.open(full, _READING)
        try:
            before = os.fstat(handle)
            wanted = min(before.st_size, MAX_BYTES) + 1
            raw = os.read(handle, wanted)
            while len(raw) not in (before.st_size, wanted) and (more := os.read(handle, wanted - len(raw))):
                raw += more
            after = os.fstat(handle)
        finally:
            os.close(handle)
        return raw, _steady(before, after, self.now)


def _hashed(full: str, now: int) -> SeenFile:
    """An evidence file, read once for both of its names."""
    handle = os.open(full, _READING)
    try:
        before = os.fstat(handle)
        sha256, key = hashlib.sha256(), hashlib.sha1(b"blob %d\0" % before.st_size, usedforsecurity=False)
        oid = ""
        while part := os.read(handle, 65536):
            sha256.update(part)
            key.update(part)
            oid = oid_in(part) if len(part) == before.st_size else ""
        after = os.fstat(handle)
    finally:
        os.close(handle)
    return SeenFile(_steady(before, after, now), key.hexdigest(), sha256.hexdigest(), oid=oid)


_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def _above(path: str) -> str:
    """The folder of what lies under the root, as paths are made here: with forward slashes."""
    return path[: path.rindex("/")]


def _steady(before: os.stat_result, after: os.stat_result, now: int) -> Signature | None:
    """The signature of a file that did not change while it was read."""
    signature = signature_of(after, now)
    return signature if signature == signature_of(before, now) else None


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def absence(name: str, folder: str) -> Complaint:
    """It is in git, which was told not to lay it out here; `folder` brings it here, "" where none does."""
    said = text("{names} {names:is|are} in git, and not checked out here", names=[name])
    return Complaint("GIT01", said, NOWHERE, laid_out(folder), absent=True)


def cannot_be_read(why: Text) -> Complaint:
    """The system does not let the file be read."""
    return Complaint("SCH13", text("the file cannot be read: {why}", why=why), NOWHERE, text("look whether it is a file that you may read"))


_MISSING = text("{file} is missing")
_LEADS_OUT = text("this is a link that leads out of {root}")
_PLAIN_FILES = text("records are plain files inside the root")
