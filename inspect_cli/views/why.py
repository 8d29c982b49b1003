"""What can be done with an issue now, by whom, and what each step still needs: the guards' own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_cli.domain.lifecycle.act import Act, Objection, Situation
from inspect_cli.domain.lifecycle.conditions import objections
from inspect_cli.domain.lifecycle.moves import BY_VERB, STATE_VERBS, legal_verbs
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, Role, State
from inspect_cli.views.page import Block, Cell, Lines, Page, Tone, line


@dataclass(frozen=True, slots=True)
class PossibleMove:
    """One verb: where it leads, who may, and what is still missing."""

    verb: Did
    to: State | None
    roles: tuple[Role, ...]
    names: tuple[str, ...]
    needs: tuple[Objection, ...]
    help: Text


def steps(issue: Issue, situation: Situation, now: datetime) -> list[PossibleMove]:
    """Every verb whose way is open from here; the needs are those of a command that brings nothing yet."""
    found = []
    for verb in legal_verbs(issue):
        move = BY_VERB[verb]
        roles = move.roles(issue.channel, situation.after_on_site)
        names = tuple(one.name for one in situation.round.people_of(issue.unit, situation.today) if one.role in roles)
        moment = max(now, issue.history[-1].at) if issue.history else now
        needs = tuple(objections(issue, Act(verb=verb, by="", at=moment), situation))
        found.append(PossibleMove(verb, move.to, roles, names, needs, move.help))
    return found


def page(issue: Issue, situation: Situation, found: Sequence[PossibleMove]) -> Page:
    """One block for each verb of the lifecycle, with what it needs; what else may be done, a line each."""
    head = text("{id} {title}: {state}", id=situation.called(issue), title=issue.title, state=issue.state)
    blocks: list[Block] = [Lines([line(head, Tone.STRONG)])]
    if issue.carried_to:
        followed = text("it was carried to {twin} and is followed up there", twin=issue.carried_to)
        blocks.append(Lines([line(followed, hint=text("inspect why {twin}", twin=issue.carried_to))]))
    blocks += [_block(issue, situation, step) for step in found if step.verb in STATE_VERBS]
    beside = [
        line(step.help, hint=text("inspect {verb} {id} …", verb=_SPELT.get(step.verb, step.verb.value), id=situation.called(issue)))
        for step in found
        if step.verb not in STATE_VERBS
    ]
    if beside:
        blocks.append(Lines(beside, Cell(text("also possible"), Tone.STRONG)))
    if issue.state is not State.VOID:
        said = text("something recorded wrongly: inspect undo (the last command), or inspect correct {id}; inspect help {topic}")
        blocks.append(Lines([line(said.about(id=situation.called(issue), topic="mistakes"), Tone.DIM)]))
    if not found and not issue.carried_to:
        blocks.append(Lines([line(text("nothing more can be done with it: void is final"))]))
    return tuple(blocks)


_SPELT = {Did.MEASURE: "measure add|done|drop", Did.EVIDENCE: "evidence add|drop"}


def _block(issue: Issue, situation: Situation, step: PossibleMove) -> Lines:
    who: object = list(step.names) if step.names else list(step.roles)
    verb, name = _SPELT.get(step.verb, step.verb.value), situation.called(issue)
    if step.to:
        lead = text("inspect {verb} {id}  → {state}", verb=verb, id=name, state=step.to)
    else:
        lead = text("inspect {verb} {id}  (stays {state})", verb=verb, id=name, state=issue.state)
    lines = [line(step.help, Tone.DIM), line(text("who: {who}", who=who), Tone.DIM)]
    if not step.needs:
        lines.append(line(text("nothing is missing"), Tone.GOOD))
    lines += [line(text("needs: {what}", what=need.what), Tone.WARN, need.fix) for need in step.needs]
    return Lines(lines, Cell(lead, Tone.STRONG))
