"""Which program this is: an index made by another one, or by an older state of this one, is not there."""

from __future__ import annotations

import os
import sys
import zlib

_HOUSE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def stamp() -> bytes:
    """Names the interpreter, our own files as they are installed, and the folder of the packages that we use."""
    files: list[tuple[str, int, int]] = []
    _collect(_HOUSE, files)
    packages = [os.stat(place).st_mtime_ns for place in sys.path if place.endswith("-packages") and os.path.isdir(place)]
    said = repr((sys.version, sorted(files), packages)).encode("utf-8", "surrogatepass")
    return b"%08x%08x%08x" % (zlib.crc32(said), zlib.adler32(said), len(said))


def _collect(folder: str, files: list[tuple[str, int, int]]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                found = entry.stat()
                files.append((entry.path, found.st_mtime_ns, found.st_size))
            elif entry.name != "__pycache__" and entry.is_dir():
                _collect(entry.path, files)
