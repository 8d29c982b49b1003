"""Two readers of a command line, one declaration: what the quick one understands, Typer understands as the same."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import typer

from inspect_cli.cli.argv import quick
from inspect_cli.cli.argv.again import QUESTIONS, REMEMBERED
from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.cli.argv.help import OPTIONS
from inspect_cli.cli.argv.order import GLOBALS, GROUPS, HOME
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.program import command
from inspect_cli.cli.argv.verb import Verb


def every_verb() -> dict[str, Verb]:
    """Every command by its words."""
    found = {}
    for name in VERBS:
        one = declared(name)
        found.update({f"{name} {inner}": verb for inner, verb in one.items()} if isinstance(one, Mapping) else {name: one})
    return found


EVERY = every_verb()


@cache
def built(name: str) -> tuple[typer.core.TyperCommand, list[dict]]:
    """Typer's command of the verb, made once; what it gives to the verb it puts on the list."""
    taken: list[dict] = []
    made = command(EVERY[name], "")

    def call(**given):
        taken.append(given)
        return 0

    made.callback = _typers_own(made.callback, call)
    return made, taken


def as_typer_reads(name: str, words: list[str]) -> dict | None:
    """What Typer gives to the verb, or None where it refuses the words."""
    made, taken = built(name)
    taken.clear()
    try:
        made.main(args=list(words), prog_name="inspect", standalone_mode=False)
    except (typer.TyperException, typer.Exit, typer.Abort):
        return None
    return taken[0] if taken else None


def _typers_own(wrapped, call):
    """Typer's converter of values around another function: it closes over the function that it calls."""
    for cell in wrapped.__closure__ or ():
        if callable(cell.cell_contents) and getattr(cell.cell_contents, "__name__", "") == getattr(wrapped, "__name__", "-"):
            cell.cell_contents = call
            return wrapped
    raise AssertionError("Typer wraps its functions in another way now")


def both(name: str, words: list[str]) -> bool:
    """Compares; whether the quick reader understood the words at all."""
    understood = quick.understood([*name.split(), *words])
    if understood is None:
        return False
    verb, given = understood
    assert verb is EVERY[name]
    assert given == as_typer_reads(name, words), words
    return True


SAID = ["CG-D003", "2020-r2", "2020-11-05", "整改到位", "", "a b", "a=b", "-", "x" * 300, "一,二", "e1.pdf", "../x"]


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_option_of_every_verb_is_read_the_same(name):
    verb = EVERY[name]
    needed = [word for one in verb.parameters() if one.is_required for word in _typed(one, "CG-D003")]
    assert both(name, needed), "a command that is plainly in order is understood"
    for one in verb.parameters():
        others = [word for other in verb.parameters() if other.is_required and other is not one for word in _typed(other, "CG-D003")]
        for value in SAID:
            both(name, [*others, *_typed(one, value)])
            both(name, [*_typed(one, value), *others])
            if isinstance(one.declared, Option) and one.kind is not bool:
                both(name, [*others, f"{one.declared.names[0]}={value}"])
                both(name, [*others, *_typed(one, value), *_typed(one, value)])


def _typed(parameter, value: str) -> list[str]:
    if isinstance(parameter.declared, Argument):
        return [value]
    return [parameter.declared.names[-1]] + ([] if parameter.kind is bool else [value])


@pytest.mark.parametrize("seed", range(40))
def test_words_at_random_are_read_the_same_or_left_to_typer(seed):
    dice = random.Random(seed)
    odd = ["--", "-m", "-mx", "--no", "--plain=1", "--note", "--json", "-x", "--tod", "--help", "--round", "--root=."]
    understood = 0
    for _ in range(40):
        name = dice.choice(list(EVERY))
        flags = [flag for one in EVERY[name].parameters() if isinstance(one.declared, Option) for flag in one.declared.names]
        words = [dice.choice([*SAID, *flags, *odd, *SAID]) for _ in range(dice.randrange(6))]
        understood += both(name, words)
    assert understood, "some of it makes sense"


def test_what_is_unusual_is_left_to_typer():
    for words in (
        [],
        ["nothing"],
        ["measure"],
        ["measure", "nothing", "CG-D003"],
        ["show"],
        ["show", "CG-D003", "CG-D004"],
        ["show", "CG-D003", "--nothing"],
        ["show", "CG-D003", "--help"],
        ["show", "CG-D003", "--round"],
        ["show", "CG-D003", "--round", "--json"],
        ["show", "CG-D003", "--json", "--json"],
        ["show", "CG-D003", "--json=yes"],
        ["show", "CG-D003", "--today", "2020-11-01", "--today", "2020-11-02"],
        ["show", "--", "CG-D003"],
        ["finish", "CG-D003", "-mdone"],
    ):
        assert quick.understood(words) is None, words


def test_values_come_as_they_are_declared():
    _, given = quick.understood(["finish", "CG-D003", "CG-D004", "--evidence", "a.jpg", "--evidence=b.jpg", "--measures-done", "-m", "x"])
    assert given["ids"] == ["CG-D003", "CG-D004"]
    assert given["evidence"] == [Path("a.jpg"), Path("b.jpg")]
    assert given["measures_done"] is True and given["note"] == "x" and given["shared_root"] is None


ASK_AFRESH = {"--at", "--no-index", "--full", "--since", "--staged", "--squash"}
"""What an answer from memory would not do for: it looks at other versions, at every file, or at git's history."""


def options_of(verbs) -> list:
    return [one for verb in verbs for one in verb.parameters() if isinstance(one.declared, Option)]


def test_every_option_of_a_question_that_is_remembered_is_classified():
    """As each declares itself; one that nobody thought of is not remembered, and here it is asked for."""
    assert set(QUESTIONS) == {name for name, verb in EVERY.items() if verb.remembered}
    found = options_of(EVERY[name] for name in QUESTIONS)
    kept = {name: one.kind is not bool for one in found if one.declared.remembered for name in one.declared.names}
    afresh = {name for one in found if not one.declared.remembered for name in one.declared.names}
    assert kept == REMEMBERED and afresh == ASK_AFRESH and not set(kept) & afresh


def test_an_option_of_a_verb_that_is_not_remembered_does_not_say_that_it_may_be():
    shared = {name for one in options_of(EVERY[name] for name in QUESTIONS) for name in one.declared.names}
    assert {name for one in options_of(EVERY.values()) if one.declared.remembered for name in one.declared.names} <= shared


def test_the_options_that_may_stand_first_are_those_that_say_so():
    early = {name: one.kind is not bool for one in options_of(EVERY.values()) if one.declared.early for name in one.declared.names}
    assert early == GLOBALS
    for name, verb in EVERY.items():
        assert set(GLOBALS) <= {flag for one in options_of([verb]) for flag in one.declared.names}, name
    assert set(GROUPS) == {name.split()[0] for name in EVERY if " " in name} and HOME in EVERY


def test_the_front_page_says_of_the_options_that_may_stand_first_what_they_say():
    early = {name: one for one in options_of([EVERY["status"]]) if one.declared.early for name in one.declared.names}
    told = dict(OPTIONS)
    for name, one in early.items():
        assert told[f"{name} {one.declared.metavar}" if one.declared.metavar else name] == one.declared.help
