"""Whose word counts: approvals and waivers held against the people of the round. With nobody named, everybody's does."""

from __future__ import annotations

from inspect_cli.domain.lifecycle.moves import PARTS, Part
from inspect_cli.domain.record.issue import Issue, Waiver
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import Channel, Role

_WAIVING = (Part.VERIFIER, Part.APPROVER, Part.TEAM, Part.OFFICE)


def waiving_roles(channel: Channel) -> tuple[Role, ...]:
    """Who may say that a rule does not apply: whoever verifies or approves there, the team and the office; never the unit itself."""
    return tuple(dict.fromkeys(role for part in _WAIVING for role in PARTS[part][channel]))


def counts(waiver: Waiver, issue: Issue, round_: Round) -> bool:
    """The waiver is signed by somebody who may."""
    return not round_.people or round_.plays(waiver.by, issue.unit, waiving_roles(issue.channel))


def waivers_that_count(issue: Issue, round_: Round) -> tuple[Waiver, ...]:
    """The waivers of the record that turn what a rule finds into information."""
    return tuple(waiver for waiver in issue.waivers if counts(waiver, issue, round_))
