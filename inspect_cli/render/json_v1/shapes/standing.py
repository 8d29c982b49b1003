"""Where things stand: home, status, rounds, list, trend."""

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from inspect_cli.render.json_v1.shapes.elements import (
    BlockerShape,
    ChannelId,
    Day,
    FindingShape,
    Rate,
    RoundName,
    SeverityId,
    StageId,
    StateId,
    UnsavedShape,
    one_of,
)


class CountsShape(TypedDict):
    """How many issues; `total` and the states leave out what is void."""

    total: int
    registered: int
    in_progress: int
    basically_done: int
    done: int
    closed: int
    void: int
    overdue: int
    answered: int
    done_rate: Rate
    closed_rate: Rate


class UnitCounts(CountsShape):
    """One unit and channel; in the totals both are null."""

    unit: str | None
    channel: ChannelId | None


class RoundTotals(CountsShape):
    """All rounds."""

    round: None
    ready: bool
    """Nothing stands in the way of any report."""


class RoundCounts(CountsShape):
    """One round."""

    round: str
    stage: StageId | None
    ready: bool
    """Nothing stands in the way of its report."""


class StagedRound(RoundName):
    """A round and how far it is."""

    stage: StageId | None


class GateShape(TypedDict):
    """The next written report and what stands in its way."""

    kind: ChannelId
    due: Day | None
    days_left: int | None
    """Negative when past."""
    ready: bool
    blockers: list[BlockerShape]


class PublishedShape(TypedDict):
    """A count in the words that the round publishes."""

    word: str | None
    states: list[StateId]
    count: int
    rate: Rate


class StatusShape(TypedDict):
    """One round on one day."""

    as_of: Day
    round: StagedRound
    rows: list[UnitCounts]
    totals: UnitCounts
    overdue: list[str]
    due_soon: list[str]
    report: GateShape
    published: list[PublishedShape]
    findings: list[FindingShape]
    unsaved: UnsavedShape | None
    """Of the whole workspace; null where git does not say."""


class AllRoundsShape(TypedDict):
    """All rounds on one day: a row is a round."""

    as_of: Day
    round: None
    rows: list[RoundCounts]
    totals: RoundTotals
    overdue: list[str]
    due_soon: list[str]
    report: None
    findings: list[FindingShape]
    unsaved: UnsavedShape | None


class NextStep(TypedDict):
    """One of the next things to do."""

    what: str
    """A sentence in the language of the run."""
    command: str
    """What to type for it."""
    issue: str | None


class HomeShape(TypedDict):
    """Where things stand in short, and what to do next; without a workspace `round` is null and nothing is counted."""

    as_of: Day
    root: str | None
    round: StagedRound | None
    totals: CountsShape | None
    report: GateShape | None
    next: list[NextStep]
    findings: list[FindingShape]


class UnitName(TypedDict):
    """An inspected unit."""

    code: str
    name: str


class Period(TypedDict):
    """From a day to a day."""

    starts: Day | None
    ends: Day | None


class RoundShape(RoundName):
    """One round of `inspect rounds`."""

    kind: str | None
    stage: StageId | None
    team: str
    units: list[UnitName]
    on_site: Period
    feedback_on: Day | None
    issues: int


class RoundsShape(TypedDict):
    """The rounds, the newest first."""

    rounds: list[RoundShape]
    findings: list[FindingShape]


class ListedShape(TypedDict):
    """One issue of a list."""

    issue: str
    uid: str
    channel: ChannelId
    unit: str
    title: str
    state: StateId
    severity: SeverityId | None
    leader: str | None
    department: str | None
    handler: str | None
    due: Day | None
    days_left: int | None
    overdue: bool
    carried_to: str | None


class ListShape(TypedDict):
    """The issues that match."""

    as_of: Day
    issues: list[ListedShape]
    findings: list[FindingShape]


class PointShape(TypedDict):
    """The counts at one point in time: `total` is open + done + closed; what is overdue is open."""

    day: Day
    commit: str
    total: int
    open: int
    done: int
    closed: int
    overdue: int


class TrendShape(TypedDict):
    """The counts of a round over time."""

    round: str
    per: Annotated[str, one_of(("day", "commit"))]
    known_since: Day | None
    """Where the clone is shallow: the day before which nothing is known here."""
    points: list[PointShape]
