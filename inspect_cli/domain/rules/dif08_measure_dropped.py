"""DIF08: a measure dropped or shortened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import OPEN_STATES, Did, Level


def measure_dropped(before: Issue, after: Issue) -> Iterator[Fault]:
    """A measure stays as it was said, or an entry of the history says otherwise."""
    now = {measure.id: measure for measure in after.measures}
    for old in before.measures:
        new = now.get(old.id)
        kept = new and len(new.text) >= len(old.text)
        if kept or _explained(before, after, old.id):
            continue
        drop = text("inspect measure drop {id} {measure} --reason …", id=before.id, measure=old.id)
        fix = drop if before.is_open else text("put it back as it was")
        if new is None:
            yield Fault(("measures",), text("measure {measure} is gone: {what}", measure=old.id, what=old.text), fix, key=True)
        else:
            yield Fault(("measures", after.measures.index(new), "text"), text("measure {measure} was shortened", measure=old.id), fix)


def _explained(before: Issue, after: Issue, part: str) -> bool:
    """A new `measure` entry names the part, made while the item was open: after done that takes a return first."""
    is_open, named = before.is_open, re.compile(rf"\b{part}\b", re.ASCII)
    for entry in after.history[len(before.history) :]:
        is_open = entry.to in OPEN_STATES if entry.to else is_open
        if is_open and entry.did is Did.MEASURE and named.search(entry.note):
            return True
    return False


RULE = Rule(
    code="DIF08",
    level=Level.ERROR,
    title=text("measure dropped or shortened"),
    why=text("一改了之: a plan that shrinks afterwards is done more easily."),
    fix=text("inspect measure drop ID M --reason …, before it is done"),
    pair=measure_dropped,
    good="""
        measures:
          - {id: m1, text: 增配清运车辆2台，每日两清}
        ---
        measures: []
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 城管局整改办, did: measure, note: 'm1 drop: 并入m2'}
    """,
    bad="""
        measures:
          - {id: m1, text: 增配清运车辆2台，每日两清}
          - {id: m2, text: 制定清运管理办法}
        ---
        measures:   # <- DIF08
          - {id: m1, text: 增配车辆}   # <- DIF08
    """,
)
