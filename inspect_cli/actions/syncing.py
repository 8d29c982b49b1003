"""`inspect sync`: save, fetch, merge, judge, push. The merge is made and judged aside, before this folder is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from inspect_cli.actions import gitsetup
from inspect_cli.actions.checking import CheckScope, checked_since
from inspect_cli.actions.merging.choosing import Choice, Conflict
from inspect_cli.actions.saving import Pen, SaveResult, has_markers, name_here, save
from inspect_cli.actions.since import brought
from inspect_cli.domain.finding import Finding, worst_exit
from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.store.addresses import ROUNDS, is_record, issue_place
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import committing, gitdir
from inspect_cli.store.git.aside import SPARSE, aside
from inspect_cli.store.git.committing import NotNow
from inspect_cli.store.git.versions import EMPTY_TREES, Repository
from inspect_cli.store.workspace import Workspace

TRIES = 3
"""So often somebody else may be faster before we say so."""


@dataclass(frozen=True)
class SyncResult:
    """What became of it: what was saved first, the records that came from others, whether ours went out; `findings` refuse the merge."""

    saved: SaveResult
    came: tuple[str, ...] = ()
    sent: int = 0
    findings: tuple[Finding, ...] = ()
    is_theirs: bool = False
    """What is found was saved so by others."""


class SyncConflict(git.GitFailed):
    """Two sides did what cannot both hold."""

    code = "conflict"

    def __init__(self, said: list[Text], refs: Sequence[str] = ()) -> None:
        how = text("inspect sync --resolve lays both out here; inspect save then finishes, inspect sync --back goes back")
        if refs:
            mine, theirs = (" ".join(f"{flag} {pasted(ref)}" for ref in refs) for flag in ("--mine", "--theirs"))
            each = text("if yours holds: inspect sync {mine}; if that of the others: inspect sync {theirs}; or for each its own. {resolve}")
            how = each.about(mine=mine, theirs=theirs, resolve=how)
        Trouble.__init__(self, text("two sides did what cannot both hold; nothing was changed here: {said}", said=said), how)
        self.why = self.what


def sync(workspace: Workspace, pen: Pen, present: date, resolve: bool = False, choice: Choice | None = None) -> SyncResult:
    """Brings this clone and the others' together. Raises as `save`; NotNow without a remote; SyncConflict, Misused; GitFailed."""
    root = workspace.root
    done = SyncResult(save(workspace, pen, present))
    if done.saved.findings:
        return done
    repository = Repository(root)
    remote, there = _remote(root)
    for _ in range(TRIES):
        theirs = _fetched(root, remote, there)
        with workspace.locked():
            before = repository.head()
            if before in EMPTY_TREES:
                raise NotNow(text("nothing is saved here yet"), text("inspect add, then inspect save"))
            came = _came(repository, before, theirs, present)
            if came:
                return replace(done, findings=tuple(came), is_theirs=True)
            joined, found = _merged(workspace, repository, theirs, pen, present, resolve, choice)
            if found:
                return replace(done, findings=tuple(found))
            if joined != before:
                committing.done(root, "merge", "-q", "--ff-only", joined)
        done = replace(done, came=tuple(dict.fromkeys((*done.came, *_names(repository, before, joined)))))
        if theirs == joined:
            return done
        ours = repository.count(f"{theirs}..{joined}") if theirs else repository.count(joined)
        try:
            committing.done(root, "push", "-q", "--set-upstream", remote, f"HEAD:refs/heads/{there}")
        except git.GitFailed as failed:
            if "rejected" not in str(failed.why) or ("fetch first" not in str(failed.why) and "non-fast-forward" not in str(failed.why)):
                raise
        else:
            return replace(done, sent=ours)
    said = text("somebody else was faster {count} {count:time|times}; all of theirs is here, ours is saved", count=TRIES)
    raise NotNow(said, text("inspect sync, once more"))


