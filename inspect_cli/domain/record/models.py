"""The door: Pydantic models of the two files, which say what a record may hold and turn its strings into values.

The shapes of single values stand in `shape`. What passes is handed on as the plain records of `issue` and `round`; field
names are the same in both, a test holds that. The JSON Schema for editors is generated from these models.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from inspect_cli.domain.record import shape
from inspect_cli.domain.record.shape import Shape, Unfit
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


def _reads_as(wanted: Shape[T]) -> Callable[[object], T]:
    def check(value: object) -> T:
        try:
            return wanted.of(value)
        except Unfit as error:
            raise PydanticCustomError(wanted.name, wanted.name) from error

    return check


def _inside_the_round(path: str) -> str:
    if not shape.is_inside_the_round(path):
        raise PydanticCustomError("outside", "outside")
    return path


def _text_schema(wanted: Shape[T]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{wanted.pattern}$"})


Day = Annotated[date, BeforeValidator(_reads_as(shape.DAY)), _text_schema(shape.DAY)]
Moment = Annotated[datetime, BeforeValidator(_reads_as(shape.MOMENT)), _text_schema(shape.MOMENT)]
Money = Annotated[Decimal, BeforeValidator(_reads_as(shape.MONEY)), WithJsonSchema({"type": "number", "minimum": 0})]
Count = Annotated[int, BeforeValidator(_reads_as(shape.COUNT)), WithJsonSchema({"type": "integer", "minimum": 0})]
Truth = Annotated[bool, BeforeValidator(_reads_as(shape.TRUTH)), WithJsonSchema({"type": "boolean"})]
Places = Annotated[int, BeforeValidator(_reads_as(shape.PLACES)), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 2})]

Uid = Annotated[str, StringConstraints(pattern=rf"^{shape.UID}$")]
IssueId = Annotated[str, StringConstraints(pattern=rf"^{shape.ID}$")]
RoundId = Annotated[str, StringConstraints(pattern=rf"^{shape.ROUND_ID}$")]
UnitCode = Annotated[str, StringConstraints(pattern=rf"^{shape.UNIT}$")]
FullRef = Annotated[str, StringConstraints(pattern=rf"^{shape.FULL_REF}$")]
AnyRef = Annotated[str, StringConstraints(pattern=rf"^{shape.ANY_REF}$")]
Sha256 = Annotated[str, StringConstraints(pattern=rf"^{shape.SHA256}$")]
PartId = Annotated[str, StringConstraints(pattern=rf"^{shape.PART_ID}$")]
InnerPath = Annotated[str, AfterValidator(_inside_the_round)]


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
