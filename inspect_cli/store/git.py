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


def author(folder: Path) -> tuple[str, str]:
    """Name and email of git's user in this folder; empty strings where git does not know."""
    answer = ask(folder, "config", "--get-regexp", r"^user\.(name|email)$", check=False)
    pairs = dict(line.split(" ", 1) for line in answer.splitlines() if " " in line)
    return pairs.get("user.name", ""), pairs.get("user.email", "")


def ask(folder: Path, *words: str, check: bool = True) -> str:
    """What git prints for `words` in the folder. Raises GitFailed, unless `check` is off: then a failure is ""."""
    import subprocess

    clean = {key: value for key, value in os.environ.items() if key not in {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"}}
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, env=clean, check=False)
    except OSError as error:
        if check:
            raise GitFailed(error.strerror or str(error)) from error
        return ""
    if done.returncode and check:
        raise GitFailed(done.stderr.decode("utf-8", "replace").strip())
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")
