"""Which repository is asked, and whether git is willing: it is told what we found, and what it refuses is said once."""

import subprocess
from pathlib import Path

import pytest
from desk import Desk

from inspect_cli.store.git import gitdir

ROUND = ("new-round", "2024-r1", "--title", "第一轮", "--kind", "regular", "--team", "二组", "--unit", "CG=城管局")
DATES = ("--starts", "2024-01-08", "--ends", "2024-06-30", "--today", "2024-01-08")
ISSUE = (
    "add",
    "--unit",
    "CG",
    "--channel",
    "during",
    "--notice",
    "oral",
    "--title",
    "台账不全",
    "--text",
    "台账不全。",
    "--found-on",
    "2024-01-20",
)
BY = ("--by", "城管局整改办", "--today", "2024-02-01")


@pytest.fixture
def at(desk: Desk) -> Desk:
    """One round with one issue, committed."""
    desk.inspect("init")
    desk.inspect(*ROUND, *DATES)
    desk.inspect(*ISSUE, *BY)
    desk.commit()
    return desk


@pytest.fixture
def refused(at: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The folder of somebody else, as git sees it: asked for by git's own switch for tests."""
    monkeypatch.setattr(gitdir, "_is_ours", lambda path: False)
    monkeypatch.setattr(gitdir, "_PLAIN", {**gitdir._PLAIN, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    monkeypatch.setenv("HOME", str(at.root.parent))  # whatever this machine's user allows is not allowed here
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(at.root.parent / "none"))
    return at


REMEDY = "git config --global --add safe.directory"


def test_doctor_answers_where_git_refuses(refused: Desk):
    said = refused.inspect("doctor", "--lang", "en", code=1)
    wrong = [line for line in said.out.splitlines() if line.startswith("✗")]
    assert len([line for line in wrong if REMEDY in line and "belongs to somebody else" in line]) == 1
    assert "✓ no write was broken off" in said.out


@pytest.mark.parametrize(
    "words", [("status",), ("status", "--all"), ("list",), ("check",), ("rounds",), ("show", "CG-D001"), ("why", "CG-D001")]
)
def test_what_git_refuses_is_said_once(refused: Desk, words: tuple[str, ...]):
    said = refused.inspect(*words, "--lang", "en", "--today", "2024-02-01", code=None)
    assert said.code in (0, 1), said
    assert said.err.count("git refuses") == 1 and "not known here" in said.err and said.err.count(REMEDY) == 1
    assert said.out or words == ("check",)  # which has no finding to print


@pytest.mark.parametrize("words", [("diff",), ("check", "--since", "HEAD"), ("history", "CG-D001"), ("trend",), ("status", "--at", "HEAD")])
def test_what_only_git_can_answer_names_the_remedy(refused: Desk, words: tuple[str, ...]):
    said = refused.inspect(*words, "--lang", "en", code=7)
    assert REMEDY in said.err and "doctor" not in said.err


def test_a_number_is_not_given_out_while_git_refuses(refused: Desk):
    said = refused.inspect(*ISSUE, *BY, "--lang", "en", code=7)
    assert REMEDY in said.err


def test_a_record_can_be_written_while_git_refuses(refused: Desk):
    start = ("start", "CG-D001", "--leader", "副局长", "--department", "办公室", "--due", "2024-05-31", "--measure", "补登")
    said = refused.inspect(*start, *BY, "--lang", "en")
    assert "in progress" in said.err and said.err.count("git refuses") == 1


def test_somebody_else_s_folder_that_git_was_told_to_trust_is_asked(at: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gitdir, "_is_ours", lambda path: False)
    assert at.inspect("diff").code == 0
    assert "git refuses" not in at.inspect("status", "--lang", "en", "--today", "2024-02-01").err


def test_records_that_are_laid_out_as_a_repository_are_not_taken_for_one(at: Desk, tmp_path: Path):
    """A clone may hold a folder that git would take for a bare repository, whose settings name a program to run."""
    ran = tmp_path / "ran"
    inner = tmp_path / "outer" / "records"
    inner.mkdir(parents=True)
    subprocess.run(["cp", "-r", "rounds", str(inner)], cwd=at.root, check=True)
    for name in ("HEAD", "refs", "objects", "index"):
        subprocess.run(["cp", "-r", f".git/{name}", str(inner)], cwd=at.root, check=True)
    (inner / "config").write_text(
        f"[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tworktree = .\n\tfsmonitor = touch {ran}\n"
        f'[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = /\n\tpromisor = true\n\tuploadpack = touch {ran}; false\n'
        f"[core]\n\tsshCommand = touch {ran}\n",
        encoding="utf-8",
    )
    blob = subprocess.run(
        ["git", "rev-parse", "HEAD:rounds/2024-r1/issues/CG-D001.yaml"], cwd=at.root, capture_output=True, text=True, check=True
    )
    (inner / "objects" / blob.stdout[:2] / blob.stdout[2:].strip()).unlink()
    outer = inner.parent
    for words in (
        ["init", "-q"],
        ["config", "user.name", "整改办"],
        ["config", "user.email", "z@example.org"],
        ["add", "-Af"],
        ["commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=outer, check=True)
    root = ("--root", str(inner), "--today", "2024-02-01")
    for words in (
        ("status",),
        ("diff",),
        ("check", "--since", "HEAD"),
        ("history", "CG-D001"),
        ("trend",),
        ("status", "--at", "HEAD"),
        ("doctor",),
    ):
        at.inspect(*words, *root, code=None)
        assert not ran.exists(), words
    assert "CG-D001" in at.inspect("status", *root, code=None).out


def test_a_git_file_that_leads_nowhere_is_said(at: Desk):
    """As a work tree that was moved, or a submodule that was copied."""
    subprocess.run(["mv", ".git", "gone"], cwd=at.root, check=True)
    (at.root / ".git").write_text("gitdir: nowhere\n", encoding="utf-8")
    said = at.inspect("status", "--lang", "en", "--today", "2024-02-01", code=None)
    assert "CG-D001" in said.out and "nowhere" in said.err and "not known here" in said.err


def test_without_a_git_program_it_is_said_and_doctor_gives_its_page(at: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(at.root))
    said = at.inspect("status", "--lang", "en", "--today", "2024-02-01", code=None)
    assert "CG-D001" in said.out and said.err.count("git is not installed") == 1
    page = at.inspect("doctor", "--lang", "en", code=1)
    assert "✗ git is not installed" in page.out and "✓ no write was broken off" in page.out
    assert "git is not installed" in at.inspect("diff", "--lang", "en", code=7).err


def test_an_index_that_git_cannot_read_is_said(at: Desk):
    (at.root / ".git/index").write_bytes(b"DIRC" + bytes(60))
    said = at.inspect("status", "--lang", "en", "--today", "2024-02-01", code=None)
    assert "CG-D001" in said.out and "not known here" in said.err
    page = at.inspect("doctor", "--lang", "en", code=1)
    assert "✓ no write was broken off" in page.out
