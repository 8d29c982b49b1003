"""DUE06: the dates of a round contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def round_dates(ledger: Ledger) -> Iterator[Fault]:
    """The on-site period ends, and the feedback meeting is held, after the round has begun."""
    round_ = ledger.round
    if round_.starts and round_.ends and round_.ends < round_.starts:
        yield Fault(("on_site", "ends"), text("{day} lies before the first day on site, {starts}", day=round_.ends, starts=round_.starts))
    if round_.starts and round_.feedback_on and round_.feedback_on < round_.starts:
        yield Fault(
            ("feedback_on",), text("{day} lies before the first day on site, {starts}", day=round_.feedback_on, starts=round_.starts)
        )


RULE = Rule(
    code="DUE06",
    title=text("the round's dates contradict each other"),
    why=text("A countdown to an end before the start counts nothing."),
    fix=text("correct the dates: inspect edit ROUND"),
    round=round_dates,
    good="""
        round: {on_site: {starts: 2020-10-19, ends: 2020-12-18}, feedback_on: 2021-01-15}
    """,
    bad="""
        round:
          on_site:
            starts: 2020-10-19
            ends: 2020-10-18   # <- DUE06
          feedback_on: 2020-10-01   # <- DUE06
    """,
)
