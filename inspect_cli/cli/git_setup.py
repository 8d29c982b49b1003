"""`inspect git-setup`: tells git how to merge and show the records, and to have them judged before a commit."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions import gitsetup
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import tell
from inspect_cli.cli.desk.signs import show_signs
from inspect_cli.domain.text import text
from inspect_cli.render.forms import PAGE


@verb("git-setup", forms=PAGE)
def git_setup(
    session: Session,
    undo: Annotated[bool, Option("--undo", help="take it all back")] = False,
) -> int:
    """Exit 1 where something is left to do by hand."""
    if undo:
        gitsetup.undo(session.workspace)
        tell(session, text("git is told nothing about the records any more, but for their line ends"))
        return show_signs(session, "git-setup", ())
    code = show_signs(session, "git-setup", gitsetup.install(session.workspace))
    if gitsetup.is_to_be_committed(session.workspace):
        tell(session, text("next: inspect save"))
    return code
