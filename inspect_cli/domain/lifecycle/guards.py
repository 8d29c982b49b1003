"""The conditions of the lifecycle. A guard is named for what is true when it is silent; when it objects it yields sentences.

A refusal, `inspect why` and the documentation therefore say the same. Guards look at the issue as the act finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from inspect_cli.domain.absence import REMEDIES
from inspect_cli.domain.counting.deadlines import lies_ahead, outlasts_the_team
from inspect_cli.domain.lifecycle.act import Act, Objection, Situation
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.declaration import changed_by
from inspect_cli.domain.record.deeds import corrected
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.marking import mark_in
from inspect_cli.domain.saying import is_blank, is_same_name, says_something
from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import Channel, Did, FileState, Role, State

Guard = Callable[[Issue, Act, Situation], Iterator[Objection]]


def way_is_open(
    issue: Issue, act: Act, starts: frozenset[State], channels: frozenset[Channel], situation: Situation
) -> Iterator[Objection]:
    """The issue stands where the verb can take it up."""
    name = situation.called(issue)
    if issue.carried_to and act.verb is not Did.VOID:
        yield Objection(
            text("it was carried to {twin} and is followed up there", twin=issue.carried_to),
            text("inspect why {twin}", twin=issue.carried_to),
        )
    elif issue.channel not in channels:
        yield Objection(text("it is an item of {channel}; only one of {only} can be carried", channel=issue.channel, only=Channel.DURING))
    elif issue.state not in starts:
        yield Objection(
            text(
                "it is {state}; {verb} goes only from {starts}",
                state=issue.state,
                verb=act.verb,
                starts=sorted(starts, key=list(State).index),
            ),
            text("inspect why {id}", id=name),
        )


def _names(roles: tuple[Role, ...], issue: Issue, situation: Situation) -> list[str]:
    return [one.name for one in situation.round.people_of(issue.unit, situation.today) if one.role in roles]


def may_act(issue: Issue, act: Act, roles: tuple[Role, ...], situation: Situation) -> Iterator[Objection]:
    """The person is known to the round and plays the part; with `people` empty nobody's role is checked."""
    people = situation.round.people
    if not people or not act.by:
        return
    fix = text("{flags}", flags=[text("--by {name}", name=pasted(name)) for name in _names(roles, issue, situation)])
    if not any(person.name == act.by for person in people):
        yield Objection(text("{by} is not among the people of round {round}", by=act.by, round=situation.round.id), fix, "--by")
    elif not situation.round.plays(act.by, issue.unit, roles, situation.today):
        yield Objection(text("{by} may not {verb} here: that is for {roles}", by=act.by, verb=act.verb, roles=list(roles)), fix, "--by")


def approver_may(issue: Issue, act: Act, roles: tuple[Role, ...], situation: Situation) -> Iterator[Objection]:
    """Whoever approved may approve this."""
    if situation.round.people and not situation.round.plays(act.approved_by, issue.unit, roles, situation.today):
        yield Objection(
            text("{who} cannot approve this: that is for {roles}", who=act.approved_by, roles=list(roles)),
            text("{flags}", flags=[text("--approved-by {name}", name=pasted(name)) for name in _names(roles, issue, situation)]),
            "--approved-by",
        )


_IN_THE_FUTURE = text("its last entry, {did} by {by}, says {at}: that is still to come, and nothing can follow on it")


