"""Records that lie in `rounds/` and yet not in the repository around it: behind a link, or in a repository of their own.

They are read like others. What was there before, the repository around them does not know.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from inspect_cli.domain.text import Text, text
from inspect_cli.store.addresses import ISSUES, ROUNDS, inside
from inspect_cli.store.complaint import NOWHERE, Complaint
from inspect_cli.store.git import gitdir


def outlying(root: str, round_id: str) -> tuple[str, Complaint] | None:
    """The first folder on the way to the round's issues that is a link, or a repository of its own, and what to say of it."""
    for place in (ROUNDS, inside(round_id), inside(round_id, ISSUES)):
        if os.path.islink(f"{root}/{place}"):
            return place, unjudged(_LINK.about(place=place))
        if os.path.lexists(f"{root}/{place}/.git"):
            return place, unjudged(_OWN.about(place=place))
    return None


def not_filled(root: str, round_id: str) -> Complaint | None:
    """The round's folder is an empty one in which git would lay out another repository (a submodule): it is not here."""
    place = inside(round_id)
    try:
        if os.listdir(f"{root}/{place}"):
            return None
    except OSError:
        return None
    said = gitdir.PendingAnswer(root, "ls-files", "-s", "--", place).answer() or b""
    if not said.startswith(gitdir.SUBMODULE + b" "):
        return None
    what = text("{place} is a repository of its own, and not checked out here", place=place)
    return Complaint("GIT01", what, NOWHERE, text("git submodule update --init {place}", place=place), absent=True)


def unjudged(said: Text) -> Complaint:
    """The complaint that what changed there cannot be judged here."""
    return Complaint("GIT02", said, NOWHERE, text("records are plain files inside the root"))


def all_outlying(root: str, round_ids: Iterable[str]) -> dict[str, Complaint]:
    """The same for many rounds, each place once."""
    return dict(one for round_id in round_ids if (one := outlying(root, round_id)))


_LINK = text("{place} is a link: what was changed behind it is not judged here")
_OWN = text("{place} is a repository of its own: what was changed in it is not judged here")
LINKED = text("{file} is a link: what was changed behind it is not judged here")
