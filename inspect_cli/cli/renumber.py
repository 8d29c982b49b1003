"""`inspect renumber`: a record gets a number that nobody else has; its evidence and all links to it go along."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated

from inspect_cli.actions.renumbering import Renumbered, renumbered
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.acting import pattern
from inspect_cli.cli.desk.output import renaming, tell, would_write
from inspect_cli.domain.lifecycle.act import Situation
from inspect_cli.domain.lifecycle.decision import Refused
from inspect_cli.domain.lifecycle.relinking import objections, series
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Did
from inspect_cli.render import json_v1
from inspect_cli.store.files import disk
from inspect_cli.store.loading import Opened, load_round, open_issue
from inspect_cli.store.lookup import find_issue, invalid, must_be_readable
from inspect_cli.store.numbering import Numbers


@verb("renumber", WRITE)
def renumber(
    session: Session,
    issue: options.OneIssue,
    to: Annotated[str | None, Option("--to", metavar="ID", help="the new number, never used before; else the next free one")] = None,
    note: options.Note = "",
) -> int:
    """All or nothing: the record, its evidence, and every link to it."""
    if session.dry_run:
        _, _, done = _planned(session, issue, to, note)
        would_write(session, "".join(renaming(session.workspace, done.steps)))
        return 0
    with session.workspace.locked():
        round_id, record, done = _planned(session, issue, to, note)
        disk.write_all(done.steps, session.workspace.journal)
    _say(session, round_id, record, done)
    return 0


def _planned(session: Session, name: str, to: str | None, note: str) -> tuple[str, Opened, Renumbered]:
    """What is to be done. Raises Refused with every reason; NotFound, Invalid, GitFailed, DiskTrouble."""
    workspace = session.workspace
    round_id, path = find_issue(workspace, name, session.round, session.today)
    loaded = must_be_readable(load_round(workspace, round_id))
    record, findings = open_issue(workspace, path, round_id)
    if record is None:
        raise invalid(findings)
    issue, numbers, wanted = record.issue, Numbers(workspace), _wanted(to, round_id)
    act = pattern(session, Did.RENUMBER, note=note)
    act = replace(act, by=session.actor(loaded.round.people), at=session.moment_after(issue.history[-1].at))
    situation = Situation(round=loaded.round, today=session.today, name=path.stem)
    reasons = objections(issue, act, situation, wanted, numbers.uses_of(round_id, wanted) if wanted else [])
    if reasons:
        raise Refused(path.stem, Did.RENUMBER, reasons, f"{round_id}/{path.stem}")
    new_id = wanted or numbers.next_id(round_id, *series(issue.id))
    return round_id, record, renumbered(workspace, round_id, record, new_id, act)


def _wanted(typed: str | None, round_id: str) -> str:
    """The id as records write it: `cg-d7` is CG-D007. Raises Misused for anything else, and for another round."""
    if typed is None:
        return ""
    stated, _, name = typed.strip().rpartition("/")
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9]{0,7}-[IDFidf])0*([0-9]{1,9})", name)
    if stated not in ("", round_id):
        raise Misused(text("--to: {id} is of another round", id=typed), text("a record stays in its round: {round}", round=round_id))
    if found is None or not int(found[2]):
        raise Misused(text("--to: {id} is no issue's id", id=typed), text("unit, channel letter and number, such as CG-D007"))
    return f"{found[1].upper()}{int(found[2]):03d}"


def _say(session: Session, round_id: str, record: Opened, done: Renumbered) -> None:
    old, new = f"{round_id}/{record.path.stem}", f"{round_id}/{done.record.path.stem}"
    if session.json:
        print(json_v1.document("renumber", _data(session, old, new, record, done)))
        return
    print(new)
    tell(session, text("{old} is now {new}: {file}", old=old, new=new, file=session.workspace.relative(done.record.path)))
    tell(session, text("next: git add -A rounds, git commit"))
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
                id=record.issue.id,
                field=field,
            ),
        )
    for file in done.unread:
        tell(session, text("  {file} cannot be read and may name {id}: mend it, then inspect check", file=file, id=record.issue.id))
    for file in done.copies:
        tell(session, text("  {file} has the same uid: where it is the same issue, delete one of the two", file=file))


def _data(session: Session, old: str, new: str, record: Opened, done: Renumbered) -> dict[str, object]:
    return {
        "issue": new,
        "uid": record.issue.uid,
        "before": old,
        "file": session.workspace.relative(done.record.path),
        "evidence": [{"before": source, "file": target} for source, target in done.moved.items()],
        "evidence_kept": list(done.kept),
        "links": [{"issue": name, "field": field} for name, field in done.linked],
        "links_unclear": [{"issue": name, "field": field} for name, field in done.unclear],
        "unread": list(done.unread),
        "copies": list(done.copies),
    }


VERB = renumber
