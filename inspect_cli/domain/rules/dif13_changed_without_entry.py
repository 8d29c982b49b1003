"""DIF13: what was saved says something else, and no entry tells of it."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.unsaid import unsaid
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.declaration import Way, changed_by, ways
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, Level


def changed_without_entry(c: Comparison) -> Iterator[Regression]:
    """An entry of an act that may change it, or of an edit, tells of every change of what stood there."""
    for one in unsaid(c):
        fields = [FIELDS.get(key.split(".")[-1], key) for key, *_ in one.keys]
        said = text("{fields}: no entry tells of the change", fields=fields)
        if one.part:
            said = text("{part}, {fields}: no entry tells of the change", part=one.part, fields=fields)
        fix = text("put it back as it was, then {way}", way=_way(c.after.id, str(one.route[0]), one.keys[0][0], one.part))
        yield Regression(one.route, said, fix, before=one.before, after=one.after, part=one.part)


def _way(name: str, field: str, key: str, part: str) -> Text:
    if field in changed_by(Issue, Did.RECLASSIFY):
        return text("inspect reclassify {id} … --reason … --approved-by …", id=name)
    if ways(Issue)[field] is Way.SET:
        return text("inspect edit {id}", id=name)
    return corrected_by(name, key, part=part)


RULE = Rule(
    code="DIF13",
    level=Level.WARNING,
    title=text("what was saved says something else, and no entry tells of it"),
    why=text(
        "What a hand changes in a file has no author and no reason; a result or a class that becomes another that way is nobody's word."
    ),
    fix=text("put it back as it was, and change it with inspect edit ID, inspect correct ID or the verb that is for it"),
    pair=changed_without_entry,
    good="""
        post: 环卫科科长
        ---
        post: 环卫科负责人
        similar: [TY-D001]
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 城管局整改办, did: edit}
    """,
    bad="""
        nature: corruption
        outcomes: {rules_made: 1, money_recovered: 2.50}
        measures: [{id: m1, text: 增配清运车辆2台, owner: 环卫科}]
        ---
        nature: conduct   # <- DIF13
        outcomes: {rules_made: 1, money_recovered: 25.00}   # <- DIF13
        measures:
          - {id: m1, text: 增配清运车辆2台, owner: 市容科}   # <- DIF13
    """,
)
