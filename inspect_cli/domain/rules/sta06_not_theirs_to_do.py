"""STA06: somebody did, approved or waived what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.counting.stages import has_left
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.lifecycle.moves import BY_VERB
from inspect_cli.domain.lifecycle.rights import correctors_of
from inspect_cli.domain.lifecycle.signing import approvals, signed_anew, waiving_roles
from inspect_cli.domain.mending import admitted
from inspect_cli.domain.record.deeds import as_it_stood
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Channel, Did, Level, Role


def not_theirs_to_do(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """With people named, every act was done, approved and waived by one of them in a role that may."""
    if not ledger.round.people:
        return
    moved = any(entry.did is Did.CORRECT for entry in issue.history)
    for index, entry in enumerate(issue.history):
        if entry.did not in _JUDGED:
            continue
        day, stood = entry.at.date(), as_it_stood(issue, index) if moved else issue
        left = has_left(ledger.round, day)
        roles = correctors_of(entry, issue, left) if entry.did is Did.CORRECT else _ROLES[entry.did, stood.channel, left]
        if ledger.roles_of(stood.unit, day).get(entry.by, _NONE).isdisjoint(roles):
            said = text("{by} may not {did} here: that is for {roles}", by=entry.by, did=entry.did, roles=list(roles))
            yield Fault(("history", index, "by"), said, admitted(ledger.round.id, issue.id, "STA06"))
    yield from _signatures(issue, ledger)


def _signatures(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Who approved could approve, and who waived could waive; a name that nobody bears switches nothing off."""
    for one in approvals(issue):
        if ledger.roles_of(one.unit, one.on).get(one.by, _NONE).isdisjoint(one.roles):
            said = text("{who} cannot approve this: that is for {roles}", who=one.by or "—", roles=list(one.roles))
            yield Fault(one.route if one.by else one.route[:2], said, admitted(ledger.round.id, issue.id, "STA06"))
    roles = waiving_roles(issue.channel)
    for index, waiver in enumerate(issue.waivers):
        if ledger.roles_of(issue.unit, waiver.on).get(waiver.by, _NONE).isdisjoint(roles):
            said = text("{who} cannot waive a rule here, so it holds: that is for {roles}", who=waiver.by, roles=list(roles))
            known = any(person.name == waiver.by for person in ledger.round.people)
            yield Fault(("waivers", index, "by"), said, signed_anew(issue, ledger.round), level=None if known else Level.ERROR)


_JUDGED = {*BY_VERB, Did.CORRECT}
_NONE: frozenset[Role] = frozenset()
_ROLES = {(did, channel, late): BY_VERB[did].roles(channel, late) for did in BY_VERB for channel in Channel for late in (False, True)}


RULE = Rule(
    code="STA06",
    level=Level.WARNING,
    title=text("done, approved or waived by somebody who may not"),
    why=text(
        "Roles are the round's own list. An act or an approval by somebody else was not theirs to give. A rule is waived by whoever "
        "verifies or approves in that channel, by the team or the office, never by the unit; what anybody else waives holds."
    ),
    also=((Level.ERROR, text("a waiver by somebody who is not among the people")),),
    fix=text("correct the people of the round: inspect edit ROUND; or waive it, signed by somebody who may: inspect edit ID"),
    issue=not_theirs_to_do,
    good="""
        round:
          people:
            - {name: 巡察二组联络员, role: team}
            - {name: 城管局整改办, role: unit, unit: CG}
        ---
        state: in_progress
    """,
    bad="""
        round:
          people:
            - {name: 巡察二组联络员, role: team}
            - {name: 城管局整改办, role: unit, unit: CG}
        ---
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 巡察二组联络员, did: start, from: registered, to: in_progress}   # <- STA06
          - {at: 2020-11-08T15:00:00+08:00, by: 城管局整改办, did: extend, note: 延迟, approved_by: 城管局整改办}   # <- STA06
        waivers:
          - {rule: TXT02, reason: 另有台账, by: 路人, on: 2020-11-09}   # <- STA06
    """,
)
