"""Counts what is not saved, from what the index knows already and one or two questions to git."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from inspect_cli.domain.counting.pending import Unsaved, counted, new_entries
from inspect_cli.domain.record.issue import Issue
from inspect_cli.store.addresses import ISSUES, REPORTS, ROUNDS, inside, is_record, issue_place, round_named_by
from inspect_cli.store.files.plain import evened, plain_bytes
from inspect_cli.store.git import gitdir
from inspect_cli.store.git.outlying import outlying
from inspect_cli.store.index.glance import Glance
from inspect_cli.store.loading import Record
from inspect_cli.store.reading import read_issue
from inspect_cli.store.workspace import Workspace

_AT_ONCE = 200
"""So many names fit on a command line, wherever we run."""


def all_that_may_differ(root: str, rounds: Iterable[str]) -> set[str] | None:
    """Without an index: what differs from git's, or lies there and git does not look at it; None where git does not say."""
    dirty, tracked = Glance(root, None).dirty, gitdir.PendingAnswer(root, "ls-files", "-v", "-z", "--", ROUNDS).answer()
    if dirty is None or tracked is None:
        return None
    places = [folder for name in rounds for folder in (inside(name), inside(name, ISSUES), inside(name, REPORTS))]
    here = {os.fsencode(path) for folder in places for path in _files(root, folder)}
    return {*dirty, *map(os.fsdecode, here.difference(line[2:] for line in tracked.split(b"\0") if line[:2] == b"H "))}


def _files(root: str, folder: str) -> list[str]:
    try:
        return [f"{folder}/{name}" for name in os.listdir(f"{root}/{folder}")]
    except OSError:
        return []


def ask(root: str) -> gitdir.PendingAnswer | None:
    """Asks git what is staged; None where there is no git."""
    return gitdir.PendingAnswer(root, *_STAGED, ROUNDS) if gitdir.own_dir(root) else None


def counted_here(root: str, astray: Iterable[str], asked: gitdir.PendingAnswer | None) -> Unsaved | None:
    """What is not saved among the files that differ from git's index, or may, and those that are staged; None where git does not say."""
    said = asked.answer() if asked else None
    if said is None and asked and _is_unborn(root):
        said = gitdir.PendingAnswer(root, "ls-files", "-z", "--", ROUNDS).answer()
    if said is None:  # no git, or git does not answer, which is told elsewhere
        return None
    paths = sorted({*astray, *(os.fsdecode(name) for name in said.split(b"\0") if name)})
    wanted = [path for path in paths if "\n" not in path and (is_record(path) or path.endswith(".baseline.json"))]
    return _compared(root, wanted) if wanted else Unsaved()


def of_record(workspace: Workspace, record: Record) -> Unsaved | None:
    """What is not saved of one record; None where git does not say."""
    root = str(workspace.root)
    found = _compared(root, [record.file]) if gitdir.own_dir(root) else None
    if found and found.entries == len(record.issue.history) > 0:  # a file that is new: it may have had another number
        from inspect_cli.actions.saved import saved_in

        earlier = next(iter(saved_in(workspace).issues(record.issue.uid)), None)
        return counted([(new_entries(record.issue, earlier), found.since)], 0)
    return found


def _compared(root: str, paths: list[str]) -> Unsaved | None:
    held = _held(root, paths)
    if held is None:
        return None
    rounds = {name: outlying(root, name) for path in paths if (name := round_named_by(path))}
    mine = [path for path in paths if not rounds[round_named_by(path) or ""]]  # what git cannot hold it does not lack
    changed = {path: raw for path in mine if (raw := _bytes(f"{root}/{path}")) != held[path] and evened(raw) != evened(held[path])}
    before = {path: _issue(path, held[path]) for path in changed}
    after = {path: _issue(path, raw) for path, raw in changed.items()}
    by_uid = {issue.uid: issue for issue in before.values() if issue}
    moved = {issue.uid for path, issue in after.items() if issue and held[path] is None}
    gone = {path for path, issue in before.items() if issue and changed[path] is None and issue.uid in moved}
    records = {path: issue for path, issue in after.items() if is_record(path) and path not in gone}
    told = [(new_entries(issue, issue and by_uid.get(issue.uid)), _written(f"{root}/{path}")) for path, issue in records.items()]
    return counted(told, sum(not is_record(path) for path in changed))


def _held(root: str, paths: list[str]) -> dict[str, bytes | None] | None:
    """The bytes of files in the newest commit, None where it has none; None for all where git does not say."""
    where = paths if len(paths) <= _AT_ONCE else [ROUNDS]
    listed = gitdir.PendingAnswer(root, "ls-tree", "-r", "-l", "-z", "HEAD", "--", *where).answer()
    if listed is None:
        return dict.fromkeys(paths) if _is_unborn(root) else None
    lines = (line.partition(b"\t") for line in listed.split(b"\0") if line.split(b" ")[1:2] == [b"blob"])
    found = {os.fsdecode(path): head.split()[2:] for head, _, path in lines}
    held: dict[str, bytes | None] = dict.fromkeys(paths)
    wanted = [path for path in paths if path in found]
    for some in (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE)):
        said, at = gitdir.PendingAnswer(root, "show", *(found[path][0].decode() for path in some)).answer(), 0
        if said is None:
            return None
        for path in some:
            size = int(found[path][1])
            held[path] = said[at : at + size]
            at += size
    return held


def _is_unborn(root: str) -> bool:
    """Nothing was committed yet on the branch that is checked out."""
    branch = gitdir.PendingAnswer(root, "symbolic-ref", "-q", "HEAD").answer()
    return bool(branch) and gitdir.PendingAnswer(root, "for-each-ref", "--format=x", os.fsdecode(branch or b"").strip()).answer() == b""


def _bytes(path: str) -> bytes | None:
    try:
        return plain_bytes(Path(path))
    except OSError:
        return None


def _issue(path: str, raw: bytes | None) -> Issue | None:
    return read_issue(raw).record if raw and issue_place(path) else None


def _written(path: str) -> date | None:
    try:
        return datetime.fromtimestamp(os.stat(path).st_mtime).astimezone().date()
    except (OSError, ValueError, OverflowError):
        return None


_STAGED = ("diff-index", "--cached", "--name-only", "-z", "--relative", "--ignore-submodules", "--no-ext-diff", "HEAD", "--")
