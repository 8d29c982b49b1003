"""DIF08: a measure dropped, shortened or replaced."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.mending import corrected_by, taken_out
from inspect_cli.domain.record.issue import Measure
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.saying import saying
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did


def measure_dropped(c: Comparison) -> Iterator[Regression]:
    """A measure stays as it was said and what was done stays done, on its day, or an entry of the history says otherwise."""
    now = {measure.id: (index, measure) for index, measure in enumerate(c.after.measures)}
    for old in c.before.measures:
        index, new = now.get(old.id, (0, None))
        said = _worse(old, new, c)
        if said is None:
            continue
        way = text("inspect measure drop {id} {measure} --reason …", id=c.after.id, measure=old.id)
        if new and new.text != old.text:
            way = corrected_by(c.after.id, "text", new.text, old.id)
        elif not c.before.is_open:
            way = text("put it back as it was")
        yield Regression(
            ("measures", index, "text") if new else ("measures",),
            said.about(measure=old.id, what=old.text),
            way,
            key=new is None,
            before=old,
            after=new,
            part=old.id,
            explained_by=c.dropped(Did.MEASURE, old.id) or c.said_anew(old, new, "text", "done_on"),
        )
    for late in c.added_after_done("measures"):
        said = text("measure {measure} was added after the item was done", measure=late.id)
        yield Regression(("measures", now[late.id][0]), said, taken_out(c.after.id, c.after.state), after=late, part=late.id)


def _worse(old: Measure, new: Measure | None, c: Comparison) -> Text | None:
    """What is worse about it: gone, not done any more or on another day, or it says something else.

    More may be promised after what was promised, and a day set right, while the item is open, by whoever says that they edited it.
    """
    if new is None:
        return text("measure {measure} is gone: {what}")
    if old.done_on and new.done_on is None:
        return text("measure {measure} is no longer done")
    edited = c.entry(Did.EDIT) if c.was_open else None
    if old.done_on and new.done_on and new.done_on != old.done_on and not edited and not c.has_come(old.done_on, new.done_on):
        return text("measure {measure} was done on another day")
    was, now = saying(old.text), saying(new.text)
    if not now.startswith(was):
        shorter, another = text("measure {measure} was shortened"), text("measure {measure} no longer says what it promised: {what}")
        return shorter if len(now) < len(was) else another
    return text("measure {measure} was reworded, and no entry tells of it") if now != was and not edited else None


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
