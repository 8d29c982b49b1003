"""Reports, the ledger, and what came back in it."""

from __future__ import annotations

from typing import Annotated, NotRequired

from typing_extensions import TypedDict

from inspect_cli.render.json_v1.shapes.elements import BlockerShape, Day, FindingShape, Held, RoundName, StateId, one_of
from inspect_cli.render.json_v1.shapes.followed import ChangeShape
from inspect_cli.render.json_v1.shapes.standing import CountsShape


class ReportOn(TypedDict):
    """Which report."""

    kind: Annotated[str, one_of(("during", "immediate", "feedback", "public"))]
    round: str
    unit: str
    as_of: Day
    file: str | None
    issued: bool


class ReportShape(ReportOn):
    """A report that was written: its figures, and what is to be supplied by hand."""

    counts: CountsShape
    notices: int
    rules_made: int
    money_recovered: str
    people: dict[str, int]
    carried: int
    withheld: int
    missing: list[str]
    findings: list[FindingShape]


class ReportRefused(ReportOn):
    """A report that cannot be issued yet."""

    blockers: list[BlockerShape]


class ColumnShape(TypedDict):
    """A column of the ledger."""

    key: str
    head: str
    kind: str
    use: str


class SheetShape(TypedDict):
    """A sheet of the ledger: rows by the keys of its columns."""

    name: str
    rows: list[dict[str, Held]]


class LedgerShape(TypedDict):
    """The ledger as data (`inspect ledger export --format json`)."""

    as_of: Day
    round: RoundName
    columns: list[ColumnShape]
    sheets: list[SheetShape]
    unread: list[str]


class SheetSize(TypedDict):
    """A sheet and its number of rows."""

    name: str
    rows: int


class ExportShape(TypedDict):
    """What was written where."""

    file: str
    format: Annotated[str, one_of(("xlsx", "csv", "json"))]
    sha256: str
    as_of: Day
    round: RoundName
    items: int
    sheets: list[SheetSize]
    findings: list[FindingShape]


class SheetPlace(TypedDict):
    """A row of a sheet, as Excel counts."""

    sheet: str
    row: int


class NewIssueShape(SheetPlace):
    """An issue that a row brings."""

    issue: str
    uid: str
    title: str
    state: StateId


class SheetChange(ChangeShape, SheetPlace):
    """A change that a row brings."""


class UntakenShape(SheetPlace):
    """A cell that was not taken, and why."""

    cell: str
    issue: str | None
    conflict: bool
    """The record changed too since the sheet went out."""
    message: str
    fix: str | None


class NoteShape(TypedDict):
    """What else is to be said of a sheet; without a place it is said of the whole."""

    message: str
    sheet: NotRequired[str]
    row: NotRequired[int]
    cell: NotRequired[str]
    issue: NotRequired[str | None]
    conflict: NotRequired[bool]
    fix: NotRequired[str | None]


class HeadShape(TypedDict):
    """A head of the sheet and the key as which it is read."""

    column: str
    head: str
    key: str | None


class LayoutShape(TypedDict):
    """How a sheet was understood."""

    sheet: str
    header_row: int
    exported: bool
    columns: list[HeadShape]


class ImportShape(TypedDict):
    """How a file was understood, what it changes, what could not be taken."""

    file: str
    round: str
    as_of: Day
    written: int | None
    """Issues written; null in a dry run."""
    rows: int
    unchanged: int
    sheets: list[LayoutShape]
    not_understood: list[str]
    new: list[NewIssueShape]
    changes: list[SheetChange]
    untaken: list[UntakenShape]
    notes: list[NoteShape]
    findings: list[FindingShape]
