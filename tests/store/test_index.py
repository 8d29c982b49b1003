"""The index changes no answer: at random steps, after damage, beside other processes, and with everything it must not trust."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_cli.actions.archive import Archive
from inspect_cli.cli.argv.again import Question
from inspect_cli.cli.argv.app import main
from inspect_cli.cli.argv.start import answered
from inspect_cli.store import survey as survey_of
from inspect_cli.store.index import shelf as shelves
from inspect_cli.store.index import stamp
from inspect_cli.store.index.crew import _can_fork, shared
from inspect_cli.store.index.shelf import Shelf
from inspect_cli.store.workspace import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("composed_once")]

TODAY = "2020-12-01"
QUESTIONS = (
    ("status", "--all", "--json"),
    ("status", "2020-r2", "--json"),
    ("list", "--all", "--json"),
    ("check", "--json"),
    ("rounds", "--json"),
    ("home", "--json"),
)
AGED = 2.1
"""Seconds after which a file is old enough to be relied on."""


def said(words, run=main) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(word) for word in words])
    return code, out.getvalue(), err.getvalue()


def ask(root: Path, words, *more: str) -> tuple[int, str, str]:
    """The answer as a person gets it: from memory where nothing has changed."""
    return said([*words, "--today", TODAY, "--root", root, *more], answered)


def agrees(root: Path, questions=QUESTIONS, times: int = 1) -> None:
    """Every question has the same answer with the index as without; asked so many times with it, as nothing changes meanwhile."""
    right = {}
    for words in questions:
        found, right[words] = ask(root, words), ask(root, words, "--no-index")
        assert found == right[words], words
    for words in questions * (times - 1):
        assert ask(root, words) == right[words], words


def index_of(root: Path) -> Path:
    """The folder of the index of this root."""
    return next((Workspace(root).state_dir / "index").iterdir())


def aged(root: Path) -> None:
    """Waits until everything below the root is old enough to be relied on; what was copied early enough already is."""
    seen = [path.lstat() for path in root.rglob("*")]
    youngest = max(max(found.st_mtime_ns, found.st_ctime_ns) for found in seen) / 1e9
    time.sleep(max(0.0, youngest + AGED - time.time()))


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> Callable[[], Path]:
    """Gives the sample rounds in a git repository of their own, each time another one; they are copied by the dozen, and grow old together."""
    folder = tmp_path_factory.mktemp("archives")
    first, ready = folder / "first", []

    def refill() -> None:
        for _ in range(12):
            copy = folder / f"copy{len(list(folder.iterdir()))}"
            shutil.copytree(first, copy, symlinks=True)
            git(copy, "update-index", "-q", "--refresh")
            ready.append(copy)

    def another() -> Path:
        if not ready:
            refill()
        return ready.pop()

    shutil.copytree(Path(__file__).parents[2] / "rounds", first / "rounds")
    (first / ".gitattributes").write_text("rounds/** -text\n", encoding="utf-8")
    git(first, "init", "-q", "-b", "main")
    git(first, "config", "user.name", "整改办")
    git(first, "config", "user.email", "z@example.org")
    git(first, "add", "-A")
    git(first, "commit", "-q", "-m", "samples")
    return another


@pytest.fixture
def rounds(archives: Callable[[], Path], tmp_path: Path) -> Path:
    """The sample rounds in a git repository of their own."""
    return archives().rename(tmp_path / "archive")


def git(root: Path, *words: str, check: bool = True) -> str:
    return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=check).stdout


# -- what is remembered ------------------------------------------------------------------------------------------------


def test_the_third_time_nothing_is_read_any_more(rounds, monkeypatch):
    aged(rounds)
    first = [ask(rounds, words) for words in QUESTIONS for _ in range(2)][::2]
    monkeypatch.setattr("inspect_cli.cli.argv.app.main", lambda words: 1 // 0)
    assert [ask(rounds, words) for words in QUESTIONS] == first


def test_after_one_edit_only_that_round_is_looked_at_again(rounds, monkeypatch):
    aged(rounds)
    for words in QUESTIONS:
        ask(rounds, words)
    looked = []
    real = __import__("inspect_cli.store.index.index", fromlist=["survey"]).survey
    monkeypatch.setattr("inspect_cli.store.index.index.survey", lambda root, name, *more: looked.append(name) or real(root, name, *more))
    path = rounds / "rounds/2020-r2/issues/CG-D001.yaml"
    path.write_bytes(path.read_bytes() + b"# seen\n")
    ask(rounds, ("status", "--all"))
    assert looked == ["2020-r2"]
    agrees(rounds)


def test_warm_evidence_is_not_hashed_and_full_hashes_it(rounds, monkeypatch):
    aged(rounds)
    ask(rounds, ("check", "--json"))
    hashed = []
    real = __import__("inspect_cli.store.looking", fromlist=["_hashed"])._hashed
    monkeypatch.setattr("inspect_cli.store.looking._hashed", lambda path, now: hashed.append(path) or real(path, now))
    path = rounds / "rounds/2020-r2/issues/CG-D001.yaml"
    path.write_bytes(path.read_bytes() + b"# seen\n")
    ask(rounds, ("check", "--json"))
    assert hashed == []
    assert ask(rounds, ("check", "--json"), "--full") == ask(rounds, ("check", "--json"))
    assert len(hashed) == 17  # every evidence file of the samples


def test_an_answer_that_nobody_read_is_not_remembered(rounds):
    path = rounds / "rounds/2020-r2/issues/CG-D001.yaml"
    path.write_bytes(path.read_bytes().replace(b"channel: during", b"channel: feedback"))
    aged(rounds)
    command = [sys.executable, "-m", "inspect_cli", "check", "--today", TODAY]

    def code(**streams) -> int:
        return subprocess.run(command, cwd=rounds, stderr=subprocess.DEVNULL, **streams).returncode

    assert code(stdout=subprocess.DEVNULL) == 1
    for _ in range(3):
        reading, writing = os.pipe()
        os.close(reading)
        code(stdout=writing)
        os.close(writing)
    assert [code(stdout=subprocess.PIPE) for _ in range(3)] == [1, 1, 1]


def test_nothing_of_the_environment_is_written_down(rounds, monkeypatch):
    monkeypatch.setenv("MY_TOKEN", "hunter2secret")
    aged(rounds)
    for words in QUESTIONS * 3:
        ask(rounds, words)
    kept = [path for path in index_of(rounds).rglob("*") if path.is_file()]
    assert any(path.parent.name == "answers" for path in kept)
    assert not any(b"hunter2secret" in path.read_bytes() for path in kept)


def test_a_long_answer_is_not_kept_and_few_are(rounds, monkeypatch):
    aged(rounds)
    monkeypatch.setattr("inspect_cli.cli.argv.again._KEPT", 3)
    for words in QUESTIONS * 3:
        ask(rounds, words)
    assert len(list((index_of(rounds) / "answers").iterdir())) == 3
    shutil.rmtree(index_of(rounds) / "answers")
    monkeypatch.setattr("inspect_cli.cli.argv.again._LARGEST", 10)
    for words in QUESTIONS * 3:
        ask(rounds, words)
    assert not (index_of(rounds) / "answers").exists()


def test_a_root_that_may_be_another_options_value_is_not_guessed(rounds, tmp_path):
    from inspect_cli.cli.argv.again import question

    assert question(["list", "--all", "--root", str(rounds)]).glance.root == str(rounds)
    assert question(["list", "--leader", f"--root={rounds}"]) is None
    assert question(["list", "--root"]) is None


def test_rounds_may_be_named_like_the_files_of_the_index_and_go_without_a_trace(rounds):
    for name in ("note", "answers", "rounds"):
        shutil.copytree(rounds / "rounds/2020-r2", rounds / "rounds" / name)
        path = rounds / "rounds" / name / "round.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("id: 2020-r2", f"id: {name}"), encoding="utf-8")
    aged(rounds)
    agrees(rounds, times=3)
    assert (index_of(rounds) / "note").is_file()
    shutil.rmtree(rounds / "rounds/note")
    agrees(rounds)
    assert sorted(path.name for path in (index_of(rounds) / "rounds").iterdir()) == ["2019-r5", "2020-r2", "answers", "rounds"]


def test_evidence_may_be_a_record(rounds):
    folder = rounds / "rounds/2020-r2"
    for file in ("round.yaml", "issues/CG-D005.yaml"):
        digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        path = folder / "issues/CG-D001.yaml"
        raw = path.read_bytes().replace(b"\nstate:", f"\nevidence: [{{id: e1, file: {file}, sha256: {digest}}}]\nstate:".encode(), 1)
        assert b"evidence" in raw
        path.write_bytes(raw)
        assert "EVI03" not in ask(rounds, ("check", "CG-D001", "--json"))[1]
        agrees(rounds)
        git(rounds, "checkout", "-q", "--", "rounds")


def test_rows_that_vanish_between_two_looks_are_read_anew(rounds, monkeypatch):
    right = warmed(rounds)
    real = survey_of.survey

    def vanishing(root, name, *more):
        seen = real(root, name, *more)
        shutil.rmtree(index_of(rounds) / "rounds" / name, ignore_errors=True)
        return seen

    for name in ("2019-r5", "2020-r2"):
        (rounds / "rounds" / name / "round.yaml").touch()
    monkeypatch.setattr("inspect_cli.store.index.index.survey", vanishing)
    assert [said([*words, "--today", TODAY, "--root", rounds]) for words in QUESTIONS] == right


def test_a_new_day_is_worked_out_anew_where_something_falls_due(rounds):
    for day in ("2020-10-18", "2020-10-19", "2020-11-05", "2020-11-06", "2020-11-07", "2020-12-18", "2020-12-19", "2021-03-01"):
        for words in QUESTIONS:
            assert ask(rounds, words, "--today", day) == ask(rounds, words, "--no-index", "--today", day), (words, day)


def test_the_answer_is_remembered_for_its_surroundings(rounds, monkeypatch):
    aged(rounds)
    answers = {}
    for language in ("zh", "en", "zh", "en", "zh"):
        monkeypatch.setenv("INSPECT_LANG", language)
        answers.setdefault(language, []).append(ask(rounds, ("status", "--all")))
    assert answers["zh"][0] == answers["zh"][2] != answers["en"][0] == answers["en"][1]
    monkeypatch.delenv("INSPECT_LANG")
    monkeypatch.setenv("INSPECT_TODAY", "2020-11-20")
    early = said(["status", "--json", "--root", rounds], answered)
    monkeypatch.setenv("INSPECT_TODAY", "2020-12-18")
    assert said(["status", "--json", "--root", rounds], answered) != early


def test_a_reading_command_changes_no_record_and_leaves_git_clean(rounds):
    before = {path: path.read_bytes() for path in rounds.glob("rounds/**/*") if path.is_file()}
    for words in QUESTIONS:
        ask(rounds, words)
    assert {path: path.read_bytes() for path in rounds.glob("rounds/**/*") if path.is_file()} == before
    assert git(rounds, "status", "--porcelain") == ""


def test_without_git_the_index_lies_in_a_folder_that_ignores_itself(rounds):
    shutil.rmtree(rounds / ".git")
    agrees(rounds)
    assert (rounds / ".inspect" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    aged(rounds)
    agrees(rounds, times=2)


# -- what git cannot vouch for -----------------------------------------------------------------------------------------


def edited(path: Path, mtime_too: bool = True) -> None:
    """Another title of the same length; its time of change put back where wanted."""
    found, raw = path.stat(), path.read_bytes()
    title = raw.index(b"title: ") + 7
    other = "甲".encode() if raw[title : title + 3] != "甲".encode() else "乙".encode()
    path.write_bytes(raw[:title] + other + raw[title + 3 :])
    if mtime_too:
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


TRAPS = {
    "assumed unchanged": lambda root, path: git(root, "update-index", "--assume-unchanged", str(path)),
    "out of the work tree": lambda root, path: git(root, "update-index", "--skip-worktree", str(path)),
    "times ignored": lambda root, path: git(root, "config", "core.trustctime", "false"),
    "little looked at": lambda root, path: git(root, "config", "core.checkStat", "minimal"),
    "stats ignored": lambda root, path: git(root, "config", "core.ignoreStat", "true"),
    "no checksum": lambda root, path: (git(root, "config", "index.skipHash", "true"), path.touch(), git(root, "add", "-A")),
    "a split index": lambda root, path: git(root, "update-index", "--split-index"),
    "an old index": lambda root, path: git(root, "update-index", "--index-version", "4"),
    "not tracked": lambda root, path: git(root, "rm", "-q", "--cached", str(path)),
    "ignored": lambda root, path: ((root / ".gitignore").write_text("rounds/\n"), git(root, "rm", "-rq", "--cached", "rounds")),
    "changed on its way in": lambda root, path: (
        git(root, "config", "filter.x.clean", "sed s/甲/乙/"),
        (root / ".gitattributes").write_text("rounds/** -text filter=x\n", encoding="utf-8"),
        git(root, "add", "--renormalize", "."),
    ),
    "a link": lambda root, path: (path.rename(root / "elsewhere.yaml"), path.symlink_to(root / "elsewhere.yaml")),
    "a hard link": lambda root, path: os.link(path, root / "elsewhere.yaml"),
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_an_edit_is_seen_where_git_looks_away(rounds, trap):
    path = rounds / "rounds/2020-r2/issues/CG-D001.yaml"
    trap(rounds, path)
    aged(rounds)
    for words in QUESTIONS * 2:
        ask(rounds, words)
    before = ask(rounds, QUESTIONS[2])
    target = rounds / "elsewhere.yaml"
    edited(target if target.exists() else path)
    assert ask(rounds, QUESTIONS[2]) != before
    agrees(rounds)


def test_an_edit_in_the_same_moment_with_its_time_put_back_is_seen(rounds):
    path = rounds / "rounds/2020-r2/issues/CG-D001.yaml"
    for _ in range(20):
        edited(path)
        git(rounds, "add", "-A")
        ask(rounds, QUESTIONS[2])
        edited(path)
        agrees(rounds, QUESTIONS[2:3])


def settled(root: Path) -> None:
    """Old enough to be relied on, asked twice, edited behind everybody's back, and asked again."""
    aged(root)
    agrees(root, times=2)
    before = ask(root, QUESTIONS[2])
    edited(root / "rounds/2020-r2/issues/CG-D001.yaml")
    assert ask(root, QUESTIONS[2]) != before
    agrees(root)


