"""Git's strange states × the commands that read: every cell is the same answer, or the sentence that says what is not known.

A state is made of one and the same set of records; `SAME` is the answer that these records give in a plain repository.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk

from inspect_cli.store.git import gitdir

DAY = ("--today", "2020-11-12")
SAME = "the same answer"
COMMANDS = {
    "status": ("status", "2020-r2", *DAY),
    "status --all": ("status", "--all", *DAY),
    "home": ("home", *DAY),
    "list": ("list", "--all", *DAY),
    "rounds": ("rounds", *DAY),
    "show": ("show", "2020-r2/CG-D001", *DAY),
    "why": ("why", "2020-r2/CG-D001", *DAY),
    "check": ("check", *DAY),
    "report": ("report", "during", "--round", "2020-r2", "--unit", "CG", "--format", "markdown", "-o", "-", *DAY),
    "export": ("ledger", "export", "--round", "2020-r2", "--format", "csv", "-", *DAY),
    "diff": ("diff",),
    "diff A..B": ("diff", "BEFORE..HEAD"),
    "since": ("check", "--since", "BEFORE"),
    "history": ("history", "2020-r2/CG-D001"),
    "trend": ("trend", "2020-r2", *DAY),
    "at": ("status", "2020-r2", "--at", "HEAD", *DAY),
}
HERE = ("status", "status --all", "home", "list", "rounds", "show", "why", "check", "report", "export")
"""What is answered from the files alone."""
PAST = tuple(name for name in COMMANDS if name not in HERE)
"""What is asked of git."""


def told_by(at: Desk, name: str) -> str:
    """Exit code and both outputs, without what names this place, a commit, or the clock."""
    said = at.inspect(*COMMANDS[name], code=None)
    assert said.code != 70, said
    text = f"{said.code}\n{said.out}\n{said.err}".replace(str(at.root), "ROOT")
    return re.sub(r"\b[0-9a-f]{7,64}\b", "HASH", text)


def git(folder: Path, *words: str, env: dict[str, str] | None = None) -> str:
    """Runs git in a folder, and expects that it works."""
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **(env or {})}, check=False
    )
    assert done.returncode == 0, done
    return done.stdout


def commit(at: Desk, day: str) -> None:
    """Everything as it is now, on that day."""
    git(at.root, "add", "-A")
    git(at.root, "commit", "-q", "-m", day, env={f"GIT_{who}_DATE": f"{day}T12:00:00+08:00" for who in ("AUTHOR", "COMMITTER")})


def records(at: Desk) -> None:
    """Two rounds; in the first an item that is done with evidence, and one that has just been answered; four commits."""
    at.inspect("init")
    units = ("--unit", "CG=市城市管理局党组")
    at.inspect(
        "new-round",
        "2020-r2",
        "--title",
        "第二轮",
        "--kind",
        "regular",
        "--team",
        "二组",
        *units,
        "--starts",
        "2020-10-19",
        "--ends",
        "2020-12-18",
    )
    at.inspect("new-round", "2020-r1", "--title", "第一轮", "--kind", "regular", "--team", "一组", *units, "--starts", "2020-03-19")
    team, unit = ("--by", "巡察二组联络员"), ("--by", "城管局整改办")
    for title in ("清运不及时", "面积超标"):
        about = (
            "--unit",
            "CG",
            "--channel",
            "during",
            "--title",
            title,
            "--text",
            f"{title}。",
            "--notice",
            "oral",
            "--found-on",
            "2020-10-20",
        )
        at.inspect("add", *about, *team, "--today", "2020-10-28", "--round", "2020-r2")
    commit(at, "2020-10-28")
    for number in ("1", "2"):
        start = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
        at.inspect("start", f"CG-D00{number}", *start, *unit, "--today", "2020-10-30", "--round", "2020-r2")
    commit(at, "2020-10-30")
    (at.root / "照片.jpg").write_bytes(b"\x00photo")
    finish = ("--measures-done", "--note", "已落实", "--evidence", "照片.jpg")
    at.inspect("finish", "CG-D001", *finish, *unit, "--today", "2020-11-03", "--round", "2020-r2")
    (at.root / "照片.jpg").unlink()
    commit(at, "2020-11-03")
    at.inspect("progress", "CG-D002", "--note", "正在腾退", *unit, "--today", "2020-11-05", "--round", "2020-r2")
    commit(at, "2020-11-05")
    git(at.root, "tag", "BEFORE", "HEAD~2")


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The records, in a plain repository."""
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "file")
    return desk.set_up(records)


