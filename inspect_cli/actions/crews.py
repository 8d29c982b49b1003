"""The people of a round, as the versions of a step have them and as they were between: who could sign what explains a change."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.actions.sides import VersionReader, VersionStep
from inspect_cli.domain.compare.pairing import VersionIssue
from inspect_cli.domain.record.round import Round
from inspect_cli.store.addresses import round_file
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
        self._joins: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, step: VersionStep, old: VersionIssue, new: VersionIssue) -> Iterator[Round]:
        """The round with its people as the versions of the step have it, and as it was between; none where the earlier one names nobody."""
        before = self.round(step.before, old.round_id)
        if before is None or not before.people:
            return
        yield before
        if old.round_id == new.round_id and all(one.path != round_file(old.round_id) for one in step.touched):
            self._rounds.setdefault((step.after, new.round_id), before)
        sides = [self.round(version, new.round_id) for version in (step.after, *(step.others or self.joined(step)))]
        yield from (one for one in sides if one and one.people)
        if self._ends or step.is_rewritten:
            yield from self._until(step.after, new.round_id)

    def keyed(self, step: VersionStep, old: VersionIssue) -> bool:
        """The earlier version says in keys what its entries changed."""
        before = self.round(step.before, old.round_id)
        return before is not None and before.is_keyed

    def _until(self, version: str, round_id: str) -> list[Round]:
        """The round with its people as it ever was."""
        if (version, round_id) not in self._ever:
            place = round_file(round_id)
            blobs = self._repository.earlier("HEAD" if version in (INDEX, WORKTREE, ON_DISK) else version, place)
            rounds = (self._versions.round_at(place, blob).record for blob in blobs)
            self._ever[version, round_id] = [one for one in rounds if one and one.people]
        return self._ever[version, round_id]

    def round(self, version: str, round_id: str) -> Round | None:
        """The round as the version has it; None where it cannot be read there."""
        if (version, round_id) not in self._rounds:
            place = round_file(round_id)
            blob = self._repository.listed(version, place).get(place, "")
            self._rounds[version, round_id] = self._versions.round_at(place, blob).record
        return self._rounds[version, round_id]

    def joined(self, step: VersionStep) -> tuple[str, ...]:
        """What was merged into the line between the two versions: an entry that came that way was not pushed into the past."""
        if (step.before, step.after) not in self._joins:
            self._joins[step.before, step.after] = self._repository.joined(step.before, step.after)
        return self._joins[step.before, step.after]
