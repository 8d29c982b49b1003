"""Questions to git that can wait for their answer. What lies where is read in `gitdir`: starting git costs more than that."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.files.causes import cause
from inspect_cli.store.git import gitdir


class GitFailed(Trouble):
    """Git is missing, or said no."""

    code = "git"
    status = 7

    def __init__(self, why: str | Text) -> None:
        super().__init__(text("git failed: {why}", why=why), text("look at git status; inspect doctor says what it finds"))
        self.why = why


class NeedsGit(GitFailed):
    """The question is about git's history, and there is none."""

    code = "no_git"

    def __init__(self, root: Path) -> None:
        Trouble.__init__(
            self,
            text("this command needs git, and {root} is not under git", root=str(root)),
            text("git init, inspect git-setup, then inspect save"),
        )


class GitMissing(GitFailed):
    """There is no git on this machine."""

    code = "no_git"

    def __init__(self) -> None:
        Trouble.__init__(self, text("git is not installed"), text("install git: it keeps the history of the records"))
        self.why = self.what


class GitRefuses(GitFailed):
    """Git does not look into this repository: it belongs to somebody else, or is none."""

    code = "git_refuses"

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(why)
        tree = gitdir.work_tree(str(folder)) or str(folder)
        if "safe.directory" in why:
            self.why = text("{folder} belongs to somebody else, and git does not trust it", folder=tree)
            self.what = text("git refuses: {why}", why=self.why)
            self.hint = text("git config --global --add safe.directory {folder}", folder=pasted(tree))


class LiesElsewhere(GitFailed):
    """Git is asked for the past of records that it does not hold."""

    code = "lies_elsewhere"

    def __init__(self, said: Text) -> None:
        super().__init__(said)
        self.what = said
        self.hint = text("records are plain files inside the root")


class NoSuchRevision(GitFailed):
    """Git knows no commit by this name."""

    code = "no_such_revision"

    def __init__(self, name: str, shallow: bool) -> None:
        hint = _UNSHALLOW if shallow else text("git log --oneline shows what there is")
        if not shallow and re.fullmatch("[0-9a-f]{7,64}", name):
            hint = _REPLACED.about(id=name)
        Trouble.__init__(self, text("git knows no commit {name}", name=name), hint)


class NothingYet(NoSuchRevision):
    """A day that ended before anything was committed; `first`: the day of the first commit that git knows, "" where there is none."""

    def __init__(self, day: date, first: str, shallow: bool) -> None:
        begins = text("the first commit is of {first}: --at {first}", first=first) if first else text("inspect save")
        what = text("nothing had been committed by the end of {day}", day=day)
        Trouble.__init__(self, _UNKNOWN_SO_EARLY.about(day=day, first=first) if shallow else what, _UNSHALLOW if shallow else begins)


_UNSHALLOW = text("this is a shallow clone: git fetch --unshallow brings the rest")
_UNKNOWN_SO_EARLY = text("what had been committed by the end of {day} is not known here, where the first commit is of {first}")
_REPLACED = text(
    "a forced push may have replaced it; the server may still have it: git fetch origin {id} (with all 40 digits); "
    "or whoever had it: git push origin {id}:refs/heads/before"
)


def author(folder: Path) -> tuple[str, str]:
    """Name and email of git's user in this folder; empty strings where git does not know."""
    everywhere = ("--global",) if gitdir.refusal(str(folder)) else ()  # what it says of a user, it says without a repository too
    answer = ask(folder, "config", *everywhere, "--get-regexp", r"^user\.(name|email)$", check=False)
    pairs = dict(line.split(" ", 1) for line in answer.splitlines() if " " in line)
    return pairs.get("user.name", ""), pairs.get("user.email", "")


_EVERYTHING = ("log.showRoot=true", "log.diffMerges=separate", "log.showSignature=false")
"""What somebody may have set to see less of a log, set back: a first commit and every side of a merge are looked at."""


