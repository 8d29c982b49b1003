"""DIF08: a measure dropped, shortened or replaced."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.record.issue import Measure
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.saying import saying
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import OPEN_STATES, Did


def measure_dropped(c: Comparison) -> Iterator[Regression]:
    """A measure stays as it was said and what was done stays done, or an entry of the history says otherwise."""
    now = {measure.id: (index, measure) for index, measure in enumerate(c.after.measures)}
    was_open = c.before.is_open or any(c.after.history[at].to in OPEN_STATES for at in c.new_entries)
    for old in c.before.measures:
        index, new = now.get(old.id, (0, None))
        said = _worse(old, new, was_open)
        if said is None:
            continue
        drop = text("inspect measure drop {id} {measure} --reason …", id=c.after.id, measure=old.id)
        yield Regression(
            ("measures", index, "text") if new else ("measures",),
            said.about(measure=old.id, what=old.text),
            drop if c.before.is_open else text("put it back as it was"),
            key=new is None,
            before=old,
            after=new,
            part=old.id,
            explained_by=c.dropped(Did.MEASURE, old.id) or c.said_anew(old, new, "text", "done_on"),
        )


def _worse(old: Measure, new: Measure | None, is_open: bool) -> Text | None:
    """What is worse about it: gone, no longer done, without what it promised; after done every change of what it says.

    More may be promised after what was promised.
    """
    if new is None:
        return text("measure {measure} is gone: {what}")
    if old.done_on and not new.done_on:
        return text("measure {measure} is no longer done")
    if new.text == old.text:
        return None
    was, now = saying(old.text), saying(new.text)
    if not now.startswith(was):
        shorter, another = text("measure {measure} was shortened"), text("measure {measure} no longer says what it promised: {what}")
        return shorter if len(now) < len(was) else another
    return text("measure {measure} was reworded after the item was done") if now != was and not is_open else None


RULE = Rule(
    code="DIF08",
    title=text("measure dropped, shortened or replaced by another"),
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
          - {id: m3, text: 夜间巡查每周三次}
        ---
        measures:   # <- DIF08
          - {id: m1, text: 增配车辆}   # <- DIF08
          - {id: m3, text: 适时研究有关事宜}   # <- DIF08
    """,
)
