"""An issue's own history, woven with git's: what was said, who committed it when, and what was committed without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from inspect_cli.actions.lineage import CommittedEntry, UnrecordedChange, lineage
from inspect_cli.domain.record.round import Round
from inspect_cli.store.git.versions import Commit, Repository
from inspect_cli.store.loading import Record
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.history import CommitMark, History, HistoryLine
from inspect_cli.views.noted import noted_now

LATE = 3
"""Days after the time that it states within which an entry is committed as a rule; a weekend lies between."""


def woven(workspace: Workspace, record: Record, round_: Round, days: int = LATE) -> History:
    """The history of a record of the round; an entry committed more than `days` after its time is back-filled.

    Raises NeedsGit, LiesElsewhere.
    """
    repository = Repository(workspace.root)
    repository.must_hold(record.file.split("/")[1])
    found = lineage(repository, record.file, record.issue)
    lines = [replace(_entry(one, round_, days), note=noted_now(record.issue, one.entry)) for one in found.entries] + [
        _silent(one) for one in found.silent
    ]
    return History(record.issue.title, record.issue.uid, found.names, _in_order(lines), days)


def _entry(one: CommittedEntry, round_: Round, allowed: int) -> HistoryLine:
    entry, commit = one.entry, one.commit
    if commit is None or one.is_beyond:  # nobody is judged by what cannot be seen
        return HistoryLine(entry.at, entry, None, is_beyond=one.is_beyond)
    days = int((commit.at - entry.at).total_seconds() / 86400)
    emails = {person.email.lower() for person in round_.people if person.name == entry.by and person.email}
    return HistoryLine(
        entry.at, entry, _mark(commit), (), days, days > allowed, by_another=bool(emails) and commit.email.lower() not in emails
    )


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
    if one.is_beyond:
        return float("-inf")
    at: datetime | None = one.commit.at if one.commit else None
    return at.timestamp() if at else float("inf")
