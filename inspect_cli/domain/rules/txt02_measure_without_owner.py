"""TXT02: a measure that nobody owns or that has no date."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def measure_without_owner(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Each measure has an owner and a date, its own or the issue's."""
    for index, measure in enumerate(issue.measures if issue.is_open and issue.is_counted else ()):
        lacks = [name for name, value in (("owner", measure.owner or issue.department), ("due", measure.due or issue.due)) if not value]
        if lacks and measure.done_on is None:
            yield Fault(("measures", index), text("measure {measure} has no {lacks}", measure=measure.id, lacks=lacks))


RULE = Rule(
    code="TXT02",
    level=Level.WARNING,
    title=text("measure without owner or date"),
    why=text("A measure of nobody, or of some day, is a wish."),
    fix=text("inspect start ID --department … --due DATE, or fill in owner and due of the measure"),
    issue=measure_without_owner,
    good="""
        department: 环卫科
        due: 2020-11-10
        original_due: 2020-11-10
        measures:
          - {id: m1, text: 增配车辆}
    """,
    bad="""
        department:
        original_due:
        due:
        measures:
          - {id: m1, text: 增配车辆}   # <- TXT02
        state: registered
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
    """,
)
