"""A list of issues: id, title, where it stands, who answers for it, and when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_cli.domain.counting.deadlines import is_soon
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Channel, State
from inspect_cli.views.gaps import unread
from inspect_cli.views.page import Block, Cell, Lines, Page, Table, Tone, cells, columns, line, loose


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to list; an empty field lets everything through."""

    unit: str = ""
    channel: Channel | None = None
    states: tuple[State, ...] = ()
    overdue: bool = False
    only_open: bool = False
    owner: str = ""
    words: str = ""

    def lets_through(self, issue: Issue, ledger: Ledger) -> bool:
        """The issue matches every field."""
        return (
            self.unit in ("", issue.unit)
            and self.channel in (None, issue.channel)
            and (not self.states or issue.state in self.states)
            and (not self.overdue or ledger.is_overdue(issue))
            and (not self.only_open or (issue.is_open and issue.is_counted))
            and self.owner.lower() in " ".join((issue.leader, issue.department, issue.handler)).lower()
            and self.words.lower() in _said(issue).lower()
        )


def _said(issue: Issue) -> str:
    notes = [entry.note for entry in issue.history]
    return "\n".join([issue.id, issue.title, issue.text, issue.notice, *(measure.text for measure in issue.measures), *notes])


@dataclass(frozen=True, slots=True)
class Listed:
    """One issue with what is reckoned from the day."""

    issue: Issue
    ref: str
    due: date | None
    days: int | None


def lines(ledger: Ledger, wanted: Filter) -> list[Listed]:
    """The issues that the filter lets through, in the order of their ids."""
    return [
        Listed(issue, ledger.ref(issue), ledger.due(issue), ledger.days_left(issue))
        for issue in ledger.issues
        if wanted.lets_through(issue, ledger)
    ]


_TONES = {State.DONE: Tone.GOOD, State.CLOSED: Tone.GOOD, State.VOID: Tone.DIM}


def page(items: Sequence[Listed], today: date, findings: Sequence[Finding], with_round: bool) -> Page:
    """The list as a page; what cannot be read is told, not left out."""
    heads = columns(FIELDS["id"], loose(FIELDS["title"], 2), FIELDS["state"], loose(text("owner")), FIELDS["due"], "")
    rows = [_row(item, with_round) for item in items]
    heading = Cell(text("issues: {count}, as of {day}", count=len(items), day=today), Tone.STRONG)
    blocks: list[Block] = [Table(heads, rows, title=heading)] if items else [Lines([line(text("no issue matches"))])]
    return (*blocks, *unread(findings))


def _row(item: Listed, with_round: bool) -> Sequence[Cell]:
    issue = item.issue
    name = item.ref if with_round else issue.id
    state = (
        Cell(text("{state}, carried", state=issue.state), Tone.DIM)
        if issue.carried_to
        else Cell(issue.state, _TONES.get(issue.state, Tone.PLAIN))
    )
    return cells(name, issue.title, state, issue.owner or "—", item.due or "—", _remark(item))


def _remark(item: Listed) -> Cell:
    if item.days is None:
        return Cell(item.issue.carried_to.split("/")[-1], Tone.DIM)
    if item.days < 0:
        return Cell(text("{days} {days:day|days} late", days=-item.days), Tone.BAD)
    return Cell(text("{days} {days:day|days} left", days=item.days), Tone.WARN if is_soon(item.days) else Tone.DIM)
