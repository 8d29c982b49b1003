"""Texts that somebody typed and that did not become a record: kept in the state folder until they are not needed."""

from __future__ import annotations

import secrets
from pathlib import Path

from inspect_cli.store.files import disk
from inspect_cli.store.workspace import Workspace


def keep(workspace: Workspace, name: str, content: bytes) -> Path:
    """Puts the text for a round, or for the issue ROUND/ID, where it will be found again; the path."""
    workspace.make_state_dir()
    path = workspace.state_dir / "edits" / f"{name.replace('/', _BETWEEN)}.{secrets.token_hex(3)}.yaml"
    disk.write_all([disk.Write(path, None, content)], workspace.journal)
    return path


def is_kept(workspace: Workspace, path: Path) -> bool:
    """The text is kept already."""
    return path.resolve().parent == (workspace.state_dir / "edits").resolve()


def meant_by(draft: Path) -> str:
    """What the text was typed for: a round, or an issue as ROUND/ID."""
    return draft.name.rsplit(".", 2)[0].replace(_BETWEEN, "/").removesuffix("-round")


_BETWEEN = "+"
"""Between round and id in the name of a file; in neither of them."""


def left_over(workspace: Workspace) -> list[Path]:
    """The texts that are still kept."""
    folder = workspace.state_dir / "edits"
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []
