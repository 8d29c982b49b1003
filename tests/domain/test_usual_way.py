"""Who went the usual way is asked nothing more: wherever that is said, the table and the rules find nothing, however a record was bent."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.lifecycle.conditions import unfounded
from inspect_cli.domain.lifecycle.moves import BY_VERB, is_legal
from inspect_cli.domain.lifecycle.usual import STAYS, STEPS, went_the_usual_way
from inspect_cli.domain.record.deeds import PARTS
from inspect_cli.domain.record.issue import Changed, Entry, Evidence, Issue, Measure
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.words import Channel, Did, RoundKind, State

FIRST = datetime(2020, 10, 28, 9, tzinfo=UTC)
ROUND = Round(id="2020-r2", title="第二轮", kind=RoundKind.REGULAR, team="二组", units=(), on_site=None)
WAY = (
    (Did.REGISTER, None, State.REGISTERED, ""),
    (Did.START, State.REGISTERED, State.IN_PROGRESS, ""),
    (Did.MEASURE, None, None, "m2"),
    (Did.PROGRESS, None, None, "已办一半"),
    (Did.NEARLY, State.IN_PROGRESS, State.BASICALLY_DONE, "还差验收"),
    (Did.EVIDENCE, None, None, "e1"),
    (Did.MEASURE, None, None, "m1 done"),
    (Did.FINISH, State.BASICALLY_DONE, State.DONE, "已落实"),
    (Did.EDIT, None, None, "错字"),
    (Did.CLOSE, State.DONE, State.CLOSED, ""),
)
CLOSED = Issue(
    uid="a123456789",
    id="CG-D001",
    channel=Channel.DURING,
    title="清运不及时",
    text="原文",
    notice="oral",
    found_on=date(2020, 10, 28),
    leader="分管副局长",
    department="环卫科",
    due=date(2020, 11, 20),
    measures=(Measure(id="m1", text="一", done_on=date(2020, 11, 3)), Measure(id="m2", text="二", done_on=date(2020, 11, 4))),
    evidence=(Evidence(id="e1", document="城管〔2020〕15号"),),
    state=State.CLOSED,
    history=tuple(
        Entry(at=FIRST + timedelta(days=day), by="巡察组" if did is Did.CLOSE else "整改办", did=did, from_=start, to=to, note=note)
        for day, (did, start, to, note) in enumerate(WAY)
    ),
)


def in_keys(issue: Issue) -> Issue:
    """The same as format 2 writes it: which part, and what became of it."""
    changes = {"m1 done": (Changed(field="done_on", now="2020-11-03"),)}
    keyed = [
        replace(entry, part=entry.note[:2], changes=changes.get(entry.note, ()), note="") if entry.did in PARTS else entry
        for entry in issue.history
    ]
    return replace(issue, history=tuple(keyed))


def cut(issue: Issue, dice: random.Random) -> Issue:
    """It has come no further than to one of its entries."""
    history = issue.history[: dice.randrange(1, len(issue.history) + 1)]
    return replace(issue, history=history, state=next((entry.to for entry in reversed(history) if entry.to), issue.state))


def without_an_entry(issue: Issue, dice: random.Random) -> Issue:
    place = dice.randrange(len(issue.history))
    return replace(issue, history=(*issue.history[:place], *issue.history[place + 1 :]) or issue.history)


def with_an_entry_again(issue: Issue, dice: random.Random) -> Issue:
    place = dice.randrange(len(issue.history) + 1)
    return replace(issue, history=(*issue.history[:place], dice.choice((*issue.history, *CLOSED.history)), *issue.history[place:]))


def with_an_entry_bent(issue: Issue, dice: random.Random) -> Issue:
    place = dice.randrange(len(issue.history))
    name, values = dice.choice(
        [
            ("did", list(Did)),
            ("from_", [None, *State]),
            ("to", [None, *State]),
            ("note", ["", " ", "\u2800", "m1", "m2", "m1 drop: ", "m1 drop: 并入", "e1 drop:", "m1, m2 done", "已办"]),
            ("part", ["", "m1", "m2", "e1"]),
            ("changes", [(), (Changed(field="text", was="一"),), (Changed(field="done_on", now="2020-11-03"),)]),
            ("by", ["整改办", "整改办 ", "整 改办", "别人"]),
            ("approved_by", ["", "\u3000", "办领导"]),
            ("at", [FIRST + timedelta(days=day) for day in (-1, 3, 5, 7, 30)]),
        ]
    )
    entry = replace(issue.history[place], **{name: dice.choice(values)})
    return replace(issue, history=(*issue.history[:place], entry, *issue.history[place + 1 :]))


def void(issue: Issue, dice: random.Random) -> Issue:
    note, approver = dice.choice(("重复", "")), dice.choice(("办领导", ""))
    entry = Entry(
        at=FIRST + timedelta(days=20), by="巡察组", did=Did.VOID, from_=issue.state, to=State.VOID, note=note, approved_by=approver
    )
    return replace(issue, history=(*issue.history, entry), state=State.VOID)


def with_a_field_bent(issue: Issue, dice: random.Random) -> Issue:
    one, other = CLOSED.measures
    name, values = dice.choice(
        [
            ("state", list(State)),
            ("channel", list(Channel)),
            ("notice", ["", "oral"]),
            ("found_on", [date(2020, 10, 27), date(2020, 10, 29)]),
            ("leader", ["", " "]),
            ("department", ["", " "]),
            ("due", [None]),
            ("measures", [(), (one,), (other,), (replace(one, done_on=None), other), (one, replace(other, done_on=date(2020, 11, 9)))]),
            ("evidence", [(), (Evidence(id="e1"),), (Evidence(id="e1", file="evidence/e1.pdf"),)]),
            ("carried_to", ["2020-r2/CG-F001"]),
        ]
    )
    return replace(issue, **{name: dice.choice(values)})


KEYED = in_keys(CLOSED)
BENDING: list[Callable[[Issue, random.Random], Issue]] = [
    cut, without_an_entry, with_an_entry_again, with_an_entry_bent, with_an_entry_bent, void, with_a_field_bent, with_a_field_bent,
]  # fmt: skip


def objections(issue: Issue) -> list[object]:
    ledger = Ledger(round=ROUND, issues=(issue,), today=date(2021, 1, 1))
    rules = [all_rules()[code] for code in ("STA01", "STA02", "STA04")]
    return [*unfounded(issue), *(fault for rule in rules if rule.issue for fault in rule.issue(issue, ledger))]


def test_of_who_went_the_usual_way_nothing_is_found_however_the_record_was_bent():
    dice, usual, odd = random.Random(1), 0, 0
    for _ in range(6_000):
        issue = cut(dice.choice((CLOSED, KEYED)), dice)
        for _ in range(dice.choice((0, 1, 1, 2, 3))):
            issue = dice.choice(BENDING)(issue, dice)
        if went_the_usual_way(issue):
            usual += 1
            assert objections(issue) == [], issue
        else:
            odd += bool(objections(issue))
    assert usual > 1_500
    assert odd > 1_500


def test_every_beginning_of_the_usual_way_is_seen_as_such():
    dice = random.Random(2)
    assert all(went_the_usual_way(cut(one, dice)) for one in (CLOSED, KEYED) for _ in range(100))


def test_its_steps_and_stays_are_rows_of_the_table():
    assert all(is_legal(did, start, to) for did, (starts, to) in STEPS.items() for start in starts)
    for did, states in STAYS.items():
        move = BY_VERB.get(did)
        assert move is None or (move.to is None and states <= move.starts and move.channels == frozenset(Channel))
