"""How what is not here, though git holds it or should, is brought here; nothing is known against it."""

from __future__ import annotations

from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import FileState

LAY_OUT = text("git sparse-checkout disable")
"""Everything: it always helps, and alone does where single files of a folder were left out."""

REMEDIES = {
    FileState.LEFT_OUT: LAY_OUT,
    FileState.LOST: text("git fsck says what is lost"),
    FileState.FILTERED: text("set the filter up that git attributes name for the file, and check it out again"),
}
"""How to go on where a file's state is unknown."""


def laid_out(folder: str) -> Text:
    """For one folder, as a path from the root; "" where no single folder would do."""
    if not folder:
        return LAY_OUT
    return text("git sparse-checkout add {folder}, or lay everything out: git sparse-checkout disable", folder=pasted(folder))
