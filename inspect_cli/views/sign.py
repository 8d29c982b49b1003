"""One thing that was looked at on this machine or in this folder: is it well, and if not, what mends it."""

from __future__ import annotations

from typing import NamedTuple

from inspect_cli.domain.text import NOTHING, Text


class Sign(NamedTuple):
    """Well or not, what was seen, and how to mend it; the remedy is said only where it is needed."""

    well: bool
    what: Text
    fix: Text = NOTHING
    is_trouble: bool = False
    """What was seen is what is wrong; else it is what should be so."""


def trouble(what: Text, fix: Text = NOTHING) -> Sign:
    """Something that is wrong, in its own words."""
    return Sign(False, what, fix, is_trouble=True)
