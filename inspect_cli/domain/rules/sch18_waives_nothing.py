"""SCH18: a waiver that waives nothing."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Level


def waives_nothing(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every waiver names a rule, and one that can be waived."""
    for index, waiver in enumerate(issue.waivers):
        route = ("waivers", index, "rule")
        rule = _known(waiver.rule)
        if rule is None and not _is_gate(waiver.rule):
            again = text("write the code that the finding has, or delete it: inspect edit {id}", id=issue.id)
            yield Fault(route, _unknown(waiver.rule), again)
        elif rule is None or not rule.can_be_waived:
            said = text("{rule} cannot be waived: what it finds holds all the same", rule=waiver.rule)
            again = text("delete the waiver: inspect edit {id}; what to do instead: inspect explain {rule}", id=issue.id, rule=waiver.rule)
            yield Fault(route, said, again, level=Level.WARNING)


def _unknown(typed: str) -> Text:
    near = typed.strip().upper()
    if _known(near):
        return text("there is no rule {typed}; did you mean {near}?", typed=typed, near=near)
    return text("there is no rule {typed}, and so nothing is waived", typed=typed)


def _is_gate(code: str) -> bool:
    from inspect_cli.domain.counting.gate import GATE_RULES  # few records have a waiver

    return code in GATE_RULES


def _known(code: str) -> Rule | None:
    from inspect_cli.domain.rules import all_rules  # of which this is one

    return all_rules().get(code)


RULE = Rule(
    code="SCH18",
    title=text("a waiver that waives nothing"),
    why=text("Whoever signs a waiver relies on it; a slip in its code, or a rule that holds for everybody, leaves the finding as it was."),
    also=((Level.WARNING, text("a rule that cannot be waived")),),
    fix=text("write the code that the finding has; inspect explain CODE says whether it can be waived, and who may sign"),
    waivable=False,
    issue=waives_nothing,
    good="""
        waivers:
          - {rule: TXT02, reason: 另有台账, by: 巡察二组联络员, on: 2020-11-09}
    """,
    bad="""
        waivers:
          - {rule: EVI99, reason: 笔误, by: 巡察二组联络员, on: 2020-11-09}   # <- SCH18
          - {rule: txt02, reason: 另有台账, by: 巡察二组联络员, on: 2020-11-09}   # <- SCH18
          - {rule: STA04, reason: 人手不足, by: 巡察二组联络员, on: 2020-11-09}   # <- SCH18
    """,
)
