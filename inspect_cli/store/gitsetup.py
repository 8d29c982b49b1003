"""What git is told about the records: how to merge them, how to show their differences, and the hooks that judge what is committed.

The attributes stand in a file that is committed; the rest is this clone's own, for it names a program on this machine.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from inspect_cli.domain.text import text
from inspect_cli.store import disk, git, gitdir
from inspect_cli.store.sign import Sign
from inspect_cli.store.workspace import Workspace

LINE_ENDS = "rounds/** -text"
"""Git leaves line ends in the records alone, so that hashes of evidence hold in every checkout."""
DRIVER = "rounds/*/issues/*.yaml merge=inspect diff=inspect"
"""Issues are merged and shown by the drivers named so."""
HOOKS = ("pre-commit", "pre-merge-commit")
_SIGNED = "# written by inspect git-setup; inspect git-setup --undo takes it away"


def config() -> dict[str, str]:
    """The settings of this clone. Where the program is missing git merges by itself: its answer is right or loudly in conflict."""
    program = _program()
    own = f"{program} merge-file %O %A %B --path %P --marker-size %L"
    return {
        "merge.inspect.name": "inspect: issue records",
        "merge.inspect.driver": f"{own}; code=$?; test $code -le 1 && exit $code; git merge-file --marker-size=%L %A %O %B",
        "merge.inspect.recursive": "binary",
        "mergetool.inspect.cmd": f'{program} merge-file "$BASE" "$LOCAL" "$REMOTE" --output "$MERGED"',
        "mergetool.inspect.trustExitCode": "true",
        "diff.inspect.xfuncname": "^([a-z_]+:.*)$",
        "diff.inspect.wordRegex": "[A-Za-z0-9_.:+-]+|[^[:space:]]",
        "core.quotePath": "false",
    }


def install(workspace: Workspace) -> list[Sign]:
    """Tells git everything, and says what was done. Raises NeedsGit, GitFailed, CannotWrite."""
    root = workspace.root
    _must_be_under_git(root)
    with workspace.locked():
        write = attributes_write(root, LINE_ENDS, DRIVER)
        if write:
            disk.write_all([write], workspace.journal)
        for name, value in config().items():
            git.answer(root, "config", "--local", name, value)
        for path in (_hook(root, name) for name in HOOKS):
            if _is_ours(path):
                _write_hook(path, workspace)
    return list(state(workspace))


def undo(workspace: Workspace) -> None:
    """Takes everything back, but for the line about line ends, on which hashes rest, and hooks that are not ours."""
    root = workspace.root
    _must_be_under_git(root)
    with workspace.locked():
        path = root / ".gitattributes"
        before = path.read_bytes() if path.exists() else b""
        kept = b"".join(line for line in before.splitlines(keepends=True) if line.strip() != DRIVER.encode())
        if kept != before:
            disk.write_all([disk.Write(path, before, kept)], workspace.journal)
        for section in ("merge.inspect", "mergetool.inspect", "diff.inspect"):
            git.ask(root, "config", "--local", "--remove-section", section, check=False)
        if git.ask(root, "config", "--local", "core.quotePath", check=False).strip() == "false":
            git.answer(root, "config", "--local", "--unset", "core.quotePath")
        for hook in (_hook(root, name) for name in HOOKS):
            if hook.exists() and _is_ours(hook):
                hook.unlink()


def state(workspace: Workspace) -> Iterator[Sign]:
    """What git is told now, each thing with how to mend it."""
    root = workspace.root
    lines = _attributes(root)
    again = text("inspect git-setup")
    yield Sign(LINE_ENDS in lines, text(".gitattributes keeps git from changing line ends in rounds/"), text("inspect init adds the line"))
    yield Sign(DRIVER in lines, text(".gitattributes names the merge driver for issues"), again)
    said = git.ask(root, "config", "--local", "--list", "-z", check=False)
    known = dict(one.partition("\n")[::2] for one in said.split("\0") if one)
    there = all(known.get(_as_listed(name)) == value for name, value in config().items())
    yield Sign(there, text("this clone knows the merge driver, the mergetool and the readable diff"), again)
    for path in (_hook(root, name) for name in HOOKS):
        if _is_ours(path):
            yield Sign(path.exists(), text("the hook {name} judges what is committed", name=path.name), again)
        else:
            yield Sign(
                _calls_us(path),
                text("the hook {name} is your own and calls inspect check --staged", name=path.name),
                text("add this line to {path}: {line}", path=str(path), line=f"{_program()} check --staged || exit 1"),
            )


def attributes_write(root: Path, *wanted: str) -> disk.Write | None:
    """The write that adds the lines that .gitattributes lacks; None where it lacks none."""
    path = root / ".gitattributes"
    before = disk.read_bytes(path) if path.exists() else None
    missing = [line for line in wanted if line not in _attributes(root)]
    if not missing:
        return None
    content = before or b""
    gap = b"\n" if content and not content.endswith(b"\n") else b""
    return disk.Write(path, before, content + gap + "".join(f"{line}\n" for line in missing).encode())


def _attributes(root: Path) -> list[str]:
    try:
        return [line.strip() for line in (root / ".gitattributes").read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return []


def _as_listed(name: str) -> str:
    """As git lists it: section and key in lower case."""
    section, _, rest = name.partition(".")
    middle, _, key = rest.rpartition(".")
    return ".".join(part for part in (section.lower(), middle, key.lower()) if part)


def _must_be_under_git(root: Path) -> None:
    if gitdir.own_dir(str(root)) is None:
        raise git.NeedsGit(root)


def _program() -> str:
    """This very program, as a shell runs it from any folder."""
    return f"{_quoted(sys.executable)} -m inspect_cli"


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "/").replace("'", "'\\''") + "'"


def _hook(root: Path, name: str) -> Path:
    """Where git looks for the hook, wherever the user has told it to."""
    return Path(os.path.normpath(root / git.ask(root, "rev-parse", "--git-path", f"hooks/{name}").strip()))


def _is_ours(path: Path) -> bool:
    """Nothing is there, or what we wrote."""
    try:
        return _SIGNED in path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _calls_us(path: Path) -> bool:
    try:
        return "check --staged" in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _write_hook(path: Path, workspace: Workspace) -> None:
    """A shell script that refuses the commit also where it cannot judge: a check that was skipped must not look passed."""
    top = gitdir.work_tree(str(workspace.root)) or str(workspace.root)
    root = _quoted(os.path.relpath(workspace.root, top).replace(os.sep, "/"))
    python = _quoted(sys.executable)
    script = "\n".join(
        [
            "#!/bin/sh",
            _SIGNED,
            f"if [ -x {python} ]; then exec {_program()} check --staged --root {root}; fi",
            f"if command -v inspect-cli >/dev/null; then exec inspect-cli check --staged --root {root}; fi",
            "echo 'inspect is not installed any more, so the records were not checked: run inspect git-setup again' >&2",
            "exit 1",
            "",
        ]
    )
    content = script.encode()
    before = path.read_bytes() if path.exists() else None
    if before != content:
        disk.write_all([disk.Write(path, before, content)], workspace.journal)
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
