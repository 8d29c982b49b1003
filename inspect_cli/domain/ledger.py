"""台账: a round and its issues at one moment, with the facts about their evidence files; what rules, counts and the gate look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from inspect_cli.domain.issue import Evidence, Issue
from inspect_cli.domain.round import Round
from inspect_cli.domain.words import Channel, FileState, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """`archive` holds every issue that can be read, in any round, by `ROUND/ID`; `unread` the names of those that cannot."""

    round: Round
    issues: tuple[Issue, ...]
    today: date
    files: Mapping[tuple[str, str], FileState] = field(default_factory=dict)
    archive: Mapping[str, tuple[Issue, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def ref(self, issue: Issue) -> str:
        """`ROUND/ID`."""
        return f"{self.round.id}/{issue.id}"

    def file_state(self, issue: Issue, evidence: Evidence) -> FileState:
        """What became of the file; a file nobody looked at is no proof."""
        return self.files.get((issue.id, evidence.file), FileState.UNREADABLE)

    def full_ref(self, name: str) -> str:
        """A link as `ROUND/ID`; a bare id means this round."""
        return name if "/" in name else f"{self.round.id}/{name}"

    def linked(self, name: str) -> Issue | None:
        """The issue that a link names, or None."""
        found = self.archive.get(self.full_ref(name), ())
        return found[0] if found else None

    def due(self, issue: Issue) -> date | None:
        """The day the issue is due; without one of its own a `during` item is due when the team leaves."""
        return issue.due or (self.round.ends if issue.channel is Channel.DURING else None)

    def days_left(self, issue: Issue) -> int | None:
        """Days from today to the due date (negative when past); None when it is not waited for or has no date."""
        due = self.due(issue)
        return (due - self.today).days if due and issue.is_open and issue.is_counted else None

    def is_overdue(self, issue: Issue) -> bool:
        """Open, counted, and due before today."""
        left = self.days_left(issue)
        return left is not None and left < 0

    def is_due_soon(self, issue: Issue) -> bool:
        """Open, counted, with 0 to 7 days left."""
        left = self.days_left(issue)
        return left is not None and 0 <= left <= 7

    @property
    def all_closed(self) -> bool:
        """There are counted issues and every one is closed."""
        counted = [issue for issue in self.issues if issue.is_counted]
        return bool(counted) and not self.unread and all(issue.state is State.CLOSED for issue in counted)
