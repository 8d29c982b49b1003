"""`inspect git-setup`: the merge driver, the readable diff and the hooks, registered, verified, used by git itself, and taken back."""

import subprocess
import sys
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台")


@pytest.fixture
def ready(desk):
    """CG-D001 and CG-D002 in progress, git set up, committed."""
    open_round(desk)
    for name in ("CG-D001", "CG-D002"):
        add_issue(desk, "during", "CG", "--severity", "serious")
        desk.inspect("start", name, *PLAN, "--today", "2020-10-30")
    desk.inspect("git-setup")
    desk.commit()
    return desk


def commits(at: Desk, message: str = "x") -> subprocess.CompletedProcess:
    at.git("add", "-A")
    return subprocess.run(
        ["git", "commit", "-q", "-m", message], cwd=at.root, capture_output=True, text=True, encoding="utf-8", check=False
    )


def lowered(at: Desk, name: str = "CG-D001") -> None:
    path = at.issue(name)
    path.write_text(path.read_text(encoding="utf-8").replace("severity: serious", "severity: minor"), encoding="utf-8")


def test_the_hook_refuses_a_quiet_edit_and_lets_a_legal_move_pass(ready):
    lowered(ready)
    refused = commits(ready)
    assert refused.returncode == 1 and "DIF03" in refused.stdout + refused.stderr
    ready.git("checkout", "-q", "HEAD", "--", "rounds")
    ready.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    assert commits(ready).returncode == 0


def test_the_hook_judges_what_is_staged_and_not_what_lies_beside_it(ready):
    ready.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    ready.git("add", "-A")
    lowered(ready, "CG-D002")
    ready.git("commit", "-q", "-m", "only what is staged")
    lowered(ready, "CG-D001")
    partial = ["git", "commit", "-q", "-m", "x", "rounds/2020-r2/issues/CG-D001.yaml"]
    said = subprocess.run(partial, cwd=ready.root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert said.returncode == 1 and "CG-D001" in said.stderr and "CG-D002" not in said.stderr


@pytest.mark.slow
def test_the_hook_judges_the_result_of_a_merge(ready):
    ready.git("checkout", "-q", "-b", "unit")
    ready.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    ready.commit()
    ready.git("checkout", "-q", "main")
    ready.inspect("progress", "CG-D002", "--note", "已清运五条街", "--today", "2020-11-02")
    ready.commit()
    ready.git("merge", "-q", "--no-edit", "unit")
    ready.git("checkout", "-q", "-B", "other", "main~1")
    ready.inspect("nearly", "CG-D002", "--note", "还差一台车", "--today", "2020-11-02")
    ready.commit()
    said = subprocess.run(["git", "merge", "--no-edit", "-s", "ours", "main"], cwd=ready.root, capture_output=True, text=True, check=False)
    assert said.returncode != 0 and "DIF09" in said.stdout + said.stderr


def test_a_hook_that_cannot_judge_does_not_look_passed(ready, monkeypatch, tmp_path):
    hook = ready.root / ".git/hooks/pre-commit"
    hook.write_text(
        hook.read_text(encoding="utf-8").replace(sys.executable, "/nowhere/python").replace("inspect-cli", "no-such-program"),
        encoding="utf-8",
    )
    ready.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    said = commits(ready)
    assert said.returncode == 1 and "not checked" in said.stderr


def test_a_hook_of_ones_own_is_left_alone_and_told_what_to_add(ready):
    hook = ready.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho mine\n", encoding="utf-8")
    said = ready.inspect("git-setup", code=1)
    assert "check --staged || exit 1" in said.out and hook.read_text(encoding="utf-8") == "#!/bin/sh\necho mine\n"
    line = said.out.split(": ")[-1].strip()
    hook.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    hook.chmod(0o755)
    ready.inspect("git-setup")
    lowered(ready)
    assert commits(ready).returncode == 1


def test_the_doctor_verifies_each_part(ready):
    ready.inspect("doctor")
    ready.git("config", "--unset", "merge.inspect.driver")
    assert "inspect git-setup" in ready.inspect("doctor", code=1).out
    ready.inspect("git-setup")
    (ready.root / ".git/hooks/pre-merge-commit").unlink()
    assert "pre-merge-commit" in ready.inspect("doctor", code=1).out
    ready.inspect("git-setup")
    ready.inspect("doctor")


def test_undo_takes_back_all_but_the_line_ends(ready):
    before = ready.git("config", "--local", "--list").splitlines()
    ready.inspect("git-setup", "--undo")
    after = ready.git("config", "--local", "--list")
    assert "inspect" not in after and any("inspect" in line for line in before)
    assert (ready.root / ".gitattributes").read_text(encoding="utf-8") == "rounds/** -text\n"
    assert not (ready.root / ".git/hooks/pre-commit").exists()
    ready.inspect("git-setup", "--undo")
    ready.inspect("git-setup")
    ready.inspect("doctor")


def test_set_up_twice_changes_nothing_and_works_in_a_worktree_and_a_subfolder(ready, tmp_path, monkeypatch):
    config = (ready.root / ".git/config").read_bytes()
    ready.inspect("git-setup")
    assert (ready.root / ".git/config").read_bytes() == config and ready.git("status", "--porcelain") == ""
    ready.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    here = Desk(tmp_path / "other", ready._capsys)
    lowered(here)
    assert commits(here).returncode == 1


def test_a_repository_that_holds_the_records_in_a_subfolder(desk, monkeypatch):
    inner = desk.root / "office" / "our records"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    here = Desk(inner, desk._capsys)
    open_round(here)
    add_issue(here, "during", "CG", "--severity", "serious")
    here.inspect("git-setup")
    here.commit()
    lowered(here)
    assert commits(here).returncode == 1


def test_the_diff_names_the_field_above_a_change(ready):
    ready.inspect("measure", "add", "CG-D001", "--text", "制定清运管理办法", "--today", "2020-11-02")
    assert "@@ measures:" in ready.git("diff", "-U0")


def test_without_git_it_says_so(tmp_path, monkeypatch, desk):
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    here = Desk(tmp_path / "plain", desk._capsys)
    here.inspect("init")
    assert "needs git" in here.inspect("git-setup", code=7).err
    assert "needs git" in here.inspect("git-setup", "--undo", code=7).err
