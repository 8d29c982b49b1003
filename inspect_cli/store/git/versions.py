"""The records in git's eyes: which commits there are, what each touched, and the bytes that any version holds. Nothing is checked out.

A version is a commit, the INDEX (what is staged) or the WORKTREE (the files as they lie there). Paths are from the root.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inspect_cli.domain.text import text
from inspect_cli.store.addresses import ROUNDS, is_round_file, issue_place
from inspect_cli.store.git import asking as git
from inspect_cli.store.git import gitdir, objects
from inspect_cli.store.git.outlying import outlying

if TYPE_CHECKING:  # what reads records is loaded while git answers
    from inspect_cli.store.complaint import Complaint

INDEX = "INDEX"
WORKTREE = "WORKTREE"
EMPTY_TREES = frozenset({"4b825dc642cb6eb9a060e54bf8d69288fbee4904", "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"})
"""The id of a version without a single file, by both of git's hashes: what HEAD is on a branch on which nothing was committed yet."""
ON_DISK = "ON_DISK"
"""In place of a blob's id: the file as it lies in the work tree."""

_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%cI%x00%s"


class Commit(NamedTuple):
    """One commit: who really made it, and when."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    at: datetime
    subject: str

    @property
    def short(self) -> str:
        """As people write it."""
        return self.id[:10]


class Touched(NamedTuple):
    """A path that differs between two versions, with the ids of its blobs; "" where it is not there."""

    path: str
    before: str
    after: str


class Repository:
    """The git repository that the records lie in. Raises NeedsGit where there is none, GitRefuses; GitFailed from every question."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._asked: dict[tuple[str, str], tuple[gitdir.PendingAnswer, gitdir.PendingAnswer]] = {}
        if gitdir.work_tree(str(root)) is None:
            raise git.NeedsGit(root)
        git.must_not_refuse(root)

    def must_hold(self, round_id: str) -> None:
        """It knows the past of the round, which lies neither behind a link nor in a repository of its own. Raises LiesElsewhere."""
        found = outlying(str(self.root), round_id)
        if found:
            raise git.LiesElsewhere(found[1].message)

    def ask_early(self, one: str, other: str) -> None:
        """Git begins to say what differs between two commits, while we still load what will understand it."""
        if not any(name.startswith("-") or set(name) & set("^@:*?[\\\n ") for name in (one, other)):
            ends = (f"{one}^{{commit}}", f"{other}^{{commit}}")
            names = gitdir.PendingAnswer(str(self.root), "rev-parse", *ends)
            self._asked[one, other] = names, gitdir.PendingAnswer(str(self.root), "diff-tree", "-r", "-z", *_RAW, *ends, "--", ROUNDS)

    def commit_named(self, name: str) -> str:
        """The full id of a commit. Raises NoSuchRevision."""
        return self.commits_named(name)[0]

    def commits_named(self, *names: str) -> list[str]:
        """The full ids of commits. Raises NoSuchRevision for the first that is none, LostObject where git only has its name."""
        if len(names) == 2 and (names[0], names[1]) in self._asked:
            asked_names, asked_tree = self._asked.pop((names[0], names[1]))
            known = (asked_names.answer() or b"").decode().split()
            if len(known) == 2:
                self._asked[known[0], known[1]] = asked_names, asked_tree
                return known
            asked_tree.answer()
        asked = "".join(f"{name}^{{commit}}\n" for name in names).encode()
        try:
            said = self._ask("cat-file", "--batch-check=%(objectname) %(objecttype)", given=asked).decode().splitlines()
        except git.GitMissing:
            raise
        except git.GitFailed as failed:  # a place in a reflog that is not there, a branch without an upstream
            self._ask("rev-parse", "--git-dir")  # says what is broken, where that is why
            raise git.NoSuchRevision(names[0], bool(self.shallow)) from failed
        for name, line in zip(names, said, strict=False):
            if not line.endswith(" commit") or "\n" in name:
                self._must_not_be_lost(name)
                raise git.NoSuchRevision(name, bool(self.shallow))
        return [line.split()[0] for line in said]

    def _must_not_be_lost(self, name: str) -> None:
        """A branch or tag that is there, and whose commit is not. (A full id that was typed may be one that never was here.)"""
        if not _looks_like_id(name) and "\n" not in name:
            for asked in dict.fromkeys((name, re.split(r"[~^]", name, maxsplit=1)[0])):  # what cannot be read has no parent that git knows
                known = git.ask(self.root, "rev-parse", "-q", "--verify", "--end-of-options", asked, check=False).strip()
                if known and not self._has(known):
                    raise objects.LostObject(self.root, known, asked)

    def _has(self, key: str) -> bool:
        return bool(git.ask(self.root, "cat-file", "-t", key, check=False))

    def head(self) -> str:
        """The commit that is checked out; the empty tree where nothing was committed yet. Raises GitFailed where it is broken."""
        try:
            return self.commit_named("HEAD")
        except git.NoSuchRevision:
            try:
                self._ask("log", "-1", "--format=")
            except git.GitFailed as failed:
                if _UNBORN not in str(failed.why):
                    raise
            return self.nothing()

    def upstream(self) -> str:
        """The commit that the upstream of the checked-out branch is known to be at; "" where it has none."""
        return git.ask(self.root, "rev-parse", "-q", "--verify", "@{upstream}^{commit}", check=False).strip()

    def nothing(self) -> str:
        """The empty tree."""
        return self._ask("hash-object", "-t", "tree", "--stdin").decode().strip()

    def merging(self) -> tuple[str, ...]:
        """The commits that a merge in progress will have as parents beside HEAD.

        Git notes them in MERGE_HEAD when the merge stops; before that it tells its hook through the environment (GITHEAD_…).
        """
        try:
            return tuple((Path(gitdir.own_dir(str(self.root)) or "") / "MERGE_HEAD").read_text(encoding="ascii").split())
        except OSError:
            return tuple(name.removeprefix("GITHEAD_") for name in sorted(os.environ) if name.startswith("GITHEAD_"))

    def fork_point(self, one: str, other: str) -> str | None:
        """The commit where two lines of history parted; None where they have nothing in common."""
        try:
            return self._ask("merge-base", one, other).decode().strip()
        except git.GitFailed:
            self._ask("rev-list", "--count", one, other)  # says what is lost, where that is why
            return None

    def count(self, which: str) -> int:
        """How many commits git means by this."""
        return int(self._ask("rev-list", "--count", which, "--"))

    @cached_property
    def shallow(self) -> frozenset[str]:
        """The commits at the edge of a shallow clone, whose parents are not here."""
        return gitdir.shallow(str(self.root))

    def commits(self, *which: str, paths: Sequence[str] = ()) -> list[Commit]:
        """The commits that `git log` names for these words, parents first."""
        order = ("--topo-order", "--reverse", "--encoding=UTF-8", "-z", f"--format={_FORMAT}")
        words = ("-c", "log.showSignature=false", "-c", "log.follow=false", "log", *order, *which, "--", *paths)
        try:
            parts = self._ask(*words).decode("utf-8", "replace").split("\0")
        except git.GitFailed:
            if "HEAD" in which and self.head() in EMPTY_TREES:  # nothing was committed yet
                return []
            raise
        return [
            Commit(parts[at], tuple(parts[at + 1].split()), parts[at + 2], parts[at + 3], _moment(parts[at + 4]), parts[at + 5])
            for at in range(0, len(parts) - 5, 6)
        ]

    def touched(self, pairs: Sequence[tuple[str, str]], where: str = ROUNDS) -> list[list[Touched]]:
        """For each pair of commits (before, after) what differs under `where`; one run of git for all of them."""
        asked = "".join(f"{after} {before}\n" for before, after in pairs).encode()
        said = self._ask("diff-tree", "--stdin", "--always", "-r", "-z", *_RAW, "--", where, given=asked)
        found: list[list[Touched]] = []
        tokens = iter(said.split(b"\0"))
        for token in tokens:
            if token.startswith(b":"):
                found[-1].append(_touched(token, next(tokens)))
            elif token:
                found.append([])
        return found

    def differing(self, before: str, after: str) -> list[Touched]:
        """What differs between a commit and any later version."""
        if after in (INDEX, WORKTREE):
            return self.touched_here(before, after)
        said = self._asked.pop((before, after))[1].answer() if (before, after) in self._asked else None
        return self.touched([(before, after)])[0] if said is None else _all_touched(said)

    def joined(self, before: str, after: str) -> tuple[str, ...]:
        """The commits that merges brought into the line from one version to a later one."""
        head = self.head() if after in (INDEX, WORKTREE) else after
        merges = self.commits(f"{before}..{head}", "--merges", "--first-parent")
        return tuple(dict.fromkeys(parent for merge in merges for parent in merge.parents[1:]))

    def commit_on(self, day: date) -> str | None:
        """The newest commit of the checked-out line up to the end of a day; None where there was none yet. Raises GitFailed."""
        try:
            return self._ask("rev-list", "-1", f"--before={day} 23:59:59", "HEAD").decode().strip() or None
        except git.GitFailed:
            if self.head() != self.nothing():
                raise
            return None

    def first_day(self) -> str:
        """The day of the first commit of the checked-out line, as far as git has it; "" where nothing was committed."""
        days = git.ask(self.root, "log", "--max-parents=0", "--format=%cd", "--date=short", "HEAD", "--", check=False)
        return min(days.split(), default="")

    def earlier(self, version: str, path: str) -> list[str]:
        """The blobs that a path had before, the newest first."""
        commits = self.commits(version, "--full-history", paths=[path])
        pairs = [(parent, commit.id) for commit in reversed(commits) for parent in commit.parents]
        return list(dict.fromkeys(one.before for touched in self.touched(pairs, path) for one in touched if one.before))

    def touched_here(self, before: str, after: str) -> list[Touched]:
        """What differs between a commit and the INDEX or the WORKTREE."""
        words = ("--cached",) if after == INDEX else ()
        said = self._ask("diff-index", *words, "-z", *_RAW, before, "--", ROUNDS)
        found = {one.path: one for one in _all_touched(said)}
        if after == WORKTREE:
            found.update(self._not_in_the_index(found.values()))
            found.update({one.path: one for one in self._overlooked(before, found)})
        return sorted(found.values())

    def _not_in_the_index(self, found: Iterable[Touched]) -> dict[str, Touched]:
        """Files that lie in the work tree, and that git takes for gone because its index was told to forget them."""
        return {one.path: one._replace(after=ON_DISK) for one in found if not one.after and os.path.isfile(self.root / one.path)}

    def untracked(self) -> list[str]:
        """The records that lie in the work tree and that git was never told of."""
        names = [os.fsdecode(name) for name in self._ask("ls-files", "-o", "-z", "--", ROUNDS).split(b"\0") if name]
        return [name for name in names if issue_place(name) or is_round_file(name)]

    def _overlooked(self, before: str, found: dict[str, Touched]) -> Iterable[Touched]:
        """Files that git does not look at: new ones, and those that it was told to pass over."""
        for name in self.untracked():
            yield Touched(name, found[name].before if name in found else "", ON_DISK)
        marked = [line for line in self._ask("ls-files", "-v", "-z", "--", ROUNDS).split(b"\0") if line and not line.startswith(b"H ")]
        hidden = [os.fsdecode(line[2:]) for line in marked]
        there = self.listed(before, *hidden) if hidden else {}
        told_to_leave_out = {os.fsdecode(line[2:]) for line in marked if line[:1] in b"Ss"}
        for name in (name for name in hidden if name not in found):
            lies_there = os.path.lexists(self.root / name)
            if lies_there or name not in told_to_leave_out:  # what git was told not to lay out is not gone
                yield Touched(name, there.get(name, ""), ON_DISK if lies_there else "")

    def listed(self, version: str, *where: str) -> dict[str, str]:
        """The files of a version under these paths, with the ids of their blobs; a submodule is no file."""
        if version == WORKTREE:
            return {
                path.relative_to(self.root).as_posix(): ON_DISK for place in where for path in _files(self.root / place) if path.is_file()
            }
        if version == INDEX:
            lines, at = self._ask("ls-files", "-s", "-z", "--", *where).split(b"\0"), 1
        else:
            try:
                lines, at = self._ask("ls-tree", "-r", "-z", version, "--", *where).split(b"\0"), 2
            except git.GitFailed as failed:
                tree = git.ask(self.root, "log", "-1", "--format=%T", version, "--", check=False).strip()
                if tree and not self._has(tree):
                    raise objects.LostObject(self.root, tree) from failed
                raise
        heads = (line.partition(b"\t") for line in lines if not line.startswith(gitdir.SUBMODULE))
        return {os.fsdecode(path): head.split()[at].decode() for head, _, path in heads if path}

    def lines(self, version: str, word: str, where: str) -> list[tuple[str, bytes]]:
        """The lines of a commit's files that hold a word, with the file's path; what git has not is left out."""
        try:
            said = self._ask("grep", "-a", "-z", "-F", "--no-textconv", "--no-color", "-e", word, version, "--", where)
        except git.GitFailed:
            return []
        found = (line.partition(b"\0") for line in said.split(b"\n") if line)
        return [(os.fsdecode(path[len(version) + 1 :]), line) for path, _, line in found]

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The bytes of blobs, all in one run of git. Raises LostObject for the first that git has not, or not as it was."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        try:
            said = memoryview(self._ask("cat-file", "--batch", "--buffer", given="".join(f"{one}\n" for one in wanted).encode()))
        except git.GitFailed as failed:
            raise objects.named_in(self.root, wanted, failed) from failed
        found, at = {}, 0
        for one in wanted:
            end = at + bytes(said[at : at + 200]).index(b"\n")
            words = bytes(said[at:end]).split()
            at = end + 1
            if len(words) != 3 or words[1] != b"blob":
                raise objects.LostObject(self.root, one)
            size = int(words[2])
            found[one] = self.checked(one, bytes(said[at : at + size]))
            at += size + 1
        return found

    def checked(self, blob: str, raw: bytes) -> bytes:
        """The bytes of a blob, if they are those that its id was made from. Raises LostObject."""
        if not objects.is_what_its_name_says(blob, raw):
            raise objects.LostObject(self.root, blob, _ANOTHER)
        return raw

    def _ask(self, *words: str, given: bytes = b"") -> bytes:
        return git.answer(self.root, *gitdir.STEADY, *words, given=given)


