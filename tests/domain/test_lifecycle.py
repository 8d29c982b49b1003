"""The lifecycle table: every state is reached, none is a dead end, every guard stops one example, and who may do what."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.conditions import objections
from inspect_cli.domain.lifecycle.decision import Refused, decide, registered
from inspect_cli.domain.lifecycle.moves import BY_VERB, MOVES, PARTS, STATE_VERBS, Part, is_legal, legal_verbs
from inspect_cli.domain.record.issue import Entry, Evidence, Issue, Measure
from inspect_cli.domain.record.round import OnSite, Person, Round, Unit
from inspect_cli.domain.words import Channel, Did, FileState, Role, RoundKind, Severity, State

AT = datetime(2020, 11, 10, 9, 0, tzinfo=timezone(timedelta(hours=8)))
PEOPLE = tuple(
    Person(name=name, role=role, unit=unit)
    for name, role, unit in [
        ("联络员", Role.TEAM, ""),
        ("巡察办", Role.OFFICE, ""),
        ("整改办", Role.UNIT, "CG"),
        ("机关纪委", Role.SUPERVISOR, "CG"),
        ("党组书记", Role.LEADER, "CG"),
        ("退役局整改办", Role.UNIT, "TY"),
    ]
)
ROUND = Round(
    id="2020-r2",
    title="第二轮",
    kind=RoundKind.REGULAR,
    team="二组",
    units=(Unit(code="CG", name="城管局"), Unit(code="TY", name="退役局")),
    on_site=OnSite(starts=date(2020, 10, 19), ends=date(2020, 12, 18)),
)
NOBODY = Situation(round=ROUND, today=AT.date())
SOMEBODY = Situation(round=replace(ROUND, people=PEOPLE), today=AT.date())
BLANK = Issue(
    uid="a123456789",
    id="CG-D001",
    channel=Channel.DURING,
    title="清运不及时",
    text="原文",
    notice="3号",
    found_on=date(2020, 10, 28),
    state=State.REGISTERED,
    history=(Entry(at=AT - timedelta(days=5), by="联络员", did=Did.REGISTER, to=State.REGISTERED),),
)
PLANNED = replace(
    BLANK,
    leader="分管副局长",
    department="环卫科",
    original_due=date(2020, 11, 20),
    due=date(2020, 11, 20),
    measures=(Measure(id="m1", text="增配车辆", done_on=date(2020, 11, 9)),),
    evidence=(Evidence(id="e1", document="城管〔2020〕15号"),),
    severity=Severity.SERIOUS,
)


def standing(state: State, **fields: object) -> Issue:
    """A complete issue in a state, with a history that led there."""
    done = (Entry(at=AT - timedelta(days=1), by="整改办", did=Did.FINISH, from_=State.IN_PROGRESS, to=State.DONE, note="已完成"),)
    more = done if state in (State.DONE, State.CLOSED) else ()
    return replace(PLANNED, state=state, history=(*BLANK.history, *more), **fields)


def act(verb: Did, by: str = "整改办", **fields: object) -> Act:
    return Act(verb=verb, by=by, at=AT).saying(**fields)


COMPLETE = {  # what each verb needs beside a complete issue
    Did.PROGRESS: {"note": "已清运三条街"},
    Did.NEARLY: {"note": "还差一台车"},
    Did.FINISH: {"note": "两清已落实"},
    Did.RETURN: {"note": "现场仍有垃圾"},
    Did.REOPEN: {"note": "反弹"},
    Did.VOID: {"note": "重复登记", "approved_by": "联络员"},
    Did.EXTEND: {"note": "设备延迟", "approved_by": "联络员", "due": date(2020, 12, 1)},
    Did.MEASURE: {"measure": Measure(id="", text="夜间巡查")},
    Did.EVIDENCE: {"evidence": Evidence(id="", document="会议纪要5号")},
    Did.RECLASSIFY: {"note": "核实后", "approved_by": "联络员", "severity": Severity.MINOR},
    Did.HAND_OVER: {"note": "人事调整", "leader": "另一位副局长"},
    Did.LONG_TERM: {"note": "涉及规划", "goal": "明年完成选址", "review_on": date(2021, 3, 1)},
    Did.CARRY: {"twin_id": "2020-r2/CG-F001", "twin_uid": "b123456789"},
}


def test_every_state_can_be_reached_from_registered():
    reached = {State.REGISTERED}
    while True:
        more = {move.to for move in MOVES if move.to and move.starts & reached} - reached
        if not more:
            break
        reached |= more
    assert reached == set(State)


def test_void_alone_is_final():
    assert {state for state in State if not any(state in move.starts and move.to for move in MOVES)} == {State.VOID}


def test_every_history_word_that_acts_is_a_row_and_only_four_are_not():
    assert set(Did) - set(BY_VERB) == {Did.EDIT, Did.RENUMBER, Did.MERGE, Did.CORRECT}


EVERY_MOVE = [(move.verb, start) for move in MOVES for start in sorted(move.starts, key=list(State).index)]


@pytest.mark.parametrize(("verb", "start"), EVERY_MOVE)
def test_a_complete_issue_takes_every_move_of_the_table_and_its_history_grows_by_one(verb, start):
    by = "联络员" if verb is Did.CLOSE else "整改办"
    issue = standing(start)
    after = decide(issue, [act(verb, by, **COMPLETE.get(verb, {}))], NOBODY).issue
    assert after.state is (BY_VERB[verb].to or start)
    assert after.history[:-1] == issue.history
    entry = after.history[-1]
    assert (entry.did, entry.to) == (verb, BY_VERB[verb].to)
    assert entry.from_ is (start if entry.to else None), "from and to stand only where the state moves"


FOREIGN = [(move.verb, state) for move in MOVES if move.verb is not Did.REGISTER for state in State if state not in move.starts]


@pytest.mark.parametrize(("verb", "state"), FOREIGN)
def test_from_any_other_state_a_verb_is_refused_for_that_reason_alone(verb, state):
    with pytest.raises(Refused) as refused:
        decide(standing(state), [act(verb, **COMPLETE.get(verb, {}))], NOBODY)
    assert len(refused.value.reasons) == 1


CLOSED_BY_DOER = standing(State.DONE)
GUARDS = [  # what is missing · verb · issue · the act · words of the reason
    ("leader", Did.START, replace(PLANNED, leader=""), {}, "no responsible leader"),
    ("another leader", Did.START, PLANNED, {"leader": "别人"}, "is a hand-over"),
    ("department", Did.START, replace(PLANNED, department=""), {}, "no responsible department"),
    ("due", Did.START, replace(PLANNED, due=None), {}, "no due date"),
    ("another due", Did.START, PLANNED, {"due": date(2020, 11, 25)}, "is an extension"),
    ("measure", Did.START, replace(PLANNED, measures=()), {}, "no measure"),
    ("due on site", Did.START, replace(PLANNED, due=None), {"due": date(2021, 1, 5)}, "after the end of the on-site period"),
    ("due before found", Did.START, replace(PLANNED, due=None), {"due": date(2020, 10, 1)}, "the day it was found"),
    ("answer", Did.PROGRESS, standing(State.IN_PROGRESS), {}, "answer is missing"),
    ("left", Did.NEARLY, standing(State.IN_PROGRESS), {"note": "  "}, "what is left"),
    ("an answer that nobody sees", Did.PROGRESS, standing(State.IN_PROGRESS), {"note": "\u200b\u2060\u3164"}, "answer is missing"),
    ("result", Did.FINISH, standing(State.IN_PROGRESS), {}, "result is missing"),
    ("measure done", Did.FINISH, standing(State.IN_PROGRESS, measures=(Measure(id="m1", text="x"),)), {"note": "n"}, "not done"),
    ("evidence", Did.FINISH, standing(State.IN_PROGRESS, evidence=()), {"note": "n"}, "no evidence"),
    ("empty evidence", Did.FINISH, standing(State.IN_PROGRESS, evidence=(Evidence(id="e1"),)), {"note": "n"}, "no evidence"),
    ("return reason", Did.RETURN, standing(State.DONE), {}, "reason is missing"),
    ("doer closes", Did.CLOSE, CLOSED_BY_DOER, {}, "also declared it done"),
    ("close evidence", Did.CLOSE, standing(State.DONE, evidence=()), {"by": "联络员"}, "no evidence"),
    ("reopen reason", Did.REOPEN, standing(State.CLOSED), {}, "reason is missing"),
    ("void reason", Did.VOID, PLANNED, {"approved_by": "联络员"}, "reason is missing"),
    ("void approver", Did.VOID, PLANNED, {"note": "误录"}, "who approved"),
    ("extend to", Did.EXTEND, PLANNED, {"note": "n", "approved_by": "x"}, "new due date"),
    ("extend back", Did.EXTEND, PLANNED, {"note": "n", "approved_by": "x", "due": date(2020, 11, 20)}, "not later"),
    ("extend past the end", Did.EXTEND, PLANNED, {"note": "n", "approved_by": "x", "due": date(2020, 12, 19)}, "on-site period"),
    ("extend approver", Did.EXTEND, PLANNED, {"note": "n", "due": date(2020, 12, 1)}, "who approved"),
    ("measure text", Did.MEASURE, PLANNED, {"measure": Measure(id="", text=" ")}, "what will be done"),
    ("unknown measure", Did.MEASURE, PLANNED, {"measures_done": ("m7",)}, "no measure m7"),
    ("done twice", Did.MEASURE, PLANNED, {"measures_done": ("m1",)}, "already"),
    ("done tomorrow", Did.MEASURE, replace(PLANNED, measures=(Measure(id="m1", text="x"),)), {"measures_done": ("m1",), "done_on": date(2020, 11, 11)}, "still to come"),
    ("drop reason", Did.MEASURE, PLANNED, {"drop": "m1"}, "reason is missing"),
    ("unknown evidence", Did.EVIDENCE, PLANNED, {"drop": "e9", "note": "n"}, "no evidence e9"),
    ("reclassify nothing", Did.RECLASSIFY, PLANNED, {"note": "n", "approved_by": "x"}, "nothing would change"),
    ("hand over nothing", Did.HAND_OVER, PLANNED, {"note": "n"}, "nothing would change"),
    ("hand over note", Did.HAND_OVER, PLANNED, {"leader": "别人"}, "who hands over"),
    ("goal", Did.LONG_TERM, PLANNED, {"note": "n", "review_on": date(2021, 1, 1)}, "stage goal"),
    ("review", Did.LONG_TERM, PLANNED, {"note": "n", "goal": "g", "review_on": AT.date()}, "is not after"),
    ("clock", Did.PROGRESS, standing(State.IN_PROGRESS), {"note": "n", "at": AT - timedelta(days=9)}, "the last entry is of"),
    ("secret", Did.PROGRESS, standing(State.IN_PROGRESS), {"note": "【机密】名单"}, "classified"),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "issue", "brings", "reason"), [row[1:] for row in GUARDS], ids=[row[0] for row in GUARDS])
def test_each_guard_stops_one_example_with_its_reason(verb, issue, brings, reason):
    with pytest.raises(Refused) as refused:
        decide(issue, [act(verb).saying(**brings)], NOBODY)
    said = [objection.what.english for objection in refused.value.reasons]
    assert any(reason.split(" m7")[0].split(" e9")[0] in sentence for sentence in said), said


def test_all_reasons_are_told_at_once():
    with pytest.raises(Refused) as refused:
        decide(BLANK, [act(Did.START)], NOBODY)
    assert len(refused.value.reasons) == 4


@pytest.mark.parametrize("state", [FileState.MISSING, FileState.DIFFERS, FileState.OUTSIDE, FileState.UNREADABLE, FileState.UNHASHED])
def test_nothing_is_finished_or_closed_on_evidence_that_is_not_intact(state):
    piece = Evidence(id="e1", file="evidence/CG-D001/a.jpg", sha256="0" * 64)
    situation = replace(NOBODY, files={piece.file: state})
    for verb, start in ((Did.FINISH, State.IN_PROGRESS), (Did.CLOSE, State.DONE)):
        found = objections(standing(start, evidence=(piece,)), act(verb, "别人", note="n"), situation)
        assert [objection.what.english for objection in found] == ["evidence {piece} ({file}): {state}"]


WHO = {  # verb: who may, by channel, on site
    Did.START: {channel: {Role.UNIT} for channel in Channel},
    Did.FINISH: {channel: {Role.UNIT} for channel in Channel},
    Did.CLOSE: {Channel.IMMEDIATE: {Role.SUPERVISOR}, Channel.DURING: {Role.TEAM}, Channel.FEEDBACK: {Role.OFFICE}},
    Did.RETURN: {Channel.IMMEDIATE: {Role.SUPERVISOR}, Channel.DURING: {Role.TEAM}, Channel.FEEDBACK: {Role.OFFICE}},
    Did.VOID: {channel: {Role.OFFICE, Role.TEAM} for channel in Channel},
}


@pytest.mark.parametrize("verb", WHO)
@pytest.mark.parametrize("channel", Channel)
def test_who_may_is_what_the_table_says(verb, channel):
    roles = BY_VERB[verb].roles(channel, after_on_site=False)
    assert set(roles) == WHO[verb][channel]
    issue = standing(next(iter(BY_VERB[verb].starts)), channel=channel, id=f"CG-{channel.letter}001")
    for person in PEOPLE:
        found = objections(issue, act(verb, person.name, **COMPLETE.get(verb, {})), SOMEBODY)
        told = any(objection.need == "--by" and "may not" in objection.what.english for objection in found)
        assert told is not (person.role in roles and person.unit in ("", "CG")), (person, found)


def test_the_office_verifies_handed_over_items_once_the_team_has_left():
    late = replace(SOMEBODY, today=date(2020, 12, 19))
    moment = datetime(2020, 12, 19, 9, tzinfo=AT.tzinfo)
    assert objections(standing(State.DONE), replace(act(Did.CLOSE, "巡察办"), at=moment), late) == []
    assert objections(standing(State.DONE), act(Did.CLOSE, "巡察办"), SOMEBODY) != []


def test_an_unknown_name_is_refused_where_people_are_named_and_nobody_is_checked_where_not():
    assert "among the people" in objections(PLANNED, act(Did.START, "路人"), SOMEBODY)[0].what.english
    assert objections(PLANNED, act(Did.START, "路人"), NOBODY) == []


@pytest.mark.parametrize(
    ("channel", "approver"), [(Channel.IMMEDIATE, "党组书记"), (Channel.DURING, "联络员"), (Channel.FEEDBACK, "巡察办")]
)
def test_a_later_deadline_is_approved_by_the_one_whose_channel_it_is(channel, approver):
    issue = replace(PLANNED, channel=channel)
    for person in PEOPLE:
        extend = act(Did.EXTEND, due=date(2020, 12, 1), note="n", approved_by=person.name)
        assert (objections(issue, extend, SOMEBODY) == []) is (person.name == approver), person


def test_the_original_due_date_never_changes():
    after = decide(PLANNED, [act(Did.EXTEND, **COMPLETE[Did.EXTEND])], NOBODY).issue
    assert (after.original_due, after.due, after.extensions[0].to) == (date(2020, 11, 20), date(2020, 12, 1), date(2020, 12, 1))


def test_an_item_that_was_carried_takes_no_verb_but_void_and_its_twin_starts_registered():
    carried = decide(standing(State.IN_PROGRESS), [act(Did.CARRY, **COMPLETE[Did.CARRY])], NOBODY)
    assert carried.issue.carried_to == "2020-r2/CG-F001"
    assert carried.twin is not None
    assert (carried.twin.state, carried.twin.carried_from, carried.twin.text) == (State.REGISTERED, "2020-r2/CG-D001", "原文")
    assert legal_verbs(carried.issue) == [Did.VOID]


def test_one_command_brings_everything_and_writes_all_entries_in_one_go():
    bare = replace(BLANK, leader="", department="")
    acts = [
        act(Did.MEASURE, measure=Measure(id="", text="增配车辆")),
        act(Did.START, leader="分管副局长", department="环卫科", due=date(2020, 11, 20)),
    ]
    after = decide(bare, acts, NOBODY).issue
    assert [entry.did for entry in after.history[1:]] == [Did.MEASURE, Did.START]
    assert (after.state, after.measures[0].id, after.original_due) == (State.IN_PROGRESS, "m1", date(2020, 11, 20))


def test_the_id_of_a_dropped_measure_is_never_given_out_again():
    dropped = decide(PLANNED, [act(Did.MEASURE, drop="m1", note="并入别的措施")], NOBODY).issue
    again = decide(dropped, [act(Did.MEASURE, measure=Measure(id="", text="新措施"))], NOBODY).issue
    assert [measure.id for measure in again.measures] == ["m2"]


def test_a_handed_over_item_is_registered_with_its_notice_or_the_word_oral():
    draft = replace(BLANK, notice="", history=())
    with pytest.raises(Refused):
        registered(draft, act(Did.REGISTER), NOBODY)
    assert registered(replace(draft, notice="oral"), act(Did.REGISTER), NOBODY).state is State.REGISTERED


@pytest.mark.parametrize(
    ("verb", "start", "to", "legal"),
    [
        (Did.REGISTER, None, State.REGISTERED, True),
        (Did.START, State.REGISTERED, State.IN_PROGRESS, True),
        (Did.FINISH, State.REGISTERED, State.DONE, False),
        (Did.CLOSE, State.IN_PROGRESS, State.CLOSED, False),
        (Did.EDIT, State.DONE, State.CLOSED, False),
        (Did.VOID, State.CLOSED, State.VOID, False),
    ],
)
def test_a_move_in_a_history_is_legal_only_as_the_table_has_it(verb, start, to, legal):
    assert is_legal(verb, start, to) is legal


def test_every_part_is_played_by_somebody_in_every_channel():
    assert all(PARTS[part][channel] for part in Part for channel in Channel)


def test_every_verb_of_the_table_is_in_the_table_of_contents_in_the_same_order():
    from inspect_cli.cli.argv.contents import VERBS as CONTENTS

    assert [name for name, chapter in CONTENTS.items() if chapter.where.startswith("move:")] == [verb.value for verb in STATE_VERBS]
