"""What every JSON answer looks like, key by key: the format itself, version 1. Changes only by addition.

The JSON Schemas in `schemas/json_v1/` are made from these classes; the functions beside this file fill them. Loaded for types and
for the schemas alone, so that an answer does not wait for it. In every answer: a day is `YYYY-MM-DD`, a moment ISO 8601 with its
offset, an amount a decimal string in 万元, a rate a string such as "76%" or null where nothing was counted, an issue `ROUND/ID`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, NotRequired

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from inspect_cli.domain import words


def _one_of(values: Iterable[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [str(value) for value in values]})


Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Rate = str | None
LevelId = Annotated[str, _one_of(words.Level)]
ChannelId = Annotated[str, _one_of(words.Channel)]
StateId = Annotated[str, _one_of(words.State)]
StageId = Annotated[str, _one_of(words.Stage)]
SeverityId = Annotated[str, _one_of(words.Severity)]
VerdictId = Annotated[str, _one_of(words.Verdict)]
DidId = Annotated[str, _one_of(words.Did)]
RoleId = Annotated[str, _one_of(words.Role)]
Held = Annotated[object, WithJsonSchema({"description": "a value as a record holds it"})]
"""A string, a number, a list, an object with the keys of its file, or null."""
RECORD = "IssueModel"
IssueRecord = Annotated[dict[str, object], WithJsonSchema({"title": RECORD})]
"""An issue with the keys of its file; empty ones are left out, days and amounts are strings."""


class FindingShape(TypedDict):
    """A fault with its place."""

    rule: str
    """Its code, for `inspect explain`."""
    level: LevelId
    file: str
    """Relative to the root, with forward slashes."""
    line: int
    column: int
    issue: str | None
    message: str
    """A sentence in the language of the run."""
    fix: str
    """How to mend it; empty where nothing is known."""


class BlockerShape(TypedDict):
    """A reason why a report cannot go out."""

    rule: str
    issue: str | None
    """Null where the round itself is the reason."""
    message: str
    fix: str


class ObjectionShape(TypedDict):
    """Why a verb cannot be done yet."""

    message: str
    fix: str
    flag: str | None
    """The option that brings what is missing."""


class RoundName(TypedDict):
    """A round by its id."""

    id: str
    title: str


# -- where things stand ------------------------------------------------------------------------------------------------


class CountsShape(TypedDict):
    """How many issues; `total` and the states leave out what is void."""

    total: int
    registered: int
    in_progress: int
    basically_done: int
    done: int
    closed: int
    void: int
    overdue: int
    answered: int
    done_rate: Rate
    closed_rate: Rate


class UnitCounts(CountsShape):
    """One unit and channel; in the totals both are null."""

    unit: str | None
    channel: ChannelId | None


class RoundTotals(CountsShape):
    """All rounds."""

    round: None
    ready: bool
    """Nothing stands in the way of any report."""


class RoundCounts(CountsShape):
    """One round."""

    round: str
    stage: StageId | None
    ready: bool
    """Nothing stands in the way of its report."""


class StagedRound(RoundName):
    """A round and how far it is."""

    stage: StageId | None


class GateShape(TypedDict):
    """The next written report and what stands in its way."""

    kind: ChannelId
    due: Day | None
    days_left: int | None
    """Negative when past."""
    ready: bool
    blockers: list[BlockerShape]


class PublishedShape(TypedDict):
    """A count in the words that the round publishes."""

    word: str | None
    states: list[StateId]
    count: int
    rate: Rate


class StatusShape(TypedDict):
    """One round on one day."""

    as_of: Day
    round: StagedRound
    rows: list[UnitCounts]
    totals: UnitCounts
    overdue: list[str]
    due_soon: list[str]
    report: GateShape
    published: list[PublishedShape]
    findings: list[FindingShape]


class AllRoundsShape(TypedDict):
    """All rounds on one day: a row is a round."""

    as_of: Day
    round: None
    rows: list[RoundCounts]
    totals: RoundTotals
    overdue: list[str]
    due_soon: list[str]
    report: None
    findings: list[FindingShape]


class NextStep(TypedDict):
    """One of the next things to do."""

    what: str
    """A sentence in the language of the run."""
    command: str
    """What to type for it."""
    issue: str | None


class HomeShape(TypedDict):
    """Where things stand in short, and what to do next; without a workspace `round` is null and nothing is counted."""

    as_of: Day
    root: str | None
    round: StagedRound | None
    totals: CountsShape | None
    report: GateShape | None
    next: list[NextStep]
    findings: list[FindingShape]


class UnitName(TypedDict):
    """An inspected unit."""

    code: str
    name: str


class Period(TypedDict):
    """From a day to a day."""

    starts: Day | None
    ends: Day | None


class RoundShape(RoundName):
    """One round of `inspect rounds`."""

    kind: str | None
    stage: StageId | None
    team: str
    units: list[UnitName]
    on_site: Period
    feedback_on: Day | None
    issues: int


class RoundsShape(TypedDict):
    """The rounds, the newest first."""

    rounds: list[RoundShape]
    findings: list[FindingShape]


class ListedShape(TypedDict):
    """One issue of a list."""

    issue: str
    uid: str
    channel: ChannelId
    unit: str
    title: str
    state: StateId
    severity: SeverityId | None
    leader: str | None
    department: str | None
    handler: str | None
    due: Day | None
    days_left: int | None
    overdue: bool
    carried_to: str | None


class ListShape(TypedDict):
    """The issues that match."""

    as_of: Day
    issues: list[ListedShape]
    findings: list[FindingShape]


class PointShape(TypedDict):
    """The counts at one point in time: `total` is open + done + closed; what is overdue is open."""

    day: Day
    commit: str
    total: int
    open: int
    done: int
    closed: int
    overdue: int


class TrendShape(TypedDict):
    """The counts of a round over time."""

    round: str
    per: Annotated[str, _one_of(("day", "commit"))]
    points: list[PointShape]


# -- one issue ---------------------------------------------------------------------------------------------------------


class ShowShape(TypedDict):
    """One issue, whole."""

    issue: str
    record: IssueRecord
    findings: list[FindingShape]


class StepShape(TypedDict):
    """A verb, and what it still needs."""

    verb: DidId
    to: StateId | None
    roles: list[RoleId]
    needs: list[ObjectionShape]


class WhyShape(TypedDict):
    """What can be done with an issue now."""

    issue: str
    state: StateId
    verbs: list[StepShape]


class CommitShape(TypedDict):
    """A commit of git."""

    id: str
    author: str
    email: str
    at: Moment
    subject: str


_MayHaveFrom = TypedDict("_MayHaveFrom", {"from": NotRequired[StateId]})  # a word of Python, which no class body takes


class EntryShape(_MayHaveFrom):
    """An entry of a record's history, with its commit."""

    at: Moment
    by: str
    did: DidId
    to: NotRequired[StateId]
    note: NotRequired[str]
    approved_by: NotRequired[str]
    commit: CommitShape | None
    days: int | None
    """From its own time to the commit; negative where it is dated after it."""
    backfilled: bool
    """Committed more than the allowed days after its time."""
    by_another: bool
    """The committer is not the one who signed it."""


