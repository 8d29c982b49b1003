"""The table asked: what stands in the way of an act, and, by the same conditions, which acts of a history would have been refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from inspect_cli.domain.lifecycle import guards
from inspect_cli.domain.lifecycle.act import Act, Objection, Situation
from inspect_cli.domain.lifecycle.moves import BY_VERB, MOVES, Move
from inspect_cli.domain.lifecycle.retold import act_of, as_found, drops_a_part, is_settled, situation_of
from inspect_cli.domain.lifecycle.signing import waivers_that_count
from inspect_cli.domain.mending import sent_back, waived_with_reason
from inspect_cli.domain.record.deeds import PARTS
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import OPEN_STATES, Channel, Did, State


def objections(issue: Issue, act: Act, situation: Situation) -> list[Objection]:
    """Every reason why the act may not be done to the issue; an empty list means it may."""
    move = BY_VERB[act.verb]
    if act.verb is not Did.REGISTER:
        closed_way = list(guards.way_is_open(issue, act, move.starts, move.channels, situation))
        if closed_way:
            return closed_way
    found = list(guards.may_act(issue, act, move.roles(issue.channel, situation.after_on_site), situation))
    found += guards.clock_runs_on(issue, act, situation)
    for guard in (*move.needs, guards.not_marked_secret):
        found.extend(guard(issue, act, situation))
    if act.approved_by and move.approved:
        found.extend(guards.approver_may(issue, act, move.approvers(issue.channel), situation))
    return found + ([*_without_ground(issue, situation)] if act.verb is Did.CLOSE else [])


def _without_ground(issue: Issue, situation: Situation) -> Iterator[Objection]:
    """Who closes an item signs for the way on which it came here."""
    for one in still_unfounded(issue, situation.round):
        said = text("it came here by a move that was not allowed: {said}", said=one.said)
        yield Objection(said, one.remedy(situation.called(issue), issue.state))


# -- asked again, of what a record holds -------------------------------------------------------------------------------


class Unfounded(NamedTuple):
    """An entry of the history that would have been refused, and why; nothing rests any more on one that is `settled`."""

    place: int
    did: Did
    by: str
    day: date
    why: Objection
    settled: bool

    @property
    def said(self) -> Text:
        """What was done, by whom and when, and what it lacked."""
        return text("{did} ({by}, {day}): {why}", did=self.did, by=self.by, day=self.day, why=self.why.what)

    def remedy(self, name: str, state: State) -> Text:
        """The command that mends it now: what a finished item lacks takes sending back first."""
        if self.did in (Did.FINISH, Did.CLOSE):
            return sent_back(name, state)
        if self.did is Did.CARRY and self.why.what == _GOES_ON:
            return _LINKED_AGAIN
        later = _BROUGHT_LATER.get(self.why.need) if self.did in (Did.REGISTER, Did.START) else None
        if later is None:
            return waived_with_reason(name, "STA08")
        return later.about(id=name) if state in OPEN_STATES or self.why.need not in _ONLY_WHILE_OPEN else sent_back(name, state)


_BROUGHT_LATER = {
    "--leader": text("inspect hand-over {id} --leader … --note …"),
    "--department": text("inspect hand-over {id} --department … --note …"),
    "--due": text("inspect extend {id} --to DATE --reason … --approved-by …"),
    "--measure": text("inspect measure add {id} --text … --due YYYY-MM-DD"),
    "--notice": text("inspect correct {id} --notice … --reason … --approved-by …"),
    "--found-on": text("inspect correct {id} --found-on YYYY-MM-DD --reason … --approved-by …"),
}
"""What an item was begun without, by the flag that would have brought it: the command that still brings it."""
_ONLY_WHILE_OPEN = ("--due", "--measure")

_GOES_ON = text("it does not say as which item it goes on in feedback (carried_to)")
_LINKED_AGAIN = text("write the links back into both files with a text editor, carried_to here and carried_from there")

_ASKED_AGAIN = {move.verb: tuple(guard for guard in move.needs if guard not in guards.NOT_ON_RECORD) for move in MOVES}
_WORDS = {
    verb: tuple(guard.field for guard in asked if isinstance(guard, guards.Says))
    for verb, asked in _ASKED_AGAIN.items()
    if all(isinstance(guard, guards.Says) and guard.field in Entry.__slots__ for guard in asked)
}
"""Of the verbs that ask for words alone: where in the entry they stand."""


def still_unfounded(issue: Issue, round_: Round) -> Iterator[Unfounded]:
    """Those on which something still rests, and that nobody who may has waived."""
    found = [one for one in unfounded(issue) if not one.settled]
    if found and not any(waiver.rule == "STA08" for waiver in waivers_that_count(issue, round_)):
        yield from found


def unfounded(issue: Issue) -> Iterator[Unfounded]:
    """Every act of the history that lacks what its row asks for, as far as the record still shows it."""
    now: State | None = None
    carried = False
    for index, entry in enumerate(issue.history):
        move = BY_VERB.get(entry.did)
        if move is not None:
            if (carried or entry.to is None) and now and now is not State.VOID:
                yield from _out_of_turn(issue, index, move, now, carried)
            if not _says_all(entry):
                yield from _lacking(issue, index)
            if entry.did is Did.CARRY and issue.channel is Channel.DURING and not issue.carried_to:
                yield _found(issue, index, Objection(_GOES_ON, _LINKED_AGAIN), settled=False)
        now, carried = entry.to or now, carried or entry.did is Did.CARRY


def _says_all(entry: Entry) -> bool:
    """The verb asks for nothing but words, and the entry has them; of measures and evidence it asks only where one is dropped."""
    if entry.did in PARTS:
        return not drops_a_part(entry)
    words = _WORDS.get(entry.did)
    return words is not None and all(guards.is_said(getattr(entry, name)) for name in words)


def _out_of_turn(issue: Issue, index: int, move: Move, now: State, carried: bool) -> Iterator[Unfounded]:
    """An act that moves nothing, where it could not be done; one that moves the state is for STA02."""
    if not carried and now in move.starts and issue.channel in move.channels:
        return
    stood = replace(issue, state=now, carried_to=issue.carried_to if carried else "")
    for why in guards.way_is_open(stood, act_of(issue, index), move.starts, move.channels, situation_of(issue.history[index].at.date())):
        yield _found(issue, index, why, is_settled(issue, index))


def _lacking(issue: Issue, index: int) -> Iterator[Unfounded]:
    """What the act lacked; what an item was begun without may have come since."""
    act, situation = _act(issue, index), situation_of(issue.history[index].at.date())
    found = _asked_again(as_found(issue, index), act, situation)
    if found:
        since = _asked_again(issue, act, situation) if act.verb in (Did.REGISTER, Did.START) else found
        settled = is_settled(issue, index)
        for why in found:
            yield _found(issue, index, why, settled or why not in since)


def _act(issue: Issue, index: int) -> Act:
    """What was asked for; of the words, which no condition looks into, that there are any."""
    entry = issue.history[index]
    if entry.did in (*PARTS, Did.EXTEND, Did.LONG_TERM):
        return act_of(issue, index)
    return _bare(entry.did, guards.is_said(entry.note), guards.is_said(entry.approved_by))


@cache
def _bare(verb: Did, with_note: bool, approved: bool) -> Act:
    """An act takes longer to make than to judge, and most are alike."""
    return Act(verb=verb, by="", at=datetime.min, note="…" if with_note else "", approved_by="…" if approved else "")


def _found(issue: Issue, index: int, why: Objection, settled: bool) -> Unfounded:
    entry = issue.history[index]
    return Unfounded(index, entry.did, entry.by, entry.at.date(), why, settled)


def _asked_again(stood: Issue, act: Act, situation: Situation) -> list[Objection]:
    return [why for guard in _ASKED_AGAIN[act.verb] for why in guard(stood, act, situation)]
