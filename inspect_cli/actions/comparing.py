"""Two versions of the records -> what changed, each change with its place. Reads only what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from inspect_cli.actions.backing import FileStates, is_the_same, naming_what_changed, was_issued, what_became
from inspect_cli.actions.crews import Crews
from inspect_cli.actions.sides import VersionReader, VersionSide, VersionStep
from inspect_cli.actions.spotted import PlacedDifference
from inspect_cli.actions.unfollowed import unfollowed
from inspect_cli.domain.absence import REMEDIES
from inspect_cli.domain.compare.amendment import Amendment, amendments
from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import (
    Difference,
    appeared,
    differences,
    gone,
    gone_unread,
    issued_changed,
    round_differences,
    softened_at_birth,
)
from inspect_cli.domain.compare.pairing import VersionIssue, matched
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.ids import full_ref, split_ref
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round, RoundChange
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.text import NOTHING, text
from inspect_cli.domain.words import Did, Level, Verdict
from inspect_cli.store.addresses import is_round_file, issue_file, issue_place, round_file, round_named_by
from inspect_cli.store.complaint import NOWHERE, Complaint, finding_of, found_at
from inspect_cli.store.git.versions import ON_DISK, Repository, Touched

_NEWER = "SCH19"
"""What a round is told by that needs a newer program."""


class StepResult(NamedTuple):
    """What one step changed, and what could not be read."""

    spotted: list[PlacedDifference]
    findings: list[Finding]
    before: list[VersionIssue]
    """The records of the earlier version that the step touched."""
    after: list[VersionIssue]
    """The same of the later version."""
    raws: Mapping[str, bytes]
    """The bytes of their files in the later version."""


class Comparer:
    """Compares versions of one repository; what was read is remembered for as long as it lives."""

    def __init__(self, repository: Repository, ends: bool = True, horizon: date | None = None) -> None:
        """`ends`: commits may lie between the versions, in which people came and went; `horizon`: the last day that has come."""
        self.repository = repository
        self.versions = VersionReader(repository)
        self.crews = Crews(repository, self.versions, ends)
        self._horizon = horizon
        self._here: dict[str, Sequence[Complaint]] = {}

    def compared(self, step: VersionStep) -> StepResult:
        """Everything that the step changed."""
        self.versions.fetch([step])
        newer = self._newer(step)
        issues = [one for one in step.touched if (place := issue_place(one.path)) and place[0] not in newer]
        issues += naming_what_changed(self.versions, step, {one.path for one in issues})
        before, after = self.versions.before(step, issues), self.versions.after(step, issues)
        files, renamed = what_became(self.versions, step, before, after), _renamed(before.held, after.held)
        found: list[PlacedDifference] = []
        for old, new, alike in matched(before.held, after.held):
            if old and new:
                told = self._told(step, old, new, renamed, files.get(new.file, {}))
                found += [replace(self._spotted(one, after, new), earlier=old.file) for one in told]
            elif new:
                told = [appeared(new.issue, new.round_id), *(self._signed(one, step, new, new) for one in self._softened(step, new, after))]
                found += [self._spotted(one, after, new) for one in told]
            elif old and _ref(old.file) not in after.unread:
                found += [self._spotted(one.perhaps(alike), before, old) for one in gone(old.issue, old.round_id)]
        found += self._lost_unread(issues, before)
        found += unfollowed(self.versions, step, before.held, after.held, renamed)
        found += [one for each in step.touched if is_round_file(each.path) for one in self._round_changes(step, each)]
        issued = [each for each in step.touched if each.before and was_issued(self.versions, step.before, each.path)]
        found += [self._issued_change(each) for each in issued if not is_the_same(self.repository, each)]
        unsure = [*self._unread(before, after), *self._unread_rounds(step), *_untold(after, files)]
        unsure += [one for one in newer.values() if one not in unsure]
        return StepResult(found, unsure, before.held, after.held, after.raws)

    def _newer(self, step: VersionStep) -> dict[str, Finding]:
        """The rounds of the step whose records a newer program wrote, and what says so: they are named, and nothing else."""
        found: dict[str, Finding] = {}
        touched = {one.path: one.after for one in step.touched if is_round_file(one.path)}
        for path in dict.fromkeys(round_file(name) for one in step.touched if (name := round_named_by(one.path))):
            if path not in self._here:
                self._here[path] = self.versions.round_at(path, ON_DISK if (self.repository.root / path).is_file() else "").complaints
            said = [*self._here[path], *self.versions.round_at(path, touched.get(path, "")).complaints]
            found.update({path.split("/")[1]: finding_of(path, one, "") for one in said if one.rule == _NEWER})
        return found

    def _told(
        self, step: VersionStep, old: VersionIssue, new: VersionIssue, renamed: dict[str, str], files: FileStates
    ) -> list[Difference]:
        """What changed in a record; in a merge, and where one may lie between, also the other parents know of it."""
        others = self._elsewhere(step, old, new)
        crews = partial(self.crews.of, step, old, new)
        comparison = Comparison(
            old.issue,
            new.issue,
            old.round_id,
            new.round_id,
            others,
            renamed,
            files,
            step.is_rewritten,
            self._horizon,
            crews,
            partial(self.crews.keyed, step, old),
        )
        told = differences(comparison)
        if not step.others and any(one.is_unexplained or one.is_unsaid for one in told) and self.crews.joined(step):
            joined = self._elsewhere(step._replace(others=self.crews.joined(step)), old, new)
            told = differences(replace(comparison, others=joined))
        return [self._signed(one, step, old, new) for one in told]

    def _signed(self, one: Difference, step: VersionStep, old: VersionIssue, new: VersionIssue) -> Difference:
        """The same; nothing explains it where nobody signed who may."""
        return one if self._is_signed(one, step, old, new) else replace(one, explained_by=None)

    def _is_signed(self, one: Difference, step: VersionStep, old: VersionIssue, new: VersionIssue) -> bool:
        """Who signed what explains the change could sign it, by the people of the round as either version has them.

        A list that is emptied in the same step lets nobody sign who was not on it.
        """
        if one.rule is None or one.explained_by is None or isinstance(one.explained_by, RoundChange):
            return True
        from inspect_cli.domain.lifecycle.signing import is_signed  # with the table, where something was explained

        return is_signed(one.explained_by, new.issue, self.crews.of(step, old, new))

    def _softened(self, step: VersionStep, new: VersionIssue, after: VersionSide) -> list[Difference]:
        """What a feedback item that appears says less than the item that it was carried from, as that one is in the same version."""
        if not new.issue.carried_from:
            return []
        ref = full_ref(new.issue.carried_from, new.round_id)
        source = next((held.issue for held in after.held if held.ref == ref), None) or self._issue_in(
            step.after, issue_file(*split_ref(ref))
        )
        comes_back = source and full_ref(source.carried_to, split_ref(ref)[0]) == new.ref
        return softened_at_birth(source, new.issue, new.round_id, tuple(self.crews.of(step, new, new))) if source and comes_back else []

    def _issue_in(self, version: str, file: str) -> Issue | None:
        return next((self.versions.issue_at(path, blob).record for path, blob in self.repository.listed(version, file).items()), None)

    def _elsewhere(self, step: VersionStep, before: VersionIssue, after: VersionIssue) -> tuple[Issue, ...]:
        """The record as the other parents of a merge have it, under whatever number."""
        found = []
        for other in step.others:
            listed = self.repository.listed(other, *dict.fromkeys((before.file, after.file)))
            here = [record for path, blob in listed.items() if (record := self.versions.issue_at(path, blob).record)]
            held = next((one for one in here if one.uid == after.issue.uid), None) or self._renumbered(step, other, after.issue.uid)
            if held:
                found.append(held)
        return tuple(found)

    def _renumbered(self, step: VersionStep, other: str, uid: str) -> Issue | None:
        """The record of this uid in another parent, where it lies at a path that the later version has not, or has otherwise."""
        touched = [one for one in self.repository.differing(other, step.after) if one.before and issue_place(one.path)]
        self.versions.fetch([VersionStep(other, step.after, touched)])
        records = (self.versions.issue_at(one.path, one.before).record for one in touched)
        return next((record for record in records if record and record.uid == uid), None)

    # -- what else is told ---------------------------------------------------------------------------------------------

    def _spotted(self, difference: Difference, version: VersionSide, held: VersionIssue) -> PlacedDifference:
        return PlacedDifference(difference, held.file, self.repository.root / held.file, version.raws[held.file])

    def _unplaced(self, difference: Difference, file: str) -> PlacedDifference:
        """A change of a file as a whole."""
        return PlacedDifference(difference, file, self.repository.root / file, b"")

    def _lost_unread(self, touched: Sequence[Touched], before: VersionSide) -> Iterator[PlacedDifference]:
        """Records that nobody could read before they went."""
        known = {held.file for held in before.held}
        for one in touched:
            if one.before and not one.after and one.path not in known:
                yield self._unplaced(gone_unread(_ref(one.path)), one.path)

    def _round_changes(self, step: VersionStep, one: Touched) -> Iterator[PlacedDifference]:
        round_id = round_named_by(one.path) or ""
        before = self.crews.round(step.before, round_id) if one.before else None
        after = self.versions.round_at(one.path, one.after).record
        known = self.versions.round_at(one.path, one.before).complaints
        if after and known and known[0].rule == _NEWER:
            lowered = Difference(ref=round_id, title=after.title, kind="format", after=after.format)
            yield self._unplaced(lowered.judged(all_rules()["DIF12"]), one.path)
        if one.after and after is None:  # it is there, and cannot be read: which is told, and is no going
            return
        found = self._amended(step, round_id, before, after) if before and after else []
        told = round_differences(before, after, round_id, found)
        if before and not after and not self.crews.begun(step.before, round_id)():
            told = [replace(each, verdict=Verdict.NEUTRAL, rule=None) for each in told]
        raw = self.versions.content(one.path, one.after)
        for each in told:
            yield replace(self._unplaced(each, one.path), raw=raw if isinstance(raw, bytes) else b"")

    def _amended(self, step: VersionStep, round_id: str, before: Round, after: Round) -> list[Amendment]:
        """What the round says otherwise; where lines were joined, also as seen from where they parted."""
        found = amendments(before, after, self.crews.begun(step.before, round_id))
        lines = list(self.crews.lines(step, round_id)) if any(one.is_unexplained for one in found) else []
        if not lines:
            return found
        crews = [crew for fork, *_ in lines if (crew := fork)]
        found = amendments(before, after, self.crews.begun(step.before, round_id), [*crews, *self.crews.besides(step, round_id)])
        for fork in crews:
            said = {one.changed.field: one.said for one in amendments(fork, after, lambda: True, crews)}
            found = [one._replace(said=said.get(one.changed.field)) if one.is_unexplained else one for one in found]
        return found

    def _issued_change(self, one: Touched) -> PlacedDifference:
        return self._unplaced(issued_changed(round_named_by(one.path) or "", one.path, gone=not one.after), one.path)

    def _unread_rounds(self, step: VersionStep) -> Iterator[Finding]:
        for one in step.touched:
            if is_round_file(one.path):
                yield from (finding_of(one.path, complaint, "") for complaint in self.versions.round_at(one.path, one.after).complaints)

    def _unread(self, before: VersionSide, after: VersionSide) -> Iterator[Finding]:
        """What cannot be read: now, which is a finding; or only before, so that nothing can be said of what changed."""
        for ref, complaints in after.unread.items():
            yield from (finding_of(_file(ref), complaint, ref) for complaint in complaints)
        for ref, complaints in before.unread.items():
            if ref not in after.unread:
                for complaint in complaints[:1]:
                    said = complaint._replace(message=text("in the earlier version: {message}", message=complaint.message))
                    yield finding_of(_file(ref), said, ref, Level.WARNING)


def _untold(after: VersionSide, files: Mapping[str, FileStates]) -> Iterator[Finding]:
    """Evidence that was the one on record, and of which nobody can tell here what it is now: nothing against whoever changed it."""
    for held in after.held:
        for file, (was, now) in files.get(held.file, {}).items():
            if was.holds and now.is_unknown:
                said = text("whether {file} is still the one on record: {state}", file=file, state=now)
                yield found_at(NOWHERE, "DIF05", held.file, held.ref, said, REMEDIES.get(now, NOTHING), Level.WARNING)


def _ref(path: str) -> str:
    """`ROUND/NAME` of an issue's file."""
    return "/".join(issue_place(path) or ())


def _file(ref: str) -> str:
    return issue_file(*split_ref(ref))


def _renamed(before: Sequence[VersionIssue], after: Sequence[VersionIssue]) -> dict[str, str]:
    """Where an entry says that the number changed: the old name, and the new one."""
    old = {held.issue.uid: held.ref for held in before}
    return {
        old[held.issue.uid]: held.ref
        for held in after
        if old.get(held.issue.uid, held.ref) != held.ref and any(entry.did is Did.RENUMBER for entry in held.issue.history)
    }


def between(repository: Repository, before: str, after: str, horizon: date | None = None) -> StepResult:
    """Everything that differs between a commit and a later version; what lies after the `horizon` has not happened yet."""
    return Comparer(repository, horizon=horizon).compared(VersionStep(before, after, repository.differing(before, after)))
