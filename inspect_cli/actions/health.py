"""What `inspect doctor` looks at: git, line ends, schemas, lock, leftovers of crashes, and whose `inspect` runs."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from inspect_cli.actions import gitsetup
from inspect_cli.actions.archive import Archive
from inspect_cli.domain.absence import laid_out
from inspect_cli.domain.text import NOTHING, pasted, text
from inspect_cli.store.addresses import ROUNDS, is_record
from inspect_cli.store.files import disk, drafts
from inspect_cli.store.files.journal import TEMPORARY
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir
from inspect_cli.store.git.sparse import one_folder
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.sign import Sign, trouble
from inspect_cli.views.unsaved import SAVE, said


def signs(workspace: Workspace, schemas: Mapping[str, str], today: date) -> list[Sign]:
    """Everything looked at, in the order of importance; `schemas` are the files as they should be."""
    return [
        Sign(True, text("Python {version} on {system}", version=platform.python_version(), system=platform.system())),
        *_git(workspace, today),
        *_schemas(workspace, schemas),
        *_lock(workspace),
        *_leftovers(workspace),
        *_command(),
    ]


def _git(workspace: Workspace, today: date) -> Iterator[Sign]:
    """Git, and what it was told; where it does not answer, why, and nothing else of it."""
    root = workspace.root
    if gitdir.work_tree(str(root)) is None and git.is_installed():
        yield trouble(text("{root} is not under git", root=str(root)), text("git init, inspect git-setup, then inspect save"))
        return
    obstacle = git.obstacle(root) if git.is_installed() else git.GitMissing()
    if obstacle:
        yield trouble(obstacle.what, obstacle.hint if isinstance(obstacle, git.GitMissing | git.GitRefuses) else NO_NUMBER)
        return
    yield Sign(True, text("{version}", version=git.ask(root, "--version", check=False).strip()))
    name, mail = git.author(root)
    yield Sign(bool(name), text("git's user is {name}", name=name or "—"), NOTHING if name else text("git config user.name NAME"))
    yield Sign(bool(mail), text("git knows a mail address of its user"), NOTHING if mail else text("git config user.email MAIL"))
    yield from _unsaved(workspace, today)
    if gitdir.shallow(str(root)):
        yield trouble(text("this clone has no past: a number that was deleted may be given out again"), text("git fetch --unshallow"))
    if workspace.left_out:
        records = sum(map(is_record, workspace.left_out))
        said = text(
            "in git, and not checked out here: {records} {records:record|records}, {others} other {others:file|files}",
            records=records,
            others=len(workspace.left_out) - records,
        )
        yield trouble(said, laid_out(one_folder(workspace.left_out, workspace.left_out)))
    yield from gitsetup.state(workspace)


def _unsaved(workspace: Workspace, today: date) -> Iterator[Sign]:
    """Nothing was left unsaved for long; nothing is said where git does not say."""
    found = Archive(workspace, indexed=False).unsaved()
    if found and found.is_old(today):
        yield trouble(said(found, today), SAVE)
    elif found:
        yield Sign(True, said(found, today) if found.changes else text("everything is saved"))


NO_NUMBER = text("no number is given out until it works again")
"""What follows where git fails and nobody here knows the remedy."""


def _schemas(workspace: Workspace, schemas: Mapping[str, str]) -> Iterator[Sign]:
    for name, content in schemas.items():
        path = workspace.root / "schemas" / name
        well = path.is_file() and disk.read_bytes(path) == content.encode()
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
    if workspace.journal.exists():
        yield trouble(text("a write of several files was broken off"), text("the next command that writes finishes it"))
    else:
        yield Sign(True, text("no write was broken off"))
    for odd in workspace.journal.odd():
        yield trouble(
            text("a note of an unfinished write does not fit what lies here, and was not carried out: {file}", file=str(odd)),
            text("look into it, then delete it"),
        )
    strays = sorted(path for path in (workspace.root / ROUNDS).rglob(f".*{TEMPORARY}"))
    for stray in strays:
        yield trouble(text("left over from a crash: {file}", file=workspace.relative(stray)), text("look into it, then delete it"))
    for draft in drafts.left_over(workspace):
        yield trouble(
            text("a text that was typed and not taken: {file}", file=str(draft)),
            text("inspect edit {name} --from {file}, or delete it", name=drafts.meant_by(draft), file=pasted(str(draft))),
        )


def _command() -> Iterator[Sign]:
    """Another package, inspect-ai, also brings a command named inspect."""
    try:
        distribution("inspect-ai")
    except PackageNotFoundError:
        yield Sign(True, text("the command inspect is this program ({path})", path=_place()))
        return
    yield trouble(
        text("the package inspect-ai is installed too and brings a command of the same name"),
        text("use inspect-cli, or python -m inspect_cli"),
    )


def _place() -> str:
    return shutil.which("inspect") or str(Path(sys.argv[0]))
