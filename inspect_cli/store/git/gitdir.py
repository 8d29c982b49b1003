"""Where the records and git keep things, and how to ask git while we are still waking up. Loads only what the interpreter brings."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess

STEADY = ("-c", "core.fsmonitor=false", "-c", "core.trustctime=true", "-c", "core.checkStat=default", "-c", "core.quotePath=false")
"""Git shall look for itself, at everything that a file system says of a file, whatever the user has set to make it faster."""

SUBMODULE = b"160000"
"""The mode of what is a repository of its own: git holds none of its files here."""


def work_tree(folder: str) -> str | None:
    """The nearest folder upward that holds `.git`, or None."""
    while not os.path.lexists(f"{folder}/.git"):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def root_above(folder: str) -> str | None:
    """The folder itself or the nearest one above that holds `rounds/`, or None."""
    while not os.path.isdir(f"{folder}/rounds"):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def own_dir(folder: str) -> str | None:
    """The git directory of this work tree (it holds the index), or None where there is no git."""
    tree = work_tree(folder)
    if tree is None:
        return None
    dot_git = f"{tree}/.git"
    if os.path.isdir(dot_git):
        return dot_git
    named = _first_line(dot_git)
    found = os.path.normpath(os.path.join(tree, named.removeprefix("gitdir:").strip())) if named else ""
    return found if os.path.isdir(found) else None


def common_dir(folder: str) -> str | None:
    """Git's common directory for a folder (shared by all worktrees), or None where there is no git."""
    own = own_dir(folder)
    if own is None:
        return None
    named = _first_line(f"{own}/commondir")
    found = os.path.normpath(os.path.join(own, named)) if named else own
    return found if os.path.isdir(found) else None


def shallow(folder: str) -> frozenset[str]:
    """The commits at the edge of a shallow clone, whose parents are not here; none where the whole past is."""
    common = common_dir(folder)
    if common is None:
        return frozenset()
    try:
        with open(f"{common}/shallow", encoding="ascii") as stream:
            return frozenset(stream.read().split())
    except OSError:
        return frozenset()


def state_dir(folder: str) -> str:
    """Where lock, journal, index and kept texts lie: in git's common directory, or in an own folder that ignores itself."""
    common = common_dir(folder)
    return f"{common}/inspect" if common else f"{folder}/.inspect"


def _first_line(path: str) -> str:
    if not os.path.isfile(path):
        return ""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as stream:
            return stream.readline().strip()
    except OSError:
        return ""


def index_id(folder: str) -> bytes | None:
    """What names the state of git's index: the checksum at its end; its whole content where git was told to write none."""
    own = own_dir(folder)
    if own is None:
        return None
    try:
        with open(f"{own}/index", "rb", buffering=0) as stream:
            size = os.fstat(stream.fileno()).st_size
            stream.seek(max(0, size - 32))
            end = stream.read(32)
            if not any(end[-20:]):
                import hashlib

                stream.seek(0)
                end = hashlib.blake2b(stream.readall(), digest_size=32).digest()
    except OSError:
        return None
    return b"%d:" % size + end


def head_id(folder: str) -> str | None:
    """What names the commit that is checked out, as far as it can be read without git: another one never has the same."""
    own, common = own_dir(folder), common_dir(folder)
    said = _first_line(f"{own}/HEAD")
    for _ in range(5):  # a branch may stand for another one
        if not said.startswith("ref: "):
            break
        name = said[5:]
        said = _first_line(f"{common}/{name}") or repr([name, *map(_trace, (f"{common}/packed-refs", f"{common}/reftable/tables.list"))])
    return own and said


def _trace(path: str) -> tuple[int, ...]:
    """What changes when a file is replaced."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


_PLAIN = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}
"""Commits as they were made, not as somebody has told this clone to see them."""


def environment() -> dict[str, str]:
    """Our environment without what a hook or an alias left behind to point git at another repository; git writes nothing on our account.

    Where git's settings come from stays.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith("GIT_CONFIG")}
    return {**kept, **_PLAIN, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def command(folder: str, *words: str) -> list[str]:
    """The command line of a question to git about this folder.

    Git is told the repository that we found and searches for none itself: among the records could lie what it takes for another
    one, with settings of its own that name programs to run.
    """
    tree = work_tree(folder) or folder
    return [GIT, "-C", folder, f"--git-dir={own_dir(folder) or f'{tree}/.git'}", f"--work-tree={tree}", *_TERSE, *words]


def refusal(folder: str) -> str:
    """Git's own words where it will not look at the repository that we found, "" where it will.

    Told where a repository is, git believes whoever tells it; so what it asks before it believes one that it finds is asked here:
    whether it belongs to whoever runs us, and if not, whether git's settings allow it.
    """
    tree = work_tree(folder)
    if tree is None:
        return ""
    if tree not in refusals:
        own = own_dir(folder)
        if own is not None and all(_is_ours(path) for path in (tree, f"{tree}/.git", own)):
            refusals[tree] = ""
        else:
            from inspect_cli.store.git.discovery import objection  # starts git once more, so only where it must be asked

            refusals[tree] = objection(GIT, tree, environment())
    return refusals[tree]


_TERSE = ("-c", "advice.graftFileDeprecated=false")
"""Nobody has set grafts: we say that there are none, and git need not advise against them."""


def _program() -> str:
    """Git's program. Windows would look into the current folder first, where a program of this name may lie among the records."""
    if sys.platform == "win32":
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            if os.path.isabs(folder) and os.path.isfile(f"{folder}/git.exe"):
                return f"{folder}/git.exe"
    return "git"


GIT = _program()
"""How git is started."""
silent: set[str] = set()
"""The roots in which git did not say what it can always say; whoever was asked something tells so in the end."""
refusals: dict[str, str] = {}
"""What git said of a work tree, which is asked once in a run."""


def _is_ours(path: str) -> bool:
    """Whoever runs us owns it, by git's own measure; where the system does not say so simply, git must be asked."""
    if sys.platform == "win32":
        return False
    try:
        owner, user = os.lstat(path).st_uid, os.geteuid()
    except OSError:
        return False
    return owner == user or (user == 0 and str(owner) == os.environ.get("SUDO_UID"))


class PendingAnswer:
    """A question to git that is being answered while we do something else."""

    def __init__(self, folder: str, *words: str) -> None:
        asked = command(folder, *STEADY, *words)
        self._pid = 0
        self._output = -1
        self._child: subprocess.Popen[bytes] | None = None
        if refusal(folder):
            return
        if hasattr(os, "posix_spawnp") and sys.platform != "win32":
            self._spawn(asked)
        else:
            import subprocess

            try:
                self._child = subprocess.Popen(
                    asked, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
                )
            except OSError:
                self._child = None

    if sys.platform != "win32":

        def _spawn(self, asked: list[str]) -> None:
            """Starts it without `subprocess`, which costs more to import than git takes to answer."""
            reading, writing = os.pipe()
            null = os.open(os.devnull, os.O_RDWR)
            actions = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_DUP2, null, 2)]
            try:
                self._pid = os.posix_spawnp(GIT, asked, environment(), file_actions=actions)
                self._output = reading
            except OSError:
                os.close(reading)
            finally:
                os.close(writing)
                os.close(null)

    def answer(self) -> bytes | None:
        """What it printed; None where git is missing or says no."""
        if self._child is not None:
            said, _ = self._child.communicate()
            return None if self._child.returncode else said
        if not self._pid:
            return None
        parts = []
        while part := os.read(self._output, 1 << 16):
            parts.append(part)
        os.close(self._output)
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        return None if status else b"".join(parts)
