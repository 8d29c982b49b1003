"""How what is done is opened again, so that something can be put right in it."""

from __future__ import annotations

from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, State


def sent_back(name: str, state: State) -> Text:
    """The command that does it, by the state in which the issue of this name is."""
    verb = Did.REOPEN if state is State.CLOSED else Did.RETURN
    return text("inspect {verb} {id} --reason …", verb=verb.value, id=name)
