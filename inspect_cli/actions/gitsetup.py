"""What git is told about the records: how to merge them, how to show their differences, and the hooks that judge what is committed.

The attributes stand in a file that is committed; the rest is this clone's own, for it names a program on this machine.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from inspect_cli.domain.text import text
from inspect_cli.store.addresses import ROUNDS
from inspect_cli.store.files import disk
from inspect_cli.store.files.journal import TEMPORARY
from inspect_cli.store.files.plain import plain_bytes
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.sign import Sign

LINE_ENDS = "rounds/** -text"
"""Git leaves line ends in the records alone, so that hashes of evidence hold in every checkout."""
DRIVER = "rounds/*/issues/*.yaml merge=inspect diff=inspect"
"""Issues are merged and shown by the drivers named so."""
LEFT_OVER = f".*{TEMPORARY}"
"""What a write that was broken off leaves behind is in no commit."""
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
    }


_PREFERRED = {"core.quotePath": "false", "pull.rebase": "false"}
"""Set where nobody has chosen: names are shown as they are written; branches are joined, for a rebase puts entries into the past."""


def install(workspace: Workspace) -> list[Sign]:
    """Tells git everything, and says what was done. Raises NeedsGit, GitFailed, CannotWrite."""
    root = workspace.root
    _must_be_under_git(root)
    with workspace.locked():
        for write in (attributes_write(root, LINE_ENDS, DRIVER), ignoring_write(root)):
            if write:
                disk.write_all([write], workspace.journal)
        known = _settings(root)
        chosen = {name: value for name, value in _PREFERRED.items() if _as_listed(name) not in known}
        for name, value in {**config(), **chosen}.items():
            git.answer(root, "config", "--local", name, value)
        for path in (_hook(root, name) for name in HOOKS):
            if _is_ours(path, root):
                _write_hook(path, workspace, {*_roots(path), _own(root)})
    return list(state(workspace))


def undo(workspace: Workspace) -> None:
    """Takes everything back, but for the lines about line ends, on which hashes rest, and about leftovers, and hooks that are not ours."""
    root = workspace.root
    _must_be_under_git(root)
    with workspace.locked():
        path = root / ".gitattributes"
        before = disk.read_bytes(path) if path.exists() else b""
        kept = b"".join(line for line in before.splitlines(keepends=True) if line.strip() != DRIVER.encode())
        if kept != before:
            disk.write_all([disk.Write(path, before, kept)], workspace.journal)
        for section in ("merge.inspect", "mergetool.inspect", "diff.inspect"):
            git.ask(root, "config", "--local", "--remove-section", section, check=False)
        known = _settings(root)
        for name in (name for name, value in _PREFERRED.items() if known.get(_as_listed(name)) == value):
            git.answer(root, "config", "--local", "--unset-all", name)
        for hook in (path for path in (_hook(root, name) for name in HOOKS) if path.exists() and _is_ours(path, root)):
            others = _roots(hook) - {_own(root)}
            if others:
                _write_hook(hook, workspace, others)
            else:
                hook.unlink()


def state(workspace: Workspace) -> Iterator[Sign]:
    """What git is told now, each thing with how to mend it."""
    root = workspace.root
    lines = _lines(root / ".gitattributes")
    again = text("inspect git-setup")
    yield Sign(LINE_ENDS in lines, text(".gitattributes keeps git from changing line ends in rounds/"), text("inspect init adds the line"))
    yield Sign(DRIVER in lines, text(".gitattributes names the merge driver for issues"), again)
    yield Sign(_is_ignored(root), text("git passes over what a broken-off write leaves behind in rounds/"), again)
    known = _settings(root)
    there = all(known.get(_as_listed(name)) == value for name, value in config().items())
    yield Sign(there, text("this clone knows the merge driver, the mergetool and the readable diff"), again)
    for path in (_hook(root, name) for name in HOOKS):
        if _is_ours(path, root):
            yield Sign(_own(root) in _roots(path), text("the hook {name} judges what is committed", name=path.name), again)
        elif not _is_in_the_repository(path, root):
            yield Sign(
                _calls_us(path),
                text("the hook {name} lies in a folder that other repositories share: {folder}", name=path.name, folder=str(path.parent)),
                text("git config --local core.hooksPath .git/hooks, then inspect git-setup again"),
            )
        else:
            yield Sign(
                _calls_us(path),
                text("the hook {name} is your own and calls inspect check --staged", name=path.name),
                text("add this line to {path}: {line}", path=str(path), line=f"{_program()} check --staged || exit 1"),
            )


def is_to_be_committed(workspace: Workspace) -> bool:
    """The attributes are not yet as the newest commit has them."""
    return bool(git.ask(workspace.root, "status", "--porcelain", "--", ".gitattributes").strip())


def attributes_write(root: Path, *wanted: str) -> disk.Write | None:
    """The write that adds the lines that .gitattributes lacks; None where it lacks none."""
    return _write_of(root / ".gitattributes", wanted)


def ignoring_write(root: Path) -> disk.Write | None:
    """The write after which git passes over what a broken-off write left among the records; None where it does already."""
    return None if _is_ignored(root) else _write_of(root / ROUNDS / ".gitignore", [LEFT_OVER])


def _is_ignored(root: Path) -> bool:
    return any(LEFT_OVER in _lines(folder / ".gitignore") for folder in (root / ROUNDS, root))


def _write_of(path: Path, wanted: Sequence[str]) -> disk.Write | None:
    """The write that adds the lines that the file lacks."""
    before = disk.read_bytes(path) if path.exists() else None
    missing = [line for line in wanted if line not in _lines(path)]
    if not missing:
        return None
    content = before or b""
    gap = b"\n" if content and not content.endswith(b"\n") else b""
    return disk.Write(path, before, content + gap + "".join(f"{line}\n" for line in missing).encode())


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in _text(path).splitlines()]


def _as_listed(name: str) -> str:
    """As git lists it: section and key in lower case."""
    section, _, rest = name.partition(".")
    middle, _, key = rest.rpartition(".")
    return ".".join(part for part in (section.lower(), middle, key.lower()) if part)


def _must_be_under_git(root: Path) -> None:
    if gitdir.work_tree(str(root)) is None:
        raise git.NeedsGit(root)


def _program() -> str:
    """This very program, as a shell runs it from any folder."""
    return f"{_quoted(_python())} -m inspect_cli"


def _python() -> str:
    """The interpreter, with the slashes that a shell takes."""
    return sys.executable.replace("\\", "/")


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def _hook(root: Path, name: str) -> Path:
    """Where git looks for the hook, wherever the user has told it to."""
    return Path(os.path.normpath(root / git.ask(root, "rev-parse", "--git-path", f"hooks/{name}").strip()))


def _settings(root: Path) -> dict[str, str]:
    """What this clone's own configuration says, by the names as git lists them."""
    said = git.ask(root, "config", "--local", "--list", "-z", check=False)
    return dict(one.partition("\n")[::2] for one in said.split("\0") if one)


