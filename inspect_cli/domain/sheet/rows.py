"""A record as a row of the ledger: what each column says of it on a day, and the digest that tells whether a row was touched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inspect_cli.domain.counting.counts import is_answered
from inspect_cli.domain.counting.deadlines import is_measure_late
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.fingerprint import fingerprint
from inspect_cli.domain.record.issue import ANSWERS, Extension, Issue, Measure
from inspect_cli.domain.sheet.columns import BY_KEY, CLOSED, COLUMNS, OF_MEASURES, OPEN, ColumnUse, Sheet
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


def _people(issue: Issue) -> CellValue:
    return "\n".join(f"{k}{n}人" for k, n in issue.outcomes.people.items()) if issue.outcomes else None


_COMPOSED: dict[str, Callable[[Issue, Ledger], CellValue]] = {
    "unit": lambda issue, ledger: ledger.round.unit_name(issue.unit),
    "aspect": lambda issue, _: issue.path[0] if issue.path else None,
    "heading": lambda issue, _: "\n".join(issue.path[1:]),
    "measures": lambda issue, _: numbered_steps(issue.measures),
    "extensions": lambda issue, _: "\n".join(map(_extension, issue.extensions)),
    "overdue": lambda issue, ledger: LATE if ledger.is_overdue(issue) else None,
    "days": lambda issue, ledger: ledger.days_left(issue),
    "progress": lambda issue, _: last_answer(issue),
    "evidence": lambda issue, _: _evidence(issue),
    "people": lambda issue, _: _people(issue),
    "links": lambda issue, _: _links(issue),
    "withheld": lambda issue, _: issue.withheld.reason if issue.withheld else None,
    "counted": lambda issue, _: YES if issue.is_counted else None,
    "answered": lambda issue, _: YES if issue.is_counted and is_answered(issue) else None,
    "fingerprint": lambda issue, _: fingerprint(issue),
}
"""What no single field says."""


def _said(record: object, route: Sequence[str]) -> CellValue:
    """The value at a route of names; nothing where there is nothing on the way."""
    for name in route:
        record = getattr(record, name, None)
    if isinstance(record, bool):
        return YES if record else None
    return record  # type: ignore[return-value]


_OF_ISSUE = [one for one in COLUMNS if one.route and one.key not in OF_MEASURES]
_OF_MEASURE = [one for one in COLUMNS if one.key in OF_MEASURES]


def issue_row(issue: Issue, ledger: Ledger) -> SheetRow:
    """Every column of an issue that holds something; what a change goes with (reasons, approvers) is left empty."""
    composed = ((key, value(issue, ledger)) for key, value in _COMPOSED.items())
    return _filled((*((one.key, _said(issue, one.route)) for one in _OF_ISSUE), *composed))


def measure_row(measure: Measure) -> SheetRow:
    """Every column of a measure that holds something."""
    return _filled((one.key, _said(measure, one.route)) for one in _OF_MEASURE)


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
    return LATE if is_measure_late(measure, issue, ledger.today) else None


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
