"""The way in. A question that was asked before, with nothing changed since, is answered here; all else goes to the program.

So this imports as little as can be: the program costs ten times the interpreter, and an answer that is known costs two.
"""

from __future__ import annotations

import gc
import os
import sys

from inspect_cli.cli.argv import again

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, BinaryIO, TextIO


def run() -> None:
    """The console script: UTF-8 out, also on Windows."""
    gc.set_threshold(100_000, 50, 50)  # a run is short: looking for garbage as often as usual takes a twentieth of it
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        getattr(sys, name).reconfigure(encoding="utf-8", errors="replace")
    sys.exit(answered(sys.argv[1:]))


def answered(words: list[str]) -> int:
    """Runs one command and returns the exit code; from memory, where nothing has changed since it was asked before."""
    asked = None if "_INSPECT_COMPLETE" in os.environ else again.question(_in_order(words))  # a shell that completes asks nothing yet
    known = asked.recalled() if asked else None
    if known is not None:
        return _told_again(words, *known)
    from inspect_cli.cli.argv import app

    if asked is None:
        return app.main(words)
    out, err = Copied(sys.stdout), Copied(sys.stderr)
    sys.stdout, sys.stderr = out, err
    again.early[:] = [asked.glance]
    try:
        code = app.main(words)
    finally:
        sys.stdout, sys.stderr = out.real, err.real
        again.early.clear()
    if not out.failed and not err.failed:
        asked.keep(code, "".join(out.copy), "".join(err.copy))
    return code


def _in_order(words: list[str]) -> list[str]:
    """The words with the verb in front; where it stands there, nothing is loaded for it."""
    if words and not words[0].startswith("-"):
        return words
    from inspect_cli.cli.argv.order import ordered

    return ordered(words)


def _told_again(words: list[str], code: int, out: str, err: str) -> int:
    try:
        sys.stdout.write(out)
        sys.stdout.flush()
        sys.stderr.write(err)
        return code
    except OSError as error:
        from inspect_cli.cli.argv import app

        return app.could_not_print(error, words)


class Copied:
    """A stream that also remembers what was written to it, and whether somebody took it."""

    def __init__(self, real: TextIO) -> None:
        self.real = real
        self.copy: list[str] = []
        self.failed = False

    @property
    def buffer(self) -> BinaryIO:
        """The bytes below, of which no copy is made: such an answer is not remembered."""
        self.failed = True
        return self.real.buffer

    def write(self, said: str) -> int:
        """Writes, and remembers what was taken: bytes never are, though some try whether they would be."""
        written: int = self._done(lambda: self.real.write(said))
        self.copy.append(said)
        return written

    def flush(self) -> None:
        """Hands on what is still here."""
        self._done(self.real.flush)

    def _done(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except OSError:  # nobody reads any more, or the disk is full: half an answer is none
            self.failed = True
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)
