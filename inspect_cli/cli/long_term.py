"""`inspect long-term`: 持续整改, cannot be done yet and stays open under review."""

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


@verb("long-term", WRITE)
def long_term(
    session: Session,
    ids: options.Issues,
    note: options.Note = "",
    goal: Annotated[str, Option("--goal", metavar="TEXT", help="the stage goal")] = "",
    review_on: Annotated[str | None, Option("--review-on", metavar="DATE", help="when it is looked at next")] = None,
) -> int:
    """Flags every issue named."""
    return perform(
        session, ids, Supplied(pattern(session, Did.LONG_TERM, note=note, goal=goal, review_on=optional_day(review_on, "--review-on")))
    )
