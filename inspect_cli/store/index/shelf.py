"""One file of the index: plain values with a head that says who wrote them. Whatever is odd about it, it is simply not there.

Loads nothing but the interpreter's own; `marshal` only ever reads what has passed the checksum, from a folder under `.git/`
(without git: from `.inspect/`, which is the user's own as the records are).
"""

from __future__ import annotations

import marshal
import os
import zlib

from inspect_cli.store.index.stamp import stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MAGIC = b"inspect index 1\n"
_HEAD = len(_MAGIC) + 24 + 16


class Shelf:
    """A folder of such files. Neither reading nor writing ever fails: what cannot be kept is made again."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._stamp = stamp()

    def get(self, name: str) -> Any:
        """What was put there under this name by this very program, or None."""
        try:
            with open(f"{self.folder}/{name}", "rb", buffering=0) as stream:
                raw = stream.readall()
        except OSError:
            return None
        head, body = raw[:_HEAD], memoryview(raw)[_HEAD:]
        if head != self._head(body):
            return None
        try:
            return marshal.loads(body)
        except (ValueError, EOFError, TypeError):
            return None

    def put(self, name: str, value: object) -> bool:
        """Keeps plain values (no class of ours among them) in place of what was there; False where that cannot be."""
        path = f"{self.folder}/{name}"
        temporary = f"{path}.{os.getpid()}.new"
        try:
            body = marshal.dumps(value)  # type: ignore[arg-type]
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(temporary, "wb", buffering=0) as stream:
                stream.write(self._head(memoryview(body)) + body)
            os.replace(temporary, path)
        except (OSError, ValueError):
            _unlink(temporary)
            return False
        return True

    def names(self, folder: str) -> list[str]:
        """What lies in a folder of the shelf, the oldest first."""
        try:
            with os.scandir(f"{self.folder}/{folder}") as entries:
                return [name for _, name in sorted((entry.stat().st_mtime_ns, f"{folder}/{entry.name}") for entry in entries)]
        except OSError:
            return []

    def drop(self, name: str) -> None:
        """Forgets what is there, a file or a folder."""
        path = f"{self.folder}/{name}"
        if os.path.isdir(path):
            import shutil

            shutil.rmtree(path, ignore_errors=True)
        else:
            _unlink(path)

    def _head(self, body: memoryview) -> bytes:
        return _MAGIC + self._stamp + b"%08x%08x" % (len(body), zlib.crc32(body))


HERE = "here"
"""A file of the state folder by which a copy of it, or one that was sent, is told from the one that grew here."""


def index_folder(state_dir: str, root: str) -> str:
    """Where the index of this work tree lies: several may share one git directory.

    Nobody who sends a folder knows beforehand when and as which file HERE comes to lie on the disk of whoever unpacks it; so an index
    that came along is not found, and is not there.
    """
    try:
        here = os.lstat(f"{state_dir}/{HERE}")
        place = f"{here.st_ino:x}-{here.st_ctime_ns:x}"
    except OSError:
        place = os.urandom(8).hex()  # nothing that is kept is found again
    return f"{state_dir}/index/{zlib.crc32(os.fsencode(os.path.realpath(root))):08x}-{place}"


def forget_others(folder: str) -> None:
    """What is left of indexes of the same work tree that were made elsewhere, or before it was moved, goes."""
    above, name = os.path.split(folder)
    try:
        others = [one for one in os.listdir(above) if one != name and one.partition("-")[0] == name.partition("-")[0]]
    except OSError:
        return
    for one in others:
        if os.path.islink(f"{above}/{one}"):
            _unlink(f"{above}/{one}")
        else:
            Shelf(above).drop(one)


def _unlink(path: str) -> None:
    try:  # noqa: SIM105  (contextlib costs more than a warm answer can spend)
        os.unlink(path)
    except OSError:
        pass
