"""How what is not here, though git holds it or should, is brought here; nothing is known against it."""

from __future__ import annotations

from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import FileState

LAY_OUT = text("git sparse-checkout disable lays everything out; git sparse-checkout add FOLDER one folder")
"""For no folder in particular."""

REMEDIES = {
    FileState.LEFT_OUT: LAY_OUT,
    FileState.LOST: text("git fsck says what is lost"),
    FileState.FILTERED: text("set the filter up that git attributes name for the file, and check it out again"),
}
"""How to go on where a file's state is unknown."""


def laid_out(folder: str) -> Text:
    """For one folder, as a path from the top of the work tree."""
    return text("git sparse-checkout add {folder}, or lay everything out: git sparse-checkout disable", folder=pasted(folder))
