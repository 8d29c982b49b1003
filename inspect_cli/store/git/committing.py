"""What changes a repository: whoever asks for it is the one who acts, with the settings, names and keys of this environment."""

from __future__ import annotations

import os
from pathlib import Path

from inspect_cli.store.files.causes import cause
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir

JUDGED = "INSPECT_JUDGED"
"""Tells our hook which tree, of which records, was judged just before the commit was begun."""
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX")
"""What points git at another repository than the one that we found."""


def done(folder: Path, *words: str, given: bytes = b"", index: Path | None = None, judged: str = "") -> bytes:
    """What git prints while it does something in the folder, by this index where one is named; `judged`: see JUDGED. Raises GitFailed."""
    import subprocess

    git.must_not_refuse(folder)
    kept = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    env = {**kept, "LC_ALL": "C", **({"GIT_INDEX_FILE": str(index)} if index else {}), JUDGED: judged}
    try:
        ended = subprocess.run(gitdir.command(str(folder), *words), input=given, capture_output=True, env=env, check=False)
    except FileNotFoundError as error:
        raise git.GitMissing from error
    except OSError as error:
        raise git.GitFailed(cause(error)) from error
    if ended.returncode:
        raise git.GitFailed((ended.stderr or ended.stdout).decode("utf-8", "replace").strip() or f"git {words[0]}: {ended.returncode}")
    return ended.stdout


def branch(folder: Path) -> str:
    """The branch that is checked out, by its short name; "" where none is."""
    return git.ask(folder, "symbolic-ref", "-q", "--short", "HEAD", check=False).strip()


def is_moving(folder: Path) -> bool:
    """Git is in the middle of something other than a merge, which somebody began by hand."""
    own = gitdir.own_dir(str(folder))
    return any(os.path.lexists(f"{own}/{name}") for name in ("rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD"))


def unmerged(folder: Path) -> list[str]:
    """The files that a merge has left undecided, from the folder."""
    said = git.answer(folder, "ls-files", "-u", "-z", "--full-name", ":/").split(b"\0")
    return list(dict.fromkeys(os.fsdecode(line.partition(b"\t")[2]) for line in said if line))
