"""`inspect save`: what was done to the records becomes a commit, judged as the hook judges it; nothing else is committed.

It is put together in an index of its own. Git's index learns of it just before the commit, and forgets it where the commit fails.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspect_cli.actions.checking import CheckScope, checked_since
from inspect_cli.domain.counting.pending import new_entries
from inspect_cli.domain.finding import Finding, worst_exit
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.domain.words import Did
from inspect_cli.store.addresses import ROUNDS, is_lock_name, is_record, is_round_file, issue_place, round_named_by
from inspect_cli.store.files.journal import TEMPORARY
from inspect_cli.store.files.plain import plain_bytes
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import committing, gitdir
from inspect_cli.store.git.versions import INDEX, Repository
from inspect_cli.store.reading import read_issue
from inspect_cli.store.workspace import Workspace

OURS = (ROUNDS, "schemas", ".gitattributes")
"""What is saved, and nothing else."""
_JUNK = {"Thumbs.db", "desktop.ini", ".DS_Store"}
_SHOWN = 6


@dataclass(frozen=True)
class SaveResult:
    """What was saved; `commit` is "" where nothing was, or would be. `findings` say why it may not be."""

    commit: str = ""
    message: Text | None = None
    records: int = 0
    entries: int = 0
    findings: tuple[Finding, ...] = ()


class NobodyNamed(Trouble):
    """Git does not know who saves, and nobody says so."""

    code = "nobody_named"
    status = 4

    def __init__(self) -> None:
        super().__init__(text("nobody is named as the one who saves, and git knows no name here"), text("inspect save --by NAME"))


class NotNow(git.GitFailed):
    """The repository is in a state in which nothing of ours is saved."""

    code = "not_now"

    def __init__(self, what: Text, hint: Text) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


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
        with _index(workspace) as index:
            changed = _gathered(root, index.whole)
            index.part_from(root, not merging)
            tree = git_of(index.part, root, "write-tree")
            with asked_of(index.part):
                if not merging and tree == _tree_of(root, repository.head()):
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
                committing.done(root, "commit", "-q", "-F", "-", given=said, index=index.part, judged=f"{tree} {root}")
    return SaveResult(repository.head(), found.message, found.records, found.entries)


# -- what goes in ------------------------------------------------------------------------------------------------------


class _Indexes:
    """Two copies of git's index: `whole` with our files as they lie here, `part` with nothing of anybody else's that is only staged."""

    def __init__(self, real: Path, folder: Path) -> None:
        self._real = real
        self.whole, self.part = folder / "whole.index", folder / "part.index"
        self.before = real.read_bytes() if real.exists() else None
        self.clear()
        if self.before is not None:
            self.whole.write_bytes(self.before)

    def part_from(self, root: Path, apart: bool) -> None:
        """Makes `part`; where a merge is finished, what is staged belongs to it."""
        if self.whole.exists():
            self.part.write_bytes(self.whole.read_bytes())
        if apart:  # what was staged by hand outside our folders is in this index as in HEAD
            committing.done(root, "reset", "-q", "--", ":(top)", *(f":(exclude){one}" for one in OURS), index=self.part)

    @contextmanager
    def shown_to_git(self, changed: bool) -> Iterator[None]:
        """Git's index is `whole` from here on; what it was before, if the commit fails."""
        after = self.whole.read_bytes()
        if changed:
            self._put(after, self.before)
        try:
            yield
        except BaseException:
            if changed and self.before is not None:
                self._put(self.before, after)
            raise

    def _put(self, content: bytes, instead_of: bytes | None) -> None:
        lock = self._real.with_name("index.lock")
        try:
            with lock.open("xb") as stream:
                stream.write(content)
        except OSError as error:
            said = text("another git is at work here, or was broken off: {file}", file=str(lock))
            raise NotNow(said, text("wait for it, then run the command again")) from error
        if (self._real.read_bytes() if self._real.exists() else None) != instead_of:
            lock.unlink()
            raise NotNow(text("git's index was changed meanwhile"), text("run the command again"))
        os.replace(lock, self._real)

    def clear(self) -> None:
        """Both copies go, and what an interrupted run left of them."""
        for path in (self.whole, self.part):
            for one in (path, path.with_name(f"{path.name}.lock")):
                one.unlink(missing_ok=True)


@contextmanager
def _index(workspace: Workspace) -> Iterator[_Indexes]:
    made = _Indexes(Path(gitdir.own_dir(str(workspace.root)) or "") / "index", workspace.state_dir)
    try:
        yield made
    finally:
        made.clear()


