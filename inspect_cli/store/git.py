"""Questions to git that can wait for their answer. What lies where is read in `gitdir`: starting git costs more than that."""

from __future__ import annotations

import os
from pathlib import Path

from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Trouble


class GitFailed(Trouble):
    """Git is missing, or said no."""

    code = "git"
    status = 7

    def __init__(self, why: str) -> None:
        super().__init__(text("git failed: {why}", why=why), text("look at git status; inspect doctor says what it finds"))


class NeedsGit(GitFailed):
    """The question is about git's history, and there is none."""

    code = "no_git"

    def __init__(self, root: Path) -> None:
        Trouble.__init__(
            self,
            text("this command needs git, and {root} is not under git", root=str(root)),
            text("git init, git add ., git commit"),
        )


class NoSuchRevision(GitFailed):
    """Git knows no commit by this name."""

    code = "no_such_revision"

    def __init__(self, name: str, shallow: bool) -> None:
        hint = (
            text("this is a shallow clone: git fetch --unshallow brings the rest")
            if shallow
            else text("git log --oneline shows what there is")
        )
        Trouble.__init__(self, text("git knows no commit {name}", name=name), hint)


def author(folder: Path) -> tuple[str, str]:
    """Name and email of git's user in this folder; empty strings where git does not know."""
    answer = ask(folder, "config", "--get-regexp", r"^user\.(name|email)$", check=False)
    pairs = dict(line.split(" ", 1) for line in answer.splitlines() if " " in line)
    return pairs.get("user.name", ""), pairs.get("user.email", "")


def ask(folder: Path, *words: str, check: bool = True) -> str:
    """What git prints for `words` in the folder. Raises GitFailed, unless `check` is off: then a failure is ""."""
    try:
        return answer(folder, *words).decode("utf-8", "replace")
    except GitFailed:
        if check:
            raise
        return ""


def answer(folder: Path, *words: str, given: bytes = b"") -> bytes:
    """The same as bytes; `given` is what git reads from its standard input. Raises GitFailed."""
    import subprocess

    try:
        done = subprocess.run(["git", *words], cwd=folder, input=given, capture_output=True, env=environment(), check=False)
    except OSError as error:
        raise GitFailed(error.strerror or str(error)) from error
    if done.returncode:
        raise GitFailed(done.stderr.decode("utf-8", "replace").strip() or f"git {words[0]}: {done.returncode}")
    return done.stdout


_REDIRECTS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX"}


def environment() -> dict[str, str]:
    """Our environment without what would point git at another repository. The index that a hook is asked about is kept."""
    kept = {key: value for key, value in os.environ.items() if key not in _REDIRECTS}
    if kept.get("GIT_INDEX_FILE"):
        kept["GIT_INDEX_FILE"] = os.path.abspath(kept["GIT_INDEX_FILE"])
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
