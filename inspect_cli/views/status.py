"""Where things stand: the counts, what is late or nearly so, the countdown, and the gate of the written report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspect_cli.domain.counting import counts, deadlines
from inspect_cli.domain.counting.counts import Published, Tally
from inspect_cli.domain.counting.gate import Blocker, blockers
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.counting.pending import Unsaved
from inspect_cli.domain.counting.stages import report_due, report_kind, stage
from inspect_cli.domain.counting.standing import Standing
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import COUNTED_STATES, Channel, Stage, State, Word
from inspect_cli.views.gaps import not_here
from inspect_cli.views.page import Block, Cell, Facts, Lines, Page, Table, TableColumn, Tone, cells, columns, line, loose, number
from inspect_cli.views.unsaved import note

DASH = "—"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that is late or soon due."""

    issue: Issue
    ref: str
    due: date
    days: int


@dataclass(frozen=True, slots=True)
class ReportGate:
    """The next written report and its gate."""

    kind: Channel
    due: date | None
    days_left: int | None
    blockers: tuple[Blocker, ...]
    items: int
    """How many items the report speaks of."""

    @property
    def ready(self) -> bool:
        """Nothing stands in its way."""
        return not self.blockers


@dataclass(frozen=True, slots=True)
class Status:
    """One round on one day."""

    as_of: date
    round: Round
    stage: Stage | None
    rows: Sequence[tuple[str, Channel, Tally]]
    totals: Tally
    overdue: tuple[Waiting, ...]
    due_soon: tuple[Waiting, ...]
    report: ReportGate
    published: tuple[Published, ...]
    findings: tuple[Finding, ...]
    unsaved: Unsaved | None = None
    """Of the whole workspace; None where it is not known."""


def status(ledger: Ledger, findings: Sequence[Finding], unit: str | None = None, unsaved: Unsaved | None = None) -> Status:
    """The status of a round; `unit` narrows rows, totals, lists and gate."""
    codes = [unit] if unit else counts.unit_codes(ledger)
    issues = [issue for issue in ledger.issues if issue.unit in codes]
    kind, due = report_kind(ledger.round, ledger.today), report_due(ledger.round, ledger.today)
    return Status(
        as_of=ledger.today,
        round=ledger.round,
        stage=stage(ledger.round, ledger.today, ledger.all_closed),
        rows=counts.rows(ledger, codes),
        totals=counts.tally(ledger, issues),
        overdue=_waiting(ledger, [issue for issue in issues if ledger.is_overdue(issue)]),
        due_soon=_waiting(ledger, [issue for issue in issues if ledger.is_due_soon(issue)]),
        report=ReportGate(
            kind,
            due,
            deadlines.days_until(due, ledger.today),
            tuple(blockers(ledger, findings, unit)),
            sum(issue.channel is kind and issue.is_counted for issue in issues),
        ),
        published=tuple(counts.published(ledger, issues)),
        findings=tuple(findings),
        unsaved=unsaved,
    )


def with_whole_names(view: Status) -> Status:
    """The same of a round that was named: what can be pasted names its issues with their round."""
    return replace(view, report=replace(view.report, blockers=tuple(map(_whole, view.report.blockers))))


def _whole(one: Blocker) -> Blocker:
    return replace(one, fix=one.fix.about(**{**one.fix.values, "id": one.issue})) if "id" in one.fix.values else one


def _waiting(ledger: Ledger, issues: Sequence[Issue]) -> tuple[Waiting, ...]:
    found = [
        Waiting(issue, ledger.ref(issue), due, days)
        for issue in issues
        if (due := ledger.due(issue)) is not None and (days := ledger.days_left(issue)) is not None
    ]
    return tuple(sorted(found, key=lambda waiting: (waiting.days, waiting.ref)))


# -- the page ----------------------------------------------------------------------------------------------------------

_STATE_HEADS: dict[State, tuple[Word, Word]] = {
    State.REGISTERED: (Word("待", "regis-"), Word("整改", "tered")),
    State.IN_PROGRESS: (Word("整改", "in pro-"), Word("中", "gress")),
    State.BASICALLY_DONE: (Word("基本", "basically"), Word("完成", "done")),
    State.DONE: (Word("已", ""), Word("完成", "done")),
    State.CLOSED: (Word("已", ""), Word("销号", "closed")),
}