@contextmanager
def asked_of(index: Path) -> Iterator[None]:
    """What is asked about what is staged is asked of this index."""
    before = os.environ.get("GIT_INDEX_FILE")
    os.environ["GIT_INDEX_FILE"] = str(index)
    try:
        yield
    finally:
        if before is None:
            del os.environ["GIT_INDEX_FILE"]
        else:
            os.environ["GIT_INDEX_FILE"] = before


def git_of(index: Path, root: Path, *words: str) -> str:
    """What git says of an index of ours."""
    return committing.done(root, *words, index=index).decode().strip()


def _gathered(root: Path, index: Path) -> bool:
    """Brings our files as they lie here into the index; whether there were any that it did not have so."""

    def listed(*words: str) -> list[bytes]:
        return committing.done(root, *words, "-z", "--", *OURS, index=index).split(b"\0")

    names = listed("diff-files", "--name-only", "--relative", "--ignore-submodules", "--no-ext-diff")
    names += [one for one in listed("ls-files", "-o", "--exclude-standard") if not _is_junk(one)]
    names += [one for one in listed("ls-files", "-o", "-i", "--exclude-standard") if not _is_junk(one) and _matters(os.fsdecode(one))]
    wanted = b"\0".join(dict.fromkeys(name for name in names if name and not name.endswith(b"/")))
    if wanted:
        committing.done(root, "update-index", "--add", "--remove", "-z", "--stdin", given=wanted + b"\0", index=index)
    return bool(wanted)


def _is_junk(raw: bytes) -> bool:
    name = os.fsdecode(raw).rsplit("/", 1)[-1]
    return not name or is_lock_name(name) or name in _JUNK or name.endswith(TEMPORARY)


def _matters(path: str) -> bool:
    """It belongs to the records, though git is told to pass over it: a record, a piece of evidence, a report."""
    return is_record(path) or bool(re.fullmatch(rf"{ROUNDS}/[^/]+/(evidence|reports)/.+", path))


def _tree_of(root: Path, commit: str) -> str:
    return git.ask(root, "rev-parse", f"{commit}^{{tree}}").strip()


# -- a merge that is being finished ------------------------------------------------------------------------------------

_MARKER = re.compile(rb"^(<{7,}|>{7,})( |$)", re.MULTILINE)


def _must_be_decided(workspace: Workspace) -> None:
    """No file of a merge still waits for somebody to decide. Raises NotNow with the names of those that do."""
    top = Path(gitdir.work_tree(str(workspace.root)) or workspace.root)
    left = []
    for name in committing.unmerged(workspace.root):
        path = top / name
        inner = workspace.relative(path) if path.is_relative_to(workspace.root) else ""
        if inner in OURS or inner.startswith(tuple(f"{one}/" for one in OURS)):
            try:
                if not _MARKER.search(plain_bytes(path)):
                    continue
            except FileNotFoundError:
                continue
        place = issue_place(inner)
        left.append("/".join(place) if place else name)
    if left:
        raise NotNow(
            text("a merge waits for a decision: {names}", names=left),
            text("keep what holds between the markers, then inspect save; or go back to what was saved: inspect sync --back"),
        )


# -- what it says ------------------------------------------------------------------------------------------------------


def told(repository: Repository) -> SaveResult:
    """What is new in the index against HEAD, in the words of the field."""
    touched = repository.touched_here(repository.head(), INDEX)
    raws = repository.blobs(key for one in touched if is_record(one.path) for key in (one.before, one.after) if key)
    issues = [(_issue(raws, one.before), _issue(raws, one.after)) for one in touched if issue_place(one.path)]
    before = {issue.uid: issue for issue, _ in issues if issue}
    fresh = [(issue, new_entries(issue, before.get(issue.uid))) for _, issue in issues if issue]
    kinds = Counter(_kind(issue, [entry.did for entry in entries], issue.uid in before) for issue, entries in fresh)
    said = [text("{did} {count}", did=kind, count=count) for kind, count in kinds.items() if isinstance(kind, Did)]
    said += [text("{count} dealt with", count=kinds[""])] if kinds[""] else []
    ids = [issue.id for issue, _ in fresh]
    rounds = [round_named_by(one.path) for one in touched if is_round_file(one.path)]
    if said:
        shown = [*ids[:_SHOWN], *(["…"] if len(ids) > _SHOWN else [])]
        message = text("{what}: {ids}", what=said, ids=shown)
    else:
        message = text("rounds: {rounds}", rounds=rounds) if rounds else text("papers and settings")
    return SaveResult("", message, len(fresh) + len(rounds), sum(len(entries) for _, entries in fresh))


def _kind(issue: Issue, acts: list[Did], known: bool) -> Did | str:
    """What was done to an issue, in one word: it is new, or its last move, or "" for whatever else."""
    if not known and Did.REGISTER in acts:
        return Did.REGISTER
    return next((did for did in reversed(acts) if did in _MOVES), "")


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
