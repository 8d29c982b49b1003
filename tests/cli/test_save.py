"""`inspect save`, and what `status`, `show` and `doctor` say of what is not saved."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest
from desk import Desk, add_issue

TODAY = ("--today", "2020-10-30")
UNIT = ("--by", "城管局整改办")


def start(at: Desk, name: str = "CG-D001", today: str = "2020-10-30") -> None:
    """Two entries more: the measure, and that it has begun."""
    words = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    at.inspect("start", name, *words, *UNIT, "--today", today)


def in_head(at: Desk) -> set[str]:
    """Every file of the newest commit."""
    return set(at.git("-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD").split())


@pytest.fixture
def saved(workspace: Desk) -> Desk:
    """A round with one issue, saved."""
    add_issue(workspace)
    workspace.inspect("save")
    return workspace


# -- what is said of it ----------------------------------------------------------------------------------------------------


def unsaved(at: Desk, *words: str) -> object:
    """What `status` says for machines; the same with the index and without."""
    found = at.inspect("status", "--json", *TODAY, *words).data["unsaved"]
    assert at.inspect("status", "--json", "--no-index", *TODAY, *words).data["unsaved"] == found
    return found


def test_what_is_not_saved_is_counted(saved: Desk) -> None:
    assert unsaved(saved) == {"records": 0, "entries": 0}
    start(saved)
    add_issue(saved, today="2020-10-30")
    assert unsaved(saved) == unsaved(saved, "--all") == {"records": 2, "entries": 3}
    assert "3 changes of today are not saved yet\tinspect save" in saved.inspect("status", *TODAY).out
    assert "of this issue 2 changes are not saved yet\tinspect save" in saved.inspect("show", "CG-D001", *TODAY).out
    assert saved.inspect("show", "CG-D002", "--json", *TODAY).data["unsaved"] == {"records": 1, "entries": 1}
    saved.git("add", "-A")
    assert unsaved(saved) == {"records": 2, "entries": 3}
    saved.inspect("save")
    assert unsaved(saved) == {"records": 0, "entries": 0} and "inspect save" not in saved.inspect("status", *TODAY).out


def test_what_is_left_for_more_than_a_day_is_a_warning_and_troubles_the_doctor(saved: Desk) -> None:
    start(saved)
    assert "the oldest of 2020-10-30" in saved.inspect("status", "--today", "2020-10-31").out
    assert "✓ 2 changes of today are not saved yet" in saved.inspect("doctor", *TODAY, code=None).out
    assert "2 changes are not saved, the oldest of 2020-10-30, for 2 days now" in saved.inspect("status", "--today", "2020-11-01").out
    assert "✗ 2 changes are not saved" in saved.inspect("doctor", "--today", "2020-11-01", code=1).out
    saved.inspect("save")
    assert "✓ everything is saved" in saved.inspect("doctor", "--today", "2020-11-01", code=None).out


def test_a_record_that_got_another_number_lacks_one_entry_alone(saved: Desk) -> None:
    saved.inspect("renumber", "CG-D001", "--to", "CG-D007", *TODAY)
    assert unsaved(saved) == {"records": 1, "entries": 1}
    assert saved.inspect("show", "CG-D007", "--json", *TODAY).data["unsaved"] == {"records": 1, "entries": 1}


def test_a_record_that_was_deleted_a_round_and_an_issued_report_count(saved: Desk) -> None:
    saved.issue("CG-D001").unlink()
    assert unsaved(saved) == {"records": 1, "entries": 0}
    with (saved.root / "rounds/2020-r2/round.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# 备注\n")
    assert unsaved(saved) == {"records": 2, "entries": 0}


@pytest.mark.parametrize("how", ["no git", "git refuses"])
def test_where_git_does_not_say_nobody_is_told(saved: Desk, how: str) -> None:
    if how == "no git":
        (saved.root / ".git").rename(saved.root / "away")
    else:
        (saved.root / ".git/HEAD").write_text("broken\n", encoding="ascii")
    said = saved.inspect("status", "--json", *TODAY)
    assert said.data["unsaved"] is None
    assert saved.inspect("save", code=7).err


def test_before_the_first_commit_nothing_is_saved_yet(saved: Desk) -> None:
    saved.git("checkout", "-q", "--orphan", "fresh")
    assert unsaved(saved) == {"records": 2, "entries": 1}
    saved.git("rm", "-q", "--cached", "-r", ".")
    start(saved)
    assert unsaved(saved) == {"records": 2, "entries": 3}
    assert "not saved" in saved.inspect("status", *TODAY).out and "3 changes" in saved.inspect("show", "CG-D001", *TODAY).out
    saved.inspect("save")
    assert unsaved(saved) == {"records": 0, "entries": 0}


def test_line_ends_that_git_turns_are_no_change(saved: Desk) -> None:
    (saved.root / ".gitattributes").write_text("rounds/** text eol=crlf\n", encoding="ascii")
    saved.git("add", "--renormalize", ".")
    saved.commit()
    saved.issue("CG-D001").write_bytes(saved.issue("CG-D001").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert unsaved(saved) == {"records": 0, "entries": 0}


def test_a_commit_by_hand_changes_the_answer_that_is_remembered(saved: Desk) -> None:
    start(saved)
    program = [os.sys.executable, "-m", "inspect_cli"]

    def said() -> bytes:
        return subprocess.run([*program, "status", *TODAY], cwd=saved.root, capture_output=True, check=True).stdout

    saved.git("add", "-A")
    old = saved.root / "rounds/2020-r2/issues/CG-D001.yaml"
    for path in saved.root.rglob("rounds/**/*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    os.utime(old, (1_700_000_000, 1_700_000_000))
    saved.git("update-index", "-q", "--refresh")
    assert said() == said() == said() and b"inspect save" in said()
    saved.git("commit", "-q", "-m", "x")
    assert b"inspect save" not in said()


# -- the commit ------------------------------------------------------------------------------------------------------------


def test_the_message_is_made_of_what_the_history_says(saved: Desk) -> None:
    start(saved)
    add_issue(saved)
    add_issue(saved, "during", "TY")
    done = saved.inspect("save", "-m", "周例会后登记", "--lang", "zh", "--json").data
    assert done["message"] == "开始整改 1 项、登记 2 项：CG-D001、CG-D002、TY-D001"
    assert (done["records"], done["entries"], done["findings"]) == (3, 4, [])
    assert saved.git("log", "-1", "--format=%H%n%B").rstrip() == f"{done['commit']}\n{done['message']}\n\n周例会后登记"
    assert saved.git("status", "--short") == ""


def test_corrections_are_counted_and_what_is_not_sent_is_said(saved: Desk) -> None:
    correct = ("correct", "CG-D001", "--title", "新题", "--reason", "错字", "--approved-by", "巡察二组联络员", "--by", "巡察二组联络员")
    saved.inspect(*correct, "--today", "2020-11-02")
    done = saved.inspect("save", "--lang", "zh")
    assert "更正 1 项：CG-D001" in done.out and "sync" not in done.err
    saved.git("remote", "add", "origin", "nowhere.git")
    add_issue(saved)
    assert "inspect sync" in saved.inspect("save").err and "sync" not in saved.inspect("save").err


def test_nothing_to_save_is_said_and_no_mistake(saved: Desk) -> None:
    head = saved.git("rev-parse", "HEAD")
    said = saved.inspect("save")
    assert "there is nothing to save" in said.err and saved.git("rev-parse", "HEAD") == head
    assert saved.inspect("save", "--json").data == {"commit": None, "records": 0, "entries": 0, "message": None, "findings": []}


def test_only_the_records_go_and_what_was_staged_elsewhere_stays_as_it_was(saved: Desk) -> None:
    (saved.root / "a.txt").write_text("one\n", encoding="ascii")
    saved.git("add", "a.txt")
    (saved.root / "a.txt").write_text("two\n", encoding="ascii")
    (saved.root / "b.txt").write_text("b\n", encoding="ascii")
    start(saved)
    (saved.root / "rounds/2020-r2/issues/~$CG-D001.docx").write_bytes(b"x")
    saved.git("add", "rounds/2020-r2/issues/CG-D001.yaml")
    add_issue(saved)
    before = saved.git("status", "--short", "a.txt", "b.txt")
    saved.inspect("save")
    assert before == saved.git("status", "--short", "a.txt", "b.txt") == "AM a.txt\n?? b.txt\n"
    assert saved.git("show", ":a.txt") == "one\n" and not {"a.txt", "b.txt"} & in_head(saved)
    assert saved.git("status", "--short", "rounds") == "?? rounds/2020-r2/issues/~$CG-D001.docx\n"


def test_evidence_that_git_was_told_to_pass_over_is_saved(saved: Desk) -> None:
    (saved.root / ".gitignore").write_text("*.jpg\n*.tmp\n", encoding="ascii")
    (saved.root / "照片.jpg").write_bytes(b"\x00photo")
    start(saved)
    saved.inspect("evidence", "add", "CG-D001", "照片.jpg", *UNIT, *TODAY)
    (saved.root / "rounds/2020-r2/notes.tmp").write_bytes(b"x")
    saved.inspect("save")
    assert "rounds/2020-r2/evidence/CG-D001/照片.jpg" in in_head(saved)
    assert not {"照片.jpg", ".gitignore", "rounds/2020-r2/notes.tmp"} & in_head(saved)


@pytest.mark.parametrize("mark", ["assume-unchanged", "skip-worktree"])
def test_a_record_that_git_was_told_not_to_look_at_is_saved(saved: Desk, mark: str) -> None:
    saved.git("update-index", f"--{mark}", "rounds/2020-r2/issues/CG-D001.yaml", "rounds/2020-r2/round.yaml")
    start(saved)
    saved.inspect("save")
    assert saved.git("show", "HEAD:rounds/2020-r2/issues/CG-D001.yaml").encode() == saved.issue("CG-D001").read_bytes()
    assert "nothing to save" in saved.inspect("save").err and not saved.git("status", "--porcelain")
    assert "H " not in saved.git("ls-files", "-v", "rounds/2020-r2/round.yaml")


def test_the_message_is_kept_to_the_letter_whatever_the_clone_is_set_to(saved: Desk) -> None:
    saved.git("config", "i18n.commitEncoding", "GBK")
    saved.git("config", "commit.cleanup", "strip")
    start(saved)
    saved.inspect("save", "-m", "# 三号楼")
    raw = saved.git("cat-file", "commit", "HEAD")
    assert "# 三号楼" in raw and "GBK" not in raw


def test_the_first_save_makes_the_first_commit(workspace: Desk) -> None:
    add_issue(workspace)
    workspace.inspect("save")
    assert {"rounds/2020-r2/round.yaml", "schemas/issue.schema.json", ".gitattributes"} <= in_head(workspace)


def test_what_a_rule_forbids_is_not_saved_and_everything_stays_as_it_was(saved: Desk) -> None:
    file = saved.issue("CG-D001")
    file.write_text(file.read_text(encoding="utf-8").replace("清运不及时\n", "没有问题\n"), encoding="utf-8")
    (saved.root / "a.txt").write_text("a\n", encoding="ascii")
    saved.git("add", "a.txt")
    before = saved.git("status", "--short"), saved.git("rev-parse", "HEAD"), file.read_bytes()
    said = saved.inspect("save", code=1)
    assert "DIF06" in said.err and "nothing was saved" in said.err
    refused = saved.inspect("save", "--json", code=1).data
    assert refused["commit"] is None and [one["rule"] for one in refused["findings"]] == ["DIF06"]
    assert before == (saved.git("status", "--short"), saved.git("rev-parse", "HEAD"), file.read_bytes())


def test_a_dry_run_says_what_would_be_saved(saved: Desk) -> None:
    start(saved)
    assert "would be saved: start 1: CG-D001" in saved.inspect("save", "--dry-run").err
    assert saved.git("status", "--short") == " M rounds/2020-r2/issues/CG-D001.yaml\n"


def hook(at: Desk, does: str, name: str = "pre-commit") -> None:
    """A hook of the user's own."""
    path = at.root / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_hook_that_says_no_leaves_everything_as_it_was(saved: Desk) -> None:
    hook(saved, "echo 今天不行 >&2; exit 1")
    start(saved)
    before = saved.git("status", "--short"), (saved.root / ".git/index").read_bytes()
    said = saved.inspect("save", code=7)
    assert "今天不行" in said.err
    assert before[0] == saved.git("status", "--short") and saved.git("diff", "--cached", "--name-only") == ""


