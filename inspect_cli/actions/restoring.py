"""`inspect restore`: a file of the records as some version had it. What lies there otherwise is kept beside, never lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import NotFound
from inspect_cli.store.addresses import ROUNDS, issue_file
from inspect_cli.store.files import disk
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import committing
from inspect_cli.store.git.versions import Repository
from inspect_cli.store.workspace import Workspace

_ANYWHERE = f":(glob){issue_file('*', '{}')}"


class BroughtBack(NamedTuple):
    """The file, the commit whose version it is now, and where the other version lies; None where none lay there."""

    file: str
    commit: str
    kept: Path | None


class NoVersion(NotFound):
    """No version has this file."""

    code = "no_version"

    def __init__(self, file: str) -> None:
        how = text("git log -- {file} shows which have it", file=file)
        super().__init__(text("no saved version that was looked at has {file}", file=file), how)


def brought_back(workspace: Workspace, name: str, round_id: str, revision: str = "") -> BroughtBack:
    """The file of this path, or of this issue, as a revision had it, else as the newest commit that had it. Raises NoVersion, GitFailed."""
    repository = Repository(workspace.root)
    file = _file(repository, name, round_id)
    with workspace.locked():
        commits = [repository.commit_named(revision)] if revision else _newest_first(repository, file)
        commit = next((one for one in commits if file in repository.listed(one, file)), "")
        if not commit:
            raise NoVersion(file)
        path = workspace.root / file
        disk.must_lie_inside(workspace.root, path.parent)
        raw = committing.done(workspace.root, "cat-file", "--filters", f"{commit}:./{file}")
        here = disk.read_bytes(path) if path.exists() else None
        kept = kept_folder(workspace) / file if here not in (None, raw) else None
        for target, before, content in ((kept, None, here), (path, here, raw)):
            if target and content is not None and before != content:
                disk.make_folder(target.parent)
                disk.write_all([disk.Write(target, before, content)])
    return BroughtBack(file, commit, kept)


def _newest_first(repository: Repository, path: str) -> list[str]:
    return [one.id for one in reversed(repository.commits("HEAD", "--full-history", paths=[path]))]


def _file(repository: Repository, name: str, round_id: str) -> str:
    """The path that is meant: as it was typed, or an issue's, in this round where that ever had it, else in the one that had."""
    if name.startswith(f"{ROUNDS}/"):
        return name
    if "/" in name:
        return issue_file(*name.split("/", 1))
    named = issue_file(round_id, name)
    if not _newest_first(repository, named):
        said = git.ask(repository.root, "log", "--format=", "--name-only", "--relative", "HEAD", "--", _ANYWHERE.format(name), check=False)
        found = set(said.split())
        return found.pop() if len(found) == 1 else named
    return named


def kept_folder(workspace: Workspace) -> Path:
    """Where what has to give way is kept from now on."""
    return workspace.state_dir / "kept" / datetime.now().strftime("%Y%m%d-%H%M%S")
