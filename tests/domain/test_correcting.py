"""What was recorded wrongly: without a trace where it is not saved, else an entry that explains exactly that field."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise

import pytest

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import regressions
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.lifecycle.correctable import fields_at, value_at
from inspect_cli.domain.lifecycle.correcting import Correction, corrected
from inspect_cli.domain.lifecycle.decision import Refused, applied
from inspect_cli.domain.lifecycle.signing import is_signed
from inspect_cli.domain.lifecycle.unseen import Past
from inspect_cli.domain.record.deeds import as_it_stood, note_now, told
from inspect_cli.domain.record.issue import Changed, Entry, Evidence, Extension, Issue, LongTerm, Measure, Outcomes, Withheld
from inspect_cli.domain.record.round import OnSite, Person, Round, Unit
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.words import Channel, Did, Discipline, EvidenceKind, MeasureKind, Nature, Power, Role, RoundKind, Severity, State

UNIT, TEAM, LEADER, SUPERVISOR = "城管局整改办", "巡察二组联络员", "局长", "机关纪委"
AT = datetime(2020, 10, 28, 9, 0, tzinfo=timezone(timedelta(hours=8)))
NOW, DAY = AT + timedelta(days=8), date(2020, 10, 30)
ROUND = Round(
    id="2020-r2",
    format=2,
    title="第二轮",
    kind=RoundKind.REGULAR,
    team="二组",
    units=(Unit(code="CG", name="城管局"), Unit(code="TY", name="退役局")),
    on_site=OnSite(starts=date(2020, 10, 19), ends=date(2020, 12, 18)),
    people=(
        Person(name=UNIT, role=Role.UNIT),
        Person(name=TEAM, role=Role.TEAM),
        Person(name=LEADER, role=Role.LEADER, unit="CG"),
        Person(name=SUPERVISOR, role=Role.SUPERVISOR, unit="CG"),
    ),
)
BASE = Issue(
    uid="a123456789",
    id="CG-D001",
    channel=Channel.DURING,
    title="清运不及使",
    text="原文",
    notice="oral",
    found_on=date(2020, 10, 28),
    severity=Severity.SERIOUS,
    path=("方面", "问题"),
    nature=Nature.CONDUCT,
    discipline=Discipline.WORK,
    post="科长",
    power=Power.USING,
    leader="分管副局长",
    department="环卫科",
    handler="副科长",
    original_due=date(2020, 11, 20),
    due=date(2020, 11, 20),
    measures=(
        Measure(id="m1", text="增配车辆", kind=MeasureKind.CORRECTIVE, owner="甲", due=date(2020, 11, 10), done_on=DAY, document="1号"),
    ),
    evidence=(Evidence(id="e1", document="15号", kind=EvidenceKind.RULE, note="办法", added_on=DAY),),
    outcomes=Outcomes(rules_made=1, money_recovered=Decimal("1.00"), people={"诫勉": 1}),
    long_term=LongTerm(reason="立法中", goal="年底前", review_on=date(2020, 12, 1)),
    withheld=Withheld(reason="涉密", approved_by=TEAM),
    state=State.IN_PROGRESS,
    history=(
        Entry(at=AT, by=TEAM, did=Did.REGISTER, to=State.REGISTERED, note="转来"),
        Entry(at=AT + timedelta(days=1), by=UNIT, did=Did.START, from_=State.REGISTERED, to=State.IN_PROGRESS),
        Entry(at=AT + timedelta(days=2), by=UNIT, did=Did.PROGRESS, note="已清运三条街"),
        Entry(at=AT + timedelta(days=2), by=UNIT, did=Did.MEASURE, part="m1", changes=(Changed(field="done_on", now="2020-10-30"),)),
        Entry(at=AT + timedelta(days=2), by=UNIT, did=Did.EVIDENCE, part="e1"),
    ),
)
ANSWER = "2020-10-30T09:00:00+08:00 progress"
RIGHT = {  # another value for every field
    ("", "unit"): "TY",
    ("", "channel"): Channel.FEEDBACK,
    ("", "title"): "清运不及时",
    ("", "text"): "另一段原文",
    ("", "notice"): "巡三立〔2020〕9号",
    ("", "found_on"): date(2020, 10, 26),
    ("", "severity"): Severity.MINOR,
    ("", "path"): ("另一方面",),
    ("", "nature"): Nature.RESPONSIBILITY,
    ("", "discipline"): Discipline.LIFE,
    ("", "post"): "副科长",
    ("", "power"): Power.GRANTING,
    ("", "leader"): "局长",
    ("", "department"): "市容科",
    ("", "handler"): "科长",
    ("", "original_due"): date(2020, 11, 25),
    ("", "due"): date(2020, 11, 25),
    ("", "sustained"): True,
    ("", "outcomes.rules_made"): 2,
    ("", "outcomes.money_recovered"): Decimal("2.50"),
    ("", "outcomes.people"): {"诫勉": 2},
    ("", "long_term.reason"): "修法中",
    ("", "long_term.goal"): "明年",
    ("", "long_term.review_on"): date(2020, 12, 10),
    ("", "withheld.reason"): "涉及个人",
    ("", "withheld.approved_by"): LEADER,
    ("m1", "text"): "增配",
    ("m1", "kind"): MeasureKind.RECOVERY,
    ("m1", "owner"): "乙",
    ("m1", "due"): date(2020, 11, 18),
    ("m1", "done_on"): date(2020, 11, 1),
    ("m1", "document"): "2号",
    ("e1", "document"): "16号",
    ("e1", "kind"): EvidenceKind.OTHER,
    ("e1", "note"): "细则",
    ("e1", "added_on"): date(2020, 11, 1),
    (ANSWER, "note"): "已清运两条街",
}
FIELDS = list(RIGHT)
NAMES = [f"{part[-8:]} {key}".strip() for part, key in FIELDS]
SAVED = Past(True, (BASE,), frozenset())
UNSAVED = Past(unsaved=frozenset(range(len(BASE.history))))


def ledger(issue: Issue, round_: Round = ROUND) -> Ledger:
    return Ledger(round=round_, issues=(issue,), today=NOW.date(), files={})


def put(issue: Issue, past: Past, part: str = "", by: str = UNIT, at: datetime = NOW, round_: Round = ROUND, reason: str = "录入有误",
        approved_by: str = TEAM, **values: object):  # fmt: skip
    """The correction of these values (`long_term__goal`), approved by the team."""
    given = {key.replace("__", "."): value for key, value in values.items()}
    if not {"unit", "channel"}.isdisjoint(given):
        given["id"] = f"{given.get('unit', issue.unit)}-{given.get('channel', issue.channel).letter}001"
    asked = Correction(values=given, by=by, at=at, part=part, reason=reason, approved_by=approved_by)
    return corrected(issue, asked, past, ledger(issue, round_))


def right(place: tuple[str, str], issue: Issue = BASE, past: Past = SAVED):
    part, key = place
    both = {"due": RIGHT[place]} if key == "original_due" else {}
    return put(issue, past, part, **{key.replace(".", "__"): RIGHT[place]}, **both)


def worse(before: Issue, after: Issue) -> set[str]:
    """The fields that changed for the worse with nothing to explain it."""
    found = regressions(Comparison(before, after, keyed=lambda: True, crews=lambda: [ROUND]))
    return {f"{one.changed} {one.part}".strip() for _, one in found if one.explained_by is None}


def wrong(issue: Issue) -> set[str]:
    """What the rules call an error."""
    here = ledger(issue)
    return {rule.code for rule in all_rules().values() if rule.issue for _ in rule.issue(issue, here)}


def refused(*words: object, **values: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        put(*words, **values)
    return [f"{one.what.english} → {one.fix.english}" for one in caught.value.reasons]


def test_the_table_has_every_field():
    assert {(part, key) for part in ("", "m1", "e1", ANSWER) for key in fields_at(part)} == set(FIELDS)


@pytest.mark.parametrize("place", FIELDS, ids=NAMES)
def test_what_nobody_has_seen_becomes_right_and_nothing_else(place):
    done = right(place, past=UNSAVED)
    assert done.entry is None and len(done.issue.history) == len(BASE.history)
    assert value_at(done.issue, *place) == RIGHT[place]
    assert done.issue == applied(BASE, done.changes)
    assert [one.did for one in done.issue.history] == [one.did for one in BASE.history]
    assert not wrong(done.issue) - wrong(BASE)


@pytest.mark.parametrize("place", FIELDS, ids=NAMES)
def test_what_is_saved_is_told_with_what_was_and_what_is(place):
    part, key = place
    done = right(place)
    assert done.entry == done.issue.history[-1] and done.entry.part == part and len(done.issue.history) == len(BASE.history) + 1
    assert Changed(field=key, was=told(value_at(BASE, *place)), now=told(RIGHT[place])) in done.entry.changes
    assert value_at(done.issue, *place) == RIGHT[place]
    assert worse(BASE, done.issue) == set() and not wrong(done.issue) - wrong(BASE)
    assert done.issue.history[2] == BASE.history[2], "what was said stays as it was said"


@pytest.mark.parametrize("told_of", FIELDS, ids=NAMES)
def test_a_correction_of_one_field_explains_no_other(told_of):
    after = right(told_of).issue
    for other in (one for one in FIELDS if one != told_of and " " not in one[0]):
        by_hand = right(other, past=UNSAVED).issue
        both = applied(after, right(other, past=UNSAVED).changes)
        alone = worse(BASE, by_hand) - ({"id", "unit"} if told_of[1] in ("unit", "channel") and other[1] in ("unit", "channel") else set())
        if {told_of[1], other[1]} != {"due", "original_due"}:
            assert worse(BASE, both) >= alone, other


@pytest.mark.parametrize("place", FIELDS, ids=NAMES)
def test_a_second_correction_before_it_is_saved_leaves_one_entry_and_the_way_back_none(place):
    first = right(place).issue
    past = Past(True, (BASE,), frozenset({len(BASE.history)}))
    part, key = place
    name = key.replace(".", "__")
    was = value_at(BASE, *place)
    both = {"due": was} if key == "original_due" else {}
    if key in ("unit", "channel"):
        was = getattr(BASE, key)
    back = put(first, past, part, **{name: was}, **both)
    assert back.entry is None and replace(back.issue, history=()) == replace(BASE, history=())
    assert back.issue.history == BASE.history


@pytest.mark.parametrize("past_of", ["saved between", "not saved between"])
def test_a_chain_of_corrections_explains_the_way_from_the_first_to_the_last(past_of):
    steps = [BASE]
    for number, title in enumerate(("甲", "乙", "丙"), 1):
        saved = steps[-1:] if past_of == "saved between" else steps[:1]
        unsaved = frozenset() if past_of == "saved between" else frozenset(range(len(BASE.history), len(steps[-1].history)))
        steps.append(put(steps[-1], Past(True, tuple(saved), unsaved), at=NOW + timedelta(hours=number), title=title).issue)
    assert [len(one.history) - len(BASE.history) for one in steps] == ([0, 1, 2, 3] if past_of == "saved between" else [0, 1, 1, 1])
    for before, after in (
        [*pairwise(steps), (steps[0], steps[-1])] if past_of == "saved between" else [(steps[0], one) for one in steps[1:]]
    ):
        assert worse(before, after) == set()


@pytest.mark.parametrize("state", list(State))
def test_from_any_state_but_void(state):
    issue = replace(BASE, state=state)
    if state is State.VOID:
        assert any("it is void" in one for one in refused(issue, SAVED, title="甲"))
    else:
        assert put(issue, SAVED, title="甲").issue.title == "甲"


# -- dates -------------------------------------------------------------------------------------------------------------


def test_a_later_date_is_an_extension_and_an_earlier_one_only_a_correction():
    later = put(BASE, SAVED, due=date(2020, 12, 1)).issue
    assert later.extensions == (Extension(to=date(2020, 12, 1), reason="录入有误", approved_by=TEAM, approved_on=NOW.date()),)
    earlier = put(BASE, SAVED, due=date(2020, 11, 10)).issue
    assert earlier.extensions == () and earlier.original_due == BASE.original_due and not wrong(earlier) - wrong(BASE)


def test_after_an_earlier_date_it_may_be_extended_again_in_any_order():
    """The rules that ask the history once more find nothing in it."""
    from inspect_cli.domain.lifecycle.act import Act, Situation
    from inspect_cli.domain.lifecycle.decision import decide

    here, seen = BASE, []
    for hour, due in enumerate((date(2020, 12, 10), date(2020, 11, 15), date(2020, 11, 18), date(2020, 12, 5), date(2020, 11, 30)), 1):
        at = NOW + timedelta(hours=hour)
        if hour % 2:
            act = Act(verb=Did.EXTEND, by=UNIT, at=at, due=due, note="设备到货延迟", approved_by=TEAM)
            around = Situation(round=ROUND, today=NOW.date())
            here = decide(here, [act], around).issue if due > here.due else put(here, Past(True, (here,)), at=at, due=due).issue
        else:
            here = put(here, Past(True, (here,)), at=at, due=due).issue
        seen.append(here)
        assert wrong(here) == wrong(BASE), due
    for before, after in [(one, other) for at, one in enumerate([BASE, *seen]) for other in seen[at:]]:
        assert worse(before, after) == set()


def test_an_unsaved_extension_is_put_right_with_its_entry():
    granted = Entry(at=AT + timedelta(days=3), by=UNIT, did=Did.EXTEND, changes=(Changed(field="due", was="2020-11-20", now="2020-12-10"),),
                    note="延迟", approved_by=TEAM)  # fmt: skip
    extension = Extension(to=date(2020, 12, 10), reason="延迟", approved_by=TEAM)
    issue = replace(BASE, due=date(2020, 12, 10), extensions=(extension,), history=(*BASE.history, granted))
    past = Past(True, (BASE,), frozenset({len(BASE.history)}))
    done = put(issue, past, due=date(2020, 12, 1)).issue
    assert (done.due, done.extensions[0].to, done.history[-1].changes[0].now) == (date(2020, 12, 1), date(2020, 12, 1), "2020-12-01")
    assert put(issue, past, due=date(2020, 11, 20)).issue == BASE
    assert any("take it back first" in one for one in refused(issue, past, due=date(2020, 11, 10)))


@pytest.mark.parametrize(
    ("values", "part", "said"),
    [
        ({"found_on": date(2020, 11, 20)}, "", "it is said to be found on {day}, which is after {today}"),
        ({"due": date(2020, 10, 1)}, "", "{due} lies before {found}, the day it was found"),
        ({"found_on": date(2020, 11, 1), "due": date(2020, 10, 30)}, "", "{due} lies before {found}, the day it was found"),
        ({"due": date(2020, 12, 30)}, "", "{due} lies after the end of the on-site period"),
        ({"original_due": date(2020, 11, 1)}, "", "{due} is not {allowed}"),
        ({"due": date(2020, 11, 30)}, "m1", "measure {measure} is due later than the item itself"),
        ({"done_on": date(2020, 12, 30)}, "m1", "{day} is still to come"),
        ({"done_on": date(2020, 10, 1)}, "m1", "{day} lies before {found}"),
        ({"long_term__review_on": date(2020, 11, 1)}, "", "the review date {day} is not after {today}"),
        ({"title": "　"}, "", "{field} does not stay empty"),
        ({"text": ""}, "m1", "{field} does not stay empty"),
        ({"note": None}, ANSWER, "{field} does not stay empty"),
        ({"document": ""}, "e1", "evidence is a file, or the number of a document"),
        ({"notice": ""}, "", "a handed-over item names its notice"),
        ({"title": "〔机密〕清运"}, "", "the text is marked"),
        ({"unit": "XX"}, "", "is no unit of round"),
        ({"title": BASE.title}, "", "{field} says {value} already"),
        ({"uid": "b123456789"}, "", "inspect discard {id}"),
        ({"id": "CG-D009"}, "", "inspect renumber {id}"),
        ({"state": State.DONE}, "", "inspect why {id}"),
        ({"sha256": "0" * 64}, "e1", "inspect evidence drop {id} {part}"),
        ({"file": "evidence/x"}, "e1", "inspect evidence drop {id} {part}"),
        ({"waivers": ()}, "", "inspect edit {id}"),
        ({"text": "甲"}, "m9", "it has no part {part}"),
        ({}, "", "it does not say what is wrong"),
    ],
    ids=str,
)
@pytest.mark.parametrize("past", [SAVED, UNSAVED], ids=["saved", "unsaved"])
def test_what_is_refused_says_why_and_what_helps(values, part, said, past):
    assert any(said in one for one in refused(BASE, past, part, **values))


def test_a_document_behind_what_is_done_stays_and_a_later_date_is_for_what_is_open():
    done = replace(BASE, state=State.DONE)
    assert any("what proves it stays → inspect {verb} {id}" in one for one in refused(done, SAVED, "e1", document="16号"))
    assert any("a later date is for what is still open" in one for one in refused(done, SAVED, due=date(2020, 12, 1)))


# -- who may -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "by", "approver", "said"),
    [
        ("title", UNIT, "", "it does not say who approved"),
        ("title", UNIT, UNIT, "{who} cannot approve this"),
        ("title", SUPERVISOR, TEAM, "{by} may not {verb} here"),
        ("title", "路人", TEAM, "is not among the people"),
        ("due", SUPERVISOR, TEAM, "{by} may not {verb} here"),
        ("severity", UNIT, LEADER, "{who} cannot approve this"),
        ("post", UNIT, "路人", "{who} cannot approve this"),
    ],
)
def test_whoever_may_not_is_told_so_and_named_afterwards(key, by, approver, said):
    assert any(said in one for one in refused(BASE, SAVED, by=by, approved_by=approver, **{key: RIGHT["", key]}))
    honest = right(("", key)).issue
    forged = replace(honest, history=(*BASE.history, replace(honest.history[-1], by=by, approved_by=approver)))
    assert (wrong(forged) - wrong(BASE) == {"STA06"}) == (key != "post")


def test_the_reason_is_asked_for_and_nobody_s_approval_where_none_is_needed():
    assert any("the reason is missing" in one for one in refused(BASE, SAVED, reason="", title="甲"))
    assert put(BASE, SAVED, approved_by="", post="甲").entry.approved_by == ""
    assert put(BASE, UNSAVED, by=SUPERVISOR, reason="", approved_by="", title="甲").entry is None


def test_who_might_do_what_is_asked_of_the_unit_and_the_channel_of_that_day():
    moved = put(BASE, SAVED, by=TEAM, unit="TY", channel=Channel.IMMEDIATE).issue
    assert (moved.id, as_it_stood(moved, 1).id, as_it_stood(moved, len(moved.history)).id) == ("TY-I001", "CG-D001", "TY-I001")
    assert "STA06" not in wrong(moved) and worse(BASE, moved) == set()
    assert moved.uid == BASE.uid
    told_of = {one.field for one in moved.history[-1].changes}
    assert told_of == {"unit", "channel", "id"}


def test_who_approves_is_asked_of_the_channel_that_was_however_the_keys_are_written():
    one = Entry(
        at=NOW, by=UNIT, did=Did.CORRECT, changes=(Changed(field="channel", was="during", now="immediate"),), note="改", approved_by=LEADER
    )
    for did in (Did.RENUMBER, Did.CORRECT):
        other = replace(one, did=did, changes=(Changed(field="id", was="CG-D001", now="CG-I001"),))
        forged = replace(BASE, id="CG-I001", channel=Channel.IMMEDIATE, history=(*BASE.history, one, other))
        found = regressions(Comparison(BASE, forged, keyed=lambda: True, crews=lambda: [ROUND]))
        assert as_it_stood(forged, len(BASE.history)).channel is Channel.DURING
        assert not all(is_signed(forged.history[found.explained_by[1]], forged, [ROUND]) for _, found in found if found.explained_by)


def test_an_extension_was_granted_in_the_channel_of_its_day():
    later = put(BASE, SAVED, due=date(2020, 12, 1)).issue
    moved = put(later, Past(True, (later,)), by=TEAM, at=NOW + timedelta(hours=1), channel=Channel.IMMEDIATE).issue
    assert is_signed(moved.extensions[0], moved, [ROUND]) and not is_signed(moved.extensions[0], replace(moved, history=()), [ROUND])


def test_a_later_date_that_no_extension_counts_is_explained_by_no_entry():
    later = put(BASE, SAVED, due=date(2020, 12, 1)).issue
    assert worse(BASE, later) == set() and worse(BASE, replace(later, extensions=())) == {"due"}


def test_the_first_date_of_all_is_also_the_original_one():
    none = replace(BASE, due=None, original_due=None)
    assert put(none, Past(True, (none,)), due=date(2020, 11, 20)).issue.original_due == date(2020, 11, 20)


def test_what_an_unsaved_item_took_over_is_corrected_with_an_entry():
    twin = replace(BASE, carried_from="2020-r2/CG-D001", history=BASE.history[:1])
    unsaved = Past(unsaved=frozenset({0}))
    assert put(twin, unsaved, notice="巡察立改〔2020〕3号").entry and put(twin, unsaved, "m1", text="乙").entry


# -- notes, and what was written by hand -------------------------------------------------------------------------------


def test_the_note_of_a_saved_entry_is_said_anew_and_stays_as_it_was():
    once = put(BASE, SAVED, ANSWER, note="已清运两条街").issue
    assert once.history[2] == BASE.history[2] and note_now(once, once.history[2]) == "已清运两条街"
    twice = put(once, Past(True, (once,)), ANSWER, at=NOW + timedelta(hours=1), note="已清运一条街").issue
    assert note_now(twice, twice.history[2]) == "已清运一条街" and len(twice.history) == len(once.history) + 1
    unsaved = put(once, Past(True, (BASE,), frozenset({len(BASE.history)})), ANSWER, note="已清运一条街").issue
    assert len(unsaved.history) == len(once.history) and note_now(unsaved, unsaved.history[2]) == "已清运一条街"


def test_what_was_changed_by_hand_is_told_by_a_correction_to_the_same():
    by_hand = replace(BASE, title="清运不及时")
    done = put(by_hand, SAVED, title="清运不及时")
    assert done.entry.changes == (Changed(field="title", was="清运不及使", now="清运不及时"),) and worse(BASE, done.issue) == set()
    other = put(by_hand, SAVED, title="垃圾清运不及时")
    assert other.entry.changes[0].was == "清运不及使" and worse(BASE, other.issue) == set()
    assert put(by_hand, SAVED, title="清运不及使").issue == BASE
    assert [one.was for one in put(replace(BASE, post="乙"), SAVED, post="丙").entry.changes] == [BASE.post]
    day = date(2020, 11, 18)
    assert put(replace(BASE, due=day), SAVED, due=day).entry.changes == (Changed(field="due", was="2020-11-20", now="2020-11-18"),)


def test_a_report_that_told_of_the_record_saves_it_without_git():
    past = Past(True, (), frozenset())
    done = put(BASE, past, title="甲")
    assert done.entry and done.entry.changes[0].was == BASE.title
    again = put(done.issue, Past(True, (), frozenset({len(BASE.history)})), title="乙")
    assert again.entry is None and again.issue.history[-1].changes[0].now == "乙"


def test_a_part_that_nobody_has_seen_is_put_right_without_a_trace():
    came = Entry(at=NOW, by=UNIT, did=Did.MEASURE, part="m2")
    issue = replace(BASE, measures=(*BASE.measures, Measure(id="m2", text="夜间巡茶")), history=(*BASE.history, came))
    for past in (Past(True, (BASE,), frozenset({len(BASE.history)})), Past(True, (), frozenset({len(BASE.history)}))):
        assert put(issue, past, "m2", text="夜间巡查").entry is None
        assert put(issue, past, "m1", text="增配两台车辆").entry is not None


def test_what_was_handed_on_is_put_right_where_it_goes_on():
    carried = replace(BASE, carried_to="2020-r2/CG-F001")
    assert any("inspect correct {twin}" in one for one in refused(carried, SAVED, title="甲"))
    assert any("inspect correct {twin}" in one for one in refused(carried, SAVED, "m1", text="甲"))
    twin = replace(BASE, carried_from="2020-r2/CG-D001", channel=Channel.FEEDBACK, id="CG-F001")
    assert any("as they were handed on" in one for one in refused(twin, Past(True, (twin,)), unit="TY"))


@pytest.mark.parametrize("did", [Did.EDIT, Did.REGISTER, Did.PROGRESS])
def test_what_another_act_says_in_keys_explains_nothing(did):
    honest = right(("", "title")).issue
    forged = replace(honest, history=(*BASE.history, replace(honest.history[-1], did=did)))
    assert worse(BASE, forged) == {"title"}
