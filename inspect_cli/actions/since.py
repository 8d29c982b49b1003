"""What a line of commits did to the records, step by step: a deadline pushed and put back, a proof swapped and swapped back, are seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from inspect_cli.actions.comparing import Comparer, StepResult
from inspect_cli.actions.ruling import waived
from inspect_cli.actions.sides import VersionStep
from inspect_cli.actions.spotted import PlacedDifference
from inspect_cli.domain.compare.descent import Descent, Way
from inspect_cli.domain.compare.differences import Difference
from inspect_cli.domain.finding import Finding, Regression
from inspect_cli.domain.record.ids import split_ref
from inspect_cli.domain.record.issue import Issue, Waiver
from inspect_cli.domain.record.links import face_of
from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import Did
from inspect_cli.store.addresses import issue_place
from inspect_cli.store.git.ancestry import descent
from inspect_cli.store.git.versions import INDEX, ON_DISK, WORKTREE, Commit, Repository


class SinceResult(NamedTuple):
    """What was found, over how many commits, and what could not be seen."""

    findings: list[Finding]
    commits: int
    unseen: list[Text]
    descent: Descent


def since(repository: Repository, revision: str | None, staged: bool, squash: bool) -> SinceResult:
    """Every change for the worse that nothing explains, from a revision (None: from HEAD) to what is staged or lies in the work tree.

    Each commit is compared with each of its parents. Of a merge only that is new which no parent brought.
    What HEAD no longer comes from is compared with HEAD as well; what another branch has more than HEAD is not HEAD's loss.
    `squash`: the two ends alone.
    """
    head, last = repository.head(), INDEX if staged else WORKTREE
    there = descent(repository, revision, head)
    base = {Way.BRANCH: there.fork or there.start, Way.UNSEEN: head}.get(there.way, there.start)
    commits = [] if squash else _commits(repository, there, head)
    unseen = list(_unseen(repository, commits))
    walk = _Walk(repository, squash, revision or "HEAD")
    is_rewritten = there.way is Way.REWRITTEN
    between = VersionStep(base, head, (), is_rewritten=is_rewritten)
    if squash:
        walk.through(_last_steps(repository, base, last, is_rewritten))
        return SinceResult(walk.findings(), 0, unseen, there)
    is_cut = bool(unseen) or there.fork is None  # the way from one to the other is not here
    if commits and is_cut and there.way not in (Way.NOTHING, Way.UNSEEN):
        walk.through([(None, between._replace(touched=repository.differing(base, head)))])
        is_rewritten = False
    walk.through(_steps(repository, commits))
    if is_rewritten:
        walk.through([(None, between._replace(touched=repository.differing(base, head)))])
    walk.through(_last_steps(repository, head, last))
    return SinceResult(walk.findings(), len(commits), unseen, there)


def _commits(repository: Repository, there: Descent, head: str) -> list[Commit]:
    """Those of HEAD that the version has not, parents first."""
    if head == there.start:
        return []
    return repository.commits(head if there.way is Way.NOTHING else f"{there.start}..{head}")


def _steps(repository: Repository, commits: Sequence[Commit]) -> Iterator[tuple[Commit | None, VersionStep]]:
    """From every parent of every commit."""
    pairs = [(commit, parent) for commit in commits for parent in commit.parents]
    touched = repository.touched([(parent, commit.id) for commit, parent in pairs])
    for (commit, parent), changed in zip(pairs, touched, strict=True):
        yield commit, VersionStep(parent, commit.id, changed, tuple(other for other in commit.parents if other != parent))


def _last_steps(repository: Repository, start: str, last: str, is_rewritten: bool = False) -> Iterator[tuple[Commit | None, VersionStep]]:
    """To what is not committed yet; while a merge is being made, from each of the commits that it joins."""
    parents = (start, *repository.merging())
    for parent in parents:
        others = tuple(other for other in parents if other != parent)
        yield None, VersionStep(parent, last, repository.touched_here(parent, last), others, is_rewritten and parent == start)


def _unseen(repository: Repository, commits: Sequence[Commit]) -> Iterator[Text]:
    """A shallow clone ends somewhere; what lies behind cannot be compared."""
    for commit in commits:
        if commit.id in repository.shallow:
            yield text(
                "{commit} is the edge of a shallow clone: what it changed cannot be seen (git fetch --unshallow)", commit=commit.short
            )


class _Worse(NamedTuple):
    """A change for the worse, the commit that made it, and the record as it was before."""

    commit: Commit | None
    version: str
    spotted: PlacedDifference
    before: Issue | None
    is_rewritten: bool = False


class _Walk:
    """Goes through steps, parents first, and keeps what it found."""

    def __init__(self, repository: Repository, squash: bool, revision: str) -> None:
        self._repository = repository
        self._squash = squash
        self._revision = revision
        self._comparer = Comparer(repository)
        self._worse: list[_Worse] = []
        self._unread: dict[str, list[Finding]] = {}
        self._explained: list[_Worse] = []
        self._newest: dict[str, Issue] = {}
        self._last = WORKTREE
        self._lines: dict[tuple[str, str], StepResult] = {}

    def through(self, which: Iterable[tuple[Commit | None, VersionStep]]) -> None:
        """Looks at every step."""
        steps = list(which)
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
        self._newest.update({held.issue.uid: held.issue for held in compared.after})
        before = {held.issue.uid: held.issue for held in compared.before}
        known = {one.spotted.difference.identity for one in self._worse} if step.is_rewritten else set()
        for spotted in compared.spotted:
            if spotted.difference.identity in known:  # a commit did it
                continue
            worse = _Worse(commit, step.after, spotted, before.get(spotted.difference.uid), step.is_rewritten)
            if not spotted.difference.is_unexplained:
                self._explained += [worse] if spotted.difference.explained_by else []
            elif not self._is_brought(spotted.difference, step):
                self._worse.append(worse)

    def _is_brought(self, difference: Difference, step: VersionStep) -> bool:
        """Another parent of the merge had done it on its own line of history, where it is judged."""
        for other in step.others:
            fork = self._repository.fork_point(step.before, other)
            if fork is None:
                continue
            if (fork, other) not in self._lines:
                self._lines[fork, other] = self._comparer.compared(VersionStep(fork, other, self._repository.touched([(fork, other)])[0]))
            there = (one.difference for one in self._lines[fork, other].spotted)
            if any(one.is_unexplained and one.identity == difference.identity for one in there):
                return True
        return False

    def findings(self) -> list[Finding]:
        """In the order of the commits; the same change of one merge is told once."""
        told: dict[object, Finding] = {}
        for worse in [*self._worse, *(one for one in self._explained if not self._still_says(one))]:
            difference = worse.spotted.difference
            newest = self._newest.get(difference.uid)
            since = [one for one in self._waivers(newest, difference) if worse.before is None or one not in worse.before.waivers]
            if self._is_settled(worse):
                continue
            finding = self._not_added(worse, waived(worse.spotted.finding(self._where(worse)), since))
            told.setdefault((worse.version, difference.identity), finding)
        return [*told.values(), *(finding for found in self._unread.values() for finding in found)]

    def _where(self, worse: _Worse) -> Text:
        """In which step it was seen."""
        if worse.is_rewritten:
            return text("against {revision}, which HEAD does not come from", revision=self._revision)
        return _prefix(worse.commit, "" if self._squash else worse.version)

    def _waivers(self, newest: Issue | None, difference: Difference) -> Sequence[Waiver]:
        """What the newest version of the record waives, signed by somebody who may."""
        if newest is None or not newest.waivers:
            return ()
        from inspect_cli.domain.lifecycle.signing import waivers_that_count  # few records have any

        round_ = self._comparer.round(self._last, split_ref(difference.ref)[0])
        return waivers_that_count(newest, round_) if round_ else newest.waivers

    def _is_settled(self, worse: _Worse) -> bool:
        """A merge took one side without a word, and a later `merge` entry of the record says so; or a link was set right since."""
        newest, fault = self._newest.get(worse.spotted.difference.uid), worse.spotted.difference.fault
        if newest is not None and worse.spotted.difference.rule == "REP01":
            return all(name != worse.spotted.difference.after for _, name in face_of(newest, "").links())
        if newest is None or worse.before is None or not (isinstance(fault, Regression) and fault.is_choice):
            return False
        return any(entry.did is Did.MERGE and entry.note and entry not in worse.before.history for entry in newest.history)

    def _not_added(self, worse: _Worse, finding: Finding) -> Finding:
        """A record that is gone from what is staged and lies in the work tree under another name only waits to be added."""
        if worse.is_rewritten:
            return replace(finding, fix=text("bring it back: git merge {revision}", revision=pasted(self._revision)))
        if worse.version != INDEX or worse.spotted.difference.kind != "record":
            return finding
        for name in filter(issue_place, self._repository.untracked()):
            record = self._comparer.versions.issue_at(name, ON_DISK).record
            if record and record.uid == worse.spotted.difference.uid:
                return replace(finding, fix=text("the record lies in {file}, which git does not know yet: git add -A rounds", file=name))
        return finding

    def _still_says(self, worse: _Worse) -> bool:
        """What explained the change stands in the newest version of the record too: an explanation is no passing remark."""
        newest = self._newest.get(worse.spotted.difference.uid)
        said = worse.spotted.difference.explained_by
        return newest is None or said in (*newest.history, *newest.extensions, *newest.waivers)


def _prefix(commit: Commit | None, version: str) -> Text:
    if commit is None:
        here = {INDEX: text("staged"), WORKTREE: text("not committed")}
        return here.get(version) or text("between the two ends")
    return text("commit {commit} of {day} by {author}", commit=commit.short, day=commit.at.date(), author=commit.author)
