"""`inspect edit`: the whole file in an editor; it replaces the record only when it is valid and takes nothing back quietly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from inspect_cli.actions.amending import Because
from inspect_cli.actions.editing import Editable, NotValid, editable, edited
from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.completing import approved
from inspect_cli.cli.desk.editor import open_editor, wants_to_go_on
from inspect_cli.cli.desk.output import print_json, show_findings, tell, would_change
from inspect_cli.domain.text import pasted, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.render import json_v1
from inspect_cli.store.files import disk, drafts
from inspect_cli.store.files.disk import Write
from inspect_cli.yamlsplice.bounds import MAX_BYTES


@verb("edit", WRITE)
def edit(
    session: Session,
    name: Annotated[str, Argument(metavar="ID|ROUND", help="an issue or a round", offers=complete.issues_and_rounds)],
    source: Annotated[Path | None, Option("--from", metavar="FILE", help="take the new text from a file instead of an editor")] = None,
    note: options.Note = "",
    approved_by: options.ApprovedBy = "",
) -> int:
    """Opens the editor on a copy, and again where it is wanted, until the text is taken or given up."""
    file = editable(session.workspace, name, session.round, session.today)
    begun = disk.read_bytes(source, 2 * MAX_BYTES) if source else file.before
    is_kept = source is not None and drafts.is_kept(session.workspace, source)
    meant = f"{file.round_id}/{file.issue}" if file.issue else f"{file.round_id}-round"
    draft = source if source and is_kept else drafts.keep(session.workspace, meant, begun)
    while True:
        try:
            if source is None:
                open_editor(draft, name)
            after = disk.read_bytes(draft)
            if after == file.before and file.issue:
                tell(session, text("nothing was changed"))
            else:
                _replace(session, file, after, note, approved_by)
        except (Trouble, KeyboardInterrupt) as trouble:
            if source is None and disk.read_bytes(draft) == begun:  # nothing was typed
                draft.unlink()
                raise
            if isinstance(trouble, KeyboardInterrupt):
                raise
            if source is None and session.may_ask and wants_to_go_on(session, trouble):
                continue
            kept = text("what you typed is kept: inspect edit {name} --from {draft}", name=name, draft=pasted(str(draft)))
            if session.json:
                trouble.hint = kept
            else:
                tell(session, kept)
            raise
        if not (is_kept and session.dry_run):
            draft.unlink()
        return 0


def _replace(session: Session, file: Editable, after: bytes, note: str, approved_by: str) -> None:
    """Puts the new text in place and says so. Raises what `edited` does, after the findings of what is not valid were shown."""

    def attempt(given: Because) -> Write:
        return edited(session.workspace, session.hand, file, after, given.reason, session.dry_run, given.approved_by)

    try:
        write = approved(session, Because(note, approved_by), attempt)
    except NotValid as wrong:
        if not session.json:
            tell(session, text("what was typed is no valid record:"))
            show_findings(session, wrong.findings)
        raise
    if write.after == write.before:
        tell(session, text("nothing was changed"))
        return
    shown = session.workspace.relative(file.path)
    if session.dry_run:
        would_change(session, write)
        return
    if session.json:
        issue = f"{file.round_id}/{file.issue}" if file.issue else None
        print_json("edit", json_v1.deeds.edit(file.round_id, issue, shown))
    tell(session, text("written: {file}", file=shown))
