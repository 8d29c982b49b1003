"""A file that is there under a name which another system takes for the one that was written down."""

from __future__ import annotations

import os

from inspect_cli.domain.filenames import folded


def as_on_disk(folder: str, path: str) -> str | None:
    """How the path is spelt below the folder, where the disk has it in other letters (case, or signs in pieces); None where it has it in
    none, or in several."""
    at = folder
    for part in path.split("/"):
        if not os.path.lexists(f"{at}/{part}"):
            try:
                alike = [name for name in os.listdir(at) if folded(name) == folded(part)]
            except OSError:
                return None
            if len(alike) != 1:
                return None
            part = alike[0]
        at = f"{at}/{part}"
    return at