def _looks_like_id(name: str) -> bool:
    return len(name) >= 40 and not set(name) - set("0123456789abcdef")


_UNBORN = "does not have any commits yet"
"""What git says of a branch on which nothing was committed yet."""


def _moment(stated: str) -> datetime:
    """The time of a commit; a commit may state anything, and one that states no time is taken for very old."""
    try:
        return datetime.fromisoformat(stated)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


_ANOTHER = text("its content is not the one that its name says")

_RAW = ("--raw", "--no-renames", "--no-abbrev", "--relative", "--ignore-submodules", "--no-ext-diff", f"-O{os.devnull}")


def _all_touched(said: bytes) -> list[Touched]:
    """What git said of two versions, with -z."""
    tokens = said.split(b"\0")
    return [_touched(head, path) for head, path in zip(tokens[0:-1:2], tokens[1:-1:2], strict=True)]


def _touched(head: bytes, path: bytes) -> Touched:
    words = head.split(b" ")  # :mode mode id id status
    before, after = ("" if mode.endswith(gitdir.SUBMODULE) else key.decode() for mode, key in zip(words[:2], words[2:4], strict=True))
    is_gone = words[4] == b"D"
    return Touched(os.fsdecode(path), before if before.strip("0") else "", after if after.strip("0") else "" if is_gone else ON_DISK)


def _files(place: Path) -> Iterable[Path]:
    return sorted(place.rglob("*")) if place.is_dir() else [place]


def on_disk(root: Path, path: str) -> bytes | Complaint:
    """A record's file as it lies in the work tree."""
    from inspect_cli.store.looking import record_bytes

    return record_bytes(str(root), path)
