"""The people of a round, as the versions of a step have them and as they were between: who could sign what explains a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inspect_cli.actions.sides import VersionReader, VersionStep
from inspect_cli.domain.compare.amendment import admitted
from inspect_cli.domain.compare.pairing import VersionIssue
from inspect_cli.domain.record.round import Round
from inspect_cli.store.addresses import ISSUES, inside, issue_place, round_file
from inspect_cli.store.git.versions import INDEX, ON_DISK, WORKTREE, Repository


class Crews:
    """The rounds of one repository with their people; what was read is remembered for as long as it lives."""

    def __init__(self, repository: Repository, versions: VersionReader, ends: bool) -> None:
        """`ends`: commits may lie between the versions of a step, in which people came and went."""
        self._repository = repository
        self._versions = versions
        self._ends = ends
        self._rounds: dict[tuple[str, str], Round | None] = {}
        self._ever: dict[tuple[str, str], list[Round]] = {}
        self._forks: dict[tuple[str, str], str] = {}
        self._joins: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, step: VersionStep, old: VersionIssue, new: VersionIssue) -> Iterator[Round]:
        """The round with its people as the versions of the step have it, and as it was between; none where the earlier one names nobody.

        Whoever only the later one names counts as far as their coming is explained.
        """
        before = self.round(step.before, old.round_id)
        if before is None or not before.people:
            return
        yield before
        if old.round_id == new.round_id and all(one.path != round_file(old.round_id) for one in step.touched):
            self._rounds.setdefault((step.after, new.round_id), before)
        yield from (one for one in self.besides(step, new.round_id) if one.people)

    def besides(self, step: VersionStep, round_id: str) -> Iterator[Round]:
        """The round as the step makes it, as other parents of a merge have it, and as it was between, with whoever counts there."""
        before, after = self.round(step.before, round_id), self.round(step.after, round_id)
        elsewhere = list(self.lines(step, round_id))
        forks = [fork for fork, _, _ in elsewhere if fork]
        if after:
            yield admitted(before, after, self.begun(step.before, round_id), forks) if before and before is not after else after
        for fork, other, version in elsewhere:
            yield admitted(fork, other, self.begun(version, round_id)) if fork else other
        if self._ends or step.is_rewritten:
            yield from self._until(step.after, round_id)

    def lines(self, step: VersionStep, round_id: str) -> Iterator[tuple[Round | None, Round, str]]:
        """For each line that was merged: the round where it parted, where the line ended, and the version in which it parted."""
        for other in step.others or self.joined(step):
            there = self.round(other, round_id)
            parted = self._parted(step.before, other)
            if there:
                yield self.round(parted, round_id) if parted else None, there, parted

    def begun(self, version: str, round_id: str) -> Callable[[], bool]:
        """Says whether an issue was registered in the round, as the version has it."""
        return lambda: any(issue_place(path) for path in self._repository.listed(version, inside(round_id, ISSUES)))

    def _parted(self, one: str, other: str) -> str:
        if (one, other) not in self._forks:
            self._forks[one, other] = self._repository.fork_point(one, other) or ""
        return self._forks[one, other]

    def keyed(self, step: VersionStep, old: VersionIssue) -> bool:
        """The earlier version says in keys what its entries changed."""
        before = self.round(step.before, old.round_id)
        return before is not None and before.is_keyed

    def _until(self, version: str, round_id: str) -> list[Round]:
        """The round as it ever was, each time with whoever was there before or came in a way that is explained."""
        if (version, round_id) not in self._ever:
            place, found = round_file(round_id), list[Round]()
            blobs = self._repository.earlier("HEAD" if version in (INDEX, WORKTREE, ON_DISK) else version, place)
            for one in (record for blob in reversed(blobs) if (record := self._versions.round_at(place, blob).record) and record.people):
                found.append(admitted(found[-1], one, lambda: True) if found else one)
            self._ever[version, round_id] = found
        return self._ever[version, round_id]

    def round(self, version: str, round_id: str) -> Round | None:
        """The round as the version has it, or as it could be read last: breaking it and mending it hides nothing."""
        if (version, round_id) not in self._rounds:
            place = round_file(round_id)
            blob = self._repository.listed(version, place).get(place, "")
            found = self._versions.round_at(place, blob).record
            self._rounds[version, round_id] = found or (self._read_last(version, place) if blob else None)
        return self._rounds[version, round_id]

    def _read_last(self, version: str, place: str) -> Round | None:
        blobs = self._repository.earlier("HEAD" if version in (INDEX, WORKTREE, ON_DISK) else version, place)
        return next((found for blob in blobs if (found := self._versions.round_at(place, blob).record)), None)

    def joined(self, step: VersionStep) -> tuple[str, ...]:
        """What was merged into the line between the two versions: an entry that came that way was not pushed into the past."""
        if (step.before, step.after) not in self._joins:
            self._joins[step.before, step.after] = self._repository.joined(step.before, step.after)
        return self._joins[step.before, step.after]
