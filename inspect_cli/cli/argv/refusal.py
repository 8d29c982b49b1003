"""Errors become words: what · where · why · how to go on, on stderr, as text or as JSON; each returns its exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from inspect_cli import __version__
from inspect_cli.domain.lifecycle.decision import AllRefused, Refused
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.trouble import Invalid, Misused, Trouble
from inspect_cli.render import json_v1
from inspect_cli.render.language import Language, harmless, say
from inspect_cli.store.files.disk import CannotWrite

if TYPE_CHECKING:
    import typer


def explain(error: BaseException, words: Sequence[str], language: Language, as_json: bool) -> int:
    """Whatever ended a command, in words; its exit code."""
    if isinstance(error, KeyboardInterrupt):
        return explain_interrupt(language, as_json)
    if isinstance(error, Refused):
        return explain_refused([error], language, as_json)
    if isinstance(error, OSError):
        error = CannotWrite(Path("stdout"), error)
    if isinstance(error, Trouble):
        return explain_trouble(error, language, as_json)
    return report_bug(error, words, language, as_json)


def explain_refused(refused: Sequence[Refused], language: Language, as_json: bool) -> int:
    """Every reason for every issue, each with the command that helps."""
    if as_json:
        _err(json_v1.envelope.error(refused[0], language, refused))
        return refused[0].status
    for one in refused:
        _err(say(_cannot(one), language))
        for reason in one.reasons:
            _err(f"  - {harmless(say(reason.what, language))}")
            if reason.fix.english:
                _err(f"      → {harmless(say(reason.fix, language))}")
    return 4


def _cannot(refused: Refused) -> Text:
    return text("cannot {verb} {id}:", verb=refused.verb, id=refused.name)


def explain_trouble(trouble: Trouble, language: Language, as_json: bool) -> int:
    """What happened and how to go on."""
    if isinstance(trouble, AllRefused):
        status = explain_refused(trouble.refused, language, as_json)
        if trouble.spared and not as_json:
            _err(say(text("nothing was written, also not for {others}: all or none", others=list(trouble.spared)), language))
        return status
    if as_json and isinstance(trouble, Invalid):  # 3 is an answer: it goes to stdout, with what cannot be read
        print(json_v1.envelope.document("invalid", json_v1.judged.invalid(trouble.findings, language)))
        return trouble.status
    if as_json:
        _err(json_v1.envelope.error(trouble, language))
        return trouble.status
    _err(harmless(say(trouble.what, language), keep_lines=True))
    if trouble.hint.english:
        _err("→ " + harmless(say(trouble.hint, language), keep_lines=True))
    return trouble.status


def explain_usage(error: typer.TyperException, language: Language, as_json: bool) -> int:
    """Typer's complaints about the words of a command, in our sentences."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        print(context.get_help(), file=sys.stdout if context.parent is None else sys.stderr)
        return 0 if context.parent is None else 2
    return explain_trouble(Misused(_usage_words(error), _usage_hint(context)), language, as_json)


def _usage_words(error: typer.TyperException) -> Text:
    name = type(error).__name__
    parameter = getattr(error, "param", None)
    shown = _parameter_name(parameter)
    if name == "MissingParameter":
        return text("{what} {what:is|are} missing", what=shown)
    if name == "NoSuchOption":
        near = sorted(getattr(error, "possibilities", None) or [])
        option = getattr(error, "option_name", "")
        if _stands_too_early(error, option):
            return text("{option} stands after the command", option=option)
        return (
            text("there is no option {option}; did you mean {near}?", option=option, near=near)
            if near
            else text("there is no option {option}", option=option)
        )
    if name == "BadOptionUsage":
        option = getattr(error, "option_name", "")
        if _stands_too_early(error, option):
            return text("{option} stands after the command", option=option)
        if "does not take a value" in error.format_message():
            return text("option {option} takes no value", option=option)
        return text("option {option} needs a value", option=option)
    if name == "BadParameter" and parameter is not None:
        if "not a valid integer" in error.format_message():
            return text("{what}: a whole number is wanted", what=shown)
        return text("{what}: this value does not fit", what=shown)
    return _unknown_command(error)


def _stands_too_early(error: typer.TyperException, option: str) -> bool:
    """No command is named before it, and it is one that many commands take, each for itself."""
    from inspect_cli.cli.argv.verb import FORMAT, SHARED

    has_command = getattr(getattr(error, "ctx", None), "parent", None) is not None
    shared = [get_args(kind)[1] for kind, _ in SHARED.values()]
    return not has_command and option in {FORMAT, *(name for one in shared if not one.early for name in one.names)}


def _unknown_command(error: typer.TyperException) -> Text:
    import difflib

    from inspect_cli.cli.argv.contents import VERBS

    message = error.format_message()
    quoted = message.split("'")[1] if message.count("'") >= 2 else message
    if "No such command" in message:
        near = difflib.get_close_matches(quoted, VERBS, 3)
        return (
            text("there is no command {name}; did you mean {near}?", name=quoted, near=near)
            if near
            else text("there is no command {name}", name=quoted)
        )
    if "unexpected extra argument" in message:
        return text("there {words:is one word|are words} too many: {words}", words=message.split("(")[-1].rstrip(")").split())
    return text("the words of this command are off")


def _parameter_name(parameter: object) -> Text:
    """The option's own name, or what stands for an argument in the help."""
    options = [option for option in getattr(parameter, "opts", []) if option.startswith("-")]
    return Text(options[0] if options else str(getattr(parameter, "metavar", None) or getattr(parameter, "name", None) or ""))


def _usage_hint(context: object) -> Text:
    path = getattr(context, "command_path", "inspect")
    return text("{command} --help shows what it takes", command=path) if path else NOTHING


def report_bug(bug: BaseException, words: Sequence[str], language: Language, as_json: bool) -> int:
    """Our own mistake: a report that can be pasted, with the last places in our code, and no record's text."""
    import platform
    import traceback

    frames = traceback.extract_tb(bug.__traceback__)[-4:]
    places = " < ".join(f"{frame.name} ({frame.filename.rsplit('inspect_cli', 1)[-1]}:{frame.lineno})" for frame in reversed(frames))
    system = f"inspect-cli {__version__}, Python {platform.python_version()}, {platform.system()}"
    report = f"{system}; {words[0] if words else ''}: {type(bug).__name__} in {places}"
    trouble = Trouble(
        text("inspect itself made a mistake; your records are as they were before, or as the last message said"),
        text("send this line to whoever maintains inspect: {report}", report=report),
    )
    trouble.code = "bug"
    explain_trouble(trouble, language, as_json)
    return 70


def explain_interrupt(language: Language, as_json: bool) -> int:
    """Somebody pressed Ctrl-C."""
    if as_json:
        interrupted = Trouble(text("interrupted; nothing more was written"))
        interrupted.code = "interrupted"
        _err(json_v1.envelope.error(interrupted, language))
    return 130


def _err(line: str) -> None:
    print(line, file=sys.stderr)
