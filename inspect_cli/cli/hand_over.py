"""`inspect hand-over`: another leader, department or handler takes over."""

from __future__ import annotations

from inspect_cli.actions.acting import Supplied
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.acting import pattern, perform
from inspect_cli.domain.words import Did


@verb("hand-over", WRITE)
def hand_over(
    session: Session,
    ids: options.Issues,
    leader: options.Leader = "",
    department: options.Department = "",
    handler: options.Handler = "",
    note: options.Note = "",
) -> int:
    """Hands every issue named over."""
    return perform(
        session, ids, Supplied(pattern(session, Did.HAND_OVER, leader=leader, department=department, handler=handler, note=note))
    )
