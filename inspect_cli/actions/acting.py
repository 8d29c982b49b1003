"""How every act that changes issues is done: find them, decide for all, then write all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from inspect_cli.actions.hand import Hand
from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.bundle import Bundle, paper
from inspect_cli.domain.lifecycle.decision import AllRefused, Decision, Refused, decide
from inspect_cli.domain.record.deeds import mentions
from inspect_cli.domain.record.issue import Evidence, Issue
from inspect_cli.domain.saying import is_blank
from inspect_cli.domain.words import Channel, Did, EvidenceKind, FileState
from inspect_cli.store import round_changes, writing
from inspect_cli.store.files import disk, evidence, moving
from inspect_cli.store.files.disk import Write
from inspect_cli.store.files.evidence import Attachment
from inspect_cli.store.loading import LoadedRound, Opened, load_round
from inspect_cli.store.lookup import current_round, find_issue, opened_issue
from inspect_cli.store.numbering import Numbers, new_uid
from inspect_cli.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Supplied:
    """What is brought to an act, beside the issues: the act itself as a pattern (who and when follow), and what comes before it."""

    act: Act
    measures: tuple[str, ...] = ()
    all_measures_done: bool = False
    files: tuple[Path, ...] = ()
    documents: tuple[str, ...] = ()
    evidence_kind: EvidenceKind | None = None
    evidence_note: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One issue on its way through an act; `name` is its id, or ROUND/ID where the id alone would mean another one."""

    loaded: LoadedRound
    record: Opened
    name: str


@dataclass(frozen=True, slots=True)
class Acted:
    """What the act makes of one issue, and the files that come with it."""

    target: Target
    decision: Decision
    attachments: tuple[Attachment, ...]
    elsewhere: tuple[str, ...] = ()
    """The files of its evidence that are but Git LFS pointers here."""
    dropped: str = ""
    """The file of the evidence that is dropped, where it lies here."""
    going: tuple[Write, ...] = ()
    """What makes that go, where nobody has saved it and nothing else names it."""

    @property
    def before(self) -> Issue:
        """The issue as it was."""
        return self.target.record.issue

    @property
    def ref(self) -> str:
        """ROUND/ID."""
        return f"{self.target.loaded.round.id}/{self.before.id}"


def acted(workspace: Workspace, hand: Hand, names: Sequence[str], brought: Supplied, round_id: str | None = None) -> list[Acted]:
    """Does the act to every issue named, all or none; what came of each.

    Raises: AllRefused with every reason of every issue; NotFound; Invalid; DiskTrouble.
    """
    with workspace.locked():
        found = decided(workspace, hand, names, brought, round_id)
        writes = [write for one in found for write in writes_of(workspace, one)] + formats_of(found)
        disk.write_all([*evidence.copies(file for one in found for file in one.attachments), *writes], workspace.journal)
        for write in (write for one in found for write in one.going):
            moving.drop_empty(write.path.parent)
    return found


def decided(workspace: Workspace, hand: Hand, names: Sequence[str], brought: Supplied, round_id: str | None = None) -> list[Acted]:
    """What the act would make of every issue named; nothing is written. Raises the same."""
    found: list[Acted] = []
    refused: list[Refused] = []
    numbers = Numbers(workspace)
    for target in _targets(workspace, hand, names, round_id):
        try:
            found.append(_decided(workspace, hand, target, brought, numbers))
        except Refused as one:
            refused.append(one)
    if refused:
        raise AllRefused(refused, [one.target.name for one in found])
    return found


def writes_of(workspace: Workspace, one: Acted) -> list[Write]:
    """The issue's own write and, for a carry, its twin's; the twin first, so that no link points to nothing. Raises CannotEdit."""
    own, twin = writing.edited(one.target.record, one.decision.changes, one.decision.issue), one.decision.twin
    if twin is None:
        return [own, *one.going]
    return [Write(workspace.place_for(one.target.loaded.round.id, twin.id), None, writing.issue_text(twin)), own]