def test_a_repository_with_other_hashes_is_followed(tmp_path, rounds):
    root = tmp_path / "sha256"
    shutil.copytree(rounds, root, ignore=shutil.ignore_patterns(".git"))
    git(root, "init", "-q", "--object-format=sha256")
    git(root, "add", "-A")
    settled(root)


def test_records_in_a_folder_of_a_larger_repository_are_followed(rounds):
    within = rounds / "整改" / "office"
    within.mkdir(parents=True)
    (rounds / "rounds").rename(within / "rounds")
    git(rounds, "add", "-A")
    git(rounds, "commit", "-q", "-m", "moved")
    settled(within)


def test_a_repository_within_the_repository_is_followed(rounds):
    inner = rounds / "rounds/2020-r2"
    git(rounds, "rm", "-rq", "--cached", str(inner))
    git(inner, "init", "-q")
    git(inner, "add", "-A")
    git(inner, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "x")
    git(rounds, "add", "-A")
    settled(rounds)


def test_where_git_is_told_to_look_elsewhere_it_looks_here(rounds, tmp_path, monkeypatch):
    git(tmp_path, "init", "-q", "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere/.git/index"))
    settled(rounds)


def test_a_copied_and_a_moved_tree_are_followed(rounds, tmp_path):
    aged(rounds)
    agrees(rounds)
    subprocess.run(["cp", "-a", str(rounds), str(tmp_path / "copy")], check=True)
    edited(tmp_path / "copy/rounds/2020-r2/issues/CG-D001.yaml")
    agrees(tmp_path / "copy")
    shutil.move(tmp_path / "copy", tmp_path / "moved")
    settled(tmp_path / "moved")


