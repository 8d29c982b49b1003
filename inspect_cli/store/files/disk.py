"""Bytes on their way to the disk: whole or not at all, and never over somebody else's.

A file is written to a temporary one beside it, flushed, and moved into place; whoever looks sees the old bytes or the new
ones. Several files that belong together are first noted in a journal, so that a crash between them is finished later.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import DiskTrouble
from inspect_cli.store.files import moving
from inspect_cli.store.files.causes import OurRefusal, cause
from inspect_cli.store.files.journal import TEMPORARY, Journal, Noted, NotedMove, NotedWrite, content_of, digest, digest_of
from inspect_cli.store.files.moving import FileMove
from inspect_cli.store.files.patience import patiently
from inspect_cli.store.files.plain import MOST, plain_bytes
from inspect_cli.store.files.pointer import IS_POINTER, oid_in


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
            text("{file} could not be written: {why}; what was there is unchanged", file=str(path), why=cause(error)),
            text("make room or ask for the right to write there, then run the command again"),
        )


class CannotRead(DiskTrouble):
    """The system refuses to read a file that the command needs."""

    code = "cannot_read"

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            text("{file} could not be read: {why}", file=str(path), why=cause(error)),
            text("look whether it is there, is a file, and may be read by you"),
        )


@dataclass(frozen=True, slots=True)
class Write:
    """One file to write: `before` is what was read (None: it must not be there yet), `after` what it will hold (None: it goes)."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Copy:
    """One file to copy, whole: nothing lies at `path` yet; what comes to lie there has this hash, and so many bytes."""

    source: Path
    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class NewFolder:
    """A folder that was made beside its place, to come to be there with all that is in it."""

    waiting: Path
    folder: Path


DiskStep = Write | Copy | FileMove | NewFolder


def read_bytes(path: Path, most: int = MOST) -> bytes:
    """The bytes of a plain file of at most so many. Raises CannotRead."""
    try:
        raw = plain_bytes(path, most)
        if oid_in(raw):
            raise OurRefusal(IS_POINTER)
    except OSError as error:
        raise CannotRead(path, error) from error
    return raw


def write_all(steps: Sequence[DiskStep], journal: Journal | None = None) -> None:
    """All of the steps, or none; after a crash the journal says what is left to do (one file alone needs none).

    What moves, moves first: see `finishing`.

    Raises: FileChanged when a file no longer holds `before`; CannotWrite when the system refuses.
    """
    staged: list[tuple[DiskStep, Path | None]] = []
    ended = journal.keeper.begun(steps) if journal and journal.keeper else lambda _: None
    try:
        for step in sorted(steps, key=lambda one: isinstance(one, Write)):
            staged.append((step, _prepared(step)))
        for step in steps:
            _still_the_same(step)
        if journal and len(staged) > 1:
            _note(journal, staged)
    except BaseException:  # whatever happened, also Ctrl-C: no litter, and it goes on its way
        if journal and len(staged) > 1:
            journal.path.unlink(missing_ok=True)  # noted, but perhaps not for good: nothing of it was begun
        for step, temporary in staged:
            _swept(step, temporary)
        ended(False)
        raise
    _put_all(staged, journal, ended)


def _prepared(step: DiskStep) -> Path | None:
    """What is needed before anything is put into place: the temporary file, or the folder that a file moves to."""
    if isinstance(step, Write):
        return _stage(step)
    if isinstance(step, Copy):
        return _stage_copy(step)
    if isinstance(step, FileMove):
        make_folder(step.target.parent)
    return None


def _swept(step: DiskStep, temporary: Path | None) -> None:
    """Nothing is left of what was prepared."""
    if temporary:
        temporary.unlink(missing_ok=True)
    if isinstance(step, FileMove):
        moving.drop_empty(step.target.parent)
    elif isinstance(step, Copy):
        moving.drop_empty(step.path.parent)


def _put_all(staged: Sequence[tuple[DiskStep, Path | None]], journal: Journal | None, ended: Callable[[bool], None]) -> None:
    """Everything into place; where one refuses, what was already put is taken back, so that nothing has changed.

    When even that is refused, the journal stays, and the next write finishes what this one began.
    """
    try:
        for step, temporary in staged:
            _put(step, temporary)
    except BaseException:  # also Ctrl-C: what was put is taken back first
        back = [_taken_back(step) for step, _ in staged]
        if all(back):
            if journal and len(staged) > 1:
                journal.path.unlink(missing_ok=True)
            for step, temporary in staged:
                _swept(step, temporary)
            ended(False)
        raise
    if journal and len(staged) > 1:
        with suppress(OSError):  # everything is in place: a note that stays is found done by the next write
            journal.path.unlink(missing_ok=True)
    ended(True)


def _taken_back(step: DiskStep) -> bool:
    """The file is again what it was before, or it could not be done.

    What it holds says whether it was put: a flush can fail when the file is in place already; other bytes are somebody else's.
    """
    try:
        if isinstance(step, FileMove):
            moving.taken_back(step)
        elif isinstance(step, NewFolder):
            if not os.path.lexists(step.waiting):
                os.rename(step.folder, step.waiting)
        elif isinstance(step, Copy):
            if digest_of(step.path) == step.sha256:
                step.path.unlink()
        elif _content(step.path) != step.after:
            return True
        elif step.before is None:
            step.path.unlink()
        else:
            staged = _stage(Write(step.path, step.after, step.before))
            patiently(lambda: os.replace(staged, step.path))
    except (OSError, CannotWrite):
        return False
    return True


