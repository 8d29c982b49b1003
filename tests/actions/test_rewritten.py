"""`check --since` of a version that HEAD does not come from: what a rewritten branch lost is named, what another branch has more is not."""

from __future__ import annotations

import pytest
from branch import found, replaced
from desk import Desk, add_issue

pytestmark = pytest.mark.slow

MOVED_ON = "has moved on since HEAD parted from it"
REWRITTEN = "HEAD does not come from"


def progress(at: Desk, name: str, note: str, day: str) -> None:
    at.inspect("progress", name, "--note", note, "--today", day)
    at.commit(note)


@pytest.fixture
def pushed(base: Desk, tmp_path) -> Desk:
    """Two commits more than the tag `base`, pushed, tagged PUSHED, and copied to the branch `copy`."""
    base.git("init", "-q", "--bare", str(tmp_path / "server.git"))
    base.git("remote", "add", "origin", str(tmp_path / "server.git"))
    progress(base, "CG-D001", "已清运三条街", "2020-11-02")
    progress(base, "CG-D002", "已清运五条街", "2020-11-03")
    base.git("push", "-q", "-u", "origin", "main")
    base.git("tag", "PUSHED")
    base.git("branch", "copy")
    return base


def lost(at: Desk) -> None:
    """The last commit is made anew, without a record, a proof and an entry that it had."""
    at.issue("CG-D003").unlink()
    text = at.issue("CG-D002").read_text(encoding="utf-8").splitlines(keepends=True)
    at.issue("CG-D002").write_text("".join(line for line in text if "已清运五条街" not in line), encoding="utf-8")
    (at.root / "rounds/2020-r2/evidence/CG-D005/proof.txt").unlink()
    at.git("add", "-A")
    at.git("commit", "-q", "--amend", "--allow-empty", "-m", "amended")


LOST = [("DIF01", "CG-D003"), ("DIF05", "CG-D005"), ("DIF09", "CG-D002")]


@pytest.mark.parametrize("name", ["PUSHED", "id", "short id", "copy", "origin/main", "@{u}", "HEAD@{1}", "main@{1}"])
def test_what_an_amended_branch_lost_is_named_however_its_old_tip_is(pushed, name):
    tip = pushed.git("rev-parse", "HEAD").strip()
    name = {"id": tip, "short id": tip[:9]}.get(name, name)
    lost(pushed)
    assert found(pushed, "--since", name) == LOST
    assert found(pushed, "--since", name, "--squash") == LOST
    assert REWRITTEN in pushed.inspect("check", "--since", name, code=1).err


def test_each_loss_is_told_once_with_the_way_back(pushed):
    lost(pushed)
    said = pushed.inspect("check", "--since", "PUSHED", "--json", code=1).data["findings"]
    by_rule = {one["rule"]: one for one in said}
    assert by_rule["DIF09"]["fix"] == "bring it back: git merge PUSHED"
    assert by_rule["DIF09"]["message"].startswith("against PUSHED, which HEAD does not come from: ")
    assert by_rule["DIF01"]["message"].startswith("commit "), "its own commit took away what was there before"
    pushed.git("checkout", "-q", "PUSHED", "--", "rounds")
    pushed.commit("put back")
    pushed.git("merge", "-q", "-s", "ours", "--no-edit", "PUSHED")
    assert found(pushed, "--since", "PUSHED~1") == [("DIF01", "CG-D003"), ("DIF05", "CG-D005")]


def test_merging_the_old_tip_back_mends_what_only_the_rewriting_lost(pushed):
    pushed.git("reset", "-q", "--hard", "HEAD~1")
    progress(pushed, "CG-D004", "已清运七条街", "2020-11-04")
    assert found(pushed, "--since", "PUSHED") == [("DIF09", "CG-D002")]
    pushed.git("merge", "-q", "--no-edit", "PUSHED")
    assert found(pushed, "--since", "PUSHED", code=0) == []


