"""Bytes on their way to the disk: whole or not at all, and never over somebody else's.

A file is written to a temporary one beside it, flushed, and moved into place; whoever looks sees the old bytes or the new
ones. Several files that belong together are first noted in a journal, so that a crash between them is finished later.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import DiskTrouble

TEMPORARY = ".inspect-tmp"
"""The ending of temporary files; nothing that ends so is ever read as a record."""


class FileChanged(DiskTrouble):
    """Somebody else wrote the file after it was read."""

    code = "file_changed"

    def __init__(self, path: Path) -> None:
        super().__init__(
            text("{file} was changed by somebody else in the meantime; nothing was written", file=path.name),
            text("run the command again: it will read the new content"),
        )


class CannotWrite(DiskTrouble):
    """The system refuses to write."""

    code = "cannot_write"

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            text("{file} could not be written: {why}; what was there is unchanged", file=str(path), why=error.strerror or str(error)),
            text("make room or ask for the right to write there, then run the command again"),
        )


class CannotRead(DiskTrouble):
    """The system refuses to read a file that the command needs."""

    code = "cannot_read"

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            text("{file} could not be read: {why}", file=str(path), why=error.strerror or str(error)),
            text("look whether it is there, is a file, and may be read by you"),
        )


@dataclass(frozen=True, slots=True)
class Write:
    """One file to write: `before` is what was read (None: it must not be there yet), `after` what it will hold."""

    path: Path
    before: bytes | None
    after: bytes


def read_bytes(path: Path) -> bytes:
    """The file's bytes. Raises CannotRead."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(path, error) from error


def write_all(writes: Sequence[Write], journal: Path) -> None:
    """All of the writes, or none; after a crash the journal says what is left to do.

    Raises: FileChanged when a file no longer holds `before`; CannotWrite when the system refuses.
    """
    staged: list[tuple[Write, Path]] = []
    try:
        for write in writes:
            staged.append((write, _stage(write)))
        for write in writes:
            _still_the_same(write)
        if len(staged) > 1:
            _note(journal, staged)
    except BaseException:  # whatever happened, also Ctrl-C: no litter, and it goes on its way
        if len(staged) > 1:
            journal.unlink(missing_ok=True)  # noted, but perhaps not for good: nothing of it was begun
        for _, temporary in staged:
            temporary.unlink(missing_ok=True)
        raise
    _put_all(staged, journal)


def _put_all(staged: Sequence[tuple[Write, Path]], journal: Path) -> None:
    """Everything into place; where one refuses, what was already put is taken back, so that nothing has changed.

    When even that is refused, the journal stays, and the next write finishes what this one began.
    """
    try:
        for write, temporary in staged:
            _put(write, temporary)
    except BaseException:  # also Ctrl-C: what was put is taken back first
        back = [_taken_back(write) for write, _ in staged]
        if all(back):
            journal.unlink(missing_ok=True)
            for _, temporary in staged:
                temporary.unlink(missing_ok=True)
        raise
    if len(staged) > 1:
        with suppress(OSError):  # everything is in place: a note that stays is found done by the next write
            journal.unlink(missing_ok=True)


def _taken_back(write: Write) -> bool:
    """The file holds again what it held before, or it could not be done.

    What it holds says whether it was put: a flush can fail when the file is in place already; other bytes are somebody else's.
    """
    try:
        if _content(write.path) != write.after:
            return True
        if write.before is None:
            write.path.unlink()
        else:
            os.replace(_stage(Write(write.path, write.after, write.before)), write.path)
    except (OSError, CannotWrite):
        return False
    return True


def finish_interrupted(journal: Path) -> list[Path]:
    """Finishes what a crash left half done, and names the files. Call with the lock held.

    Only files whose content is still what the interrupted command had read are replaced.
    """
    try:
        import json

        noted = json.loads(journal.read_text(encoding="utf-8"))
        notes = [(Path(n["path"]), Path(n["temporary"]), None if n["before"] is None else bytes.fromhex(n["before"])) for n in noted]
    except OSError:
        return []
    except (ValueError, TypeError, KeyError):  # not one of ours: set aside for somebody to look at
        os.replace(journal, journal.with_suffix(".odd"))
        return []
    done: list[Path] = []
    for path, temporary, before in notes:
        if temporary.is_file():
            if _content(path) == before:
                _put(Write(path, before, temporary.read_bytes()), temporary)
                done.append(path)
            elif _content(path) == temporary.read_bytes():
                temporary.unlink(missing_ok=True)
    journal.unlink(missing_ok=True)
    return done


def make_folder(path: Path) -> None:
    """The folder and its parents. Raises CannotWrite."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, error) from error


def must_lie_inside(root: Path, path: Path) -> None:
    """Nothing is written through a link that leads out of `root`. Raises CannotWrite."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise CannotWrite(path, OSError(errno.EXDEV, "it leads out of the folder of the records"))


def _stage(write: Write) -> Path:
    path = write.path
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}{TEMPORARY}")
    try:
        make_folder(path.parent)
        mode = stat.S_IMODE(path.stat().st_mode) if write.before is not None else 0o666
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        try:
            _write_fully(handle, write.after)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise CannotWrite(path, error) from error
    return temporary


def _write_fully(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _still_the_same(write: Write) -> None:
    try:
        now = _content(write.path)
    except OSError as error:
        raise CannotWrite(write.path, error) from error
    if now != write.before:
        raise FileChanged(write.path)


def _put(write: Write, temporary: Path) -> None:
    try:
        if write.before is None:
            _put_new(write.path, temporary)
        else:
            os.replace(temporary, write.path)
        _flush_folder(write.path.parent)
    except OSError as error:
        raise CannotWrite(write.path, error) from error


def _put_new(path: Path, temporary: Path) -> None:
    """Into place without ever covering a file that came to be there: a link fails where a rename would not."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise FileChanged(path) from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EACCES):
            raise
        if path.exists():
            raise FileChanged(path) from None
        os.replace(temporary, path)  # a file system without links
        return
    os.unlink(temporary)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot flush a folder; the rename is durable there with the file
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _note(journal: Path, staged: Sequence[tuple[Write, Path]]) -> None:
    notes = [
        {
            "path": str(write.path.absolute()),
            "temporary": str(temporary.absolute()),
            "before": None if write.before is None else write.before.hex(),
        }
        for write, temporary in staged
    ]
    import json

    content = json.dumps(notes).encode()
    os.replace(_stage(Write(journal, None, content)), journal)
    _flush_folder(journal.parent)
