"""REP03: a feedback item says less than the item that it was carried from."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.birth import softened
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def softened_by_carry(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """It goes on with all that was handed on, or its own history says why not; a link that does not come back is for REP02."""
    source = ledger.linked(issue.carried_from) if issue.carried_from else None
    if source and source.carried_to and ledger.full_ref(source.carried_to) == ledger.ref(issue):
        yield from softened(source, issue, (ledger.round,) if ledger.round.people else ())


RULE = Rule(
    code="REP03",
    title=text("carried, and softened on the way"),
    why=text("A feedback item begins as the item that it goes on with: words, class, owners and open measures are handed on unchanged."),
    fix=text("put it back first, with its verb, as the earlier item has it; what is to change is then changed with the same verb"),
    issue=softened_by_carry,
    good="""
        severity: serious
        measures:
          - {id: m1, text: 增配清运车辆2台}
          - {id: m2, text: 制定清运管理办法}
        carried_to: 2020-r2/CG-F001
        ---
        id: CG-F001
        channel: feedback
        title: 问题1
        severity: minor
        measures:
          - {id: m2, text: 制定清运管理办法}
        state: registered
        carried_from: 2020-r2/CG-D001
        history:
          - {at: 2020-11-10T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered, note: carry 2020-r2/CG-D001}
          - {at: 2020-11-11T15:00:00+08:00, by: 市委巡察办, did: reclassify, note: 核实后, approved_by: 市委巡察办}
          - {at: 2020-11-12T15:00:00+08:00, by: 城管局整改办, did: measure, note: 'm1 drop: 并入m2'}
    """,
    bad="""
        severity: serious
        nature: responsibility
        measures:
          - {id: m1, text: 增配清运车辆2台}
        carried_to: 2020-r2/CG-F001
        ---
        id: CG-F001
        channel: feedback
        title: 轻微问题   # <- REP03
        severity: minor   # <- REP03
        nature: conduct   # <- REP03
        leader: 另一位副局长   # <- REP03
        measures:   # <- REP03
          - {id: m2, text: 制定清运管理办法}
        state: registered
        carried_from: 2020-r2/CG-D001
        history:
          - {at: 2020-11-10T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered, note: carry 2020-r2/CG-D001}
    """,
)