def test_a_branch_that_was_set_back_has_no_new_commit_and_yet_lost_something(pushed):
    pushed.git("reset", "-q", "--hard", "HEAD~1")
    assert found(pushed, "--since", "origin/main") == found(pushed, "--since", "PUSHED") == [("DIF09", "CG-D002")]
    said = pushed.inspect("check", "--since", "PUSHED", code=1).err
    assert REWRITTEN in said and "no commit was looked at" in said and "0 commits" not in said


def test_a_branch_begun_anew_has_all_of_it_to_answer_for(pushed):
    pushed.git("checkout", "-q", "--orphan", "fresh")
    pushed.issue("CG-D003").unlink()
    pushed.commit("everything anew")
    assert found(pushed, "--since", "PUSHED") == [("DIF01", "CG-D003")]
    assert found(pushed, "--since", "PUSHED", "--squash") == [("DIF01", "CG-D003")]


@pytest.mark.parametrize("squash", [(), ("--squash",)])
@pytest.mark.parametrize("name", ["main", "origin/main", "@{u}", "FETCH_HEAD", "main~1"])
def test_what_another_branch_has_more_is_not_gone(pushed, name, squash):
    pushed.git("checkout", "-q", "-b", "feature", "base")
    pushed.git("branch", "-q", "-u", "origin/main")
    pushed.git("fetch", "-q", "origin", "main")
    progress(pushed, "CG-D006", "已清运一条街", "2020-11-04")
    assert found(pushed, "--since", name, *squash, code=0) == []
    said = pushed.inspect("check", "--since", name, *squash).err
    assert f"{name} {MOVED_ON}: {1 if name == 'main~1' else 2} commit" in said
    replaced(pushed, "CG-D007", "severity: serious", "severity: minor")
    pushed.commit("lower")
    assert found(pushed, "--since", name, *squash) == [("DIF03", "CG-D007")]


def test_what_a_colleague_pushed_meanwhile_is_not_gone(pushed, tmp_path, monkeypatch):
    pushed.git("clone", "-q", str(tmp_path / "server.git"), str(tmp_path / "other"), "-b", "main")
    progress(pushed, "CG-D006", "已清运一条街", "2020-11-04")
    monkeypatch.chdir(tmp_path / "other")
    there = Desk(tmp_path / "other", pushed._capsys)
    there.git("config", "user.name", "城管局整改办")
    there.git("config", "user.email", "zgb@example.org")
    progress(there, "CG-D007", "已清运二条街", "2020-11-04")
    there.git("push", "-q")
    monkeypatch.chdir(pushed.root)
    pushed.git("fetch", "-q")
    assert found(pushed, "--since", "origin/main", code=0) == []
    assert MOVED_ON in pushed.inspect("check", "--since", "origin/main").err


def test_a_legal_rebase_loses_nothing(pushed):
    pushed.inspect("git-setup")
    pushed.git("checkout", "-q", "-b", "feature", "base")
    progress(pushed, "CG-D006", "已清运一条街", "2020-11-04")
    pushed.inspect("measure", "add", "CG-D002", "--text", "制定清运管理办法", "--today", "2020-11-05")
    pushed.commit("the same record as on main")
    tip = pushed.git("rev-parse", "HEAD").strip()
    pushed.git("rebase", "-q", "main")
    for name in (tip, "ORIG_HEAD", "feature@{1}", "main"):
        assert found(pushed, "--since", name, code=0) == found(pushed, "--since", name, "--squash", code=0) == []


@pytest.mark.parametrize(("ours", "theirs"), [("2020-11-04", "2020-11-06"), ("2020-11-06", "2020-11-04")])
def test_entries_of_both_lines_woven_by_a_rebase_are_no_loss(pushed, ours, theirs):
    pushed.inspect("git-setup")
    pushed.commit("git is told")
    pushed.git("checkout", "-q", "-b", "feature")
    progress(pushed, "CG-D002", "已清运九条街", ours)
    tip = pushed.git("rev-parse", "HEAD").strip()
    pushed.git("checkout", "-q", "main")
    progress(pushed, "CG-D002", "已清运七条街", theirs)
    pushed.git("checkout", "-q", "feature")
    pushed.git("rebase", "-q", "main")
    assert found(pushed, "--since", tip, "--squash", code=0) == []
    put_into_the_past = [("DIF09", "CG-D002")] if ours < theirs else []
    assert found(pushed, "--since", tip, code=None) == put_into_the_past, "by the rebased commit, as ever; the rewriting lost nothing"


