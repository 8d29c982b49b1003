"""One inspection round (巡察轮次) as the rest of the house works with it: plain, frozen, slotted records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from inspect_cli.domain.words import Role, RoundKind, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An inspected body: its code (the first part of its issues' ids) and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSite:
    """The days on which the team is there; the end may not be fixed yet."""

    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit of the round's own, with the text that it rests on; months clamp to month ends."""

    months: int | None = None
    days: int | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The limits of a round."""

    feedback_report: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who may act, and as what; `unit` empty means in every unit."""

    name: str
    role: Role
    unit: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: who is inspected by whom, when, with which limits, and in which words it publishes."""

    id: str
    title: str
    kind: RoundKind
    team: str
    units: tuple[Unit, ...]
    on_site: OnSite | None
    feedback_on: date | None = None
    deadlines: Deadlines | None = None
    rate_places: int = 1
    profile: Mapping[str, tuple[State, ...]] = field(default_factory=dict)
    people: tuple[Person, ...] = ()

    @property
    def starts(self) -> date | None:
        """The first day on site; None only for the stand-in of a round whose file could not be read."""
        return self.on_site.starts if self.on_site else None

    @property
    def ends(self) -> date | None:
        """The last day on site, if it is fixed."""
        return self.on_site.ends if self.on_site else None

    def unit_name(self, code: str) -> str:
        """The unit's name, or the code itself where the round does not know it."""
        return next((unit.name for unit in self.units if unit.code == code), code)
