"""How what is wrong in a record is put right where no act of its own does it: opened again, waived, or brought back from git."""

from __future__ import annotations

from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import Did, State


def sent_back(name: str, state: State) -> Text:
    """The command that opens again what is done, by the state in which the issue of this name is."""
    verb = Did.REOPEN if state is State.CLOSED else Did.RETURN
    return text("inspect {verb} {id} --reason …", verb=verb.value, id=name)


def taken_out(name: str, state: State) -> Text:
    """What came to an item that is done goes again; it may come once the item is open."""
    return text("take it out again; it may be added after {back}", back=sent_back(name, state))


def waived_with_reason(name: str, rule: str) -> Text:
    """Where it holds all the same, somebody who may says why."""
    return text("where it holds all the same, waive {rule} with the reason: inspect edit {id} (inspect help rules)", rule=rule, id=name)


def corrected_by(name: str, field: str, value: object = None, part: str = "") -> Text:
    """The command that puts a wrong value right: without a trace while nobody has seen it, else with a reason and an approver."""
    said = str(value) if value is not None else "…"
    words = " ".join(filter(None, (name, pasted(part) if part else "", typed_as(field, said))))
    return text("inspect correct {words} --reason … --approved-by …", words=words)


def typed_as(field: str, said: str) -> str:
    """The option of `correct` with what it is to say; what is long is left open."""
    typed = pasted(said) if len(said) <= 40 and "\n" not in said and said != "…" else "…"
    flag = option_of(field)
    return flag + typed if flag.endswith("=") else f"{flag} {typed}"


def option_of(field: str) -> str:
    """The option of `correct` for a field by its key."""
    last = field.rpartition(".")[2]
    return f"--set {field}=" if last in SET_BY_KEY else f"--{last.replace('_', '-')}"


SET_BY_KEY = ("reason", "approved_by", "people", "sustained")
"""Fields whose option would mean something else, or that hardly anybody needs: they are named by their key."""


def admitted(round_id: str, name: str, rule: str) -> Text:
    """What was done stands: the round's list may lack somebody, or somebody who may says why it holds."""
    waive = waived_with_reason(name, rule)
    return text("if it was theirs, put them among the people: inspect edit {round}; {waive}", round=round_id, waive=waive)


def brought_back(round_id: str, name: str) -> Text:
    """What no command can take back any more: the version before it, from git."""
    return text(
        "bring the version before it back: inspect restore {file} --at REVISION (HEAD where it is not saved yet, "
        "else git log -- {file} shows which), and let the command do it",
        file=record_file(round_id, name),
    )


def record_file(round_id: str, name: str) -> str:
    """Where the record lies, from the root: for what is done in it by hand."""
    return f"rounds/{round_id}/issues/{name}.yaml"
