"""A record as a row of the ledger: what each column says of it on a day, and the digest that tells whether a row was touched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inspect_cli.domain.counting.counts import is_answered
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.fingerprint import fingerprint
from inspect_cli.domain.record.issue import ANSWERS, Extension, Issue, Measure
from inspect_cli.domain.sheet.columns import BY_KEY, CLOSED, OF_MEASURES, OPEN, ColumnUse, Sheet
from inspect_cli.domain.words import State

CellValue = str | date | Decimal | int | StrEnum | None
"""What a cell means: text, a day, an amount, a number, a value of a closed set, or nothing."""
SheetRow = dict[str, CellValue]

YES, LATE = "是", "超期"


def numbered_steps(measures: Iterable[Measure]) -> str:
    """The measures of an issue in one cell: one a line, each with its id."""
    return "\n".join(f"{measure.id} {measure.text}" for measure in measures)


def last_answer(issue: Issue) -> str:
    """The newest answer, as 整改情况 shows it."""
    at = issue.last(*ANSWERS)
    return issue.history[at].note if at is not None else ""


def _extension(one: Extension) -> str:
    return f"延至{one.to.isoformat()}（{'；'.join(filter(None, (one.reason, one.approved_by and f'批准：{one.approved_by}')))}）"


def _evidence(issue: Issue) -> str:
    return "\n".join(f"{one.id} {one.file or one.document}" + (f"（{one.note}）" if one.note else "") for one in issue.evidence)


def _links(issue: Issue) -> str:
    named = {"举一反三": issue.similar, "反弹自": issue.recurs, "转入": (issue.carried_to,), "转自": (issue.carried_from,)}
    return "\n".join(f"{name} {link}" for name, links in named.items() for link in links if link)


def _outcome(issue: Issue, name: str) -> CellValue:
    return getattr(issue.outcomes, name) if issue.outcomes else None


def _long_term(issue: Issue, name: str) -> CellValue:
    return getattr(issue.long_term, name) if issue.long_term else None


_OF_ISSUE: dict[str, Callable[[Issue, Ledger], CellValue]] = {
    "id": lambda issue, _: issue.id,
    "unit": lambda issue, ledger: ledger.round.unit_name(issue.unit),
    "channel": lambda issue, _: issue.channel,
    "title": lambda issue, _: issue.title,
    "text": lambda issue, _: issue.text,
    "aspect": lambda issue, _: issue.path[0] if issue.path else None,
    "heading": lambda issue, _: "\n".join(issue.path[1:]),
    "notice": lambda issue, _: issue.notice,
    "found_on": lambda issue, _: issue.found_on,
    "severity": lambda issue, _: issue.severity,
    "nature": lambda issue, _: issue.nature,
    "discipline": lambda issue, _: issue.discipline,
    "post": lambda issue, _: issue.post,
    "power": lambda issue, _: issue.power,
    "leader": lambda issue, _: issue.leader,
    "department": lambda issue, _: issue.department,
    "handler": lambda issue, _: issue.handler,
    "measures": lambda issue, _: numbered_steps(issue.measures),
    "original_due": lambda issue, _: issue.original_due,
    "due": lambda issue, _: issue.due,
    "extensions": lambda issue, _: "\n".join(map(_extension, issue.extensions)),
    "overdue": lambda issue, ledger: LATE if ledger.is_overdue(issue) else None,
    "days": lambda issue, ledger: ledger.days_left(issue),
    "progress": lambda issue, _: last_answer(issue),
    "state": lambda issue, _: issue.state,
    "evidence": lambda issue, _: _evidence(issue),
    "rules_made": lambda issue, _: _outcome(issue, "rules_made"),
    "money_recovered": lambda issue, _: _outcome(issue, "money_recovered"),
    "people": lambda issue, _: "\n".join(f"{k}{n}人" for k, n in issue.outcomes.people.items()) if issue.outcomes else None,
    "sustained": lambda issue, _: YES if issue.sustained else None,
    "long_term_reason": lambda issue, _: _long_term(issue, "reason"),
    "long_term_goal": lambda issue, _: _long_term(issue, "goal"),
    "review_on": lambda issue, _: _long_term(issue, "review_on"),
    "links": lambda issue, _: _links(issue),
    "withheld": lambda issue, _: issue.withheld.reason if issue.withheld else None,
    "counted": lambda issue, _: YES if issue.is_counted else None,
    "answered": lambda issue, _: YES if issue.is_counted and is_answered(issue) else None,
    "uid": lambda issue, _: issue.uid,
    "fingerprint": lambda issue, _: fingerprint(issue),
}
_OF_MEASURE: dict[str, Callable[[Measure], CellValue]] = {
    "measure_id": lambda measure: measure.id,
    "measure_text": lambda measure: measure.text,
    "measure_kind": lambda measure: measure.kind,
    "measure_owner": lambda measure: measure.owner,
    "measure_due": lambda measure: measure.due,
    "measure_done_on": lambda measure: measure.done_on,
    "measure_document": lambda measure: measure.document,
}


def issue_row(issue: Issue, ledger: Ledger) -> SheetRow:
    """Every column of an issue that holds something; what a change goes with (reasons, approvers) is left empty."""
    return _filled((key, value(issue, ledger)) for key, value in _OF_ISSUE.items())


def measure_row(measure: Measure) -> SheetRow:
    """Every column of a measure that holds something."""
    return _filled((key, value(measure)) for key, value in _OF_MEASURE.items())


def _filled(pairs: Iterable[tuple[str, CellValue]]) -> SheetRow:
    return {key: value for key, value in pairs if value is not None and value != ""}


def sheet_rows(sheet: Sheet, ledger: Ledger, rows: Mapping[str, SheetRow]) -> list[SheetRow]:
    """The rows of one sheet, numbered and sealed; `rows` are the issues' own, by id."""
    found: list[SheetRow] = []
    for issue in ledger.issues:
        own = rows[issue.id]
        if sheet.of_measures:
            found += [{**own, "overdue": _late(measure, issue, ledger), **measure_row(measure)} for measure in issue.measures]
        elif _stands_on(sheet, issue):
            found.append(own)
    kept = [{key: row[key] for key in sheet.keys if row.get(key) is not None} for row in found]
    return [{**row, "seq": number, "digest": digest(row, sheet.keys)} for number, row in enumerate(kept, 1)]


