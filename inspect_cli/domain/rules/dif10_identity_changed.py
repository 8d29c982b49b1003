"""DIF10: the original due date or the uid changed."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def identity_changed(c: Comparison) -> Iterator[Regression]:
    """Once set, both stay."""
    said = {"original_due": text("the original due date was {before}"), "uid": text("the uid was {before}")}
    for field, before, after in sorted(c.reworded("DIF10"), key=lambda one: one[0]):
        sentence = said.get(field, text("{field} was {before}")).about(before=before, field=FIELDS[field])
        if field == "uid":
            yield Regression((field,), sentence, text("put it back as it was"), before=before, after=after)
        else:
            yield c.otherwise(field, before, after, sentence, corrected_by(c.after.id, field, after))


RULE = Rule(
    code="DIF10",
    title=text("original_due or uid changed"),
    why=text("The original due date never changes, and the uid tells the issue apart for ever."),
    fix=text("inspect correct ID --original-due … --reason … --approved-by …; a uid is put back as it was"),
    waivable=False,
    pair=identity_changed,
    good="""
        original_due:
        ---
        original_due: 2020-11-10
    """,
    bad="""
        uid: k3v9q2m8xw
        original_due: 2020-11-10
        ---
        uid: p7w2r5n4zc   # <- DIF10
        original_due: 2020-11-20   # <- DIF10
        due: 2020-11-10
    """,
)
