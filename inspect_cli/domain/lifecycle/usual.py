"""The usual way of an item: registered, started, worked on, done and closed, with all that the commands ask for. Most have gone it.

That is seen at one look and without the table. Of such an item neither `conditions` nor STA01, STA02 and STA04 have anything to say,
which `tests/domain/test_usual_way.py` proves; of any other nothing is said here.
"""

from __future__ import annotations

from datetime import date

from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.saying import is_same_name, says_something
from inspect_cli.domain.words import OPEN_STATES, Channel, Did, State

_WORKING = frozenset((State.IN_PROGRESS, State.BASICALLY_DONE))
STEPS: dict[Did, tuple[frozenset[State | None], State]] = {
    Did.REGISTER: (frozenset((None,)), State.REGISTERED),
    Did.START: (frozenset((State.REGISTERED,)), State.IN_PROGRESS),
    Did.NEARLY: (frozenset((State.IN_PROGRESS,)), State.BASICALLY_DONE),
    Did.FINISH: (_WORKING, State.DONE),
    Did.CLOSE: (frozenset((State.DONE,)), State.CLOSED),
    Did.VOID: (OPEN_STATES, State.VOID),
}
"""From where a step leads, and where to: none of them is gone twice."""
STAYS: dict[Did, frozenset[State]] = {
    Did.PROGRESS: _WORKING,
    Did.MEASURE: OPEN_STATES,
    Did.EVIDENCE: OPEN_STATES,
    **dict.fromkeys((Did.EDIT, Did.RENUMBER, Did.MERGE, Did.CORRECT), frozenset(State)),
}
"""What moves nothing, and where it is done."""
_SAYS = frozenset((Did.PROGRESS, Did.NEARLY, Did.FINISH, Did.VOID))


def went_the_usual_way(issue: Issue) -> bool:
    """Step followed step, each with what it needs, and the last one led to where the item stands."""
    now: State | None = None
    steps: dict[Did, Entry] = {}
    for entry in issue.history:
        did, to = entry.did, entry.to
        if to is None:
            if entry.from_ or now not in STAYS.get(did, ()) or " drop:" in entry.note or _drops(entry):
                return False
        elif entry.from_ is not now or did not in STEPS or now not in STEPS[did][0] or to is not STEPS[did][1]:
            return False
        else:
            steps[did], now = entry, to
        if did in _SAYS and not says_something(entry.note):
            return False
    return now is issue.state and _had_what_it_takes(issue, steps)


def _drops(entry: Entry) -> bool:
    return bool(entry.part and entry.changes) and not any(one.now for one in entry.changes)


def _had_what_it_takes(issue: Issue, steps: dict[Did, Entry]) -> bool:
    first, finish, close, void = map(steps.get, (Did.REGISTER, Did.FINISH, Did.CLOSE, Did.VOID))
    return (
        first is not None
        and issue.found_on <= first.at.date()
        and bool(issue.notice or issue.channel is not Channel.DURING)
        and (Did.START not in steps or _could_start(issue))
        and (finish is None or _was_done(issue, finish.at.date()))
        and (close is None or finish is None or not is_same_name(close.by, finish.by))
        and (void is None or says_something(void.approved_by))
    )


def _could_start(issue: Issue) -> bool:
    """Somebody answers for it, by a date, and one of the measures is not one that came later."""
    later = {entry.part or entry.note for entry in issue.history if entry.did is Did.MEASURE and not entry.changes}
    return bool(issue.leader and issue.department and issue.due) and any(measure.id not in later for measure in issue.measures)


def _was_done(issue: Issue, day: date) -> bool:
    return issue.is_proven and all(measure.done_on and measure.done_on <= day for measure in issue.measures)
