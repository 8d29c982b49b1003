"""What is saved, and what is not: of records, of their entries, of files."""

from __future__ import annotations

import subprocess

import pytest
from desk import Desk, add_issue

from inspect_cli.actions.saved import Saved, saved_in
from inspect_cli.store.git.asking import GitFailed
from inspect_cli.store.reading import read_issue
from inspect_cli.store.workspace import Workspace

ROUND = "2020-r2"
FILE = f"rounds/{ROUND}/issues/CG-D001.yaml"
TODAY = ("--today", "2020-10-30")


def here(at: Desk, name: str = "CG-D001"):
    """The record as it lies here."""
    issue = read_issue(at.issue(name).read_bytes()).record
    assert issue
    return issue


def saved(at: Desk) -> Saved:
    """What is saved now."""
    return saved_in(Workspace(at.root))


def start(at: Desk, name: str = "CG-D001") -> None:
    """One entry more."""
    words = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    at.inspect("start", name, *words, "--by", "城管局整改办", *TODAY)


def test_a_record_is_saved_when_it_is_committed_and_so_is_each_of_its_entries(workspace: Desk) -> None:
    workspace.commit()
    add_issue(workspace)
    fresh = here(workspace)
    assert not saved(workspace).is_saved(fresh, ROUND) and not saved(workspace).entry(fresh, fresh.history[0])
    assert saved(workspace).holds(FILE) == [] and saved(workspace).issues(fresh.uid, FILE) == []
    workspace.git("add", "-A")
    assert not saved(workspace).is_saved(fresh, ROUND), "what is staged may still be put right"
    workspace.commit()
    raw = workspace.issue("CG-D001").read_bytes()
    start(workspace)
    later, now = here(workspace), saved(workspace)
    assert now.is_saved(later, ROUND) and [now.entry(later, one) for one in later.history] == [True, False, False]
    assert now.holds(FILE) == [raw] and now.issues(later.uid, FILE) == [fresh]


def test_on_a_branch_without_a_commit_nothing_is_saved(workspace: Desk) -> None:
    add_issue(workspace)
    assert not saved(workspace).is_saved(here(workspace), ROUND) and saved(workspace).holds(FILE) == []


def test_what_the_upstream_alone_has_is_saved(workspace: Desk, tmp_path) -> None:
    workspace.commit()
    add_issue(workspace)
    workspace.commit()
    start(workspace)
    workspace.commit()
    raw = workspace.issue("CG-D001").read_bytes()
    workspace.git("branch", "server")
    workspace.git("reset", "-q", "--hard", "HEAD~1")
    workspace.git("branch", "-q", "--set-upstream-to=server")
    workspace.issue("CG-D001").write_bytes(raw)
    issue, now = here(workspace), saved(workspace)
    assert all(now.entry(issue, one) for one in issue.history)
    assert len(now.issues(issue.uid, FILE)) == len(now.holds(FILE)) == 2


def test_a_record_is_found_in_a_saved_version_under_another_name(workspace: Desk) -> None:
    add_issue(workspace)
    workspace.commit()
    workspace.inspect("renumber", "CG-D001", "--to", "CG-D007", *TODAY)
    moved = here(workspace, "CG-D007")
    assert saved(workspace).is_saved(moved, ROUND) and len(saved(workspace).issues(moved.uid)) == 1


@pytest.mark.parametrize("told", ['uid: "{}"', "{uid}: {}", '"u\\x69d": {}'])
def test_a_uid_is_found_however_it_is_written(workspace: Desk, told: str) -> None:
    add_issue(workspace)
    issue = here(workspace)
    file = workspace.issue("CG-D001")
    line = told.replace("{uid}", "'uid'").replace("{}", issue.uid)
    file.write_text(file.read_text(encoding="utf-8").replace(f"uid: {issue.uid}", line), encoding="utf-8")
    workspace.commit()
    file.rename(workspace.issue("CG-D009"))
    assert saved(workspace).issues(issue.uid, "rounds/2020-r2/issues/CG-D009.yaml") == [issue]


def test_what_an_issued_report_told_is_saved_without_git(workspace: Desk) -> None:
    (workspace.root / ".git").rename(workspace.root / "no-git")
    add_issue(workspace, "during", "CG", "--by", "巡察二组联络员")
    start(workspace)
    assert not saved(workspace).is_saved(here(workspace), ROUND)
    workspace.inspect("progress", "CG-D001", "--note", "正在落实", "--by", "城管局整改办", *TODAY)
    workspace.inspect("report", "during", "--unit", "CG", "--final", "--today", "2020-11-01")
    workspace.inspect("progress", "CG-D001", "--note", "又有进展", "--by", "城管局整改办", "--today", "2020-11-01")
    issue, now = here(workspace), saved(workspace)
    assert now.is_saved(issue, ROUND) and [now.entry(issue, one) for one in issue.history] == [True, True, True, True, False]


def test_where_git_does_not_answer_nothing_is_taken_for_unsaved(workspace: Desk) -> None:
    add_issue(workspace)
    workspace.commit()
    head = subprocess.run(
        ["git", "rev-parse", f"HEAD:{FILE}"], cwd=workspace.root, capture_output=True, text=True, check=True
    ).stdout.strip()
    (workspace.root / ".git/objects" / head[:2] / head[2:]).unlink()
    with pytest.raises(GitFailed):
        saved(workspace).is_saved(here(workspace), ROUND)


def test_a_report_goes_out_only_when_what_it_tells_is_saved(workspace: Desk) -> None:
    add_issue(workspace)
    workspace.commit()
    start(workspace)
    workspace.inspect("progress", "CG-D001", "--note", "正在落实", "--by", "城管局整改办", *TODAY)
    add_issue(workspace, "during", "TY")
    final = ("report", "during", "--unit", "CG", "--final", "--today", "2020-11-01")
    said = workspace.inspect(*final, code=4)
    assert "not saved yet: 2020-r2/CG-D001" in said.err and "TY-D001" not in said.err and "→ inspect save" in said.err
    assert not (workspace.root / "rounds/2020-r2/reports").exists()
    workspace.git("add", "-A")
    workspace.inspect(*final, code=4)
    workspace.inspect("save")
    workspace.inspect(*final)
