"""How what git holds and did not lay out here is brought here."""

from __future__ import annotations

from inspect_cli.domain.text import Text, pasted, text

LAY_OUT = text("git sparse-checkout disable lays everything out; git sparse-checkout add FOLDER one folder")
"""For no folder in particular."""


def laid_out(folder: str) -> Text:
    """For one folder, as a path from the top of the work tree."""
    return text("git sparse-checkout add {folder}, or lay everything out: git sparse-checkout disable", folder=pasted(folder))
