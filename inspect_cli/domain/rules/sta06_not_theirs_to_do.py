"""STA06: somebody did what is not theirs to do."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.counting.stages import has_left
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.lifecycle.moves import BY_VERB
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def not_theirs_to_do(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """With people named, every act was done by one of them in a role that may."""
    people = ledger.round.people_of(issue.unit)
    for index, entry in enumerate(issue.history if ledger.round.people else ()):
        if entry.did not in BY_VERB:
            continue
        roles = BY_VERB[entry.did].roles(issue.channel, has_left(ledger.round, entry.at.date()))
        held = {person.role for person in people if person.name == entry.by}
        if not held & set(roles):
            yield Fault(
                ("history", index, "by"),
                text("{by} may not {did} here: that is for {roles}", by=entry.by, did=entry.did, roles=list(roles)),
            )


RULE = Rule(
    code="STA06",
    level=Level.WARNING,
    title=text("done by somebody who may not"),
    why=text("Roles are the round's own list; an act by somebody else was not that person's to do."),
    fix=text("let the right person do it, or correct the people in round.yaml"),
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
    """,
)
