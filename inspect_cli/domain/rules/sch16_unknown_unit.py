"""SCH16: the id's unit is not one of the round's."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def unknown_unit(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """The id's first part is the code of a unit of the round."""
    codes = [unit.code for unit in ledger.round.units]
    if ledger.round.on_site and issue.unit not in codes:
        yield Fault(
            ("id",),
            text("{unit} is not one of the round's units: {units}", unit=issue.unit, units=codes),
            text("inspect edit {round}", round=ledger.round.id),
        )


RULE = Rule(
    code="SCH16",
    title=text("the unit is not among the round's units"),
    why=text("An issue of a unit that the round does not know falls out of the unit's own table."),
    fix=text("correct the id, or add the unit to round.yaml"),
    issue=unknown_unit,
    good="""
        id: CG-D001
    """,
    bad="""
        id: XX-D001   # <- SCH16
    """,
)
