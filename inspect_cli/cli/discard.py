"""`inspect discard`: a record that nobody has seen yet goes again, with its evidence, and its number is free."""

from __future__ import annotations

import re
from typing import Annotated

from inspect_cli.actions.discarding import Discarded, discarded, planned
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.ask import questions_of
from inspect_cli.cli.desk.output import print_json, tell, would_change
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render import json_v1
from inspect_cli.views.page import clipped

_TAKEN_OUT = text("{drop}; the last command: inspect undo")


@verb("discard", WRITE)
def discard(
    session: Session,
    ids: options.Issues,
    yes: Annotated[bool, Option("--yes", help="do not ask first")] = False,
) -> int:
    """Asks at a terminal, then takes them away, all or none."""
    for part in (one for one in ids if re.fullmatch("[me][0-9]+", one, re.IGNORECASE)):
        drop = text("inspect {verb} drop {id} {part} --reason …", verb="measure" if part[0] in "mM" else "evidence", id=ids[0], part=part)
        raise Misused(text("{part} is part of a record, and discard takes away whole ones", part=part), _TAKEN_OUT.about(drop=drop))
    going = planned(session.workspace, session.hand, ids, session.round)
    if session.dry_run:
        would_change(session, *(write for one in going for write in one.writes))
        return 0
    questions = None if yes else questions_of(session)
    if questions:
        for one in going:
            tell(session, text("{issue}  {title}: {files}", issue=one.ref, title=clipped(one.issue.title), files=_files(session, one)))
        if not questions.agreed(text("take them away, record and evidence?")):
            tell(session, text("nothing was changed"))
            return 0
    done = discarded(session.workspace, session.hand, ids, session.round)
    if session.json:
        files = [file for one in done for file in _files(session, one)]
        print_json("undone", json_v1.deeds.discarded(done[0].by, session.now, [one.ref for one in done], files))
        return 0
    for one in done:
        tell(session, text("{issue} is gone, and its number is free: {files}", issue=one.ref, files=_files(session, one)))
        for file in one.kept:
            tell(session, text("  {file} stays: another record names it, or it is saved", file=file))
    tell(session, text("to have it back: inspect undo"))
    return 0


def _files(session: Session, one: Discarded) -> list[str]:
    return [session.workspace.relative(write.path) for write in one.writes]
