"""A file that goes to another place as it is: done, taken back, or finished after a crash, and never over another file."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inspect_cli.store.files.patience import patiently

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EACCES)
"""What a file system says that has no hard links."""


@dataclass(frozen=True, slots=True)
class FileMove:
    """One file to move within a file system, with all that the system says of it; nothing may be at `target` yet."""

    source: Path
    target: Path


def done(move: FileMove) -> None:
    """The file is at its target. Raises FileExistsError where something came to be there; OSError."""
    move.target.parent.mkdir(parents=True, exist_ok=True)
    without_covering(move.source, move.target)
    drop_empty(move.source.parent)


def taken_back(move: FileMove) -> None:
    """The file is where it was. Raises OSError."""
    if os.path.lexists(move.target) and (not os.path.lexists(move.source) or _is_one_file(move)):
        if os.path.lexists(move.source):
            os.unlink(move.target)
        else:
            move.source.parent.mkdir(parents=True, exist_ok=True)
            without_covering(move.target, move.source)
    drop_empty(move.target.parent)


def finished(move: FileMove) -> bool:
    """What a crash left of the move is done, where nobody else came between; False where nothing was left. Raises OSError."""
    left = os.path.lexists(move.source)
    if left and not os.path.lexists(move.target):
        done(move)
    elif left and _is_one_file(move):
        os.unlink(move.source)
    drop_empty(move.source.parent)
    return left


def without_covering(source: Path, target: Path) -> None:
    """The file under its new name alone: a link fails where a rename would cover. Raises FileExistsError, OSError."""
    if not source.is_symlink():
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        else:
            patiently(lambda: os.unlink(source))
            return
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    patiently(lambda: os.replace(source, target))  # a link itself, or a file system without hard links


def drop_empty(folder: Path) -> None:
    """A folder that holds nothing goes, and those above it that then hold nothing: git keeps none of them either."""
    with suppress(OSError):
        os.removedirs(folder)


def _is_one_file(move: FileMove) -> bool:
    """Both names lead to the same bytes: two links of one file, or what a copy of the whole folder made of them."""
    if os.path.samestat(os.lstat(move.source), os.lstat(move.target)):
        return True
    import filecmp

    plain = all(path.is_file() and not path.is_symlink() for path in (move.source, move.target))
    return plain and filecmp.cmp(move.source, move.target, shallow=False)
