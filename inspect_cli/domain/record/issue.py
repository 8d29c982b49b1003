"""One issue (问题) as the rest of the house works with it: plain, frozen, slotted records.

`models` is the door through which a file's data comes in; what passes it becomes one of these. An absent text is "",
an absent list is (), an absent date is None: an empty value and an absent key are the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from inspect_cli.domain.words import (
    OPEN_STATES,
    Channel,
    Did,
    Discipline,
    EvidenceKind,
    MeasureKind,
    Nature,
    Power,
    Severity,
    State,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One approved move of the due date (延期)."""

    to: date
    reason: str = ""
    approved_by: str = ""
    approved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One step of rectification (整改措施); `owner` empty means the issue's department."""

    id: str
    text: str
    kind: MeasureKind | None = None
    owner: str = ""
    due: date | None = None
    done_on: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence (佐证材料): a file inside the round's folder, or the number of a document without one."""

    id: str
    file: str = ""
    document: str = ""
    sha256: str = ""
    kind: EvidenceKind | None = None
    note: str = ""
    added_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What rectifying brought: rules made, money recovered in 万元 (exact), people handled by kind."""

    rules_made: int = 0
    money_recovered: Decimal = Decimal("0.00")
    people: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTerm:
    """持续整改: why it cannot be done yet, the stage goal, and when it is looked at next."""

    reason: str = ""
    goal: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Why an issue is left out of the public version, and who agreed."""

    reason: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A rule that does not apply to this issue, with reason, who and when."""

    rule: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history, which only grows; `from_` and `to` stand only where the state moved."""

    at: datetime
    by: str
    did: Did
    from_: State | None = None
    to: State | None = None
    note: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One finding and its whole life. Nothing derived is stored: `ledger` knows what is overdue, `counts` what is answered."""

    uid: str
    id: str
    channel: Channel
    title: str
    text: str
    notice: str = ""
    found_on: date
    severity: Severity | None = None
    path: tuple[str, ...] = ()
    nature: Nature | None = None
    discipline: Discipline | None = None
    post: str = ""
    power: Power | None = None
    leader: str = ""
    department: str = ""
    handler: str = ""
    original_due: date | None = None
    due: date | None = None
    extensions: tuple[Extension, ...] = ()
    measures: tuple[Measure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    outcomes: Outcomes | None = None
    state: State
    sustained: bool = False
    long_term: LongTerm | None = None
    similar: tuple[str, ...] = ()
    carried_to: str = ""
    carried_from: str = ""
    recurs: tuple[str, ...] = ()
    withheld: Withheld | None = None
    waivers: tuple[Waiver, ...] = ()
    history: tuple[Entry, ...] = ()

    @property
    def unit(self) -> str:
        """The code of the unit: the id's first part."""
        return self.id.split("-")[0]

    @property
    def is_open(self) -> bool:
        """Not done, not closed, not void."""
        return self.state in OPEN_STATES

    @property
    def is_counted(self) -> bool:
        """In the totals: neither void nor carried into feedback (its twin counts there)."""
        return self.state is not State.VOID and not self.carried_to

    @property
    def owner(self) -> str:
        """Who answers for it, for a list: the leader and the department."""
        return " · ".join(part for part in (self.leader, self.department) if part)

    def last(self, *dids: Did) -> int | None:
        """The index of the newest history entry that did one of these, or None."""
        return next((i for i in range(len(self.history) - 1, -1, -1) if self.history[i].did in dids), None)


ANSWERS = (Did.PROGRESS, Did.NEARLY, Did.FINISH)
"""What counts as an answer (事事有回音)."""
