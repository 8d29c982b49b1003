"""What is said to be looked at is what is looked at: a round that is named, and what was issued in it."""

from __future__ import annotations

import shutil

import pytest
from branch import found
from desk import Desk, add_issue

READING = [
    "status",
    "status 2020-r2",
    "status --all",
    "status --at HEAD",
    "list",
    "list --all",
    "show 2020-r2/CG-D001",
    "why CG-D001",
    "history 2020-r2/CG-D001",
    "trend 2020-r2",
    "diff",
    "diff HEAD",
    "diff HEAD..HEAD",
    "diff --staged",
    "diff --issued",
    "diff --rounds 2020-r2 2020-r2",
    "check",
    "check --since HEAD",
    "check --staged",
    "report during --unit CG",
]


@pytest.fixture
def one(workspace: Desk) -> Desk:
    """CG-D001, committed; and a second round without issues."""
    add_issue(workspace)
    units = ("--unit", "CG=市城市管理局党组", "--starts", "2021-03-01")
    workspace.inspect("new-round", "2021-r1", "--title", "第一轮", "--kind", "regular", "--team", "市委巡察一组", *units)
    workspace.commit()
    workspace.git("tag", "base")
    return workspace


@pytest.mark.slow
@pytest.mark.parametrize("words", READING)
def test_a_round_that_does_not_exist_is_never_passed_over(one, words):
    assert "there is no round 2020-rr" in one.inspect(*words.split(), "--round", "2020-rr", code=5).err


def test_a_round_that_only_an_earlier_version_has_can_be_compared(one):
    shutil.rmtree(one.root / "rounds/2021-r1")
    assert len(one.inspect("diff", "base", "--round", "2021-r1", "--json").data["changes"]) == 1
    one.commit("gone")
    assert len(one.inspect("diff", "base..HEAD", "--round", "2021-r1", "--json").data["changes"]) == 1
    assert one.inspect("diff", "HEAD", "--round", "2021-r1", code=5).out == ""


def test_a_record_moved_out_of_the_round_is_shown_with_it(one):
    moved = one.root / "rounds/2021-r1/issues/CG-D001.yaml"
    moved.parent.mkdir(exist_ok=True)
    one.issue("CG-D001").rename(moved)
    for round_id in ("2020-r2", "2021-r1"):
        changes = one.inspect("diff", "--round", round_id, "--json", code=1).data["changes"]
        assert [(each["rule"], each["before"], each["after"]) for each in changes if each["rule"]] == [("DIF11", "2020-r2", "2021-r1")]
    one.commit("moved")
    for round_id in ("2020-r2", "2021-r1"):
        assert found(one, "--since", "base", "--round", round_id) == [("DIF11", "CG-D001")]


def test_a_round_that_is_gone_since_is_looked_at(workspace):
    add_issue(workspace, "during", "CG")
    workspace.commit("one")
    workspace.inspect(
        *["new-round", "2020-r3", "--title", "三", "--kind", "regular", "--team", "三组", "--unit", "CG=城管局", "--starts", "2020-11-01"]
    )
    workspace.git("rm", "-q", "-r", "rounds/2020-r2")
    for words in (("--since", "HEAD"), ("--staged",)):
        assert "DIF01" in workspace.inspect("check", *words, "--round", "2020-r2", code=1).out
    assert "no round" in workspace.inspect("check", "--since", "HEAD", "--round", "2020-r9", code=5).err
