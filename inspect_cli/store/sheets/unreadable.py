"""Why a file that somebody sent cannot be read as sheets, and what is too much of it."""

from __future__ import annotations

from inspect_cli.domain.text import NOTHING, Text

MAX_ROWS = 200_000
MAX_COLUMNS = 300


class NoWorkbook(Exception):
    """The file cannot be read as sheets; `what` and `fix` say why and how to go on."""

    def __init__(self, what: Text, fix: Text = NOTHING) -> None:
        super().__init__(what.english)
        self.what = what
        self.fix = fix
