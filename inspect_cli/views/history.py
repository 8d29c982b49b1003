"""One issue's history, woven with git's: what was said, and who committed it when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_cli.domain.compare.differences import Difference
from inspect_cli.domain.record.issue import Entry
from inspect_cli.domain.text import Text, text
from inspect_cli.views.diff import change_of, kind_word, told
from inspect_cli.views.page import Block, Cell, Lines, Page, Table, Tone, cells, columns, line, loose


@dataclass(frozen=True, slots=True)
class CommitMark:
    """One commit, as far as a page tells it."""

    id: str
    author: str
    email: str
    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line: an entry of the record, or (entry None) what a commit changed without one."""

    at: datetime | None
    entry: Entry | None
    commit: CommitMark | None
    changes: Sequence[Difference] = ()
    days: int = 0
    """Days from the entry's own time to its commit; negative where it is dated after it."""
    is_late: bool = False
    """补录: committed more than the allowed days after the time that it states."""
    is_beyond: bool = False
    """It came at the edge of this shallow clone or before: by whom and when is not known here."""
    note: object = None
    """The entry's note as it reads now."""
    by_another: bool = False
    """The committer's email is not the one that the round knows of who signed the entry."""


@dataclass(frozen=True, slots=True)
class History:
    """`names` are all names of the issue, the newest first."""

    title: str
    uid: str
    names: Sequence[str]
    lines: Sequence[HistoryLine]
    days: int
    """How many days after its time an entry may be committed before it is called late."""


def page(history: History) -> Page:
    """A table in the order of the record, with silent commits where they fell."""
    head = text("{ref}  {title}", ref=history.names[0], title=history.title)
    stated = columns(text("stated time"), loose(text("entry"), 3))
    committed = columns(text("committed"), text("commit"), loose(text("by whom")), loose(text("mark")))
    blocks: list[Block] = [Table(stated + committed, [_row(one) for one in history.lines], title=Cell(head, Tone.STRONG), wrap=True)]
    if len(history.names) > 1:
        blocks.append(Lines([line(text("earlier numbers: {names}", names=list(history.names[1:])), Tone.DIM)]))
    late, silent = sum(one.is_late for one in history.lines), sum(one.entry is None for one in history.lines)
    said = text(
        "{late} {late:entry|entries} more than {days} {days:day|days} late, {silent} {silent:change|changes} without an entry",
        late=late,
        days=history.days,
        silent=silent,
    )
    beyond = sum(one.is_beyond for one in history.lines)
    if beyond:
        said = text("as far as this clone goes back: {said}", said=said)
    blocks.append(Lines([line(said, Tone.WARN if late or silent else Tone.DIM)]))
    if beyond:
        untold = text(
            "this clone is shallow: of {count} {count:entry|entries} it cannot be seen who committed {count:it|them}, and when",
            count=beyond,
        )
        blocks.append(Lines([line(untold, Tone.WARN, text("git fetch --unshallow"))]))
    return tuple(blocks)


def _row(one: HistoryLine) -> tuple[Cell, ...]:
    commit = one.commit
    when, sha = (str(commit.at.date()), commit.id[:7]) if commit else ("—", "—")
    who = commit.author if commit else text("not known here") if one.is_beyond else text("not committed")
    if one.entry is None:
        said = [text("{field}: {change}", field=kind_word(change), change=change_of(change)) for change in one.changes]
        return cells("—", Cell(said, Tone.WARN), when, sha, who, Cell(text("no entry"), Tone.WARN))
    stated = one.entry.at.strftime("%Y-%m-%d %H:%M")
    return cells(stated, told(one.entry, with_time=False, note=one.note), when, sha, who, Cell(_marks(one), Tone.WARN))


def _marks(one: HistoryLine) -> list[Text]:
    found = [text("back-filled, {days} {days:day|days} late", days=one.days)] if one.is_late else []
    if one.days < 0:
        found.append(text("dated after its commit"))
    if one.by_another:
        found.append(text("committed by another"))
    return found
