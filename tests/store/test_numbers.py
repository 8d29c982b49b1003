"""A number is given out once: whatever any branch, worktree or commit ever used is taken; and a record can get another one."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round

from inspect_cli.domain.lifecycle.relinking import meant_by
from inspect_cli.domain.record.links import IssueStub
from inspect_cli.domain.words import Channel, State
from inspect_cli.store.git import asking as git

pytestmark = pytest.mark.slow

PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
ISSUES = "rounds/2020-r2/issues"


@pytest.fixture
def three(desk: Desk) -> Desk:
    """CG-D001 to CG-D003, committed on main."""

    def story(at: Desk) -> None:
        open_round(at)
        for _ in range(3):
            add_issue(at)
        at.commit()

    return desk.set_up(story)


def a_copy(desk: Desk, name: str, folder: Path | None = None) -> Path:
    """A file that claims the number by its name; what it holds does not matter here."""
    path = (folder or desk.root) / ISSUES / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"id: {name}\n", encoding="utf-8")
    return path


def added(desk: Desk, *more: str) -> str:
    return add_issue(desk, "during", "CG", *more).split("/")[1]


# -- what takes a number -----------------------------------------------------------------------------------------------


def on_another_branch(desk, tmp_path):
    desk.git("checkout", "-q", "-b", "other")
    a_copy(desk, "CG-D007")
    desk.commit()
    desk.git("checkout", "-q", "main")


def deleted_long_ago(desk, tmp_path):
    path = a_copy(desk, "CG-D007")
    desk.commit()
    path.unlink()
    desk.commit()
    add_issue(desk, "feedback")
    desk.commit()


def deleted_on_another_branch(desk, tmp_path):
    desk.git("checkout", "-q", "-b", "other")
    deleted_long_ago(desk, tmp_path)
    desk.git("checkout", "-q", "main")


def deleted_on_a_branch_whose_merge_kept_nothing_of_it(desk, tmp_path):
    on_another_branch(desk, tmp_path)
    (desk.root / "note").write_text("x", encoding="utf-8")
    desk.commit()
    desk.git("merge", "-q", "-s", "ours", "-m", "x", "other")
    desk.git("branch", "-D", "other")


def born_and_gone_in_merges(desk, tmp_path):
    desk.git("checkout", "-q", "-b", "other")
    (desk.root / "note").write_text("x", encoding="utf-8")
    desk.commit()
    desk.git("checkout", "-q", "main")
    desk.git("merge", "-q", "--no-ff", "--no-commit", "other")
    path = a_copy(desk, "CG-D007")
    desk.commit()
    path.unlink()
    desk.commit()
    desk.git("branch", "-D", "other")


def renamed_to_something_else(desk, tmp_path):
    a_copy(desk, "CG-D007")
    desk.commit()
    desk.git("mv", f"{ISSUES}/CG-D007.yaml", "elsewhere.yaml")
    desk.commit()


def as_what_a_file_was_renamed_to(desk, tmp_path):
    a_copy(desk, "草稿")
    desk.commit()
    desk.git("mv", f"{ISSUES}/草稿.yaml", f"{ISSUES}/CG-D007.yaml")
    desk.commit()
    desk.git("rm", "-q", f"{ISSUES}/CG-D007.yaml")
    desk.commit()


def in_a_signed_commit(desk, tmp_path):
    on_another_branch(desk, tmp_path)
    head, message = desk.git("cat-file", "commit", "other").split("\n\n", 1)
    signed = f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n{message}"
    (tmp_path / "commit").write_text(signed, encoding="utf-8")
    desk.git("update-ref", "refs/heads/other", desk.git("hash-object", "-t", "commit", "-w", str(tmp_path / "commit")).strip())
    script = tmp_path / "gpg"
    script.write_text("#!/bin/sh\necho 'gpg: good' >&2\n", encoding="utf-8")
    script.chmod(0o755)
    desk.git("config", "gpg.program", str(script))


def in_the_first_commit_of_a_foreign_branch(desk, tmp_path):
    desk.git("checkout", "-q", "--orphan", "other")
    a_copy(desk, "CG-D007")
    desk.commit()
    desk.git("checkout", "-q", "main")


def on_a_remote_tracking_branch(desk, tmp_path):
    desk.git("clone", "-q", str(desk.root), str(tmp_path / "clone"))
    a_copy(desk, "CG-D007", tmp_path / "clone")
    for words in (["checkout", "-qb", "theirs"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path / "clone", check=True)
    desk.git("remote", "add", "colleague", str(tmp_path / "clone"))
    desk.git("fetch", "-q", "colleague")


def under_a_tag(desk, tmp_path):
    on_another_branch(desk, tmp_path)
    desk.git("tag", "-a", "-m", "x", "issued", "other")
    desk.git("branch", "-D", "other")


def in_the_stash(desk, tmp_path):
    a_copy(desk, "CG-D007")
    desk.git("stash", "-q", "--include-untracked")


def uncommitted_in_a_worktree(desk, tmp_path):
    desk.git("worktree", "add", "-q", str(tmp_path / "工作 树"), "-b", "other")
    a_copy(desk, "CG-D007", tmp_path / "工作 树")


def committed_with_a_detached_head_in_a_worktree(desk, tmp_path):
    desk.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"))
    path = a_copy(desk, "CG-D007", tmp_path / "tree")
    for words in (["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path / "tree", check=True)
    path.unlink()


def committed_with_our_head_detached(desk, tmp_path):
    desk.git("checkout", "-q", "--detach")
    a_copy(desk, "CG-D007")
    desk.commit()


def as_a_folder_of_evidence(desk, tmp_path):
    path = desk.root / "rounds/2020-r2/evidence/CG-D007/照片.jpg"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")


def as_a_folder_of_evidence_long_ago(desk, tmp_path):
    as_a_folder_of_evidence(desk, tmp_path)
    desk.commit()
    (desk.root / "rounds/2020-r2/evidence/CG-D007/照片.jpg").unlink()
    desk.commit()


def as_a_folder_of_evidence_in_a_worktree(desk, tmp_path):
    desk.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    folder = tmp_path / "tree/rounds/2020-r2/evidence/CG-D007"
    folder.mkdir(parents=True)
    (folder / "x.jpg").write_bytes(b"x")


def inside_a_file_of_another_name(desk, tmp_path):
    a_copy(desk, "副本").write_text('title: x\n"id": "CG-D007"\n', encoding="utf-8")


def inside_a_file_of_another_number(desk, tmp_path):
    rewritten(desk, "CG-D002", ("id: CG-D002", "id: CG-D007"))


def with_another_ending(desk, tmp_path):
    a_copy(desk, "CG-D007").rename(desk.root / ISSUES / "CG-D007.yml")


def in_small_letters(desk, tmp_path):
    a_copy(desk, "cg-d007")


PLACES = [
    on_another_branch,
    deleted_long_ago,
    deleted_on_another_branch,
    deleted_on_a_branch_whose_merge_kept_nothing_of_it,
    born_and_gone_in_merges,
    renamed_to_something_else,
    as_what_a_file_was_renamed_to,
    in_a_signed_commit,
    in_the_first_commit_of_a_foreign_branch,
    on_a_remote_tracking_branch,
    under_a_tag,
    in_the_stash,
    uncommitted_in_a_worktree,
    committed_with_a_detached_head_in_a_worktree,
    committed_with_our_head_detached,
    as_a_folder_of_evidence,
    as_a_folder_of_evidence_long_ago,
    as_a_folder_of_evidence_in_a_worktree,
    inside_a_file_of_another_name,
    inside_a_file_of_another_number,
    with_another_ending,
    in_small_letters,
]
SETTINGS = {
    "log.showRoot": "false",
    "log.diffMerges": "off",
    "log.showSignature": "true",
    "diff.renames": "copies",
    "diff.relative": "true",
    "color.ui": "always",
    "core.quotePath": "true",
}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("settings", [{}, SETTINGS], ids=["plain", "odd settings"])
def test_a_number_is_taken_wherever_it_was_ever_used(three, tmp_path, place, settings):
    place(three, tmp_path)
    for key, value in settings.items():
        three.git("config", key, value)
    said = three.inspect("renumber", "CG-D001", "--to", "CG-D007", "--today", "2020-11-02", code=4)
    assert "CG-D007 is taken" in said.err and said.err.count("\n") >= 3 and "gpg" not in said.err, "and where"
    assert added(three) == "CG-D008"


def test_what_was_a_file_where_folders_are_now_takes_no_number(three):
    folder = three.root / "rounds/2020-r2/evidence"
    folder.write_text("x", encoding="utf-8")
    three.commit()
    folder.unlink()
    three.commit()
    assert added(three) == "CG-D004"


def test_the_doctor_says_that_a_shallow_clone_cannot_see_every_number(three, tmp_path, monkeypatch):
    added(three)
    three.commit()
    three.git("clone", "-q", "--depth", "1", f"file://{three.root}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert "git fetch --unshallow" in three.inspect("doctor", code=1).out


def test_a_number_of_another_round_or_series_takes_none_here(three):
    a_copy(three, "TY-D009")
    a_copy(three, "CG-F009")
    (three.root / "rounds/2021-r1/issues").mkdir(parents=True)
    (three.root / "rounds/2021-r1/issues/CG-D050.yaml").write_text("id: CG-D050\n", encoding="utf-8")
    three.commit()
    assert added(three) == "CG-D004"


def test_an_empty_folder_of_evidence_and_what_a_crash_left_take_no_number(three):
    for name, inside in (("CG-D004", None), ("CG-D005", ".a.jpg.0f0f0f0f.inspect-tmp")):
        folder = three.root / "rounds/2020-r2/evidence" / name
        folder.mkdir(parents=True)
        if inside:
            (folder / inside).write_bytes(b"x")
    assert added(three) == "CG-D004"


def test_the_records_may_lie_in_a_folder_of_the_repository(desk, tmp_path, monkeypatch):
    inner = desk.root / "整改 [台账]" / "records"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    open_round(desk)
    add_issue(desk)
    desk.commit()
    gone = a_copy(desk, "CG-D005", inner)
    a_copy(desk, "CG-D090", desk.root)
    desk.commit()
    gone.unlink()
    desk.commit()
    assert added(desk) == "CG-D006", "and not what a folder of the same name elsewhere in the repository holds"
    desk.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    a_copy(desk, "CG-D008", tmp_path / "tree" / "整改 [台账]" / "records")
    assert added(desk) == "CG-D009"


def test_a_worktree_sees_what_the_main_folder_has_not_committed(three, tmp_path, monkeypatch):
    three.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    assert added(three) == "CG-D004"
    monkeypatch.chdir(tmp_path / "tree")
    assert added(three) == "CG-D005"
    monkeypatch.chdir(three.root)
    assert added(three) == "CG-D006"


def test_worktrees_of_a_bare_repository_and_vanished_ones_are_no_hindrance(three, tmp_path, monkeypatch):
    bare, one, two = tmp_path / "bare.git", tmp_path / "one", tmp_path / "two"
    three.git("clone", "-q", "--bare", str(three.root), str(bare))
    for folder, branch in ((one, "a"), (two, "b"), (tmp_path / "gone", "c")):
        subprocess.run(["git", "worktree", "add", "-q", str(folder), "-b", branch], cwd=bare, check=True, capture_output=True)
    (tmp_path / "gone").rename(tmp_path / "elsewhere")
    a_copy(three, "CG-D007", two)
    monkeypatch.chdir(one)
    assert added(three, "--by", "x") == "CG-D008"


def test_without_a_commit_without_git_and_with_no_git_installed_the_folder_alone_says(desk, tmp_path, monkeypatch):
    open_round(desk)
    assert [added(desk), added(desk)] == ["CG-D001", "CG-D002"]
    plain = tmp_path / "plain"
    plain.mkdir()
    monkeypatch.chdir(plain)
    monkeypatch.setenv("INSPECT_BY", "x")
    open_round(desk)
    assert [added(desk), added(desk)] == ["CG-D001", "CG-D002"]
    monkeypatch.chdir(desk.root)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert added(desk) == "CG-D003"


@pytest.mark.parametrize("words", [["add"], ["carry"], ["renumber"]])
def test_where_git_fails_no_number_is_given_out_and_nothing_is_written(three, words):
    (three.root / ".git/refs/heads/torn").write_text("1" * 40 + "\n", encoding="utf-8")
    more = {
        "add": ["--unit", "CG", "--channel", "feedback", "--title", "t", "--text", "x", "--found-on", "2020-10-28"],
        "carry": ["CG-D001"],
        "renumber": ["CG-D001"],
    }[words[0]]
    said = three.inspect(*words, *more, "--today", "2020-11-02", code=7)
    assert "git failed" in said.err and "torn" in said.err and said.out == ""
    assert "torn" in three.inspect("doctor", code=1).out
    assert three.git("status", "--porcelain") == ""


def test_another_repository_that_the_environment_points_at_is_not_asked(three, tmp_path, monkeypatch):
    on_another_branch(three, tmp_path)
    other = tmp_path / "another"
    subprocess.run(["git", "init", "-q", str(other)], check=True)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert added(three, "--by", "x") == "CG-D008"


def test_a_git_that_lists_worktrees_only_by_lines_is_understood(three, tmp_path, monkeypatch):
    uncommitted_in_a_worktree(three, tmp_path)
    honest = git.answer

    def older(folder, *words):
        if words[0] == "worktree" and "-z" in words:
            raise git.GitFailed("unknown switch `z'")
        return honest(folder, *words)

    monkeypatch.setattr(git, "answer", older)
    assert added(three) == "CG-D008"


def test_a_worktree_that_cannot_be_looked_into_is_said_and_no_number_given(three, tmp_path):
    uncommitted_in_a_worktree(three, tmp_path)
    folder = tmp_path / "工作 树" / ISSUES
    folder.chmod(0)
    try:
        if os.access(folder, os.R_OK):
            pytest.skip("this user may read everything")
        words = ("--unit", "CG", "--channel", "feedback", "--title", "t", "--text", "x", "--found-on", "2020-10-28")
        assert str(folder) in three.inspect("add", *words, code=6).err
    finally:
        folder.chmod(0o755)


def test_items_that_are_carried_together_get_numbers_of_their_own_past_those_of_other_branches(three, tmp_path):
    three.git("checkout", "-q", "-b", "other")
    add_issue(three, "feedback")
    three.commit()
    three.git("checkout", "-q", "main")
    three.inspect("carry", "CG-D001", "CG-D002", "--today", "2020-11-02")
    assert sorted(path.stem for path in (three.root / ISSUES).glob("CG-F*")) == ["CG-F002", "CG-F003"]


def test_a_number_that_a_record_once_had_is_not_given_to_another_even_without_git(desk, tmp_path, monkeypatch):
    plain = tmp_path / "plain"
    plain.mkdir()
    monkeypatch.chdir(plain)
    monkeypatch.setenv("INSPECT_BY", "x")
    open_round(desk)
    add_issue(desk)
    desk.inspect("renumber", "CG-D001", "--to", "CG-D004", "--today", "2020-11-02")
    desk.inspect("renumber", "CG-D004", "--to", "CG-D002", "--today", "2020-11-02")
    assert added(desk) == "CG-D005"
    assert "CG-D001 is taken" in desk.inspect("renumber", "CG-D005", "--to", "CG-D001", "--today", "2020-11-02", code=4).err


# -- another number ----------------------------------------------------------------------------------------------------


def renumbered(desk, *words: str, code: int = 0):
    return desk.inspect("renumber", *words, "--today", "2020-11-05", code=code)


def rewritten(desk, name: str, *pairs: tuple[str, str], round_id: str = "2020-r2") -> None:
    """The record with some of its text replaced by hand."""
    path = desk.issue(name, round_id)
    content = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in content
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")


def copied(desk, name: str, as_name: str, uid: str | None = "b000000000") -> None:
    """A second file that claims the id of the first, as somebody leaves it who keeps both sides of a merge."""
    content = desk.issue(name).read_text(encoding="utf-8")
    own = next(line for line in content.splitlines() if line.startswith("uid:"))
    desk.issue(as_name).write_text(content.replace(own, f"uid: {uid}") if uid else content, encoding="utf-8")


def sound(desk) -> bool:
    """Nothing is wrong with the records, not even a warning."""
    return desk.inspect("check", "--strict", "--json", "--today", "2020-11-05").data["findings"] == []


@pytest.fixture
def linked(three: Desk, tmp_path) -> Desk:
    """CG-D003 with two pieces of evidence and a leftover; named by records of two rounds, in block and flow style."""
    three.inspect("start", "CG-D003", *PLAN, "--today", "2020-10-30")
    for name in ("整改前.jpg", "after.jpg"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        three.inspect("evidence", "add", "CG-D003", tmp_path / name, "--today", "2020-11-01")
    (three.root / "rounds/2020-r2/evidence/CG-D003/原件").mkdir()
    (three.root / "rounds/2020-r2/evidence/CG-D003/原件/草稿.txt").write_text("x", encoding="utf-8")
    when = ("--starts", "2021-03-01", "--ends", "2021-05-01")
    three.inspect("new-round", "2021-r1", "--title", "t", "--kind", "regular", "--team", "组", "--unit", "CG=局", *when)
    words = (
        "--unit",
        "CG",
        "--channel",
        "feedback",
        "--title",
        "又来了",
        "--text",
        "x",
        "--found-on",
        "2021-06-01",
        "--today",
        "2021-06-01",
    )
    three.inspect("add", *words, "--round", "2021-r1", "--recurs", "2020-r2/CG-D003", "--recurs", "2020-r2/CG-D001")
    rewritten(three, "CG-D001", ("state: registered", "state: registered\nsimilar: [CG-D002, CG-D003]   # 同类"))
    rewritten(three, "CG-D002", ("state: registered", "state: registered\nsimilar:\n  - '2020-r2/CG-D003'\n  - CG-D001"))
    three.commit()
    return three


def test_a_record_gets_the_next_free_number_with_its_evidence_and_every_link_to_it(linked):
    before = {name: linked.issue(name).read_text(encoding="utf-8").splitlines() for name in ("CG-D001", "CG-D002", "CG-D003")}
    before["CG-F001"] = linked.issue("CG-F001", "2021-r1").read_text(encoding="utf-8").splitlines()
    data = renumbered(linked, "cg-d3", "--note", "与另一分支撞号", "--json").data
    assert (data["before"], data["issue"]) == ("2020-r2/CG-D003", "2020-r2/CG-D004")
    after = {name: linked.issue(name).read_text(encoding="utf-8").splitlines() for name in ("CG-D001", "CG-D002", "CG-D004")}
    after["CG-F001"] = linked.issue("CG-F001", "2021-r1").read_text(encoding="utf-8").splitlines()
    changed = {
        name: [line for line in after[new] if line not in before[name]]
        for name, new in (("CG-D001", "CG-D001"), ("CG-D002", "CG-D002"), ("CG-D003", "CG-D004"), ("CG-F001", "CG-F001"))
    }
    assert changed["CG-D001"] == ["similar: [CG-D002, CG-D004]   # 同类"]
    assert changed["CG-D002"] == ["  - '2020-r2/CG-D004'"]
    assert [line.strip() for line in changed["CG-F001"]] in (["- 2020-r2/CG-D004"], ["recurs: [2020-r2/CG-D004, 2020-r2/CG-D001]"])
    *own, entry = changed["CG-D003"]
    assert own == ["id: CG-D004", "    file: evidence/CG-D004/整改前.jpg", "    file: evidence/CG-D004/after.jpg"]
    assert entry.endswith("did: renumber, changes: [{field: id, was: CG-D003, now: CG-D004}], note: 与另一分支撞号}")
    assert len(after["CG-D004"]) == len(before["CG-D003"]) + 1
    folder = linked.root / "rounds/2020-r2/evidence"
    assert not (folder / "CG-D003").exists() and not linked.issue("CG-D003").exists()
    assert sorted(path.name for path in (folder / "CG-D004").rglob("*.*")) == ["after.jpg", "整改前.jpg", "草稿.txt"]
    assert {(link["issue"], link["field"]) for link in data["links"]} == {
        ("2020-r2/CG-D001", "similar"),
        ("2020-r2/CG-D002", "similar"),
        ("2021-r1/CG-F001", "recurs"),
    }
    assert linked.inspect("show", "CG-D004", "--json").data["record"]["uid"] == data["uid"]
    assert sound(linked)
    assert added(linked) == "CG-D005"


def test_a_dry_run_shows_the_same_and_writes_nothing(linked):
    said = renumbered(linked, "CG-D003", "--dry-run")
    assert "--- a/rounds/2020-r2/issues/CG-D003.yaml\n+++ b/rounds/2020-r2/issues/CG-D004.yaml\n" in said.out
    assert "rename to rounds/2020-r2/evidence/CG-D004/after.jpg" in said.out and "+similar: [CG-D002, CG-D004]" in said.out
    assert renumbered(linked, "CG-D003", "--dry-run", "--json").data["dry_run"] is True
    assert linked.git("status", "--porcelain") == ""


def test_it_works_in_every_state_and_keeps_carried_pairs_together(three):
    three.inspect("carry", "CG-D001", "--today", "2020-11-02")
    three.inspect("void", "CG-D002", "--reason", "误录", "--approved-by", "联络员", "--today", "2020-11-02")
    three.commit()
    for name, new in (("CG-D001", "CG-D004"), ("CG-F001", "CG-F002"), ("CG-D002", "CG-D005")):
        assert renumbered(three, name).out.strip() == f"2020-r2/{new}"
    assert "carried_to: 2020-r2/CG-F002" in three.issue("CG-D004").read_text(encoding="utf-8")
    assert "carried_from: 2020-r2/CG-D004" in three.issue("CG-F002").read_text(encoding="utf-8")
    assert sound(three)


@pytest.mark.parametrize(
    ("to", "code", "said"),
    [
        ("CG-D002", 4, "CG-D002 is taken"),
        ("CG-D001", 4, "is its number already"),
        ("TY-D009", 4, "unit and channel stay"),
        ("CG-F009", 4, "unit and channel stay"),
        ("2021-r1/CG-D009", 2, "another round"),
        ("CG-D000", 2, "no issue's id"),
        ("D9", 2, "no issue's id"),
        ("第九号", 2, "no issue's id"),
        ("../x", 2, "another round"),
    ],
)
def test_a_number_that_it_may_not_have_is_refused_with_the_reason(three, to, code, said):
    assert said in renumbered(three, "CG-D001", "--to", to, code=code).err
    assert three.git("status", "--porcelain") == ""


@pytest.mark.parametrize("to", ["cg-d9", "CG-D009", "2020-r2/CG-D0009", " CG-D009 "])
def test_the_number_may_be_typed_as_people_type_it(three, to):
    assert renumbered(three, "CG-D001", "--to", to).out.strip() == "2020-r2/CG-D009"


def test_whoever_is_not_among_the_people_of_the_round_may_not(three):
    path = three.root / "rounds/2020-r2/round.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "people:\n  - {name: 联络员, role: team}\n", encoding="utf-8")
    assert "not among the people" in renumbered(three, "CG-D001", "--by", "别人", code=4).err
    renumbered(three, "CG-D001", "--by", "联络员")


# -- two files that claim one number -----------------------------------------------------------------------------------


def test_check_names_the_command_that_parts_two_records_of_one_number_and_the_command_does_it(three):
    copied(three, "CG-D003", "CG-D003 副本")
    found = three.inspect("check", "--json", "--today", "2020-11-05", code=1).data["findings"]
    assert {(one["rule"], one["fix"]) for one in found} == {(rule, 'inspect renumber "CG-D003 副本"') for rule in ("CNT01", "SCH10")}
    assert renumbered(three, "CG-D003 副本").out.strip() == "2020-r2/CG-D004"
    assert sound(three)
    assert three.git("status", "--porcelain").split() == ["??", f"{ISSUES}/CG-D004.yaml"]


def test_two_files_of_one_uid_are_told_apart_from_two_issues(three):
    copied(three, "CG-D003", "CG-D003b", uid=None)
    found = three.inspect("check", "--json", "--today", "2020-11-05", code=1).data["findings"]
    assert all("delete the other" in one["fix"] for one in found if one["rule"] == "CNT01")
    assert "CG-D003.yaml has the same uid" in renumbered(three, "CG-D003b").err


def test_a_folder_that_was_copied_is_deleted_and_nothing_in_it_gets_another_number(three):
    shutil.copytree(three.root / "rounds/2020-r2", three.root / "rounds/2020-r2 - 副本")
    found = three.inspect("check", "--json", "--today", "2020-11-05", code=1).data["findings"]
    assert {one["rule"] for one in found} == {"CNT01", "SCH10"} and len(found) == 7
    assert all('delete the folder that was copied: "rounds/2020-r2 - 副本"' in one["fix"] for one in found)
    three.git("add", "-A")
    staged = three.inspect("check", "--staged", "--json", "--today", "2020-11-05", code=1).data["findings"]
    assert [one["fix"] for one in staged] == [one["fix"] for one in found if one["rule"] == "SCH10"]
    shutil.rmtree(three.root / "rounds/2020-r2 - 副本")
    assert sound(three)


def test_a_copied_folder_under_an_id_of_its_own_is_named_too(three):
    shutil.copytree(three.root / "rounds/2020-r2", three.root / "rounds/2021-r1")
    file = three.root / "rounds/2021-r1/round.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: 2020-r2", "id: 2021-r1"), encoding="utf-8")
    found = three.inspect("check", "--json", "--today", "2020-11-05", code=1).data["findings"]
    assert {one["fix"] for one in found if one["rule"] == "CNT01"} == {"delete the one that is the copy: rounds/2020-r2, rounds/2021-r1"}
    (three.root / "rounds/2021-r1/issues/CG-D001.yaml").unlink()  # the later one now holds less
    found = three.inspect("check", "--json", "--today", "2020-11-05", code=1).data["findings"]
    assert {one["fix"] for one in found if one["rule"] == "CNT01"} == {"delete the folder that was copied: rounds/2021-r1"}


def test_a_round_that_has_records_of_its_own_is_no_copied_folder(three):
    shutil.copytree(three.root / "rounds/2020-r2", three.root / "rounds/2021-r1")
    file = three.root / "rounds/2021-r1/round.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: 2020-r2", "id: 2021-r1"), encoding="utf-8")
    other = three.root / "rounds/2021-r1/issues/CG-D002.yaml"
    other.write_text(re.sub("uid: .*", "uid: bbbbbbbbbb", other.read_text(encoding="utf-8")), encoding="utf-8")
    found = three.inspect("check", "--json", "--today", "2020-11-05", code=1).data["findings"]
    assert {one["fix"][:15] for one in found if one["rule"] == "CNT01"} == {"delete the copy"}


@pytest.mark.parametrize("which", ["CG-D003", "CG-D003b"])
def test_links_follow_the_one_of_two_records_that_answers_them_and_others_stay_and_are_named(linked, which):
    rewritten(linked, "CG-D003", ("state: in_progress", "state: in_progress\nsimilar: [CG-D001]"))
    copied(linked, "CG-D003", "CG-D003b")
    rewritten(linked, "CG-D003b", ("similar: [CG-D001]", "similar: [CG-D002]"))
    linked.commit()
    data = renumbered(linked, which, "--json").data
    mine = {"CG-D003": "2020-r2/CG-D001", "CG-D003b": "2020-r2/CG-D002"}[which]
    assert data["links"] == [{"issue": mine, "field": "similar"}]
    assert data["links_unclear"] == [{"issue": "2021-r1/CG-F001", "field": "recurs"}]
    assert "2020-r2/CG-D003" in linked.issue("CG-F001", "2021-r1").read_text(encoding="utf-8")


def test_evidence_that_both_name_stays_and_so_does_what_nobody_names(linked):
    copied(linked, "CG-D003", "CG-D003b")
    rewritten(linked, "CG-D003b", ("evidence/CG-D003/整改前.jpg", "evidence/CG-D003/only.jpg"))
    (linked.root / "rounds/2020-r2/evidence/CG-D003/only.jpg").write_bytes(b"y")
    linked.commit()
    data = renumbered(linked, "CG-D003b", "--json").data
    assert data["evidence"] == [{"before": "evidence/CG-D003/only.jpg", "file": "evidence/CG-D004/only.jpg"}]
    kept = {"after.jpg", "整改前.jpg", "原件/草稿.txt"}
    assert set(data["evidence_kept"]) == {f"evidence/CG-D003/{name}" for name in kept}
    record = linked.inspect("show", "CG-D004", "--json").data["record"]
    assert [piece["file"] for piece in record["evidence"]] == ["evidence/CG-D004/only.jpg", "evidence/CG-D003/after.jpg"]


@pytest.mark.parametrize("left", ["<<<<<<< HEAD\nid: CG-D003\n", ""])
def test_where_the_other_record_of_the_number_cannot_be_read_its_links_and_evidence_stay(linked, left):
    copied(linked, "CG-D003", "CG-D003b")
    linked.issue("CG-D003").write_text(left, encoding="utf-8")
    data = renumbered(linked, "CG-D003b", "--json").data
    assert data["links"] == [] and len(data["links_unclear"]) == 3 and data["unread"] == [f"{ISSUES}/CG-D003.yaml"]
    assert data["evidence"] == [] and len(data["evidence_kept"]) == 3


def test_a_file_that_another_record_names_stays_where_it_is(linked):
    linked.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    content = linked.issue("CG-D001").read_text(encoding="utf-8")
    piece = "evidence:\n  - {id: e1, file: evidence/CG-D003/after.jpg}\nstate:"
    linked.issue("CG-D001").write_text(content.replace("state:", piece, 1), encoding="utf-8")
    said = renumbered(linked, "CG-D003")
    assert "evidence/CG-D003/after.jpg stays" in said.err
    assert (linked.root / "rounds/2020-r2/evidence/CG-D003/after.jpg").exists()
    assert "file: evidence/CG-D003/after.jpg" in linked.issue("CG-D004").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_and_may_name_it_is_named_and_hinders_nothing(linked):
    linked.issue("CG-D002").write_text("<<<<<<< HEAD\nsimilar: [CG-D003]\n", encoding="utf-8")
    assert f"{ISSUES}/CG-D002.yaml cannot be read" in renumbered(linked, "CG-D003").err


def test_a_link_that_cannot_be_edited_line_by_line_leaves_everything_as_it_was(linked):
    rewritten(linked, "CG-D001", ("similar: [CG-D002, CG-D003]", "similar: [CG-D002, &it CG-D003]"))
    linked.commit()
    said = renumbered(linked, "CG-D003", code=6)
    assert f"{ISSUES}/CG-D001.yaml" in said.err and linked.git("status", "--porcelain") == ""


def test_a_record_that_cannot_be_read_is_not_renumbered(three):
    three.issue("CG-D003").write_text("id: CG-D003\n", encoding="utf-8")
    renumbered(three, "CG-D003", code=3)


def test_evidence_is_not_moved_through_a_link_that_leads_out_of_the_round(linked, tmp_path):
    folder = linked.root / "rounds/2020-r2/evidence/CG-D003"
    folder.rename(tmp_path / "outside")
    folder.symlink_to(tmp_path / "outside")
    renumbered(linked, "CG-D003", code=6)
    assert (tmp_path / "outside/after.jpg").exists() and linked.issue("CG-D003").exists()


@pytest.mark.parametrize(
    ("field", "one", "other", "meant"),
    [
        ("carried_from", {"carried_to": "2020-r2/CG-F001"}, {"similar": ("CG-F001",)}, "one"),
        ("similar", {"carried_to": "2020-r2/CG-F001"}, {"similar": ("CG-F001",)}, "other"),
        ("similar", {"similar": ("CG-F001",)}, {"similar": ("2020-r2/CG-F001",)}, None),
        ("similar", {}, {}, None),
        ("recurs", {"recurs": ("2020-r2/CG-F001",)}, {}, None),
    ],
)
def test_a_link_means_the_record_that_answers_it_in_kind(field, one, other, meant):
    claimants = [
        IssueStub("2020-r2", "CG-D003", "u", Channel.DURING, State.REGISTERED, name=name)._replace(**links)
        for name, links in (("one", one), ("other", other))
    ]
    asking = IssueStub("2020-r2", "CG-F001", "v", Channel.FEEDBACK, State.REGISTERED)
    found = meant_by(asking, (field,), claimants)
    assert (found.name if found else None) == meant
