"""`inspect undo` and `inspect redo`: the last command that wrote is taken back, whole, or done again."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.undoing import listed, turned
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import ROUND_WRITE, verb
from inspect_cli.cli.desk.output import answer, print_json, tell, would_change
from inspect_cli.domain.text import text
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.views import undo as views


@verb("undo", ROUND_WRITE, forms=PAGE)
def undo(
    session: Session,
    every: Annotated[bool, Option("--list", help="the commands that wrote, the newest first, and which can be taken back")] = False,
) -> int:
    """Takes it back and says what it was; or lists them."""
    if not every:
        return _turn(session, back=True)
    found = listed(session.workspace, session.hand)
    answer(session, "undo-list", lambda: views.page(found), lambda: json_v1.deeds.undo_list(found, session.language))
    return 0


@verb("redo", ROUND_WRITE)
def redo(session: Session) -> int:
    """Does it again."""
    return _turn(session, back=False)


def _turn(session: Session, back: bool) -> int:
    found = turned(session.workspace, session.hand, back, session.dry_run)
    if found and session.dry_run:
        would_change(session, *found[1])
    elif session.json:
        print_json("undone", json_v1.deeds.undone(found[0] if found else None, session.language))
    if found is None:
        tell(session, text("there is nothing to undo") if back else text("there is nothing to do again"))
    for said in views.sentences(found[0], session.dry_run) if found else ():
        tell(session, said)
    return 0
