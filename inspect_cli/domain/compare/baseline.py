"""What the team was told: the baseline of an issued report, and what has changed since.

A report states where every item stood; git may be squashed or missing, so the report carries that statement itself.
The rules between two versions (`DIF…`) judge what came after, each change explained by the record's own entries since then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import Difference, difference, differences, gone_unread, regressed
from inspect_cli.domain.counting.counts import is_answered
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.record.deeds import leading
from inspect_cli.domain.record.fingerprint import digest, fingerprint
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rules import family
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Channel, Did, Severity, State
from inspect_cli.yamlsplice.change import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRecord:
    """One record as the report told it. `history` and `received` are digests of the entries until then and of the received text."""

    uid: str
    id: str
    fingerprint: str
    state: State
    due: date | None
    severity: Severity | None
    answered: bool
    entries: int
    history: str
    received: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One issued report: `name` without ending (`during-CG-1`), the file of the document beside it, and its hash."""

    name: str
    kind: str
    round: str
    unit: str
    as_of: date
    document: str
    sha256: str
    items: tuple[ReportedRecord, ...]

    @property
    def number(self) -> int:
        """The last part of its name; a corrected report has the next one."""
        return int(self.name.rsplit("-", 1)[-1])


def told(issues: Iterable[Issue]) -> tuple[ReportedRecord, ...]:
    """The baseline of these issues."""
    return tuple(
        ReportedRecord(
            uid=issue.uid,
            id=issue.id,
            fingerprint=fingerprint(issue),
            state=issue.state,
            due=issue.due,
            severity=issue.severity,
            answered=is_answered(issue),
            entries=len(issue.history),
            history=digest(issue.history),
            received=_received(issue),
        )
        for issue in issues
    )


def newest(every: Iterable[Issued]) -> list[Issued]:
    """Of each kind and unit the last one: it is what the team goes by."""
    found: dict[tuple[str, str], Issued] = {}
    for one in sorted(every, key=lambda one: one.number):
        found[one.kind, one.unit] = one
    return list(found.values())


def changes_since(issued: Issued, ledger: Ledger) -> Iterator[Difference]:
    """What became of everything that the report told of; a record that cannot be read is told by `check` itself."""
    now = {issue.uid: issue for issue in ledger.issues}
    for item in issued.items:
        issue = now.get(item.uid)
        if issue is not None:
            yield from _changes(item, issue, ledger.round.id)
        elif f"{issued.round}/{item.id}" not in ledger.unread:
            yield replace(gone_unread(f"{issued.round}/{item.id}"), uid=item.uid, before=item.state)


def _changes(item: ReportedRecord, issue: Issue, round_id: str) -> Iterator[Difference]:
    if fingerprint(issue) == item.fingerprint:
        return
    found = [*_rewritten(item, issue, round_id), *differences(Comparison(_as_told(item, issue), issue, round_id, round_id))]
    if found:
        yield from found
    else:
        yield difference(issue, round_id, "record")


def _as_told(item: ReportedRecord, issue: Issue) -> Issue:
    """The issue with what the report knows of it put back; the rest is as it is now."""
    granted_since = item.due != issue.due
    return replace(
        issue,
        state=item.state,
        due=item.due,
        severity=item.severity,
        history=issue.history[: item.entries],
        extensions=tuple(one for one in issue.extensions if not granted_since or one.to != issue.due),
        waivers=(),
    )


def _rewritten(item: ReportedRecord, issue: Issue, round_id: str) -> Iterator[Difference]:
    """What a digest alone can show: the past of the history, or the received text, reads otherwise."""
    if digest(issue.history[: item.entries]) != item.history or len(issue.history) < item.entries:
        said = text("the history up to the day of the report reads otherwise now")
        yield regressed(issue, round_id, family("DIF")["DIF09"], Regression(("history",), said, key=True))
    if issue.channel is not Channel.IMMEDIATE and _received(issue) != item.received:
        said = text("title, text or notice read otherwise than when the report was issued")
        waived = next((("waivers", at) for at, waiver in enumerate(issue.waivers) if waiver.rule == "DIF06"), None)
        why = waived or _corrected(item, issue)
        yield regressed(issue, round_id, family("DIF")["DIF06"], Regression(("text",), said, explained_by=why))


def _corrected(item: ReportedRecord, issue: Issue) -> Route | None:
    """The last entry since, where the corrections since lead from what the report told to what stands there now."""
    places, was = range(item.entries, len(issue.history)), dict[str, str]()
    for entry in (issue.history[at] for at in places if issue.history[at].did is Did.CORRECT and not issue.history[at].part):
        was = {one.field: one.was for one in entry.changes} | was
    received: dict[str, Any] = {name: was[name] for name in _RECEIVED if name in was}
    told = replace(issue, **received)
    ways = [leading(issue.history, places, name, getattr(told, name), getattr(issue, name)) for name in was if name in _RECEIVED]
    return ("history", max(map(max, ways))) if ways and all(ways) and _received(told) == item.received else None


_RECEIVED = ("title", "text", "notice")


def _received(issue: Issue) -> str:
    return digest(tuple(getattr(issue, name) for name in _RECEIVED))
