"""What git holds and was told not to lay out in this work tree (a sparse checkout): it is not gone, it is only not here."""

from __future__ import annotations

import os

from inspect_cli.store.addresses import ROUNDS, is_record, round_named_by
from inspect_cli.store.git import gitdir


def left_out(root: str) -> frozenset[str]:
    """The files below `rounds/`, as paths from the root, that git tracks, was told to leave out, and that do not lie there."""
    if not _may_leave_out(root):
        return frozenset()
    said = gitdir.PendingAnswer(root, "ls-files", "-t", "-z", "--", ROUNDS).answer()
    if said is None:
        gitdir.silent.add(root)
        return frozenset()
    told = (os.fsdecode(line[2:]) for line in said.split(b"\0") if line.startswith(b"S "))
    return frozenset(path for path in told if not os.path.lexists(f"{root}/{path}"))


def records_left_out(paths: frozenset[str]) -> dict[str, list[str]]:
    """The records among what was left out, round by round."""
    found: dict[str, list[str]] = {}
    for path in sorted(filter(is_record, paths)):
        found.setdefault(round_named_by(path) or "", []).append(path)
    return found


def _may_leave_out(root: str) -> bool:
    """Git's index has room for such a note: its second format has none, and it is the one that git writes where none is needed."""
    own = gitdir.own_dir(root)
    if own is None:
        return False
    try:
        with open(f"{own}/index", "rb", buffering=0) as stream:
            head = stream.read(8)
        return head[4:] != b"\0\0\0\2" or any(name.startswith("sharedindex.") for name in os.listdir(own))
    except OSError:
        return False
