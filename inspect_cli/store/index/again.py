"""The same question while nothing has changed has the same answer. Asked first of all, before the program is loaded.

An answer is kept only if nothing changed from before the question until after the answer, and is given only for the very same
words, day, environment, terminal and program. So there is no second way of answering: what is printed was printed by the first.
Loads nothing but the interpreter's own.
"""

from __future__ import annotations

import os
import time
import zlib

from inspect_cli.store import gitdir
from inspect_cli.store.index.glance import NOTE, Glance
from inspect_cli.store.index.shelf import Shelf, index_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTIONS = ("status", "list", "check", "rounds", "show")
"""The commands whose answer depends on the records, the day and the words alone."""
_NEVER = ("--no-index", "--full", "--help")
_KEPT = 64
_NO_MATTER = ("_", "SHLVL", "PWD", "OLDPWD")


class Question:
    """One question to one workspace, and the look at it that goes before the answer."""

    def __init__(self, words: Sequence[str], root: str) -> None:
        state = gitdir.state_dir(root)
        self._shelf = Shelf(index_folder(state, root))
        self.glance = Glance(root, self._shelf.get(NOTE))
        self._key = repr((tuple(words), root, _surroundings()))
        said = self._key.encode("utf-8", "surrogatepass")
        self._name = f"answers/{zlib.crc32(said):08x}{zlib.adler32(said):08x}"
        self._steady = self.glance.nothing_changed(time.time_ns())

    def recalled(self) -> tuple[int, str, str] | None:
        """The exit code, what was printed, and what was said beside it; None where it must be worked out."""
        kept = self._shelf.get(self._name) if self._steady else None
        if kept is None or kept[0] != self._key or kept[1] != self.glance.note["generation"]:
            return None
        code, out, err = kept[2:]
        return code, out, err

    def keep(self, code: int, out: str, err: str) -> None:
        """Keeps an answer, if what it was worked out from is still as it was before it was asked."""
        if not self._steady or code not in (0, 1, 3):
            return
        again = Glance(self.glance.root, self._shelf.get(NOTE))
        if again.note.get("generation") != self.glance.note["generation"] or not again.nothing_changed(time.time_ns()):
            return
        for name in self._shelf.names("answers")[:-_KEPT]:
            self._shelf.drop(name)
        self._shelf.put(self._name, (self._key, again.note["generation"], code, out, err))


def question(words: Sequence[str]) -> Question | None:
    """The question that these words ask, if it is one that may have been asked before."""
    if not words or words[0] not in QUESTIONS or any(word in _NEVER for word in words):
        return None
    root = _root(words)
    return Question(words, root) if root else None


def _root(words: Sequence[str]) -> str | None:
    """The folder that holds `rounds/`, as `workspace.find_root` finds it."""
    named = os.environ.get("INSPECT_ROOT") or os.getcwd()
    for number, word in enumerate(words):
        if word.startswith("--root="):
            named = word[7:]
        elif word == "--root" and number + 1 < len(words):
            named = words[number + 1]
    folder = os.path.abspath(named)
    while not os.path.isdir(f"{folder}/rounds"):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def _surroundings() -> object:
    """Everything beside words and records that an answer may depend on: the day, the environment, the terminal."""
    environment = sorted((key, value) for key, value in os.environ.items() if key not in _NO_MATTER)
    return time.localtime()[:3], environment, [_screen(number) for number in (0, 1, 2)]


def _screen(number: int) -> tuple[int, int] | None:
    try:
        return tuple(os.get_terminal_size(number)) if os.isatty(number) else None  # type: ignore[return-value]
    except OSError:
        return None
