"""Git did not answer, and the command went on without it: said once, with what is therefore not known."""

from __future__ import annotations

from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.desk.output import tell
from inspect_cli.domain.text import text
from inspect_cli.store.git import asking as git


def tell_what_is_not_known(session: Session) -> None:
    """Why git is silent, what it alone could have said, and how it speaks again."""
    obstacle = git.obstacle(session.workspace.root)
    if obstacle is None:  # it was a passing thing
        return
    tell(session, text("{what}; not known here: whether all records are checked out, and what was there before", what=obstacle.what))
    tell(session, text("→ {hint}", hint=obstacle.hint))
