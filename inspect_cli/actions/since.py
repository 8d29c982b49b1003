"""What a line of commits did to the records, step by step: a deadline pushed and put back, a proof swapped and swapped back, are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from inspect_cli.actions.sides import VersionStep
from inspect_cli.actions.walk import Walk
from inspect_cli.domain.compare.descent import Descent, Way
from inspect_cli.domain.finding import Finding, worst_exit
from inspect_cli.domain.text import Text, text
from inspect_cli.store.git.ancestry import descent
from inspect_cli.store.git.outlying import all_outlying
from inspect_cli.store.git.versions import EMPTY_TREES, INDEX, WORKTREE, Commit, Repository
from inspect_cli.store.workspace import Workspace


class SinceResult(NamedTuple):
    """What was found, over how many commits, and what could not be seen."""

    findings: list[Finding]
    commits: int
    unseen: list[Text]
    descent: Descent


def since(repository: Repository, revision: str | None, staged: bool, squash: bool, present: date | None = None) -> SinceResult:
    """Every change for the worse that nothing explains, from a revision (None: from HEAD) to what is staged or lies in the work tree.

    Each commit is compared with each of its parents. Of a merge only that is new which no parent brought.
    What HEAD no longer comes from is compared with HEAD as well; what another branch has more than HEAD is not HEAD's loss.
    What a record newly says that its rules call an error is named too. `squash`: the two ends alone; `present`: the day that it is.
    """
    head, last = repository.head(), INDEX if staged else WORKTREE
    there = descent(repository, revision, head)
    base = {Way.BRANCH: there.fork or there.start, Way.UNSEEN: head}.get(there.way, there.start)
    commits = [] if squash else _commits(repository, there, head)
    unseen = list(_unseen(repository, commits))
    is_cut = bool(unseen)  # the way from one to the other is not here
    unseen += [complaint.message for complaint in all_outlying(str(repository.root), Workspace(repository.root).round_ids()).values()]
    walk = Walk(repository, squash, revision or "HEAD", present)
    is_rewritten = there.way is Way.REWRITTEN
    between = VersionStep(base, head, (), is_rewritten=is_rewritten)
    if squash:
        walk.through(_last_steps(repository, base, last, is_rewritten))
        return SinceResult(walk.findings(), 0, unseen, there)
    is_cut = is_cut or there.fork is None
    if commits and is_cut and there.way not in (Way.NOTHING, Way.UNSEEN):
        walk.through([(None, between._replace(touched=repository.differing(base, head)))])
        is_rewritten = False
    walk.through(_steps(repository, commits))
    if is_rewritten:
        walk.through([(None, between._replace(touched=repository.differing(base, head)))])
    walk.through(_last_steps(repository, there.start if head in EMPTY_TREES else head, last))
    return SinceResult(walk.findings(), len(commits), unseen, there)


def brought(repository: Repository, fork: str, theirs: str, present: date | None = None) -> list[Finding]:
    """The same of what another branch has more than the commit at which it left ours; what was put back there is as if it had not been."""
    walk = Walk(repository, True, fork, present)
    walk.through([(None, VersionStep(fork, theirs, repository.differing(fork, theirs)))])
    if worst_exit(walk.findings()):  # the ends do not know what a merge decided
        walk = Walk(repository, False, fork, present)
        walk.through(_steps(repository, repository.commits(f"{fork}..{theirs}")))
    return walk.findings()


def _commits(repository: Repository, there: Descent, head: str) -> list[Commit]:
    """Those of HEAD that the version has not, parents first."""
    if head == there.start or head in EMPTY_TREES:
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
