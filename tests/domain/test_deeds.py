"""What an entry says in keys, and that it explains exactly that: no other field, no other part, and nothing that it may not change."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import regressions
from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.decision import decide
from inspect_cli.domain.record.deeds import Became, corrected, deed_of, leading, mentions, told
from inspect_cli.domain.record.issue import Changed, Entry, Evidence, Extension, Issue, Measure
from inspect_cli.domain.record.round import KEYED, Round, Unit
from inspect_cli.domain.words import Channel, Did, EvidenceKind, RoundKind, Severity, State

UNIT, TEAM = "城管局整改办", "巡察二组联络员"
FIRST = datetime(2020, 10, 28, 9, 0, tzinfo=timezone(timedelta(hours=8)))
ROUND = Round(id="2020-r2", title="第二轮", kind=RoundKind.REGULAR, team="二组", units=(Unit(code="CG", name="城管局"),), on_site=None)
TODAY = Situation(round=ROUND, today=date(2020, 11, 20))
BASE = Issue(
    uid="a123456789",
    id="CG-D001",
    channel=Channel.DURING,
    title="清运不及时",
    text="原文",
    notice="oral",
    found_on=date(2020, 10, 28),
    severity=Severity.SERIOUS,
    leader="分管副局长",
    department="环卫科",
    handler="环卫科副科长",
    original_due=date(2020, 11, 20),
    due=date(2020, 11, 20),
    measures=(Measure(id="m1", text="增配车辆"), Measure(id="m2", text="制定办法")),
    evidence=(Evidence(id="e1", document="城管〔2020〕15号"),),
    state=State.IN_PROGRESS,
    history=(
        Entry(at=FIRST, by=TEAM, did=Did.REGISTER, to=State.REGISTERED),
        Entry(at=FIRST, by=UNIT, did=Did.START, from_=State.REGISTERED, to=State.IN_PROGRESS),
    ),
)


def act(verb: Did, **said: object) -> Act:
    """An act of the unit, five days later."""
    return Act(verb=verb, by=UNIT, at=FIRST + timedelta(days=5)).saying(**said)


def written(*acts: Act, issue: Issue = BASE) -> list[tuple[Did, str, tuple[tuple[str, str, str], ...], str]]:
    """The entries that the acts write: what was done, the part, its changes, the note."""
    after = decide(issue, acts, TODAY).issue
    new = after.history[len(issue.history) :]
    return [(one.did, one.part, tuple((c.field, c.was, c.now) for c in one.changes), one.note) for one in new]


APPROVED = {"note": "核实后调整", "approved_by": TEAM}


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        (act(Did.RECLASSIFY, severity=Severity.MINOR, **APPROVED), [("", (("severity", "serious", "minor"),), "核实后调整")]),
        (
            act(Did.HAND_OVER, leader="局长", department="市容科", note="分工调整"),
            [("", (("leader", "分管副局长", "局长"), ("department", "环卫科", "市容科")), "分工调整")],
        ),
        (act(Did.EXTEND, due=date(2020, 12, 1), **APPROVED), [("", (("due", "2020-11-20", "2020-12-01"),), "核实后调整")]),
        (act(Did.MEASURE, measure=Measure(id="", text="公开曝光")), [("m3", (), "")]),
        (act(Did.MEASURE, drop="m1", note="并入m2"), [("m1", (("text", "增配车辆", ""),), "并入m2")]),
        (
            act(Did.MEASURE, measures_done=("m1", "m2"), done_on=date(2020, 11, 2)),
            [("m1", (("done_on", "", "2020-11-02"),), ""), ("m2", (("done_on", "", "2020-11-02"),), "")],
        ),
        (act(Did.EVIDENCE, evidence=Evidence(id="", document="城管〔2020〕16号")), [("e2", (), "")]),
        (act(Did.EVIDENCE, drop="e1", note="传错了"), [("e1", (("document", "城管〔2020〕15号", ""),), "传错了")]),
        (act(Did.PROGRESS, note="已清运三条街"), [("", (), "已清运三条街")]),
    ],
    ids=lambda value: value.verb.value if isinstance(value, Act) else "",
)
def test_every_verb_says_in_keys_what_it_changed(asked, keys):
    assert written(asked) == [(asked.verb, *one) for one in keys]


def entry(did: Did = Did.CORRECT, part: str = "", note: str = "核对", by: str = TEAM, **changes: tuple[str, str]) -> Entry:
    """An entry with these changes, by field."""
    said = tuple(Changed(field=field, was=was, now=now) for field, (was, now) in changes.items())
    return Entry(at=FIRST + timedelta(days=6), by=UNIT, did=did, part=part, changes=said, note=note, approved_by=by)


CHANGES = {  # a field, and the record with another value in it
    "title": {"title": "垃圾清运不及时"},
    "text": {"text": "另一段原文"},
    "notice": {"notice": "巡三立〔2020〕9号"},
    "found_on": {"found_on": date(2020, 10, 27)},
    "severity": {"severity": Severity.MINOR},
    "leader": {"leader": "局长"},
    "department": {"department": "市容科"},
    "handler": {"handler": "市容科科长"},
    "due": {"due": date(2020, 11, 25), "extensions": (Extension(to=date(2020, 11, 25)),)},
    "original_due": {"original_due": date(2020, 11, 10)},
    "channel": {"channel": Channel.FEEDBACK},
}


def worse(after: Issue, keyed: bool = True, before: Issue = BASE) -> dict[str, str | None]:
    """The fields that changed for the worse, with the act that explains each."""
    found = regressions(Comparison(before, after, keyed=lambda: keyed))
    return {one.changed: after.history[one.explained_by[1]].did.value if one.explained_by else None for _, one in found}


def with_entry(after: Issue, *more: Entry) -> Issue:
    return replace(after, history=(*after.history, *more))


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("told_of", CHANGES)
def test_a_correction_of_one_field_explains_no_other(field, told_of):
    after = replace(BASE, **CHANGES[field])
    was, now = told(getattr(BASE, told_of)), told(CHANGES[told_of][told_of])
    assert worse(with_entry(after, entry(**{told_of: (was, now)}))) == {field: "correct" if field == told_of else None}


@pytest.mark.parametrize("field", CHANGES)
def test_several_steps_explain_the_way_from_the_first_to_the_last(field):
    was, now = told(getattr(BASE, field)), told(CHANGES[field][field])
    after, first, second = replace(BASE, **CHANGES[field]), entry(**{field: (was, "1")}), entry(**{field: ("1", now)})
    assert worse(with_entry(after, first, second)) == {field: "correct"}
    assert worse(with_entry(after, second, first)) == {field: None}  # the other way round they lead elsewhere
    assert worse(with_entry(after, first)) == {field: None}
    assert worse(with_entry(after, second)) == {field: None}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("did", [did for did in Did if did not in (Did.CORRECT, Did.MERGE)])
def test_an_act_explains_only_what_it_may_change(did, field):
    """Keys that somebody typed into an entry of another act explain nothing."""
    may = {
        Did.RECLASSIFY: {"severity"},
        Did.HAND_OVER: {"leader", "department", "handler"},
        Did.START: {"leader", "department", "handler", "due"},
        Did.EXTEND: {"due"},
    }
    after = replace(BASE, **CHANGES[field])
    forged = entry(did, **{field: (told(getattr(BASE, field)), told(CHANGES[field][field]))})
    assert worse(with_entry(after, forged)) == {field: did.value if field in may.get(did, ()) else None}


def test_an_entry_without_keys_explains_only_in_a_round_of_format_1():
    for did, change in ((Did.RECLASSIFY, "severity"), (Did.HAND_OVER, "leader")):
        after = with_entry(replace(BASE, **CHANGES[change]), entry(did))
        assert worse(after, keyed=False) == {change: did.value}
        assert worse(after) == {change: None}
    assert (replace(ROUND, format=KEYED).is_keyed, ROUND.is_keyed) == (True, False)


def test_nothing_explains_another_uid_or_another_file_as_evidence():
    swapped = replace(BASE, uid="b123456789")
    assert worse(with_entry(swapped, entry(uid=(BASE.uid, swapped.uid))))["uid"] is None
    before = replace(BASE, evidence=(Evidence(id="e1", file="evidence/CG-D001/x.jpg", sha256="a" * 64),))
    after = replace(BASE, evidence=(Evidence(id="e1", file="evidence/CG-D001/y.jpg", sha256="b" * 64),))
    forged = entry(part="e1", file=("evidence/CG-D001/x.jpg", "evidence/CG-D001/y.jpg"), sha256=("a" * 64, "b" * 64))
    assert worse(with_entry(after, forged), before=before) == {"evidence": None}


def test_a_part_is_explained_by_what_is_said_of_that_part():
    after = replace(BASE, measures=(Measure(id="m1", text="增配"), BASE.measures[1]))
    assert worse(with_entry(after, entry(part="m1", text=("增配车辆", "增配")))) == {"measures": "correct"}
    assert worse(with_entry(after, entry(part="m2", text=("增配车辆", "增配")))) == {"measures": None}
    assert worse(with_entry(after, entry(text=("增配车辆", "增配")))) == {"measures": None}


@given(
    st.lists(st.sampled_from(["甲", "乙", "丙", ""]), min_size=2, max_size=6),
    st.lists(st.integers(0, 5), max_size=3, unique=True),
)
def test_a_chain_holds_with_all_of_its_links_and_ends_where_it_says(values, missing):
    steps = [entry(title=pair) for pair in pairwise(values)]
    kept = [step for at, step in enumerate(steps) if at not in missing]
    here = values[0]
    for step in kept:
        here = step.changes[0].now if step.changes[0].was == here else here
    found = leading(kept, range(len(kept)), "title", values[0], values[-1])
    assert bool(found) == (bool(kept) and here == values[-1] and any(step.changes[0].was == values[0] for step in kept))


# -- what the notes of format 1 say ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "deed"),
    [
        ("m1", (("m1",), Became.CAME, "")),
        ("m1 drop: 并入m2", (("m1",), Became.GONE, "并入m2")),
        ("m1, m2 done", (("m1", "m2"), Became.DONE, "")),
        ("m1 done: 已发文", (("m1",), Became.DONE, "已发文")),
        ("上传m1照片", None),
        ("", None),
    ],
)
def test_the_older_notes_are_still_read(note, deed):
    assert deed_of(Entry(at=FIRST, by=UNIT, did=Did.MEASURE, note=note)) == deed
    assert deed_of(Entry(at=FIRST, by=UNIT, did=Did.PROGRESS, note=note)) is None


def test_an_entry_with_a_key_is_about_nothing_else_whatever_its_note_says():
    keyed = Entry(at=FIRST, by=UNIT, did=Did.MEASURE, part="m1", note="并入m2")
    assert (mentions(keyed, "m1"), mentions(keyed, "m2")) == (True, False)
    assert mentions(replace(keyed, part=""), "m2")


def test_the_newest_correction_counts_until_it_is_extended():
    once = with_entry(BASE, entry(due=("2020-11-20", "2020-11-10")))
    assert corrected(once, "due") == "2020-11-10" and corrected(once, "title") is None
    assert corrected(with_entry(once, entry(Did.EXTEND)), "due") is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        ("", ""),
        (date(2020, 11, 2), "2020-11-02"),
        (Severity.MINOR, "minor"),
        (EvidenceKind.PHOTO, "photo"),
        (True, "true"),
        (False, ""),
        (3, "3"),
        (Decimal("12.50"), "12.50"),
        (("方面", "问题"), "方面\n问题"),
    ],
)
def test_a_value_is_told_as_a_file_writes_it(value, said):
    assert told(value) == said
