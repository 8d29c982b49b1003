"""DIF08: a measure dropped or shortened."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did, Level, State


def measure_dropped(before: Issue, after: Issue) -> Iterator[Fault]:
    """A measure stays as it was said; before done, a `measure` entry may explain that it went."""
    now = {measure.id: measure for measure in after.measures}
    settled = before.state in (State.DONE, State.CLOSED)
    for old in before.measures:
        new = now.get(old.id)
        if new is None and (settled or not after.did_since(before, Did.MEASURE)):
            yield Fault(
                ("measures",),
                text("measure {measure} is gone: {what}", measure=old.id, what=old.text),
                text("inspect measure drop {id} {measure} --reason …", id=before.id, measure=old.id),
                key=True,
            )
        elif new and len(new.text) < len(old.text):
            yield Fault(("measures", after.measures.index(new), "text"), text("measure {measure} was shortened", measure=old.id))


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
        ---
        measures:
          - {id: m1, text: 增配车辆}   # <- DIF08
    """,
)
