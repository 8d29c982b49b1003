"""台账: a round and its issues at one moment, with the facts about their evidence files; what rules, counts and the gate look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from inspect_cli.domain.counting import deadlines
from inspect_cli.domain.filenames import folded
from inspect_cli.domain.record.ids import full_ref
from inspect_cli.domain.record.issue import ANSWERS, Evidence, Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import FileState, Role, State


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """`files` says what became of evidence files, by issue id and path; `unread` names (`ROUND/ID`) records that cannot be read.

    `left_out` names the files, as paths in the round, that git did not lay out here, with the folder that brings each here ("": none does).
    `present` is the day that it really is, where `today` is an earlier one from which somebody looks.
    """

    round: Round
    issues: tuple[Issue, ...]
    today: date
    files: Mapping[tuple[str, str], FileState] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    left_out: Mapping[str, str] = field(default_factory=dict)
    present: date | None = None

    @cached_property
    def horizon(self) -> date:
        """The last day that has come, where we look from or where we are."""
        return deadlines.horizon(max(self.today, self.present or self.today))

    def ref(self, issue: Issue) -> str:
        """`ROUND/ID`."""
        return f"{self.round.id}/{issue.id}"

    def file_state(self, issue: Issue, evidence: Evidence) -> FileState:
        """What became of the file; a file nobody looked at is no proof."""
        return self.files.get((issue.id, evidence.file), FileState.UNREADABLE)

    def spoilt(self, issue: Issue, *states: FileState) -> Iterator[tuple[int, Evidence, FileState]]:
        """The evidence files of an issue that is not void of which one of these became, each with its place in the record."""
        for index, piece in enumerate(issue.evidence if issue.state is not State.VOID else ()):
            if piece.file and (state := self.file_state(issue, piece)) in states:
                yield index, piece, state

    def roles_of(self, unit: str, day: date | None = None) -> Mapping[str, frozenset[Role]]:
        """By their name: as what people may act in this unit, on this day; where nobody has left, every day is like the other."""
        when = day if self._has_leavers else None
        if (unit, when) not in self._roles:
            people = self.round.people_of(unit, when)
            self._roles[unit, when] = {one.name: frozenset(other.role for other in people if other.name == one.name) for one in people}
        return self._roles[unit, when]

    @cached_property
    def _has_leavers(self) -> bool:
        return any(one.until for one in self.round.people)

    @cached_property
    def _roles(self) -> dict[tuple[str, date | None], Mapping[str, frozenset[Role]]]:
        return {}

    def full_ref(self, name: str) -> str:
        """A link as `ROUND/ID`; a bare id means this round."""
        return full_ref(name, self.round.id)

    def linked(self, name: str) -> Issue | None:
        """The issue of this round that a link names, or None."""
        return self._by_ref.get(self.full_ref(name))

    @cached_property
    def _by_ref(self) -> dict[str, Issue]:
        return {self.ref(issue): issue for issue in reversed(self.issues)}

    def due(self, issue: Issue) -> date | None:
        """The day the issue is due; without one of its own a `during` item is due when the team leaves."""
        return deadlines.due_date(issue, self.round)

    def days_left(self, issue: Issue) -> int | None:
        """Days from today to the due date (negative when past); None when it is not waited for or has no date."""
        return deadlines.days_left(issue, self.round, self.today)

    def is_overdue(self, issue: Issue) -> bool:
        """Open, counted, and due before today."""
        return deadlines.is_late(self.days_left(issue))

    def is_due_soon(self, issue: Issue) -> bool:
        """Open, counted, and due today or within the days that are called soon."""
        return deadlines.is_soon(self.days_left(issue))

    def proving(self, piece: Evidence) -> list[Issue]:
        """The counted issues of the round that name a file of this content or at this place."""
        found = [*self._by_proof.get(piece.sha256, ()), *self._by_proof.get(piece.file, ())] if piece.file else []
        return list({issue.id: issue for issue in found}.values())

    def answering_like(self, issue: Issue) -> list[Issue]:
        """The counted issues of the round whose newest answer says the same, but for spaces and punctuation."""
        said = self._answers.get(id(issue)) or _answer(issue)
        return self._by_answer.get(said, []) if said else []

    def spelt_alike(self, piece: Evidence) -> list[str]:
        """The other files of the round that Windows and macOS take for this one."""
        return sorted(self._spellings[_one_name(piece.file)] - {piece.file})

    @cached_property
    def _spellings(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for issue in self.issues:
            for piece in issue.evidence:
                if piece.file:
                    found.setdefault(_one_name(piece.file), set()).add(piece.file)
        return found

    @cached_property
    def _by_proof(self) -> dict[str, list[Issue]]:
        return _grouped(
            (key, issue) for issue in self._counted for piece in issue.evidence if piece.file for key in (piece.sha256, piece.file)
        )

    @cached_property
    def _by_answer(self) -> dict[str, list[Issue]]:
        return _grouped((self._answers[id(issue)], issue) for issue in self._counted)

    @cached_property
    def _answers(self) -> dict[int, str]:
        """What each counted issue answered, by the object, which lives as long as the ledger."""
        return {id(issue): _answer(issue) for issue in self._counted}

    @property
    def _counted(self) -> list[Issue]:
        return [issue for issue in self.issues if issue.is_counted]

    @property
    def all_closed(self) -> bool:
        """There are counted issues and every one is closed."""
        return bool(self._counted) and not self.unread and all(issue.state is State.CLOSED for issue in self._counted)


def _grouped(pairs: Iterable[tuple[str, Issue]]) -> dict[str, list[Issue]]:
    found: dict[str, list[Issue]] = {}
    for key, issue in pairs:
        if key:
            found.setdefault(key, []).append(issue)
    return found


def _answer(issue: Issue) -> str:
    """The newest answer without spaces and punctuation; "" where it says too little to be compared (under eight characters)."""
    from inspect_cli.domain.saying import saying  # not every page compares answers

    at = issue.last(*ANSWERS)
    said = re.sub(r"[\W_]+", "", saying(issue.history[at].note)) if at is not None else ""
    return said if len(said) >= 8 else ""


def _one_name(path: str) -> str:
    """The same for paths that another system takes for one."""
    return "/".join(map(folded, path.split("/")))
