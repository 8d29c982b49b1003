"""What a crash left half done is finished, as far as its note is true; what does not fit is left, and named."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from inspect_cli.store.files import journal as notes
from inspect_cli.store.files import moving
from inspect_cli.store.files.disk import put_in_place
from inspect_cli.store.files.journal import Journal, NotedMove, NotedWrite
from inspect_cli.store.files.moving import FileMove


@dataclass(frozen=True, slots=True)
class Doubt:
    """A note that does not fit: where it lies now, and the files of which it says what is not so (none: nothing of it was believed)."""

    aside: Path
    files: tuple[Path, ...] = ()


class _DoesNotFit(Exception):
    """What the note says of a file is not what lies there."""


def finish_interrupted(journal: Journal) -> Doubt | None:
    """Finishes what a crash left half done; what is to be said of it. Call with the lock held.

    Only a file whose content is still what the interrupted command had read is replaced, and only by the bytes that it wrote. Where
    no temporary file is left, all was done and only the note stayed: then nothing is moved or deleted that somebody may have put
    back since. Raises CannotWrite, OSError.
    """
    try:
        left = notes.read(journal)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):  # not one of ours: for somebody to look at
        return Doubt(journal.set_aside())
    doubted = []
    if any(isinstance(step, NotedWrite) and os.path.lexists(step.temporary) for step in left):
        for step in left:
            try:
                _finish(step)
            except _DoesNotFit:
                doubted.append(step.target if isinstance(step, NotedMove) else step.path)
    if doubted:
        return Doubt(journal.set_aside(), tuple(doubted))
    journal.path.unlink(missing_ok=True)
    return None


def _finish(step: notes.Noted) -> None:
    """Raises _DoesNotFit."""
    if isinstance(step, NotedMove):
        _finish_move(step)
    elif os.path.lexists(step.temporary):
        _finish_write(step)


def _finish_move(step: NotedMove) -> None:
    if not os.path.lexists(step.source):
        moving.drop_empty(step.source.parent)
        return
    move = FileMove(step.source, step.target)
    if _found(step.source) != step.digest or (os.path.lexists(step.target) and _found(step.target) != step.digest):
        raise _DoesNotFit
    moving.finished(move)


def _finish_write(step: NotedWrite) -> None:
    waiting, now = _found(step.temporary, plain=True), _found(step.path, plain=True)
    if waiting != (step.after or notes.digest(b"")):
        raise _DoesNotFit
    if now == step.before:
        put_in_place(step.path, step.temporary, is_new=step.before is None, goes=step.after is None)
    elif now == step.after:  # done already
        step.temporary.unlink()
    else:  # somebody else's now
        raise _DoesNotFit


def _found(path: Path, plain: bool = False) -> str | None:
    """The hash of what lies there. Raises _DoesNotFit where it is none that a command of ours would have put."""
    try:
        if plain and os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
            raise _DoesNotFit
        return notes.digest_of(path)
    except OSError as error:
        raise _DoesNotFit from error
