"""What a file system says of a file, as far as it tells one state of it from another. Loads nothing but the interpreter's own."""

from __future__ import annotations

import os

Signature = tuple[int, int, int, int, int]
"""Times of change in nanoseconds (mtime, ctime), size, inode, device."""

YOUNG = 2_000_000_000
"""Nanoseconds within which a file may change again without its signature showing it (a file system counts up to two seconds)."""
GONE = 0
"""The signature of what is not there."""


def signature_of(found: os.stat_result, now: int) -> Signature | None:
    """What tells a plain file from any other state of it: times of change in nanoseconds (mtime, ctime), size, inode, device.

    None for what is no plain file, and for one so young that it may change again without its signature showing it.
    """
    if found.st_mode & 0o170000 != 0o100000 or max(found.st_mtime_ns, found.st_ctime_ns) > now - YOUNG:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev


def folder_signature(path: str, now: int) -> tuple[int, int, int, int] | int | None:
    """The same for a folder: its names have not changed while this has not. GONE where there is none."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return GONE
    except OSError:
        return None
    if found.st_mode & 0o170000 != 0o040000 or max(found.st_mtime_ns, found.st_ctime_ns) > now - YOUNG:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev
