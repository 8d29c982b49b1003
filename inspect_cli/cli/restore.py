"""`inspect restore`: brings a file back from git; what lies there is brought back by undo."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from inspect_cli.actions.restoring import brought_back
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.output import print_json, tell, would_change
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.render import json_v1


@verb("restore", WRITE)
def restore(
    session: Session,
    name: Annotated[str, Argument(metavar="FILE|ID", help="a file below rounds/, or an issue")],
    at: Annotated[str, Option("--at", metavar="REV", help="as this git revision had it; else as the newest commit that has it")] = "",
) -> int:
    """What lies there otherwise comes back by `undo`."""
    round_id = session.round or ""
    if not round_id and "/" not in name:
        with suppress(Trouble):  # its own file may be what is gone
            round_id = session.chosen_round().folder.name
    done = brought_back(session.workspace, name, round_id, at, session.dry_run)
    if session.dry_run:
        would_change(session, *done.writes)
        return 0
    went = [session.workspace.relative(write.path) for write in done.writes[1:]]
    if session.json:
        print_json("restored", json_v1.deeds.restored(done.file, done.commit, went))
    tell(session, text("{file} is as commit {commit} has it", file=done.file, commit=done.commit[:10]))
    for file in went:
        tell(session, text("  {file} is gone with what was not saved", file=file))
    if done.writes:
        tell(session, text("what lay here comes back by: inspect undo"))
    return 0
