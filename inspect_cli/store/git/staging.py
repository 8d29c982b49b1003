"""What goes into a commit of ours is put together in an index of its own; git's index learns of it just before the commit."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspect_cli.domain.text import text
from inspect_cli.store.addresses import ROUNDS, is_lock_name, is_record
from inspect_cli.store.files.disk import CannotWrite
from inspect_cli.store.files.journal import TEMPORARY
from inspect_cli.store.git import committing, gitdir
from inspect_cli.store.git.committing import NotNow
from inspect_cli.store.git.versions import INDEX, Repository

OURS = (ROUNDS, "schemas", ".gitattributes")
"""What is saved, and nothing else."""
_JUNK = {"Thumbs.db", "desktop.ini", ".DS_Store"}


class Indexes:
    """Two copies of git's index: `whole` with our files as they lie here, `part` with nothing of anybody else's that is only staged."""

    def __init__(self, real: Path, folder: Path) -> None:
        self._real = real
        self.whole, self.part = folder / "whole.index", folder / "part.index"
        self.before = real.read_bytes() if real.exists() else None
        self.clear()
        if self.before is not None:
            self.whole.write_bytes(self.before)

    def part_from(self, root: Path, apart: bool) -> None:
        """Makes `part`; where a merge is finished, what is staged belongs to it."""
        if self.whole.exists():
            try:
                self.part.write_bytes(self.whole.read_bytes())
            except OSError as error:
                raise CannotWrite(self.part, error) from error
        if apart:  # what was staged by hand outside our folders is in this index as in HEAD
            committing.done(root, "reset", "-q", "--", ":(top)", *(f":(exclude){one}" for one in OURS), index=self.part)

    @contextmanager
    def shown_to_git(self, changed: bool) -> Iterator[None]:
        """Git's index is `whole` from here on; what it was before, if the commit fails."""
        after = self.whole.read_bytes()
        if changed:
            self._put(after, self.before)
        try:
            yield
        except BaseException:  # also Ctrl-C: git must not believe what was not committed
            if changed and self.before is not None:
                self._put(self.before, after)
            raise

    def _put(self, content: bytes, instead_of: bytes | None) -> None:
        lock = self._real.with_name("index.lock")
        try:
            stream = lock.open("xb")
        except OSError as error:
            if not isinstance(error, FileExistsError):
                raise CannotWrite(lock, error) from error
            said = text("another git is at work here, or was broken off: {file}", file=str(lock))
            raise NotNow(said, text("wait for it, then run the command again; where no git runs any more, delete that file")) from error
        try:
            with stream:
                stream.write(content)
        except BaseException as error:
            lock.unlink()
            raise (CannotWrite(lock, error) if isinstance(error, OSError) else error) from error
        if (self._real.read_bytes() if self._real.exists() else None) != instead_of:
            lock.unlink()
            raise NotNow(text("git's index was changed meanwhile"), text("run the command again"))
        os.replace(lock, self._real)

    def clear(self) -> None:
        """Both copies go, and what an interrupted run left of them."""
        for path in (self.whole, self.part):
            for one in (path, path.with_name(f"{path.name}.lock")):
                one.unlink(missing_ok=True)


@contextmanager
def indexes(root: Path, folder: Path) -> Iterator[Indexes]:
    """Both copies, in this folder; gone in the end."""
    try:
        made = Indexes(Path(gitdir.own_dir(str(root)) or "") / "index", folder)
    except OSError as error:
        raise CannotWrite(folder, error) from error
    try:
        yield made
    finally:
        made.clear()


@contextmanager
def asked_of(index: Path) -> Iterator[None]:
    """What is asked about what is staged is asked of this index."""
    before = os.environ.get("GIT_INDEX_FILE")
    os.environ["GIT_INDEX_FILE"] = str(index)
    try:
        yield
    finally:
        if before is None:
            del os.environ["GIT_INDEX_FILE"]
        else:
            os.environ["GIT_INDEX_FILE"] = before


def gathered(root: Path, index: Path) -> bool:
    """Brings our files as they lie here into the index; whether there were any that it did not have so."""

    def listed(*words: str) -> list[bytes]:
        return committing.done(root, *words, "-z", "--", *OURS, index=index).split(b"\0")

    top = gitdir.work_tree(str(root)) or str(root)
    names = [os.fsencode(os.path.relpath(f"{top}/{one}", root)) for one in committing.unmerged(root)]  # a merge is finished whole
    names += listed("diff-files", "--name-only", "--relative", "--ignore-submodules", "--no-ext-diff")
    names += [one for one in listed("ls-files", "-o", "--exclude-standard") if not _is_junk(one)]
    names += [one for one in listed("ls-files", "-o", "-i", "--exclude-standard") if not _is_junk(one) and _matters(os.fsdecode(one))]
    if away := [name for name in _overlooked(root, listed("ls-files", "-v")) if name not in names]:
        for word in ("--no-assume-unchanged", "--no-skip-worktree"):
            committing.done(root, "update-index", word, "-z", "--stdin", given=b"\0".join(away) + b"\0", index=index)
        names += away
    wanted = b"\0".join(dict.fromkeys(name for name in names if name and not name.endswith(b"/")))
    if wanted:
        committing.done(root, "update-index", "--add", "--remove", "-z", "--stdin", given=wanted + b"\0", index=index)
    return bool(wanted)


def _overlooked(root: Path, listed: list[bytes]) -> list[bytes]:
    """What lies here otherwise than it was saved, of the files that git was told not to look at."""
    marked = [os.fsdecode(line[2:]) for line in listed if line[:1].islower() or line[:1] == b"S"]
    here = [name for name in marked if os.path.isfile(root / name) and not os.path.islink(root / name)]
    if not here:
        return []
    known = Repository(root).listed(INDEX, *here)
    said = committing.done(root, "hash-object", "--stdin-paths", given="".join(f"{name}\n" for name in here).encode()).decode().split()
    return [os.fsencode(name) for name, blob in zip(here, said, strict=True) if known.get(name) != blob]


def _is_junk(raw: bytes) -> bool:
    name = os.fsdecode(raw).rsplit("/", 1)[-1]
    return not name or is_lock_name(name) or name in _JUNK or name.endswith(TEMPORARY)


def _matters(path: str) -> bool:
    """It belongs to the records, though git is told to pass over it: a record, a piece of evidence, a report."""
    return is_record(path) or bool(re.fullmatch(rf"{ROUNDS}/[^/]+/(evidence|reports)/.+", path))
