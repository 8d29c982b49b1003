"""How every verb that changes issues runs: find them, decide for all, then write all or none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from inspect_cli.cli.ask import Questions, questions_of
from inspect_cli.cli.one import invalid, must_be_readable
from inspect_cli.cli.output import difference, tell, would_write
from inspect_cli.cli.refusal import AllRefused
from inspect_cli.cli.session import Session
from inspect_cli.cli.values import day_value
from inspect_cli.domain.act import Act, Situation
from inspect_cli.domain.decide import Decision, Refused, decide
from inspect_cli.domain.issue import Evidence, Issue, Measure
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Channel, Did, EvidenceKind, FileState, MeasureKind
from inspect_cli.render import json_v1
from inspect_cli.store import disk, evidence, writing
from inspect_cli.store.disk import Write
from inspect_cli.store.evidence import Attachment
from inspect_cli.store.lookup import current_round, find_issue
from inspect_cli.store.numbering import new_uid, next_id
from inspect_cli.store.workspace import LoadedRound, Record


@dataclass(frozen=True)
class Brought:
    """What a command line brings to an act, beside the issues: the act itself as a pattern, and what comes before it."""

    act: Act
    measures: tuple[str, ...] = ()
    measure_kind: MeasureKind | None = None
    all_measures_done: bool = False
    files: tuple[Path, ...] = ()
    documents: tuple[str, ...] = ()
    evidence_kind: EvidenceKind | None = None
    evidence_note: str = ""


@dataclass
class Target:
    """One issue on its way through a command."""

    loaded: LoadedRound
    record: Record
    name: str
    attachments: list[Attachment] = field(default_factory=list)


def perform(session: Session, names: Sequence[str], brought: Brought) -> int:
    """Does the act to every issue named, all or none, and says what came of it.

    Raises: AllRefused with every reason of every issue; NotFound; DiskTrouble.
    """
    brought = _completed(session, names, brought)
    if session.dry_run:
        _show_differences(session, _decided(session, _targets(session, names), brought))
        return 0
    with session.workspace.locked():
        decided = _decided(session, _targets(session, names), brought)
        for target, _ in decided:
            for found in target.attachments:
                evidence.attach(found)
        disk.write_all([write for target, decision in decided for write in _writes(session, target, decision)], session.workspace.journal)
    _say_done(session, decided, brought)
    return 0


def pattern(session: Session, verb: Did, **fields: object) -> Act:
    """The act that the command line describes, before it is known on what: who and when are filled in per issue."""
    return replace(Act(verb=verb, by=session.by, at=session.now), **fields)  # type: ignore[arg-type]


# -- from names to decisions -------------------------------------------------------------------------------------------


def _targets(session: Session, names: Sequence[str]) -> list[Target]:
    workspace = session.workspace
    found = dict.fromkeys(find_issue(workspace, name, session.round, session.today) for name in names)
    current = session.round or current_round(workspace, session.today).folder.name
    rounds = {round_id: workspace.load_round(round_id) for round_id, _ in found}
    targets = []
    for round_id, path in found:
        record, findings = workspace.load_issue(path, round_id)
        must_be_readable(rounds[round_id])
        if record is None:
            raise invalid(findings[0])
        name = path.stem if round_id == current else f"{round_id}/{path.stem}"
        targets.append(Target(rounds[round_id], record, name))
    return targets


def _decided(session: Session, targets: Sequence[Target], brought: Brought) -> list[tuple[Target, Decision]]:
    decided: list[tuple[Target, Decision]] = []
    refused: list[Refused] = []
    twins: list[str] = []
    for target in targets:
        try:
            decided.append((target, _decide(session, target, brought, twins)))
        except Refused as one:
            refused.append(one)
    if refused:
        raise AllRefused(refused, [target.name for target, _ in decided])
    return decided


def _decide(session: Session, target: Target, brought: Brought, twins: list[str]) -> Decision:
    issue, loaded = target.record.issue, target.loaded
    act = replace(brought.act, by=session.actor(loaded.round.people), at=session.moment_after(issue.history[-1].at))
    if act.verb is Did.CARRY and not issue.carried_to:
        twin = next_id(session.workspace, loaded.round.id, issue.unit, Channel.FEEDBACK, tuple(twins))
        twins.append(twin)
        act = replace(act, twin_id=f"{loaded.round.id}/{twin}", twin_uid=new_uid())
    target.attachments = _attachments(target, brought)
    acts = [*_before(act, issue, brought, target.attachments), *([] if _is_part(act) else [act])]
    return decide(issue, acts, _situation(session, target))


def _attachments(target: Target, brought: Brought) -> list[Attachment]:
    found: list[Attachment] = []
    for path in brought.files:
        taken = {one.target: one.sha256 for one in found}
        found.append(evidence.attachment(path, target.loaded.folder, target.record.issue.id, brought.evidence_kind, taken))
    return found


def _is_part(act: Act) -> bool:
    """The act is nothing but its parts: `measure add`, `evidence add`."""
    return act.verb in (Did.MEASURE, Did.EVIDENCE) and not (act.drop or act.measures_done or act.measure)


def _before(act: Act, issue: Issue, brought: Brought, attachments: Sequence[Attachment]) -> list[Act]:
    """The acts that bring what the main one needs: measures, evidence, measures done."""
    base = Act(verb=Did.MEASURE, by=act.by, at=act.at)
    acts = [
        replace(base, measure=Measure(id="", text=said, kind=brought.measure_kind, due=act.due if act.verb is Did.START else None))
        for said in brought.measures
    ]
    proof = replace(base, verb=Did.EVIDENCE)
    for found in attachments:
        piece = Evidence(id="", file=found.path, sha256=found.sha256, kind=found.kind, note=brought.evidence_note)
        acts.append(replace(proof, evidence=piece))
    for number in brought.documents:
        piece = Evidence(id="", document=number, kind=brought.evidence_kind or EvidenceKind.OTHER, note=brought.evidence_note)
        acts.append(replace(proof, evidence=piece))
    undone = tuple(measure.id for measure in issue.measures if measure.done_on is None)
    if brought.all_measures_done and undone:
        acts.append(replace(base, measures_done=undone, done_on=act.done_on))
    return acts


def _situation(session: Session, target: Target) -> Situation:
    real = Path(os.path.realpath(target.loaded.folder))
    files = {piece.file: evidence.state_of(real, piece) for piece in target.record.issue.evidence if piece.file}
    return Situation(
        round=target.loaded.round,
        today=session.today,
        files={**files, **{found.path: FileState.INTACT for found in target.attachments}},
        name=target.name,
    )


# -- asking for what is missing ----------------------------------------------------------------------------------------

_ASKABLE: dict[str, tuple[str, Text]] = {
    "--note": ("note", text("Note")),
    "--reason": ("note", text("Reason")),
    "--leader": ("leader", text("Responsible leader")),
    "--department": ("department", text("Responsible department")),
    "--approved-by": ("approved_by", text("Approved by")),
    "--goal": ("goal", text("Stage goal")),
    "--due": ("due", text("Due date")),
    "--to": ("due", text("New due date")),
    "--review-on": ("review_on", text("Next review date")),
}


def _completed(session: Session, names: Sequence[str], brought: Brought) -> Brought:
    """Asks at the terminal for what the guards miss, where questions alone can bring it; else leaves it to the refusal."""
    questions = questions_of(session)
    while questions:
        try:
            _decided(session, _targets(session, names), brought)
            return brought
        except AllRefused as refused:
            needs = [reason.need for one in refused.refused for reason in one.reasons]
            missing = [flag for flag in dict.fromkeys(needs) if flag and _lacks(brought, flag)]
            if not missing or any(not need for need in needs):
                return brought
            for reason in (reason for one in refused.refused for reason in one.reasons):
                tell(session, reason.what)
            for flag in missing:
                brought = _asked(questions, brought, flag)
    return brought


def _lacks(brought: Brought, flag: str) -> bool:
    if flag == "--measure":
        return not brought.measures
    return flag in _ASKABLE and not getattr(brought.act, _ASKABLE[flag][0])


def _asked(questions: Questions, brought: Brought, flag: str) -> Brought:
    if flag == "--measure":
        said = questions.ask(flag, text("Measure: what will be done"), str)
        return replace(brought, measures=(said or "",))
    name, question = _ASKABLE[flag]
    value: str | date | None = (
        questions.ask(flag, question, lambda typed: day_value(typed, flag))
        if name in ("due", "review_on")
        else questions.ask(flag, question, str)
    )
    return replace(brought, act=replace(brought.act, **{name: value}))  # type: ignore[arg-type]


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


def _say_done(session: Session, decided: Sequence[tuple[Target, Decision]], brought: Brought) -> None:
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
