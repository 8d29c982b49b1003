"""What somebody wants judged: rounds or single issues as they are, or what a line of commits made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from inspect_cli.actions.archive import Archive
from inspect_cli.domain.finding import Finding
from inspect_cli.store.addresses import inside
from inspect_cli.store.lookup import find_issue
from inspect_cli.store.workspace import Workspace

if TYPE_CHECKING:
    from inspect_cli.actions.since import SinceResult


class CheckScope(NamedTuple):
    """The rounds that are looked at (none: all), and the files, where single issues are named."""

    rounds: frozenset[str]
    files: frozenset[str]

    def holds(self, finding: Finding) -> bool:
        """The finding lies where we look."""
        folders = tuple(f"{inside(name)}/" for name in self.rounds)
        return (not folders or finding.lies_in(*folders)) and (not self.files or finding.file in self.files)


def scope(
    workspace: Workspace, names: Sequence[str], round_id: str | None, today: date, since: str | None = None, staged: bool = False
) -> CheckScope:
    """What the names of rounds and issues mean; `round_id` is looked at in any case, also where it is gone `since`.

    Raises NotFound, Ambiguous; NoSuchRevision, GitFailed.
    """
    rounds, files = {round_id} if round_id else set(), set()
    for name in names:
        if name in workspace.round_ids():
            rounds.add(name)
        else:
            found, path = find_issue(workspace, name, round_id, today)
            rounds.add(found)
            files.add(workspace.relative(path))
    if round_id and (since or staged):
        from inspect_cli.actions.ends import must_hold

        must_hold(workspace, since or "", staged, round_id)
    elif round_id:
        workspace.folder(round_id)
    return CheckScope(frozenset(rounds), frozenset(files))


def checked(archive: Archive, where: CheckScope, today: date, present: date | None = None) -> list[Finding]:
    """What the rules object to today; `present` is the day that it really is, where `today` is an earlier one."""
    return [one for one in archive.findings(where.rounds, today, present) if where.holds(one)]


def checked_since(
    workspace: Workspace,
    where: CheckScope,
    revision: str | None,
    staged: bool = False,
    squash: bool = False,
    present: date | None = None,
) -> SinceResult:
    """What was changed for the worse, and by which commit: see `since`. Raises NeedsGit, NoSuchRevision, GitFailed."""
    from inspect_cli.actions.since import since
    from inspect_cli.store.git.versions import Repository

    judged = since(Repository(workspace.root), revision, staged, squash, present)
    return judged._replace(findings=[one for one in judged.findings if where.holds(one)])
