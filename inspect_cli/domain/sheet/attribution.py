"""Which record a row is about: by uid, else by id, else by exactly its text. A text that is only like one is a suggestion."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from inspect_cli.domain.compare.pairing import VersionIssue, most_like
from inspect_cli.domain.record.ids import IssueId, typed_id, typed_ref
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.sheet.claims import RowClaim
from inspect_cli.domain.sheet.grid import CellPlace, Untaken
from inspect_cli.domain.sheet.meaning import bare
from inspect_cli.domain.text import text


class RecordFinder:
    """The records of a round, found by what a row says."""

    def __init__(self, issues: Sequence[Issue], round_id: str) -> None:
        self._round_id = round_id
        self._by_uid = {issue.uid: issue for issue in issues}
        self._by_id = {typed_id(issue.id): issue for issue in issues}
        self._by_text: dict[str, list[Issue]] = {}
        for issue in issues:
            self._by_text.setdefault(bare(issue.text), []).append(issue)
        self._likeness = Likeness(issues)

    def of(self, claim: RowClaim, unit: str, as_new: bool) -> Issue | Untaken | None:
        """The record that the row is about; why that cannot be said; None for a row about something new."""
        if uid := claim.said("uid"):
            return self._by_uid.get(uid) or Untaken(
                _place(claim, "uid"),
                text("no record of this round has the uid {uid}", uid=uid),
                text("if it is a new issue, clear the hidden column 唯一标识 of the row; else name its round with --round"),
            )
        found = typed_ref(claim.said("id"))
        if found:
            return self._by_number(claim, *found)
        if claim.is_of_measure:
            return Untaken(claim.place, text("the row names no issue"), text("write the issue's id into the column 编号"))
        same = (
            [one for one in self._by_text.get(bare(claim.said("text")), []) if not unit or one.unit == unit] if claim.said("text") else []
        )
        if len(same) > 1:
            return Untaken(
                _place(claim, "text"),
                text("several records have this text: {issues}", issues=[one.id for one in same]),
                text("write the id of the one that is meant into the column 编号"),
            )
        return same[0] if same else None if as_new else self._suggested(claim, unit)

    def _by_number(self, claim: RowClaim, round_id: str, found: IssueId) -> Issue | Untaken:
        if round_id not in ("", self._round_id):
            return Untaken(
                _place(claim, "id"),
                text("{name} is of another round than {round}", name=claim.said("id"), round=self._round_id),
                text("import the rows of each round by itself, with --round"),
            )
        return self._by_id.get(found) or Untaken(
            _place(claim, "id"),
            text("there is no issue {name} in round {round}", name=claim.said("id"), round=self._round_id),
            text("if it is new, clear the cell: the next free number is given out here"),
        )

    def _suggested(self, claim: RowClaim, unit: str) -> Untaken | None:
        like = self._likeness.to(claim.said("title"), claim.said("text"), unit)
        if like is None:
            return None
        issue, likeness = like
        return Untaken(
            _place(claim, "text"),
            text("it reads like {issue} ({likeness}%): {title}", issue=issue.id, likeness=likeness, title=issue.title),
            text("write {issue} into the column 编号 to update it; or --as-new, if what only reads alike is new", issue=issue.id),
            issue.id,
        )


def _place(claim: RowClaim, key: str) -> CellPlace:
    given = claim.cells.get(key)
    return given.place if given else claim.place


class Likeness:
    """Which text is most like another, without comparing each with each: only those that share a rare piece are compared."""

    _SKETCH, _COMPARED = 8, 12

    def __init__(self, issues: Sequence[Issue]) -> None:
        self._issues = issues
        self._holding: dict[int, list[int]] | None = None

    def to(self, title: str, said: str, unit: str) -> tuple[Issue, int] | None:
        """The record most like it, and the likeness in per cent; None where none is like it."""
        if len(said) < 6:
            return None
        if self._holding is None:
            self._holding = {}
            for number, issue in enumerate(self._issues):
                for mark in self._sketch(issue.text):
                    self._holding.setdefault(mark, []).append(number)
        shared = Counter(number for mark in self._sketch(said) for number in self._holding.get(mark, ())[:200])
        near = [self._issues[number] for number, _ in shared.most_common(self._COMPARED)]
        held = [one for one in near if not unit or one.unit == unit]
        found = ((one, most_like(replace(one, title=title or one.title, text=said), [VersionIssue(one, "")])) for one in held)
        return max(((one, like[0].percent) for one, like in found if like), key=lambda pair: pair[1], default=None)

    def _sketch(self, said: str) -> list[int]:
        """The smallest of the hashes of its pieces: texts that are alike have most of them in common."""
        words = bare(said)
        marks: Iterable[int] = {zlib.crc32(words[at : at + 4].encode("utf-8", "replace")) for at in range(max(1, len(words) - 3))}
        return sorted(marks)[: self._SKETCH]