def test_our_own_hook_does_not_judge_a_second_time(saved: Desk) -> None:
    saved.inspect("git-setup", code=None)
    saved.inspect("save")
    hook(saved, f'{os.sys.executable} -m inspect_cli check --staged --root . && test -n "$INSPECT_JUDGED" || exit 1')
    start(saved)
    saved.inspect("save")
    file = saved.issue("CG-D001")
    file.write_text(file.read_text(encoding="utf-8").replace("清运不及时\n", "没有问题\n"), encoding="utf-8")
    saved.git("add", "-A")
    env = {**os.environ, "INSPECT_JUDGED": f"{saved.git('rev-parse', 'HEAD^{tree}').strip()} {saved.root}"}
    done = subprocess.run(["git", "commit", "-m", "x"], cwd=saved.root, env=env, capture_output=True, check=False)
    assert done.returncode == 1, "that another tree was judged excuses nothing"


@pytest.mark.parametrize("name", ["whole.index", "part.index"])
def test_a_full_disk_is_named_and_leaves_everything_as_it_was(saved: Desk, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    start(saved)
    before, write = saved.git("status", "--short"), Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        said = saved.inspect("save", code=6).err
    assert "the disk is full" in said and "stdout" not in said and saved.git("status", "--short") == before
    saved.inspect("save")


def test_another_git_at_work_is_waited_for(saved: Desk) -> None:
    start(saved)
    (saved.root / ".git/index.lock").touch()
    assert "index.lock" in saved.inspect("save", code=7).err
    (saved.root / ".git/index.lock").unlink()
    saved.inspect("save")


# -- a merge ---------------------------------------------------------------------------------------------------------------


def diverged(at: Desk) -> None:
    """Two branches that gave the same issue another due date; ours is checked out, and the merge has stopped."""
    start(at)
    at.inspect("save")
    at.git("checkout", "-q", "-b", "theirs")
    extend = ("--reason", "设备未到", "--approved-by", "巡察二组联络员", *UNIT)
    at.inspect("extend", "CG-D001", "--to", "2020-11-25", *extend, "--today", "2020-11-01")
    at.inspect("save")
    at.git("checkout", "-q", "main")
    at.inspect("extend", "CG-D001", "--to", "2020-11-28", *extend, "--today", "2020-11-02")
    at.inspect("save")
    subprocess.run(["git", "merge", "-q", "theirs"], cwd=at.root, capture_output=True, check=False)


def test_a_save_finishes_a_merge_when_everything_is_decided(saved: Desk) -> None:
    diverged(saved)
    said = saved.inspect("save", code=7)
    assert "2020-r2/CG-D001" in said.err
    file = saved.issue("CG-D001")
    text = file.read_text(encoding="utf-8")
    kept = []
    side = ""
    for line in text.splitlines(keepends=True):
        side = {"<<<<": "ours", "====": "theirs", ">>>>": ""}.get(line[:4], side) if line[:4] in ("<<<<", "====", ">>>>") else side
        if line[:4] not in ("<<<<", "====", ">>>>") and side != "theirs":
            kept.append(line)
    kept.append("  - {at: 2020-11-04T10:00:00+08:00, by: 城管局整改办, did: merge, note: 以 28 日为准}\n")
    file.write_text("".join(kept), encoding="utf-8")
    assert saved.inspect("save", "--lang", "zh").out == "已保存：合并 1 项：CG-D001\n"
    assert len(saved.git("log", "-1", "--format=%P").split()) == 2 and saved.git("status", "--short") == ""


# -- who -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def nobody(saved: Desk) -> Desk:
    """Git was never told who works here."""
    for key in ("user.name", "user.email"):
        saved.git("config", "--unset", key)
    start(saved)
    return saved


def test_where_git_knows_nobody_the_command_that_names_somebody_is_said(nobody: Desk) -> None:
    said = nobody.inspect("save", code=4)
    assert "inspect save --by NAME" in said.err and nobody.git("status", "--short")


def test_who_acts_becomes_gits_user_in_this_clone_alone(nobody: Desk) -> None:
    nobody.inspect("save", "--by", "城管局整改办")
    name, mail = nobody.git("log", "-1", "--format=%an%n%ae").split()
    assert name == "城管局整改办" and mail.endswith("@localhost") and mail.isascii()
    assert nobody.git("config", "--local", "user.name").strip() == name and not (Path(os.environ["HOME"]) / ".gitconfig").exists()
    nobody.inspect("progress", "CG-D001", "--note", "有进展", *TODAY)
    nobody.inspect("save")
    assert "✓ git's user is 城管局整改办" in nobody.inspect("doctor", code=None).out


def test_a_name_without_a_mail_address_is_enough(nobody: Desk) -> None:
    nobody.git("config", "user.name", "Office 2")
    assert "✗ not so: git knows a mail address of its user" in nobody.inspect("doctor", code=1).out
    nobody.inspect("save")
    assert nobody.git("log", "-1", "--format=%an <%ae>").strip() == "Office 2 <office.2@localhost>"
