"""The Typer program, made from the declarations: it explains what is wrong with a command's words, and completes them in the shell."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.cli.argv.help import front_page, group_page, spoken, verb_page
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.refusal import explain_interrupt, explain_usage
from inspect_cli.cli.argv.verb import Verb
from inspect_cli.render.language import Language


def run(words: Sequence[str], language: Language, as_json: bool) -> int:
    """Runs the words and returns the exit code; what is wrong with them is said."""
    try:
        result: Any = program().main(args=list(words), prog_name="inspect", standalone_mode=False)
    except typer.TyperException as error:
        return explain_usage(error, language, as_json)
    except typer.Abort:
        return explain_interrupt(language, as_json)
    return explain_interrupt(language, as_json) if result == 130 else int(result or 0)


class _Command(TyperCommand):
    """A command whose help page is ours."""

    verb: Verb

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The page."""
        return verb_page(ctx.command_path, self.verb, self.help or "", spoken())


class Verbs(TyperGroup):
    """A group whose commands are built only when they are asked for."""

    lazy: Mapping[str, Callable[[], TyperCommand | TyperGroup]] = MappingProxyType({})

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The names, in the order of the table."""
        return list(self.lazy)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> TyperCommand | TyperGroup | None:  # type: ignore[override]
        """The command, built now."""
        return self.lazy[cmd_name]() if cmd_name in self.lazy else None

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The page of a small group."""
        rows = [(name, self.get_command(ctx, name).help or "") for name in self.lazy]  # type: ignore[union-attr]
        return group_page(ctx.command_path, self.help or "", rows, spoken())


class Program(Verbs):
    """The whole program."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The front page."""
        return front_page(spoken())


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
    built.lazy = {name: partial(_built, name) for name in VERBS}
    return built


def _built(name: str) -> TyperCommand | TyperGroup:
    verb, about = declared(name), VERBS[name].help.english
    if isinstance(verb, Verb):
        return command(verb, about)
    group = Verbs(name=name, help=about, no_args_is_help=True, rich_markup_mode=None)
    group.lazy = {inner: partial(command, one, one.help.english) for inner, one in verb.items()}
    return group


def command(verb: Verb, about: str) -> TyperCommand:
    """The verb as Typer runs it."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(verb.name, cls=_Command, help=about)(_called(verb))
    built = typer.main.get_command(app)
    assert isinstance(built, _Command)
    built.verb = verb
    return built


def _called(verb: Verb) -> Callable[..., int]:
    """The function that Typer calls: its signature is the verb's parameters, as Typer declares them."""

    def call(**given: Any) -> int:
        return verb(given)

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter(one.name, keyword, annotation=Annotated[one.kind, _for_typer(one.declared)], default=one.default)
        for one in verb.parameters()
    ]
    call.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    call.__name__ = verb.name.replace("-", "_")
    return call


def _for_typer(declared: Any) -> Any:
    if isinstance(declared, Option):
        said = declared.help if isinstance(declared.help, str) else declared.help.en
        return typer.Option(*declared.names, metavar=declared.metavar, help=said, autocompletion=declared.offers)
    return typer.Argument(metavar=declared.metavar, help=declared.help, autocompletion=declared.offers)


def _print_version(wanted: bool) -> None:
    if wanted:
        from inspect_cli import __version__

        typer.echo(f"inspect-cli {__version__}")
        raise typer.Exit
