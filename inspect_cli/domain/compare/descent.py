"""What a version that somebody names is to HEAD: on its line, another branch, or where this branch was before it was written anew."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Way(StrEnum):
    """What the version is to HEAD."""

    LINE = "line"
    """HEAD comes from it."""
    BRANCH = "branch"
    """Another branch, which has moved on since HEAD parted from it."""
    REWRITTEN = "rewritten"
    """What somebody has seen, and HEAD no longer comes from: it was amended, rebased, reset or forced away."""
    UNSEEN = "unseen"
    """Another branch; where HEAD parted from it lies beyond the edge of a shallow clone."""
    NOTHING = "nothing"
    """An id of zeros: nothing stood there before."""


class Descent(NamedTuple):
    """The version, and what it is to HEAD."""

    way: Way
    start: str
    """Its commit; the empty tree where there is none."""
    fork: str | None
    """Where HEAD parted from it; None where they have nothing in common, or it cannot be seen."""
    beyond: int = 0
    """How many commits it has that HEAD has not."""
