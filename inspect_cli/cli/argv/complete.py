"""What the shell offers: ids, rounds, units and states. Reads names, not records; where anything is odd it offers nothing."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspect_cli.cli.argv.order import HOME, ordered
from inspect_cli.domain.trouble import Trouble
from inspect_cli.domain.words import Channel, State, word

if TYPE_CHECKING:
    from inspect_cli.store.workspace import Workspace


def put_in_order(environment: MutableMapping[str, str]) -> None:
    """What the shell says was typed so far, with the global options behind the verb as in every run; they alone are passed over."""
    from shlex import join

    typed, number = environment.get("COMP_WORDS"), environment.get("COMP_CWORD", "")
    if typed is not None and number.isdigit():
        words = _split(typed)
        before, after = words[1 : int(number)], words[int(number) :]
        order = _behind_the_verb(before)
        environment["COMP_WORDS"] = join([*words[:1], *order, *after])
        environment["COMP_CWORD"] = str(len(order) + 1)
    elif (typed := environment.get("_TYPER_COMPLETE_ARGS")) is not None:
        words = _split(typed)
        last = [] if typed.endswith(" ") else words[1:][-1:]
        order = _behind_the_verb(words[1 : len(words) - len(last)])
        environment["_TYPER_COMPLETE_ARGS"] = join([*words[:1], *order]) + " " + (join(last) if last else "")


def _split(typed: str) -> list[str]:
    from shlex import split

    try:
        return split(typed)
    except ValueError:  # a quote that is still open
        return typed.split()


def _behind_the_verb(words: list[str]) -> list[str]:
    order = ordered(words)
    return [] if order[:1] == [HOME] and HOME not in words else order


def _workspace(context: Any) -> Workspace | None:
    from inspect_cli.store.workspace import find_root

    named = context.params.get("shared_root") or os.environ.get("INSPECT_ROOT")
    try:
        return find_root(Path(named) if named else Path.cwd())
    except Trouble:
        return None


def rounds(ctx: Any, incomplete: str) -> list[str]:
    """The rounds."""
    workspace = _workspace(ctx)
    return [name for name in workspace.round_ids() if name.startswith(incomplete)] if workspace else []


def issues(ctx: Any, incomplete: str) -> list[str]:
    """Ids of the round named, else of all rounds; with `ROUND/` before them where that was typed."""
    workspace = _workspace(ctx)
    if workspace is None:
        return []
    stated, slash, start = incomplete.rpartition("/")
    named = stated if slash else ctx.params.get("shared_round")
    chosen = [named] if named else workspace.round_ids()
    found = [
        f"{stated}/{name}" if slash else name
        for one in chosen
        for name in workspace.issue_names(one)
        if name.upper().startswith(start.upper())
    ]
    return sorted(dict.fromkeys(found))


def issues_and_rounds(ctx: Any, incomplete: str) -> list[str]:
    """What `edit` and `check` take."""
    return [*rounds(ctx, incomplete), *issues(ctx, incomplete)]


def units(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """Unit codes with their names."""
    workspace = _workspace(ctx)
    if workspace is None:
        return []
    from inspect_cli.store.loading import load_round

    named = ctx.params.get("shared_round")
    loaded = [load_round(workspace, name) for name in ([named] if named else workspace.round_ids())]
    found = {unit.code: unit.name for one in loaded for unit in one.round.units}
    return [(code, name) for code, name in found.items() if code.startswith(incomplete.upper())]


def states(incomplete: str) -> list[tuple[str, str]]:
    """The states with their words."""
    return [(state.value, word(state).zh) for state in State if state.value.startswith(incomplete)]


def channels(incomplete: str) -> list[tuple[str, str]]:
    """The channels with their words."""
    return [(channel.value, word(channel).zh) for channel in Channel if channel.value.startswith(incomplete)]


def rules(incomplete: str) -> list[str]:
    """The codes of the rules."""
    from inspect_cli.domain.rules import all_rules

    return [code for code in all_rules() if code.startswith(incomplete.upper())]


def topics(incomplete: str) -> list[tuple[str, str]]:
    """The topics of the manual with their titles."""
    from inspect_cli.views.help import TOPICS

    return [(one.name, one.title.zh) for one in TOPICS if one.name.startswith(incomplete.lower())]
