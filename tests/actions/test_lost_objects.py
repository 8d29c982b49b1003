"""What git has lost: every command that needs it ends with exit 7 and names it; nothing passes as new, empty or unchanged."""

import zlib
from pathlib import Path

import pytest
from branch import replaced
from desk import Desk, add_issue

FILE = "rounds/2020-r2/issues/CG-D001.yaml"
PAST = (
    ("diff", "base..HEAD"),
    ("check", "--since", "base"),
    ("status", "--at", "base"),
    ("history", "CG-D001"),
    ("trend", "2020-r2"),
)


@pytest.fixture
def lowered(base: Desk) -> Desk:
    """The severity of CG-D001 was lowered without a word, and committed."""
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    base.commit("lowered")
    return base


def loose(at: Desk, name: str) -> Path:
    """Where the object that a name means lies, by itself."""
    key = at.git("rev-parse", name).strip()
    path = at.root / ".git" / "objects" / key[:2] / key[2:]
    path.chmod(0o644)
    return path


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20])


def scribbled_on(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def exchanged(path: Path) -> None:
    """Another content under the old name, which git prints without a look."""
    head, _, content = zlib.decompress(path.read_bytes()).partition(b"\0")
    path.write_bytes(zlib.compress(head + b"\0" + content.replace(b"severity: serious", b"severity: minor  ")))


@pytest.mark.parametrize("words", PAST, ids=lambda words: words[0])
def test_a_record_that_git_has_lost_is_named_and_never_new(lowered, words):
    loose(lowered, f"base:{FILE}").unlink()
    said = lowered.inspect(*words, code=7)
    assert "git lacks the object" in said.err, said
    assert f"({FILE} at {lowered.git('rev-parse', 'base')[:10]})" in said.err, said
    assert "git fsck" in said.err, said


@pytest.mark.parametrize("damage", [emptied, cut_short, scribbled_on, exchanged], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("words", PAST[:3], ids=lambda words: words[0])
def test_a_damaged_record_is_named_as_a_lost_one(lowered, words, damage):
    damage(loose(lowered, f"base:{FILE}"))
    said = lowered.inspect(*words, code=7)
    assert "git lacks the object" in said.err and FILE in said.err, said


@pytest.mark.parametrize("words", PAST, ids=lambda words: words[0])
@pytest.mark.parametrize("name", ["base^{tree}", "base:rounds/2020-r2/issues", "base^{commit}"], ids=["tree", "folder", "commit"])
def test_a_lost_tree_or_commit_is_no_empty_round(lowered, words, name):
    lost = loose(lowered, name)
    lost.unlink()
    said = lowered.inspect(*words, code=None)
    assert said.code == 7, said
    assert lost.parent.name + lost.name in said.err or lost.name[:10] in said.err, said


@pytest.mark.parametrize("words", [("diff",), ("check", "--since", "HEAD"), ("status", "--at", "HEAD"), ("check", "--staged")], ids=str)
def test_a_lost_head_is_no_empty_beginning(lowered, words):
    lost = loose(lowered, "HEAD")
    lost.unlink()
    said = lowered.inspect(*words, code=7)
    assert lost.name[:9] in said.err or "bad object HEAD" in said.err, said


def test_a_branch_whose_name_is_spoilt_is_no_empty_beginning(lowered):
    emptied(lowered.root / ".git" / "refs" / "heads" / "main")
    assert "broken" in lowered.inspect("diff", code=7).err


def test_objects_that_lay_in_another_folder_are_named_when_it_is_gone(lowered, tmp_path, monkeypatch):
    lowered.git("clone", "-q", "--shared", ".", str(tmp_path / "borrower"))
    borrower = Desk(tmp_path / "borrower", lowered._capsys)
    (lowered.root / ".git" / "objects").rename(tmp_path / "gone")
    monkeypatch.chdir(borrower.root)
    for words in (("diff", "base..HEAD"), ("check", "--since", "base"), ("status", "--at", "HEAD"), ("diff",)):
        assert borrower.inspect(*words, code=7).err


def test_where_two_lines_parted_is_not_guessed_when_a_commit_is_lost(lowered):
    lowered.git("checkout", "-q", "-b", "side")
    lowered.git("commit", "-q", "--allow-empty", "-m", "aside")
    loose(lowered, "main").unlink()
    assert lowered.inspect("diff", "base...side", code=7).err


def test_a_submodule_among_the_records_is_no_lost_object(lowered):
    lowered.git("update-index", "--add", "--cacheinfo", f"160000,{'12' * 20},rounds/2020-r2/issues/CG-D099.yaml")
    lowered.git("update-index", "--add", "--cacheinfo", f"160000,{'12' * 20},rounds/2020-r2/evidence/more")
    lowered.git("commit", "-q", "-m", "a submodule")
    assert "DIF03" in lowered.inspect("diff", "base..HEAD", code=1).out
    lowered.inspect("status", "--at", "HEAD")
    lowered.inspect("history", "CG-D001")
    lowered.inspect("trend", "2020-r2")
    lowered.inspect("check", "--staged", code=None)


@pytest.mark.parametrize("words", PAST, ids=lambda words: words[0])
def test_what_a_partial_clone_cannot_fetch_is_named(lowered, tmp_path, monkeypatch, words):
    lowered.git("config", "uploadpack.allowFilter", "true")
    there = f"file://{lowered.root}"
    lowered.git("clone", "-q", "--no-local", "--filter=blob:none", there, str(tmp_path / "partial"))
    partial = Desk(tmp_path / "partial", lowered._capsys)
    lowered.root.rename(tmp_path / "gone")
    monkeypatch.chdir(partial.root)
    said = partial.inspect(*words, code=7)
    assert f"({FILE} at {partial.git('rev-parse', 'base')[:10]})" in said.err and "partial clone" in said.err, said
    assert len(said.err.splitlines()) == 2, said
    partial.inspect("status", "--at", "HEAD")


def test_what_git_says_of_a_lost_tree_is_all_that_is_told(workspace):
    add_issue(workspace, "during", "CG")
    workspace.commit("one")
    workspace.git("tag", "ONE")
    add_issue(workspace, "during", "CG")
    workspace.commit("two")
    lost = workspace.git("rev-parse", "ONE:rounds").strip()
    (workspace.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    for words in (("diff", "ONE..HEAD"), ("check", "--since", "ONE"), ("doctor",)):
        said = workspace.inspect(*words, code=None)
        assert "graft" not in said.out + said.err, said
    assert lost[:12] in workspace.inspect("diff", "ONE..HEAD", code=7).err


def test_what_comes_before_a_lost_commit_is_not_called_unknown(workspace):
    add_issue(workspace, "during", "CG")
    workspace.commit("one")
    add_issue(workspace, "during", "CG")
    workspace.commit("two")
    lost = workspace.git("rev-parse", "HEAD").strip()
    (workspace.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    said = workspace.inspect("diff", "HEAD~1..HEAD", code=7).err
    assert lost[:12] in said and "knows no commit" not in said, said


def test_a_repository_that_is_broken_is_not_one_that_lacks_a_commit(workspace):
    add_issue(workspace, "during", "CG")
    workspace.commit("one")
    (workspace.root / ".git" / "HEAD").unlink()
    said = workspace.inspect("diff", "HEAD~1..HEAD", code=7).err
    assert "not a git repository" in said and "knows no commit" not in said, said
