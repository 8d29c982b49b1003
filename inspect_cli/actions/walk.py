"""A walk through steps from version to version: what each made worse, who explains it, and what still stands in the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from inspect_cli.actions.comparing import Comparer, StepResult
from inspect_cli.actions.ruling import waived
from inspect_cli.actions.sides import VersionStep
from inspect_cli.actions.spotted import PlacedDifference
from inspect_cli.domain.compare.amendment import admitted, amendments
from inspect_cli.domain.compare.comparison import Comparison, explains
from inspect_cli.domain.compare.differences import Difference, differences
from inspect_cli.domain.compare.pairing import VersionIssue
from inspect_cli.domain.counting.deadlines import horizon
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Finding, Regression
from inspect_cli.domain.record.ids import split_ref
from inspect_cli.domain.record.issue import Issue, Waiver
from inspect_cli.domain.record.links import face_of
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import Did
from inspect_cli.store.addresses import issue_place, round_file
from inspect_cli.store.complaint import found_at
from inspect_cli.store.git.versions import INDEX, ON_DISK, WORKTREE, Commit, Repository
from inspect_cli.store.loading import misnamed, misnamed_round
from inspect_cli.store.places import Places
from inspect_cli.store.workspace import Workspace

_OF_ITSELF = ("STA01", "STA02", "STA03", "STA04", "STA08", "STA10", "STA11")
"""What a record says of itself; who may sign is judged with the change that is signed."""


class _Worse(NamedTuple):
    """A change for the worse, the commit that made it, and the record as it was before."""

    commit: Commit | None
    step: VersionStep
    spotted: PlacedDifference
    before: Issue | None

    @property
    def version(self) -> str:
        """Where it was made."""
        return self.step.after


def _by_uid_and_file(held: Sequence[VersionIssue]) -> dict[str, dict[str, Issue]]:
    found: dict[str, dict[str, Issue]] = {}
    for one in held:
        found.setdefault(one.issue.uid, {})[one.file] = one.issue
    return found


def _own(known: Mapping[str, Mapping[str, Issue]], spotted: PlacedDifference) -> Issue | None:
    """The record that the change is about: the one in its file, or the only one of its uid."""
    files = known.get(spotted.difference.uid, {})
    return files.get(spotted.file) or (next(iter(files.values())) if len(files) == 1 else None)


class Walk:
    """Goes through steps, parents first, and keeps what it found; `revision` is what the user named."""

    def __init__(self, repository: Repository, squash: bool, revision: str, present: date | None = None) -> None:
        self._repository = repository
        self._squash = squash
        self._revision = revision
        self._present = present
        self._comparer = Comparer(repository, squash, horizon(present) if present else None)
        self._worse: list[_Worse] = []
        self._unread: dict[str, list[Finding]] = {}
        self._explained: list[_Worse] = []
        self._newest: dict[str, dict[str, Issue]] = {}
        self._earliest: dict[str, Issue] = {}
        self._raws: dict[str, bytes] = {}
        self._first = ""
        self._last = WORKTREE
        self._lines: dict[tuple[str, str], StepResult] = {}

    def through(self, which: Iterable[tuple[Commit | None, VersionStep]]) -> None:
        """Looks at every step."""
        steps = list(which)
        self._first = self._first or next((step.before for _, step in steps), "")
        self._comparer.versions.fetch(step for _, step in steps)
        for commit, step in steps:
            self._look(commit, step)

    def _look(self, commit: Commit | None, step: VersionStep) -> None:
        compared = self._comparer.compared(step)
        for one in step.touched:
            self._unread.pop(one.path, None)
        for finding in compared.findings:
            self._unread.setdefault(finding.file, []).append(finding)
        self._last = step.after
        self._remember(compared, {one.path for one in step.touched if not one.after})
        before = _by_uid_and_file(compared.before)
        known = {one.spotted.difference.identity for one in self._worse} if step.is_rewritten else set()
        for spotted in compared.spotted:
            if spotted.difference.identity in known:  # a commit did it
                continue
            worse = _Worse(commit, step, spotted, _own(before, spotted))
            if not (spotted.difference.is_unexplained or spotted.difference.is_unsaid):
                self._explained += [worse] if spotted.difference.explained_by else []
            elif not self._is_brought(spotted.difference, step):
                self._worse.append(worse)

    def _remember(self, compared: StepResult, gone: Collection[str]) -> None:
        """What the records say now, each by its uid and its file: a copy speaks for nobody else."""
        for held in compared.before:
            if held.issue.uid not in self._newest:  # it is no child of a step that was looked at
                self._earliest.setdefault(held.issue.uid, held.issue)
            if held.file in gone:
                self._newest.get(held.issue.uid, {}).pop(held.file, None)
        for uid, files in _by_uid_and_file(compared.after).items():
            self._newest.setdefault(uid, {}).update(files)
        self._raws.update(compared.raws)

    def _is_brought(self, difference: Difference, step: VersionStep) -> bool:
        """Another parent of the merge had done it on its own line of history, where it is judged."""
        for other in step.others:
            fork = self._repository.fork_point(step.before, other)
            if fork is None:
                continue
            if (fork, other) not in self._lines:
                self._lines[fork, other] = self._comparer.compared(VersionStep(fork, other, self._repository.touched([(fork, other)])[0]))
            there = (one.difference for one in self._lines[fork, other].spotted)
            if any(one.explained_by == difference.explained_by and one.identity == difference.identity for one in there):
                return True
        return False

    def findings(self) -> list[Finding]:
        """In the order of the commits; the same change of one merge is told once."""
        told: dict[object, Finding] = {}
        for worse in [*self._worse, *(one for one in self._explained if not self._still_says(one) or self._is_noted(one))]:
            if self._is_made_good(worse) or self._was_not_taken(worse):
                continue
            finding = self._not_added(worse, waived(worse.spotted.finding(self._where(worse)), self._waivers_since(worse)))
            told.setdefault((worse.version, worse.spotted.difference.identity), finding)
        return [*told.values(), *self._newly_wrong(told.values()), *(one for found in self._unread.values() for one in found)]

    def _newly_wrong(self, told: Collection[Finding]) -> Iterator[Finding]:
        """What the newest version of a record says that is an error in itself, and the earliest did not; but what a change is told for."""
        known, told_of = {(one.file, one.line) for one in told}, {one.file for one in told}
        said: set[tuple[str, int, str]] = set()  # a round that was copied says it for all of its records
        for uid, files in self._newest.items():
            for finding in (one for file, issue in files.items() for one in self._wrong_with(file, issue, self._earliest.get(uid))):
                is_told = (finding.file, finding.line) in known or (finding.rule == "STA08" and finding.file in told_of)
                if not is_told and (finding.file, finding.line, finding.rule) not in said:
                    said.add((finding.file, finding.line, finding.rule))
                    yield finding

    def _wrong_with(self, file: str, issue: Issue, was: Issue | None) -> Iterator[Finding]:
        """The errors of one record that it did not have before."""
        round_id = file.split("/")[1]
        round_ = self._comparer.crews.round(self._last, round_id) if was != issue else None
        if round_ is None:
            return
        from inspect_cli.domain.compare.objections import newly_wrong  # with all rules, where a record changed

        places, ref = Places(self._repository.root / file, self._raws[file]), f"{round_id}/{issue.id}"
        if was is None:
            yield from self._misnamed(round_, round_id, issue, file, places)
        before = self._ledger(round_, was) if was else None
        for rule, fault in newly_wrong(before, self._ledger(round_, issue), _OF_ITSELF):
            place = places.where(fault.route, key=fault.key)
            finding = found_at(place, rule.code, file, ref, fault.message, fault.fix, fault.level or rule.level)
            yield waived(finding, self._that_count(issue, ref))

    def _misnamed(self, round_: Round, round_id: str, issue: Issue, file: str, places: Places) -> Iterator[Finding]:
        """A record that appears under another name than its own is a copy, by itself or with its round's folder."""
        name = file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if issue.id != name:
            yield misnamed(places, file, issue.id, name, f"{round_id}/{issue.id}")
        if round_.id != round_id:
            own = round_file(round_id)
            yield misnamed_round(Workspace(self._repository.root), Places(self._repository.root / own), own, round_.id)

    def _ledger(self, round_: Round, issue: Issue) -> Ledger:
        """The round with this one record in it."""
        return Ledger(round=round_, issues=(issue,), today=self._present or date.max)

    def _where(self, worse: _Worse) -> Text:
        """In which step it was seen."""
        if worse.step.is_rewritten:
            return text("against {revision}, which HEAD does not come from", revision=self._revision)
        return _prefix(worse.commit, "" if self._squash else worse.version)

    def _waivers_since(self, worse: _Worse) -> Sequence[Waiver]:
        """The record's own waivers, without those that stood there before the change; what became another record has none."""
        newest = _own(self._newest, worse.spotted)
        if newest is None:
            return ()
        one = worse.spotted.difference
        is_between = one.rule and one.rule.startswith("DIF")
        waivers = self._that_explain(worse, newest) if is_between else self._that_count(newest, one.ref)
        if worse.before is None:
            return waivers if one.rule == "REP01" else ()
        return [waiver for waiver in waivers if waiver not in worse.before.waivers]

    def _that_explain(self, worse: _Worse, newest: Issue) -> Sequence[Waiver]:
        """Those that name the change, signed by the people of the version before it, and by those who came since as the changes say."""
        one, crews = worse.spotted.difference, self._comparer.crews
        before, now = (crews.round(version, split_ref(one.ref)[0]) for version in (worse.step.before, self._last))
        known = before or now
        named = [waiver for waiver in newest.waivers if explains(waiver, str(one.rule), one.fault, lambda: bool(known and known.is_keyed))]
        if not named or not all_rules()[str(one.rule)].waivable:
            return ()
        from inspect_cli.domain.lifecycle.signing import is_signed  # few records have any

        people = [before, *([admitted(before, now, lambda: True)] if now else [])] if before and before.people else []
        return [waiver for waiver in named if is_signed(waiver, newest, people)]

    def _that_count(self, newest: Issue, ref: str) -> Sequence[Waiver]:
        """What the record waives, signed by somebody who may; where the list of people was emptied, by the one that the walk began with."""
        if not newest.waivers:
            return ()
        from inspect_cli.domain.lifecycle.signing import waivers_that_count  # few records have any

        name = split_ref(ref)[0]
        rounds = [round_ for version in (self._last, self._first) if version and (round_ := self._comparer.crews.round(version, name))]
        round_ = next((one for one in rounds if one.people), rounds[0] if rounds else None)
        return waivers_that_count(newest, round_) if round_ else newest.waivers

    def _is_noted(self, worse: _Worse) -> bool:
        """A waiver explains it, which leaves a note; of a merge, where no other parent brought both."""
        difference = worse.spotted.difference
        return isinstance(difference.explained_by, Waiver) and not self._is_brought(difference, worse.step)

    def _is_made_good(self, worse: _Worse) -> bool:
        """A merge took one side without a word, and a later `merge` entry of the record says so; or a link was set right since."""
        newest, fault = _own(self._newest, worse.spotted), worse.spotted.difference.fault
        if worse.spotted.difference.rule == "DIF12":
            return self._is_said_since(worse)
        if newest is not None and worse.spotted.difference.rule == "REP01":
            return all(name != worse.spotted.difference.after for _, name in face_of(newest, "").links())
        if newest is None or worse.before is None or not (isinstance(fault, Regression) and fault.is_choice):
            return False
        return self._says_merged(worse, newest)

    def _was_not_taken(self, worse: _Worse) -> bool:
        """A merge chose the other side, and the record says so: neither the change stands in it nor what explained that."""
        newest, one = _own(self._newest, worse.spotted), worse.spotted.difference
        if one.explained_by is None or newest is None or worse.before is None:
            return False
        stands = differences(Comparison(worse.before, newest, *(split_ref(one.ref)[0],) * 2))
        return self._says_merged(worse, newest) and one.identity not in {each.identity for each in stands}

    def _says_merged(self, worse: _Worse, newest: Issue) -> bool:
        """A `merge` entry that says why came to the record since."""
        return any(entry.did is Did.MERGE and entry.note and entry not in worse.before.history for entry in newest.history if worse.before)

    def _is_said_since(self, worse: _Worse) -> bool:
        """The round's changes say now what they should have said then, approved by somebody who could have."""
        one = worse.spotted.difference
        before, after, now = (self._comparer.crews.round(version, one.ref) for version in (worse.step.before, worse.version, self._last))
        if before is None or after is None or now is None:
            return False
        field = f"{one.kind}.{one.part}" if one.part else one.kind
        judged = amendments(before, replace(after, changes=now.changes), lambda: True)
        return any(each.said and each.changed.field == field for each in judged)

    def _not_added(self, worse: _Worse, finding: Finding) -> Finding:
        """A record that is gone from what is staged and lies in the work tree under another name only waits to be added."""
        if worse.step.is_rewritten:
            return replace(finding, fix=text("bring it back: git merge {revision}", revision=pasted(self._revision)))
        if worse.version != INDEX or worse.spotted.difference.kind != "record":
            return finding
        for name in filter(issue_place, self._repository.untracked()):
            record = self._comparer.versions.issue_at(name, ON_DISK).record
            if record and record.uid == worse.spotted.difference.uid:
                return replace(finding, fix=text("the record lies in {file}, which git does not know yet: inspect save", file=name))
        return finding

    def _still_says(self, worse: _Worse) -> bool:
        """What explained the change stands in the newest version of the record too: an explanation is no passing remark."""
        newest = _own(self._newest, worse.spotted)
        said = worse.spotted.difference.explained_by
        return newest is None or said in (*newest.history, *newest.extensions, *newest.waivers)


def _prefix(commit: Commit | None, version: str) -> Text:
    if commit is None:
        here = {INDEX: text("staged"), WORKTREE: text("not committed")}
        return here.get(version) or text("between the two ends")
    return text("commit {commit} of {day} by {author}", commit=commit.short, day=commit.at.date(), author=commit.author)
