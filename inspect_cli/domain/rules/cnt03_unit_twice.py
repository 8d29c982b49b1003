"""CNT03: the same unit code twice."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def unit_twice(ledger: Ledger) -> Iterator[Fault]:
    """Codes are unique."""
    codes = [unit.code for unit in ledger.round.units]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield Fault(("units", index, "code"), text("{code} is the code of another unit already", code=code))


RULE = Rule(
    code="CNT03",
    title=text("the same unit code twice"),
    why=text("Two units under one code cannot be told apart in any id."),
    fix=text("give each unit a code of its own"),
    round=unit_twice,
    good="""
        round:
          units:
            - {code: CG, name: 市城市管理局党组}
            - {code: TY, name: 市退役军人事务局党组}
    """,
    bad="""
        round:
          units:
            - {code: CG, name: 市城市管理局党组}
            - {code: CG, name: 市退役军人事务局党组}   # <- CNT03
    """,
)
