"""`inspect restore`, and that nobody is ever sent to a git command that can lose work."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from desk import Desk, add_issue

import inspect_cli
from inspect_cli.locale.zh import SENTENCES
from inspect_cli.store.files import stack

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


@pytest.mark.parametrize("name", ["cg-d1", "2020-r2/cg-d1", "CG-D001"])
def test_it_comes_back_however_it_is_named_and_where_its_whole_round_is_gone(saved: Desk, name: str) -> None:
    raw = saved.issue("CG-D001").read_bytes()
    shutil.rmtree(saved.root / "rounds/2020-r2")
    saved.inspect("restore", name)
    assert saved.issue("CG-D001").read_bytes() == raw


def test_what_lies_there_comes_back_by_undo(saved: Desk) -> None:
    file = saved.issue("CG-D001")
    raw = file.read_bytes()
    file.write_text("今天的工作\n", encoding="utf-8")
    saved.inspect("restore", "CG-D001", "--json")
    assert file.read_bytes() == raw
    again = saved.inspect("restore", "rounds/2020-r2/issues/CG-D001.yaml", "--at", "HEAD", "--json").data
    assert again["commit"] == saved.git("rev-parse", "HEAD").strip()
    assert "taken back: restore CG-D001" in saved.inspect("undo").err
    assert file.read_text(encoding="utf-8") == "今天的工作\n" and not (saved.root / ".git/inspect/kept").exists()
    saved.inspect("redo")
    assert file.read_bytes() == raw


@pytest.mark.parametrize("spoilt", [False, True])
def test_evidence_that_only_the_unsaved_record_names_goes_with_it_and_comes_back_with_it(saved: Desk, spoilt: bool) -> None:
    file, proof = saved.issue("CG-D001"), saved.root / "rounds/2020-r2/evidence/CG-D001/照片.jpg"
    (saved.root / "照片.jpg").write_bytes(b"1")
    saved.inspect("evidence", "add", "CG-D001", "照片.jpg", "--today", "2020-11-02")
    if spoilt:
        file.write_bytes(file.read_bytes() + b"}\n")
    here = file.read_bytes()
    done = saved.inspect("restore", "CG-D001", "--json").data
    assert done["evidence_gone"] == ["rounds/2020-r2/evidence/CG-D001/照片.jpg"] and not proof.parent.exists()
    saved.inspect("undo")
    assert file.read_bytes() == here and proof.read_bytes() == b"1"


def test_evidence_that_another_record_names_or_that_is_saved_stays(saved: Desk) -> None:
    add_issue(saved)
    for name in ("a", "b"):
        (saved.root / f"{name}.jpg").write_bytes(name.encode())
        saved.inspect("evidence", "add", "CG-D001", f"{name}.jpg", "--today", "2020-11-02")
        if name == "a":
            saved.inspect("save")
    twin = saved.issue("CG-D002")
    shared = saved.issue("CG-D001").read_text(encoding="utf-8").partition("\nevidence:\n")[2].partition("\nstate:")[0]
    twin.write_text(twin.read_text(encoding="utf-8").replace("\nstate:", f"\nevidence:\n{shared}\nstate:"), encoding="utf-8")
    assert saved.inspect("restore", "CG-D001", "--at", "HEAD~1", "--json").data["evidence_gone"] == []


def test_a_version_that_was_saved_since_is_not_taken_back(saved: Desk) -> None:
    saved.inspect("evidence", "add", "CG-D001", "--document", "城管〔2020〕15号", "--today", "2020-11-02")
    saved.inspect("save")
    saved.issue("CG-D001").write_text("坏了", encoding="utf-8")
    saved.inspect("restore", "CG-D001", "--at", "HEAD~1")
    saved.git("commit", "-q", "-a", "--no-verify", "-m", "x")
    assert "saved" in saved.inspect("undo", code=4).err


def test_what_cannot_be_kept_is_not_written_over(saved: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "LARGEST", 10)
    file = saved.issue("CG-D001")
    file.write_text("今天的工作\n", encoding="utf-8")
    assert "cannot be undone" in saved.inspect("restore", "CG-D001", code=4).err
    assert file.read_text(encoding="utf-8") == "今天的工作\n"
    file.unlink()
    saved.inspect("restore", "CG-D001")


def test_dry_run_shows_it(saved: Desk) -> None:
    file = saved.issue("CG-D001")
    file.write_text("今天的工作\n", encoding="utf-8")
    assert "-今天的工作" in saved.inspect("restore", "CG-D001", "--dry-run").out
    assert file.read_text(encoding="utf-8") == "今天的工作\n"


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
