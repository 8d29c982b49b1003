"""The situations in which a command cannot go on: one class each, with what, where, why and how to go on.

Problems in the user's files are `Finding`s and never raise; this is for everything else. `status` is the exit code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import NOTHING, Text, text


class Trouble(Exception):
    """I cannot go on. `what` happened and why; `hint` says how to go on; `code` names the situation in JSON; `status` is the exit code."""

    code = "trouble"
    status = 2

    def __init__(self, what: Text, hint: Text = NOTHING) -> None:
        super().__init__(what.english)
        self.what = what
        self.hint = hint


class Misused(Trouble):
    """The words of the command are off, or a required value is missing."""

    code = "usage"
    status = 2


class NotAKnownWord(Misused):
    """An option of a closed set was given another word; all that it knows are named."""

    def __init__(self, flag: str, typed: str, known: Iterable[str]) -> None:
        super().__init__(
            text("{flag}: {typed} is not one of the known words", flag=flag, typed=typed), text("one of {words}", words=list(known))
        )


class NotFound(Trouble):
    """No such root, round or issue."""

    code = "not_found"
    status = 5


class DiskTrouble(Trouble):
    """The disk, the file system or another process stands in the way."""

    code = "io"
    status = 6


class Invalid(Trouble):
    """A record that the command is about cannot be read; `findings` say why, and are the answer for machines."""

    code = "invalid_record"
    status = 3

    def __init__(self, what: Text, hint: Text, findings: Sequence[Finding]) -> None:
        super().__init__(what, hint)
        self.findings = tuple(findings)