class SilentShape(TypedDict):
    """A commit that changed the record without an entry."""

    commit: CommitShape | None
    kinds: list[str]
    rules: list[str]


class HistoryShape(TypedDict):
    """An issue's history, woven with git's."""

    issue: str
    uid: str
    names: list[str]
    """Every name it had, the newest first."""
    days: int
    entries: list[EntryShape]
    silent: list[SilentShape]


class ChangeShape(TypedDict):
    """One difference between two versions."""

    issue: str | None
    round: str
    uid: str | None
    kind: str
    part: str | None
    verdict: VerdictId
    rule: str | None
    """Of a regression alone."""
    before: Held
    after: Held
    explained_by: Held
    """The entry, extension or waiver that explains it."""
    message: str | None
    guess: int | None
    """How alike two records are that may be one, of 100."""


class SummaryShape(TypedDict):
    """How many changes of which kind, over how many issues."""

    issues: int
    progress: int
    neutral: int
    regression: int
    explained: int
    unexplained: int


_HasFrom = TypedDict("_HasFrom", {"from": str})


class DiffShape(_HasFrom):
    """What changed between two versions, or two rounds."""

    to: str
    changes: list[ChangeShape]
    summary: SummaryShape
    findings: list[FindingShape]


# -- judged ------------------------------------------------------------------------------------------------------------


class CheckShape(TypedDict):
    """What the rules found."""

    as_of: Day
    findings: list[FindingShape]
    unseen: NotRequired[list[str]]
    """What could not be looked at, and why; there where something was."""


class InvalidShape(TypedDict):
    """The records that cannot be read, where nothing else can be answered (exit 3)."""

    findings: list[FindingShape]


class RulePageShape(TypedDict):
    """One rule of the manual."""

    code: str
    level: LevelId
    title: str
    why: str
    fix: str
    good: str
    bad: str


