"""A round says something else of itself: what it takes once that is saved, and the write with the entries that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspect_cli.actions.hand import Hand
from inspect_cli.actions.saved import Saved, saved_in
from inspect_cli.domain.compare.amendment import Amendment, amendments, new_changes
from inspect_cli.domain.compare.differences import round_differences
from inspect_cli.domain.lifecycle.act import Objection
from inspect_cli.domain.lifecycle.decision import Refused
from inspect_cli.domain.record.round import APPROVING, Round, RoundChange
from inspect_cli.domain.saying import is_blank
from inspect_cli.domain.text import pasted, text
from inspect_cli.domain.words import Did
from inspect_cli.store import round_changes
from inspect_cli.store.addresses import round_file
from inspect_cli.store.complaint import finding_of
from inspect_cli.store.files.disk import Write
from inspect_cli.store.lookup import invalid
from inspect_cli.store.reading import read_round
from inspect_cli.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Because:
    """Why a round changes, and who of the team or the office approved it; whoever acts approves it themselves where they may (`own`)."""

    reason: str = ""
    approved_by: str = ""
    own: bool = False


NOTHING_SAID = Because()


def amended(workspace: Workspace, hand: Hand, round_id: str, before: bytes, typed: bytes, because: Because = NOTHING_SAID) -> Write:
    """The write by which the round's file, which holds `before`, says what `typed` says; both read as rounds.

    What differs from what is saved gets an entry; what nobody has saved yet changes freely. Raises Refused, CannotEdit, GitFailed.
    """
    file, known = round_file(round_id), saved_in(workspace)
    was, will = _saved_round(known, file), read_round(typed).record
    if was is None or will is None:
        return Write(workspace.root / file, before, typed)
    by = ""

    def is_begun() -> bool:
        return known.is_begun(round_id)

    lacking = [one for one in amendments(was, will, is_begun) if one.is_unexplained]
    if lacking:
        by = hand.actor(was.people)
        typed = round_changes.with_entries(typed, file, _entries(was, will, lacking, hand, by, because))
        will = read_round(typed).record or will
    current = read_round(before).record or was
    forged = [one for one in new_changes(was, will) if one not in current.changes and one.by != (by or hand.actor(was.people))]
    objections = [Objection(text("an entry of the round's changes speaks for nobody else: {who}", who=one.by)) for one in forged]
    judged = round_differences(was, will, round_id, amendments(was, will, is_begun))
    objections += [Objection(one.message, one.fix) for one in judged if one.is_unexplained]
    if objections:
        raise Refused(round_id, Did.EDIT, objections)
    return Write(workspace.root / file, before, typed)


def _saved_round(known: Saved, file: str) -> Round | None:
    """The round as it is saved. Raises Invalid where a newer program saved it."""
    held = [read_round(raw) for raw in known.holds(file)]
    newer = next((one for read in held for one in read.complaints if one.rule == "SCH19"), None)
    if newer:
        raise invalid([finding_of(file, newer, "")])
    return next((read.record for read in held if read.record), None)


def _entries(was: Round, will: Round, lacking: Sequence[Amendment], hand: Hand, by: str, because: Because) -> list[RoundChange]:
    """An entry for each piece that lacks one. Raises Refused where it is not said why, or where nobody approves who may."""
    approver = because.approved_by.strip() or (by if because.own and was.approves(by, hand.today) else "")
    objections = []
    if is_blank(because.reason):
        said = text("{fields} would change, and it is saved: say why", fields=[one.changed.field for one in lacking])
        objections.append(Objection(said, text("--reason …"), "--reason"))
    if not approver or not was.approves(approver, hand.today):
        names = [one.name for one in was.people if one.role in APPROVING and one.is_there(hand.today)]
        flags = [text("--approved-by {name}", name=pasted(name)) for name in names] or [text("--approved-by …")]
        who = text("{who} cannot approve this: that is for {roles}", who=approver, roles=list(APPROVING))
        said = who if approver else text("name who of the team or the office approved it")
        objections.append(Objection(said, text("{flags}", flags=flags), "--approved-by"))
    if objections:
        raise Refused(was.id, Did.EDIT, objections)
    at = hand.moment_after(will.changes[-1].at if will.changes else None)
    said_by = RoundChange(field="", reason=because.reason.strip(), by=by, at=at, approved_by=approver)
    return [replace(said_by, field=one.changed.field, was=one.changed.was, now=one.changed.now) for one in lacking]
