"""What several answers have in common: ids of closed sets, days, findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from inspect_cli.domain import words


def one_of(values: Iterable[str]) -> WithJsonSchema:
    """A string out of these."""
    return WithJsonSchema({"type": "string", "enum": [str(value) for value in values]})


Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Rate = str | None
LevelId = Annotated[str, one_of(words.Level)]
ChannelId = Annotated[str, one_of(words.Channel)]
StateId = Annotated[str, one_of(words.State)]
StageId = Annotated[str, one_of(words.Stage)]
SeverityId = Annotated[str, one_of(words.Severity)]
VerdictId = Annotated[str, one_of(words.Verdict)]
DidId = Annotated[str, one_of(words.Did)]
RoleId = Annotated[str, one_of(words.Role)]
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


class UnsavedShape(TypedDict):
    """What the newest commit has not, or has otherwise: so many records, and so many entries of histories."""

    records: int
    entries: int
