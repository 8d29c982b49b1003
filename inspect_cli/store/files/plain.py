"""A plain file's bytes, as many as may be: what has no end (a device, a pipe) is refused before a byte is read of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from inspect_cli.domain.text import text
from inspect_cli.store.files.causes import OurRefusal

MOST = 200_000_000
"""Bytes; more than any record, sheet, paper or template has, and less than a machine has memory for."""

_WAITS_FOR_NOBODY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def evened(raw: bytes | None) -> bytes | None:
    """Without the difference of line ends, which git may be told to turn."""
    return raw and raw.replace(b"\r\n", b"\n")


def plain_bytes(path: Path, most: int = MOST) -> bytes:
    """All bytes of a plain file. Raises OSError, of which OurRefusal for what is no plain file and for more than `most` bytes."""
    with opened(path) as stream:
        return at_most(stream, most)


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """A plain file for reading; nothing is waited for. Raises OSError, OurRefusal for what is no plain file."""
    _must_be_plain(os.stat(path))  # asked before: opening alone can already do something to a device
    handle = os.open(path, _WAITS_FOR_NOBODY)
    with os.fdopen(handle, "rb") as stream:
        _must_be_plain(os.fstat(handle))
        yield stream


def at_most(stream: BinaryIO, most: int = MOST) -> bytes:
    """What a stream holds. Raises OurRefusal for more than `most` bytes, having read no more than that."""
    content = stream.read(most + 1)
    if len(content) > most:
        raise OurRefusal(text("it is larger than {size} MB", size=most // 1_000_000))
    return content


def _must_be_plain(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise OurRefusal(text("it is a folder"))
    if not stat.S_ISREG(found.st_mode):
        raise OurRefusal(text("it is not a plain file"))
