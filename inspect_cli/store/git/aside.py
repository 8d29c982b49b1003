"""A second work tree in which a merge is made and judged before this folder is touched; no more of it is laid out than git must write."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import committing, gitdir

SPARSE = ("-c", "core.sparseCheckout=true", "-c", "core.sparseCheckoutCone=false")
"""What every command there is told."""


@contextmanager
def aside(root: Path, place: Path, commit: str) -> Iterator[tuple[Path, Path]]:
    """A work tree of its own, in which only what a merge must write is laid out; with the folder of the records in it. Gone in the end."""
    _clear(root, place)
    committing.done(root, "worktree", "add", "-q", "--detach", "--no-checkout", str(place), commit)
    try:
        inner = place / os.path.relpath(root, gitdir.work_tree(str(root)) or root)
        own = Path(gitdir.own_dir(str(place)) or "")
        (own / "info").mkdir(exist_ok=True)
        (own / "info" / "sparse-checkout").write_text(".gitattributes\n", encoding="ascii")
        committing.done(place, *SPARSE, "read-tree", "-m", "-u", "HEAD")
        (inner / ROUNDS).mkdir(parents=True, exist_ok=True)
        yield place, Path(os.path.normpath(inner))
    finally:
        _clear(root, place)


def _clear(root: Path, place: Path) -> None:
    """What a run has made aside, or one that was killed, goes."""
    if place.exists():
        shutil.rmtree(place, ignore_errors=True)
    git.ask(root, "worktree", "prune", check=False)