def back(workspace: Workspace) -> Path | None:
    """Leaves a merge that waits: everything is as it was saved. What was typed meanwhile is kept in the folder that comes back.

    Raises NotNow where no merge waits.
    """
    root = workspace.root
    with workspace.locked():
        if not Repository(root).merging():
            raise NotNow(text("no merge waits here"), text("inspect sync"))
        top = Path(gitdir.work_tree(str(root)) or root)
        differs = git.answer(root, "diff", "--name-only", "-z", "HEAD").split(b"\0")
        kept = workspace.state_dir / "kept" / datetime.now().strftime("%Y%m%d-%H%M%S")
        for name in {*committing.unmerged(root), *(os.fsdecode(one) for one in differs if one)}:
            if (top / name).is_file():
                (kept / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(top / name, kept / name)
        staged = set(git.answer(root, "diff", "--cached", "--name-only", "-z", "HEAD").split(b"\0"))
        in_the_way = [one for one in git.answer(root, "diff", "--name-only", "-z").split(b"\0") if one and one in staged]
        committing.done(top, "update-index", "--add", "--remove", "-z", "--stdin", given=b"".join(one + b"\0" for one in in_the_way))
        committing.done(root, "merge", "--abort")
    return kept if kept.exists() else None


# -- where to --------------------------------------------------------------------------------------------------------------


def _remote(root: Path) -> tuple[str, str]:
    """The remote and the branch there that this branch goes with. Raises NotNow where there is none, or several."""
    branch = committing.branch(root)

    def told(key: str) -> str:
        return git.ask(root, "config", "--get", f"branch.{branch}.{key}", check=False).strip()

    named = told("remote"), told("merge").removeprefix("refs/heads/")
    if all(named) and named[0] != ".":
        return named
    every = git.ask(root, "remote", check=False).split()
    if len(every) == 1:
        return every[0], branch
    what = text("saved here; there is no server yet to which it could go") if not every else _SEVERAL.about(names=every)
    raise NotNow(what, text("git remote add origin ADDRESS, then inspect sync") if not every else text("git branch --set-upstream-to=NAME"))


_SEVERAL = text("saved here; it is not said to which of these it goes: {names}")


def _came(repository: Repository, ours: str, theirs: str, present: date) -> list[Finding]:
    """What is found against that which others saved, and we have not yet: it may have passed by every check."""
    fork = repository.fork_point(ours, theirs) if theirs and theirs != ours else None
    found = brought(repository, fork, theirs, present) if fork and fork != theirs else []
    return found if worst_exit(found) else []


def _fetched(root: Path, remote: str, there: str) -> str:
    """What the branch is there now; "" where it never was. Raises NotNow where it is there no more, GitFailed."""
    held = f"refs/remotes/{remote}/{there}"
    before = git.ask(root, "rev-parse", "-q", "--verify", f"{held}^{{commit}}", check=False).strip()
    try:
        committing.done(root, "fetch", "-q", remote, f"+refs/heads/{there}:{held}")
    except git.GitFailed as failed:
        if "couldn't find remote ref" not in str(failed.why):
            raise
        if before:
            what = text("saved here; {remote} has no branch {name} any more", remote=remote, name=there)
            raise NotNow(
                what, text("ask where the records are kept now; then git branch --set-upstream-to={remote}/NAME", remote=remote)
            ) from None
        return ""
    return git.ask(root, "rev-parse", "-q", "--verify", f"{held}^{{commit}}", check=False).strip()


# -- the merge, aside --------------------------------------------------------------------------------------------------------


def _merged(
    workspace: Workspace, repository: Repository, theirs: str, pen: Pen, present: date, resolve: bool, choice: Choice | None
) -> tuple[str, list[Finding]]:
    """The commit that joins both sides, or what is found against it. Raises SyncConflict, Misused."""
    ours = repository.head()
    fork = repository.fork_point(ours, theirs) if theirs and theirs != ours else ours
    if not theirs or fork == theirs:
        return ours, []
    if fork == ours:
        return theirs, []
    if resolve:
        return _laid_out(workspace, theirs)
    with aside(workspace.root, workspace.state_dir / "sync", ours) as (place, inner):
        try:
            _joined(workspace.state_dir, place, theirs, *SPARSE)
        except git.GitFailed:
            left = committing.unmerged(inner)
            if not left:
                raise
            inner_names = [os.path.relpath(place / name, inner).replace(os.sep, "/") for name in left]
            conflict = Conflict(repository, inner_names, (fork or "", ours, theirs))
            if choice is None or not conflict.refs:
                raise SyncConflict(list(conflict.said()), conflict.refs) from None
            prefix = os.path.relpath(inner, place).replace(os.sep, "/")
            conflict.settle(place, "" if prefix == "." else f"{prefix}/", choice, pen.worded)
        found = checked_since(Workspace(inner), CheckScope(frozenset(), frozenset()), None, staged=True, present=present).findings
        if worst_exit(found):
            return ours, found
        name_here(workspace.root, pen)
        message = pen.worded(text("joined with what others saved")).encode()
        tree = committing.done(place, "write-tree").decode().strip()
        committing.done(place, *SPARSE, *committing.COMMIT, given=message, judged=f"{tree} {inner}")
        return Repository(inner).head(), []


def _laid_out(workspace: Workspace, theirs: str) -> tuple[str, list[Finding]]:
    """The merge with its markers, in this folder; a file of theirs that cannot be joined lies beside ours. Raises NotNow: it waits."""
    root = workspace.root
    try:
        _joined(workspace.state_dir, root, theirs)
    except git.GitFailed:
        left = committing.unmerged(root)
        if not left:
            raise
        top = Path(gitdir.work_tree(str(root)) or root)
        for name in left:
            said = subprocess.run(gitdir.command(str(root), "cat-file", "blob", f":3:{name}"), capture_output=True, check=False)
            beside = (top / name).with_name(f"theirs.{Path(name).name}")
            is_apart = f"{ROUNDS}/" in name or not has_markers(top / name)  # a proof is the one file or the other, to the byte
            if said.returncode == 0 and is_apart and not name.endswith(".yaml") and not beside.exists():
                beside.write_bytes(said.stdout)
        raise NotNow(
            text("both sides are laid out in {files}", files=list(left)),
            text("keep what holds between the markers, then inspect save; or go back to what was saved: inspect sync --back"),
        ) from None
    raise NotNow(text("nothing is in conflict; the merge waits here"), text("inspect save"))


def _joined(state: Path, place: Path, theirs: str, *more: str) -> None:
    """Merges into this work tree with our driver, also where git was never told of it, and makes no commit. Raises GitFailed."""
    attributes = state / "sync.attributes"
    attributes.write_text(f"**/{gitsetup.DRIVER}\n", encoding="ascii")
    settings = {**gitsetup.config(), "core.attributesFile": str(attributes), "merge.renames": "false"}
    told = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    committing.done(place, *told, *more, "merge", "-q", "--no-commit", "--no-ff", theirs)


# -- what people are told ----------------------------------------------------------------------------------------------------


def _names(repository: Repository, before: str, after: str) -> list[str]:
    """The records that differ between two commits, as people call them."""
    touched = repository.touched([(before, after)])[0] if before != after else []
    return ["/".join(issue_place(one.path) or (one.path,)) for one in touched if is_record(one.path)]
