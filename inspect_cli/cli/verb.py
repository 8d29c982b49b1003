"""How a verb is declared: a function with its own options, to which the shared ones are added, and from which Typer makes a command."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from inspect_cli.cli import complete
from inspect_cli.cli.help import HelpfulCommand
from inspect_cli.cli.session import Session
from inspect_cli.cli.values import day_value
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused

SHARED: dict[str, Any] = {
    "round": (
        Annotated[
            str | None,
            typer.Option(
                "--round", metavar="ROUND", help="the round; else the one open today, else the newest", autocompletion=complete.rounds
            ),
        ],
        None,
    ),
    "by": (Annotated[str, typer.Option("--by", metavar="NAME", help="who acts; else INSPECT_BY, else git's user")], ""),
    "dry_run": (Annotated[bool, typer.Option("--dry-run", help="show what would change and write nothing")], False),
    "no_input": (Annotated[bool, typer.Option("--no-input", help="never ask; fail where something is missing")], False),
    "no_index": (Annotated[bool, typer.Option("--no-index", help="read every file, as if nothing were remembered")], False),
    "json": (Annotated[bool, typer.Option("--json", help="one JSON document")], False),
    "plain": (Annotated[bool, typer.Option("--plain", help="tab-separated lines; the default to a pipe")], False),
    "today": (
        Annotated[str | None, typer.Option("--today", metavar="DATE", help="the day to go by; else INSPECT_TODAY, else today")],
        None,
    ),
    "lang": (Annotated[str | None, typer.Option("--lang", metavar="zh|en", help="the language; else INSPECT_LANG, else the locale")], None),
    "root": (
        Annotated[
            Path | None,
            typer.Option("--root", metavar="DIR", help="the folder that holds rounds/; else INSPECT_ROOT, else upward from here"),
        ],
        None,
    ),
}
"""Options that many verbs share, in the order in which the help shows them."""

TALK = ("json", "plain", "lang", "root")
ROUND_WRITE = ("by", "dry_run", "no_input", "json", "plain", "today", "lang", "root")
READ = ("round", "no_index", "json", "plain", "today", "lang", "root")
WRITE = ("round", "by", "dry_run", "no_input", "json", "plain", "today", "lang", "root")


@dataclass(frozen=True, slots=True)
class Verb:
    """One command, not yet built: Typer sees it only when it is asked for."""

    name: str
    help: Text
    run: Callable[..., int]
    shares: tuple[str, ...]

    def command(self) -> typer.core.TyperCommand:
        """The command as Typer runs it."""
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(self.name, cls=HelpfulCommand, help=self.help.english)(_with_shared(self))
        built = typer.main.get_command(app)
        assert isinstance(built, HelpfulCommand)
        return built


def verb(name: str, help: Text, shares: tuple[str, ...] = READ) -> Callable[[Callable[..., int]], Verb]:
    """Declares the decorated function as a verb: it is given the session first, then its own options."""
    return lambda run: Verb(name, help, run, shares)


def _with_shared(verb: Verb) -> Callable[..., int]:
    """The function that Typer calls: its signature is the verb's own options and the shared ones."""
    signature = inspect.signature(verb.run, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != "session"]
    shared = [
        inspect.Parameter(f"shared_{name}", inspect.Parameter.KEYWORD_ONLY, annotation=SHARED[name][0], default=SHARED[name][1])
        for name in verb.shares
    ]

    def call(**given: Any) -> int:
        common = {name: given.pop(f"shared_{name}") for name in verb.shares}
        return verb.run(session_from(**common), **given)

    call.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own] + shared, return_annotation=int
    )
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in [*own, *shared]}
    call.__name__ = verb.name.replace("-", "_")
    return call


def session_from(
    *,
    root: Path | None = None,
    json: bool = False,
    plain: bool = False,
    dry_run: bool = False,
    no_input: bool = False,
    by: str = "",
    today: str | None = None,
    lang: str | None = None,
    round: str | None = None,
    no_index: bool = False,
) -> Session:
    """The session of this run. Raises Misused for a day that is none."""
    from inspect_cli.render.language import chosen

    if lang and lang.lower()[:2] not in ("zh", "en"):
        raise Misused(
            text("{flag}: {typed} is not one of the known words", flag="--lang", typed=lang), text("one of {words}", words=["zh", "en"])
        )
    stated = today or os.environ.get("INSPECT_TODAY")
    return Session(
        language=chosen(lang, os.environ),
        root=root,
        json=json,
        plain=plain,
        dry_run=dry_run,
        no_input=no_input,
        by=by,
        day=day_value(stated, "--today" if today else "INSPECT_TODAY") if stated else None,
        round=round,
        no_index=no_index,
    )
