"""How a record is put right: find it, ask what of it is saved, decide, and write; with another unit or channel go number and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspect_cli.actions.editing import ledger_with
from inspect_cli.actions.hand import Hand
from inspect_cli.actions.renumbering import Renumbered, with_number
from inspect_cli.actions.saved import past_of, saved_in
from inspect_cli.domain.lifecycle.correctable import part_meant
from inspect_cli.domain.lifecycle.correcting import Corrected, Correction, corrected
from inspect_cli.domain.lifecycle.decision import Decision
from inspect_cli.domain.lifecycle.relinking import series
from inspect_cli.domain.lifecycle.unseen import Past
from inspect_cli.domain.words import Channel
from inspect_cli.store import round_changes, writing
from inspect_cli.store.files import disk
from inspect_cli.store.files.disk import DiskStep
from inspect_cli.store.loading import LoadedRound, Opened, load_round
from inspect_cli.store.lookup import find_issue, opened_issue
from inspect_cli.store.numbering import Numbers
from inspect_cli.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PutRight:
    """What came of a correction: the record as it was (`ROUND/NAME`), what changes, all that is written, and where it moved to."""

    before: str
    opened: Opened
    done: Corrected
    steps: tuple[DiskStep, ...]
    moved: Renumbered | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed: which record, which part of it, which values, why, and who approved."""

    name: str
    values: Mapping[str, Any]
    part: str = ""
    reason: str = ""
    approved_by: str = ""
    round: str | None = None


def put_right(workspace: Workspace, hand: Hand, asked: Asked) -> PutRight:
    """All or nothing: the record, and with another unit or channel its evidence and every link to it.

    Raises: what `planned` does, and DiskTrouble.
    """
    with workspace.locked():
        done = planned(workspace, hand, asked)
        disk.write_all(done.steps, workspace.journal)
    return done


def planned(workspace: Workspace, hand: Hand, asked: Asked) -> PutRight:
    """What it would be; nothing is written.

    Raises: Refused with every reason; NotFound, Invalid, CannotRead, CannotEdit; GitFailed where it cannot be seen what is saved.
    """
    loaded, record = found(workspace, hand, asked.name, asked.round)
    issue, saved = record.issue, saved_in(workspace)
    past, home = past_of(saved, issue, loaded.round), loaded.folder.name
    values = dict(asked.values)
    unit, channel = values.get("unit") or issue.unit, values.get("channel") or issue.channel
    if (unit, channel) != series(issue.id):
        values["id"] = _free_id(workspace, home, past, str(unit), channel)
    correction = Correction(
        values=values,
        by=hand.actor(loaded.round.people),
        at=hand.moment_after(issue.history[-1].at),
        part=part_meant(issue, asked.part),
        reason=asked.reason,
        approved_by=asked.approved_by,
    )
    done = corrected(issue, correction, past, ledger_with(loaded, record, hand), record.path.stem)
    if done.issue.id == issue.id:
        write = writing.edited(record, done.changes, done.issue)
        return PutRight(f"{home}/{record.path.stem}", record, done, (write, *round_changes.keyed(loaded, [done.issue])))
    moved = with_number(workspace, loaded, record, Decision(done.changes, done.issue))
    return PutRight(moved.before, record, done, moved.steps, moved)


def found(workspace: Workspace, hand: Hand, name: str, round_id: str | None) -> tuple[LoadedRound, Opened]:
    """The record that is meant, and its round. Raises NotFound, Ambiguous, Invalid."""
    home, path = find_issue(workspace, name, round_id, hand.today)
    loaded = load_round(workspace, home)
    return loaded, opened_issue(workspace, path, loaded)


def _free_id(workspace: Workspace, round_id: str, past: Past, unit: str, channel: Channel) -> str:
    """The number that it has in a saved version, where that is of this unit and channel; else the next free one."""
    own = [one.id for one in past.versions if series(one.id) == (unit, channel)]
    if own and not workspace.issue_path(round_id, own[0]).exists():
        return own[0]
    return Numbers(workspace).next_id(round_id, unit, channel)
