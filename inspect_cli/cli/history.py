"""`inspect history`: an issue's own history, woven with git's."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from inspect_cli.actions.lineage import CommittedEntry, UnrecordedChange, lineage
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.cli.one import one_issue
from inspect_cli.domain.record.round import Round
from inspect_cli.store.git.versions import Commit, Repository
from inspect_cli.views.history import CommitMark, History, HistoryLine, page

LATE = 3
"""Days after the time that it states within which an entry is committed as a rule; a weekend lies between."""


@verb("history", READ)
def history(
    session: Session,
    issue: options.OneIssue,
    days: Annotated[int, Option("--days", metavar="N", help="an entry committed more than N days after its time is back-filled")] = LATE,
) -> int:
    """Prints the history."""
    loaded, record = one_issue(session, issue)
    found = lineage(Repository(session.workspace.root), record.file, record.issue)
    lines = [_entry(one, loaded.round, days) for one in found.entries] + [_silent(one) for one in found.silent]
    made = History(record.issue.title, record.issue.uid, found.names, _in_order(lines), days)
    answer(session, "history", lambda: page(made), lambda: _json(made))
    return 0


def _entry(one: CommittedEntry, round_: Round, allowed: int) -> HistoryLine:
    entry, commit = one.entry, one.commit
    if commit is None:
        return HistoryLine(entry.at, entry, None)
    days = int((commit.at - entry.at).total_seconds() / 86400)
    emails = {person.email.lower() for person in round_.people if person.name == entry.by and person.email}
    return HistoryLine(entry.at, entry, _mark(commit), (), days, days > allowed, bool(emails) and commit.email.lower() not in emails)


def _silent(one: UnrecordedChange) -> HistoryLine:
    return HistoryLine(one.commit.at if one.commit else None, None, _mark(one.commit) if one.commit else None, one.changes)


def _mark(commit: Commit) -> CommitMark:
    return CommitMark(commit.id, commit.author, commit.email, commit.at, commit.subject)


def _in_order(lines: list[HistoryLine]) -> list[HistoryLine]:
    """The entries as the record has them; a silent commit stands before the first entry that was committed after it."""
    entries = [one for one in lines if one.entry]
    for silent in (one for one in lines if not one.entry):
        place = next((at for at, one in enumerate(entries) if _committed(one) > _committed(silent)), len(entries))
        entries.insert(place, silent)
    return entries


def _committed(one: HistoryLine) -> float:
    at: datetime | None = one.commit.at if one.commit else None
    return at.timestamp() if at else float("inf")


def _json(made: History) -> object:
    from inspect_cli.render import json_v1

    return json_v1.history(made)


VERB = history
