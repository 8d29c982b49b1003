"""`inspect evidence add|drop`: what proves that it was done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import optional_choice
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.acting import perform
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Did, EvidenceKind


@verb("add", WRITE, text("add evidence: files are copied into the round and hashed; or the number of a document without a file"))
def add(
    session: Session,
    issue: options.OneIssue,
    files: Annotated[list[Path] | None, Argument(metavar="FILE", help="the files")] = None,
    document: options.Documents = None,
    kind: options.EvidenceKindOption = None,
    note: Annotated[str, Option("--note", "-m", metavar="TEXT", help="what it shows")] = "",
) -> int:
    """Adds evidence to one issue."""
    if not files and not document:
        raise Misused(
            text("evidence is a file, or the number of a document"), text("inspect evidence add {id} FILE, or --document NUMBER", id=issue)
        )
    return perform(
        session,
        [issue],
        Did.EVIDENCE,
        files=tuple(files or ()),
        documents=tuple(document or ()),
        evidence_kind=optional_choice(EvidenceKind, kind, "--kind"),
        evidence_note=note,
    )


@verb("drop", WRITE, text("take evidence out of the record, with a reason; a file that is saved stays where it is"))
def drop(
    session: Session,
    issue: options.OneIssue,
    piece: Annotated[str, Argument(metavar="E", help="the evidence: e1")],
    note: options.Note = "",
) -> int:
    """Drops one piece of evidence."""
    return perform(session, [issue], Did.EVIDENCE, drop=piece, note=note)


GROUP = {"add": add, "drop": drop}
