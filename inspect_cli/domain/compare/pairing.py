"""Which record of the later version is which of the earlier one: by uid, then by id. What only reads alike is named, and joins nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from inspect_cli.domain.record.issue import Issue

LIKE = 80
"""Per cent of the same letters from which on two texts read alike; said as a guess, never as a fact."""

MOST = 3
"""So many records that read alike are named, the most alike first."""


class VersionIssue(NamedTuple):
    """An issue, the round in which it stands, and the file that holds it, where that matters."""

    issue: Issue
    round_id: str
    file: str = ""

    @property
    def ref(self) -> str:
        """`ROUND/ID`."""
        return f"{self.round_id}/{self.issue.id}"


class Candidate(NamedTuple):
    """A record (`ROUND/ID`) that reads like another one, and how much so, in per cent."""

    ref: str
    percent: int


class IssuePair(NamedTuple):
    """One issue in both versions; only in one of them where the other is None. `candidates`: the new records that read like one gone."""

    before: VersionIssue | None
    after: VersionIssue | None
    candidates: tuple[Candidate, ...] = ()


def matched(before: Sequence[VersionIssue], after: Sequence[VersionIssue]) -> list[IssuePair]:
    """Every record of both versions, once."""
    pairs: list[IssuePair] = []
    left = _joined(before, after, pairs, attrgetter("issue.uid"))
    gone, new = _joined(*left, pairs, attrgetter("ref"))
    pairs += [IssuePair(old, None, most_like(old.issue, new)) for old in gone]
    return pairs + [IssuePair(None, one) for one in new]


def _joined(
    before: Iterable[VersionIssue], after: Iterable[VersionIssue], pairs: list[IssuePair], key: Callable[[VersionIssue], str]
) -> tuple[list[VersionIssue], list[VersionIssue]]:
    """Joins what has the same key, as far as the key is told apart; hands back what is left of both."""
    waiting: dict[str, list[VersionIssue]] = {}
    for one in after:
        waiting.setdefault(key(one), []).append(one)
    gone = []
    for old in before:
        same = waiting.get(key(old))
        if same:
            same.sort(key=lambda one: one.ref != old.ref)  # of two with one uid, the one that kept its place
            pairs.append(IssuePair(old, same.pop(0)))
        else:
            gone.append(old)
    return gone, [one for group in waiting.values() for one in group]


def most_like(issue: Issue, others: Sequence[VersionIssue]) -> tuple[Candidate, ...]:
    """The few records whose words are most like the issue's, the most alike first; nothing where none is like it."""
    if not others:
        return ()
    from rapidfuzz import fuzz, process  # only where something is missing

    words = [_words(other.issue) for other in others]
    found = process.extract(_words(issue), words, scorer=fuzz.ratio, score_cutoff=LIKE, limit=MOST)
    return tuple(Candidate(others[place].ref, int(percent)) for _, percent, place in found)


def _words(issue: Issue) -> str:
    return f"{issue.title}\n{issue.text}"
