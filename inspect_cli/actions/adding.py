"""An issue arrives: it gets its uid and its number, is judged like any act, and is written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspect_cli.actions.hand import Hand
from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.bundle import Bundle
from inspect_cli.domain.lifecycle.decision import registered
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Did
from inspect_cli.store import round_changes, writing
from inspect_cli.store.files import disk
from inspect_cli.store.files.disk import Write
from inspect_cli.store.lookup import chosen_round, must_be_readable
from inspect_cli.store.numbering import new_uid, next_id
from inspect_cli.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrives: the unit's code, the issue without uid, id and history, its measures, and a note for its first entry."""

    unit: str
    draft: Issue
    measures: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """The new issue, and what was, or would be, written."""

    round_id: str
    issue: Issue
    write: Write

    @property
    def ref(self) -> str:
        """ROUND/ID."""
        return f"{self.round_id}/{self.issue.id}"


def added(workspace: Workspace, hand: Hand, arrival: Arrival, round_id: str | None = None, dry_run: bool = False) -> Added:
    """The issue in the round that is named, else in the current one.

    Raises: Misused for an unknown unit; Refused with every reason; Invalid, NotFound, NotWritable, DiskTrouble, GitFailed.
    """
    loaded = must_be_readable(chosen_round(workspace, round_id, hand.today))
    home, round_ = loaded.folder.name, loaded.round
    draft = replace(arrival.draft, uid=new_uid())
    act = Act(verb=Did.REGISTER, by=hand.actor(round_.people), at=hand.now, note=arrival.note, due=draft.due)
    measures = Bundle(act=act, measures=arrival.measures).acts(draft)
    with workspace.locked():
        new = replace(draft, id=next_id(workspace, home, unit_code(round_, arrival.unit), draft.channel))
        made = registered(new, act, Situation(round=round_, today=hand.today, name=new.id), measures)
        write = Write(workspace.place_for(home, made.id), None, writing.issue_text(made))
        if not dry_run:
            disk.write_all([write, *round_changes.keyed(loaded, [made])], workspace.journal)
    return Added(home, made, write)


def unit_code(round_: Round, typed: str) -> str:
    """The code of one of the round's units. Raises Misused."""
    codes = [unit.code for unit in round_.units]
    if typed.upper() not in codes:
        raise Misused(text("round {round} has no unit {unit}", round=round_.id, unit=typed), text("its units: {units}", units=codes))
    return typed.upper()
