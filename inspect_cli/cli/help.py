"""The help page, in both languages: usage, what the verb does, its arguments and options, measured for wide characters."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from shutil import get_terminal_size

import typer
from typer.core import TyperArgument, TyperCommand, TyperOption

from inspect_cli.domain.text import Text, text
from inspect_cli.render.language import Language, chosen, say
from inspect_cli.render.width import padded, wrapped

HELP_OPTION = text("show this page")


def language_of_run(argv: Sequence[str] | None = None) -> Language:
    """The language before anything is parsed: `--lang xx` or `--lang=xx` anywhere, else as always."""
    words = list(sys.argv[1:] if argv is None else argv)
    for number, argument in enumerate(words):
        if argument.startswith("--lang="):
            return chosen(argument[7:], os.environ)
        if argument == "--lang" and number + 1 < len(words):
            return chosen(words[number + 1], os.environ)
    return chosen(None, os.environ)


_spoken: list[Language] = []


def speak(language: Language) -> None:
    """Sets the language of help pages for this run."""
    _spoken[:] = [language]


def spoken() -> Language:
    """The language of help pages in this run."""
    return _spoken[0] if _spoken else language_of_run()


class HelpfulCommand(TyperCommand):
    """A command whose help page is ours."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The page."""
        arguments = [(_named(p), p.help or "") for p in self.params if isinstance(p, TyperArgument) and not p.hidden]
        options = [(_flags(p), p.help or "") for p in self.params if isinstance(p, TyperOption) and not p.hidden]
        usage = [ctx.command_path, *(name for name, _ in arguments), "[OPTIONS]"]
        sections = [(text("Arguments"), arguments), (text("Options"), [*options, ("--help", HELP_OPTION.english)])]
        return help_page(" ".join(usage), self.help or "", [(title, rows) for title, rows in sections if rows], spoken())


def help_page(usage: str, about: str, sections: Sequence[tuple[Text, Sequence[tuple[str, str]]]], language: Language) -> str:
    """Usage, a sentence, and titled two-column lists; `about` and the descriptions are English sources, said in `language`."""
    width = min(get_terminal_size().columns, 110)
    lines = [say(text("Usage: {usage}", usage=usage), language), ""]
    for paragraph in say(Text(about), language).split("\n"):
        lines += wrapped(paragraph, width)
    for title, rows in sections:
        lines += ["", say(title, language)]
        column = min(max((len(name) for name, _ in rows), default=0), 28)
        for name, description in rows:
            lines += _row(name, say(Text(description), language), column, width)
    return "\n".join(lines)


def _row(name: str, description: str, column: int, width: int) -> list[str]:
    body = wrapped(description, width - column - 4) or [""]
    first = [f"  {padded(name, column)}  {body[0]}".rstrip()] if len(name) <= column else [f"  {name}", " " * (column + 4) + body[0]]
    return first + [" " * (column + 4) + more for more in body[1:]]


def _named(argument: TyperArgument) -> str:
    name = (argument.metavar or (argument.name or "").upper()) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _flags(option: TyperOption) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.metavar or 'TEXT'}"


__all__ = ["HelpfulCommand", "help_page", "language_of_run", "speak", "spoken"]
