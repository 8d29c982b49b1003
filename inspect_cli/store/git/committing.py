"""What changes a repository: whoever asks for it is the one who acts, with the settings, names and keys of this environment."""

from __future__ import annotations

import os
from pathlib import Path

from inspect_cli.domain.text import Text
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir

JUDGED = "INSPECT_JUDGED"
"""Tells our hook which tree, of which records, was judged just before the commit was begun."""
COMMIT = ("-c", "i18n.commitEncoding=utf-8", "commit", "-q", "--cleanup=whitespace", "-F", "-")
"""Makes a commit with the message that is given, to the letter, whatever this clone is set to."""
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX")
"""What points git at another repository than the one that we found."""


class NotNow(git.GitFailed):
    """The repository is in a state in which nothing of ours is saved."""

    code = "not_now"

    def __init__(self, what: Text, hint: Text) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def done(folder: Path, *words: str, given: bytes = b"", index: Path | None = None, judged: str = "") -> bytes:
    """What git prints while it does something in the folder, by this index where one is named; `judged`: see JUDGED. Raises GitFailed."""
    kept = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    return git.answer(
        folder, *words, given=given, env={**kept, "LC_ALL": "C", **({"GIT_INDEX_FILE": str(index)} if index else {}), JUDGED: judged}
    )


def branch(folder: Path) -> str:
    """The branch that is checked out, by its short name; "" where none is."""
    return git.ask(folder, "symbolic-ref", "-q", "--short", "HEAD", check=False).strip()


def is_moving(folder: Path) -> bool:
    """Git is in the middle of something other than a merge, which somebody began by hand."""
    own = gitdir.own_dir(str(folder))
    return any(os.path.lexists(f"{own}/{name}") for name in ("rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD"))


SIDES = ("1", "2", "3")
"""As git numbers them: where both parted, ours, theirs."""


def unmerged(folder: Path) -> dict[str, dict[str, str]]:
    """The files that a merge has left undecided, from the top of the work tree, with the blob of each side that has it."""
    found: dict[str, dict[str, str]] = {}
    for line in filter(None, git.answer(folder, "ls-files", "-u", "-z", "--full-name", ":/").split(b"\0")):
        head, _, path = line.partition(b"\t")
        _, blob, side = head.decode().split()
        found.setdefault(os.fsdecode(path), {})[side] = blob
    return found
