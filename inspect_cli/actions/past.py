"""A round as it was: at one commit, or at every commit that touched it. Read from git's objects; nothing is checked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from inspect_cli.domain.counting.course import Moment
from inspect_cli.domain.counting.pending import Unsaved
from inspect_cli.domain.counting.standing import Standing, newest_first, standing
from inspect_cli.domain.filenames import folded_path, one_of_each_spelling
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import FileState
from inspect_cli.store.addresses import ROUNDS, inside, issue_place, round_file, round_named_by
from inspect_cli.store.git import proofs
from inspect_cli.store.git.asking import NoSuchRevision, NothingYet
from inspect_cli.store.git.batch import Batch
from inspect_cli.store.git.proofs import HeldPiece
from inspect_cli.store.git.versions import Repository
from inspect_cli.store.loading import LoadedRound, assembled, ledger_of
from inspect_cli.store.reading import Reading, read_issue, read_round
from inspect_cli.store.workspace import NoSuchRound, Workspace


def past(workspace: Workspace, named: str) -> Past:
    """The rounds at a revision, or at the end of a day, for people think in days. Raises NeedsGit, NoSuchRevision."""
    repository = Repository(workspace.root)
    try:
        day = date.fromisoformat(named)
    except ValueError:
        return Past(repository, workspace, named)
    commit = repository.commit_on(day)
    try:
        return Past(repository, workspace, commit or named)
    except NoSuchRevision as unknown:  # and no tag of that name either
        raise NothingYet(day, repository.first_day(), bool(repository.shallow)) from unknown


class Past:
    """The rounds as they were at a commit. Raises NoSuchRevision."""

    def __init__(self, repository: Repository, workspace: Workspace, revision: str) -> None:
        self._repository = repository
        self._workspace = workspace
        self._commit = repository.commit_named(revision)

    def round_ids(self) -> list[str]:
        """The rounds that there were."""
        return sorted({name for path in self._repository.listed(self._commit, ROUNDS) if (name := round_named_by(path))})

    def round(self, round_id: str) -> LoadedRound:
        """The round with every issue and the state of its evidence. Raises NoSuchRound."""
        with Batch(self._workspace.root) as batch:
            return self._round(round_id, self._repository.listed(self._commit, inside(round_id)), batch)

    @property
    def absent(self) -> list[Finding]:
        """Rounds that are not here: none, for git is asked for what it holds."""
        return []

    def elsewhere(self, round_id: str) -> list[Finding]:
        """None, for the same reason."""
        return []

    def unsaved(self) -> Unsaved:
        """Nothing: what a commit holds is saved."""
        return Unsaved()

    def standings(self, today: date) -> list[Standing]:
        """One line a round, the newest first."""
        found: dict[str, dict[str, str]] = {}
        for path, blob in self._repository.listed(self._commit, ROUNDS).items():
            if name := round_named_by(path):
                found.setdefault(name, {})[path] = blob
        with Batch(self._workspace.root) as batch:
            loaded = (self._round(name, listed, batch) for name, listed in sorted(found.items()))
            return newest_first(standing(ledger_of(one, today), one.findings) for one in loaded)

    def _round(self, round_id: str, listed: dict[str, str], batch: Batch) -> LoadedRound:
        issues = {path: blob for path, blob in listed.items() if issue_place(path)}
        own = round_file(round_id)
        if own not in listed and not issues:
            raise NoSuchRound(round_id, self.round_ids())
        raws = self._contents([*issues.values(), *([listed[own]] if own in listed else [])], batch)
        read: Reading[Round] = read_round(raws[listed[own]]) if own in listed else Reading(None)
        found = ((path, read_issue(raws[blob]), raws[blob]) for path, blob in issues.items())
        loaded = assembled(self._workspace, round_id, read, found)
        pieces = {(record.issue.id, piece.file): piece for record in loaded.records for piece in record.issue.evidence if piece.file}
        places = {key: (piece, inside(round_id, piece.file)) for key, piece in pieces.items()}
        there = {key: HeldPiece(piece, path, listed[path]) for key, (piece, path) in places.items() if path in listed}
        away = {key: one for key, one in places.items() if key not in there}
        if away:  # as the disk is looked through where a file is not there under the very name
            alike = one_of_each_spelling(listed)
            spelt = {key: alike[name] for key, (_, path) in away.items() if (name := folded_path(path)) in alike}
            there |= {key: HeldPiece(pieces[key], path, listed[path]) for key, path in spelt.items()}
        states = dict.fromkeys(pieces, FileState.MISSING) | proofs.states(self._workspace.root, batch, there)
        renamed = {key: FileState.NAMED_DIFFERENTLY for key in away if states[key] is FileState.INTACT}
        return replace(loaded, files=states | renamed)

    def _contents(self, blobs: list[str], batch: Batch) -> dict[str, bytes]:
        """The bytes of records. Raises LostObject."""
        read = dict(batch.contents(blobs))
        lacking = self._repository.blobs(blob for blob, raw in read.items() if raw is None)
        return lacking | {blob: self._repository.checked(blob, raw) for blob, raw in read.items() if raw is not None}


def moments(repository: Repository, round_id: str) -> Iterator[Moment]:
    """The round after every commit of the main line that touched it, the oldest first.

    A record that cannot be read at some commit stands as it did before; each version of a record is read once.
    """
    repository.must_hold(round_id)
    folder = inside(round_id)
    commits = repository.commits("HEAD", "--first-parent", paths=[folder])
    later = [commit for commit in commits if commit.parents]
    touched = dict(zip((one.id for one in later), repository.touched([(one.parents[0], one.id) for one in later], folder), strict=True))
    roots = {commit.id: repository.listed(commit.id, folder) for commit in commits if not commit.parents}
    there = [(one.path, one.after) for changes in touched.values() for one in changes]
    there += [pair for listed in roots.values() for pair in listed.items()]
    records = _Records(repository, {blob for path, blob in there if blob and (issue_place(path) or path == round_file(round_id))})
    round_: Round | None = None
    issues: dict[str, Issue] = {}
    for commit in commits:
        changes = [(one.path, one.after) for one in touched.get(commit.id, ())] or list(roots.get(commit.id, {}).items())
        for path, blob in changes:
            if path == round_file(round_id):
                round_ = records.round(blob) or round_
            elif issue_place(path):
                found = records.issue(blob) if blob else None
                if found:
                    issues[path] = found
                elif not blob:
                    issues.pop(path, None)
        if round_:
            yield Moment(commit.at.date(), commit.id, round_, tuple(issues.values()))


def edge_of(repository: Repository, past: Sequence[Moment]) -> date | None:
    """The day before which nothing of the round is known here, because the clone is shallow; None where its whole past is."""
    return next((one.day for one in past if one.commit in repository.shallow), None)


class _Records:
    """What blobs read as, each once."""

    def __init__(self, repository: Repository, blobs: set[str]) -> None:
        self._raws = repository.blobs(blobs)
        self._issues: dict[str, Issue | None] = {}

    def issue(self, blob: str) -> Issue | None:
        """The issue in the blob."""
        if blob not in self._issues:
            self._issues[blob] = read_issue(self._raws[blob]).record
        return self._issues[blob]

    def round(self, blob: str) -> Round | None:
        """The round in the blob."""
        return read_round(self._raws[blob]).record if blob else None
