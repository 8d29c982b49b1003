"""`inspect edit`: the whole file in an editor; it replaces the record only when it is valid and takes nothing back quietly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.editor import open_editor
from inspect_cli.cli.desk.output import console, difference, tell, would_write
from inspect_cli.domain.compare.objections import edit_objections, new_errors, round_objections
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.lifecycle.decision import Refused, applied
from inspect_cli.domain.record.issue import Entry
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import NOTHING, text
from inspect_cli.domain.trouble import Invalid, Trouble
from inspect_cli.domain.words import Did
from inspect_cli.render import findings as render
from inspect_cli.render import json_v1
from inspect_cli.store import writing
from inspect_cli.store.files import disk, drafts
from inspect_cli.store.files.evidence import states_of
from inspect_cli.store.loading import LoadedRound, Opened, Record, issue_from_bytes, ledger_of, load_round, round_from_bytes
from inspect_cli.store.lookup import find_issue
from inspect_cli.yamlsplice.change import Append


class NotValid(Invalid):
    """What was typed is no valid record."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(text("the record itself is unchanged"), NOTHING, findings)


@verb("edit", WRITE)
def edit(
    session: Session,
    name: Annotated[str, Argument(metavar="ID|ROUND", help="an issue or a round", offers=complete.issues_and_rounds)],
    source: Annotated[Path | None, Option("--from", metavar="FILE", help="take the new text from a file instead of an editor")] = None,
    note: options.Note = "",
) -> int:
    """Opens the editor on a copy, and again where it is wanted, until the text is taken or given up."""
    workspace = session.workspace
    is_round = name in workspace.round_ids()
    round_id, path = (
        (name, workspace.folder(name) / "round.yaml") if is_round else find_issue(workspace, name, session.round, session.today)
    )
    before = disk.read_bytes(path)
    draft = drafts.keep(workspace, path.stem if not is_round else f"{round_id}-round", disk.read_bytes(source) if source else before)
    while True:
        try:
            if source is None:
                open_editor(draft)
            after = disk.read_bytes(draft)
            if after == before:
                tell(session, text("nothing was changed"))
                draft.unlink()
                return 0
            _replace(session, round_id, path, before, after, note, is_round)
        except Trouble as trouble:
            if source is None and session.may_ask and _again(session, trouble):
                continue
            kept = text("what you typed is kept: inspect edit {name} --from {draft}", name=name, draft=str(draft))
            if session.json:
                trouble.hint = kept
            else:
                tell(session, kept)
            raise
        draft.unlink()
        return 0


def _again(session: Session, trouble: Trouble) -> bool:
    from inspect_cli.cli.argv.refusal import explain_refused, explain_trouble

    if isinstance(trouble, Refused):
        explain_refused([trouble], session.language, False)
    else:
        explain_trouble(trouble, session.language, False)
    tell(session, text("press e and Enter to edit again, or only Enter to stop"))
    return input().strip().lower() == "e"


def _replace(session: Session, round_id: str, path: Path, before: bytes, after: bytes, note: str, is_round: bool) -> None:
    """Judges the new text and puts it in place. Raises NotValid, Refused, DiskTrouble."""
    judged = _judged_round(session, round_id, before, after) if is_round else _judged_issue(session, round_id, path, before, after, note)
    write = disk.Write(path, before, judged)
    if session.dry_run:
        would_write(session, difference(session.workspace.relative(path), write))
        return
    with session.workspace.locked():
        disk.write_all([write], session.workspace.journal)
    file = session.workspace.relative(path)
    if session.json:
        print(json_v1.document("edit", {"round": round_id, "issue": None if is_round else f"{round_id}/{path.stem}", "file": file}))
    tell(session, text("written: {file}", file=file))


def _judged_issue(session: Session, round_id: str, path: Path, before: bytes, after: bytes, note: str) -> bytes:
    """The new bytes with their history entry."""
    workspace = session.workspace
    new, findings = issue_from_bytes(workspace, after, path, round_id)
    if new is None or new.issue.id != path.stem:
        _show(session, findings)
        raise NotValid(findings)
    old, _ = issue_from_bytes(workspace, before, path, round_id)
    loaded = load_round(workspace, round_id)
    was, will = (_ledger_of(loaded, one, session.today) if one else None for one in (old, new))
    assert will is not None
    actor = session.actor(loaded.round.people)
    objections = [*(edit_objections(old.issue, new.issue, actor) if old else []), *new_errors(was, will)]
    if objections:
        raise Refused(path.stem, Did.EDIT, objections, f"{round_id}/{path.stem}")
    entry = Append(("history",), Entry(at=session.moment_after(new.issue.history[-1].at), by=actor, did=Did.EDIT, note=note))
    return writing.edited_bytes(new, [entry], applied(new.issue, [entry]))


def _ledger_of(loaded: LoadedRound, one: Opened, today: date) -> Ledger:
    """The round with this one record in it."""
    files = states_of(loaded.folder, [one.issue])
    return ledger_of(replace(loaded, records=(Record(one.issue, one.file),), files=files), today)


def _judged_round(session: Session, round_id: str, before: bytes, after: bytes) -> bytes:
    """The new bytes, when the round stays the same round."""
    workspace = session.workspace
    path = workspace.folder(round_id) / "round.yaml"
    new, findings = round_from_bytes(workspace, after, path)
    if new is None:
        _show(session, findings)
        raise NotValid(findings)
    old, _ = round_from_bytes(workspace, before, path)
    used = {name.split("-")[0] for name in workspace.issue_names(round_id)}
    known = {unit.code for unit in old.units} if isinstance(old, Round) else set()
    objections = round_objections(old or new, new, used & known)
    if objections:
        raise Refused(round_id, Did.EDIT, objections)
    return after


def _show(session: Session, findings: list[Finding]) -> None:
    if not session.json:
        tell(session, text("what was typed is no valid record:"))
    if session.to_terminal:
        render.show(findings, session.language, console())
    elif not session.json:
        tell(session, render.plain(findings, session.language).rstrip("\n"))


VERB = edit
