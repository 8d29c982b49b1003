"""What was found, and the manual."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from inspect_cli.render.json_v1.shapes.elements import Day, FindingShape, LevelId


class SinceShape(TypedDict):
    """The version since which changes were judged, and what it is to HEAD."""

    revision: str
    way: Literal["line", "branch", "rewritten", "unseen", "nothing"]
    """line: HEAD comes from it; branch: another branch, judged from where HEAD parted from it; rewritten: HEAD does not come from it,
    and both were compared; unseen: another branch, and where HEAD parted from it lies beyond the edge of a shallow clone;
    nothing: an id of zeros, before a first push."""
    commits: int
    """How many commits were looked at."""
    beyond: int
    """How many commits it has that HEAD has not."""


class CheckShape(TypedDict):
    """What the rules found."""

    as_of: Day
    findings: list[FindingShape]
    unseen: NotRequired[list[str]]
    """What could not be looked at, and why; there where something was."""
    since: NotRequired[SinceShape]
    """With `--since`."""


class InvalidShape(TypedDict):
    """The records that cannot be read, where nothing else can be answered (exit 3)."""

    findings: list[FindingShape]


class OtherLevelShape(TypedDict):
    """Some of what a rule finds weighs otherwise."""

    level: LevelId
    what: str


class RulePageShape(TypedDict):
    """One rule of the manual."""

    code: str
    level: LevelId
    title: str
    why: str
    fix: str
    good: str
    bad: str
    also: list[OtherLevelShape]
    """What weighs otherwise than `level`."""
    waivable: bool
    """A waiver in the record may turn what it finds into information."""


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
