"""The table asked of what a record holds: what a hand wrote is named, and what the commands wrote never is, in whatever order."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.conditions import still_unfounded, unfounded
from inspect_cli.domain.lifecycle.decision import Refused, decide, registered
from inspect_cli.domain.lifecycle.moves import BY_VERB
from inspect_cli.domain.record.issue import Entry, Evidence, Extension, Issue, LongTerm, Measure, Waiver
from inspect_cli.domain.record.round import OnSite, Person, Round, Unit
from inspect_cli.domain.words import Channel, Did, Role, RoundKind, Severity, State

UNIT, TEAM = "城管局整改办", "巡察二组联络员"
FIRST = datetime(2020, 10, 28, 9, 0, tzinfo=timezone(timedelta(hours=8)))
ROUND = Round(
    id="2020-r2",
    title="第二轮",
    kind=RoundKind.REGULAR,
    team="二组",
    units=(Unit(code="CG", name="城管局"),),
    on_site=OnSite(starts=date(2020, 10, 19), ends=date(2020, 12, 18)),
)
DRAFT = Issue(
    uid="a123456789",
    id="CG-D001",
    channel=Channel.DURING,
    title="清运不及时",
    text="原文",
    notice="oral",
    found_on=date(2020, 10, 28),
    state=State.REGISTERED,
)


def entry(day: int, did: Did, start: State | None = None, to: State | None = None, note: str = "", approved_by: str = "") -> Entry:
    """A line of history `day` days after the first."""
    by = TEAM if did in (Did.REGISTER, Did.RETURN, Did.CLOSE, Did.REOPEN, Did.VOID) else UNIT
    return Entry(at=FIRST + timedelta(days=day), by=by, did=did, from_=start, to=to, note=note, approved_by=approved_by)


REGISTER = entry(0, Did.REGISTER, to=State.REGISTERED)
START = entry(2, Did.START, State.REGISTERED, State.IN_PROGRESS)
M1_DONE = entry(4, Did.MEASURE, note="m1 done")
FINISH = entry(6, Did.FINISH, State.IN_PROGRESS, State.DONE, "已落实")
RETURN = entry(7, Did.RETURN, State.DONE, State.IN_PROGRESS, "照片不清")
CLOSE = entry(8, Did.CLOSE, State.DONE, State.CLOSED)
AGAIN = entry(9, Did.FINISH, State.IN_PROGRESS, State.DONE, "补齐")
WORKED = replace(
    DRAFT,
    leader="分管副局长",
    department="环卫科",
    original_due=date(2020, 11, 20),
    due=date(2020, 11, 20),
    measures=(Measure(id="m1", text="增配车辆", done_on=date(2020, 11, 1)),),
    evidence=(Evidence(id="e1", document="城管〔2020〕15号"),),
    state=State.IN_PROGRESS,
    history=(REGISTER, START),
)
DONE = replace(WORKED, state=State.DONE, history=(REGISTER, START, M1_DONE, FINISH))
OPEN_M1 = (Measure(id="m1", text="增配车辆"),)


def went_on(issue: Issue, *more: Entry, **fields: object) -> Issue:
    """The issue with more lines of history, in the state to which they lead."""
    state = next((one.to for one in reversed(more) if one.to), issue.state)
    return replace(issue, history=(*issue.history, *more), **{"state": state, **fields})


def named(issue: Issue, settled: bool = False) -> list[tuple[str, str]]:
    """The act and the words of what it lacks, of those on which something rests (or of the others)."""
    return [(one.did.value, one.why.what.english) for one in unfounded(issue) if one.settled is settled]


NO_MEASURE, NOT_DONE = "it has no measure", "measure {measure} is not done: {what}"
NO_EVIDENCE = "it has no evidence: no completion without evidence"
NO_REASON, NO_APPROVER = "the reason is missing", "it does not say who approved"
NO_WAY = "it is {state}; {verb} goes only from {starts}"
NEARLY = entry(5, Did.NEARLY, State.IN_PROGRESS, State.BASICALLY_DONE, "还差一台车")
BY_HAND = {  # what somebody typed: the act that it names, and what that lacks
    "nobody leads it": (replace(WORKED, leader=""), [("start", "it has no responsible leader")]),
    "no department": (replace(WORKED, department=" "), []),
    "no department at all": (replace(WORKED, department=""), [("start", "it has no responsible department")]),
    "no due date": (replace(WORKED, due=None, original_due=None), [("start", "it has no due date")]),
    "no measure, and none was dropped": (replace(WORKED, measures=()), [("start", NO_MEASURE)]),
    "a handed-over item without its notice": (
        replace(WORKED, notice=""),
        [("register", "a handed-over item names its notice, or says oral")],
    ),
    "registered before it was found": (
        replace(WORKED, found_on=date(2020, 10, 29)),
        [("register", "it is said to be found on {day}, which is after {today}")],
    ),
    "an answer that says nothing": (went_on(WORKED, entry(3, Did.PROGRESS)), [("progress", "the answer is missing: what has been done so far")]),
    "an answer of blanks": (
        went_on(WORKED, entry(3, Did.PROGRESS, note=" 　")),
        [("progress", "the answer is missing: what has been done so far")],
    ),
    "basically done, and not what is left": (
        went_on(WORKED, replace(NEARLY, note="")),
        [("nearly", "it does not say what is left to do")],
    ),
    "finished without a result": (
        replace(DONE, history=(*DONE.history[:-1], replace(FINISH, note=""))),
        [("finish", "the result is missing: what rectifying has brought")],
    ),
    "finished with a measure open": (replace(DONE, measures=OPEN_M1, history=(REGISTER, START, FINISH)), [("finish", NOT_DONE)]),
    "done by an entry, and not by the record": (replace(DONE, measures=OPEN_M1), [("finish", NOT_DONE)]),
    "a measure that was done after the finish, by its entry": (
        went_on(replace(DONE, history=(REGISTER, START, FINISH)), replace(M1_DONE, at=FIRST + timedelta(days=7))),
        [("finish", NOT_DONE), ("measure", NO_WAY)],
    ),
    "a measure that was done after the finish, by its date": (
        replace(DONE, measures=(replace(OPEN_M1[0], done_on=date(2020, 11, 4)),), history=(REGISTER, START, FINISH)),
        [("finish", NOT_DONE)],
    ),
    "finished without evidence": (replace(DONE, evidence=()), [("finish", NO_EVIDENCE)]),
    "evidence that proves nothing": (replace(DONE, evidence=(Evidence(id="e1"),)), [("finish", NO_EVIDENCE)]),
    "evidence that came after the finish": (
        went_on(DONE, entry(7, Did.EVIDENCE, note="e1")),
        [("finish", NO_EVIDENCE), ("evidence", NO_WAY)],
    ),
    "the evidence was dropped before the finish": (
        replace(DONE, evidence=(), history=(REGISTER, START, M1_DONE, entry(5, Did.EVIDENCE, note="e1 drop: 不是本件"), FINISH)),
        [("finish", NO_EVIDENCE)],
    ),
    "closed, and never proven": (
        went_on(replace(DONE, evidence=()), CLOSE),
        [("finish", NO_EVIDENCE), ("close", NO_EVIDENCE)],
    ),
    "sent back without a reason": (went_on(DONE, replace(RETURN, note="")), [("return", NO_REASON)]),
    "opened again without a reason": (
        went_on(DONE, CLOSE, entry(9, Did.REOPEN, State.CLOSED, State.IN_PROGRESS)),
        [("reopen", NO_REASON)],
    ),
    "void without reason and approver": (
        went_on(WORKED, entry(3, Did.VOID, State.IN_PROGRESS, State.VOID)),
        [("void", NO_REASON), ("void", NO_APPROVER)],
    ),
    "void, approved by nobody": (
        went_on(WORKED, entry(3, Did.VOID, State.IN_PROGRESS, State.VOID, "重复")),
        [("void", NO_APPROVER)],
    ),
    "a class changed without an approver": (went_on(WORKED, entry(3, Did.RECLASSIFY, note="核实")), [("reclassify", NO_APPROVER)]),
    "handed over without a word": (
        went_on(WORKED, entry(3, Did.HAND_OVER)),
        [("hand-over", "the note is missing: who hands over what to whom, and why")],
    ),
    "extended by nobody, without a reason": (went_on(WORKED, entry(3, Did.EXTEND)), [("extend", NO_REASON), ("extend", NO_APPROVER)]),
    "extended to an earlier day": (
        went_on(
            WORKED,
            entry(3, Did.EXTEND, note="延迟", approved_by=TEAM),
            due=date(2020, 11, 15),
            extensions=(Extension(to=date(2020, 11, 15), reason="延迟", approved_by=TEAM),),
        ),
        [("extend", "{to} is not later than {due}")],
    ),
    "extended when it was closed": (
        went_on(
            went_on(DONE, CLOSE),
            entry(9, Did.EXTEND, note="延迟", approved_by=TEAM),
            due=date(2020, 12, 1),
            extensions=(Extension(to=date(2020, 12, 1), reason="延迟", approved_by=TEAM),),
        ),
        [("extend", NO_WAY)],
    ),
    "a measure dropped without a reason": (went_on(WORKED, entry(3, Did.MEASURE, note="m2 drop: ")), [("measure", NO_REASON)]),
    "long-term without a goal": (
        went_on(WORKED, entry(3, Did.LONG_TERM, note="规划"), long_term=LongTerm(reason="规划", review_on=date(2021, 3, 1))),
        [("long-term", "the stage goal is missing")],
    ),
    "long-term without a reason": (
        went_on(WORKED, entry(3, Did.LONG_TERM), long_term=LongTerm(goal="选址", review_on=date(2021, 3, 1))),
        [("long-term", NO_REASON)],
    ),
    "looked at again on a day that was past": (
        went_on(WORKED, entry(3, Did.LONG_TERM, note="规划"), long_term=LongTerm(reason="规划", goal="选址", review_on=date(2020, 10, 31))),
        [("long-term", "the review date {day} is not after {today}")],
    ),
    "answered after it was carried": (
        went_on(WORKED, entry(3, Did.CARRY, note="2020-r2/CG-F001"), entry(4, Did.PROGRESS, note="已办"), carried_to="2020-r2/CG-F001"),
        [("progress", "it was carried to {twin} and is followed up there")],
    ),
    "finished after it was carried": (
        replace(DONE, carried_to="2020-r2/CG-F001", history=(REGISTER, START, entry(3, Did.CARRY, note="2020-r2/CG-F001"), M1_DONE, FINISH)),
        [
            ("measure", "it was carried to {twin} and is followed up there"),
            ("finish", "it was carried to {twin} and is followed up there"),
        ],
    ),
    "an item of feedback was carried": (
        went_on(replace(WORKED, channel=Channel.FEEDBACK, id="CG-F001"), entry(3, Did.CARRY, note="2020-r2/CG-F002")),
        [("carry", "it is an item of {channel}; only one of {only} can be carried")],
    ),
    "kept up before it was done": (went_on(WORKED, entry(3, Did.SUSTAIN)), [("sustain", NO_WAY)]),
}  # fmt: skip


@pytest.mark.parametrize(("issue", "says"), BY_HAND.values(), ids=BY_HAND)
def test_a_move_by_hand_is_held_to_the_conditions_of_its_command(issue, says):
    assert named(issue) == says


UNSEEN = {  # what may have been as it should, and what a record cannot show any more
    "in order": DONE,
    "proven by a piece that was dropped later, and finished again with another": went_on(
        DONE,
        RETURN,
        entry(8, Did.EVIDENCE, note="e1 drop: 换更清楚的"),
        entry(8, Did.EVIDENCE, note="e2"),
        AGAIN,
        evidence=(Evidence(id="e2", document="城管〔2020〕16号"),),
    ),
    "a measure that nobody says when it came, and that is open since it was sent back": went_on(
        DONE, RETURN, measures=(*DONE.measures, Measure(id="m2", text="另一项"))
    ),
    "its measures were dropped later": went_on(WORKED, entry(3, Did.MEASURE, note="m1 drop: 并入"), measures=()),
    "the reason and the approver stand at the extension": went_on(
        WORKED,
        entry(3, Did.EXTEND),
        due=date(2020, 12, 1),
        extensions=(Extension(to=date(2020, 12, 1), reason="延迟", approved_by=TEAM),),
    ),
    "the extension wrote the original date": went_on(
        WORKED,
        entry(3, Did.EXTEND, note="补定", approved_by=TEAM),
        original_due=date(2020, 12, 1),
        due=date(2020, 12, 1),
        extensions=(Extension(to=date(2020, 12, 1), reason="补定", approved_by=TEAM),),
    ),
    "a long-term plan that was taken out again": went_on(WORKED, entry(3, Did.LONG_TERM, note="规划")),
    "twice long-term, and the record tells of the last": went_on(
        WORKED,
        entry(3, Did.LONG_TERM, note="规划"),
        entry(150, Did.LONG_TERM, note="仍在规划"),
        long_term=LongTerm(reason="仍在规划", goal="选址", review_on=date(2021, 9, 1)),
    ),
    "a note in somebody's own words": went_on(WORKED, entry(3, Did.MEASURE, note="补充了两项措施"), entry(3, Did.EVIDENCE, note="上传e1照片")),
}  # fmt: skip


@pytest.mark.parametrize("issue", UNSEEN.values(), ids=UNSEEN)
def test_what_a_record_cannot_show_accuses_nobody(issue):
    assert list(unfounded(issue)) == []


SETTLED = {  # what was not allowed, and on which nothing rests any more
    "sent back, and done rightly": (
        went_on(
            replace(DONE, history=(REGISTER, START, FINISH)),
            RETURN,
            replace(M1_DONE, at=FIRST + timedelta(days=8)),
            AGAIN,
            measures=(Measure(id="m1", text="增配车辆", done_on=date(2020, 11, 5)),),
        ),
        [("finish", "measure {measure} is said to be done on {day}, which is still to come")],
    ),
    "sent back for what was missing": (
        went_on(replace(DONE, history=(REGISTER, START, M1_DONE, replace(FINISH, note=""))), RETURN),
        [("finish", "the result is missing: what rectifying has brought")],
    ),
    "begun without a measure, which came later": (
        went_on(replace(WORKED, measures=OPEN_M1), entry(3, Did.MEASURE, note="m1")),
        [("start", NO_MEASURE)],
    ),
    "void by now": (
        went_on(replace(WORKED, leader=""), entry(3, Did.VOID, State.IN_PROGRESS, State.VOID, "重复", TEAM)),
        [("start", "it has no responsible leader")],
    ),
}


@pytest.mark.parametrize(("issue", "says"), SETTLED.values(), ids=SETTLED)
def test_what_nothing_rests_on_any_more_is_a_note(issue, says):
    assert (named(issue), named(issue, settled=True)) == ([], says)


WAIVED = replace(DONE, measures=OPEN_M1, waivers=(Waiver(rule="STA08", reason="已核", by=TEAM, on=date(2020, 11, 9)),))
PEOPLE = (Person(name=TEAM, role=Role.TEAM), Person(name=UNIT, role=Role.UNIT, unit="CG"))


@pytest.mark.parametrize(("people", "by", "left"), [((), TEAM, 0), ((), "谁", 0), (PEOPLE, TEAM, 0), (PEOPLE, UNIT, 1), (PEOPLE, "谁", 1)])
def test_a_waiver_explains_it_where_somebody_signed_who_may(people, by, left):
    waived = replace(WAIVED, waivers=(replace(WAIVED.waivers[0], by=by),))
    assert len(list(still_unfounded(waived, replace(ROUND, people=people)))) == left


def test_who_closes_signs_for_the_way_on_which_it_came():
    at = FIRST + timedelta(days=20)
    situation = Situation(round=ROUND, today=at.date())
    act = Act(verb=Did.CLOSE, by=TEAM, at=at)
    assert decide(DONE, [act], situation).issue.state is State.CLOSED
    with pytest.raises(Refused) as refused:
        decide(replace(DONE, measures=OPEN_M1), [act], situation)
    (reason,) = refused.value.reasons
    assert reason.fix.values == {"verb": "return", "id": "CG-D001"}
    assert decide(WAIVED, [act], situation).issue.state is State.CLOSED


# -- what the commands write -------------------------------------------------------------------------------------------


def proposed(issue: Issue, dice: random.Random, at: datetime) -> Act:
    """Some act, as likely wrong as right."""
    verb = dice.choice([did for did in BY_VERB if did is not Did.REGISTER])
    act = Act(
        verb=verb, by=dice.choice((UNIT, TEAM)), at=at, note=dice.choice(("", "说明", "说明")), approved_by=dice.choice(("", TEAM, TEAM))
    )
    later = at.date() + timedelta(days=dice.randrange(0, 20))
    if verb is Did.START:
        return act.saying(leader="副局长", department="科", due=dice.choice((None, later)))
    if verb is Did.EXTEND:
        return replace(act, due=later)
    if verb is Did.RECLASSIFY:
        return act.saying(severity=dice.choice(list(Severity)))
    if verb is Did.HAND_OVER:
        return act.saying(handler=dice.choice(("甲岗", "乙岗")))
    if verb is Did.LONG_TERM:
        return replace(act, goal="阶段目标", review_on=later)
    if verb is Did.CARRY:
        return replace(act, twin_id="2020-r2/CG-F001", twin_uid="b123456789") if dice.random() < 0.02 else replace(act, verb=Did.PROGRESS)
    if verb is Did.VOID:
        return act if dice.random() < 0.02 else replace(act, verb=Did.MEASURE, measure=Measure(id="", text="一项"))
    if verb is Did.MEASURE:
        undone = tuple(one.id for one in issue.measures if one.done_on is None)
        drop = dice.choice(issue.measures).id if issue.measures else ""
        done = at.date() - timedelta(days=dice.randrange(0, 2))
        return dice.choice(
            [
                replace(act, measure=Measure(id="", text="一项")),
                replace(act, drop=drop),
                *[replace(act, measures_done=undone, done_on=done)] * 3,
            ]
        )
    if verb is Did.EVIDENCE:
        drop = dice.choice(issue.evidence).id if issue.evidence else ""
        return dice.choice([replace(act, evidence=Evidence(id="", document="会议纪要")), replace(act, drop=drop)])
    return act


@pytest.mark.parametrize("number", range(60))
def test_what_the_commands_write_in_whatever_order_is_never_named(number):
    dice = random.Random(number)
    at, did = FIRST, Counter()
    issue = registered(DRAFT, Act(verb=Did.REGISTER, by=TEAM, at=at), Situation(round=ROUND, today=at.date()))
    for _ in range(250):
        at += timedelta(hours=dice.choice((0, 0, 1, 5, 20)))
        act = proposed(issue, dice, at)
        try:
            issue = decide(issue, [act], Situation(round=ROUND, today=at.date())).issue
        except Refused:
            continue
        did[act.verb] += 1
        assert list(unfounded(issue)) == [], issue.history
    assert did
