"""What somebody asks for (`Act`), what is known around it (`Situation`), and why it may be refused (`Objection`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from inspect_cli.domain.counting.stages import has_left
from inspect_cli.domain.record.declaration import fields_of, parts_of
from inspect_cli.domain.record.issue import Evidence, Issue, Measure
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import NOTHING, Text
from inspect_cli.domain.words import Did, FileState


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that somebody does to an issue. Which fields matter depends on the verb; the rest stay empty."""

    verb: Did
    by: str
    at: datetime
    note: str = ""
    """The answer, the result, what is left, or the reason."""
    approved_by: str = ""
    approved_on: date | None = None
    due: date | None = None
    """`start`: the due date. `extend`: the new one."""
    fields: Mapping[str, object] = field(default_factory=dict)
    """What fields of the issue are to say from now on, by name: those that the verb changes as they are given."""
    measure: Measure | None = None
    """A measure to add; its id is given out by `decide`."""
    measures_done: tuple[str, ...] = ()
    done_on: date | None = None
    document: str = ""
    evidence: Evidence | None = None
    """A piece of evidence to add; its id is given out by `decide`."""
    drop: str = ""
    """The id of the measure or evidence to drop."""
    goal: str = ""
    review_on: date | None = None
    twin_id: str = ""
    twin_uid: str = ""
    """`carry`: id and uid of the feedback item that it makes."""

    def saying(self, **said: object) -> Act:
        """The act with these; what is no part of an act itself is what the issue's field of that name is to say."""
        own = {name: value for name, value in said.items() if name in Act.__dataclass_fields__}
        more = {name: value for name, value in said.items() if name not in own}
        if more and (strangers := more.keys() - {name for _, record in parts_of(Issue) for name in fields_of(record)}):
            raise TypeError(f"neither an act nor a record has {sorted(strangers)}")
        return replace(self, **{"fields": {**self.fields, **more}, **own})  # type: ignore[arg-type]

    def holds(self, name: str) -> object:
        """What it says under a name: its own, or what the field of that name is to say."""
        return getattr(self, name) if name in Act.__dataclass_fields__ else self.fields.get(name)

    @property
    def day(self) -> date:
        """The day on which it is done."""
        return self.at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What an act is judged against besides the issue: the round, the day, and what became of the evidence files."""

    round: Round
    today: date
    files: Mapping[str, FileState] = field(default_factory=dict)
    """By the path that the record states."""
    name: str = ""
    """How commands should name the issue (its id, or ROUND/ID where the id alone would mean another one)."""
    present: date | None = None
    """The day that it really is, where `today` is an earlier one."""

    @property
    def after_on_site(self) -> bool:
        """The team has left."""
        return has_left(self.round, self.today)

    def called(self, issue: Issue) -> str:
        """The issue's name for a command that can be pasted."""
        return self.name or issue.id


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason against an act, and the command that would supply what is missing."""

    what: Text
    fix: Text = NOTHING
    need: str = ""
    """The flag of the refused command that would bring it, such as `--note`; empty where no flag can."""
