"""Every two acts on an issue, done on two sides: the merge is what they give one after the other, and nothing between the versions is
called worse, or it is left to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import differences
from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.bundle import Bundle
from inspect_cli.domain.lifecycle.decision import Refused, decide
from inspect_cli.domain.merge.joining import merged
from inspect_cli.domain.record.issue import Entry, Evidence, Issue, Measure
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.rules.dif09_history_rewritten import history_rewritten
from inspect_cli.domain.words import Channel, Did, Nature, RoundKind, Severity, State

pytestmark = pytest.mark.slow

ZONE = timezone(timedelta(hours=8))
BEGIN = datetime(2020, 11, 2, 9, tzinfo=ZONE)
ROUND = Round(id="2020-r2", title="x", kind=RoundKind.REGULAR, team="x", units=(), on_site=None)
REGISTERED = Issue(
    uid="k3v9q2m8xw",
    id="CG-D001",
    channel=Channel.DURING,
    title="题",
    text="文",
    notice="oral",
    found_on=date(2020, 10, 28),
    state=State.REGISTERED,
    history=(Entry(at=BEGIN, by="联络员", did=Did.REGISTER, to=State.REGISTERED),),
)


def one(verb: Did, **fields: object):
    """A step of one act; `{tag}` in its words is another one on every side."""

    def step(issue: Issue, tag: str, at: datetime) -> list[Act]:
        said = {name: value.format(tag=tag) if isinstance(value, str) else value for name, value in fields.items()}
        return [Act(verb=verb, by="整改办", at=at, note=f"注{tag}").saying(**said)]

    return step


def _start(issue: Issue, tag: str, at: datetime) -> list[Act]:
    missing = {
        name: value for name, value in (("leader", "甲"), ("department", "乙"), ("due", date(2020, 11, 20))) if not getattr(issue, name)
    }
    return Bundle(act=Act(verb=Did.START, by="整改办", at=at).saying(**missing), measures=(f"措施{tag}",)).acts(issue)


def _finish(issue: Issue, tag: str, at: datetime) -> list[Act]:
    act = Act(verb=Did.FINISH, by="整改办", at=at, note=f"果{tag}")
    return Bundle(act=act, all_measures_done=True, pieces=(Evidence(id="", document=f"文件{tag}"),)).acts(issue)


def _extend(issue: Issue, tag: str, at: datetime) -> list[Act]:
    due = (issue.due or date(2020, 11, 20)) + timedelta(days=1 + ord(tag[0]) % 7)
    return [Act(verb=Did.EXTEND, by="整改办", at=at, note=f"迟{tag}", approved_by="丙", due=due)]


def _measure(issue: Issue, tag: str, at: datetime) -> list[Act]:
    return [Act(verb=Did.MEASURE, by="整改办", at=at, measure=Measure(id="", text=f"措施{tag}"))]


STEPS = {
    "start": _start,
    "start plainly": one(Did.START),
    "start with a handler": one(Did.START, handler="经办{tag}"),
    "progress": one(Did.PROGRESS),
    "nearly": one(Did.NEARLY),
    "finish": _finish,
    "finish plainly": one(Did.FINISH),
    "return": one(Did.RETURN, by="联络员"),
    "close": one(Did.CLOSE, by="联络员"),
    "reopen": one(Did.REOPEN, by="联络员"),
    "carry": one(Did.CARRY, twin_id="2020-r2/CG-F001", twin_uid="b123456789"),
    "void": one(Did.VOID, by="联络员", approved_by="丙"),
    "extend": _extend,
    "extend to one day": one(Did.EXTEND, approved_by="丙", due=date(2020, 12, 15)),
    "measure": _measure,
    "the same measure": one(Did.MEASURE, measure=Measure(id="", text="同"), note=""),
    "m1 done": one(Did.MEASURE, measures_done=("m1",), note=""),
    "m2 done, with a paper": one(Did.MEASURE, measures_done=("m2",), document="制度{tag}"),
    "m1 dropped": one(Did.MEASURE, drop="m1"),
    "m3 dropped": one(Did.MEASURE, drop="m3"),
    "evidence": one(Did.EVIDENCE, evidence=Evidence(id="", document="纪要"), note=""),
    "e1 dropped": one(Did.EVIDENCE, drop="e1"),
    "graver": one(Did.RECLASSIFY, severity=Severity.SERIOUS, approved_by="丙"),
    "lighter": one(Did.RECLASSIFY, severity=Severity.MINOR, approved_by="丙"),
    "another nature": one(Did.RECLASSIFY, nature=Nature.CORRUPTION, approved_by="丙"),
    "another leader": one(Did.HAND_OVER, leader="丁{tag}"),
    "leader 甲": one(Did.HAND_OVER, leader="甲"),
    "another handler": one(Did.HAND_OVER, handler="经办{tag}"),
    "sustain": one(Did.SUSTAIN),
    "long-term": one(Did.LONG_TERM, goal="标{tag}", review_on=date(2021, 6, 1)),
    "the same long-term": one(Did.LONG_TERM, note="同", goal="同", review_on=date(2021, 6, 1)),
}  # fmt: skip

STAGES = {
    "registered": [],
    "planned": ["measure", "another leader"],
    "in progress": ["start", "measure"],
    "with evidence": ["start", "evidence", "m1 done"],
    "nearly": ["start", "m1 done", "nearly", "long-term", "lighter"],
    "done": ["start", "finish"],
    "returned": ["start", "finish", "return", "another handler"],
    "closed": ["start", "finish", "close"],
    "carried": ["start", "carry"],
    "void": ["void"],
}

Step = tuple[str, str, datetime]


class Done:
    """An issue and the item that a carry made of it."""

    def __init__(self, issue: Issue, twin: Issue | None = None) -> None:
        self.issue, self.twin = issue, twin

    def then(self, step: Step) -> Done:
        """With one more step. Raises Refused."""
        name, tag, at = step
        made = decide(self.issue, STEPS[name](self.issue, tag, at), Situation(round=ROUND, today=at.date()))
        return Done(made.issue, made.twin or self.twin)


def staged(stage: str) -> Issue:
    done = Done(REGISTERED)
    for number, name in enumerate(STAGES[stage]):
        done = done.then((name, "b", BEGIN + timedelta(hours=number + 1)))
    return done.issue


BASES = {stage: staged(stage) for stage in STAGES}


def walked(stage: str, steps: list[Step]) -> Done | None:
    """The steps one after the other; None where one of them is refused."""
    return _walked(stage, tuple(steps))


@lru_cache(20_000)
def _walked(stage: str, steps: tuple[Step, ...]) -> Done | None:
    """Worked out once for each beginning that many ways share."""
    before = _walked(stage, steps[:-1]) if steps else Done(BASES[stage])
    try:
        return before.then(steps[-1]) if before and steps else before
    except Refused:
        return None


def shown(issue: Issue | None) -> Issue | None:
    """Without the order of entries of one moment."""
    return issue and replace(issue, history=tuple(sorted(issue.history, key=lambda entry: (entry.at, repr(entry)))))


def orders(base: Issue, ours: list[Step], theirs: list[Step]) -> Iterator[list[Step]]:
    """In the order of their times, and where those are the same, either first; what both did alike is done once."""
    alike = [repr(STEPS[name](base, tag, at)) for name, tag, at in ours]
    rest = []
    for name, tag, at in theirs:
        acts = repr(STEPS[name](base, tag, at))
        if acts in alike:
            alike.remove(acts)
        else:
            rest.append((name, tag, at))
    for both in (ours + rest, rest + ours):
        yield sorted(both, key=lambda step: step[2])


def judge(stage: str, ours: list[Step], theirs: list[Step]) -> str:
    """What came of it: `refused` where a side could not do its steps at all, else `clean` or `conflict`; fails where it is wrong."""
    base = BASES[stage]
    we, they = walked(stage, ours), walked(stage, theirs)
    if we is None or they is None:
        return "refused"
    there, back = merged(base, we.issue, they.issue), merged(base, they.issue, we.issue)
    told = (stage, ours, theirs)
    assert bool(there.clashes) == bool(back.clashes), told
    if there.clashes:
        return "conflict"
    assert there.issue == back.issue, told
    serial = [done for done in (walked(stage, order) for order in orders(base, ours, theirs)) if done]
    for mine, other in ((we.issue, they.issue), (they.issue, we.issue)):
        step = Comparison(mine, there.issue, "2020-r2", "2020-r2", (other,))
        assert not [one.message for one in differences(step) if one.is_unexplained], told
    twin = we.twin or they.twin
    assert any(shown(done.issue) == shown(there.issue) and shown(done.twin) == shown(twin) for done in serial), (told, there.issue)
    return "clean"


def at(hours: int) -> datetime:
    return BEGIN + timedelta(days=2, hours=hours)


@pytest.mark.parametrize("stage", STAGES)
def test_any_two_acts(stage):
    found = [
        judge(stage, [(mine, "甲", at(0))], [(other, "乙", at(hours))])
        for mine, other, hours in product(STEPS, STEPS, (0, 5))
    ]  # fmt: skip
    assert {"clean", "conflict", "refused"} <= set(found) or stage in ("void", "carried")


STEP = st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9))


@st.composite
def side(draw, tag: str):
    """Up to four steps, in the order of their times."""
    names = draw(st.lists(STEP, min_size=1, max_size=4))
    hours = sorted(hour for _, hour in names)
    return [(name, f"{tag}{number}", at(hour)) for number, ((name, _), hour) in enumerate(zip(names, hours, strict=True))]


def possible(stage: str, steps: list[Step]) -> list[Step]:
    """Without the steps that are refused."""
    done, kept = Done(BASES[stage]), []
    for step in steps:
        try:
            done = done.then(step)
        except Refused:
            continue
        kept.append(step)
    return kept


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(STAGES)), side("甲"), side("乙"))
def test_any_few_acts(stage, ours, theirs):
    judge(stage, possible(stage, ours), possible(stage, theirs))


@pytest.mark.long
@pytest.mark.parametrize("stage", STAGES)
def test_any_two_acts_against_any_one(stage):
    found = [
        judge(stage, [(mine, "甲", at(0)), (more, "丙", at(6))], [(other, "乙", at(hours))])
        for mine, more, other, hours in product(STEPS, STEPS, STEPS, (3, 9))
    ]  # fmt: skip
    print(stage, {word: found.count(word) for word in set(found)})


@pytest.mark.long
@settings(max_examples=50_000, deadline=None)
@given(st.sampled_from(sorted(STAGES)), side("甲"), side("乙"))
def test_any_few_acts_many_times(stage, ours, theirs):
    judge(stage, possible(stage, ours), possible(stage, theirs))


def test_what_both_did_in_one_moment_stands_after_what_each_did_before_it():
    """A commit that was picked onto the other branch brings the same entry to both sides."""
    ours = [("lighter", "甲", at(5)), ("the same long-term", "甲", at(5))]
    theirs = [("evidence", "乙", at(0)), ("the same long-term", "乙", at(5)), ("e1 dropped", "乙", at(6))]
    assert judge("registered", ours, theirs) == "clean"
    assert judge("registered", theirs, ours) == "clean"


def test_what_both_did_in_one_moment_in_two_orders_is_left_to_a_person():
    two = [("the same measure", "甲", at(0)), ("evidence", "甲", at(0))]
    assert judge("in progress", two, list(reversed(two))) == "conflict"


def test_two_entries_of_one_second_that_say_the_same_are_not_in_another_order():
    """A merge weaves in a third; each of the two still stands in its own place."""
    edit, act = (Entry(at=at(0), by="甲", did=did, note="") for did in (Did.EDIT, Did.MEASURE))
    later = [Entry(at=at(0) + timedelta(days=days), by="甲", did=Did.PROGRESS, note=f"{days}") for days in (1, 2)]
    old = (edit, act, edit)
    ours, theirs, woven = (replace(REGISTERED, history=(*REGISTERED.history, *old, *new)) for new in (later[1:], later[:1], later))
    assert not list(history_rewritten(Comparison(ours, woven, "2020-r2", "2020-r2", (theirs,))))
    swapped = replace(woven, history=(*REGISTERED.history, act, edit, edit, *later))
    assert list(history_rewritten(Comparison(ours, swapped, "2020-r2", "2020-r2", (theirs,))))
