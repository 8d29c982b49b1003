"""STA11: something is said to have happened on a day that has not come."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import corrected_by, record_file
from inspect_cli.domain.record.happened import happened, latest
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.yamlsplice.change import Route


def still_to_come(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """What was found, done, approved, added, waived or entered lies on a day that has come, here or anywhere."""
    if latest(issue) <= ledger.horizon:
        return
    for route, day in happened(issue):
        if day > ledger.horizon:
            said = text("{day} is still to come, and this is said to have happened", day=day)
            yield Fault(route, said, _set_right(issue, ledger, route))


def _set_right(issue: Issue, ledger: Ledger, route: Route) -> Text:
    """By a correction; nothing can be entered, and so nothing edited, while the last entry is one of those."""
    if issue.history[-1].at.date() > ledger.horizon:
        file = record_file(ledger.round.id, issue.id)
        return text("set it right in the file with a text editor, and say in the commit why: {file}", file=file)
    if route[0] in ("found_on", "measures", "evidence"):
        part = getattr(issue, str(route[0]))[int(route[1])].id if len(route) > 1 else ""
        return corrected_by(issue.id, str(route[-1]), part=part)
    return text("set it right: inspect edit {id}", id=issue.id)


RULE = Rule(
    code="STA11",
    title=text("happened in the future"),
    why=text("A slip of the year blocks every later step, and a measure done tomorrow would let the item be declared done today."),
    fix=text("set the day right: inspect correct ID --found-on …; that of the last entry of the history, in the file with a text editor"),
    issue=still_to_come,
    good="""
        today: 2020-12-01
        ---
        due: 2020-12-10
        original_due: 2020-12-10
        long_term: {reason: 甲, goal: 乙, review_on: 2021-03-31}
        measures:
          - {id: m1, text: 增配车辆, due: 2020-12-08, done_on: 2020-12-01}
    """,
    bad="""
        today: 2020-12-01
        ---
        measures:
          - id: m1
            text: 增配车辆
            done_on: 2099-12-01   # <- STA11
        evidence:
          - id: e1
            document: 城管〔2020〕15号
            added_on: 2099-12-01   # <- STA11
        extensions:
          - to: 2099-12-20
            reason: 延迟
            approved_by: 巡察二组联络员
            approved_on: 2099-12-08   # <- STA11
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2099-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}   # <- STA11
    """,
)
