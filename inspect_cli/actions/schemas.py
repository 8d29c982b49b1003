"""The folder `schemas/` of a workspace: the JSON Schemas that editors read, as this version has them."""

from __future__ import annotations

from collections.abc import Mapping

from inspect_cli.store.files import disk
from inspect_cli.store.workspace import Workspace


def updated(workspace: Workspace, schemas: Mapping[str, str]) -> list[str]:
    """Brings the files up to date with these texts; the paths of those that changed. Raises DiskTrouble."""
    places = {workspace.root / "schemas" / name: content.encode() for name, content in schemas.items()}
    writes = [disk.Write(path, disk.read_bytes(path) if path.exists() else None, after) for path, after in places.items()]
    changed = [write for write in writes if write.before != write.after]
    for write in changed:
        disk.write_all([write], workspace.journal)
    return [workspace.relative(write.path) for write in changed]
