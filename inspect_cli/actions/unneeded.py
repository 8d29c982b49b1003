"""Evidence files that a record named and names no more: what nobody has saved goes with its line, what is saved stays."""

from __future__ import annotations

import os
from collections.abc import Collection

from inspect_cli.actions.saved import Saved
from inspect_cli.store.addresses import inside
from inspect_cli.store.files.disk import Write
from inspect_cli.store.files.plain import plain_bytes
from inspect_cli.store.reading import read_issue
from inspect_cli.store.workspace import Workspace


def going(workspace: Workspace, saved: Saved, record: tuple[str, str], files: Collection[str], left: bytes) -> list[Write]:
    """The files of a record (its round, its name) that go: neither what is `left` of it nor another names them, nothing saved holds them.

    What cannot be read, and what a link leads to, stays.
    """
    home, own = record
    folder, found = workspace.root / inside(home), []
    try:
        others = [plain_bytes(workspace.issue_path(home, name)) for name in workspace.issue_names(home) if files and name != own]
        for inner in sorted(set(files).difference(*(named(workspace, home, raw) for raw in (left, *others)))):
            path, real = folder / inner, os.path.realpath(folder)
            is_own = inner.startswith("evidence/") and os.path.realpath(path) == os.path.join(real, *inner.split("/")) and path.is_file()
            if is_own and not saved.holds(workspace.relative(path)):
                found.append(Write(path, plain_bytes(path), None))
    except OSError:
        return []
    return found


def named(workspace: Workspace, home: str, raw: bytes) -> set[str]:
    """The evidence files that a record names; those of the round's that stand anywhere in its text, where it cannot be read."""
    issue = read_issue(raw).record
    if issue:
        return {piece.file for piece in issue.evidence if piece.file}
    folder = workspace.root / inside(home)
    lying = (path.relative_to(folder).as_posix() for path in (folder / "evidence").rglob("*"))
    return {inner for inner in lying if inner.encode() in raw}