def _stands_on(sheet: Sheet, issue: Issue) -> bool:
    """The sheets of open and closed items have together every item that is counted."""
    if sheet is OPEN:
        return issue.is_counted and issue.state is not State.CLOSED
    return sheet is not CLOSED or (issue.is_counted and issue.state is State.CLOSED)


def _late(measure: Measure, issue: Issue, ledger: Ledger) -> CellValue:
    late = measure.due and measure.done_on is None and issue.is_open and issue.is_counted and measure.due < ledger.today
    return LATE if late else None


def digest(row: Mapping[str, CellValue], keys: Iterable[str]) -> str:
    """Twenty hex digits over everything in these columns that somebody may edit."""
    edited = [f"{key}={plain(row.get(key))}" for key in sorted(keys) if BY_KEY[key].use is not ColumnUse.SHOWN and key not in _SEALS]
    return hashlib.sha256("\x1f".join(edited).encode("utf-8", "surrogatepass")).hexdigest()[:20]


_SEALS = ("fingerprint", "digest")


def plain(value: CellValue) -> str:
    """A value as text in which equal values are alike, however a spreadsheet stores them."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return same_lines(value)
    if isinstance(value, date):
        return value.isoformat()
    return format(Decimal(value).normalize(), "f")


def same_lines(text: str) -> str:
    """The text with one kind of line end: spreadsheets change them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


assert {*_OF_ISSUE, *_OF_MEASURE} >= {key for key in BY_KEY if BY_KEY[key].use is ColumnUse.CHANGES} and set(_OF_MEASURE) == OF_MEASURES
