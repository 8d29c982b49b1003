"""DIF04: leader, department, handler or unit changed without a hand-over."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did


def owner_changed(c: Comparison) -> Iterator[Regression]:
    """Where somebody answered for it, somebody else does so only after a `hand-over` entry, or when the work starts."""
    noted = c.entry(Did.HAND_OVER, "note") or c.entry(Did.START, "to")
    said = text("{field} went from {old} to {new} without a hand-over")
    for field, old, new in c.reworded("DIF04"):
        what = said.about(field=FIELDS[field], old=old, new=new or "—")
        how = text("inspect hand-over {id} --{field} … --note …", id=c.after.id, field=field)
        yield c.otherwise(field, old, new, what, how, noted)
    was, now = c.before.unit, c.after.unit
    if now != was:
        what, how = said.about(field=FIELDS["unit"], old=was, new=now), corrected_by(c.before.id, "unit", now)
        yield Regression(("id",), what, how, before=was, after=now, explained_by=c.because("unit", was, now, noted=noted), kind="unit")


RULE = Rule(
    code="DIF04",
    title=text("owner changed without a hand-over entry"),
    why=text("新官不理旧账: when the owner changes by editing, nobody took over."),
    fix=text("inspect hand-over ID --leader … --note …"),
    pair=owner_changed,
    good="""
        leader: 分管副局长
        ---
        leader: 另一位副局长
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 城管局整改办, did: hand-over, note: 人事调整}
    """,
    bad="""
        leader: 分管副局长
        department: 环卫科
        ---
        leader: 另一位副局长   # <- DIF04
        department:   # <- DIF04
    """,
)