def count_columns() -> list[TableColumn]:
    """The columns of counts, in the order of the contract; void is told below the table, not in it."""
    return [
        number(FIELDS["total"]),
        *(number(state, _STATE_HEADS[state]) for state in COUNTED_STATES),
        number(FIELDS["overdue"], (Word("", "over-"), Word("超期", "due"))),
        number(FIELDS["answered"], (Word("有", "ans-"), Word("回音", "wered"))),
        number(FIELDS["done_rate"], (Word("", "done"), Word("完成率", "rate"))),
        number(FIELDS["closed_rate"], (Word("", "closed"), Word("销号率", "rate"))),
    ]


def count_cells(tally: Tally) -> list[Cell]:
    """The numbers of one row; zeros are printed, and dim."""
    numbers = [tally.total, *(tally.states[state] for state in COUNTED_STATES)]
    late = Cell(tally.overdue, Tone.BAD if tally.overdue else Tone.DIM)
    rates = [tally.done_rate or DASH, tally.closed_rate or DASH]
    return [*map(_count, numbers), late, _count(tally.answered), *(Cell(rate, Tone.DIM if rate == DASH else Tone.PLAIN) for rate in rates)]


def _count(number: int) -> Cell:
    return Cell(number, Tone.PLAIN if number else Tone.DIM)


def page(view: Status, published: bool = False) -> Page:
    """The status as a page."""
    blocks: list[Block] = [heading(view), _published(view) if published else _table(view)]
    if not published and view.totals.void:
        blocks.append(Lines([line(text("void: {count}, not counted in any total", count=view.totals.void), Tone.DIM)]))
    blocks.extend(_unread(view.findings))
    if view.overdue:
        blocks.append(_items(text("overdue"), view.overdue, Tone.BAD))
    if view.due_soon:
        blocks.append(_items(text("due within {days} {days:day|days}", days=deadlines.SOON), view.due_soon, Tone.WARN))
    return (*blocks, *_gate(view), *note(view.unsaved, view.as_of))


def heading(view: Status) -> Lines:
    """Which round, which day, and how long until its report is due."""
    where = text("{round} · {title}", round=view.round.id, title=view.round.title)
    when = text("as of {day} · {stage}", day=view.as_of, stage=view.stage or DASH)
    return Lines([line(where, Tone.STRONG), line(when), line(_countdown(view), _urgency(view.report))])


def _urgency(report: ReportGate) -> Tone:
    left = report.days_left
    return Tone.DIM if left is None else Tone.BAD if deadlines.is_late(left) else Tone.WARN if deadlines.is_soon(left) else Tone.PLAIN


def _countdown(view: Status) -> object:
    report = view.report
    if report.due is None or report.days_left is None:
        return (
            text("the end of the on-site period is not fixed yet")
            if report.kind is Channel.DURING
            else text("the limit of the feedback report is not fixed yet")
        )
    if report.kind is Channel.DURING:
        if report.days_left < 0:
            return text("the on-site period ended on {day}, {days} {days:day|days} ago", day=report.due, days=-report.days_left)
        return text("the team leaves on {day}: {days} {days:day|days} left for the written report", day=report.due, days=report.days_left)
    if report.days_left < 0:
        return text("the feedback report was due on {day}, {days} {days:day|days} ago", day=report.due, days=-report.days_left)
    return text("the feedback report is due on {day}: {days} {days:day|days} left", day=report.due, days=report.days_left)


def _table(view: Status) -> Table:
    rows = [
        cells(text("{code} · {name}", code=unit, name=view.round.unit_name(unit)), channel, *count_cells(tally))
        for unit, channel, tally in view.rows
    ]
    totals = cells(text("all units"), Cell(text("total"), Tone.STRONG), *count_cells(view.totals))
    return Table(columns(loose(FIELDS["unit"]), FIELDS["channel"], *count_columns()), rows, grouped=True, totals=totals)


def _published(view: Status) -> Table:
    rows = [cells(item.word if item.word is not None else list(item.states), item.count, item.rate or DASH) for item in view.published]
    tally = view.totals
    heads = columns(loose(text("as published")), number(text("issues")), number(text("share")))
    totals = cells(Cell(text("total"), Tone.STRONG), Cell(tally.total, Tone.STRONG), "")
    done = cells(text("done rate (done and closed)"), tally.states[State.DONE] + tally.states[State.CLOSED], tally.done_rate or DASH)
    return Table(heads, [*rows, totals, done])


