"""`inspect history`: an issue's own history, woven with git's."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.weaving import LATE, woven
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.store.lookup import one_issue
from inspect_cli.views.history import page


@verb("history", READ, forms=PAGE)
def history(
    session: Session,
    issue: options.OneIssue,
    days: Annotated[int, Option("--days", metavar="N", help="an entry committed more than N days after its time is back-filled")] = LATE,
) -> int:
    """Prints the history."""
    loaded, record = one_issue(session.workspace, issue, session.round, session.today)
    made = woven(session.workspace, record, loaded.round, days)
    answer(session, "history", lambda: page(made), lambda: json_v1.followed.history(made))
    return 0
