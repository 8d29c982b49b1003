"""Reads the words of a command that is plainly in order, from the same declarations that Typer is given, without importing Typer.

It may only say yes. Whatever is unusual (a missing or unknown option, a value that looks like an option, the same option twice,
words joined to a short one) is left to Typer, which explains. `tests/cli/test_quick.py` proves that both read the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.verb import Parameter, Verb


def understood(words: Sequence[str]) -> tuple[Verb, dict[str, Any]] | None:
    """The verb that the words name, and a value for each of its parameters; None where Typer must look."""
    if not words or words[0] not in VERBS:
        return None
    found, rest = declared(words[0]), list(words[1:])
    if isinstance(found, Mapping):
        if not rest or rest[0] not in found:
            return None
        found = found[rest.pop(0)]
    given = _values(found.parameters(), rest)
    return None if given is None else (found, given)


def _values(parameters: Sequence[Parameter], words: list[str]) -> dict[str, Any] | None:
    options = {name: one for one in parameters if isinstance(one.declared, Option) for name in one.declared.names}
    typed: dict[str, list[str]] = {}
    plain: list[str] = []
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if not word.startswith("-"):
            plain.append(word)
            continue
        option = options.get(name)
        if option is None or (equals and not name.startswith("--")) or (option.kind is bool and (equals or option.name in typed)):
            return None
        if option.kind is bool:
            typed[option.name] = []
            continue
        if not equals:
            if not words or words[0].startswith("-"):
                return None
            value = words.pop(0)
        typed.setdefault(option.name, []).append(value)
    found = {one.name: _value(one, typed.get(one.name)) for one in parameters if isinstance(one.declared, Option)}
    found.update(_arguments([one for one in parameters if isinstance(one.declared, Argument)], plain))
    return None if any(value is _UNCLEAR for value in found.values()) else {one.name: found[one.name] for one in parameters}


_UNCLEAR = object()


def _value(parameter: Parameter, typed: Sequence[str] | None) -> Any:
    """The value of one parameter from the words that were typed for it."""
    if typed is None:
        return _UNCLEAR if parameter.is_required else parameter.default
    if parameter.kind is bool:
        return True
    single, many = _reads_as(parameter.kind)
    if single is None or (len(typed) != 1 and not many):
        return _UNCLEAR
    values = [single(word) for word in typed]
    return values if many else values[0]


def _reads_as(kind: Any) -> tuple[Any, bool]:
    """How one word is read, and whether there may be several; (None, False) for a kind that is not known here."""
    inner = [part for part in get_args(kind) if part is not type(None)]
    if kind in (str, Path):
        return kind, False
    if len(inner) == 1 and type(None) in get_args(kind):
        return _reads_as(inner[0])
    if inner in ([str], [Path]) and getattr(kind, "__origin__", None) is list:
        return inner[0], True
    return None, False


def _arguments(parameters: Sequence[Parameter], words: list[str]) -> dict[str, Any]:
    """The words that stand for themselves; only the last argument may take several."""
    found: dict[str, Any] = {}
    for number, one in enumerate(parameters):
        last = number == len(parameters) - 1
        several = _reads_as(one.kind)[1]
        if several and not last:
            return {one.name: _UNCLEAR for one in parameters}
        mine, words = (words, []) if several else (words[:1], words[1:])
        found[one.name] = _value(one, mine or None)
    if words and parameters:
        found[parameters[-1].name] = _UNCLEAR
    elif words:
        found[""] = _UNCLEAR
    return found
