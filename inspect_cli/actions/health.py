"""What `inspect doctor` looks at: git, line ends, schemas, lock, leftovers of crashes, and whose `inspect` runs."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from inspect_cli.actions import gitsetup
from inspect_cli.domain.text import NOTHING, text
from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.files import drafts
from inspect_cli.store.files.disk import ODD, TEMPORARY
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.sign import Sign


def signs(workspace: Workspace, schemas: Mapping[str, str]) -> list[Sign]:
    """Everything looked at, in the order of importance; `schemas` are the files as they should be."""
    return [
        Sign(True, text("Python {version} on {system}", version=platform.python_version(), system=platform.system())),
        *_git(workspace),
        *_told_to_git(workspace),
        *_schemas(workspace, schemas),
        *_lock(workspace),
        *_leftovers(workspace),
        *_command(),
    ]


def _git(workspace: Workspace) -> Iterator[Sign]:
    version = git.ask(workspace.root, "--version", check=False).strip() if shutil.which("git") else ""
    if not version:
        yield Sign(False, text("git is not installed"), text("install git: it keeps the history of the records"))
    elif gitdir.work_tree(str(workspace.root)) is None:
        yield Sign(False, text("{root} is not under git", root=str(workspace.root)), text("git init, git add ., git commit"))
    else:
        yield Sign(True, text("{version}", version=version))
        name, _ = git.author(workspace.root)
        yield Sign(bool(name), text("git's user is {name}", name=name or "—"), NOTHING if name else text("git config user.name NAME"))
        why = git.trouble(workspace.root)
        if why:
            yield Sign(False, text("git failed: {why}", why=why), text("no number is given out until it works again"))
        if git.is_shallow(workspace.root):
            yield Sign(
                False, text("this clone has no past: a number that was deleted may be given out again"), text("git fetch --unshallow")
            )


def _told_to_git(workspace: Workspace) -> Iterator[Sign]:
    if gitdir.own_dir(str(workspace.root)) is not None:
        yield from gitsetup.state(workspace)


def _schemas(workspace: Workspace, schemas: Mapping[str, str]) -> Iterator[Sign]:
    for name, content in schemas.items():
        path = workspace.root / "schemas" / name
        well = path.is_file() and path.read_text(encoding="utf-8", errors="replace") == content
        yield Sign(well, text("schemas/{name} is that of this version", name=name), NOTHING if well else text("inspect schema --write"))


def _lock(workspace: Workspace) -> Iterator[Sign]:
    folder = workspace.state_dir
    there = next(place for place in (folder, *folder.parents) if place.exists())
    well = os.access(there, os.W_OK)
    yield Sign(
        well,
        text("the folder for the lock can be written: {folder}", folder=str(folder)),
        NOTHING if well else text("ask for the right to write there"),
    )


def _leftovers(workspace: Workspace) -> Iterator[Sign]:
    journal = workspace.journal.exists()
    yield Sign(
        not journal,
        text("no write was broken off") if not journal else text("a write of several files was broken off"),
        text("the next command that writes finishes it") if journal else NOTHING,
    )
    odd = workspace.journal.with_suffix(ODD)
    if odd.exists():
        yield Sign(
            False, text("a note of an unfinished write was not understood: {file}", file=str(odd)), text("look into it, then delete it")
        )
    strays = sorted(path for path in (workspace.root / ROUNDS).rglob(f".*{TEMPORARY}"))
    for stray in strays:
        yield Sign(False, text("left over from a crash: {file}", file=workspace.relative(stray)), text("look into it, then delete it"))
    for draft in drafts.left_over(workspace):
        yield Sign(
            False,
            text("a text that was typed and not taken: {file}", file=str(draft)),
            text("inspect edit ID --from {file}, or delete it", file=str(draft)),
        )


def _command() -> Iterator[Sign]:
    """Another package, inspect-ai, also brings a command named inspect."""
    try:
        distribution("inspect-ai")
    except PackageNotFoundError:
        yield Sign(True, text("the command inspect is this program ({path})", path=_place()))
        return
    yield Sign(
        False,
        text("the package inspect-ai is installed too and brings a command of the same name"),
        text("use inspect-cli, or python -m inspect_cli"),
    )


def _place() -> str:
    return shutil.which("inspect") or str(Path(sys.argv[0]))
