"""The history of one record, woven with git's: which commit brought each entry, and which changed the record without one.

The record is followed by its uid, also through a change of its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import Difference, differences
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.store.addresses import ROUNDS, issue_place
from inspect_cli.store.git.versions import Commit, Repository
from inspect_cli.store.reading import read_issue


class CommittedEntry(NamedTuple):
    """An entry of the record's history and the commit that first had it; None while it is not committed.

    `is_beyond`: the first one here that has it is the edge of a shallow clone, so who brought it, and when, is not known.
    """

    entry: Entry
    commit: Commit | None
    is_beyond: bool = False


class UnrecordedChange(NamedTuple):
    """What a commit changed without saying so in the record's history; `commit` None: the work tree."""

    commit: Commit | None
    changes: list[Difference]


class Lineage(NamedTuple):
    """Everything that git knows of one record. `names` are its names (`ROUND/ID`), the newest first."""

    names: list[str]
    entries: list[CommittedEntry]
    silent: list[UnrecordedChange]


class _CommitVersion(NamedTuple):
    """The record after one commit, and as its parents had it."""

    commit: Commit
    issue: Issue
    before: tuple[Issue, ...]


def lineage(repository: Repository, path: str, issue: Issue) -> Lineage:
    """The lineage of the issue that lies at this path in the work tree."""
    paths: list[str] = []
    versions = _versions(repository, path, issue.uid, paths)
    if not versions:  # its number may be new, and not committed yet
        held = (one for one, _ in repository.lines("HEAD", issue.uid, ROUNDS) if one != path and issue_place(one))
        versions = next((found for one in held if (found := _versions(repository, one, issue.uid, paths))), [])
    brought: dict[Entry, Commit] = {}
    silent: list[UnrecordedChange] = []
    for version in versions:
        known = {entry for parent in version.before for entry in parent.history}
        new = [entry for entry in version.issue.history if entry not in known]
        for entry in new:
            brought.setdefault(entry, version.commit)
        changes = _unsaid(version.before, version.issue, paths[0], said=bool(new))
        if changes:
            silent.append(UnrecordedChange(version.commit, changes))
    last = versions[-1].issue if versions else None
    here = _unsaid((last,), issue, path, said=last.history != issue.history) if last and last != issue else []
    if here:
        silent.append(UnrecordedChange(None, here))
    names = ["/".join(issue_place(one) or ()) for one in paths]
    return Lineage(names, [_committed(repository, entry, brought.get(entry)) for entry in issue.history], silent)


def _committed(repository: Repository, entry: Entry, commit: Commit | None) -> CommittedEntry:
    return CommittedEntry(entry, commit, commit is not None and commit.id in repository.shallow)


def _unsaid(before: Sequence[Issue], after: Issue, path: str, said: bool) -> list[Difference]:
    """What no parent had. Where a merge only joins what its parents did, nothing.

    `said`: there are new entries, so what they may tell is told; what nothing explains is unsaid all the same.
    """
    round_id = (issue_place(path) or ("",))[0]
    found = [
        [
            change
            for change in differences(Comparison(one, after, round_id, round_id))
            if change.is_unexplained or change.is_unsaid or not said
        ]
        for one in before
    ]
    if not found:
        return []
    everywhere = set.intersection(*({one.identity for one in changes} for changes in found))
    return [one for one in found[0] if one.identity in everywhere]


def _versions(repository: Repository, path: str, uid: str, paths: list[str]) -> list[_CommitVersion]:
    """Every version of the record, parents first; `paths` hears where it lay, the newest place first."""
    paths.append(path)
    commits = repository.commits("HEAD", "--full-history", paths=[path])
    pairs = [(parent, commit.id) for commit in commits for parent in commit.parents]
    touched = dict(zip(pairs, repository.touched(pairs, path), strict=True))
    blobs = {blob for changes in touched.values() for one in changes for blob in (one.before, one.after) if blob}
    blobs |= {blob for commit in commits if not commit.parents for blob in repository.listed(commit.id, path).values()}
    read = {blob: read_issue(raw).record for blob, raw in repository.blobs(blobs).items()}
    found: list[_CommitVersion] = []
    for commit in commits:
        changes = [one for parent in commit.parents for one in touched[parent, commit.id]]
        if commit.parents and len(changes) < len(commit.parents):
            continue  # one of the parents has it just so
        after = read.get(changes[0].after if changes else repository.listed(commit.id, path).get(path, ""))
        if after is None or after.uid != uid:
            continue
        before = tuple(record for one in changes if (record := read.get(one.before)) and record.uid == uid)
        earlier = None if before else next(_came_from(repository, commit, path, uid), None)
        if earlier and earlier not in paths:
            found = [*_versions(repository, earlier, uid, paths), *found]
            before = (found[-1].issue,) if found else ()
        found.append(_CommitVersion(commit, after, before))
    return found


def _came_from(repository: Repository, commit: Commit, path: str, uid: str) -> Iterator[str]:
    """The file that held the record before the commit put it here."""
    for changes in repository.touched([(parent, commit.id) for parent in commit.parents]):
        gone = [one for one in changes if one.before and one.path != path and issue_place(one.path)]
        raws = repository.blobs(one.before for one in gone)
        for one in gone:
            record = read_issue(raws[one.before]).record
            if record and record.uid == uid:
                yield one.path
