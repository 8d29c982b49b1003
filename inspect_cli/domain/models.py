"""The door: Pydantic models of the two files, which say what a record may hold and turn its strings into values.

Every scalar comes in as a string (the YAML layer makes nothing of it), so a date is judged here and only here. What passes
is handed on as the plain records of `issue` and `round`; field names are the same in both, a test holds that. The JSON
Schema for editors is generated from these models.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from inspect_cli.domain.words import (
    Channel,
    Did,
    Discipline,
    EvidenceKind,
    MeasureKind,
    Nature,
    Power,
    Role,
    RoundKind,
    Severity,
    State,
)

T = TypeVar("T")

UNIT = r"[A-Z][A-Z0-9]{0,7}"
ID = rf"{UNIT}-[IDF][0-9]{{3,}}"
ROUND_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)? ?([Zz]|[+-][0-9]{2}:[0-9]{2})")
_MONEY = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
_COUNT = re.compile(r"[0-9]{1,9}")
_TRUTH = re.compile(r"true|false")
_PLACES = re.compile(r"[0-2]")


def _reads_as(shape: re.Pattern[str], read: Callable[[str], T], error: str) -> Callable[[object], T]:
    def check(value: object) -> T:
        try:
            if isinstance(value, str) and shape.fullmatch(value):
                return read(value)
        except (ValueError, ArithmeticError):
            pass  # the shape fits but the calendar does not: the same complaint
        raise PydanticCustomError(error, error)

    return check


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value.upper().replace("Z", "+00:00").replace(" +", "+").replace(" -", "-"))


def inside_the_round(path: str) -> str:
    """`path` itself when it is relative, uses `/`, and never climbs; anything else is refused: evidence lives in the round's folder."""
    parts = path.split("/")
    if path.startswith(("/", "~")) or "\\" in path or re.match(r"[A-Za-z]:", path) or {"", ".", ".."} & set(parts):
        raise PydanticCustomError("outside", "outside")
    return path


Day = Annotated[
    date, BeforeValidator(_reads_as(_DAY, date.fromisoformat, "day")), WithJsonSchema({"type": "string", "pattern": f"^{_DAY.pattern}$"})
]
Moment = Annotated[
    datetime, BeforeValidator(_reads_as(_MOMENT, _moment, "moment")), WithJsonSchema({"type": "string", "pattern": f"^{_MOMENT.pattern}$"})
]
Money = Annotated[Decimal, BeforeValidator(_reads_as(_MONEY, Decimal, "money")), WithJsonSchema({"type": "number", "minimum": 0})]
Count = Annotated[int, BeforeValidator(_reads_as(_COUNT, int, "count")), WithJsonSchema({"type": "integer", "minimum": 0})]
Truth = Annotated[bool, BeforeValidator(_reads_as(_TRUTH, lambda value: value == "true", "truth")), WithJsonSchema({"type": "boolean"})]
Places = Annotated[int, BeforeValidator(_reads_as(_PLACES, int, "places")), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 2})]

Uid = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{10}$")]
IssueId = Annotated[str, StringConstraints(pattern=rf"^{ID}$")]
RoundId = Annotated[str, StringConstraints(pattern=rf"^{ROUND_ID}$")]
UnitCode = Annotated[str, StringConstraints(pattern=rf"^{UNIT}$")]
FullRef = Annotated[str, StringConstraints(pattern=rf"^{ROUND_ID}/{ID}$")]
AnyRef = Annotated[str, StringConstraints(pattern=rf"^({ROUND_ID}/)?{ID}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PartId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{0,15}$")]
InnerPath = Annotated[str, AfterValidator(inside_the_round)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class ExtensionModel(_Model):
    to: Day
    reason: str = ""
    approved_by: str = ""
    approved_on: Day | None = None


class MeasureModel(_Model):
    id: PartId
    text: str
    kind: MeasureKind | None = None
    owner: str = ""
    due: Day | None = None
    done_on: Day | None = None
    document: str = ""


class EvidenceModel(_Model):
    id: PartId
    file: InnerPath = ""
    document: str = ""
    sha256: Sha256 = ""
    kind: EvidenceKind | None = None
    note: str = ""
    added_on: Day | None = None


class OutcomesModel(_Model):
    rules_made: Count = 0
    money_recovered: Money = Decimal("0.00")
    people: dict[str, Count] = {}


class LongTermModel(_Model):
    reason: str = ""
    goal: str = ""
    review_on: Day | None = None


class WithheldModel(_Model):
    reason: str = ""
    approved_by: str = ""


class WaiverModel(_Model):
    rule: str
    reason: str
    by: str
    on: Day


class EntryModel(_Model):
    at: Moment
    by: str
    did: Did
    from_: State | None = Field(None, alias="from")
    to: State | None = None
    note: str = ""
    approved_by: str = ""


class IssueModel(_Model):
    """One issue file. The schema demands what identifies an issue; moves, rules and the gate demand the rest when it is due."""

    uid: Uid
    id: IssueId
    channel: Channel
    title: str
    text: str
    notice: str = ""
    found_on: Day
    severity: Severity | None = None
    path: tuple[str, ...] = ()
    nature: Nature | None = None
    discipline: Discipline | None = None
    post: str = ""
    power: Power | None = None
    leader: str = ""
    department: str = ""
    handler: str = ""
    original_due: Day | None = None
    due: Day | None = None
    extensions: tuple[ExtensionModel, ...] = ()
    measures: tuple[MeasureModel, ...] = ()
    evidence: tuple[EvidenceModel, ...] = ()
    outcomes: OutcomesModel | None = None
    state: State
    sustained: Truth = False
    long_term: LongTermModel | None = None
    similar: tuple[AnyRef, ...] = ()
    carried_to: FullRef = ""
    carried_from: FullRef = ""
    recurs: tuple[AnyRef, ...] = ()
    withheld: WithheldModel | None = None
    waivers: tuple[WaiverModel, ...] = ()
    history: Annotated[tuple[EntryModel, ...], Field(min_length=1)]


class UnitModel(_Model):
    code: UnitCode
    name: str


class OnSiteModel(_Model):
    starts: Day
    ends: Day | None = None


class LimitModel(_Model):
    months: Count | None = None
    days: Count | None = None
    basis: str = ""


class DeadlinesModel(_Model):
    feedback_report: LimitModel | None = None


class PersonModel(_Model):
    name: str
    role: Role
    unit: str = ""
    email: str = ""


class RoundModel(_Model):
    """`round.yaml`: every deadline is the round's own setting; no statutory number is built in."""

    id: RoundId
    title: str
    kind: RoundKind
    team: str
    units: Annotated[tuple[UnitModel, ...], Field(min_length=1)]
    on_site: OnSiteModel
    feedback_on: Day | None = None
    deadlines: DeadlinesModel | None = None
    rate_places: Places = 1
    profile: dict[str, tuple[State, ...]] = {}
    people: tuple[PersonModel, ...] = ()
