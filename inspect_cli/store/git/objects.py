"""Objects that git ought to have: which one is lost, and where it stood. What git has lost is never taken for what never was."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from pathlib import Path

from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir


class LostObject(git.GitFailed):
    """A commit names an object that this clone has lost, cannot read, or has never fetched."""

    code = "lost_object"

    def __init__(self, root: Path, wanted: str, why: str | Text = "") -> None:
        path, commit = _place(root, wanted)
        if path:
            what = text("git lacks the object {object} ({path} at {commit})", object=wanted[:12], path=path, commit=commit)
        else:
            what = text("git lacks the object {object}", object=wanted[:12])
        partial = git.ask(root, "config", "--get-regexp", r"^remote\..*\.promisor$", check=False)
        hint = (
            text("this is a partial clone, and its remote did not give it: git fetch --refetch, where the remote can be reached")
            if partial
            else text("git fsck says what is lost; git fetch --refetch, or an undamaged clone, brings it back")
        )
        Trouble.__init__(self, text("{what}: {why}", what=what, why=why) if why else what, hint)
        self.why = self.what


def is_what_its_name_says(wanted: str, content: bytes) -> bool:
    """The bytes are those that this blob's id was made from: git does not look when it only prints them."""
    make = hashlib.sha256 if len(wanted) == 64 else hashlib.sha1
    return make(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == wanted


def named_in(root: Path, wanted: Collection[str], failed: git.GitFailed) -> git.GitFailed:
    """What git said when it broke off, with the place of the object where its words name one that was asked for."""
    known = set(wanted)
    named = next((word for word in re.findall(r"\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b", str(failed.why)) if word in known), None)
    last = [line for line in str(failed.why).splitlines() if line.startswith("fatal: ")][-1:]
    return LostObject(root, named, last[0].removeprefix("fatal: ") if last else failed.why) if named else failed


def _place(root: Path, wanted: str) -> tuple[str, str]:
    """The path that the object had, and the commit that brought it; empty where git cannot tell."""
    words = ("--all", "-m", "--root", "--no-renames", "--raw", "--no-abbrev", "--relative", "-z", "--format=%h", "--", ROUNDS)
    # --find-object would have a partial clone fetch what cannot be had
    said = git.ask(root, *gitdir.STEADY, "-c", "log.showSignature=false", "log", *words, check=False)
    commit = ""
    tokens = iter(said.split("\0"))
    for token in tokens:
        head = token.lstrip("\n")
        if not head.startswith(":"):
            commit = head[:10] or commit
        elif head.split(" ")[3] == wanted:
            return next(tokens, ""), commit
        else:
            next(tokens, "")
    staged = git.ask(root, "ls-files", "-s", "-z", check=False).split("\0")
    return next(((line.partition("\t")[2], "INDEX") for line in staged if wanted in line), ("", ""))
