"""Numbers and uids for new issues. A number is never given out twice: neither void nor deletion nor another branch sets it free.

What is looked at: the files here and in every other worktree, committed or not, and whatever any commit of any branch ever held.
"""

from __future__ import annotations

import os
import re
import secrets
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from inspect_cli.domain.lifecycle.act import Objection
from inspect_cli.domain.record.ids import IssueId, numbered
from inspect_cli.domain.text import pasted, text
from inspect_cli.domain.words import Channel
from inspect_cli.store.addresses import EVIDENCE, ISSUES, inside
from inspect_cli.store.files.disk import CannotRead, read_bytes
from inspect_cli.store.files.journal import TEMPORARY
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir
from inspect_cli.store.workspace import Workspace

_OWN_ID = rb"^[\"']?id[\"']?[ \t]*:[ \t]*[\"']?(%s[0-9]{1,9})\b"
_FORMER_ID = (rb"\bwas[\"']?[ \t]*:[ \t]*[\"']?(%s[0-9]{1,9})\b", "(%s[0-9]{1,9}) →".encode())
"""How a record tells of a number that it had: in keys, and as a note of format 1 says it."""


class TakenNumber(NamedTuple):
    """A number that is taken, and where that shows."""

    number: int
    shown: Objection


class Numbers:
    """What gives out numbers. Made for one command with the lock held: what a round ever used is looked up once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._uses: dict[tuple[str, str], list[TakenNumber]] = {}
        self._past: dict[str, list[str]] = {}
        self._last: dict[tuple[str, str], int] = {}

    def next_id(self, round_id: str, unit: str, channel: Channel) -> str:
        """The next free id of a unit and channel, such as CG-D004; it is taken from now on. Raises GitFailed, CannotRead."""
        start = f"{unit}-{channel.letter}"
        uses = self._of(round_id, start)
        last = self._last.get((round_id, start)) or max((use.number for use in uses), default=0)
        given = str(IssueId(start, last + 1))
        uses.append(TakenNumber(last + 1, Objection(text("{id} was given out just now", id=given))))
        self._last[round_id, start] = last + 1
        return given

    def uses_of(self, round_id: str, issue_id: str) -> list[Objection]:
        """Where it shows that the id is taken; an empty list means that it never was. Raises GitFailed, CannotRead."""
        wanted = numbered(issue_id)
        return [use.shown for use in self._of(round_id, wanted.series) if use.number == wanted.number] if wanted else []

    def _of(self, round_id: str, start: str) -> list[TakenNumber]:
        if (round_id, start) not in self._uses:
            self._uses[round_id, start] = [*self._in_trees(round_id, start), *self._in_the_past(round_id, start)]
        return self._uses[round_id, start]

    def _in_trees(self, round_id: str, start: str) -> Iterator[TakenNumber]:
        """What lies here and in the other worktrees, also what no commit holds yet."""
        root = self._workspace.root
        yield from _in_tree(root, "", round_id, start)
        tree = gitdir.work_tree(str(root))
        if tree is None or not git.is_installed():
            return
        for other in git.worktrees(root):
            if os.path.realpath(other) != os.path.realpath(tree):
                yield from _in_tree(other / root.relative_to(tree), str(other), round_id, start)

    def _in_the_past(self, round_id: str, start: str) -> Iterator[TakenNumber]:
        """What any commit ever brought in, of whatever branch, whether or not it is still there."""
        root = self._workspace.root
        if gitdir.work_tree(str(root)) is None or not git.is_installed():
            return
        if round_id not in self._past:
            folders = [inside(round_id, name) for name in (ISSUES, EVIDENCE)]
            self._past[round_id] = git.paths_ever_added(root, *folders)
        for path in self._past[round_id]:
            folder, name = [*path.split("/"), ""][2:4]
            found = _number(start, name.split(".")[0] if folder == ISSUES else name)
            if found is not None:
                yield TakenNumber(
                    found, Objection(text("a commit brought in {file}", file=path), text("git log --all -- {file}", file=pasted(path)))
                )


def next_id(workspace: Workspace, round_id: str, unit: str, channel: Channel) -> str:
    """The next free id of a unit and channel, for a command that needs one. Call with the lock held. Raises GitFailed, CannotRead."""
    return Numbers(workspace).next_id(round_id, unit, channel)


def new_uid() -> str:
    """Ten of a-z and 0-9; a letter first, so that no YAML reader takes it for a number."""
    rest = string.ascii_lowercase + string.digits
    return secrets.choice(string.ascii_lowercase) + "".join(secrets.choice(rest) for _ in range(9))


def _number(start: str, name: str) -> int | None:
    found = re.fullmatch(rf"{re.escape(start)}([0-9]{{1,9}})", name, re.IGNORECASE)
    return int(found[1]) if found else None


# -- what lies in one worktree -----------------------------------------------------------------------------------------


def _in_tree(root: Path, shown_as: str, round_id: str, start: str) -> Iterator[TakenNumber]:
    """The numbers in use below `root`; `shown_as` names the worktree where it is another one."""
    folder = root / inside(round_id)
    for name in _listed(folder / ISSUES):
        path, stem = folder / ISSUES / name, name.split(".")[0]
        yield from _shown(path, shown_as, _number(start, stem))
        if name.endswith(".yaml") and (stem.upper().startswith(start) or not numbered(stem)):
            for number in _claimed(path, start):
                yield from _shown(path, shown_as, number)
    for name in _listed(folder / EVIDENCE):
        found = _number(start, name)
        if found is not None and _holds_a_file(folder / EVIDENCE / name):
            yield from _shown(folder / EVIDENCE / name, shown_as, found)


def _shown(path: Path, shown_as: str, number: int | None) -> Iterator[TakenNumber]:
    if number is None:
        return
    if shown_as:
        yield TakenNumber(number, Objection(text("the worktree {folder} has it: {file}", folder=shown_as, file=path.name)))
    else:
        yield TakenNumber(number, Objection(text("it is, or was, the number of {file}", file=f"{path.parent.name}/{path.name}")))


def _claimed(path: Path, start: str) -> set[int]:
    """The numbers that the record itself says it has or had: its name may be another one, and it may have been renumbered."""
    if not path.is_file():
        return set()
    raw, prefix = read_bytes(path), re.escape(start).encode()
    found = re.findall(_OWN_ID % prefix, raw, re.MULTILINE)
    if b"renumber" in raw or b"changes" in raw:
        found += [number for told in _FORMER_ID for number in re.findall(told % prefix, raw)]
    return {int(name[len(start) :]) for name in found}


def _holds_a_file(folder: Path) -> bool:
    """An empty folder proves nothing (git keeps none), and a crash may have left temporary files."""
    return not folder.is_dir() or any(not name.endswith(TEMPORARY) for *_, names in os.walk(folder) for name in names)


def _listed(folder: Path) -> list[str]:
    """The names in a folder; none where it is not there. What cannot be looked into raises CannotRead: it may hold the next number."""
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise CannotRead(folder, error) from error
