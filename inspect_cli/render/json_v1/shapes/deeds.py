"""What was done, or would be, or could not be."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from inspect_cli.render.json_v1.shapes.elements import Day, FindingShape, Moment, ObjectionShape, StateId


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


class FieldChangedShape(TypedDict):
    """A field that says something else."""

    field: str
    was: str
    now: str


class ActedShape(TypedDict):
    """What was put right in one issue."""

    issue: str
    uid: str
    before: str
    """Its name before: with another unit or channel it has another number."""
    recorded: bool
    """It is told in the history; what nobody has seen yet is put right without a trace."""
    part: str
    approved_by: str | None
    changes: list[FieldChangedShape]


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


class UndoneShape(TypedDict):
    """A command that wrote, as it stands now."""

    state: Literal["undone", "done", "nothing", "discarded"]
    """Taken back; done, or done again; or there was none; or records were taken away."""
    command: str | None
    """The verb with its ids."""
    by: str | None
    at: Moment | None
    issues: list[str]
    files: list[str]
    """All that it wrote, moved and deleted, from the root."""
    objection: str | None
    """Why it cannot be taken back, or be done again; null where it can."""


class UndoListShape(TypedDict):
    """The commands that wrote, the newest first."""

    commands: list[UndoneShape]


class SchemaShape(TypedDict):
    """The schema files that were written anew."""

    written: list[str]


class SavedShape(TypedDict):
    """What became a commit. Without anything to save `message` is null; `commit` is null where it was not made."""

    commit: str | None
    records: int
    entries: int
    message: str | None
    """The first line of the commit, in the language of the run."""
    findings: list[FindingShape]
    """Why it was refused."""


class SyncedShape(TypedDict):
    """What came from others, and what went to them."""

    saved: str | None
    """The commit that was made first, where there was something to save."""
    came: list[str]
    """The records that differ from before, as ROUND/ID; a round's own record by its file."""
    sent: int
    """How many commits."""
    findings: list[FindingShape]
    """Why it was refused: nothing came and nothing was sent."""


class RestoredShape(TypedDict):
    """A file that is as a commit has it; `evidence_gone` are files that only the version that lay there named."""

    file: str
    commit: str
    evidence_gone: list[str]


class ReasonShape(ObjectionShape):
    """Why an issue was refused."""

    issue: str


class ErrorShape(TypedDict):
    """Why there is no answer; on stderr."""

    code: str
    message: str
    hint: str
    reasons: NotRequired[list[ReasonShape]]
