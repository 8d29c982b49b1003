"""`inspect doctor`: is this machine and this folder set up well; each line says what was looked at and how to mend it."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions import health, verifying
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.signs import show_signs
from inspect_cli.render.forms import PAGE


@verb("doctor", forms=PAGE)
def doctor(
    session: Session,
    verify_index: Annotated[bool, Option("--verify-index", help="compare every answer of the index with the files themselves")] = False,
) -> int:
    """Exit 1 where something needs mending."""
    from inspect_cli.render.schema import FILES, schema_text

    signs = health.signs(session.workspace, {name: schema_text(name) for name in FILES}, session.today)
    if verify_index:
        signs.append(verifying.compared(session.workspace, session.today))
    return show_signs(session, "doctor", signs)
