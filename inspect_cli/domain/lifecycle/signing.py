"""Whose word counts: approvals and waivers held against the people of the round. With nobody named, everybody's does.

The table is loaded where somebody signed: many who ask find nobody who did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from inspect_cli.domain.record.deeds import as_it_stood, grants
from inspect_cli.domain.record.issue import Entry, Extension, Issue, Waiver
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Channel, Did, Role
from inspect_cli.yamlsplice.change import Route


class Signature(NamedTuple):
    """Who signed, and who may."""

    by: str
    roles: tuple[Role, ...]
    on: date | None


def signature(said: Entry | Extension | Waiver, issue: Issue) -> Signature | None:
    """Whose word explains a change; None where nobody has to sign it."""
    from inspect_cli.domain.lifecycle.moves import BY_VERB
    from inspect_cli.domain.lifecycle.rights import approvers_of

    if isinstance(said, Waiver):
        named = said.changes and approvers_of(said, issue)
        return Signature(said.by, named or waiving_roles(issue.channel), said.on)

    issue = _when(said, issue)
    did, on = (Did.EXTEND, said.approved_on) if isinstance(said, Extension) else (said.did, said.at.date())
    if isinstance(said, Entry) and did is Did.CORRECT:
        roles = approvers_of(said, issue)
        return Signature(said.approved_by, roles, on) if roles else None
    move = BY_VERB.get(did)
    return Signature(said.approved_by, move.approvers(issue.channel), on) if move and move.approved else None


def _when(said: Entry | Extension | Waiver, issue: Issue) -> Issue:
    """The issue with the unit and the channel that it had when this was said."""
    if isinstance(said, Waiver) or not any(one.did is Did.CORRECT for one in issue.history):
        return issue
    if isinstance(said, Entry):
        return as_it_stood(issue, issue.history.index(said)) if said in issue.history else issue
    granting = [at for at, one in enumerate(issue.history) if grants(one)]
    if said not in issue.extensions or len(granting) != len(issue.extensions):
        return issue
    return as_it_stood(issue, granting[issue.extensions.index(said)])


def is_signed(said: Entry | Extension | Waiver, issue: Issue, crews: Iterable[Round]) -> bool:
    """Whoever signed it could, by the people of any of these; with nobody named, everybody's word counts, if it says something."""
    if isinstance(said, Waiver) and not said.is_said:
        return False
    word = signature(said, issue)
    if word is None:
        return True
    asked, unit = False, _when(said, issue).unit
    for crew in crews:
        asked = True
        if crew.plays(word.by, unit, word.roles, word.on):
            return True
    return not asked


class Approval(NamedTuple):
    """Where in a record it stands that somebody approved, what was approved, who may, and who did."""

    route: Route
    did: Did
    roles: tuple[Role, ...]
    by: str
    unit: str
    """That of the issue when it was approved."""
    on: date | None


def approvals(issue: Issue) -> Iterator[Approval]:
    """Every approval in the record; an extension and its entry that name the same person are one."""
    from inspect_cli.domain.lifecycle.moves import BY_VERB

    extended = set()
    for at, entry in enumerate(issue.history):
        signed = signature(entry, issue) if entry.approved_by or entry.did is Did.CORRECT else None
        if signed:
            unit = _when(entry, issue).unit
            yield Approval(("history", at, "approved_by"), entry.did, signed.roles, signed.by, unit, entry.at.date())
            extended |= {entry.approved_by} if grants(entry) else set()
    for at, extension in enumerate(issue.extensions):
        if extension.approved_by and extension.approved_by not in extended:
            stood = _when(extension, issue)
            roles = BY_VERB[Did.EXTEND].approvers(stood.channel)
            yield Approval(("extensions", at, "approved_by"), Did.EXTEND, roles, extension.approved_by, stood.unit, extension.approved_on)
    if issue.withheld and issue.withheld.approved_by:
        yield Approval(("withheld", "approved_by"), Did.EDIT, tuple(Role), issue.withheld.approved_by, issue.unit, None)


@cache
def waiving_roles(channel: Channel) -> tuple[Role, ...]:
    """Who may say that a rule does not apply: whoever verifies or approves there, the team and the office; never the unit itself."""
    from inspect_cli.domain.lifecycle.moves import PARTS, Part

    waiving = (Part.VERIFIER, Part.APPROVER, Part.TEAM, Part.OFFICE)
    return tuple(dict.fromkeys(role for part in waiving for role in PARTS[part][channel]))


def counts(waiver: Waiver, issue: Issue, round_: Round) -> bool:
    """The waiver has a reason, and is signed by somebody who may."""
    return is_signed(waiver, issue, [round_] if round_.people else [])


def waivers_that_count(issue: Issue, round_: Round) -> tuple[Waiver, ...]:
    """The waivers of the record that turn what a rule finds into information."""
    return tuple(waiver for waiver in issue.waivers if counts(waiver, issue, round_))


def signed_anew(issue: Issue, round_: Round) -> Text:
    """What becomes of a waiver that does not count: somebody who may signs it, or it goes."""
    names = [one.name for one in round_.people_of(issue.unit) if one.role in waiving_roles(issue.channel)]
    if not names:
        return text("name among the people somebody who may sign it, and let them: inspect edit {round}", round=round_.id)
    return text("let {names} sign it, or delete it: inspect edit {id}", names=names, id=issue.id)
