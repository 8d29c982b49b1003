"""The two ends that somebody wants compared (revisions, rounds, what was issued and now), and what changed between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from inspect_cli.domain.counting.deadlines import horizon
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import NotFound
from inspect_cli.domain.words import Level
from inspect_cli.store.addresses import inside, round_named_by
from inspect_cli.store.complaint import finding_of
from inspect_cli.store.git.outlying import all_outlying
from inspect_cli.store.git.versions import INDEX, WORKTREE, Repository
from inspect_cli.store.workspace import NoSuchRound, Workspace

if TYPE_CHECKING:  # loaded while git answers
    from inspect_cli.actions.archive import Archive
    from inspect_cli.actions.spotted import PlacedDifference
    from inspect_cli.store.loading import LoadedRound
    from inspect_cli.views.diff import Diff


class DiffResult(NamedTuple):
    """What changed, as a page tells it, and with places in files where it has any."""

    diff: Diff
    spotted: Sequence[PlacedDifference] = ()

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with it: regressions that nothing explains, and what cannot be read."""
        return [*(one.finding() for one in self.spotted if one.difference.is_unexplained), *self.diff.findings]


def between_revisions(
    workspace: Workspace, named: str, staged: bool = False, round_id: str | None = None, present: date | None = None
) -> DiffResult:
    """`A`, `A..B`, `A...B` (from where they parted), as git has it; "" is HEAD; `present` is the day that it really is.

    Raises NeedsGit, NoSuchRevision, GitFailed.
    """
    repository = Repository(workspace.root)
    first, dots, second = named.partition("..")
    if dots and not second.startswith("."):
        repository.ask_early(first or "HEAD", second or "HEAD")
    from inspect_cli.actions.comparing import between
    from inspect_cli.views.diff import Diff

    before, after, names = _ends(repository, named, staged)
    found = between(repository, before, after, horizon(present) if present else None)
    folder = f"{inside(round_id)}/" if round_id else ""
    spotted = [one for one in found.spotted if one.lies_in(folder)]
    elsewhere = all_outlying(str(workspace.root), [round_id] if round_id else workspace.round_ids())
    findings = [one for one in found.findings if one.file.startswith(folder)]
    findings += [finding_of(place, complaint, "", Level.WARNING) for place, complaint in elsewhere.items()]
    return DiffResult(Diff(*names, [one.difference for one in spotted], findings), spotted)


def must_hold(workspace: Workspace, named: str, staged: bool, round_id: str) -> None:
    """The round is here, or in one of the versions that are to be compared. Raises NoSuchRound, and as `between_revisions`."""
    known = workspace.round_ids()
    if round_id not in known:
        repository = Repository(workspace.root)
        before, after, _ = _ends(repository, named, staged)
        held = (path for version in (before, after) for path in repository.listed(version, inside(round_id)))
        if not any(round_named_by(path) == round_id for path in held):
            raise NoSuchRound(round_id, known)


def _ends(repository: Repository, named: str, staged: bool) -> tuple[str, str, tuple[str, str]]:
    """The two versions and their names."""
    dots = "..." if "..." in named else ".."
    first, parted, second = named.partition(dots)
    if not parted:
        here = INDEX if staged else WORKTREE
        return (repository.commit_named(first) if first else repository.head()), here, (first or "HEAD", here)
    before, after = repository.commits_named(first or "HEAD", second or "HEAD")
    if dots == "...":
        before = repository.fork_point(before, after) or before
    return before, after, (first or "HEAD", second or "HEAD")


def between_rounds(archive: Archive, earlier: str, later: str, today: date) -> DiffResult:
    """What the later round took over, and what it left behind. Raises NoSuchRound."""
    from inspect_cli.domain.compare.succession import succession
    from inspect_cli.store.loading import ledger_of
    from inspect_cli.views.diff import Diff

    loaded = [archive.round(name) for name in (earlier, later)]
    before, after = (ledger_of(one, today) for one in loaded)
    return DiffResult(Diff(earlier, later, succession(before, after), [finding for one in loaded for finding in _unread(one)]))


def since_issued(archive: Archive, round_id: str, names: Sequence[str], today: date) -> DiffResult:
    """What became of what the team was told; a corrected report replaces the one before it. Raises NoSuchRound, NotFound."""
    from inspect_cli.actions.spotted import spotted_since
    from inspect_cli.domain.compare.baseline import newest
    from inspect_cli.store.baselines import issued_in
    from inspect_cli.store.loading import ledger_of
    from inspect_cli.views.diff import Diff

    loaded = archive.round(round_id)
    ledger = ledger_of(loaded, today)
    reports, findings = issued_in(archive.workspace.root, round_id)
    known = {one.name: one for one in reports}
    missing = [name for name in names if name not in known]
    if missing or not (known or findings):
        there = text("issued reports: {names}", names=sorted(known)) if known else text("inspect report during --unit CODE --final")
        raise NotFound(text("{round} has no issued report {names}", round=round_id, names=missing), there)
    chosen = [known[name] for name in names] or newest(reports)
    spotted = [one for report in chosen for one in spotted_since(report, loaded, archive.workspace, ledger)]
    told = ", ".join(f"{one.name} ({one.as_of})" for one in chosen)
    return DiffResult(Diff(told, WORKTREE, [one.difference for one in spotted], [*_unread(loaded), *findings]), spotted)


def _unread(loaded: LoadedRound) -> list[Finding]:
    return [finding for finding in loaded.findings if finding.unread]
