"""What a page, a schema and a report call things, by their key: the fields as they are declared, and the facts that are worked out."""

from __future__ import annotations

from inspect_cli.domain.record.declaration import Declared, declared_at, fields_of, parts_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import Word

_FACTS: dict[str, Word] = {
    "round": Word("巡察轮次", "round"),
    "unit": Word("被巡察单位", "unit"),
    "total": Word("合计", "total"),
    "overdue": Word("超期", "overdue"),
    "answered": Word("有回音", "answered"),
    "done_rate": Word("完成率", "done rate"),
    "closed_rate": Word("销号率", "closed rate"),
    "stage": Word("阶段", "stage"),
    "ready": Word("可报告", "ready"),
}

_RECORDS = sorted((*parts_of(Issue), *parts_of(Round)), key=lambda one: -len(one[0]))

FIELDS: dict[str, Word] = {
    **{one.key: one.word for _, record in _RECORDS for one in fields_of(record).values()},
    **{one.key: one.word for one in fields_of(Issue).values()},
    "round_title": fields_of(Round)["title"].word,
    **_FACTS,
}
"""The terms by their key; where several records have one, an issue's own comes first, then a round's own, then those of parts."""


def label_of(field: str, part: str = "") -> Word:
    """What people call a field (`withheld.reason`) of an issue, or of a part of it: m1, e1, an entry `TIME ACT`."""
    declared = declared_in(field, part)
    return declared.word if declared else FIELDS.get(field, Word(field, field))


def declared_in(field: str, part: str = "") -> Declared | None:
    """The field as it is declared; None where there is none of this name."""
    holder = ["history"] if " " in part else ["measures"] if part.startswith("m") else ["evidence"] if part else []
    return declared_at(Issue, (*holder, *field.split(".")))
