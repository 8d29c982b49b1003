"""Every field of a saved record changed by hand: `check --since` names it, or the table says why it may be another one."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from functools import singledispatch
from typing import Any

import pytest
from desk import Desk

from inspect_cli.domain.record.issue import Evidence, Issue, Measure
from inspect_cli.store.reading import read_issue
from inspect_cli.store.writing import NotWritable, issue_text

pytestmark = pytest.mark.slow

FULL = """\
uid: {uid}
id: {id}
channel: during
title: 垃圾清运不及时
text: 老城片区垃圾清运不及时。
notice: 巡察立改〔2020〕3号
found_on: 2020-10-28
severity: moderate
path: [贯彻落实上级决策部署不够有力, 市容环境管理]
nature: conduct
discipline: work
post: 环卫科科长
power: using
leader: 分管副局长
department: 环卫科
handler: 环卫科科员
original_due: 2020-11-10
due: 2020-11-20
extensions:
  - {{to: 2020-11-20, reason: 设备到货延迟, approved_by: 巡察二组联络员, approved_on: 2020-11-08}}
measures:
  - {{id: m1, text: 全面整改, kind: corrective, owner: 环卫科, due: 2020-11-18, done_on: 2020-11-12, document: 城管〔2020〕14号}}
  - {{id: m2, text: 制定清运管理办法, kind: institutional, owner: 环卫科, due: 2020-11-18, done_on: 2020-11-12, document: 城管〔2020〕15号}}
evidence:
  - {{id: e1, document: 城管〔2020〕15号, kind: rule, note: 已印发, added_on: 2020-11-12}}
  - {{id: e2, file: evidence/{id}/a.txt, sha256: {sha256}, kind: photo, note: 整改后现场, added_on: 2020-11-12}}
outcomes: {{rules_made: 1, money_recovered: 2.50, people: {{诫勉: 1}}}}
state: in_progress
sustained: true
long_term: {{reason: 设备分批到货, goal: 年底前到齐, review_on: 2020-12-01}}
similar: [CG-D901]
carried_to: 2020-r2/CG-F901
carried_from: 2020-r2/CG-F902
recurs: [2020-r2/CG-D902]
withheld: {{reason: 涉及在办案件, approved_by: 市委巡察办}}
waivers:
  - rule: TXT02
    reason: 另有台账
    by: 巡察二组联络员
    on: 2020-11-09
    part: m1
    changes: [{{field: text, was: 甲, now: 乙}}]
history:
  - {{at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered, note: 现场发现}}
  - {{at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}}
  - {{at: 2020-11-08T15:00:00+08:00, by: 巡察二组联络员, did: extend, note: 设备到货延迟, approved_by: 巡察二组联络员}}
  - {{at: 2020-11-12T10:00:00+08:00, by: 城管局整改办, did: evidence, note: e1}}
  - {{at: 2020-11-12T10:01:00+08:00, by: 城管局整改办, did: evidence, note: e2}}
  - {{at: 2020-11-12T10:02:00+08:00, by: 城管局整改办, did: measure, part: m1, changes: [{{field: done_on, was: 2020-11-11, now: 2020-11-12}}]}}
  - {{at: 2020-11-12T10:03:00+08:00, by: 城管局整改办, did: measure, note: m2 done}}
"""
CLOSED = """\
  - {{at: 2020-11-13T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 已整改}}
  - {{at: 2020-11-14T10:00:00+08:00, by: 巡察二组联络员, did: close, from: done, to: closed}}
"""


FREE = {
    "severity raised": "nothing is made smaller; DIF03 sees what is lowered",
    "due earlier": "it gives nobody time; DUE01 holds it against what was granted",
    "extensions added": "DIF02 judges the date that it grants, STA05 one without an entry",
    "long_term.review_on earlier": "it is looked at sooner",
    "similar added": "what is filled in takes nothing back",
    "recurs added": "what is filled in takes nothing back",
    **{
        f"waivers{what}": "one that goes lets its rule hold again; STA06 and SCH18 judge one that comes"
        for what in (" added", " gone", ".rule changed", ".reason changed", ".by changed", ".on earlier", ".on later")
    },
    **{
        f"waivers.{what}": "it excuses the change that it names now, and no other"
        for what in (
            *(f"part {how}" for how in ("changed", "gone")),
            *(f"changes{what}" for what in (" added", " gone", ".field changed", ".was changed", ".was gone", ".now changed", ".now gone")),
        )
    },
    **{f"{link} changed": "its aim may have another number since; REP01 holds where it leads" for link in ("similar", "recurs")},
}
"""What may be changed without an entry, in every state, and why."""
FREE_WHILE_OPEN = {
    "measures added": "more may be promised; that it was done without an entry is STA05's",
    "evidence added": "more may be proved; one without an entry is STA05's",
    "history added": "an entry in somebody's own name; what it does is judged with what it changes",
}
FREE_ONCE_CLOSED = {"long_term.review_on later": "a closed item is not looked at any more", "long_term.review_on gone": "likewise"}


# -- every other version of a record -----------------------------------------------------------------------------------


def others(record: Any, route: str = "") -> Iterator[tuple[str, Any]]:
    """The record with one thing in it another one: what was done to which field, and the record."""
    for field in dataclasses.fields(record):
        name, value = f"{route}{field.name.rstrip('_')}", getattr(record, field.name)
        for how, other in otherwise(value, name):
            yield how, dataclasses.replace(record, **{field.name: other})


def otherwise(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Another value in its place, or none."""
    if value in (None, "", (), {}):
        return
    if dataclasses.is_dataclass(value):
        yield from others(value, f"{name}.")
    elif isinstance(value, tuple):
        yield from (
            (how, (*value[:at], other, *value[at + 1 :])) for at, one in enumerate(value) for how, other in otherwise(one, name) if other
        )
        yield f"{name} added", (*value, added(value[-1]))
        yield f"{name} gone", value[:-1]
    elif isinstance(value, dict):
        yield f"{name} changed", {key: count + 1 for key, count in value.items()}
        yield f"{name} added", {**value, "警告": 1}
    else:
        yield from ((f"{name} {how}", other) for how, other in another(value))
    if not isinstance(value, tuple):
        yield f"{name} gone", None if isinstance(value, (Enum, date)) or dataclasses.is_dataclass(value) else type(value)()


