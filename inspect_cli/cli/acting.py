"""How every verb that changes issues runs: find them, decide for all, then write all or none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.desk.completing import Supplied, completed
from inspect_cli.cli.desk.output import difference, tell, would_write
from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.bundle import Bundle, paper
from inspect_cli.domain.lifecycle.decision import AllRefused, Decision, Refused, decide
from inspect_cli.domain.record.issue import Evidence
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Channel, Did, FileState
from inspect_cli.render import json_v1
from inspect_cli.store import writing
from inspect_cli.store.files import disk, evidence
from inspect_cli.store.files.disk import Write
from inspect_cli.store.files.evidence import Attachment
from inspect_cli.store.loading import LoadedRound, Opened, load_round, open_issue
from inspect_cli.store.lookup import current_round, find_issue, invalid, must_be_readable
from inspect_cli.store.numbering import Numbers, new_uid


@dataclass
class Target:
    """One issue on its way through a command."""

    loaded: LoadedRound
    record: Opened
    name: str
    attachments: list[Attachment] = field(default_factory=list)


def perform(session: Session, names: Sequence[str], brought: Supplied) -> int:
    """Does the act to every issue named, all or none, and says what came of it.

    Raises: AllRefused with every reason of every issue; NotFound; DiskTrouble.
    """
    brought = completed(session, brought, lambda tried: decided(session, names, tried))
    if session.dry_run:
        _show_differences(session, decided(session, names, brought))
        return 0
    with session.workspace.locked():
        changes = decided(session, names, brought)
        writes = [write for target, decision in changes for write in _writes(session, target, decision)]
        with evidence.attached([found for target, _ in changes for found in target.attachments]):
            disk.write_all(writes, session.workspace.journal)
    _say_done(session, changes, brought)
    return 0


def pattern(session: Session, verb: Did, **fields: object) -> Act:
    """The act that the command line describes, before it is known on what: who and when are filled in per issue."""
    trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    return Act(verb=verb, by=session.by, at=session.now).saying(**trimmed)


# -- from names to decisions -------------------------------------------------------------------------------------------


def _targets(session: Session, names: Sequence[str]) -> list[Target]:
    workspace = session.workspace
    found = dict.fromkeys(find_issue(workspace, name, session.round, session.today) for name in names)
    current = session.round or current_round(workspace, session.today).folder.name
    rounds = {round_id: load_round(workspace, round_id) for round_id, _ in found}
    targets = []
    for round_id, path in found:
        record, findings = open_issue(workspace, path, round_id)
        must_be_readable(rounds[round_id])
        if record is None:
            raise invalid(findings)
        name = path.stem if round_id == current else f"{round_id}/{path.stem}"
        targets.append(Target(rounds[round_id], record, name))
    return targets


def decided(session: Session, names: Sequence[str], brought: Supplied) -> list[tuple[Target, Decision]]:
    """What the act makes of every issue named; nothing is written. Raises AllRefused."""
    found: list[tuple[Target, Decision]] = []
    refused: list[Refused] = []
    numbers = Numbers(session.workspace)
    for target in _targets(session, names):
        try:
            found.append((target, _decide(session, target, brought, numbers)))
        except Refused as one:
            refused.append(one)
    if refused:
        raise AllRefused(refused, [target.name for target, _ in found])
    return found


def _decide(session: Session, target: Target, brought: Supplied, numbers: Numbers) -> Decision:
    issue, loaded = target.record.issue, target.loaded
    act = replace(brought.act, by=session.actor(loaded.round.people), at=session.moment_after(issue.history[-1].at))
    if act.verb is Did.CARRY and not issue.carried_to:
        twin = numbers.next_id(loaded.round.id, issue.unit, Channel.FEEDBACK)
        act = replace(act, twin_id=f"{loaded.round.id}/{twin}", twin_uid=new_uid())
    target.attachments = _attachments(target, brought)
    files = tuple(
        Evidence(id="", file=found.path, sha256=found.sha256, kind=found.kind, note=brought.evidence_note) for found in target.attachments
    )
    papers = tuple(paper(number, brought.evidence_kind, brought.evidence_note) for number in brought.documents if number.strip())
    bundle = Bundle(act=act, measures=brought.measures, all_measures_done=brought.all_measures_done, pieces=files + papers)
    return decide(issue, bundle.acts(issue), _situation(session, target))


def _attachments(target: Target, brought: Supplied) -> list[Attachment]:
    found: list[Attachment] = []
    for path in brought.files:
        taken = {one.target: one.sha256 for one in found}
        found.append(evidence.attachment(path, target.loaded.folder, target.record.issue.id, brought.evidence_kind, taken))
    return found


def _situation(session: Session, target: Target) -> Situation:
    real = Path(os.path.realpath(target.loaded.folder))
    files = {piece.file: evidence.state_of(real, piece) for piece in target.record.issue.evidence if piece.file}
    return Situation(
        round=target.loaded.round,
        today=session.today,
        files={**files, **{found.path: FileState.INTACT for found in target.attachments}},
        name=target.name,
    )


# -- writing and saying ------------------------------------------------------------------------------------------------


def _writes(session: Session, target: Target, decision: Decision) -> list[Write]:
    """The issue's own write and, for a carry, its twin's; the twin first, so that no link points to nothing."""
    own = writing.edited(target.record, decision.changes, decision.issue)
    if decision.twin is None:
        return [own]
    path = session.workspace.place_for(target.loaded.round.id, decision.twin.id)
    return [Write(path, None, writing.issue_text(decision.twin)), own]


def _show_differences(session: Session, decided: Sequence[tuple[Target, Decision]]) -> None:
    """A unified diff of what would be written."""
    writes = [write for target, decision in decided for write in _writes(session, target, decision)]
    would_write(session, "".join(difference(session.workspace.relative(write.path), write) for write in writes))


def _say_done(session: Session, decided: Sequence[tuple[Target, Decision]], brought: Supplied) -> None:
    if session.json:
        print(json_v1.document("change", {"changes": [_changed_json(target, decision) for target, decision in decided]}))
        return
    for target, decision in decided:
        tell(session, _done_sentence(target, decision, brought.act.verb))
        for found in target.attachments:
            tell(
                session,
                text(
                    "  {file}: {size} bytes, sha256 {hash}…, {kind}",
                    file=found.path,
                    size=found.size,
                    hash=found.sha256[:12],
                    kind=found.kind,
                ),
            )
        if decision.twin:
            tell(session, text("  goes on as {twin}", twin=decision.issue.carried_to))


def _done_sentence(target: Target, decision: Decision, verb: Did) -> Text:
    before, after = target.record.issue.state, decision.issue.state
    ref = f"{target.loaded.round.id}/{target.record.issue.id}"
    if before is after:
        return text("{issue} {title}: {verb} recorded, {state}", issue=ref, title=_short(decision.issue.title), verb=verb, state=after)
    return text("{issue} {title}: {before} → {after}", issue=ref, title=_short(decision.issue.title), before=before, after=after)


def _short(title: str) -> str:
    return title if len(title) <= 30 else title[:29] + "…"


def _changed_json(target: Target, decision: Decision) -> dict[str, object]:
    return {
        "issue": f"{target.loaded.round.id}/{decision.issue.id}",
        "uid": decision.issue.uid,
        "before": target.record.issue.state,
        "state": decision.issue.state,
        "twin": decision.issue.carried_to if decision.twin else None,
        "evidence": [{"file": found.path, "sha256": found.sha256, "size": found.size, "kind": found.kind} for found in target.attachments],
    }
