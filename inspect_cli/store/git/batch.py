"""Git's objects through one process that goes on answering: for a whole revision, and for a film that nobody wants to hold in memory."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, Self, TypeVar

from inspect_cli.store.files.causes import cause
from inspect_cli.store.files.pointer import LARGEST, oid_in
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir

T = TypeVar("T")
_AT_ONCE = 500
"""So many questions fit into a pipe, even with long ids, so that neither side waits for the other for ever."""
_PIECE = 1 << 20


class HeldFile(NamedTuple):
    """A file as git holds it: its hash; `oid`: that of the content which a Git LFS pointer names in its place."""

    sha256: str
    oid: str = ""

    @property
    def content(self) -> str:
        """The hash of what the user sees."""
        return self.oid or self.sha256


class Batch:
    """One `git cat-file`, begun when it is first asked. What git has not, or breaks off at, is None; the rest is answered all the same."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._child: subprocess.Popen[bytes] | None = None
        self._here: frozenset[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def contents(self, blobs: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of blobs."""
        return self._each(blobs, lambda stream, size: _exactly(stream, size))

    def hashed(self, blobs: Sequence[str]) -> Iterator[tuple[str, HeldFile | None]]:
        """The hashes of blobs."""
        return self._each(blobs, _hashed)

    def _each(self, blobs: Sequence[str], take: Callable[[IO[bytes], int], T]) -> Iterator[tuple[str, T | None]]:
        left = list(dict.fromkeys(blobs))
        while left:
            asked, left = left[:_AT_ONCE], left[_AT_ONCE:]
            answers = self._asked(asked)
            for at, one in enumerate(asked):
                try:
                    size = _size(answers.readline())
                    found = None if size is None else take(answers, size)
                    if size is not None:
                        _exactly(answers, 1)
                except EOFError:  # git ends where an object is broken, or promised and not to be had
                    yield one, None
                    here, away = self._without(asked[at + 1 :] + left)
                    yield from ((each, None) for each in away)
                    left = here
                    break
                yield one, found

    def _asked(self, blobs: Sequence[str]) -> IO[bytes]:
        """Where git answers, after it was asked."""
        if self._child is None:
            self._child = started(self._root, "cat-file", "--batch")
        assert self._child.stdin and self._child.stdout
        with suppress(OSError):  # it has ended: then there is no answer either
            self._child.stdin.write("".join(f"{one}\n" for one in blobs).encode())
            self._child.stdin.flush()
        return self._child.stdout

    def _without(self, blobs: Sequence[str]) -> tuple[list[str], list[str]]:
        """What is here, and what is not: after git ended once, nothing more is asked at which it would end again. Raises GitFailed."""
        self._end()
        if self._here is None:
            listed = git.answer(self._root, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--unordered", "--buffer")
            self._here = frozenset(listed.decode().split())
        return [one for one in blobs if one in self._here], [one for one in blobs if one not in self._here]

    def _end(self) -> None:
        if self._child:
            ended(self._child)
            self._child = None


def started(root: Path, *words: str) -> subprocess.Popen[bytes]:
    """A git that goes on answering, and fetches nothing. Raises GitFailed where there is none, GitRefuses."""
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_LFS_SKIP_SMUDGE": "1", "GIT_TERMINAL_PROMPT": "0"}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    git.must_not_refuse(root)
    asked = gitdir.command(str(root), *gitdir.STEADY, *words)
    try:
        return subprocess.Popen(asked, stdin=pipe, stdout=pipe, stderr=nowhere, env=git.environment() | quiet)
    except FileNotFoundError as error:
        raise git.GitMissing from error
    except OSError as error:
        raise git.GitFailed(cause(error)) from error


def ended(child: subprocess.Popen[bytes]) -> None:
    """Waits for it, after it was told that nothing more is asked."""
    for stream in (child.stdin, child.stdout):
        with suppress(OSError):
            if stream:
                stream.close()
    child.wait()


def _size(head: bytes) -> int | None:
    """The size that a head names; None where git has no such blob. Raises EOFError where git said nothing."""
    if not head.endswith(b"\n"):
        raise EOFError
    words = head.split()
    return int(words[2]) if len(words) == 3 and words[1] == b"blob" else None


def _exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _hashed(stream: IO[bytes], size: int) -> HeldFile:
    if size <= LARGEST:
        raw = _exactly(stream, size)
        return HeldFile(hashlib.sha256(raw).hexdigest(), oid_in(raw))
    sha256 = hashlib.sha256()
    for at in range(0, size, _PIECE):
        sha256.update(_exactly(stream, min(_PIECE, size - at)))
    return HeldFile(sha256.hexdigest())
