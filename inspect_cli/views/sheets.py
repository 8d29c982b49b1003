"""The ledger of a round as a workbook, before ink: its sheets with their rows, and which rows the totals are counted by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_cli.domain.counting import counts
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.sheet.columns import LEDGER, SHEETS, Sheet
from inspect_cli.domain.sheet.rows import SheetRow, issue_row, sheet_rows


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet with its rows."""

    sheet: Sheet
    rows: Sequence[SheetRow]


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger on one day. `units` are counted one by one, as `status` does; `unread` names what could not be read."""

    round: Round
    as_of: date
    tabs: tuple[Tab, ...]
    units: tuple[tuple[str, str], ...]
    items: int
    unread: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def ledger(self) -> Tab:
        """The sheet with everything."""
        return next(tab for tab in self.tabs if tab.sheet is LEDGER)


def book(ledger: Ledger, findings: Sequence[Finding], unit: str | None = None, sheets: Sequence[Sheet] = SHEETS) -> Book:
    """The workbook of a round; `unit` narrows it to one unit's issues, `sheets` to what the form of the file can hold."""
    codes = [unit] if unit else counts.unit_codes(ledger)
    shown = ledger
    if unit:
        shown = Ledger(
            round=ledger.round, issues=tuple(one for one in ledger.issues if one.unit == unit), today=ledger.today, files=ledger.files
        )
    rows = {issue.id: issue_row(issue, shown) for issue in shown.issues}
    return Book(
        round=ledger.round,
        as_of=ledger.today,
        tabs=tuple(Tab(sheet, sheet_rows(sheet, shown, rows)) for sheet in sheets),
        units=tuple((code, ledger.round.unit_name(code)) for code in codes),
        items=len(shown.issues),
        unread=tuple(sorted(ledger.unread)),
        findings=tuple(findings),
    )
