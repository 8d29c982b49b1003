"""The program: its verbs by name, and the one place where errors become words and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from inspect_cli.cli.help import HELP_OPTION, help_page, language_of_run, speak, spoken
from inspect_cli.cli.refusal import explain_interrupt, explain_refused, explain_trouble, explain_usage, report_bug
from inspect_cli.cli.values import must_be_text
from inspect_cli.cli.verb import Verb
from inspect_cli.domain.decide import Refused
from inspect_cli.domain.lifecycle import STATE_VERBS
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.store.disk import CannotWrite

ROUNDS, ISSUES, LIFECYCLE, ANSWERS, TRUST = text("Rounds"), text("Issues"), text("Lifecycle"), text("Answers"), text("Trust")

VERBS: dict[str, tuple[Text, str]] = {
    "init": (ROUNDS, "init:VERB"),
    "new-round": (ROUNDS, "new_round:VERB"),
    "rounds": (ROUNDS, "rounds:VERB"),
    "feedback": (ROUNDS, "feedback:VERB"),
    "add": (ISSUES, "add:VERB"),
    "list": (ISSUES, "listing:VERB"),
    "show": (ISSUES, "show:VERB"),
    "edit": (ISSUES, "edit:VERB"),
    "why": (ISSUES, "why:VERB"),
    **{verb.value: (LIFECYCLE, f"move:VERBS.{verb.value}") for verb in STATE_VERBS},
    "measure": (LIFECYCLE, "measure:GROUP"),
    "evidence": (LIFECYCLE, "evidence:GROUP"),
    "extend": (LIFECYCLE, "extend:VERB"),
    "reclassify": (LIFECYCLE, "reclassify:VERB"),
    "hand-over": (LIFECYCLE, "hand_over:VERB"),
    "sustain": (LIFECYCLE, "sustain:VERB"),
    "long-term": (LIFECYCLE, "long_term:VERB"),
    "status": (ANSWERS, "status:VERB"),
    "check": (TRUST, "check:VERB"),
    "explain": (TRUST, "explain:VERB"),
    "schema": (TRUST, "schema:VERB"),
    "doctor": (TRUST, "doctor:VERB"),
}
"""Every verb: the heading it stands under in the help, and where it is declared. A module is imported when its verb is asked for."""


def declared(name: str) -> Verb | Mapping[str, Verb]:
    """The verb by its name, or a group of verbs (`measure add`)."""
    module_name, _, attribute = VERBS[name][1].partition(":")
    module = import_module(f"inspect_cli.cli.{module_name}")
    holder, _, key = attribute.partition(".")
    found: Verb | Mapping[str, Verb] = getattr(module, holder)[key] if key else getattr(module, holder)
    return found


class Verbs(TyperGroup):
    """A group whose commands are built only when they are asked for."""

    lazy: Mapping[str, Callable[[], TyperCommand | TyperGroup]] = MappingProxyType({})

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """The words of the group; `--lang` was read before anything was parsed and is only allowed to stand here."""
        return super().parse_args(ctx, _without_language(args))

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The names, in the order of the table."""
        return list(self.lazy)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]
        """The command, built now."""
        return self.lazy[cmd_name]() if cmd_name in self.lazy else None

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The page of a small group."""
        rows = [(name, self.get_command(ctx, name).help or "") for name in self.lazy]  # type: ignore[union-attr]
        return help_page(f"{ctx.command_path} COMMAND …", self.help or "", [(text("Commands"), rows)], spoken())


def _built(name: str) -> TyperCommand | TyperGroup:
    verb = declared(name)
    if isinstance(verb, Verb):
        return verb.command()
    group = Verbs(name=name, help=_GROUP_HELP[name].english, no_args_is_help=True, rich_markup_mode=None)
    group.lazy = {inner: one.command for inner, one in verb.items()}
    return group


def _without_language(args: Sequence[str]) -> list[str]:
    """The arguments without the `--lang xx` that stands before the command."""
    kept: list[str] = []
    rest = list(args)
    while rest and rest[0].startswith("-"):
        word = rest.pop(0)
        if word == "--lang":
            rest[:1] = []
        elif not word.startswith("--lang="):
            kept.append(word)
    return kept + rest


class Program(Verbs):
    """The whole program; its help groups the verbs by what they are for."""

    lazy = MappingProxyType({name: partial(_built, name) for name in VERBS})

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The front page."""
        headings = list({id(heading): heading for heading, _ in VERBS.values()}.values())
        sections = [(heading, [(name, _about(name)) for name, (under, _) in VERBS.items() if under is heading]) for heading in headings]
        options = [
            ("--lang zh|en", "the language; else INSPECT_LANG, else the locale"),
            ("--root DIR", "the folder that holds rounds/; else INSPECT_ROOT, else upward from here"),
            ("--version", "print the version"),
            ("--install-completion", "teach your shell to complete ids, rounds, units and states"),
            ("--help", HELP_OPTION.english),
        ]
        about = text("Follow inspection findings through to the end. inspect COMMAND --help says more; options stand after the command.")
        return help_page("inspect COMMAND …", about.english, [*sections, (text("Options"), options)], spoken())


def _about(name: str) -> str:
    verb = declared(name)
    return verb.help.english if isinstance(verb, Verb) else _GROUP_HELP[name].english


_GROUP_HELP = {"measure": text("add, complete or drop a measure"), "evidence": text("add or drop evidence")}


def program() -> TyperGroup:
    """The Typer program."""
    app = typer.Typer(cls=Program, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)

    @app.callback()
    def start(
        version: bool = typer.Option(False, "--version", is_eager=True, callback=_print_version),
    ) -> None:
        """Options of the program itself."""

    built = typer.main.get_command(app)
    assert isinstance(built, Program)
    return built


def _print_version(wanted: bool) -> None:
    if wanted:
        from inspect_cli import __version__

        typer.echo(f"inspect-cli {__version__}")
        raise typer.Exit


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code.

    0 ok · 1 a check failed · 2 usage · 3 a record is invalid · 4 refused · 5 not found · 6 I/O · 7 git · 70 our bug · 130 interrupted
    """
    words = list(sys.argv[1:] if argv is None else argv)
    language = language_of_run(words)
    speak(language)
    as_json = _wants_json(words)
    try:
        must_be_text(words)
        result: Any = program().main(args=words, prog_name="inspect", standalone_mode=False)
        sys.stdout.flush()
        return explain_interrupt(language, as_json) if result == 130 else int(result or 0)
    except Refused as refused:
        return explain_refused([refused], language, as_json)
    except Trouble as trouble:
        return explain_trouble(trouble, language, as_json)
    except typer.TyperException as error:
        return explain_usage(error, language, as_json)
    except (KeyboardInterrupt, typer.Abort):
        return explain_interrupt(language, as_json)
    except OSError as error:
        return could_not_print(error, words)
    except SystemExit as ended:  # shell completion ends this way; so does Typer when nobody reads its output
        return _nobody_reads() if ended.code == 1 else int(ended.code or 0)
    except Exception as bug:  # noqa: BLE001  (the one broad net: our own mistake must leave a report, never a traceback)
        return report_bug(bug, words, language, as_json)


def _wants_json(words: Sequence[str]) -> bool:
    return "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)


def _nobody_reads() -> int:
    """`inspect list | head` is not an error; what is still unwritten goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def could_not_print(error: OSError, words: Sequence[str]) -> int:
    """The result could not be written: nobody reads it, which is no error, or the disk is full."""
    if isinstance(error, BrokenPipeError):
        return _nobody_reads()
    return explain_trouble(CannotWrite(Path("stdout"), error), language_of_run(words), _wants_json(words))