_ANSWERS: dict[str, str] = {}


def same(at: Desk) -> dict[str, str]:
    """What the records answer in a plain repository; asked once."""
    if not _ANSWERS:
        _ANSWERS.update({name: told_by(at, name) for name in COMMANDS})
    return _ANSWERS


# -- the states ------------------------------------------------------------------------------------------------------------

State = Callable[[Desk, Path, pytest.MonkeyPatch], Desk]


def cloned(at: Desk, aside: Path, *how: str, url: str = "") -> Desk:
    """A clone."""
    git(aside, "clone", "-q", *how, url or f"file://{at.root}", str(aside / "clone"))
    return Desk(aside / "clone", at._capsys)


def in_place(*steps: tuple[str, ...]) -> State:
    """The repository itself, after git was told these things."""

    def made(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
        for words in steps:
            git(at.root, *words)
        return at

    return made


def clone_with(*how: str) -> State:
    """A clone made in such a way."""
    return lambda at, aside, patch: cloned(at, aside, *how)


def sparse(*left_out: str, cone: tuple[str, ...] = ()) -> State:
    """A sparse checkout."""

    def made(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
        if cone:
            git(at.root, "sparse-checkout", "set", "--cone", "--sparse-index", *cone)
        else:
            git(at.root, "sparse-checkout", "set", "--no-cone", "/*", *(f"!{one}" for one in left_out))
        return at

    return made


def lfs(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """Evidence in Git LFS, and a clone without it; a filter of the same form stands for git-lfs itself."""
    import hashlib

    photo = next((at.root / "rounds/2020-r2/evidence").rglob("*.jpg"))
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{hashlib.sha256(photo.read_bytes()).hexdigest()}\nsize 6\n"
    photo.write_text(pointer, encoding="ascii")
    with (at.root / ".gitattributes").open("a", encoding="utf-8") as stream:
        stream.write("*.jpg filter=lfs diff=lfs merge=lfs -text\n")
    git(at.root, "add", "-A")
    git(at.root, "commit", "-qam", "lfs", env={f"GIT_{who}_DATE": "2020-11-05T13:00:00+08:00" for who in ("AUTHOR", "COMMITTER")})
    return at


def unknown_filter(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """Evidence that git holds through a filter, and a clone in which it is not set up."""
    (aside / "turn").write_text("#!/bin/sh\ntr a-z n-za-m\n", encoding="ascii")
    (aside / "turn").chmod(0o755)
    for way in ("clean", "smudge"):
        git(at.root, "config", f"filter.turn.{way}", str(aside / "turn"))
    with (at.root / ".gitattributes").open("a", encoding="utf-8") as stream:
        stream.write("*.jpg filter=turn\n")
    photo = next((at.root / "rounds/2020-r2/evidence").rglob("*.jpg"))
    photo.write_bytes(photo.read_bytes())
    git(at.root, "add", "--renormalize", ".")
    git(at.root, "commit", "-qam", "filter", env={f"GIT_{who}_DATE": "2020-11-05T13:00:00+08:00" for who in ("AUTHOR", "COMMITTER")})
    return cloned(at, aside)


def of_somebody_else(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """By git's own switch for tests."""
    patch.setattr(gitdir, "_is_ours", lambda path: False)
    patch.setattr(gitdir, "_PLAIN", {**gitdir._PLAIN, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    patch.setenv("GIT_CONFIG_GLOBAL", str(aside / "none"))
    return at


def without_git(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """No program of this name."""
    patch.setenv("PATH", str(aside))
    return at


def git_file_to_nowhere(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """As of a work tree that was moved."""
    shutil.rmtree(at.root / ".git")
    (at.root / ".git").write_text("gitdir: nowhere\n", encoding="ascii")
    return at


def broken_index(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """An index that git cannot read."""
    (at.root / ".git/index").write_bytes(b"DIRC" + bytes(60))
    return at


def no_repository(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """Files alone."""
    shutil.rmtree(at.root / ".git")
    return at


def bare(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """The records in the folder of a bare repository, which is no work tree."""
    git(aside, "clone", "-q", "--bare", str(at.root), str(aside / "bare"))
    shutil.copytree(at.root / "rounds", aside / "bare/rounds")
    return Desk(aside / "bare", at._capsys)


def worktree(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A linked work tree."""
    git(at.root, "worktree", "add", "-q", str(aside / "tree"))
    return Desk(aside / "tree", at._capsys)


def below_the_top(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """The records in a folder of the repository."""
    script = "mkdir -p inner && for f in rounds schemas .gitattributes; do [ -e $f ] && mv $f inner/; done; true"
    git(at.root, "filter-branch", "-f", "--tree-filter", script, "--", "--all", env={"FILTER_BRANCH_SQUELCH_WARNING": "1"})
    return Desk(at.root / "inner", at._capsys)


def submodule(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """The whole workspace is a submodule of something else."""
    (aside / "outer").mkdir()
    git(aside / "outer", "init", "-q")
    git(aside / "outer", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(at.root), "inner")
    return Desk(aside / "outer/inner", at._capsys)


def round_in_a_submodule(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """One round is a repository of its own."""
    folder = at.root / "rounds/2020-r2"
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x")
    return at


def round_behind_a_link(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """One round lies elsewhere in the root."""
    (at.root / "rounds/2020-r2").rename(at.root / "elsewhere")
    (at.root / "rounds/2020-r2").symlink_to("../elsewhere", target_is_directory=True)
    return at


def unborn(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A branch without a commit; everything is staged."""
    git(at.root, "checkout", "-q", "--orphan", "fresh")
    return at


def replaced(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """Somebody told this clone to see another commit in the place of the newest."""
    git(at.root, "replace", "HEAD", "HEAD~3")
    git(at.root, "update-index", "-q", "--refresh")
    return at


def grafted(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """Somebody told this clone of other parents."""
    (at.root / ".git/info/grafts").write_text(git(at.root, "rev-parse", "HEAD"), encoding="ascii")
    return at


def other_worktree(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """The settings name another work tree than the one in which the repository lies."""
    git(at.root, "config", "core.worktree", str(aside))
    return at


def alternates_gone(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """The objects lay in a neighbour that is gone."""
    git(aside, "clone", "-q", "--bare", str(at.root), str(aside / "store"))
    made = cloned(at, aside, "-s", url=str(aside / "store"))
    shutil.rmtree(aside / "store")
    return made


def partial(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A clone without the old contents, whose server is gone."""
    git(aside, "clone", "-q", "--bare", str(at.root), str(aside / "server"))
    git(aside / "server", "config", "uploadpack.allowFilter", "true")
    made = cloned(at, aside, "--filter=blob:none", url=f"file://{aside}/server")
    shutil.rmtree(aside / "server")
    return made


def sha256(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A repository of the other kind of hash."""
    stream = subprocess.run(["git", "fast-export", "--all"], cwd=at.root, capture_output=True, check=True).stdout
    (aside / "new").mkdir()
    git(aside / "new", "init", "-q", "-b", "main", "--object-format=sha256")
    subprocess.run(["git", "fast-import", "--quiet"], cwd=aside / "new", input=stream, check=True)
    git(aside / "new", "checkout", "-q", "-f", "main")
    return Desk(aside / "new", at._capsys)


def split_index(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """The index in two files."""
    git(at.root, "update-index", "--split-index")
    git(at.root, "update-index", "--chmod=+x", "README.md") if (at.root / "README.md").exists() else None
    return at


def merge_under_way(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A merge that brings nothing new to the records, and is not committed."""
    git(at.root, "checkout", "-q", "-b", "side")
    (at.root / "side.txt").write_text("x", encoding="ascii")
    git(at.root, "add", "side.txt")
    git(at.root, "commit", "-qm", "side")
    git(at.root, "checkout", "-q", "main")
    git(at.root, "merge", "-q", "--no-ff", "--no-commit", "side")
    return at


def conflict(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A merge that stopped in a record."""
    file = at.issue("CG-D002")
    raw = file.read_text(encoding="utf-8")
    for branch, owner in (("side", "乙科"), ("main", "丙科")):
        if branch == "side":
            git(at.root, "checkout", "-q", "-b", branch)
        else:
            git(at.root, "checkout", "-q", branch)
        file.write_text(raw.replace("环卫科", owner), encoding="utf-8")
        git(at.root, "commit", "-qam", branch)
    subprocess.run(["git", "merge", "-q", "side"], cwd=at.root, capture_output=True, check=False)
    return at


def lost_object(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A record's old content is gone from the store."""
    blob = git(at.root, "rev-parse", "BEFORE:rounds/2020-r2/issues/CG-D001.yaml").strip()
    (at.root / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    return at


def foreign_environment(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """What a hook of another repository leaves behind."""
    git(aside, "init", "-q", "other")
    patch.setenv("GIT_DIR", str(aside / "other/.git"))
    patch.setenv("GIT_WORK_TREE", str(aside / "other"))
    patch.setenv("GIT_OBJECT_DIRECTORY", str(aside / "other/.git/objects"))
    return at


def repository_among_the_records(at: Desk, aside: Path, patch: pytest.MonkeyPatch) -> Desk:
    """The folder of the records would itself pass for a bare repository."""
    for name in ("HEAD", "refs", "objects", "config"):
        source = at.root / ".git" / name
        shutil.copytree(source, at.root / name) if source.is_dir() else shutil.copy(source, at.root / name)
    (at.root / ".git/info/exclude").write_text("/HEAD\n/refs\n/objects\n/config\n", encoding="ascii")
    return at


NOT_OUT = "in git, and not checked out here"
SOMEBODY = "belongs to somebody else, and git does not trust it"
STATES: dict[str, tuple[State, dict[str, str]]] = {
    "plain": (in_place(), {}),
    "clone": (clone_with(), {}),
    "packed": (in_place(("gc", "-q")), {}),
    "a round left out": (
        sparse("/rounds/2020-r1/"),
        dict.fromkeys(("status --all", "list", "rounds", "check"), f"rounds/2020-r1/round.yaml is {NOT_OUT}")
        | {"home": f"2020-r1 is {NOT_OUT}"},
    ),
    "the round left out, cone, sparse index": (
        sparse(cone=("rounds/2020-r1", "schemas")),
        dict.fromkeys((*HERE, "trend", "history"), NOT_OUT),
    ),
    "a record left out": (
        sparse("/rounds/2020-r2/issues/CG-D002.yaml"),
        {name: "not checked out here: CG-D002" for name in HERE if name not in ("show", "why")},
    ),
    "evidence left out": (
        sparse("/rounds/2020-r2/evidence/"),
        dict.fromkeys(("status", "show", "check", "why"), "in git, not checked out here")
        | {"status --all": "no", "home": "not checked out"},
    ),
    "shallow": (
        clone_with("--depth", "1"),
        {"history": "this clone is shallow", "trend": "this clone is shallow", "diff A..B": "shallow clone", "since": "shallow clone"},
    ),
    "shallow, its edge within": (
        clone_with("--depth", "2"),
        {"history": "this clone is shallow", "trend": "this clone is shallow", "diff A..B": "shallow clone", "since": "shallow clone"},
    ),
    "a pointer of Git LFS": (
        lfs,
        dict.fromkeys(("show", "check"), "not here: a Git LFS pointer") | {"since": "0 errors"},
    ),
    "an unknown filter": (
        unknown_filter,
        dict.fromkeys(("status", "show", "check", "why", "at", "home"), "cannot be told")
        | {"status --all": "no", "since": "0 errors, 1 warning"},
    ),
    "of somebody else": (of_somebody_else, dict.fromkeys(COMMANDS, SOMEBODY)),
    "without git": (without_git, dict.fromkeys((name for name in COMMANDS if name not in ("show", "why")), "git is not installed")),
    "a .git file to nowhere": (git_file_to_nowhere, dict.fromkeys(COMMANDS, "nowhere")),
    "an index that git cannot read": (
        broken_index,
        dict.fromkeys(HERE, "not known here") | dict.fromkeys((*PAST, "export"), "index file corrupt") | {"at": SAME},
    ),
    "no repository": (no_repository, dict.fromkeys(PAST, "is not under git")),
    "bare": (bare, dict.fromkeys(PAST, "is not under git")),
    "a linked work tree": (worktree, {}),
    "below the top": (below_the_top, {}),
    "a submodule": (submodule, {}),
    "a round in a submodule": (
        round_in_a_submodule,
        dict.fromkeys(
            ("status", "status --all", "check", "export", "diff", "diff A..B", "since", "history", "trend"), "is a repository of its own"
        ),
    ),
    "a round behind a link": (
        round_behind_a_link,
        dict.fromkeys(("status", "status --all", "check", "export", "diff", "diff A..B", "since", "history", "trend"), "is a link"),
    ),
    "detached": (in_place(("checkout", "-q", "--detach")), {}),
    "an unborn branch": (
        unborn,
        {"diff": "CG-D001", "diff A..B": "git knows no commit", "at": "git knows no commit", "since": "no commit was looked at"}
        | {"history": "not committed", "trend": "git knows nothing of this round yet"}
        | dict.fromkeys(("status", "status --all", "show"), "not saved"),
    ),
    "replace refs": (replaced, {}),
    "grafts": (grafted, {}),
    "core.worktree elsewhere": (other_worktree, {}),
    "alternates": (clone_with("-s"), {}),
    "alternates that are gone": (alternates_gone, dict.fromkeys(PAST, "git")),
    "partial, the server gone": (
        partial,
        dict.fromkeys(("diff A..B", "since", "history", "trend"), "git lacks the object"),
    ),
    "SHA-256": (sha256, {}),
    "a split index": (split_index, {}),
    "an index of version 4": (in_place(("update-index", "--index-version", "4")), {}),
    "assume unchanged": (in_place(("update-index", "--assume-unchanged", "rounds/2020-r2/issues/CG-D001.yaml")), {}),
    "skip-worktree, and it lies there": (in_place(("update-index", "--skip-worktree", "rounds/2020-r2/issues/CG-D001.yaml")), {}),
    "an untracked cache": (in_place(("update-index", "--untracked-cache"), ("config", "core.untrackedCache", "true")), {}),
    "a file system monitor": (in_place(("config", "core.fsmonitor", "/nonexistent")), {}),
    "case-insensitive": (in_place(("config", "core.ignoreCase", "true")), {}),
    "settings that show less": (
        in_place(
            ("config", "log.showRoot", "false"),
            ("config", "log.follow", "true"),
            ("config", "diff.noprefix", "true"),
            ("config", "diff.renames", "copies"),
            ("config", "core.quotePath", "true"),
            ("config", "log.decorate", "full"),
        ),
        {},
    ),
    "a merge under way": (merge_under_way, {}),
    "conflict stages": (
        conflict,
        dict.fromkeys(("status", "status --all", "list", "rounds", "check", "report", "export", "diff", "since", "home"), "conflict")
        | {"at": "", "history": "", "trend": "", "diff A..B": ""},
    ),
    "a lost object": (lost_object, dict.fromkeys(("diff A..B", "since", "history", "trend"), "git lacks the object")),
    "the environment of another repository": (foreign_environment, {}),
    "a repository among the records": (repository_among_the_records, {}),
}
"""By its name: how the state is made, and what a command says in it where that is not the same answer; "" where the records differ."""


@pytest.mark.parametrize("state", STATES)
def test_every_command_answers_the_same_or_says_what_is_not_known(at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str):
    expected = same(at)
    aside = tmp_path / "aside"
    aside.mkdir()
    made, cells = STATES[state]
    there = made(at, aside, monkeypatch)
    monkeypatch.chdir(there.root)
    wrong = {}
    for name in COMMANDS:
        told, cell = told_by(there, name), cells.get(name, SAME)
        if cell is SAME and told != expected[name]:
            wrong[name] = told
        elif cell is not SAME and cell not in told:
            wrong[name] = f"lacks “{cell}”: {told}"
    assert wrong == {}


def test_there_are_as_many_states_as_were_asked_for():
    assert len(STATES) >= 25
