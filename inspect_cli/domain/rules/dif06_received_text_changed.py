"""DIF06: received text, title or notice changed."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Channel


def received_text_changed(c: Comparison) -> Iterator[Regression]:
    """Of items handed over or fed back nobody rewords title, text or notice; a unit's own items it may."""
    if c.before.channel is Channel.IMMEDIATE:
        return
    for field, old, new in c.reworded("DIF06"):
        said = text("{field} is not what was received", field=FIELDS[field])
        yield c.otherwise(field, old, new, said, corrected_by(c.after.id, field, new))


RULE = Rule(
    code="DIF06",
    title=text("received text, title or notice changed"),
    why=text("原汁原味: what the team or the office wrote is answered as they wrote it."),
    fix=text("inspect correct ID --title … --reason … --approved-by …"),
    pair=received_text_changed,
    good="""
        channel: immediate
        id: CG-I001
        notice:
        title: 甲
        ---
        channel: immediate
        id: CG-I001
        notice:
        title: 乙
    """,
    bad="""
        text: 一是清运不及时。
        ---
        text: 一是清运基本及时。   # <- DIF06
    """,
)
