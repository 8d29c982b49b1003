"""Whose a field is: who may correct what it says once that is saved, and who must approve it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from inspect_cli.domain.lifecycle.moves import BY_VERB, PARTS, Part
from inspect_cli.domain.record.declaration import changed_by, judged_by
from inspect_cli.domain.record.deeds import as_it_stood
from inspect_cli.domain.record.issue import Entry, Issue, Waiver
from inspect_cli.domain.words import OPEN_STATES, Channel, Did, Role, State


class Owners(NamedTuple):
    """The parts that may act, and those of which one must approve (none: nobody has to)."""

    parts: tuple[Part, ...]
    approved: tuple[Part, ...] = ()

    def roles(self, channel: Channel, after_on_site: bool = False) -> tuple[Role, ...]:
        """Who may act in this channel: after the team has left, the office verifies `during` items too."""
        late = after_on_site and channel is Channel.DURING and Part.VERIFIER in self.parts
        return (*_roles(self.parts, channel), *((Role.OFFICE,) if late else ()))

    def approvers(self, channel: Channel) -> tuple[Role, ...]:
        """Who may approve in this channel."""
        return _roles(self.approved, channel)


def _roles(parts: Iterable[Part], channel: Channel) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(role for part in parts for role in PARTS[part][channel]))


_RECEIVED = Owners((Part.UNIT, Part.TEAM), (Part.APPROVER,))
_WORKED_ON = Owners((Part.UNIT, Part.TEAM, Part.VERIFIER))
AS_RECEIVED = (*judged_by(Issue, "DIF06"), "id", "unit", "channel")
"""What was handed over with the issue, its number among it, which names unit and channel."""
_AS_VERB = {
    **{name: verb for verb in (Did.RECLASSIFY, Did.HAND_OVER) for name in changed_by(Issue, verb)},
    **dict.fromkeys(("due", "original_due"), Did.EXTEND),
}
"""Fields that belong to whoever may do this."""


def owners_of(field: str, part: str, state: State) -> Owners:
    """Whose the field is (of the record, or of this part of it), while the issue stands there."""
    if part.startswith("m") and state not in OPEN_STATES:  # what was promised, and is verified or to be
        return Owners((Part.UNIT, Part.VERIFIER), (Part.VERIFIER,))
    if part:
        return _WORKED_ON
    if field in AS_RECEIVED:
        return _RECEIVED
    verb = _AS_VERB.get(field)
    return Owners(BY_VERB[verb].parts, BY_VERB[verb].approved) if verb else _WORKED_ON


def correctors_of(entry: Entry, issue: Issue, after_on_site: bool = False) -> tuple[Role, ...]:
    """Who may make the whole of a correction."""
    stood, owners = _owners(entry, issue)
    return _shared(one.roles(stood.channel, after_on_site) for one in owners)


def approvers_of(said: Entry | Waiver, issue: Issue) -> tuple[Role, ...]:
    """Who may approve the whole of what a correction, or a waiver, changes; nobody has to where this is empty."""
    stood, owners = _owners(said, issue)
    return _shared(found for one in owners if (found := one.approvers(stood.channel)))


def _owners(said: Entry | Waiver, issue: Issue) -> tuple[Issue, list[Owners]]:
    """The issue as the correction found it, and whose each of its fields was then."""
    at = issue.history.index(said) if isinstance(said, Entry) and said in issue.history else len(issue.history)
    state = next((one.to for one in reversed(issue.history[:at]) if one.to), issue.state)
    return as_it_stood(issue, at), [owners_of(one.field, said.part, state) for one in said.changes]


def _shared(found: Iterable[tuple[Role, ...]]) -> tuple[Role, ...]:
    every = [set(roles) for roles in found]
    return tuple(role for role in Role if every and role in set.intersection(*every))
