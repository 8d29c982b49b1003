"""STA07: a measure or a piece of evidence that the history says was dropped is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.lifecycle.replay import dropped
from inspect_cli.domain.lifecycle.retold import drops_a_part
from inspect_cli.domain.record.issue import Evidence, Issue, Measure
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def dropped_still_there(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """A number is given out once, so what was dropped never comes back under it."""
    if not any(map(drops_a_part, issue.history)):
        return
    gone = dropped(issue)
    lists: dict[str, Sequence[Measure | Evidence]] = {"measures": issue.measures, "evidence": issue.evidence}
    for field, parts in lists.items():
        for index, part in enumerate(parts):
            if part.id in gone:
                yield Fault((field, index), text("the history says that {part} was dropped", part=part.id))


RULE = Rule(
    code="STA07",
    title=text("dropped, and still there"),
    why=text("What was dropped with a reason and came back, as a merge by lines may bring it, counts again without anybody's word."),
    fix=text("take it out again; if it is to hold, add it anew under the next number"),
    issue=dropped_still_there,
    good="""
        measures:
          - {id: m2, text: 增配车辆}
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-01T09:05:00+08:00, by: 城管局整改办, did: measure, note: 'm1 drop: 并入m2'}
    """,
    bad="""
        measures:
          - {id: m1, text: 增配车辆}   # <- STA07
        evidence:
          - {id: e1, document: 城管〔2020〕15号, added_on: 2020-11-01}   # <- STA07
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-01T09:05:00+08:00, by: 城管局整改办, did: measure, note: 'm1 drop: 并入m2'}
          - {at: 2020-11-01T09:06:00+08:00, by: 城管局整改办, did: evidence, note: 'e1 drop: 不是本件'}
    """,
)
