"""Files that git holds otherwise than it lays them out: through a filter, as text of other line ends or letters."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir
from inspect_cli.store.git.attributes import names_lfs
from inspect_cli.store.git.batch import ended, started

_LFS = "lfs"
"""Its pointers say what they stand for; nothing is run for them."""


def named(folder: Path, files: Sequence[str]) -> dict[str, str]:
    """The filter that each of these files goes through, by git's attributes as they are now; Git LFS is not named."""
    try:
        found = _asked(folder, files)
    except git.GitFailed:  # no git here: no filter either
        return {}
    return {file: name for file, name in found.items() if name not in ("unspecified", "unset", "set", _LFS)}


def not_in_lfs(folder: Path, files: Sequence[str]) -> list[str]:
    """Those of the files that Git LFS does not hold, by git's attributes as they are now: a pointer there is text that somebody wrote."""
    try:
        found = _asked(folder, files)
    except git.GitFailed:  # an unpacked folder, or one into which git does not look
        return [] if names_lfs(os.path.realpath(folder)) else list(files)
    return [file for file in files if found.get(file) != _LFS]


def never_in_lfs(folder: Path, files: Sequence[str]) -> list[str]:
    """The same of files of an earlier version, which may have had other attributes: whether any version ever named Git LFS."""
    found = not_in_lfs(folder, files)
    words = ("log", "--all", "-1", "--format=%H", "-G", f"filter={_LFS}", "--", ":(top,glob)**/.gitattributes")
    return found if found and not git.ask(folder, *gitdir.STEADY, *words, check=False).strip() else []


def _asked(folder: Path, files: Sequence[str]) -> dict[str, str]:
    """What git's attributes say of the filter of each file. Raises GitFailed."""
    asked = b"".join(os.fsencode(file) + b"\0" for file in files)
    said = git.answer(folder, *gitdir.STEADY, "check-attr", "--stdin", "-z", "filter", given=asked).split(b"\0")
    return {os.fsdecode(file): name.decode("utf-8", "replace") for file, name in zip(said[0::3], said[2::3], strict=False)}


def unknown(folder: Path, files: Sequence[str]) -> dict[str, str]:
    """The files that go through a filter which is not set up in this clone: what they really hold, nobody can tell here."""
    found = named(folder, files)
    said = git.ask(folder, "config", "--name-only", "--get-regexp", r"^filter\..*\.(smudge|process)$", check=False) if found else ""
    known = {line.removeprefix("filter.").rpartition(".")[0] for line in said.splitlines()}
    return {file: name for file, name in found.items() if name not in known}


def laid_out(root: Path, held: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The hash of each blob as git would lay it out at its path; "" where that cannot be told. One git for all of them.

    The filters that run are those which the user has set up, as in every checkout; nothing is fetched.
    """
    above = git.ask(root, "rev-parse", "--show-prefix", check=False).rstrip("\n")
    locked = unknown(root, [path for path, _ in held])
    found = dict.fromkeys((path for path, _ in held), "")
    end = f"{os.urandom(16).hex()} missing\n"  # the size that git names is the one before the filter
    left = [(path, blob) for path, blob in held if path not in locked and "\n" not in path]
    while left:
        child = started(root, "cat-file", "--batch", "--filters")
        while left:
            path, blob = left.pop(0)
            sha256 = _until(child, f"{blob} {above}{path}\n", end)
            if sha256 is None:  # the filter failed, and git with it
                break
            found[path] = sha256
        ended(child)
    return found


def _until(child: subprocess.Popen[bytes], question: str, end: str) -> str | None:
    """The hash of what git answers, up to the end, which is asked for after it; None where git ends before."""
    assert child.stdin and child.stdout
    mark = b"\n" + end.encode()
    try:
        child.stdin.write(os.fsencode(question) + end.split()[0].encode() + b" -\n")
        child.stdin.flush()
    except OSError:
        return None
    if b" blob " not in child.stdout.readline():
        return None
    sha256, kept = hashlib.sha256(), b""
    while not kept.endswith(mark):
        more = child.stdout.read1(1 << 16)  # type: ignore[attr-defined]
        if not more:
            return None
        kept += more
        sha256.update(kept[: -len(mark)])
        kept = kept[-len(mark) :]
    return sha256.hexdigest()