def _is_ours(path: Path, root: Path) -> bool:
    """Nothing is there, or what we wrote, and no other repository goes by it."""
    return _is_in_the_repository(path, root) and not path.is_symlink() and (not path.exists() or _SIGNED in _text(path))


def _is_in_the_repository(path: Path, root: Path) -> bool:
    """The folder of hooks belongs to this repository alone."""
    places = (gitdir.common_dir(str(root)), gitdir.work_tree(str(root)))
    return any(place and path.parent.resolve().is_relative_to(Path(place).resolve()) for place in places)


def _text(path: Path) -> str:
    try:
        return plain_bytes(path).decode("utf-8", "replace")
    except OSError:
        return ""


def _calls_us(path: Path) -> bool:
    return any("check --staged" in line and not line.lstrip().startswith("#") for line in _text(path).splitlines())


def _own(root: Path) -> str:
    """The folder of the records as seen from the top of the work tree, where git runs its hooks."""
    top = gitdir.work_tree(str(root)) or str(root)
    return os.path.relpath(root, top).replace(os.sep, "/")


def _roots(hook: Path) -> set[str]:
    """The folders that a hook of ours judges; one repository may hold several."""
    return {_unquoted(line.removeprefix("judge ")) for line in _text(hook).splitlines() if line.startswith("judge ")}


def _unquoted(word: str) -> str:
    return word.strip()[1:-1].replace("'\\''", "'")


def _write_hook(path: Path, workspace: Workspace, roots: set[str]) -> None:
    """A shell script that refuses the commit also where it cannot judge: a check that was skipped must not look passed."""
    python = _quoted(_python())
    script = "\n".join(
        [
            "#!/bin/sh",
            _SIGNED,
            "refused() { echo '没有提交。 Nothing was committed.' >&2; exit $1; }",
            "judge() {",
            f'  if [ -x {python} ]; then {_program()} check --staged --root "$1" || refused $?',
            '  elif command -v inspect-cli >/dev/null; then inspect-cli check --staged --root "$1" || refused $?',
            "  else",
            "    echo 'inspect is not installed any more, so the records were not checked: run inspect git-setup again' >&2",
            "    exit 1",
            "  fi",
            "}",
            *(f"judge {_quoted(root)}" for root in sorted(roots)),
            "",
        ]
    )
    content = script.encode()
    before = disk.read_bytes(path) if path.exists() else None
    if before != content:
        disk.make_folder(path.parent)
        disk.write_all([disk.Write(path, before, content)], workspace.journal)
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
