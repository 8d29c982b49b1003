"""The help page, in both languages: usage, what the verb does, its arguments and options, measured for wide characters."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, get_args, get_origin

from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.domain.text import Text, text
from inspect_cli.render.language import Language, chosen, say
from inspect_cli.render.width import columns, padded, wrapped

if TYPE_CHECKING:
    from inspect_cli.cli.argv.verb import Parameter, Verb

HELP_OPTION = text("show this page")


def language_of_run(argv: Sequence[str] | None = None) -> Language:
    """The language before anything is parsed: the last `--lang xx` or `--lang=xx`, else as always."""
    words = list(sys.argv[1:] if argv is None else argv)
    named = None
    for number, argument in enumerate(words):
        if argument.startswith("--lang="):
            named = argument[7:]
        elif argument == "--lang" and number + 1 < len(words):
            named = words[number + 1]
    return chosen(named, os.environ)


_spoken: list[Language] = []


def speak(language: Language) -> None:
    """Sets the language of help pages for this run."""
    _spoken[:] = [language]


def spoken() -> Language:
    """The language of help pages in this run."""
    return _spoken[0] if _spoken else language_of_run()


def asked_for_help(words: Sequence[str], language: Language) -> str | None:
    """The page that these words ask for and nothing else: the front page, or that of one command."""
    if list(words) == ["--help"]:
        return front_page(language)
    return command_page(words[:-1], language) if words[-1] == "--help" else None


def command_page(words: Sequence[str], language: Language) -> str | None:
    """The page of the command that these words name: a verb, a group, or a verb of a group; None where they name none."""
    if not words or words[0] not in VERBS:
        return None
    found, about, path = declared(words[0]), VERBS[words[0]].help.english, " ".join(["inspect", *words])
    if isinstance(found, Mapping) and len(words) == 1:
        return group_page(path, about, [(name, one.help.english) for name, one in found.items()], language)
    if isinstance(found, Mapping) and len(words) == 2 and words[1] in found:
        return verb_page(path, found[words[1]], found[words[1]].help.english, language)
    return verb_page(path, found, about, language) if not isinstance(found, Mapping) and len(words) == 1 else None


def front_page(language: Language) -> str:
    """The verbs by what they are for, and the options of the program itself."""
    headings = list({id(chapter.heading): chapter.heading for chapter in VERBS.values()}.values())
    sections = [(heading, [(name, one.help.english) for name, one in VERBS.items() if one.heading is heading]) for heading in headings]
    about = text("Follow inspection findings through to the end. inspect COMMAND --help says more; its options stand after it.")
    return help_page(
        text("inspect COMMAND …"), about.english, [*sections, (text("Options, before the command or after it"), OPTIONS)], language
    )


OPTIONS = [
    ("--no-input", "never ask; fail where something is missing"),
    ("--json", "one JSON document"),
    ("--plain", "tab-separated lines; the default to a pipe"),
    ("--today DATE", "the day to go by; else INSPECT_TODAY, else today"),
    ("--lang zh|en", "the language; else INSPECT_LANG, else the locale"),
    ("--root DIR", "the folder that holds rounds/; else INSPECT_ROOT, else upward from here"),
    ("--version", "print the version"),
    ("--install-completion", "teach your shell to complete ids, rounds, units and states"),
    ("--help", HELP_OPTION.english),
]
"""The options that every command takes, as they declare themselves, which a test holds: no declaration is loaded for this page; and
those of the program itself."""


def group_page(path: str, about: str, rows: Sequence[tuple[str, str]], language: Language) -> str:
    """The commands of a small group."""
    return help_page(text("{command} COMMAND …", command=path), about, [(text("Commands"), rows)], language)


def verb_page(path: str, verb: Verb, about: str, language: Language) -> str:
    """What one command takes."""
    parameters = verb.parameters()
    arguments = [(_named(one, language), one.declared.help) for one in parameters if isinstance(one.declared, Argument)]
    options = [(_flags(one, one.declared, language), one.declared.help) for one in parameters if isinstance(one.declared, Option)]
    usage = text("{command} [OPTIONS]", command=" ".join([path, *(name for name, _ in arguments)]))
    sections: list[tuple[Text, list[tuple[str, object]]]] = [
        (text("Arguments"), list(arguments)),
        (text("Options"), [*options, ("--help", HELP_OPTION.english)]),
    ]
    return help_page(usage, about, [(title, rows) for title, rows in sections if rows], language)


def help_page(usage: Text, about: str, sections: Sequence[tuple[Text, Sequence[tuple[str, object]]]], language: Language) -> str:
    """Usage, a sentence, and titled two-column lists; `about`, names and descriptions are English sources, said in `language`."""
    from shutil import get_terminal_size

    width = min(get_terminal_size().columns, 110)
    lines = [say(text("Usage: {usage}", usage=usage), language), ""]
    for paragraph in say(Text(about), language).split("\n"):
        lines += wrapped(paragraph, width)
    for title, rows in sections:
        rows = [(say(Text(name), language), description) for name, description in rows]
        lines += ["", say(title, language)]
        column = min(max((columns(name) for name, _ in rows), default=0), 28)
        for name, description in rows:
            said = Text(description) if isinstance(description, str) else description
            lines += _row(name, say(said, language), column, width)
    return "\n".join(lines)


def _row(name: str, description: str, column: int, width: int) -> list[str]:
    body = wrapped(description, width - column - 4) or [""]
    first = [f"  {padded(name, column)}  {body[0]}".rstrip()] if columns(name) <= column else [f"  {name}", " " * (column + 4) + body[0]]
    return first + [" " * (column + 4) + more for more in body[1:]]


def _named(argument: Parameter, language: Language) -> str:
    several = get_origin(argument.kind) is list or any(get_origin(part) is list for part in get_args(argument.kind))
    name = say(Text(argument.declared.metavar or ""), language) + ("..." if several else "")
    return name if argument.is_required else f"[{name}]"


def _flags(parameter: Parameter, option: Option, language: Language) -> str:
    names = ", ".join(option.names)
    return names if parameter.kind is bool else f"{names} {say(Text(option.metavar or ''), language)}"
