"""One issue, its history, and what changed."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from inspect_cli.render.json_v1.shapes.elements import (
    DidId,
    FindingShape,
    Held,
    IssueRecord,
    Moment,
    ObjectionShape,
    RoleId,
    StateId,
    UnsavedShape,
    VerdictId,
)


class ShowShape(TypedDict):
    """One issue, whole."""

    issue: str
    record: IssueRecord
    findings: list[FindingShape]
    unsaved: UnsavedShape | None
    """Of this issue; null where git does not say."""


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


class ChangedShape(TypedDict):
    """A field that an entry changed, by its key, with both values as the file writes them; none where there was, or is, nothing."""

    field: str
    was: NotRequired[str]
    now: NotRequired[str]


class EntryShape(_MayHaveFrom):
    """An entry of a record's history, with its commit."""

    at: Moment
    by: str
    did: DidId
    to: NotRequired[StateId]
    part: NotRequired[str]
    """The measure or evidence that it is about, or the entry whose note it says anew."""
    changes: NotRequired[list[ChangedShape]]
    note: NotRequired[str]
    approved_by: NotRequired[str]
    commit: CommitShape | None
    beyond: bool
    """It came at the edge of a shallow clone or before: by which commit is not known here."""
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


class CandidateShape(TypedDict):
    """A record that reads like another one."""

    issue: str
    guess: int
    """How alike the two are, of 100."""


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
    """Of a record that is gone or was not taken over: how alike the record named under `after` is, of 100."""
    candidates: list[CandidateShape]
    """The few records that read like it, the most alike first: a hint, and no more."""


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
