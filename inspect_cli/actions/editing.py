"""A whole file typed anew: it replaces the record only when it is valid and takes nothing back quietly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspect_cli.actions.amending import Because, amended
from inspect_cli.actions.hand import Hand
from inspect_cli.actions.saved import past_of, saved_in
from inspect_cli.domain.compare.objections import edit_objections, new_errors, round_objections
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.lifecycle.decision import Refused, applied, edit_entry
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import NOTHING, text
from inspect_cli.domain.trouble import Invalid
from inspect_cli.domain.words import Did
from inspect_cli.store import writing
from inspect_cli.store.files import disk
from inspect_cli.store.files.disk import Write
from inspect_cli.store.files.evidence import states_of
from inspect_cli.store.loading import LoadedRound, Opened, Record, issue_from_bytes, ledger_of, load_round, round_from_bytes
from inspect_cli.store.lookup import find_issue, not_newer
from inspect_cli.store.workspace import Workspace


class NotValid(Invalid):
    """What was typed is no valid record."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(text("the record itself is unchanged"), NOTHING, findings)


@dataclass(frozen=True, slots=True)
class Editable:
    """A file that may be edited as a whole: an issue's, or, where `issue` is empty, a round's."""

    round_id: str
    issue: str
    path: Path
    before: bytes


def editable(workspace: Workspace, name: str, round_id: str | None, today: date) -> Editable:
    """The file of the round or the issue that `name` means. Raises NotFound, Ambiguous, CannotRead."""
    if name in workspace.round_ids():
        not_newer(load_round(workspace, name))
        path = workspace.folder(name) / "round.yaml"
        return Editable(name, "", path, disk.read_bytes(path))
    home, path = find_issue(workspace, name, round_id, today)
    not_newer(load_round(workspace, home))
    return Editable(home, path.stem, path, disk.read_bytes(path))


def edited(
    workspace: Workspace, hand: Hand, file: Editable, after: bytes, note: str = "", dry_run: bool = False, approved_by: str = ""
) -> Write:
    """The new text in its place, with what says so in the history, or in the changes of a round; what was, or would be, written.

    Raises: NotValid; Refused with every reason; CannotEdit, DiskTrouble.
    """
    if file.issue:
        write = Write(file.path, file.before, _judged_issue(workspace, hand, file, after, note))
    else:
        after = _judged_round(workspace, file, after)
        write = amended(workspace, hand, file.round_id, file.before, after, Because(note, approved_by))
    if not dry_run and write.after != write.before:
        with workspace.locked():
            disk.write_all([write], workspace.journal)
    return write


def _judged_issue(workspace: Workspace, hand: Hand, file: Editable, after: bytes, note: str) -> bytes:
    new, findings = issue_from_bytes(workspace, after, file.path, file.round_id)
    if new is None or new.issue.id != file.issue:
        raise NotValid(findings)
    old, _ = issue_from_bytes(workspace, file.before, file.path, file.round_id)
    loaded = load_round(workspace, file.round_id)
    actor = hand.actor(loaded.round.people)
    was, will = ledger_with(loaded, old, hand) if old else None, ledger_with(loaded, new, hand)
    entry = edit_entry(hand.moment_after(new.issue.history[-1].at), actor, note)
    after_all = applied(new.issue, [entry])
    past = past_of(saved_in(workspace), old.issue, loaded.round) if old else None
    objections = [*(edit_objections(old.issue, after_all, actor, will, past) if old and past else []), *new_errors(was, will)]
    if objections:
        raise Refused(file.issue, Did.EDIT, objections, f"{file.round_id}/{file.issue}")
    return writing.edited_bytes(new, [entry], after_all)


def ledger_with(loaded: LoadedRound, one: Opened, hand: Hand) -> Ledger:
    """The round with this one record in it."""
    files = states_of(loaded.folder, [one.issue], loaded.left_out)
    return ledger_of(replace(loaded, records=(Record(one.issue, one.file),), files=files), hand.today, hand.present)


def _judged_round(workspace: Workspace, file: Editable, after: bytes) -> bytes:
    """The new bytes, when the round stays the same round."""
    new, findings = round_from_bytes(workspace, after, file.path)
    if new is None:
        raise NotValid(findings)
    old, _ = round_from_bytes(workspace, file.before, file.path)
    used = {name.split("-")[0] for name in workspace.issue_names(file.round_id)}
    known = {unit.code for unit in old.units} if isinstance(old, Round) else set()
    objections = round_objections(old or new, new, used & known)
    if objections:
        raise Refused(file.round_id, Did.EDIT, objections)
    return after
