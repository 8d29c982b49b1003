"""The same question while nothing has changed has the same answer. Asked first of all, before the program is loaded.

An answer is kept only if nothing changed from before the question until after the answer, and is given only for the very same
words, day, commit, environment, terminal and program. So there is no second way of answering: what is printed was printed by the first.
Loads nothing but the interpreter's own.
"""

from __future__ import annotations

import os
import time

from inspect_cli.store.git import gitdir
from inspect_cli.store.index.glance import NOTE, Glance
from inspect_cli.store.index.shelf import Shelf, index_folder

try:
    from _blake2 import blake2b  # what hashlib offers under this name, without what else hashlib loads
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTIONS = ("home", "status", "list", "check", "rounds", "show")
"""The commands whose answer depends on the records, the day and the words alone."""
REMEMBERED = {
    "--all": False, "--channel": True, "--format": True, "--gate": False, "--json": False, "--lang": True, "--leader": True,
    "--no-input": False, "--open": False, "--overdue": False, "--plain": False, "--published": False, "--root": True, "--round": True,
    "--state": True, "--strict": False, "--text": True, "--today": True, "--unit": True,
}  # fmt: skip
"""The options with which an answer may be given again, and whether a value follows them; as each declares it (`Option.remembered`),
which a test holds: this table is read before any declaration is."""
_KEPT = 64
_LARGEST = 250_000
"""Characters; a longer answer takes longer to read than to ask for."""
_NO_MATTER = ("_", "SHLVL", "PWD", "OLDPWD")


early: list[Glance] = []
"""The look at the workspace that this run began with, so that git need not be asked twice; nothing where none was taken."""


class Question:
    """One question to one workspace, and the look at it that goes before the answer."""

    def __init__(self, words: Sequence[str], root: str) -> None:
        state = gitdir.state_dir(root)
        self._shelf = Shelf(index_folder(state, root))
        self.glance = Glance(root, self._shelf.get(NOTE))
        self._head = gitdir.head_id(root)
        asked = repr((tuple(words), root, self._head, _surroundings())).encode("utf-8", "surrogatepass")
        self._name = f"answers/{blake2b(asked, digest_size=16).hexdigest()}"  # a name that gives nothing of the environment away
        self._steady = self.glance.nothing_changed(time.time_ns())

    def recalled(self) -> tuple[int, str, str] | None:
        """The exit code, what was printed, and what was said beside it; None where it must be worked out."""
        kept = self._shelf.get(self._name) if self._steady else None
        if kept is None or kept[0] != self.glance.note["generation"]:
            return None
        code, out, err = kept[1:]
        return code, out, err

    def keep(self, code: int, out: str, err: str) -> None:
        """Keeps an answer, if what it was worked out from is still as it was before it was asked."""
        if not self._steady or code not in (0, 1, 3) or len(out) + len(err) > _LARGEST:
            return
        again = Glance(self.glance.root, self._shelf.get(NOTE))
        if again.note.get("generation") != self.glance.note["generation"] or not again.nothing_changed(time.time_ns()):
            return
        if gitdir.head_id(self.glance.root) != self._head:
            return
        for name in self._shelf.names("answers")[: 1 - _KEPT]:
            self._shelf.drop(name)
        self._shelf.put(self._name, (again.note["generation"], code, out, err))


def question(words: Sequence[str]) -> Question | None:
    """The question that these words ask, if it is one that may have been asked before."""
    if not words or words[0] not in QUESTIONS or any(word.startswith("-") and word.partition("=")[0] not in REMEMBERED for word in words):
        return None
    root = _root(words)
    return Question(words, root) if root else None


def _root(words: Sequence[str]) -> str | None:
    """The folder that holds `rounds/`, as `workspace.find_root` finds it."""
    named = os.environ.get("INSPECT_ROOT") or os.getcwd()
    for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False):
        if word.startswith("--root"):
            if REMEMBERED.get(before):
                return None  # it may be another option's value
            named = word[7:] if word.startswith("--root=") else after
    return gitdir.root_above(os.path.abspath(named)) if named else None


def _surroundings() -> object:
    """Everything beside words and records that an answer may depend on: the day, the environment, the terminal."""
    environment = sorted((key, value) for key, value in os.environ.items() if key not in _NO_MATTER)
    return time.localtime()[:3], environment, [_screen(number) for number in (0, 1, 2)]


def _screen(number: int) -> tuple[int, int] | None:
    try:
        return tuple(os.get_terminal_size(number)) if os.isatty(number) else None  # type: ignore[return-value]
    except OSError:
        return None
