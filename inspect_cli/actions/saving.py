"""`inspect save`: what was done to the records becomes a commit, judged as the hook judges it; nothing else is committed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspect_cli.actions.checking import CheckScope, checked_since
from inspect_cli.domain.counting.pending import new_entries
from inspect_cli.domain.finding import Finding, worst_exit
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.domain.words import Did
from inspect_cli.store.addresses import is_record, is_round_file, issue_place, round_named_by
from inspect_cli.store.files.plain import plain_bytes
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import committing, gitdir
from inspect_cli.store.git.committing import NotNow
from inspect_cli.store.git.staging import asked_of, gathered, indexes
from inspect_cli.store.git.versions import INDEX, Repository
from inspect_cli.store.reading import read_issue
from inspect_cli.store.workspace import Workspace

_SHOWN = 6


@dataclass(frozen=True)
class SaveResult:
    """What was saved; `commit` is "" where nothing was, or would be. `findings` say why it may not be; `waits`: it can be sent."""

    commit: str = ""
    message: Text | None = None
    records: int = 0
    entries: int = 0
    findings: tuple[Finding, ...] = ()
    waits: bool = False


class NobodyNamed(Trouble):
    """Git does not know who saves, and nobody says so."""

    code = "nobody_named"
    status = 4

    def __init__(self) -> None:
        super().__init__(text("nobody is named as the one who saves, and git knows no name here"), text("inspect save --by NAME"))


@dataclass(frozen=True)
class Pen:
    """Who writes the message, and how: its words in the language of the run, a note below them, and name and mail where git has none."""

    worded: Callable[[Text], str]
    name: Callable[[Path], tuple[str, str]]
    note: str = ""


def save(workspace: Workspace, pen: Pen, present: date, dry_run: bool = False) -> SaveResult:
    """Commits the records, or says what stands against it. Raises NeedsGit, NotNow, NobodyNamed, GitFailed, LockHeld."""
    root = workspace.root
    repository = Repository(root)
    with workspace.locked():
        if committing.is_moving(root) or not committing.branch(root):
            raise NotNow(text("git is in the middle of something else, or on no branch"), text("end in git what was begun there first"))
        merging = repository.merging()
        _must_be_decided(workspace)
        with indexes(root, workspace.state_dir) as index:
            changed = gathered(root, index.whole)
            index.part_from(root, not merging)
            tree = committing.done(root, "write-tree", index=index.part).decode().strip()
            with asked_of(index.part):
                if not merging and tree == git.ask(root, "rev-parse", f"{repository.head()}^{{tree}}").strip():
                    return SaveResult()
                found = told(repository)
                judged = checked_since(workspace, CheckScope(frozenset(), frozenset()), None, staged=True, present=present)
            if worst_exit(judged.findings) or dry_run:
                bad = tuple(judged.findings) if worst_exit(judged.findings) else ()
                return SaveResult("", found.message, found.records, found.entries, bad)
            name_here(root, pen)
            body = f"\n\n{pen.note.strip()}" if pen.note.strip() else ""
            said = f"{pen.worded(found.message or text('merged'))}{body}\n".encode()
            with index.shown_to_git(changed):
                committing.done(root, *committing.COMMIT, given=said, index=index.part, judged=f"{tree} {root}")
    return replace(found, commit=repository.head(), waits=bool(git.ask(root, "remote", check=False).strip()))


# -- a merge that is being finished ------------------------------------------------------------------------------------

_MARKER = re.compile(rb"^(<{7,}|>{7,})( |$)", re.MULTILINE)


def has_markers(path: Path) -> bool:
    """Both sides still stand in the file, between the markers of a merge."""
    try:
        return bool(_MARKER.search(plain_bytes(path)))
    except FileNotFoundError:
        return False


def _must_be_decided(workspace: Workspace) -> None:
    """No file of a merge still waits for somebody to decide. Raises NotNow with the names of those that do."""
    top = Path(gitdir.work_tree(str(workspace.root)) or workspace.root)
    left = []
    for name in filter(lambda one: has_markers(top / one), committing.unmerged(workspace.root)):
        place = issue_place(workspace.relative(top / name)) if (top / name).is_relative_to(workspace.root) else None
        left.append("/".join(place) if place else name)
    if left:
        raise NotNow(
            text("a merge waits for a decision: {names}", names=left),
            text("keep what holds between the markers, then inspect save; or go back to what was saved: inspect sync --back"),
        )


# -- what it says ------------------------------------------------------------------------------------------------------


def told(repository: Repository) -> SaveResult:
    """What is new in the index against HEAD, in the words of the field; of a merge only how much it joins, for others did that."""
    touched = repository.touched_here(repository.head(), INDEX)
    raws = repository.blobs(key for one in touched if is_record(one.path) for key in (one.before, one.after) if key)
    issues = [(_issue(raws, one.before), _issue(raws, one.after)) for one in touched if issue_place(one.path)]
    before = {issue.uid: issue for issue, _ in issues if issue}
    fresh = [(issue, new_entries(issue, before.get(issue.uid))) for _, issue in issues if issue]
    kinds = Counter(_kind(issue, [entry.did for entry in entries], issue.uid in before) for issue, entries in fresh)
    said = [text("{did} {count}", did=kind, count=count) for kind, count in kinds.items() if isinstance(kind, Did)]
    said += [text("{count} dealt with", count=kinds[""])] if kinds[""] else []
    said = [text("{did} {count}", did=Did.MERGE, count=len(fresh))] if fresh and repository.merging() else said
    ids = [issue.id for issue, _ in fresh]
    rounds = [round_named_by(one.path) for one in touched if is_round_file(one.path)]
    if said:
        shown = [*ids[:_SHOWN], *(["…"] if len(ids) > _SHOWN else [])]
        message = text("{what}: {ids}", what=said, ids=shown)
    else:
        message = text("rounds: {rounds}", rounds=rounds) if rounds else text("papers and settings")
    return SaveResult("", message, len(fresh) + len(rounds), sum(len(entries) for _, entries in fresh))


def _kind(issue: Issue, acts: list[Did], known: bool) -> Did | str:
    """What was done to an issue, in one word: it is new, or its last move, or a correction, or "" for whatever else."""
    if not known and Did.REGISTER in acts:
        return Did.REGISTER
    return next((did for did in reversed(acts) if did in _MOVES), Did.CORRECT if Did.CORRECT in acts else "")


_MOVES = (Did.START, Did.NEARLY, Did.FINISH, Did.RETURN, Did.CLOSE, Did.REOPEN, Did.CARRY, Did.VOID)


def _issue(raws: dict[str, bytes], key: str) -> Issue | None:
    return read_issue(raws[key]).record if key else None


# -- whose name it bears -----------------------------------------------------------------------------------------------


def name_here(root: Path, pen: Pen) -> None:
    """Git knows name and mail here from now on, as it was told or as the pen says. Raises NobodyNamed."""
    name, mail = git.author(root)
    if name and mail:
        return
    asked, post = pen.name(root) if not name else (name, "")
    for key, value in (("user.name", asked if not name else ""), ("user.email", "" if mail else post or local_mail(asked))):
        if value:
            git.answer(root, "config", "--local", key, value)


def local_mail(name: str) -> str:
    """An address for whoever has none: of this machine alone, and of this name."""
    plain = re.sub(r"[^a-z0-9]+", ".", name.lower()).strip(".") if name.isascii() else ""
    return f"{plain or hashlib.sha256(name.encode()).hexdigest()[:10]}@localhost"