def make_folder(path: Path) -> None:
    """The folder and its parents. Raises CannotWrite."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, error) from error


def must_lie_inside(root: Path, path: Path) -> None:
    """Nothing is written through a link that leads out of `root`. Raises CannotWrite."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise CannotWrite(path, OurRefusal(text("it leads out of the folder of the records")))


def _stage(write: Write) -> Path:
    """The temporary file with the new bytes; empty for a file that goes, to say that this is still to be done."""
    path = write.path
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}{TEMPORARY}")
    try:
        make_folder(path.parent)
        mode = stat.S_IMODE(path.stat().st_mode) if write.before is not None else 0o666
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        try:
            _write_fully(handle, write.after or b"")
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise CannotWrite(path, error) from error
    return temporary


def _stage_copy(copy: Copy) -> Path:
    """The temporary file with what the source holds. Raises CannotWrite, also where that is no longer what was looked at."""
    import shutil

    make_folder(copy.path.parent)
    temporary = copy.path.with_name(f".{copy.path.name}.{os.urandom(4).hex()}{TEMPORARY}")  # which no link that came along waits for
    try:
        shutil.copyfile(copy.source, temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        if digest_of(temporary) != copy.sha256:
            raise OurRefusal(text("the file changed while it was copied"))
    except BaseException as error:  # also Ctrl-C
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise CannotWrite(copy.path, error) from error
        raise
    return temporary


def _write_fully(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def _content(path: Path) -> bytes | None:
    try:
        return plain_bytes(path)
    except FileNotFoundError:
        return None


def _still_the_same(step: DiskStep) -> None:
    if isinstance(step, FileMove):
        if not os.path.lexists(step.source) or os.path.lexists(step.target):
            raise FileChanged(step.source)
        return
    if not isinstance(step, Write):
        if os.path.lexists(place := step.path if isinstance(step, Copy) else step.folder):
            raise FileChanged(place)
        return
    try:
        now = _content(step.path)
    except OSError as error:
        raise CannotWrite(step.path, error) from error
    if now != step.before:
        raise FileChanged(step.path)


def _put(step: DiskStep, temporary: Path | None) -> None:
    if isinstance(step, Write):
        if temporary:
            put_in_place(step.path, temporary, is_new=step.before is None, goes=step.after is None)
    elif isinstance(step, Copy):
        assert temporary is not None
        put_in_place(step.path, temporary, is_new=True, goes=False)
    elif isinstance(step, NewFolder):
        _put_folder(step.waiting, step.folder)
    else:
        _put_move(step)


def _put_move(step: FileMove) -> None:
    with _refusals_of(step.target):
        moving.done(step)
        for folder in (step.target.parent, step.source.parent):
            if folder.exists():
                _flush_folder(folder)


def put_in_place(path: Path, temporary: Path, is_new: bool, goes: bool) -> None:
    """The file is what waited beside it, or gone. Raises FileChanged where something came to be there; CannotWrite."""
    with _refusals_of(path):
        if goes:
            patiently(lambda: os.unlink(path))
            os.unlink(temporary)
        elif is_new:
            moving.without_covering(temporary, path)
        else:
            patiently(lambda: os.replace(temporary, path))
        _flush_folder(path.parent)


def _put_folder(waiting: Path, folder: Path) -> None:
    """A folder with all that is in it under its name. Raises FileChanged where something came to be there; CannotWrite."""
    with _refusals_of(folder):
        if os.path.lexists(folder):
            raise FileExistsError
        _flush_folder(waiting)
        patiently(lambda: os.rename(waiting, folder))
        try:
            _flush_folder(folder.parent)
        except OSError:
            os.rename(folder, waiting)
            raise


@contextmanager
def _refusals_of(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise FileChanged(path) from None
    except OSError as error:
        raise CannotWrite(path, error) from error


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot flush a folder; the rename is durable there with the file
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _note(journal: Journal, staged: Sequence[tuple[DiskStep, Path | None]]) -> None:
    try:
        content = content_of([_noted(step, temporary) for step, temporary in staged], journal.root)
    except OSError as error:
        raise CannotWrite(journal.path, error) from error
    staged_note = _stage(Write(journal.path, None, content))
    with _refusals_of(journal.path):
        patiently(lambda: os.replace(staged_note, journal.path))
    _flush_folder(journal.path.parent)


def _noted(step: DiskStep, temporary: Path | None) -> Noted:
    """Raises OSError where a file that moves cannot be read."""
    if isinstance(step, FileMove):
        return NotedMove(step.source, step.target, digest_of(step.source) or "")
    assert temporary is not None and not isinstance(step, NewFolder)  # which is a step alone
    if isinstance(step, Copy):
        return NotedWrite(step.path, temporary, None, step.sha256)
    return NotedWrite(step.path, temporary, digest(step.before), digest(step.after))
