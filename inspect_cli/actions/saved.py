"""What is saved: what HEAD, its upstream or the other side of a merge holds, or what an issued report told. Read from git's objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from inspect_cli.domain.compare.baseline import Issued, ReportedRecord
from inspect_cli.domain.lifecycle.unseen import Past
from inspect_cli.domain.record.fingerprint import digest
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.store.addresses import ROUNDS, issue_file, issue_place
from inspect_cli.store.baselines import issued_in
from inspect_cli.store.files.plain import evened, plain_bytes
from inspect_cli.store.git import gitdir
from inspect_cli.store.git.versions import EMPTY_TREES, Repository
from inspect_cli.store.reading import read_issue
from inspect_cli.store.workspace import Workspace

_UID = re.compile(rb"uid[\"']?\s*:\s*[\"']?([a-z0-9]{10})")


class NotSaved(Trouble):
    """What is to leave the office is in no commit yet."""

    code = "not_saved"
    status = 4

    def __init__(self, files: Sequence[str]) -> None:
        names = ["/".join(place) if (place := issue_place(file)) else file for file in files]
        super().__init__(text("what it tells is not saved yet: {names}", names=names), text("inspect save"))


def saved_in(workspace: Workspace) -> Saved:
    """What is saved of a workspace; without git only what reports told. Raises GitFailed where there is a git that does not answer."""
    return Saved(workspace, Repository(workspace.root) if gitdir.work_tree(str(workspace.root)) else None)


class Saved:
    """Made once for each command; everything is read when it is first asked for, and once. Raises GitFailed from every question."""

    def __init__(self, workspace: Workspace, repository: Repository | None) -> None:
        self._workspace = workspace
        self._repository = repository
        self._read: dict[str, Issue | None] = {}
        self._by_uid: dict[str, dict[str, list[str]]] = {}

    def holds(self, file: str) -> list[bytes]:
        """The file (from the root) as each saved version has it."""
        blobs = [tree[file] for tree in self._trees.values() if file in tree]
        return list(self._repository.blobs(blobs).values()) if self._repository and blobs else []

    def issues(self, uid: str, file: str = "") -> list[Issue]:
        """The record in every saved version, whatever its file is called there; `file` is where it lies now, if that is known."""
        found: dict[str, Issue] = {}
        for version, tree in self._trees.items():
            blobs = [tree[file]] if file in tree else []
            here = self._records(blobs, uid)
            found |= here or self._records([tree[path] for path in self._places(version).get(uid, ()) if path in tree], uid)
        return list(found.values())

    def look_up(self, files: Iterable[str]) -> None:
        """Reads what the saved versions hold of these records all at once, before each is asked for."""
        self._read_all(tree[file] for file in files for tree in self._trees.values() if file in tree)

    def entry(self, issue: Issue, entry: Entry) -> bool:
        """This entry of the issue's history is saved."""
        return any(entry in one.history for one in self.issues(issue.uid)) or any(
            _was_told(issue, entry, report, item) for report, item in self._told.get(issue.uid, ())
        )

    def is_saved(self, issue: Issue, round_id: str) -> bool:
        """The record itself is saved, in whatever state; `round_id` is where it lies now."""
        return issue.uid in self._told or bool(self.issues(issue.uid, issue_file(round_id, issue.id)))

    def must_hold(self, files: Iterable[str]) -> None:
        """Every one of the files is saved as it lies here; asked of nothing where there is no git. Raises NotSaved, GitFailed."""
        lacking = [file for file in files if evened(plain_bytes(self._workspace.root / file)) not in map(evened, self.holds(file))]
        if self._repository and lacking:
            raise NotSaved(lacking)

    def is_begun(self, round_id: str) -> bool:
        """An issue of the round is saved."""
        return any((place := issue_place(path)) and place[0] == round_id for tree in self._trees.values() for path in tree)

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """The commits whose records are saved: HEAD, its upstream, and what a merge in progress joins."""
        if self._repository is None:
            return ()
        found = (self._repository.head(), self._repository.upstream(), *self._repository.merging())
        return tuple(dict.fromkeys(one for one in found if one and one not in EMPTY_TREES))

    @cached_property
    def _trees(self) -> dict[str, dict[str, str]]:
        """What lies below `rounds/` in each version, with the ids of the blobs."""
        return {one: self._repository.listed(one, ROUNDS) for one in self.versions} if self._repository else {}

    def _places(self, version: str) -> dict[str, list[str]]:
        """Where each record lies in a version, by uid; those whose uid no line tells are read."""
        if version not in self._by_uid and self._repository:
            found: dict[str, list[str]] = {}
            unsaid = {path for path in self._trees[version] if issue_place(path)}
            for path, line in self._repository.lines(version, "uid", ROUNDS):
                if path in unsaid and (uid := _UID.search(line)):
                    found.setdefault(uid[1].decode(), []).append(path)
                    unsaid.discard(path)
            odd = {path: self._trees[version][path] for path in sorted(unsaid)}
            self._read_all(odd.values())
            for path, blob in odd.items():
                if issue := self._read[blob]:
                    found.setdefault(issue.uid, []).append(path)
            self._by_uid[version] = found
        return self._by_uid.get(version, {})

    def _records(self, blobs: Sequence[str], uid: str) -> dict[str, Issue]:
        """Those of the blobs that hold the record of this uid."""
        self._read_all(blobs)
        return {one: issue for one in blobs if (issue := self._read.get(one)) and issue.uid == uid}

    def _read_all(self, blobs: Iterable[str]) -> None:
        lacking = [one for one in blobs if one not in self._read]
        if lacking and self._repository:
            self._read.update({one: read_issue(raw).record for one, raw in self._repository.blobs(lacking).items()})

    @cached_property
    def _told(self) -> dict[str, list[tuple[Issued, ReportedRecord]]]:
        """What issued reports told, by uid."""
        found: dict[str, list[tuple[Issued, ReportedRecord]]] = {}
        for round_id in self._workspace.round_ids():
            for report in issued_in(self._workspace.root, round_id)[0]:
                for item in report.items:
                    found.setdefault(item.uid, []).append((report, item))
        return found


def past_of(saved: Saved, issue: Issue, round_: Round) -> Past:
    """What is saved of the record. Raises GitFailed."""
    if not saved.is_saved(issue, round_.id):
        return Past(unsaved=frozenset(range(len(issue.history))), is_keyed=round_.is_keyed)
    versions = saved.issues(issue.uid, issue_file(round_.id, issue.id))
    unsaved = frozenset(at for at, entry in enumerate(issue.history) if not saved.entry(issue, entry))
    return Past(True, tuple(versions), unsaved, round_.is_keyed)


def _was_told(issue: Issue, entry: Entry, report: Issued, item: ReportedRecord) -> bool:
    """The report told of this entry: it was there by its number, or, where the past reads otherwise now, by its day."""
    if digest(issue.history[: item.entries]) == item.history:
        return entry in issue.history[: item.entries]
    return entry.at.date() <= report.as_of