def _items(title: object, items: Sequence[Waiting], tone: Tone) -> Table:
    heads = columns(FIELDS["id"], loose(FIELDS["title"], 2), loose(text("owner")), FIELDS["due"], text("days"))
    rows = [cells(item.issue.id, item.issue.title, item.issue.owner or DASH, item.due, Cell(_days(item.days), tone)) for item in items]
    return Table(heads, rows, title=Cell(text("{what}: {count}", what=title, count=len(items)), tone))


def _days(days: int) -> object:
    if days < 0:
        return text("{days} {days:day|days} late", days=-days)
    return text("today") if days == 0 else text("{days} {days:day|days} left", days=days)


def _unread(findings: Sequence[Finding]) -> Page:
    wrong = [one for one in findings if not one.absent]
    lines = [
        line(text("{file}:{line}: {rule} {message}", file=f.file, line=f.line, rule=f.rule, message=f.message), Tone.BAD, f.fix)
        for f in wrong
    ]
    named = [Lines(lines, Cell(text("things wrong in the records: {count}", count=len(wrong)), Tone.BAD))] if wrong else []
    return (*named, *not_here(findings))


def _gate(view: Status) -> Page:
    report = view.report
    name = text("written report on handed-over items") if report.kind is Channel.DURING else text("written report on feedback")
    if report.ready and not report.items:
        return (Lines([line(text("{report}: there is nothing to report on yet", report=name), Tone.DIM)]),)
    if report.ready:
        return (Lines([line(text("{report}: READY, nothing stands in its way", report=name), Tone.GOOD)]),)
    title = text("{report}: NOT READY, {count} {count:reason|reasons}", report=name, count=len(report.blockers))
    return (blocked(report.blockers, view.round, title),)


def blocked(reasons: Sequence[Blocker], round: Round, title: Text) -> Lines:
    """Why a report cannot go out, each reason with the command that clears it."""
    said = [(text("{issue}  {message}", issue=one.issue.split("/")[-1] or round.id, message=one.message), one.fix) for one in reasons]
    return Lines([line(what, hint=fix) for what, fix in said], Cell(title, Tone.BAD))


# -- all rounds --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AllRounds:
    """One row a round, and the totals over all of them."""

    as_of: date
    rounds: tuple[Standing, ...]
    totals: Tally
    absent: tuple[Finding, ...] = ()
    """What says that a whole round is not here."""
    unsaved: Unsaved | None = None

    @property
    def ready(self) -> bool:
        """No round's report has anything in its way, and no round is left out."""
        return not self.absent and all(one.ready for one in self.rounds)


def all_rounds(as_of: date, rounds: Sequence[Standing], absent: Sequence[Finding] = (), unsaved: Unsaved | None = None) -> AllRounds:
    """The rounds under each other; the totals add the counts up, rates are taken of the sums."""
    tallies = [one.counts for one in rounds]
    totals = Tally(
        total=sum(t.total for t in tallies),
        states=sum((t.states for t in tallies), start=Counter()),
        void=sum(t.void for t in tallies),
        overdue=sum(t.overdue for t in tallies),
        answered=sum(t.answered for t in tallies),
        places=max((t.places for t in tallies), default=1),
    )
    return AllRounds(as_of, tuple(rounds), totals, tuple(absent), unsaved)


def all_page(view: AllRounds) -> Page:
    """One row a round."""
    heads = columns(FIELDS["round"], *count_columns(), FIELDS["ready"])
    ready = {True: Cell(text("yes"), Tone.GOOD), False: Cell(text("no"), Tone.WARN)}
    rows = [cells(one.round.id, *count_cells(one.counts), ready[one.ready]) for one in view.rounds]
    totals = cells(Cell(text("total"), Tone.STRONG), *count_cells(view.totals), "")
    titles = Facts([(one.round.id, Cell(text("{title} · {stage}", title=one.round.title, stage=one.stage or DASH))) for one in view.rounds])
    heading = Lines([line(text("all rounds, as of {day}", day=view.as_of), Tone.STRONG)])
    return (
        heading,
        Table(heads, rows, totals=totals),
        titles,
        *_unread([*(found for one in view.rounds for found in one.findings), *view.absent]),
        *note(view.unsaved, view.as_of),
    )