def paths_ever_added(folder: Path, *below: str) -> list[str]:
    """Every file that a commit ever brought into the folders `below` (their names are taken as they are, relative to `folder`).

    All branches, remote-tracking branches, tags, the stash and the heads of all worktrees are looked at, with their whole past;
    merges against each parent, for a file may be born in one. Raises GitFailed.
    """
    settings = [word for setting in _EVERYTHING for word in ("-c", setting)]
    which = ("--all", "--full-history", "-m", "--no-renames", "--diff-filter=A")
    shown = ("--format=", "--name-only", "--relative", "-z")
    said = ask(folder, "--literal-pathspecs", *settings, "log", *which, *shown, "--", *below)
    return [path for path in said.split("\0") if path]


def worktrees(folder: Path) -> list[Path]:
    """The folders of all worktrees, this one among them, whether or not they are there at this moment. Raises GitFailed."""
    try:
        lines = answer(folder, "worktree", "list", "--porcelain", "-z").split(b"\0")
    except GitFailed:  # a git before 2.36 knows no -z here; whatever else was wrong, it says again
        lines = answer(folder, "worktree", "list", "--porcelain").split(b"\n")
    return [Path(os.fsdecode(line[9:])) for line in lines if line.startswith(b"worktree ")]


def obstacle(folder: Path) -> GitFailed | None:
    """What keeps git from saying what lies here and what all branches hold; None where nothing does."""
    try:
        for words in (("ls-files", "-t", "--", ROUNDS), ("rev-list", "--all", "--max-count=1")):
            answer(folder, *words)
    except GitFailed as failed:
        return failed
    return None


def is_installed() -> bool:
    """There is a git to be asked."""
    import shutil

    return shutil.which("git") is not None


def must_not_refuse(folder: Path) -> None:
    """Git looks into the repository around this folder. Raises GitRefuses."""
    why = gitdir.refusal(str(folder))
    if why:
        raise GitRefuses(folder, why)


def ask(folder: Path, *words: str, check: bool = True) -> str:
    """What git prints for `words` in the folder. Raises GitFailed, unless `check` is off: then a failure is ""."""
    try:
        return answer(folder, *words).decode("utf-8", "replace")
    except GitFailed:
        if check:
            raise
        return ""


def answer(folder: Path, *words: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """The same as bytes; `given` is what git reads from its standard input, `env` another environment than ours. Raises GitFailed."""
    import subprocess

    if "--global" not in words:
        must_not_refuse(folder)
    try:
        done = subprocess.run(gitdir.command(str(folder), *words), input=given, capture_output=True, env=env or environment(), check=False)
    except FileNotFoundError as error:
        raise GitMissing from error
    except OSError as error:
        raise GitFailed(cause(error)) from error
    if done.returncode:
        raise GitFailed((done.stderr or done.stdout).decode("utf-8", "replace").strip() or f"git {words[0]}: {done.returncode}")
    return done.stdout


def environment() -> dict[str, str]:
    """The same as `gitdir` has it, and the index that a hook is asked about."""
    index = os.environ.get("GIT_INDEX_FILE")
    return gitdir.environment() | ({"GIT_INDEX_FILE": os.path.abspath(index)} if index else {})


def merged_text(base: bytes, ours: bytes, theirs: bytes, labels: tuple[str, str], size: int) -> tuple[bytes, bool] | None:
    """Git's own merge of three texts, line by line, and whether it is without conflict; None where git is missing or will not."""
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("ours", ours), ("base", base), ("theirs", theirs)):
            (Path(folder) / name).write_bytes(content)
        named = ("-L", labels[0], "-L", "base", "-L", labels[1])
        words = [gitdir.GIT, "merge-file", "-p", "-q", f"--marker-size={size}", *named, "ours", "base", "theirs"]
        try:
            done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
        except OSError:
            return None
    return (done.stdout, done.returncode == 0) if 0 <= done.returncode <= 127 else None