def test_without_git_on_the_path_the_answers_are_the_same(rounds, monkeypatch):
    monkeypatch.setenv("PATH", "")
    settled(rounds)


def test_git_that_was_missing_once_vouches_for_nothing_that_was_seen_then(rounds, monkeypatch):
    path = rounds / "rounds/2020-r2/issues/CG-D001.yaml"
    git(rounds, "rm", "-q", "--cached", str(path))
    aged(rounds)
    with monkeypatch.context() as without:
        without.setenv("PATH", "")
        agrees(rounds)
    agrees(rounds)
    edited(path)
    agrees(rounds)


def test_evidence_is_followed_however_it_changes(rounds):
    path = next((rounds / "rounds/2020-r2/evidence").rglob("*.*"))
    aged(rounds)
    agrees(rounds)
    raw = path.read_bytes()
    for change in (
        lambda: path.unlink(),
        lambda: path.write_bytes(raw),
        lambda: path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1])),
        lambda: (path.unlink(), path.mkdir()),
        lambda: (path.rmdir(), path.symlink_to(rounds / ".gitattributes")),
        lambda: (path.unlink(), path.parent.rename(path.parent.with_name("x")), path.parent.symlink_to(path.parent.with_name("x"))),
    ):
        change()
        agrees(rounds, QUESTIONS[1:4], times=2)


