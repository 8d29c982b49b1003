"""Changes of a round's own file, as a write that touches no other line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import KEYED, RoundChange
from inspect_cli.store import writing
from inspect_cli.store.files.disk import Write, read_bytes
from inspect_cli.store.loading import LoadedRound
from inspect_cli.yamlsplice.change import Append, Change, Set
from inspect_cli.yamlsplice.document import parse


def changed(loaded: LoadedRound, changes: Sequence[Change]) -> Write:
    """The write that makes the changes in the file as it lies there. Raises CannotRead, CannotEdit."""
    path = loaded.folder / "round.yaml"
    raw = read_bytes(path)
    return Write(path, raw, writing.edited_round(parse(raw), loaded.file, changes).raw)


def with_feedback_day(loaded: LoadedRound, day: date) -> Write:
    """The write of the day of the feedback meeting, where the round has none yet. Raises CannotRead, CannotEdit."""
    return changed(loaded, [] if loaded.round.feedback_on else [Set(("feedback_on",), day)])


def with_entries(raw: bytes, file: str, entries: Iterable[RoundChange]) -> bytes:
    """The round's text with more entries among its changes. Raises CannotEdit."""
    return writing.edited_round(parse(raw), file, [Append(("changes",), one) for one in entries]).raw


def keyed(loaded: LoadedRound, issues: Iterable[Issue]) -> list[Write]:
    """The write that makes the round one of format 2, with the first entry that says in keys what it changed; else nothing."""
    if loaded.round.is_keyed or not any(entry.part or entry.changes for issue in issues for entry in issue.history):
        return []
    return [changed(loaded, [Set(("format",), KEYED)])]
