"""The front door: where things stand in a few lines, and the next three things to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from inspect_cli.domain.counting.counts import is_answered, unit_codes
from inspect_cli.domain.counting.deadlines import SOON, is_late, is_silent, is_soon
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import COUNTED_STATES, State
from inspect_cli.views.page import Block, Cell, Facts, Lines, Page, Tone, clipped, line
from inspect_cli.views.status import Status, Waiting, heading

STEPS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, what to type, and which issue (`ROUND/ID`) it is about, if it is one."""

    what: Text
    command: Text
    issue: str = ""
    tone: Tone = Tone.PLAIN


NO_WORKSPACE = (
    Step(text("1. make this folder ready for records"), text("inspect init")),
    Step(text("2. open the first round"), text("inspect new-round")),
    Step(text("3. register what was handed over"), text("inspect add")),
)
NO_ROUND = (Step(text("open the first round"), text("inspect new-round")),)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A round as one looks at it: `current` where a bare id means an issue of it, and the units whose report is out already."""

    view: Status
    ledger: Ledger
    current: bool = True
    issued: Collection[str] = ()

    def named(self, issue: Issue) -> str:
        """The issue as a command must name it."""
        return issue.id if self.current else self.ledger.ref(issue)


def steps(seen: Standpoint) -> list[Step]:
    """The next three things to do in a round, the most urgent first, each kind once."""
    todo: list[Step] = []
    for step in islice(_waiting(seen, todo), STEPS):
        todo.append(step)
    return todo


def _waiting(seen: Standpoint, told: Sequence[Step]) -> Iterator[Step]:
    """Everything that waits; an issue that was `told` of does not come again."""
    view = seen.view
    unread = [one for one in view.findings if one.unread]
    if unread:
        yield Step(
            text("mend what cannot be read: {file}, line {line}", file=unread[0].file, line=unread[0].line),
            text("inspect check"),
            tone=Tone.BAD,
        )
    absent = next((one for one in view.findings if one.absent), None)
    if absent:
        yield Step(text("bring it here: {what}", what=absent.message), absent.fix, tone=Tone.WARN)
    if view.overdue:
        yield _late(seen, view.overdue)
    if view.due_soon:
        yield _soon(seen, view.due_soon)
    urgent = is_late(view.report.days_left) or is_soon(view.report.days_left)
    if urgent:
        yield from _report(seen, told)
    yield from _of_state(seen, told, State.DONE, text("look at what was done, and close it: {issue} {title}"), text("inspect why {id}"))
    yield from _of_state(
        seen, told, State.REGISTERED, text("say who answers for it, by when and how: {issue} {title}"), text("inspect why {id}")
    )
    if not urgent:
        yield from _report(seen, told)
    yield from _of_state(seen, told, State.IN_PROGRESS, text("say how far it is: {issue} {title}"), text("inspect progress {id} --note …"))
    yield from _of_state(
        seen, told, State.BASICALLY_DONE, text("do what is left, and declare it done: {issue} {title}"), text("inspect why {id}")
    )
    if not seen.ledger.issues and not unread:
        yield Step(text("register what was handed over"), text("inspect add --round {round}", round=view.round.id))


def _late(seen: Standpoint, found: Sequence[Waiting]) -> Step:
    one = found[0]
    said = text(
        "overdue: {count}; the oldest is {issue} {title}, {days} {days:day|days} late",
        count=len(found),
        days=-one.days,
        **_named(one.issue),
    )
    return Step(said, text("inspect why {id}", id=seen.named(one.issue)), one.ref, Tone.BAD)


def _soon(seen: Standpoint, found: Sequence[Waiting]) -> Step:
    one = found[0]
    said = text(
        "due in {within} {within:day|days} or less: {count}; next {issue} {title}, on {due}",
        within=SOON,
        count=len(found),
        due=one.due,
        **_named(one.issue),
    )
    return Step(said, text("inspect why {id}", id=seen.named(one.issue)), one.ref, Tone.WARN)


def _report(seen: Standpoint, told: Sequence[Step]) -> Iterator[Step]:
    """One report a unit: the first that has something to tell and was not issued yet."""
    view, report = seen.view, seen.view.report
    units = {one.unit for one in seen.ledger.issues if one.channel is report.kind and one.is_counted}
    codes = unit_codes(seen.ledger)
    unit = next((code for code in codes if code in units and code not in seen.issued), None)
    if unit is None:
        return
    if report.ready:
        command = text("inspect report {kind} --round {round}", kind=report.kind.value, round=view.round.id)
        if len(codes) > 1:
            command = text("inspect report {kind} --round {round} --unit {unit}", **command.values, unit=unit)
        yield Step(text("the written report can go out"), command, tone=Tone.GOOD)
    else:
        names = {one.issue for one in told}
        first = next((one for one in report.blockers if one.issue not in names), report.blockers[0])
        said = text(
            "the written report cannot go out yet, for {count} {count:reason|reasons}; first {issue}: {message}",
            count=len(report.blockers),
            issue=first.issue.split("/")[-1] or view.round.id,
            message=first.message,
        )
        command = text("inspect status") if seen.current else text("inspect status {round}", round=view.round.id)
        yield Step(said, command, first.issue)


def _of_state(seen: Standpoint, told: Sequence[Step], state: State, said: Text, command: Text) -> Iterator[Step]:
    """The issue of this state that was longest without a word; one under way of which something was said lately waits for nothing."""
    names = {one.issue for one in told}
    found = [one for one in seen.ledger.issues if one.state is state and one.is_counted and seen.ledger.ref(one) not in names]
    if state is State.IN_PROGRESS:
        found = [one for one in found if not is_answered(one) or is_silent(one, seen.view.as_of)]
    if found:
        first = min(found, key=lambda one: (is_answered(one), one.history[-1].at.timestamp() if one.history else 0.0))
        yield Step(said.about(**_named(first)), command.about(id=seen.named(first)), seen.ledger.ref(first))


def _named(issue: Issue) -> dict[str, object]:
    return {"issue": issue.id, "title": clipped(issue.title)}


def page(view: Status, todo: Sequence[Step]) -> Page:
    """One round in short."""
    counts = view.totals
    pairs: list[tuple[object, Cell]] = [(FIELDS["total"], Cell(counts.total, Tone.STRONG))]
    pairs += [(state, Cell(counts.states[state])) for state in COUNTED_STATES if counts.states[state]]
    pairs += [(FIELDS["overdue"], Cell(counts.overdue, Tone.BAD))] if counts.overdue else []
    blocks: list[Block] = [heading(view), Facts(pairs), _next(todo)]
    return (*blocks, _more())


def beginning(todo: Sequence[Step]) -> Page:
    """Where there is nothing yet: how to begin."""
    about = text("Follow inspection findings through to the end: plain files under git, one command to see where things stand.")
    return (Lines([line(about, Tone.STRONG)]), _next(todo), _more())


def _next(todo: Sequence[Step]) -> Lines:
    if not todo:
        return Lines([line(text("nothing waits to be done"), Tone.GOOD)])
    return Lines([line(one.what, one.tone, one.command) for one in todo], Cell(text("next"), Tone.STRONG))


def _more() -> Lines:
    return Lines([line(text("more: inspect status · inspect help · inspect --help"), Tone.DIM)])