def test_untracked_evidence_that_is_moved_away_behind_a_link_is_outside(rounds, tmp_path):
    folder = next((rounds / "rounds/2020-r2/evidence").rglob("*.*")).parent
    git(rounds, "rm", "-rq", "--cached", str(folder))
    aged(rounds)
    agrees(rounds, times=2)
    folder.rename(tmp_path / "away")
    folder.symlink_to(tmp_path / "away")
    assert "EVI04" in ask(rounds, QUESTIONS[3])[1]
    agrees(rounds)


# -- random steps ------------------------------------------------------------------------------------------------------


class Walk:
    """A workspace in which somebody, or something, does one thing after another."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.dice, self.made = root, random.Random(seed), 0
        self.roots = [root]

    def records(self) -> list[Path]:
        return sorted(path for path in self.root.glob("rounds/*/issues/*.yaml") if path.is_file())

    def step(self) -> str:
        names = [name for name in dir(self) if name.startswith("do_")]
        name = self.dice.choice(names)
        with contextlib.suppress(IndexError, FileNotFoundError, FileExistsError, UnicodeDecodeError, ValueError):
            getattr(self, name)()
        return name

    def one(self) -> Path:
        return self.dice.choice(self.records())

    def do_edit(self) -> None:
        edited(self.one(), mtime_too=False)

    def do_edit_with_the_time_put_back(self) -> None:
        edited(self.one())

    def do_replace(self) -> None:
        path = self.one()
        new = path.with_name(".new")
        new.write_bytes(path.read_bytes() + b"# again\n")
        new.replace(path)

    def do_break(self) -> None:
        self.one().write_bytes(self.dice.choice([b"", b"a: [", b"\xff", b"uid: x\nuid: x\n"]))

    def do_add(self) -> None:
        path = self.one()
        self.made += 1
        name = f"CG-D{900 + self.made}"
        raw = path.read_text(encoding="utf-8").replace(path.stem, name)
        path.with_name(f"{name}.yaml").write_text(raw, encoding="utf-8")

    def do_add_a_stray(self) -> None:
        self.one().with_name("note.txt").write_text("x", encoding="utf-8")

    def do_delete(self) -> None:
        if len(self.records()) > 12:
            self.one().unlink()

    def do_rename(self) -> None:
        path = self.one()
        path.rename(path.with_name(f"TY-D{self.dice.randrange(800, 899)}.yaml"))

    def do_swap(self) -> None:
        one, two = self.one(), self.one()
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)

    def do_touch(self) -> None:
        os.utime(self.one())

    def do_round(self) -> None:
        path = self.dice.choice(sorted(self.root.glob("rounds/*/round.yaml")))
        path.write_text(path.read_text(encoding="utf-8") + f"# {self.made}\n", encoding="utf-8")

    def do_evidence(self) -> None:
        path = self.dice.choice(sorted(path for path in self.root.glob("rounds/*/evidence/*/*") if path.is_file()))
        self.dice.choice([path.unlink, lambda: path.write_bytes(path.read_bytes()[::-1])])()

    def do_git_add(self) -> None:
        git(self.root, "add", "-A")

    def do_commit(self) -> None:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "--allow-empty", "-m", "x")

    def do_branch(self) -> None:
        self.do_commit()
        self.made += 1
        git(self.root, "checkout", "-q", "-b", f"b{self.made}")

    def do_checkout(self) -> None:
        self.do_commit()
        others = [name.strip("*+ ") for name in git(self.root, "branch").splitlines()]
        git(self.root, "checkout", "-q", self.dice.choice(others), check=False)

    def do_restore(self) -> None:
        git(self.root, "checkout", "-q", "--", "rounds", check=False)

    def do_stash(self) -> None:
        git(self.root, "stash", "-q", check=False)

    def do_back_to_the_samples(self) -> None:
        git(self.root, "checkout", "-q", "main~0", "--", "rounds", check=False)

    def do_worktree(self) -> None:
        self.made += 1
        git(self.root, "worktree", "add", "-q", "--detach", str(self.roots[0].parent / f"tree{self.made}"))
        self.roots.append(self.roots[0].parent / f"tree{self.made}")
        self.root = self.roots[-1]

    def do_other_worktree(self) -> None:
        self.root = self.dice.choice(self.roots)

    def do_clone(self) -> None:
        self.made += 1
        to = self.roots[0].parent / f"clone{self.made}"
        git(self.root, "clone", "-q", str(self.roots[0]), str(to))
        for word in ("user.name", "user.email"):
            git(to, "config", word, "z@example.org")
        self.roots.append(to)
        self.root = to

    def do_repack(self) -> None:
        git(self.root, "gc", "-q")

    def do_refresh(self) -> None:
        git(self.root, "update-index", "-q", "--refresh", check=False)


def walked(root: Path, steps: int, seed: int, wait_every: int) -> None:
    walk = Walk(root, seed)
    trail = []
    for number in range(steps):
        if number % wait_every == wait_every - 1:
            time.sleep(AGED)
            agrees(walk.root, times=3)
        trail.append(walk.step())
        for words in walk.dice.sample(QUESTIONS, 2):
            assert ask(walk.root, words) == ask(walk.root, words, "--no-index"), (words, number, trail[-12:])


def test_a_hundred_random_steps_change_no_answer(rounds, monkeypatch):
    real, recalled = Question.recalled, []
    monkeypatch.setattr(Question, "recalled", lambda self: recalled.append(real(self)) or recalled[-1])
    walked(rounds, 100, seed=20201019, wait_every=12)
    assert sum(answer is not None for answer in recalled) >= 20, "the memory was really asked"


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_two_thousand_random_steps_change_no_answer(rounds, seed):
    walked(rounds, 250, seed=seed, wait_every=10)


# -- damage ------------------------------------------------------------------------------------------------------------


def warmed(root: Path) -> list[tuple[int, str, str]]:
    """Aged and asked until everything is remembered; the answers without the index."""
    aged(root)
    for words in QUESTIONS * 2:
        ask(root, words)
    return [ask(root, words, "--no-index") for words in QUESTIONS]


def damaged(raw: bytes) -> dict[str, bytes]:
    flipped = {f"bit {at} flipped": raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :] for at in {0, 20, 45, len(raw) // 2, len(raw) - 1}}
    return {"empty": b"", "cut": raw[: len(raw) // 2], "longer": raw + b"x", "another's": b"SQLite format 3\0" + raw, **flipped}


def test_a_damaged_index_is_no_index(rounds, monkeypatch):
    right = warmed(rounds)
    shelf = sorted(path for path in index_of(rounds).rglob("*") if path.is_file() and path.parent.name != "answers")
    real, read = Shelf.get, []
    monkeypatch.setattr(Shelf, "get", lambda self, name: read.append(name) or real(self, name))
    assert len(shelf) == 1 + 2 * 4  # the note; and of each round what was seen, its rows, its standing, what check found
    for path in shelf:
        assert [said([*words, "--today", TODAY, "--root", rounds]) for words in QUESTIONS] == right  # what was lost is there again
        raw, name = path.read_bytes(), path.relative_to(index_of(rounds)).as_posix()
        for what, bad in damaged(raw).items():
            path.write_bytes(bad)
            read.clear()
            assert [said([*words, "--today", TODAY, "--root", rounds]) for words in QUESTIONS] == right, (name, what)
            assert name in read or path.name in ("seen", "rows"), name
            path.write_bytes(raw)
    assert [ask(rounds, words) for words in QUESTIONS] == right


def test_a_damaged_answer_is_no_answer(rounds):
    right = warmed(rounds)
    for path in sorted((index_of(rounds) / "answers").iterdir()):
        raw = path.read_bytes()
        for what, bad in damaged(raw).items():
            path.write_bytes(bad)
            assert [ask(rounds, words) for words in QUESTIONS] == right, what
            path.write_bytes(raw)


def test_two_files_of_the_index_that_changed_places_are_noticed(rounds):
    right = warmed(rounds)
    one, two = (index_of(rounds) / "rounds" / name / "seen" for name in ("2019-r5", "2020-r2"))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    (rounds / "rounds/2020-r2/issues/CG-D001.yaml").touch()
    assert [ask(rounds, words) for words in QUESTIONS] == right


def test_the_index_of_another_version_is_no_index(rounds, monkeypatch):
    right = warmed(rounds)
    for path in index_of(rounds).rglob("*"):
        if path.is_file():
            assert Shelf(str(path.parent)).get(path.name) is not None
    monkeypatch.setattr(shelves, "stamp", lambda: b"0" * 24)
    assert Shelf(str(index_of(rounds))).get("note") is None
    assert [ask(rounds, words) for words in QUESTIONS] == right


def test_every_change_of_the_program_is_another_version(tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setattr(stamp, "_HOUSE", str(tmp_path))
    before = stamp.stamp()
    assert stamp.stamp() == before
    (tmp_path / "b.py").write_text("", encoding="utf-8")
    assert stamp.stamp() != before


def test_a_place_that_cannot_be_written_costs_only_time(rounds):
    right = warmed(rounds)
    folder = Workspace(rounds).state_dir
    shutil.rmtree(folder)
    folder.write_text("this is no folder\n", encoding="utf-8")
    assert [ask(rounds, words) for words in QUESTIONS * 2] == right * 2


def test_an_index_that_is_removed_while_it_is_read_costs_only_time(rounds, monkeypatch):
    right = warmed(rounds)
    real, folder = Shelf.get, index_of(rounds)
    for left in range(1, 9):

        def get(self, name, left=[left]):  # noqa: B006  (counts down over all calls)
            left[0] -= 1
            if left[0] == 0:
                shutil.rmtree(folder)
            return real(self, name)

        monkeypatch.setattr(Shelf, "get", get)
        assert [ask(rounds, words) for words in QUESTIONS] == right
        monkeypatch.setattr(Shelf, "get", real)
        for words in QUESTIONS:
            ask(rounds, words)


def test_two_processes_that_ask_while_a_third_writes_answer_rightly_afterwards(rounds):
    command = [sys.executable, "-m", "inspect_cli", "check", "--json", "--today", TODAY]
    asking = [subprocess.Popen(command, cwd=rounds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(4)]
    for number in range(10):
        edited(rounds / f"rounds/2020-r2/issues/CG-D00{number % 3 + 1}.yaml")
        time.sleep(0.05)
    assert all(process.wait() in (0, 1, 3) for process in asking)
    agrees(rounds)


# -- two at work -------------------------------------------------------------------------------------------------------


def test_a_half_that_fails_is_done_by_the_other():
    here = os.getpid()

    def work(item: str) -> str:
        if os.getpid() != here:
            raise MemoryError
        return item * 2

    assert shared(["a", "b", "c"], work, lambda done: None, worth_it=True) == {"a": "aa", "b": "bb", "c": "cc"}


@pytest.mark.skipif(not _can_fork(), reason="one processor, or no fork")
def test_two_really_work():
    assert len(set(shared(["a", "b", "c"], lambda item: os.getpid(), lambda done: None, worth_it=True).values())) == 2


def test_two_processes_find_what_one_finds(rounds, monkeypatch):
    right = [ask(rounds, words, "--no-index") for words in QUESTIONS]
    monkeypatch.setattr("inspect_cli.store.index.index.WORTH_TWO", 0)
    assert [ask(rounds, words) for words in QUESTIONS] == right
    assert Archive(Workspace(rounds)).round("2019-r5") == Archive(Workspace(rounds), indexed=False).round("2019-r5")
