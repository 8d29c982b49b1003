"""One inspection round (巡察轮次) as the rest of the house works with it: plain, frozen, slotted records, declared as in `issue`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from inspect_cli.domain.record import forms, shape
from inspect_cli.domain.record.declaration import Known
from inspect_cli.domain.words import Role, RoundKind, State

KEYED = 2
"""The format from which on entries say in keys what they changed; the newest that is known here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An inspected body: its code (the first part of its issues' ids) and its name."""

    code: Annotated[str, forms.UNIT_CODE, Known("代码", "code")]
    name: Annotated[str, Known("名称", "name")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSite:
    """The days on which the team is there; the end may not be fixed yet."""

    starts: Annotated[date, Known("进驻日期", "first day on site")]
    ends: Annotated[date | None, Known("离开日期", "last day on site")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit of the round's own, with the text that it rests on; months clamp to month ends."""

    months: Annotated[int | None, Known("月数", "months")] = None
    days: Annotated[int | None, Known("天数", "days")] = None
    basis: Annotated[str, Known("依据", "basis")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The limits of a round."""

    feedback_report: Annotated[Limit | None, Known("反馈整改报告时限", "limit of the feedback report", flow=True)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who may act, and as what; `unit` empty means in every unit."""

    name: Annotated[str, Known("名称", "name")]
    role: Annotated[Role, Known("角色", "role")]
    unit: Annotated[str, Known("被巡察单位", "unit")] = ""
    email: Annotated[str, Known("邮箱（与 git 作者比对）", "email, compared with git's author")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: who is inspected by whom, when, with which limits, and in which words it publishes."""

    id: Annotated[str, forms.ROUND_ID, Known("编号", "id")]
    format: Annotated[int | None, Known("格式版本", "format")] = None
    title: Annotated[str, Known("轮次名称", "title")]
    kind: Annotated[RoundKind, Known("类别", "kind")]
    team: Annotated[str, Known("巡察组", "team")]
    units: Annotated[tuple[Unit, ...], Known("被巡察单位", "units", filled=True)]
    on_site: Annotated[OnSite | None, Known("驻点时间", "on site", flow=True)]
    feedback_on: Annotated[date | None, Known("反馈日期", "feedback on")] = None
    deadlines: Annotated[Deadlines | None, Known("本轮时限", "deadlines of the round")] = None
    rate_places: Annotated[int, shape.PLACES, Known("百分比小数位数（0 至 2）", "decimals of a printed rate, 0 to 2")] = 1
    profile: Annotated[Mapping[str, tuple[State, ...]], Known("对外公布用语与状态的对应", "published words and the states they cover")] = (
        field(default_factory=dict)
    )
    people: Annotated[tuple[Person, ...], Known("人员（岗位）", "people", flow=True)] = ()

    @property
    def is_keyed(self) -> bool:
        """Its entries say in keys what they changed, and those that do not explain nothing."""
        return (self.format or 1) >= KEYED

    @property
    def starts(self) -> date | None:
        """The first day on site; None only for the stand-in of a round whose file could not be read."""
        return self.on_site.starts if self.on_site else None

    @property
    def ends(self) -> date | None:
        """The last day on site, if it is fixed."""
        return self.on_site.ends if self.on_site else None

    def people_of(self, unit: str) -> list[Person]:
        """Who may act in this unit: its own people, and those of every unit."""
        return [person for person in self.people if person.unit in ("", unit)]

    def plays(self, name: str, unit: str, roles: Collection[Role]) -> bool:
        """The name is among the people of the unit, in one of these roles."""
        return any(person.name == name and person.role in roles for person in self.people_of(unit))

    def unit_name(self, code: str) -> str:
        """The unit's name, or the code itself where the round does not know it."""
        return next((unit.name for unit in self.units if unit.code == code), code)
