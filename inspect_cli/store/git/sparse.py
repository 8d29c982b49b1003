"""What git holds and was told not to lay out in this work tree (a sparse checkout): it is not gone, it is only not here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from inspect_cli.store.addresses import ROUNDS, is_record, round_named_by
from inspect_cli.store.git import gitdir


def left_out(root: str) -> Mapping[str, str]:
    """The files below `rounds/`, as paths from the root, that git tracks, was told to leave out, and that do not lie there.

    With each, the largest folder that git would lay out as a whole and that brings it here; "" where there is none.
    """
    if not _may_leave_out(root):
        return {}
    said = gitdir.PendingAnswer(root, "ls-files", "-t", "-z", "--", ROUNDS).answer()
    if said is None:
        gitdir.silent.add(root)
        return {}
    away, here = [], set()
    for line in said.split(b"\0"):
        path = os.fsdecode(line[2:])
        if line.startswith(b"S ") and not os.path.lexists(f"{root}/{path}"):
            away.append(path)
        elif path:
            here.update(_folders_of(path))
    refused = _refused(root) if away else []
    return {path: _brought_back_by(path, here, refused) for path in away}


def must_be_told(root: str) -> None:
    """Git says what it left out, where it may have left something out: what leaves the office may not lack it unknown.

    Raises GitFailed with why it is silent.
    """
    if root in gitdir.silent and _may_leave_out(root):
        from inspect_cli.store.git.asking import obstacle  # with what tells of git's failures

        if (failed := obstacle(Path(root))) is not None:
            raise failed


def root_left_out(folder: str) -> str | None:
    """The folder itself or the nearest one above whose `rounds/` git tracks and was told to leave out, or None."""
    tree = gitdir.work_tree(folder)
    if tree is None or not _may_leave_out(tree):
        return None
    places = [folder]
    while places[-1] != tree:
        places.append(os.path.dirname(places[-1]))
    wanted = [f"{os.path.relpath(place, tree).replace(os.sep, '/')}/{ROUNDS}".removeprefix("./") for place in places]
    said = gitdir.PendingAnswer(tree, "--literal-pathspecs", "ls-files", "-t", "-z", "--", *wanted).answer() or b""
    away = [os.fsdecode(line[2:]) for line in said.split(b"\0") if line.startswith(b"S ")]
    return next((place for place, one in zip(places, wanted, strict=True) if any(path.startswith(f"{one}/") for path in away)), None)


def records_left_out(paths: Iterable[str]) -> dict[str, list[str]]:
    """The records among what was left out, round by round."""
    found: dict[str, list[str]] = {}
    for path in sorted(filter(is_record, paths)):
        found.setdefault(round_named_by(path) or "", []).append(path)
    return found


def one_folder(left_out: Mapping[str, str], paths: Iterable[str]) -> str:
    """The folder that brings all these files here; "" where it takes several, or where a single file was left out."""
    folders = {left_out.get(path, "") for path in paths}
    return folders.pop() if len(folders) == 1 else ""


def _folders_of(path: str) -> list[str]:
    """The folders on the way to a file, the outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def _brought_back_by(path: str, here: set[str], refused: list[str]) -> str:
    """The outermost folder of which nothing is here, unless something in it was refused by itself and would stay away."""
    folder = next((one for one in _folders_of(path) if one not in here), "")
    blocked = any(set(one) & set("*?[") or one.startswith(f"{folder}/") for one in refused)
    return "" if blocked else folder


def _refused(root: str) -> list[str]:
    """What the list of a sparse checkout refuses by name, as paths or patterns; nothing where it goes by whole folders (cones)."""
    try:
        with open(f"{gitdir.own_dir(root)}/info/sparse-checkout", encoding="utf-8", errors="replace") as stream:
            lines = [line.strip() for line in stream]
    except OSError:
        return []
    refused = [line[1:] for line in lines if line.startswith("!")]
    if "!/*/" in lines and all(line.endswith("/*/") for line in refused):
        return []
    if root != gitdir.work_tree(root):
        return ["*"]  # such a list is added to at the top of the work tree alone
    return [line.strip("/") for line in refused]


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
