"""Has anything changed since the last look? Cheap, and certain: what is not seen to be unchanged is taken for changed.

The last look left a note: git's index as it was, the folders, and what is loose (files that git cannot vouch for). Unchanged is a
round when git's index is the same, git's own stat walk finds no file of the round different from it that was not already
loose, no folder's names changed, and every loose file has the signature that it had. Loads nothing but the interpreter's own.
"""

from __future__ import annotations

import os

from inspect_cli.store.files.signature import GONE, folder_signature, signature_of
from inspect_cli.store.git import gitdir

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NOTE = "note"
"""The name of the note on its shelf."""


class Glance:
    """One look at a workspace. Begin it early: git answers while the rest of the program wakes up."""

    def __init__(self, root: str, note: Any) -> None:
        self.root = root
        self.note: dict[str, Any] = note or {}
        self.git_id = gitdir.index_id(root)
        self._asked = gitdir.PendingAnswer(root, *_QUESTION) if self.git_id else None
        self._dirty: frozenset[str] | None = None
        self._links: dict[str, bool] = {}

    @property
    def dirty(self) -> frozenset[str] | None:
        """The tracked files (from the root) that differ from git's index; None where git does not answer."""
        if self._asked is not None:
            said = self._asked.answer()
            self._asked = None
            if said is None:
                gitdir.silent.add(self.root)
            elif gitdir.index_id(self.root) == self.git_id:
                self._dirty = frozenset(os.fsdecode(name) for name in said.split(b"\0") if name)
        return self._dirty

    def unchanged(self, now: int) -> list[str]:
        """The rounds of the note that are exactly as they were; `now` is the clock in nanoseconds."""
        note = self.note
        if not note or self.dirty is None or note["git"] != self.git_id or not self._same_folder("rounds", now):
            return []
        return [name for name, entry in note["rounds"].items() if self._is_unchanged(name, entry, now)]

    def nothing_changed(self, now: int) -> bool:
        """Every round is as it was, and there is no other."""
        return bool(self.note) and len(self.unchanged(now)) == len(self.note["rounds"])

    def _is_unchanged(self, name: str, entry: Any, now: int) -> bool:
        folder = f"rounds/{name}"
        if not all(self._same_folder(place, now) for place in (folder, f"{folder}/issues", f"{folder}/reports")):
            return False
        if any(then is None or folder_signature(f"{self.root}/{path}", now) != then for path, then in entry["watched"].items()):
            return False
        loose = entry["loose"]
        within = f"{folder}/"
        if any(path not in loose for path in self.dirty or () if path.startswith(within)):
            return False
        return all(signature is not None and self._signature(path, now) == signature for path, signature in loose.items())

    def _is_behind_a_link(self, folder: str) -> bool:
        """A link leads to this folder, or to one above it: what lies behind it may have moved away."""
        known = self._links.get(folder)
        if known is None:
            above = os.path.dirname(folder)
            known = os.path.islink(f"{self.root}/{folder}") or (above != "" and self._is_behind_a_link(above))
            self._links[folder] = known
        return known

    def _same_folder(self, path: str, now: int) -> bool:
        return path in self.note["folders"] and folder_signature(f"{self.root}/{path}", now) == self.note["folders"][path] is not None

    def _signature(self, path: str, now: int) -> Any:
        if self._is_behind_a_link(os.path.dirname(path)):
            return None
        try:
            found = os.lstat(f"{self.root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return GONE
        except (OSError, ValueError):
            return None
        return signature_of(found, now)


_QUESTION = ("diff-files", "--name-only", "-z", "--relative", "--ignore-submodules", "--no-ext-diff", "--", "rounds")