def formats_of(found: Sequence[Acted]) -> list[Write]:
    """The rounds whose entries say in keys what they changed from now on. Raises CannotEdit."""
    rounds = {one.target.loaded.folder: one.target.loaded for one in found}
    after = {home: [one.decision.issue for one in found if one.target.loaded.folder == home] for home in rounds}
    return [write for home, loaded in rounds.items() for write in round_changes.keyed(loaded, after[home])]


def _targets(workspace: Workspace, hand: Hand, names: Sequence[str], round_id: str | None) -> list[Target]:
    found = dict.fromkeys(find_issue(workspace, name, round_id, hand.today) for name in names)
    current = "" if round_id else current_round(workspace, hand.today).folder.name  # where a round was named, a bare id is none
    rounds = {home: load_round(workspace, home) for home, _ in found}
    return [
        Target(rounds[home], opened_issue(workspace, path, rounds[home]), path.stem if home == current else f"{home}/{path.stem}")
        for home, path in found
    ]


def _decided(workspace: Workspace, hand: Hand, target: Target, brought: Supplied, numbers: Numbers) -> Acted:
    issue, loaded = target.record.issue, target.loaded
    act = replace(trimmed(brought.act), by=hand.actor(loaded.round.people), at=hand.moment_after(issue.history[-1].at))
    if act.verb is Did.CARRY and not issue.carried_to:
        twin = numbers.next_id(loaded.round.id, issue.unit, Channel.FEEDBACK)
        act = replace(act, twin_id=f"{loaded.round.id}/{twin}", twin_uid=new_uid())
    found = _attachments(target, brought)
    files = tuple(Evidence(id="", file=one.path, sha256=one.sha256, kind=one.kind, note=brought.evidence_note) for one in found)
    papers = tuple(paper(number, brought.evidence_kind, brought.evidence_note) for number in brought.documents if not is_blank(number))
    bundle = Bundle(act=act, measures=brought.measures, all_measures_done=brought.all_measures_done, pieces=files + papers)
    situation = _situation(hand, target, found)
    elsewhere = tuple(file for file, state in situation.files.items() if state is FileState.POINTER)
    decision = decide(issue, bundle.acts(issue), situation)
    return Acted(target, decision, found, elsewhere, *_dropped(workspace, target, act, decision))


def _dropped(workspace: Workspace, target: Target, act: Act, decision: Decision) -> tuple[str, tuple[Write, ...]]:
    """The file of the evidence that the act drops, and what makes it go where no saved version, and no report, knows of it."""
    issue, home = target.record.issue, target.loaded.folder.name
    file = next((piece.file for piece in issue.evidence if act.verb is Did.EVIDENCE and piece.id == act.drop), "")
    if not file or not (target.loaded.folder / file).is_file():
        return "", ()
    from inspect_cli.actions.saved import saved_in  # which hardly any act asks
    from inspect_cli.actions.unneeded import going

    saved = saved_in(workspace)
    if any(saved.entry(issue, entry) for entry in issue.history if mentions(entry, act.drop)):
        return file, ()
    left = writing.edited_bytes(target.record, decision.changes, decision.issue)
    return file, tuple(going(workspace, saved, (home, target.record.path.stem), [file], left))


def trimmed(act: Act) -> Act:
    """The act without blanks around its texts: a text of blanks is none, and says nothing to a guard that asks for one."""
    said = {**{one.name: getattr(act, one.name) for one in fields(act)}, **act.fields}
    return act.saying(**{name: "" if is_blank(value) else value.strip() for name, value in said.items() if type(value) is str})


def _attachments(target: Target, brought: Supplied) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    for path in brought.files:
        taken = {one.target: one.sha256 for one in found}
        found.append(evidence.attachment(path, target.loaded.folder, target.record.issue.id, brought.evidence_kind, taken))
    return tuple(found)


def _situation(hand: Hand, target: Target, found: Sequence[Attachment]) -> Situation:
    states = evidence.states_of(target.loaded.folder, [target.record.issue], target.loaded.left_out)
    files = {file: state for (_, file), state in states.items()} | {one.path: FileState.INTACT for one in found}
    return Situation(round=target.loaded.round, today=hand.today, files=files, name=target.name, present=hand.present)
