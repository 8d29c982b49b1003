"""How far a long look has come, on stderr, where a person waits there. What takes less than a second says nothing."""

from __future__ import annotations

import sys
import time

from inspect_cli.domain.text import Text, text
from inspect_cli.render.language import Language, say

_PATIENCE = 1.0
_READING = text("reading the records: {done} of {of}")


class Progress:
    """One line that is written over itself, and wiped at the end."""

    def __init__(self, language: Language, said: Text = _READING) -> None:
        self._language = language
        self._said = said
        self._begun = time.monotonic()
        self._shown = False

    def __call__(self, done: int, of: int) -> None:
        """`done` of so many are behind us."""
        stream = sys.__stderr__
        if stream is None or not stream.isatty():
            return
        if done >= of:
            if self._shown:
                stream.write("\r\x1b[K")
                stream.flush()
        elif time.monotonic() - self._begun > _PATIENCE:
            self._shown = True
            stream.write("\r\x1b[K" + say(self._said.about(done=done, of=of), self._language))
            stream.flush()
