"""Runs one command. Whatever goes wrong on the way becomes words and an exit code here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

from inspect_cli.cli.argv.help import asked_for_help, language_of_run, speak
from inspect_cli.cli.argv.order import ordered
from inspect_cli.render.language import Language


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code.

    0 ok · 1 a check failed · 2 usage · 3 a record is invalid · 4 refused · 5 not found · 6 I/O · 7 git · 70 our bug · 130 interrupted
    """
    typed = list(sys.argv[1:] if argv is None else argv)
    language = language_of_run(typed)
    speak(language)
    as_json = _wants_json(typed)
    if "_INSPECT_COMPLETE" in os.environ:
        from inspect_cli.cli.argv.complete import put_in_order

        put_in_order(os.environ)
    words = typed if "_INSPECT_COMPLETE" in os.environ else ordered(typed)
    try:
        code = _run(words, language, as_json)
        sys.stdout.flush()
        return code
    except SystemExit as ended:  # shell completion ends this way; so does Typer when nobody reads its output
        return _nobody_reads() if ended.code == 1 else int(ended.code or 0)
    except BrokenPipeError:
        return _nobody_reads()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (the one broad net: everything is explained, nothing is a traceback)
        from inspect_cli.cli.argv.refusal import explain

        return explain(error, words, language, as_json)


def _run(words: Sequence[str], language: Language, as_json: bool) -> int:
    """The quick way where the words are plainly in order; else Typer reads them, and explains."""
    if "_INSPECT_COMPLETE" not in os.environ:
        page = asked_for_help(words, language)
        if page is not None:
            print(page)
            return 0
        from inspect_cli.cli.argv import quick
        from inspect_cli.cli.argv.values import must_be_text

        must_be_text(words)
        understood = quick.understood(words)
        if understood is not None:
            verb, given = understood
            return verb(given)
    from inspect_cli.cli.argv import program

    return program.run(words, language, as_json)


def _wants_json(words: Sequence[str]) -> bool:
    return "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)


def _nobody_reads() -> int:
    """`inspect list | head` is not an error; what is still unwritten goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def could_not_print(error: OSError, words: Sequence[str]) -> int:
    """The result could not be written: nobody reads it, which is no error, or the disk is full."""
    from inspect_cli.cli.argv.refusal import explain

    return _nobody_reads() if isinstance(error, BrokenPipeError) else explain(error, words, language_of_run(words), _wants_json(words))