@singledispatch
def another(value: Any) -> Iterator[tuple[str, Any]]:
    """Other values of its kind, each with what it is to the one that stands there."""
    yield "changed", value + 1


@another.register
def _(value: bool) -> Iterator[tuple[str, Any]]:
    yield "changed", not value


@another.register
def _(value: date) -> Iterator[tuple[str, Any]]:
    step = timedelta(hours=1) if isinstance(value, datetime) else timedelta(days=1)
    yield from (("earlier", value - step), ("later", value + step))


@another.register
def _(value: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Enum):
        rank = {one: getattr(one, "weight", 0) for one in type(value)}
        how = {1: "raised", 0: "changed", -1: "lowered"}
        yield from ((how[(rank[one] > rank[value]) - (rank[one] < rank[value])], one) for one in rank if one is not value)
        return
    last = value[-1]
    if value.isascii():
        yield "changed", value[:-1] + {"9": "8", "b": "a"}.get(last, "9" if last.isdigit() else "b")
    else:
        yield "changed", value + "（不执行）"


def added(last: Any) -> Any:
    """One more, like the last."""
    if isinstance(last, str):
        return next(other for _, other in another(last))
    if isinstance(last, Measure):
        return dataclasses.replace(last, id="m9")
    if isinstance(last, Evidence):
        return Evidence(id="e9", document="城管〔2020〕99号")
    fresh = {"did": "progress", "note": "已清运", "from_": None, "to": None, "part": "", "changes": ()} if hasattr(last, "did") else {}
    return dataclasses.replace(last, **fresh)


# -- the law -----------------------------------------------------------------------------------------------------------


def record(state: str, number: int, channel: str = "during") -> Issue:
    """The full record under a number and a uid of its own."""
    text = (FULL + CLOSED if state == "closed" else FULL).replace("state: in_progress", f"state: {state}", 1)
    text = text.replace("channel: during", f"channel: {channel}")
    sha256 = hashlib.sha256(b"a").hexdigest()
    found = read_issue(
        text.format(uid=f"{state[:2].replace('_', '0')}{number:08d}", id=f"CG-{channel[0].upper()}{number}", sha256=sha256).encode()
    )
    assert found.record, found.complaints
    return found.record


def empty_fields(value: Any, route: str = "") -> Iterator[str]:
    """What says nothing in it, and in the last of each list."""
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if held in (None, "", (), {}):
            yield f"{route}{field.name}"
        for inner in held if isinstance(held, tuple) else (held,):
            if dataclasses.is_dataclass(inner):
                yield from empty_fields(inner, f"{route}{field.name}.")


def test_the_record_that_is_changed_has_every_field():
    """A field that is declared later is to be filled here, so that the law holds for it too."""
    closed = record("closed", 100)
    filled = {how.rsplit(" ", 1)[0] for how, _ in others(closed)}
    assert {route.replace("from_", "from") for route in empty_fields(closed)} <= filled


@pytest.mark.parametrize(
    ("state", "channel"),
    [
        ("in_progress", "during"),
        pytest.param("closed", "during", marks=pytest.mark.long),
        pytest.param("in_progress", "immediate", marks=pytest.mark.long),
    ],
)
def test_what_a_hand_changes_in_what_was_saved_is_named_or_may_be_another(workspace: Desk, state: str, channel: str):
    changed: dict[str, tuple[str, bytes]] = {}
    for number, (how, _) in enumerate(others(record(state, 100, channel)), 100):
        one = record(state, number, channel)
        other = [made for _, made in others(one)][number - 100]
        try:
            raw = issue_text(other)
        except NotWritable:
            continue  # no record: reading names it
        proof = workspace.root / f"rounds/2020-r2/evidence/{one.id}/a.txt"
        proof.parent.mkdir(parents=True)
        proof.write_bytes(b"a")
        workspace.issue(one.id).write_bytes(issue_text(one))
        changed[one.id] = how, raw
    workspace.commit("saved")
    for name, (_, raw) in changed.items():
        workspace.issue(name).write_bytes(raw)
    found = workspace.inspect("check", "--since", "HEAD", "--today", "2020-11-20", "--json", code=1).data["findings"]
    named = {one["file"].rsplit("/", 1)[-1].removesuffix(".yaml") for one in found if one["rule"].startswith(("DIF", "STA"))}
    unseen = {how for name, (how, _) in changed.items() if name not in named}
    assert unseen == set(FREE | (FREE_WHILE_OPEN if state == "in_progress" else FREE_ONCE_CLOSED))
