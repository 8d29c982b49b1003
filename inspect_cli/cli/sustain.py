"""`inspect sustain`: 长期坚持, done and to be kept up."""

from __future__ import annotations

from inspect_cli.actions.acting import Supplied
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.acting import pattern, perform
from inspect_cli.domain.words import Did


@verb("sustain", WRITE)
def sustain(session: Session, ids: options.Issues, note: options.Note = "") -> int:
    """Flags every issue named."""
    return perform(session, ids, Supplied(pattern(session, Did.SUSTAIN, note=note)))
