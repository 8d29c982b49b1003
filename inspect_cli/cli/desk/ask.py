"""Questions to a person at a terminal: the choices are shown, a bad answer is said and asked again, and what was typed is never lost."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from inspect_cli.cli.argv.session import Session
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render.language import Language, harmless, say

Answer = TypeVar("Answer")


@dataclass
class Questions:
    """The questions of one command. `typed` keeps the answers, so that a command broken off can be gone on with."""

    language: Language
    command: str
    typed: list[tuple[str, str]] = field(default_factory=list)

    def ask(
        self,
        flag: str,
        question: Text,
        read: Callable[[str], Answer],
        choices: Mapping[str, object] | None = None,
        optional: bool = False,
        ends: bool = False,
    ) -> Answer | None:
        """One answer, read by `read`; None where it may be left empty and is. Raises Misused when nobody answers.

        `ends`: an empty answer ends all of it, as the question itself says; the choices are shown by their words alone.
        """
        if choices:
            for number, (value, shown) in enumerate(choices.items(), 1):
                words = harmless(say(shown, self.language))
                self._say(f"  {number}  {words}" if ends else f"  {number}  {value}" + (f"  {words}" if words != value else ""))
        prompt = say(question, self.language) + (say(text(" (may stay empty)"), self.language) if optional else "") + ": "
        while True:
            given = self._line(prompt)
            if not given:
                if optional or ends:
                    return None
                continue
            if choices and given.isdigit() and 1 <= int(given) <= len(choices):
                given = list(choices)[int(given) - 1]
            try:
                answer = read(given)
            except Misused as wrong:
                self._say(say(wrong.what, self.language) + " → " + say(wrong.hint, self.language))
                continue
            self.typed.append((flag, given))
            return answer

    def agreed(self, question: Text) -> bool:
        """Somebody says yes; anything else is no."""
        return self._line(say(question, self.language) + " [y/N] ").lower() in ("y", "yes", "是", "对")

    def resume(self) -> Text:
        """The command with what was typed so far, to be pasted."""
        return text("nothing was written; to go on with what you typed: {command}", command=self.pasted())

    def pasted(self) -> str:
        """The command line that brings the answers given so far."""
        return " ".join(
            [self.command, *(f"{flag} {shlex.quote(value)}" if flag.startswith("-") else shlex.quote(value) for flag, value in self.typed)]
        )

    def _line(self, prompt: str) -> str:
        try:
            return _typed_line(prompt).strip()
        except EOFError:
            raise Misused(text("the answers ended before the questions did"), self.resume()) from None
        except KeyboardInterrupt:
            self._say("\n" + say(self.resume(), self.language))
            raise

    def _say(self, line: str) -> None:
        print(harmless(line, keep_lines=True), file=sys.stderr)


def _typed_line(prompt: str) -> str:
    """One line from the keyboard, editable where the system can; the prompt never mixes with a result in a pipe."""
    if sys.stdout.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401  (its import alone makes input() editable, wide characters included)
        return input(prompt)
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def questions_of(session: Session) -> Questions | None:
    """The questions of this run, or None where nobody can answer."""
    return Questions(session.language, shlex.join(["inspect", *sys.argv[1:]])) if session.may_ask else None