def test_what_a_merge_brought_is_on_the_line(pushed):
    pushed.git("checkout", "-q", "-b", "feature", "base")
    progress(pushed, "CG-D006", "已清运一条街", "2020-11-04")
    tip = pushed.git("rev-parse", "HEAD").strip()
    pushed.git("merge", "-q", "--no-edit", "main")
    for name in (tip, "main", "PUSHED"):
        said = pushed.inspect("check", "--since", name).err
        assert MOVED_ON not in said and REWRITTEN not in said


def test_what_a_shallow_clone_cannot_see_of_another_branch_is_not_gone(pushed, tmp_path, monkeypatch):
    pushed.git("checkout", "-q", "-b", "feature", "base")
    progress(pushed, "CG-D006", "已清运一条街", "2020-11-04")
    pushed.git("clone", "-q", "--depth", "1", "-b", "feature", f"file://{pushed.root}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    there = Desk(tmp_path / "shallow", pushed._capsys)
    there.git("fetch", "-q", "--depth", "1", "origin", "main")
    for squash in ((), ("--squash",)):
        assert found(there, "--since", "FETCH_HEAD", *squash, code=0) == []
        assert "beyond the edge of this shallow clone" in there.inspect("check", "--since", "FETCH_HEAD", *squash).err


def test_an_id_of_zeros_is_a_first_push(base):
    replaced(base, "CG-D003", "severity: serious", "severity: minor")
    base.commit("lower")
    zeros = "0" * 40
    assert found(base, "--since", zeros) == [("DIF03", "CG-D003")]
    said = base.inspect("check", "--since", zeros, code=1).err
    assert "nothing stood there before" in said and "every commit of HEAD was looked at: 2" in said
    assert found(base, "--since", zeros, "--squash", code=0) == []


def test_where_no_commit_was_looked_at_a_line_of_its_own_says_so(base):
    for words, here in (((), "not committed"), (("--staged",), "staged")):
        lines = base.inspect("check", "--since", "HEAD", *words).err.splitlines()
        assert lines[0] == f"no commit was looked at, for HEAD has none since HEAD: only what is {here} was judged"


def test_json_says_how_the_revision_stands_to_head(pushed):
    def since(*words: str, code: int = 0):
        return pushed.inspect("check", "--since", *words, "--json", code=code).data["since"]

    assert since("base") == {"revision": "base", "way": "line", "commits": 2, "beyond": 0}
    assert since("0" * 40) == {"revision": "0" * 40, "way": "nothing", "commits": 3, "beyond": 0}
    pushed.git("checkout", "-q", "-b", "feature", "base")
    assert since("main") == {"revision": "main", "way": "branch", "commits": 0, "beyond": 2}
    assert since("PUSHED", code=1) == {"revision": "PUSHED", "way": "rewritten", "commits": 0, "beyond": 2}
    assert "since" not in pushed.inspect("check", "--json").data


def test_a_branch_without_a_commit_lacks_nothing_that_lies_there(workspace):
    add_issue(workspace, "during", "CG")
    workspace.commit("one")
    workspace.git("tag", "ONE")
    workspace.git("checkout", "-q", "--orphan", "anew")
    workspace.inspect("check", "--since", "ONE")
    workspace.git("rm", "-q", "-r", "--cached", "rounds")
    (workspace.root / "rounds/2020-r2/issues/CG-D001.yaml").unlink()
    assert "DIF01" in workspace.inspect("check", "--since", "ONE", code=1).out
