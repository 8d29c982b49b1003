"""A wire laid across what the program does to the disk: counts the steps, kills a copy of this process at one, or lets one fail."""

import gc
import os
import shutil
import sys
from pathlib import Path

from inspect_cli.cli.argv.app import main

STEPS = ("open", "write", "fsync", "replace", "link", "unlink", "mkdir", "rmdir", "close", "rename")
"""What the program does to the disk; each is a place to die at, before and after."""


class Tripwire:
    """Counts the steps, and dies at one of them; or lets that one fail with an error of the system."""

    def __init__(self, die_at: int | None = None, after: bool = False, error: int = 0) -> None:
        self.count = 0
        self._die_at, self._after, self._error = die_at, after, error

    def lay(self) -> None:
        for name in STEPS:
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        shutil.copyfile = self._wrapped("copyfile", shutil.copyfile)

    def _wrapped(self, name, honest):
        def step(*words, **more):
            self.count += 1
            mine = self.count == self._die_at
            if mine and self._error and name != "close":  # a close is never refused in earnest
                raise OSError(self._error, os.strerror(self._error))
            if mine and not self._error and not self._after:
                os._exit(137)
            try:
                return honest(*words, **more)
            finally:
                if mine and not self._error:
                    os._exit(137)

        return step


def in_a_child(run) -> int:
    """Runs in a forked copy of this process, silently; its exit status."""
    child = os.fork()
    if child == 0:
        gc.disable()  # a copy that lives a moment: what it collects it would first have to copy
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        try:
            os._exit(run())
        except BaseException:  # noqa: BLE001  (whatever it is, the child must end here)
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def counted(words: list[str], report: Path) -> int:
    """How many steps the command takes."""

    def run() -> int:
        wire = Tripwire()
        wire.lay()
        code = main(words)
        report.write_text(str(wire.count), encoding="utf-8")
        return code

    assert in_a_child(run) == 0
    return int(report.read_text(encoding="utf-8"))
