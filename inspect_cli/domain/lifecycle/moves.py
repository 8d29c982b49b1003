"""The lifecycle as one table that a practitioner can read: what may be done to an issue, from which state, by whom, needing what.

Commands, refusals, `inspect why`, the help, the enums of the JSON Schema and the diagrams of the manual all come from here.
A move with `to` None moves no state. Whether an issue may take a move is said by `conditions`, all reasons at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from inspect_cli.domain.lifecycle import guards
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import OPEN_STATES, Channel, Did, Role, State


class Part(StrEnum):
    """A part in the play; who plays it depends on the channel."""

    UNIT = "unit"
    TEAM = "team"
    OFFICE = "office"
    VERIFIER = "verifier"
    APPROVER = "approver"


PARTS: dict[Part, dict[Channel, tuple[Role, ...]]] = {
    Part.UNIT: dict.fromkeys(Channel, (Role.UNIT,)),
    Part.TEAM: dict.fromkeys(Channel, (Role.TEAM,)),
    Part.OFFICE: dict.fromkeys(Channel, (Role.OFFICE,)),
    Part.VERIFIER: {Channel.IMMEDIATE: (Role.SUPERVISOR,), Channel.DURING: (Role.TEAM,), Channel.FEEDBACK: (Role.OFFICE,)},
    Part.APPROVER: {Channel.IMMEDIATE: (Role.LEADER,), Channel.DURING: (Role.TEAM,), Channel.FEEDBACK: (Role.OFFICE,)},
}
"""Who plays a part: 谁认领完成，谁不得销号 holds in all channels."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row: `verb` takes an issue from one of `starts` to `to`, played by any of `parts`, and `needs` what its guards ask for."""

    verb: Did
    starts: frozenset[State]
    to: State | None
    parts: tuple[Part, ...]
    needs: tuple[guards.Guard, ...] = ()
    approved: tuple[Part, ...] = ()
    """Who must approve, where somebody must."""
    channels: frozenset[Channel] = frozenset(Channel)
    help: Text = field(kw_only=True)

    def roles(self, channel: Channel, after_on_site: bool) -> tuple[Role, ...]:
        """Who may: after the team has left, the office verifies `during` items too."""
        roles = tuple(role for part in self.parts for role in PARTS[part][channel])
        late = after_on_site and channel is Channel.DURING and Part.VERIFIER in self.parts
        return tuple(dict.fromkeys((*roles, Role.OFFICE) if late else roles))

    def approvers(self, channel: Channel) -> tuple[Role, ...]:
        """Whose approval counts."""
        return tuple(dict.fromkeys(role for part in self.approved for role in PARTS[part][channel]))


REGISTERED, IN_PROGRESS, NEARLY, DONE, CLOSED = (
    frozenset({state}) for state in (State.REGISTERED, State.IN_PROGRESS, State.BASICALLY_DONE, State.DONE, State.CLOSED)
)
WORKING = IN_PROGRESS | NEARLY
OPEN = frozenset(OPEN_STATES)
ALL_BUT_VOID = OPEN | DONE | CLOSED
DURING_ONLY = frozenset({Channel.DURING})

