"""Who moved the state between two versions, held against the people of the round: a move that only somebody else may make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.counting.stages import has_left
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.record.deeds import as_it_stood
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Role

if TYPE_CHECKING:
    from inspect_cli.domain.lifecycle.moves import Move


def moved_by_another(c: Comparison) -> Iterator[Regression]:
    """A move that only somebody else may make, by the people of either version; a waiver of STA06 explains that too."""
    from inspect_cli.domain.lifecycle.moves import BY_VERB  # the table, only where something moved

    waived = next((("waivers", at) for at, waiver in enumerate(c.after.waivers) if waiver.rule == "STA06"), None)
    for index in c.new_entries:
        entry = c.after.history[index]
        move = BY_VERB.get(entry.did) if entry.to else None
        roles = _not_among(index, move, c) if move else ()
        if roles:
            said = text("{by} may not {did} here: that is for {roles}", by=entry.by, did=entry.did, roles=list(roles))
            yield Regression(("history", index, "by"), said, after=entry, explained_by=waived)


def _not_among(index: int, move: Move, c: Comparison) -> tuple[Role, ...]:
    """The roles that may, where nobody of this name has one; where nobody is named, everybody may."""
    roles: tuple[Role, ...] = ()
    entry, stood = c.after.history[index], as_it_stood(c.after, index)
    for crew in c.crews():
        roles = move.roles(stood.channel, has_left(crew, entry.at.date()))
        if crew.plays(entry.by, stood.unit, roles, entry.at.date()):
            return ()
    return roles
