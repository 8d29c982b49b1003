"""A folder becomes ready for records: what is missing is made, what is there stays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inspect_cli.actions.gitsetup import LINE_ENDS, attributes_write, ignoring_write
from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.files import disk
from inspect_cli.store.files.disk import Write
from inspect_cli.store.workspace import Workspace


def founded(root: Path, schemas: Mapping[str, str]) -> Workspace:
    """The workspace in this folder; `schemas` are the files of schemas/ by their names. Raises CannotRead, CannotWrite."""
    disk.make_folder(root / ROUNDS)
    workspace = Workspace(root)
    if not any((root / ROUNDS).iterdir()):
        disk.write_all([Write(root / ROUNDS / ".gitkeep", None, b"")], workspace.journal)
    for write in (attributes_write(root, LINE_ENDS), ignoring_write(root)):
        if write:
            disk.write_all([write], workspace.journal)
    refreshed(workspace, schemas)
    return workspace


def refreshed(workspace: Workspace, schemas: Mapping[str, str]) -> list[str]:
    """Brings schemas/ up to date; the paths of the files that changed. Raises CannotRead, CannotWrite."""
    found = {workspace.root / "schemas" / name: shown.encode() for name, shown in schemas.items()}
    before = {path: disk.read_bytes(path) if path.exists() else None for path in found}
    writes = [Write(path, before[path], after) for path, after in found.items() if before[path] != after]
    for folder in {write.path.parent for write in writes}:
        disk.must_lie_inside(workspace.root, folder)
        disk.make_folder(folder)
    for write in writes:
        disk.write_all([write], workspace.journal)
    return [workspace.relative(write.path) for write in writes]
