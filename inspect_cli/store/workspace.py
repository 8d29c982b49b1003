"""The folder of the records: finds the root, knows where everything lies, and holds the lock under which it is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from inspect_cli.domain.absence import laid_out
from inspect_cli.domain.record.ids import numbered
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import DiskTrouble, NotFound
from inspect_cli.store.addresses import ISSUES, ROUNDS, inside, is_record_name, issue_file
from inspect_cli.store.files import disk
from inspect_cli.store.files.causes import OurRefusal
from inspect_cli.store.files.journal import Journal
from inspect_cli.store.git import gitdir
from inspect_cli.store.git.sparse import left_out, one_folder, records_left_out, root_left_out
from inspect_cli.store.index.shelf import HERE, index_folder

if TYPE_CHECKING:
    from inspect_cli.store.files.commands import Doing
    from inspect_cli.store.files.finishing import Doubt
    from inspect_cli.store.files.stack import Stack

LOCK_SECONDS = 20
"""How long a command waits for another one to finish writing."""


class NoWorkspace(NotFound):
    """There is no `rounds/` here or above."""

    code = "no_workspace"

    def __init__(self, start: Path) -> None:
        super().__init__(
            text("no folder rounds/ in {folder} or above it", folder=str(start)),
            text("go to the folder of your records, name it with --root DIR, or make one: inspect init"),
        )


class NoSuchRound(NotFound):
    """The round named is not there."""

    code = "no_such_round"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        hint = text("known rounds: {rounds}", rounds=list(known)) if known else text("open the first one: inspect new-round")
        super().__init__(text("there is no round {round}", round=name), hint)


class NotCheckedOut(NotFound):
    """It is in git, and git was told not to lay it out here."""

    code = "not_checked_out"

    def __init__(self, names: Sequence[str], folder: str) -> None:
        super().__init__(
            text("{names} {names:is|are} in git, and not checked out here", names=list(names)),
            laid_out(folder),
        )


class LockHeld(DiskTrouble):
    """Another process is writing."""

    code = "lock_held"

    def __init__(self, path: Path) -> None:
        super().__init__(
            text(
                "another inspect is writing and has not finished after {seconds} {seconds:second|seconds}; nothing was written",
                seconds=LOCK_SECONDS,
            ),
            text("wait for it, then run the command again; the lock is {path}", path=str(path)),
        )


class OddState(disk.CannotWrite):
    """What lies in the state folder is not what a command of ours has put there."""

    code = "odd_state"

    def __init__(self, path: Path) -> None:
        super().__init__(path, OurRefusal(text("it is a link, a device or something else that inspect never puts there")))
        self.hint = text("look where it leads, then delete it: {file}", file=str(path))


_OWN = {
    "": stat.S_ISDIR, HERE: stat.S_ISREG, ".gitignore": stat.S_ISREG, "lock": stat.S_ISREG, "journal.json": stat.S_ISREG,
    "edits": stat.S_ISDIR, "index": stat.S_ISDIR, "undo": stat.S_ISDIR,
}  # fmt: skip
"""What lies in the state folder, and of which kind it is."""


@dataclass(frozen=True)
class Workspace:
    """The root folder: it holds `rounds/`."""

    root: Path

    @cached_property
    def state_dir(self) -> Path:
        """Where lock, journal and kept texts lie: in git's common directory, or in an own folder that ignores itself."""
        return Path(gitdir.state_dir(str(self.root)))

    @cached_property
    def left_out(self) -> Mapping[str, str]:
        """The files below `rounds/`, as paths from the root, that git was told not to lay out here; with what brings each back."""
        return left_out(str(self.root))

    def must_hold_a_round(self) -> None:
        """There is one here, or none at all. Raises NotCheckedOut where all of them were left out."""
        away = records_left_out(self.left_out)
        if away and not self.round_ids():
            raise NotCheckedOut(list(away), one_folder(self.left_out, self.left_out))

    @property
    def journal(self) -> Journal:
        """Where a write of several files notes what it is about to do; what a command is known to do is kept, to be undone."""
        return Journal(self.state_dir / "journal.json", self.root, self.stack if self.doing else None)

    @property
    def stack(self) -> Stack:
        """What commands wrote here and can take back."""
        from inspect_cli.store.files.stack import Stack  # which only a command that writes needs

        folder = os.path.basename(index_folder(str(self.state_dir), str(self.root)))
        return Stack(self.state_dir / "undo" / folder, self.root, self.doing[-1] if self.doing else None)

    @cached_property
    def doing(self) -> list[Doing]:
        """What the command that runs does, where it may be undone afterwards."""
        return []

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What an interrupted command had noted and this one did not believe: to be said to whoever runs it."""
        return []

    def round_ids(self) -> list[str]:
        """The names of the round folders, sorted."""
        try:
            entries = sorted(os.scandir(self.root / ROUNDS), key=lambda entry: entry.name)
        except OSError as error:
            raise disk.CannotRead(self.root / ROUNDS, error) from error
        return [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")]

    def folder(self, round_id: str) -> Path:
        """The round's folder. Raises NoSuchRound."""
        known = self.round_ids()
        if round_id not in known:
            away = records_left_out(self.left_out).get(round_id)
            if away:
                raise NotCheckedOut([round_id], one_folder(self.left_out, away))
            raise NoSuchRound(round_id, known)
        return self.root / inside(round_id)

    def relative(self, path: Path) -> str:
        """The path as findings print it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def place_for(self, round_id: str, issue_id: str) -> Path:
        """Where a new issue's file will lie. Raises CannotWrite where the folder leads out of the root."""
        path = self.issue_path(round_id, issue_id)
        disk.must_lie_inside(self.root, path.parent)
        return path

    def issue_path(self, round_id: str, issue_id: str) -> Path:
        """Where the issue's file lies."""
        return self.root / issue_file(round_id, issue_id)

    def issue_names(self, round_id: str) -> list[str]:
        """The ids that the round's file names claim, without opening any of them."""
        try:
            return sorted(
                (name[:-5] for name in os.listdir(self.root / inside(round_id, ISSUES)) if is_record_name(name)),
                key=id_order,
            )
        except OSError:
            return []

    def make_state_dir(self) -> None:
        """The state folder is there, and holds what ours holds; one of our own ignores itself.

        Raises CannotWrite, of which OddState where something else lies there.
        """
        self._must_hold_its_own()
        disk.make_folder(self.state_dir)
        if not (self.state_dir / HERE).exists():
            disk.write_all([disk.Write(self.state_dir / HERE, None, b"")])
        ignores = self.state_dir / ".gitignore"
        if self.state_dir.parent == self.root and not ignores.exists():
            disk.write_all([disk.Write(ignores, None, b"*\n")], self.journal)

    def _must_hold_its_own(self) -> None:
        """The state folder may have come with the records, from anybody: nothing in it leads elsewhere, or never ends. Raises OddState."""
        for name, is_right in _OWN.items():
            path = self.state_dir / name
            try:
                found = os.lstat(path)
            except OSError:
                continue
            if not is_right(found.st_mode):
                raise OddState(path)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes while this holds; what a crashed command left half done is finished first.

        Raises: LockHeld after LOCK_SECONDS; CannotWrite where the lock cannot be made.
        """
        from filelock import FileLock, Timeout

        self.make_state_dir()
        lock = FileLock(self.state_dir / "lock", timeout=LOCK_SECONDS)
        try:
            lock.acquire(poll_interval=0.01)  # often enough that a busy neighbour does not keep it from us
        except Timeout as error:
            raise LockHeld(self.state_dir / "lock") from error
        except OSError as error:
            raise disk.CannotWrite(self.state_dir / "lock", error) from error
        try:
            if self.journal.exists():
                self._finish_interrupted()
            yield
        finally:
            lock.release()

    def _finish_interrupted(self) -> None:
        from inspect_cli.store.files.finishing import finish_interrupted  # which is hardly ever needed

        try:
            doubt = finish_interrupted(self.journal)
        except OSError as error:
            raise disk.CannotWrite(self.journal.path, error) from error
        if doubt:
            self.doubts.append(doubt)


def find_root(start: Path) -> Workspace:
    """The workspace whose root is `start` or the nearest folder above that holds `rounds/`.

    Raises NotCheckedOut where git holds it and was told to leave it out, else NoWorkspace.
    """
    start = start.absolute()
    found = gitdir.root_above(str(start))
    if found is None:
        must_not_be_left_out(start)
        raise NoWorkspace(start)
    return Workspace(Path(found))


def must_not_be_left_out(start: Path) -> None:
    """Git holds no `rounds/` of this folder, or one above, that it was told to leave out. Raises NotCheckedOut."""
    away = root_left_out(str(start.absolute()))
    if away:
        shown = os.path.relpath(os.path.join(away, ROUNDS), gitdir.work_tree(away) or away).replace(os.sep, "/")
        stands_there = away == str(start.absolute())  # paths of a sparse checkout are typed from where one stands
        raise NotCheckedOut([f"{shown}/"], one_folder(found := left_out(away), found) if stands_there else "")


def id_order(name: str) -> tuple[str, int, str]:
    """CG-D2 comes before CG-D010 and CG-D1157 after it."""
    found = numbered(name)
    return (*found, name) if found else (name, 0, name)
