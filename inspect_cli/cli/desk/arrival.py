"""What an issue that arrives must bring, from flags, a file, or answers."""

from __future__ import annotations

import sys
from pathlib import Path

from inspect_cli.actions.adding import unit_code
from inspect_cli.cli.argv.values import choice_value, day_value, words_of
from inspect_cli.cli.desk.ask import Questions
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.saying import is_blank
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Channel
from inspect_cli.store.files import disk
from inspect_cli.store.files.plain import at_most
from inspect_cli.yamlsplice.bounds import MAX_BYTES


def text_of(said: str, file: Path | None) -> str:
    """The text from the flag or the file, word for word. Raises Misused where the file is not UTF-8: guessing would change words."""
    if file is None:
        return said
    if str(file) != "-" and not file.is_file():
        raise Misused(text("{file} is not a plain file", file=str(file)), text("--text-file FILE, or - for standard input"))
    content = _standard_input() if str(file) == "-" and sys.stdin else disk.read_bytes(file, MAX_BYTES)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").strip("\n")
    except UnicodeDecodeError:
        raise Misused(
            text("{file} is not UTF-8 text", file=str(file)), text("save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)")
        ) from None


def _standard_input() -> bytes:
    """What is piped in, as far as a record goes. Raises CannotRead."""
    try:
        return at_most(sys.stdin.buffer, MAX_BYTES)
    except OSError as error:
        raise disk.CannotRead(Path("-"), error) from error


def completed(questions: Questions | None, typed: dict[str, str], round_: Round) -> dict[str, str]:
    """What was typed, by its flags, with what was missing and is asked for. Raises Misused, naming all that is still missing."""
    given = {flag: value if flag == "--text" else "" if is_blank(value) else value.strip() for flag, value in typed.items()}
    if questions is not None:
        asked: list[tuple[str, Text, object, object]] = [
            ("--unit", text("Unit"), lambda said: unit_code(round_, said), {unit.code: unit.name for unit in round_.units}),
            ("--channel", text("Channel"), lambda said: choice_value(Channel, said, "--channel").value, words_of(Channel)),
            ("--title", text("Title"), str, None),
            ("--text", text("Text, word for word as received"), str, None),
            ("--found-on", text("Found or handed over on"), lambda said: day_value(said, "--found-on").isoformat(), None),
            ("--notice", text("Notice number, or oral"), str, None),
        ]
        for flag, question, read, choices in asked:
            if not given[flag] and (flag != "--notice" or given["--channel"] == Channel.DURING):
                given[flag] = questions.ask(flag, question, read, choices) or ""  # type: ignore[arg-type]
    missing = [flag for flag, value in given.items() if is_blank(value) and flag != "--notice"]
    if missing:
        raise Misused(text("{what} {what:is|are} missing", what=missing), text("inspect add --help shows what it takes"))
    return given | {"--unit": unit_code(round_, given["--unit"])}
