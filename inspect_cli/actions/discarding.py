"""A record too many goes again, with its evidence, while nobody has seen it; its number is free then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_cli.actions.hand import Hand
from inspect_cli.actions.renumbering import Mention, evidence_of, mentions
from inspect_cli.actions.righting import found
from inspect_cli.actions.saved import Saved, saved_in
from inspect_cli.domain.lifecycle import guards
from inspect_cli.domain.lifecycle.act import Act, Objection, Situation
from inspect_cli.domain.lifecycle.decision import AllRefused, Refused
from inspect_cli.domain.lifecycle.relinking import links_to
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did, Role, Word
from inspect_cli.store.addresses import inside
from inspect_cli.store.files import disk, moving
from inspect_cli.store.files.disk import CannotRead, Write
from inspect_cli.store.files.plain import plain_bytes
from inspect_cli.store.loading import LoadedRound, Opened
from inspect_cli.store.workspace import Workspace

DISCARD = Word("删去", "discard")


@dataclass(frozen=True, slots=True)
class Discarded:
    """What goes: the record (`ROUND/NAME`), and every file; `kept` are files of its folder that another record or git holds."""

    ref: str
    issue: Issue
    by: str
    writes: tuple[Write, ...]
    kept: tuple[str, ...]


def discarded(workspace: Workspace, hand: Hand, names: Sequence[str], round_id: str | None = None) -> list[Discarded]:
    """All or none of them. Raises what `planned` does, and DiskTrouble."""
    with workspace.locked():
        going = planned(workspace, hand, names, round_id)
        writes = [write for one in going for write in one.writes]
        disk.write_all(writes, workspace.journal)
        for write in writes[::-1]:
            moving.drop_empty(write.path.parent)
    return going


def planned(workspace: Workspace, hand: Hand, names: Sequence[str], round_id: str | None = None) -> list[Discarded]:
    """What would go; nothing is written.

    Raises: AllRefused with every reason; NotFound, Invalid, CannotRead; GitFailed where it cannot be seen what is saved.
    """
    saved, refused = saved_in(workspace), list[Refused]()
    meant = list({record.path: (loaded, record) for loaded, record in (found(workspace, hand, name, round_id) for name in names)}.values())
    refs = {f"{loaded.folder.name}/{record.path.stem}" for loaded, record in meant}
    going = []
    for loaded, record in meant:
        ref, others = f"{loaded.folder.name}/{record.path.stem}", [one for one in mentions(workspace, record)[0] if one.name not in refs]
        reasons = list(_objections(hand, saved, loaded, record, others))
        if reasons:
            refused.append(Refused(record.path.stem, DISCARD, reasons, ref))
        else:
            going.append(_going(workspace, hand, saved, loaded, record))
    if refused:
        raise AllRefused(refused, [one.issue.id for one in going])
    return going


def saved_of(workspace: Workspace, hand: Hand, names: Sequence[str], round_id: str | None = None) -> list[str]:
    """Those that are saved, or told by a report. Raises NotFound, Ambiguous, Invalid, GitFailed."""
    saved = saved_in(workspace)
    meant = ((name, *found(workspace, hand, name, round_id)) for name in names)
    return [name for name, loaded, record in meant if saved.is_saved(record.issue, loaded.folder.name)]


def _objections(hand: Hand, saved: Saved, loaded: LoadedRound, record: Opened, others: Sequence[Mention]) -> Iterator[Objection]:
    """Why the record stays."""
    issue, round_id, name = record.issue, loaded.folder.name, record.path.stem
    act = Act(verb=Did.EDIT, by=hand.actor(loaded.round.people), at=hand.now)
    yield from guards.may_act(issue, act, tuple(Role), Situation(round=loaded.round, today=hand.today, name=name))
    if saved.is_saved(issue, round_id):
        void = text("inspect void {id} --reason … --approved-by …", id=name)
        yield Objection(text("it is saved already, and others may have seen it: what is saved is voided"), void)
    for link in filter(None, (issue.carried_to, issue.carried_from)):
        yield Objection(text("a carry made it one of two, with {twin}", twin=link), text("the last command: inspect undo"))
    for one in others:
        fields = sorted({str(link[0]) for link, _ in links_to(one.face, f"{round_id}/{issue.id}")} - {"carried_to", "carried_from"})
        if fields:
            yield Objection(text("{name} names it in {fields}", name=one.name, fields=fields), text("inspect edit {name}", name=one.name))


def _going(workspace: Workspace, hand: Hand, saved: Saved, loaded: LoadedRound, record: Opened) -> Discarded:
    folder = workspace.root / inside(loaded.folder.name)
    others, unread = mentions(workspace, record)
    own, kept = evidence_of(folder, record, [one for one in others if one.round_id == loaded.folder.name], unread, record.issue.id)
    held = [inner for inner in own if (folder / inner).is_symlink() or saved.holds(workspace.relative(folder / inner))]
    writes = [Write(folder / inner, _content(folder, inner), None) for inner in own if inner not in held]
    ref, by = f"{loaded.folder.name}/{record.path.stem}", hand.actor(loaded.round.people)
    return Discarded(ref, record.issue, by, (Write(record.path, record.raw, None), *writes), (*kept, *held))


def _content(folder: Path, inner: str) -> bytes:
    try:
        return plain_bytes(folder / inner)
    except OSError as error:
        raise CannotRead(folder / inner, error) from error
