"""DIF11: channel or id changed."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.lifecycle.relinking import series
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did


def moved_elsewhere(c: Comparison) -> Iterator[Regression]:
    """The channel and the round stay for life; the id changes only with a `renumber` entry, and links follow it."""
    before, after, put_back = c.before, c.after, text("put it back as it was")
    if after.channel is not before.channel:
        said, right = text("the channel was {before}", before=before.channel), corrected_by(before.id, "channel", after.channel)
        yield c.otherwise("channel", before.channel, after.channel, said, right)
    if c.after_round != c.before_round:
        said = text("the round was {before}", before=c.before_round)
        yield Regression(("id",), said, put_back, before=c.before_round, after=c.after_round, kind="round")
    if after.id != before.id:
        said = text("the id was {before}", before=before.id)
        way = put_back if series(before.id) == series(after.id) else corrected_by(before.id, "unit", after.unit)
        yield Regression(("id",), said, way, before=before.id, after=after.id, explained_by=c.renumbered)
    for field, said in (("carried_to", text("carried_to was {before}")), ("carried_from", text("carried_from was {before}"))):
        old, new = getattr(before, field), getattr(after, field)
        carried = field == "carried_to" and not old and c.entry(Did.CARRY)
        if old != new and not carried and c.renamed.get(old) != new and not (not old and _is_put_back(c, new)):
            yield Regression((field,), said.about(before=old or "—"), put_back, before=old, after=new)


def _is_put_back(c: Comparison, link: str) -> bool:
    """The link was taken out before, and the history has said all along where the item was carried."""
    return any(entry.did in (Did.CARRY, Did.REGISTER) and entry.note.endswith(link) for entry in c.before.history)


RULE = Rule(
    code="DIF11",
    title=text("channel or id changed without carry or renumber"),
    why=text("An item that changes its channel by editing leaves one report without entering another properly."),
    fix=text("what was recorded wrongly: inspect correct ID --unit …, or --channel …; inspect carry ID makes a feedback item"),
    pair=moved_elsewhere,
    good="""
        channel: during
        ---
        channel: during
    """,
    bad="""
        id: CG-D001
        channel: during
        ---
        id: CG-I001   # <- DIF11
        channel: immediate   # <- DIF11
    """,
)
