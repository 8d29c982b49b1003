"""DIF03: severity lowered without a reclassification."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did


def severity_lowered(c: Comparison) -> Iterator[Regression]:
    """A lower severity is explained by a new `reclassify` entry with reason and approver."""
    before, after = c.before.severity, c.after.severity
    if before is not None and (after is None or after.weight < before.weight):
        said = text("severity went from {before} to {after} without a reclassification", before=before, after=after or "—")
        how = text("inspect reclassify {id} --severity … --reason … --approved-by …", id=c.after.id)
        yield c.otherwise("severity", before, after, said, how, noted=c.entry(Did.RECLASSIFY, "note", "approved_by"))


RULE = Rule(
    code="DIF03",
    title=text("severity lowered without a reclassification entry"),
    why=text("大事化小: a serious finding that became minor by editing became so for nobody's reason."),
    fix=text("inspect reclassify ID --severity … --reason … --approved-by …"),
    pair=severity_lowered,
    good="""
        severity: serious
        ---
        severity: minor
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 巡察二组联络员, did: reclassify, note: 核实后, approved_by: 巡察二组联络员}
    """,
    bad="""
        severity: serious
        ---
        severity: minor   # <- DIF03
    """,
)
