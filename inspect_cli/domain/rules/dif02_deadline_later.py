"""DIF02: between two versions a deadline became later without an approved extension."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.saying import saying
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did
from inspect_cli.yamlsplice.change import Route


def deadline_later(c: Comparison) -> Iterator[Regression]:
    """A later date is explained by an extension of the record to that very date, with reason and approver.

    The date of a measure may move as long as it stays within the deadline of the item.
    """
    before, after = c.before.due, c.after.due
    if before is not None and (after is None or after > before):
        yield Regression(
            ("due",),
            text("the due date went from {before} to {after} without an approved extension", before=before, after=after or "—"),
            text("inspect extend {id} --to DATE --reason … --approved-by …", id=c.after.id),
            before=before,
            after=after,
            explained_by=_extended(c) or c.dated_anew,
        )
    was, now = (plan.review_on if (plan := issue.long_term) else None for issue in (c.before, c.after))
    if was and c.after.is_open and (now is None or now > was):
        yield Regression(
            ("long_term",),
            text("the next review went from {before} to {after} without a long-term entry", before=was, after=now or "—"),
            text("inspect long-term {id} --reason … --goal … --review-on DATE", id=c.after.id),
            key=True,
            before=was,
            after=now,
            part="review_on",
            explained_by=c.entry(Did.LONG_TERM, "note") or c.because("long_term.review_on", was, now),
        )
    old = {measure.id: measure for measure in c.before.measures}
    for index, measure in enumerate(c.after.measures):
        was = old[measure.id].due if measure.id in old else None
        if was and (measure.due is None or measure.due > was) and after and (measure.due is None or measure.due > after):
            yield Regression(
                ("measures", index, "due"),
                text("measure {measure} is due later than the item itself: {after}", measure=measure.id, after=measure.due or "—"),
                text("inspect extend {id} --to DATE --reason … --approved-by …", id=c.after.id),
                before=old[measure.id],
                after=measure,
                part=measure.id,
                explained_by=c.because("due", was, measure.due, measure.id),
            )


def _extended(c: Comparison) -> Route | None:
    """The new extension to the date that now stands."""
    for index, extension in enumerate(c.after.extensions):
        approved = extension.to == c.after.due and saying(extension.reason) and saying(extension.approved_by)
        if approved and extension not in c.before.extensions:
            return "extensions", index
    return None


RULE = Rule(
    code="DIF02",
    title=text("deadline later without an approved extension"),
    why=text("A date moved by editing the file leaves no trace of who agreed, and why."),
    fix=text("inspect extend ID --to DATE --reason … --approved-by …"),
    pair=deadline_later,
    good="""
        due: 2020-11-10
        ---
        due: 2020-11-20
        extensions:
          - {to: 2020-11-20, reason: 设备到货延迟, approved_by: 巡察二组联络员, approved_on: 2020-11-08}
    """,
    bad="""
        due: 2020-11-10
        ---
        due: 2020-11-20   # <- DIF02
    """,
)
