"""`inspect restore`, and that nobody is ever sent to a git command that can lose work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from desk import Desk, add_issue

import inspect_cli
from inspect_cli.locale.zh import SENTENCES

HOUSE = Path(inspect_cli.__file__).parent
DANGEROUS = re.compile(
    r"git\s+(-[Cc]\s+\S+\s+|-\S+\s+)*(checkout|reset|restore|stash|clean|rebase|revert|filter-branch|merge\s+--abort|branch\s+-D|push\s+(-f|--force))\b"
)


@pytest.fixture
def saved(workspace: Desk) -> Desk:
    """One issue, saved."""
    add_issue(workspace)
    workspace.inspect("save")
    return workspace


def test_a_record_that_is_gone_comes_back_by_its_own_remedy(saved: Desk) -> None:
    raw = saved.issue("CG-D001").read_bytes()
    saved.issue("CG-D001").unlink()
    fix = saved.inspect("check", "--since", "HEAD", "--json", code=1).data["findings"][0]["fix"]
    command = re.search(r"inspect (restore \S+);", fix)
    assert command, fix
    saved.inspect(*command[1].split())
    assert saved.issue("CG-D001").read_bytes() == raw


def test_it_comes_back_from_another_round_and_after_the_deletion_was_committed(saved: Desk) -> None:
    raw = saved.issue("CG-D001").read_bytes()
    units = ("--unit", "CG=市城市管理局党组", "--starts", "2021-10-19")
    saved.inspect("new-round", "2021-r1", "--title", "第一轮", "--kind", "regular", "--team", "市委巡察一组", *units)
    saved.issue("CG-D001").unlink()
    saved.commit()
    saved.inspect("restore", "CG-D001", "--today", "2021-11-01")
    assert saved.issue("CG-D001").read_bytes() == raw


def test_what_lies_there_is_kept(saved: Desk) -> None:
    file = saved.issue("CG-D001")
    raw = file.read_bytes()
    file.write_text("今天的工作\n", encoding="utf-8")
    done = saved.inspect("restore", "CG-D001", "--json").data
    assert file.read_bytes() == raw and Path(done["kept"]).read_text(encoding="utf-8") == "今天的工作\n"
    again = saved.inspect("restore", "rounds/2020-r2/issues/CG-D001.yaml", "--at", "HEAD", "--json").data
    assert again["kept"] is None and again["commit"] == saved.git("rev-parse", "HEAD").strip()


def test_what_no_version_has_is_said(saved: Desk) -> None:
    assert "no saved version" in saved.inspect("restore", "CG-D009", code=5).err
    saved.inspect("restore", "CG-D001", "--at", "nowhere", code=7)


def texts() -> dict[str, str]:
    """Every sentence and every page, in both languages."""
    pages = [*HOUSE.glob("help/*/*.md"), *HOUSE.parent.glob("README*.md"), HOUSE / "README.md"]
    found = {path.relative_to(HOUSE.parent).as_posix(): path.read_text(encoding="utf-8") for path in pages}
    return found | {english: f"{english}\n{chinese}" for english, chinese in SENTENCES.items()}


def test_no_text_names_a_git_command_that_can_lose_work() -> None:
    assert {place: found[0] for place, said in texts().items() if (found := DANGEROUS.search(said))} == {}


@pytest.mark.parametrize("said", ["git checkout HEAD -- rounds", "git -C x reset --hard", "git merge --abort", "git push --force"])
def test_such_a_command_would_be_found(said: str) -> None:
    assert DANGEROUS.search(said)
