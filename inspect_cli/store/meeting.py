"""The day of the feedback meeting, put into a round's file."""

from __future__ import annotations

from datetime import date

from inspect_cli.store import writing
from inspect_cli.store.loading import LoadedRound
from inspect_cli.yamlsplice.change import Set
from inspect_cli.yamlsplice.document import parse


def with_feedback_day(loaded: LoadedRound, raw: bytes, day: date) -> bytes:
    """The bytes of the round's file with the day, where it has none yet. Raises CannotEdit."""
    changes = [] if loaded.round.feedback_on else [Set(("feedback_on",), day)]
    return writing.edited_round(parse(raw), loaded.file, changes).raw
