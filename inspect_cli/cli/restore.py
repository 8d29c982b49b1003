"""`inspect restore`: brings a file back from git, and loses nothing that lies there."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.restoring import brought_back
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import print_json, tell
from inspect_cli.domain.text import text
from inspect_cli.render import json_v1


@verb("restore", ("round",))
def restore(
    session: Session,
    name: Annotated[str, Argument(metavar="FILE|ID", help="a file below rounds/, or an issue")],
    at: Annotated[str, Option("--at", metavar="REV", help="as this git revision had it; else as the newest commit that has it")] = "",
) -> int:
    """What lies there otherwise is kept, and said where."""
    round_id = session.round or ("" if "/" in name else session.chosen_round().folder.name)
    done = brought_back(session.workspace, name, round_id, at)
    if session.json:
        print_json("restored", json_v1.deeds.restored(done.file, done.commit, str(done.kept) if done.kept else None))
    tell(session, text("{file} is as commit {commit} has it", file=done.file, commit=done.commit[:10]))
    if done.kept:
        tell(session, text("what lay here is kept in {folder}", folder=str(done.kept)))
    return 0