def clock_runs_on(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """The act does not lie on a day before the record's last entry, and that one not in the future."""
    last = issue.history[-1] if issue.history else None
    if last and lies_ahead(last.at.date(), max(situation.today, situation.present or situation.today)):
        yield Objection(
            _IN_THE_FUTURE.about(did=last.did, by=last.by, at=last.at),
            text("set the day of that entry right in the file, with a text editor: inspect explain STA11"),
        )
    elif issue.history and act.at < issue.history[-1].at:
        yield Objection(
            text("the clock says {now}, but the last entry is of {last}", now=act.at, last=issue.history[-1].at),
            text("use a later --today, or none"),
            "--today",
        )


def not_marked_secret(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """Nothing that the act brings is marked as classified."""
    brought = [act.note, act.goal, act.document]
    if act.measure:
        brought.append(act.measure.text)
    if act.evidence:
        brought += [act.evidence.note, act.evidence.document, act.evidence.file]
    if act.verb is Did.REGISTER:
        brought += [issue.title, issue.text]
    for mark in filter(None, map(mark_in, brought)):
        yield Objection(text("the text is marked “{mark}”: classified material does not belong in these records", mark=mark))


def found_by_now(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """An issue is not recorded before it was found."""
    if issue.found_on > situation.today:
        yield Objection(
            text("it is said to be found on {day}, which is after {today}", day=issue.found_on, today=situation.today), need="--found-on"
        )


def notice_named(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """A handed-over item names its notice, or says that it was handed over orally."""
    if issue.channel is Channel.DURING and not issue.notice:
        yield Objection(text("a handed-over item names its notice, or says oral"), text("--notice NUMBER, or --notice oral"), "--notice")


def _owned(field: str, missing: Text) -> Guard:
    """Somebody answers for it, and `start` does not quietly put another one in."""
    flag = f"--{field}"

    def guard(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
        has, brings, name = getattr(issue, field), act.fields.get(field), situation.called(issue)
        if not has and not brings:
            yield Objection(missing, text("inspect start {id} {flag} …", id=name, flag=flag), flag)
        elif has and brings and has != brings:
            yield Objection(
                text("it already belongs to {has}; changing that to {brings} is a hand-over", has=has, brings=brings),
                text("inspect hand-over {id} {flag} {brings} --note …", id=name, flag=flag, brings=pasted(str(brings))),
            )

    return guard


has_leader = _owned("leader", text("it has no responsible leader"))
has_department = _owned("department", text("it has no responsible department"))


def has_due(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """It has a due date, and `start` does not quietly move one."""
    if issue.due is None and act.due is None:
        yield Objection(text("it has no due date"), text("inspect start {id} --due YYYY-MM-DD", id=situation.called(issue)), "--due")
    elif issue.due and act.due and issue.due != act.due:
        yield Objection(
            text("it is due on {due}; moving that to {to} is an extension", due=issue.due, to=act.due),
            text("inspect extend {id} --to {to} --reason … --approved-by …", id=situation.called(issue), to=act.due),
        )


def due_on_site(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """An item of the inspection itself is due while the team is there; what takes longer is carried."""
    due, ends = act.due or issue.due, situation.round.ends
    if outlasts_the_team(issue.channel, due, situation.round):
        yield Objection(
            text("{due} lies after the end of the on-site period, {ends}; what takes longer is carried into feedback", due=due, ends=ends),
            text("inspect carry {id}", id=situation.called(issue)),
        )
    start = act.due if act.verb in (Did.START, Did.REGISTER) else None
    if start and start < issue.found_on:
        yield Objection(text("{due} lies before {found}, the day it was found", due=start, found=issue.found_on), need="--due")


def has_measure(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """There is something that will be done."""
    if not issue.measures:
        yield Objection(
            text("it has no measure"), text("inspect measure add {id} --text … --due YYYY-MM-DD", id=situation.called(issue)), "--measure"
        )


class Says:
    """A guard: the act says something under this name; `missing` is what there is to object where it does not."""

    __slots__ = ("field", "fix", "flag", "missing")

    def __init__(self, field: str, missing: Text, flag: str, fix: Text | None = None) -> None:
        self.field = field
        self.missing = missing
        self.flag = flag
        self.fix = fix

    def __call__(self, issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
        """Objects where nothing is said."""
        if not is_said(act.holds(self.field)):
            yield Objection(self.missing, self.fix or text("{flag} …", flag=self.flag), self.flag)


def is_said(words: object) -> bool:
    """There is something, and not only blanks and marks that nobody sees."""
    return bool(words) and says_something(str(words))


says_answer = Says("note", text("the answer is missing: what has been done so far"), "--note")
says_what_is_left = Says("note", text("it does not say what is left to do"), "--note")
says_result = Says("note", text("the result is missing: what rectifying has brought"), "--note")
says_reason = Says("note", text("the reason is missing"), "--reason")
says_handover = Says("note", text("the note is missing: who hands over what to whom, and why"), "--note")
says_goal = Says("goal", text("the stage goal is missing"), "--goal")
approver_named = Says("approved_by", text("it does not say who approved"), "--approved-by", text("--approved-by NAME"))


def every_measure_done(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """No measure is left undone."""
    for measure in issue.measures:
        if measure.done_on and lies_ahead(measure.done_on, situation.today):
            yield Objection(
                text("measure {measure} is said to be done on {day}, which is still to come", measure=measure.id, day=measure.done_on),
                corrected_by(situation.called(issue), "done_on", part=measure.id),
            )
        elif measure.done_on is None:
            yield Objection(
                text("measure {measure} is not done: {what}", measure=measure.id, what=measure.text),
                text("inspect measure done {id} {measure}", id=situation.called(issue), measure=measure.id),
                "--measures-done",
            )
    yield from has_measure(issue, act, situation)


def has_evidence(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """At least one file or numbered document proves it."""
    if not issue.is_proven:
        yield Objection(
            text("it has no evidence: no completion without evidence"),
            text("inspect evidence add {id} FILE", id=situation.called(issue)),
            "--evidence",
        )


def evidence_intact(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """Every evidence file is there and is what was recorded; a hash that cannot be computed is a failure."""
    for piece in issue.evidence:
        state = situation.files.get(piece.file, FileState.UNREADABLE) if piece.file else FileState.INTACT
        if not state.holds:
            what = text("evidence {piece} ({file}): {state}", piece=piece.id, file=piece.file, state=state)
            name = situation.called(issue)
            fix = text("put the original file back, or inspect return {id} --reason …", id=name)
            if issue.is_open:
                anew = text("put the original file back, or inspect evidence drop {id} {piece} --reason … and add it again")
                fix = anew.about(id=name, piece=piece.id)
            yield Objection(what, REMEDIES.get(state, fix))


def closer_is_not_doer(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """Who declared it done does not close it."""
    at = issue.last(Did.FINISH)
    if at is not None and act.by and is_same_name(issue.history[at].by, act.by):
        yield Objection(
            text("{by} also declared it done on {day}; who declared it done does not close it", by=act.by, day=issue.history[at].at.date()),
            text("inspect close {id} --by …", id=situation.called(issue)),
            "--by",
        )


def later_than_due(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """An extension goes forward from the date that was granted last; one that was only written in may be granted as it stands."""
    granted = issue.extensions[-1].to if issue.extensions else issue.original_due or issue.due
    granted = issue.due if corrected(issue, "due") else granted
    if act.due is None:
        yield Objection(text("the new due date is missing"), text("--to YYYY-MM-DD"), "--to")
    elif issue.due is None and issue.state is State.REGISTERED:
        yield Objection(
            text("it has no due date yet; start sets the first one"),
            text("inspect start {id} --due {to}", id=situation.called(issue), to=act.due),
        )
    elif granted and act.due <= granted:
        yield Objection(text("{to} is not later than {due}", to=act.due, due=granted), need="--to")


def approved_by_now(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """The approval has been given."""
    if act.approved_on and act.approved_on > situation.today:
        yield Objection(text("{day} is still to come", day=act.approved_on), need="--approved-on")


def measure_said(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """A measure to add says what will be done."""
    if act.measure is not None and is_blank(act.measure.text):
        yield Objection(text("the measure does not say what will be done"), text("--text …"), "--text")


def measure_known(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """The measures named are there, and not done already."""
    known = {measure.id: measure for measure in issue.measures}
    for name in (*act.measures_done, *((act.drop,) if act.drop else ())):
        if name not in known:
            yield Objection(text("it has no measure {name}; it has {known}", name=name, known=list(known) or text("none")))
        elif name in act.measures_done and (day := known[name].done_on):
            yield Objection(text("measure {name} was done on {day} already", name=name, day=day))
    if act.done_on and act.done_on > situation.today:
        yield Objection(text("{day} is still to come", day=act.done_on), need="--on")
    if act.done_on and act.done_on < issue.found_on:
        yield Objection(text("{day} lies before {found}, the day it was found", day=act.done_on, found=issue.found_on), need="--on")


_EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The SHA-256 of no bytes at all."""


def evidence_known(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """The evidence to drop is there; evidence to add names a file or a document."""
    known = [piece.id for piece in issue.evidence]
    if act.drop and act.drop not in known:
        yield Objection(text("it has no evidence {name}; it has {known}", name=act.drop, known=known or text("none")))
    twin = next((piece for piece in issue.evidence if act.evidence and piece.file and piece.sha256 == act.evidence.sha256), None)
    if act.evidence and act.evidence.file and twin:
        yield Objection(text("{file} is on record already, as {piece}", file=twin.file, piece=twin.id))
    if act.evidence and act.evidence.sha256 == _EMPTY:
        yield Objection(text("{file} is empty: it proves nothing", file=act.evidence.file))
    if act.evidence is not None and not (act.evidence.file or act.evidence.document):
        yield Objection(
            text("evidence is a file, or the number of a document"), text("inspect evidence add {id} FILE", id=situation.called(issue))
        )


def drop_reasoned(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """Nothing is dropped without a reason."""
    if act.drop:
        yield from says_reason(issue, act, situation)


def _changed(missing: Text, fix: Text, flag: str) -> Guard:
    """The act brings a new value for a field that its verb changes."""

    def guard(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
        brings = {name: act.fields.get(name) for name in changed_by(Issue, act.verb)}
        if not any(new and new != getattr(issue, name) for name, new in brings.items()):
            yield Objection(missing, fix.about(id=situation.called(issue)), flag)

    return guard


class_changes = _changed(
    text("nothing would change: name a new severity, nature, discipline or heading"),
    text("inspect reclassify {id} --severity … --reason … --approved-by …"),
    "--severity",
)
owner_changes = _changed(
    text("nothing would change: name a new leader, department or handler"),
    text("inspect hand-over {id} --leader … --note …"),
    "--leader",
)


def reviewed_later(issue: Issue, act: Act, situation: Situation) -> Iterator[Objection]:
    """A long-term item has a review date that is still to come."""
    if act.review_on is None:
        yield Objection(text("the next review date is missing"), text("--review-on YYYY-MM-DD"), "--review-on")
    elif act.review_on <= situation.today:
        yield Objection(text("the review date {day} is not after {today}", day=act.review_on, today=situation.today), need="--review-on")


NOT_ON_RECORD: frozenset[Guard] = frozenset(
    {due_on_site, evidence_intact, measure_known, measure_said, evidence_known, class_changes, owner_changes, closer_is_not_doer}
)
"""What a record does not show once the act is done: the round, the files and the fields as they were. (Who closed it, STA04 tells.)"""
