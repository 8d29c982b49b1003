"""`inspect extend`: a later due date, asked for and approved."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.acting import Supplied
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import optional_day
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.acting import pattern, perform
from inspect_cli.domain.words import Did


@verb("extend", WRITE)
def extend(
    session: Session,
    ids: options.Issues,
    to: Annotated[str | None, Option("--to", metavar="DATE", help="the new due date")] = None,
    note: options.Note = "",
    approved_by: options.ApprovedBy = "",
    approved_on: Annotated[str | None, Option("--approved-on", metavar="DATE", help="the day of the approval; else today")] = None,
) -> int:
    """Extends every issue named."""
    act = pattern(
        session,
        Did.EXTEND,
        due=optional_day(to, "--to"),
        note=note,
        approved_by=approved_by,
        approved_on=optional_day(approved_on, "--approved-on"),
    )
    return perform(session, ids, Supplied(act))