class ExplainShape(TypedDict):
    """Rules with their words and examples."""

    rules: list[RulePageShape]


class SignShape(TypedDict):
    """One thing that was looked at."""

    well: bool
    what: str
    fix: str


class SignsShape(TypedDict):
    """Is this machine and this folder set up well."""

    signs: list[SignShape]


class FlawShape(TypedDict):
    """One thing that is wrong with a template."""

    level: LevelId
    part: str
    paragraph: int | None
    words: str
    reason: str
    remedy: str


class FlawsShape(TypedDict):
    """What is wrong with a template."""

    flaws: list[FlawShape]


class TopicShape(TypedDict):
    """A page of the manual by the question that it answers."""

    topic: str
    question: str


class TopicsShape(TypedDict):
    """The pages of the manual."""

    topics: list[TopicShape]


class TopicPageShape(TopicShape):
    """One page of the manual."""

    markdown: str


# -- papers and sheets -------------------------------------------------------------------------------------------------


class ReportOn(TypedDict):
    """Which report."""

    kind: Annotated[str, _one_of(("during", "immediate", "feedback", "public"))]
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
    format: Annotated[str, _one_of(("xlsx", "csv", "json"))]
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


# -- done --------------------------------------------------------------------------------------------------------------


class AddShape(TypedDict):
    """An issue was registered."""

    issue: str
    uid: str
    file: str


class AttachedShape(TypedDict):
    """An evidence file that was copied into the round."""

    file: str
    sha256: str
    size: int
    kind: str


class ChangedShape(TypedDict):
    """What became of one issue."""

    issue: str
    uid: str
    before: StateId
    state: StateId
    twin: str | None
    """The issue of the feedback channel in which it goes on."""
    evidence: list[AttachedShape]


class ChangesShape(TypedDict):
    """What a verb did."""

    changes: list[ChangedShape]


class DryRunShape(TypedDict):
    """What would be written."""

    dry_run: Literal[True]
    diff: str
    """A unified diff, or the whole of a new file."""


class EditShape(TypedDict):
    """A file that was edited."""

    round: str
    issue: str | None
    file: str


class FeedbackShape(TypedDict):
    """The feedback meeting."""

    round: str
    feedback_on: Day
    report_due: Day | None


class InitShape(TypedDict):
    """A folder that is ready for records."""

    root: str


class NewRoundShape(TypedDict):
    """A round that was opened."""

    round: str
    file: str


class MovedShape(TypedDict):
    """A file that moved."""

    before: str
    file: str


class LinkShape(TypedDict):
    """A record and its field that names the issue."""

    issue: str
    field: str


class RenumberShape(TypedDict):
    """An issue that has another number now."""

    issue: str
    uid: str
    before: str
    file: str
    evidence: list[MovedShape]
    evidence_kept: list[str]
    links: list[LinkShape]
    links_unclear: list[LinkShape]
    unread: list[str]
    copies: list[str]


class MergeFileShape(TypedDict):
    """The result of a merge."""

    file: str
    clean: bool
    conflicts: list[str]


class SchemaShape(TypedDict):
    """The schema files that were written anew."""

    written: list[str]


class ReasonShape(ObjectionShape):
    """Why an issue was refused."""

    issue: str


class ErrorShape(TypedDict):
    """Why there is no answer; on stderr."""

    code: str
    message: str
    hint: str
    reasons: NotRequired[list[ReasonShape]]


KINDS: dict[str, object] = {
    "home": HomeShape,
    "status": StatusShape | AllRoundsShape,
    "rounds": RoundsShape,
    "list": ListShape,
    "trend": TrendShape,
    "show": ShowShape,
    "why": WhyShape,
    "history": HistoryShape,
    "diff": DiffShape,
    "check": CheckShape,
    "invalid": InvalidShape,
    "explain": ExplainShape,
    "doctor": SignsShape,
    "git-setup": SignsShape,
    "report": ReportShape | ReportRefused,
    "report-lint": FlawsShape,
    "ledger": LedgerShape,
    "ledger-export": ExportShape,
    "ledger-import": ImportShape,
    "add": AddShape,
    "change": ChangesShape,
    "dry-run": DryRunShape,
    "edit": EditShape,
    "feedback": FeedbackShape,
    "init": InitShape,
    "new-round": NewRoundShape,
    "renumber": RenumberShape,
    "merge-file": MergeFileShape,
    "schema": SchemaShape,
    "help": TopicsShape | TopicPageShape,
}
"""The kinds of answers, and what `data` is in each. `error` stands beside them: it has no envelope."""
