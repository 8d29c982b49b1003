"""`inspect renumber`: a record gets a number that nobody else has; its evidence and all links to it go along."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.renumbering import Renumbered, planned, renumbered
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.output import print_json, tell, would_change
from inspect_cli.domain.text import text
from inspect_cli.render import json_v1


@verb("renumber", WRITE)
def renumber(
    session: Session,
    issue: options.OneIssue,
    to: Annotated[str | None, Option("--to", metavar="ID", help="the new number, never used before; else the next free one")] = None,
    note: options.Note = "",
) -> int:
    """All or nothing: the record, its evidence, and every link to it."""
    words = (issue, to, note, session.round)
    if session.dry_run:
        would_change(session, *planned(session.workspace, session.hand, *words).steps)
        return 0
    done = renumbered(session.workspace, session.hand, *words)
    if session.json:
        print_json("renumber", _data(done))
    else:
        print(done.after)
        _say(session, done)
    return 0


def _say(session: Session, done: Renumbered) -> None:
    tell(session, text("{old} is now {new}: {file}", old=done.before, new=done.after, file=done.file))
    tell(session, text("next: inspect save"))
    for source, target in done.moved.items():
        tell(session, text("  {source} → {target}", source=source, target=target))
    for name, field in done.linked:
        tell(session, text("  {name} names it anew in {field}", name=name, field=field))
    for file in done.kept:
        tell(session, text("  {file} stays: another record names it, or goes by the old number too", file=file))
    for name, field in done.unclear:
        tell(
            session,
            text(
                "  {name} still says {id} in {field}, for two records go by it: look which one is meant, then inspect edit {name}",
                name=name,
                id=done.issue.id,
                field=field,
            ),
        )
    for file in done.unread:
        tell(session, text("  {file} cannot be read and may name {id}: mend it, then inspect check", file=file, id=done.issue.id))
    for file in done.copies:
        tell(session, text("  {file} has the same uid: where it is the same issue, delete one of the two", file=file))


def _data(done: Renumbered) -> object:
    names, evidence, links = (done.before, done.after), (done.moved, done.kept), (done.linked, done.unclear)
    return json_v1.deeds.renumber(done.issue.uid, names, done.file, evidence, links, (done.unread, done.copies))
