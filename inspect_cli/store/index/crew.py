"""Work shared by two processes, where the system can fork and has two processors; else done by one."""

from __future__ import annotations

import marshal
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any


def shared(items: Sequence[str], work: Callable[[str], Any], told: Callable[[int], None], worth_it: bool) -> dict[str, Any]:
    """The work's plain result for every item; `told` hears how many are done. A half that fails is done again here."""
    done: dict[str, Any] = {}
    helper = _Helper(items[1::2], work) if worth_it and len(items) > 1 and _can_fork() else None
    mine = items[0::2] if helper else items
    try:
        for item in mine:
            done[item] = work(item)
            told(min(2 * len(done), len(items) - 1) if helper else len(done))
        if helper:
            done.update(helper.results())
            told(len(done))
    finally:
        if helper:
            helper.dismiss()
    for item in items:
        if item not in done:
            done[item] = work(item)
            told(len(done))
    return done


def _can_fork() -> bool:
    return hasattr(os, "fork") and sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class _Helper:
    """A process that works on its share, and hands over all of it at the end."""

    def __init__(self, items: Sequence[str], work: Callable[[str], Any]) -> None:
        self._reading, writing = os.pipe()
        self._pid: int
        if sys.platform == "win32":
            raise NotImplementedError  # nobody asks for a helper where nothing can fork
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._reading)  # so that it ends with the one who would have read
            status = 1
            with suppress(BaseException):  # whatever happens here, the other one does this share again
                body = marshal.dumps([(item, work(item)) for item in items])
                with os.fdopen(writing, "wb") as stream:
                    stream.write(body)
                status = 0
            os._exit(status)
        os.close(writing)

    def results(self) -> dict[str, Any]:
        """What it found out; nothing where it failed."""
        with os.fdopen(os.dup(self._reading), "rb") as stream:
            body = stream.read()
        with suppress(ValueError, EOFError, TypeError):
            return dict(marshal.loads(body))
        return {}

    def dismiss(self) -> None:
        """Ends it, however far it is."""
        os.close(self._reading)
        with suppress(OSError):
            if sys.platform != "win32":
                os.kill(self._pid, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self._pid, 0)
