"""What the command that runs does, as it is told afterwards by `inspect undo --list`."""

from __future__ import annotations

from inspect_cli.actions.undoing import actor_in
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.desk.output import tell
from inspect_cli.domain.trouble import NotFound
from inspect_cli.store.files.commands import Doing


def note(session: Session, words: str) -> None:
    """From now on what is written under `rounds/` is kept, so that it can be undone."""
    try:
        workspace = session.workspace
    except NotFound:
        return  # whoever needs it says so
    by = lambda round_id: actor_in(workspace, session.hand, round_id)  # noqa: E731  (a sentence of its own would say no more)
    workspace.doing.append(Doing(words, session.now, by, lambda said: tell(session, said)))
