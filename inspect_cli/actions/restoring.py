"""`inspect restore`: a file of the records as some version had it. What lies there otherwise is never lost: undo brings it back."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from inspect_cli.actions.saved import saved_in
from inspect_cli.actions.unneeded import going, named
from inspect_cli.domain.record.ids import typed_id, typed_ref
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import NotFound, Trouble
from inspect_cli.store.addresses import ROUNDS, issue_file, issue_place
from inspect_cli.store.files import disk, moving
from inspect_cli.store.files.disk import Write
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import committing
from inspect_cli.store.git.versions import Repository
from inspect_cli.store.workspace import Workspace

_ANYWHERE = f":(glob){issue_file('*', '{}')}"


class BroughtBack(NamedTuple):
    """The file, the commit whose version it is now, and what was written for that: evidence of the other version alone goes with it."""

    file: str
    commit: str
    writes: tuple[Write, ...]


class NoVersion(NotFound):
    """No version has this file."""

    code = "no_version"

    def __init__(self, file: str) -> None:
        how = text("git log -- {file} shows which have it", file=file)
        super().__init__(text("no saved version that was looked at has {file}", file=file), how)


class WouldBeLost(Trouble):
    """What lies here cannot be kept, and would be written over."""

    code = "would_be_lost"
    status = 4

    def __init__(self, why: Text) -> None:
        super().__init__(why, text("put what lies there somewhere else first, then run the command again"))


def brought_back(workspace: Workspace, name: str, round_id: str, revision: str = "", dry_run: bool = False) -> BroughtBack:
    """The file of this path, or of this issue, as a revision had it, else as the newest commit that had it.

    Raises NoVersion, GitFailed, WouldBeLost, DiskTrouble.
    """
    repository = Repository(workspace.root)
    file = _file(repository, name, round_id)
    with workspace.locked():
        commits = [repository.commit_named(revision)] if revision else _newest_first(repository, file)
        commit, blob = next(((one, blob) for one in commits if (blob := repository.listed(one, file).get(file))), ("", ""))
        if not commit:
            raise NoVersion(file)
        path, saved = workspace.root / file, saved_in(workspace)
        disk.must_lie_inside(workspace.root, path.parent)
        raw = committing.done(workspace.root, "cat-file", "--filters", f"{commit}:./{file}")
        here = disk.read_bytes(path) if path.exists() else None
        record = issue_place(file)
        with_it = going(workspace, saved, record, named(workspace, record[0], here or b""), raw) if record else []
        writes = (Write(path, here, raw), *with_it) if here != raw else ()
        if writes and not dry_run:
            if workspace.doing:
                was_saved, told = repository.blobs([blob])[blob] in saved.holds(file), workspace.doing[-1].told
                workspace.doing[-1] = replace(workspace.doing[-1], was_saved=was_saved, told=told if here is None else _refused)
            disk.write_all(writes, workspace.journal)
            for write in writes[1:]:
                moving.drop_empty(write.path.parent)
    return BroughtBack(file, commit, writes)


def _refused(why: Text) -> None:
    raise WouldBeLost(why)


def _newest_first(repository: Repository, path: str) -> list[str]:
    return [one.id for one in reversed(repository.commits("HEAD", "--full-history", paths=[path]))]


def _file(repository: Repository, name: str, round_id: str) -> str:
    """The path that is meant: as it was typed, or an issue's, in this round where that ever had it, else in the one that had."""
    if name.startswith(f"{ROUNDS}/"):
        return name
    if (ref := typed_ref(name)) and ref[0]:
        return issue_file(ref[0], str(ref[1]))
    if "/" in name:
        return issue_file(*name.split("/", 1))
    name = str(typed_id(name) or name)
    named = issue_file(round_id, name)
    if not _newest_first(repository, named):
        said = git.ask(repository.root, "log", "--format=", "--name-only", "--relative", "HEAD", "--", _ANYWHERE.format(name), check=False)
        found = set(said.split())
        return found.pop() if len(found) == 1 else named
    return named
