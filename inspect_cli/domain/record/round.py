"""One inspection round (巡察轮次) as the rest of the house works with it: plain, frozen, slotted records, declared as in `issue`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from inspect_cli.domain.record import forms, shape
from inspect_cli.domain.record.declaration import Known
from inspect_cli.domain.saying import saying
from inspect_cli.domain.words import Role, RoundKind, State

KEYED = 2
"""The format from which on entries say in keys what they changed; the newest that is known here."""

APPROVING = (Role.TEAM, Role.OFFICE)
"""Who may approve a change of the round itself."""


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
    until: Annotated[date | None, Known("任职至（最后一天）", "last day on which they may act")] = None

    def is_there(self, day: date | None) -> bool:
        """May act on this day; with no day named, whoever ever could."""
        return self.until is None or day is None or day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChange:
    """One change of what the round says, once that is saved: `people.NAME/ROLE/UNIT`, `units.CODE`, `on_site.ends`, `title`, …"""

    field: Annotated[str, Known("字段", "field", who=True)]
    was: Annotated[str, Known("原为", "was")] = ""
    now: Annotated[str, Known("改为", "now")] = ""
    reason: Annotated[str, Known("原因", "reason")]
    by: Annotated[str, Known("由谁", "by", who=True)]
    at: Annotated[datetime, Known("时间（带时区）", "time, with its offset", happened=True)]
    approved_by: Annotated[str, Known("批准人", "approved by", who=True)] = ""

    @property
    def is_said(self) -> bool:
        """There is a reason and somebody who approved it, and not only characters that nobody sees."""
        return bool(saying(self.reason)) and bool(saying(self.approved_by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: who is inspected by whom, when, with which limits, and in which words it publishes."""

    id: Annotated[str, forms.ROUND_ID, Known("编号", "id")]
    format: Annotated[int | None, Known("格式版本", "format")] = None
    title: Annotated[str, Known("轮次名称", "title", rule="DIF12")]
    kind: Annotated[RoundKind, Known("类别", "kind", rule="DIF12")]
    team: Annotated[str, Known("巡察组", "team", rule="DIF12")]
    units: Annotated[tuple[Unit, ...], Known("被巡察单位", "units", rule="DIF12", filled=True)]
    on_site: Annotated[OnSite | None, Known("驻点时间", "on site", rule="DIF12", flow=True)]
    feedback_on: Annotated[date | None, Known("反馈日期", "feedback on", rule="DIF12")] = None
    deadlines: Annotated[Deadlines | None, Known("本轮时限", "deadlines of the round", rule="DIF12")] = None
    rate_places: Annotated[int, shape.PLACES, Known("百分比小数位数（0 至 2）", "decimals of a printed rate, 0 to 2", rule="DIF12")] = 1
    profile: Annotated[
        Mapping[str, tuple[State, ...]], Known("对外公布用语与状态的对应", "published words and the states they cover", rule="DIF12")
    ] = field(default_factory=dict)
    people: Annotated[tuple[Person, ...], Known("人员（岗位）", "people", rule="DIF12", flow=True)] = ()
    changes: Annotated[tuple[RoundChange, ...], Known("改动", "changes", flow=True)] = ()

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

    def people_of(self, unit: str, day: date | None = None) -> list[Person]:
        """Who may act in this unit (on this day): its own people, and those of every unit."""
        return [person for person in self.people if person.unit in ("", unit) and person.is_there(day)]

    def plays(self, name: str, unit: str, roles: Collection[Role], day: date | None = None) -> bool:
        """The name is among the people of the unit (on this day), in one of these roles."""
        return any(person.name == name and person.role in roles for person in self.people_of(unit, day))

    def approves(self, name: str, day: date) -> bool:
        """The name may approve on this day that the round says something else; where nobody is named, every name may."""
        return not self.people or any(one.name == name and one.role in APPROVING and one.is_there(day) for one in self.people)

    def unit_name(self, code: str) -> str:
        """The unit's name, or the code itself where the round does not know it."""
        return next((unit.name for unit in self.units if unit.code == code), code)