# fmt: off
MOVES: tuple[Move, ...] = (
    Move(Did.REGISTER, frozenset(), State.REGISTERED, (Part.UNIT, Part.TEAM),
         needs=(guards.found_by_now, guards.notice_named, guards.due_on_site),
         help=text("record a new issue")),
    Move(Did.START, REGISTERED, State.IN_PROGRESS, (Part.UNIT,),
         needs=(guards.has_leader, guards.has_department, guards.has_due, guards.has_measure, guards.due_on_site),
         help=text("start rectifying: somebody answers for it, by a date, with measures")),
    Move(Did.PROGRESS, WORKING, None, (Part.UNIT,),
         needs=(guards.says_answer,),
         help=text("answer: say what has been done so far")),
    Move(Did.NEARLY, IN_PROGRESS, State.BASICALLY_DONE, (Part.UNIT,),
         needs=(guards.says_what_is_left,),
         help=text("basically done: say what is left")),
    Move(Did.FINISH, WORKING, State.DONE, (Part.UNIT,),
         needs=(guards.every_measure_done, guards.has_evidence, guards.evidence_intact, guards.says_result),
         help=text("declare it done, with measures, evidence and the result")),
    Move(Did.RETURN, DONE, State.IN_PROGRESS, (Part.VERIFIER,),
         needs=(guards.says_reason,),
         help=text("send it back: not done yet")),
    Move(Did.CLOSE, DONE, State.CLOSED, (Part.VERIFIER,),
         needs=(guards.closer_is_not_doer, guards.has_evidence, guards.evidence_intact),
         help=text("verify and close (sign off); never by whoever declared it done")),
    Move(Did.REOPEN, CLOSED, State.IN_PROGRESS, (Part.VERIFIER,),
         needs=(guards.says_reason,),
         help=text("open a closed issue again")),
    Move(Did.CARRY, OPEN, None, (Part.UNIT, Part.TEAM),
         channels=DURING_ONLY,
         help=text("carry an unfinished item into feedback, with links both ways")),
    Move(Did.VOID, OPEN | DONE, State.VOID, (Part.OFFICE, Part.TEAM),
         needs=(guards.says_reason, guards.approver_named), approved=(Part.OFFICE, Part.TEAM, Part.APPROVER),
         help=text("recorded by mistake: void it for good; file and number stay")),
    Move(Did.EXTEND, OPEN, None, (Part.UNIT, Part.VERIFIER, Part.APPROVER),
         needs=(guards.later_than_due, guards.due_on_site, guards.says_reason, guards.approver_named, guards.approved_by_now),
         approved=(Part.APPROVER,),
         help=text("move the due date, approved and with a reason; the original one stays on record")),
    Move(Did.MEASURE, OPEN, None, (Part.UNIT,),
         needs=(guards.measure_known, guards.measure_said, guards.drop_reasoned),
         help=text("add, complete or drop a measure")),
    Move(Did.EVIDENCE, OPEN, None, (Part.UNIT, Part.VERIFIER),
         needs=(guards.evidence_known, guards.drop_reasoned),
         help=text("add or drop evidence")),
    Move(Did.RECLASSIFY, ALL_BUT_VOID, None, (Part.UNIT, Part.VERIFIER),
         needs=(guards.class_changes, guards.says_reason, guards.approver_named), approved=(Part.VERIFIER, Part.APPROVER),
         help=text("change severity or classification, approved and with a reason")),
    Move(Did.HAND_OVER, ALL_BUT_VOID, None, (Part.UNIT, Part.VERIFIER),
         needs=(guards.owner_changes, guards.says_handover),
         help=text("hand it over to another leader, department or handler")),
    Move(Did.SUSTAIN, DONE | CLOSED, None, (Part.UNIT, Part.VERIFIER),
         help=text("done, and to be kept up")),
    Move(Did.LONG_TERM, OPEN, None, (Part.UNIT, Part.VERIFIER),
         needs=(guards.says_reason, guards.says_goal, guards.reviewed_later),
         help=text("cannot be done yet: stays open, with a reason, a stage goal and the next review date")),
)
# fmt: on
"""Every act on an issue. `edit`, `renumber` and `merge` are written by their own commands and move nothing."""

BY_VERB: dict[Did, Move] = {move.verb: move for move in MOVES}
STATE_VERBS = (Did.START, Did.PROGRESS, Did.NEARLY, Did.FINISH, Did.RETURN, Did.CLOSE, Did.REOPEN, Did.CARRY, Did.VOID)
"""The verbs of the lifecycle proper, in the order of an issue's life."""


def is_legal(verb: Did, came_from: State | None, to: State | None) -> bool:
    """The table has a row that goes this way; used on a history, where guards can no longer be asked."""
    move = BY_VERB.get(verb)
    if move is None or to is None or move.to is not to:
        return False
    return came_from in move.starts if move.starts else came_from is None


def legal_verbs(issue: Issue) -> list[Did]:
    """The verbs whose way is open from where the issue stands, whatever they may still need."""
    if issue.carried_to:
        return [Did.VOID] if issue.state in BY_VERB[Did.VOID].starts else []
    return [move.verb for move in MOVES if issue.state in move.starts and issue.channel in move.channels]
