"""Asks git how a version that somebody names stands to HEAD: see `domain/compare/descent`."""

from __future__ import annotations

import re
from pathlib import Path

from inspect_cli.domain.compare.descent import Descent, Way
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir
from inspect_cli.store.git.versions import EMPTY_TREES, Repository

_ZEROS = re.compile(r"0{40}|0{64}")


def descent(repository: Repository, named: str | None, head: str) -> Descent:
    """How the version of this name (None: HEAD itself) stands to the commit `head`. Raises NoSuchRevision.

    By its name alone a branch is taken for another one, from which HEAD parted, unless the branch that is checked out was there once.
    """
    if named is not None and _ZEROS.fullmatch(named):
        return Descent(Way.NOTHING, repository.nothing(), None)
    start = repository.commit_named(named) if named is not None else head
    if head in EMPTY_TREES:  # nothing was committed on this branch yet: what is here is what became of the version
        return Descent(Way.LINE, start, start)
    fork = start if start == head else repository.fork_point(start, head)
    if fork == start:
        return Descent(Way.LINE, start, fork)
    is_other = _is_a_branch(repository.root, named or "") and not _was_here(repository.root, start)
    if fork is None and repository.shallow:
        return Descent(Way.UNSEEN if is_other else Way.LINE, start, None)
    return Descent(Way.BRANCH if is_other else Way.REWRITTEN, start, fork, repository.count(f"{head}..{start}"))


def _is_a_branch(root: Path, named: str) -> bool:
    """It is the name of a branch, here or on a server, or counts from one; not an id, a tag or a place in a reflog."""
    bare = re.split(r"[~^]", named, maxsplit=1)[0]
    if bare == "FETCH_HEAD":
        return "\tbranch '" in _first_line_of_fetch_head(root)
    if not bare or bare.startswith("-"):
        return False
    return git.ask(root, "rev-parse", "--symbolic-full-name", bare, check=False).startswith(("refs/heads/", "refs/remotes/"))


def _first_line_of_fetch_head(root: Path) -> str:
    try:
        return (Path(gitdir.own_dir(str(root)) or "") / "FETCH_HEAD").read_text(encoding="utf-8", errors="replace").partition("\n")[0]
    except OSError:
        return ""


def _was_here(root: Path, commit: str) -> bool:
    """The branch that is checked out pointed to this commit once, as far as its reflog goes back."""
    branch = git.ask(root, "symbolic-ref", "-q", "HEAD", check=False).strip()
    return bool(branch) and commit in git.ask(root, "log", "-g", "--format=%H", branch, "--", check=False).split()
