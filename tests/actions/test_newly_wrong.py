"""What a commit newly makes wrong in a record by itself is named where changes are judged, and can be put right again."""

import shutil

import pytest
from desk import Desk, add_issue

DAY = ("--today", "2020-11-12")
STRAY = """uid: aaaaaaaaaa
id: CG-D009
channel: during
title: 食堂采购不规范
text: 食堂采购不规范。
notice: oral
found_on: 2020-10-20
state: closed
history:
  - {at: 2020-11-01T10:00:00+08:00, by: 巡察二组联络员, did: close, to: closed}
"""


@pytest.fixture
def at(workspace: Desk) -> Desk:
    """One issue, registered and committed."""
    add_issue(workspace)
    workspace.commit()
    return workspace


def rules(at: Desk, *words: str) -> set[str]:
    """The rules that call something an error."""
    found = at.inspect("check", *words, *DAY, "--json", code=None).data["findings"]
    return {one["rule"] for one in found if one["level"] == "error"}


def test_a_record_that_appears_in_the_middle_of_its_life_is_named_before_it_is_committed(at: Desk):
    at.issue("CG-D009").write_text(STRAY, encoding="utf-8")
    at.git("add", "-A")
    assert "STA10" in rules(at, "--staged")
    at.commit()
    assert "STA10" in rules(at, "--since", "HEAD~1")
    said = at.inspect("check", "--since", "HEAD~1", *DAY, code=1)
    assert "CG-D009.yaml:10:" in said.out


def test_one_that_was_voided_is_a_note(at: Desk):
    at.issue("CG-D009").write_text(
        STRAY.replace("state: closed", "state: in_progress").replace("did: close, to: closed", "did: start, to: in_progress"),
        encoding="utf-8",
    )
    at.commit()
    at.inspect("void", "CG-D009", "--reason", "凭空写入", "--approved-by", "市委巡察办", "--by", "巡察二组联络员", *DAY)
    at.commit()
    assert not rules(at, "2020-r2/CG-D009") & {"STA02", "STA10"}
    assert not rules(at, "--since", "HEAD~2") & {"STA02", "STA10"}


def future(at: Desk, note: str = "已清运") -> None:
    """An answer of 2099, typed by hand."""
    file = at.issue("CG-D001")
    entry = f"  - {{at: 2099-11-10T10:00:00+08:00, by: 城管局整改办, did: progress, note: {note}}}\n"
    file.write_text(file.read_text(encoding="utf-8") + entry, encoding="utf-8")


def started(at: Desk) -> None:
    """The issue in progress."""
    start = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    at.inspect("start", "CG-D001", *start, "--today", "2020-10-30")
    at.commit()


def test_a_year_that_slipped_is_named_before_it_is_committed_and_can_be_put_right(at: Desk):
    started(at)
    future(at)
    at.git("add", "-A")
    assert rules(at, "--staged") == {"STA11"}
    at.commit("slip")
    assert rules(at, "--since", "HEAD~1") == {"STA11"}
    file = at.issue("CG-D001")
    file.write_text(file.read_text(encoding="utf-8").replace("2099-11-10", "2020-11-10"), encoding="utf-8")
    at.git("add", "-A")
    assert rules(at, "--staged") == set() == rules(at, "--since", "HEAD~1")
    assert at.inspect("diff", *DAY).code == 0
    at.commit("right")
    assert rules(at, "--since", "HEAD~1") == set() == rules(at, "--since", "HEAD~2")
    at.inspect("progress", "CG-D001", "--note", "再清运", *DAY)


@pytest.mark.parametrize("to", ["2020-11-10T10:00:00+08:00, by: 别人", "2098-11-10T10:00:00+08:00, by: 城管局整改办"])
def test_nothing_else_passes_with_it(at: Desk, to: str):
    started(at)
    future(at)
    at.commit("slip")
    file = at.issue("CG-D001")
    file.write_text(file.read_text(encoding="utf-8").replace("2099-11-10T10:00:00+08:00, by: 城管局整改办", to), encoding="utf-8")
    at.commit("other")
    assert "DIF09" in rules(at, "--since", "HEAD~1")


def test_an_error_that_was_there_before_is_not_held_against_whoever_writes_next(at: Desk):
    at.issue("CG-D009").write_text(
        STRAY.replace("state: closed", "state: in_progress").replace("did: close, to: closed", "did: start, to: in_progress"),
        encoding="utf-8",
    )
    at.commit("stray")
    at.inspect("progress", "CG-D009", "--note", "在查", "--today", "2020-11-11")
    at.commit("next")
    assert rules(at, "--since", "HEAD~1") == set()
    assert "STA10" in rules(at, "--since", "HEAD~2")


def test_what_a_later_commit_mended_is_not_told_any_more(at: Desk):
    at.issue("CG-D009").write_text(STRAY, encoding="utf-8")
    at.commit("stray")
    at.issue("CG-D009").unlink()
    at.commit("gone")
    assert "STA10" not in rules(at, "--since", "HEAD~2")


def test_a_copy_of_a_record_is_named_before_it_is_committed(at: Desk):
    at.issue("CG-D010").write_bytes(at.issue("CG-D001").read_bytes())
    at.git("add", "-A")
    assert "SCH10" in rules(at, "--staged")
    at.commit()
    assert "SCH10" in rules(at, "--since", "HEAD~1")


def test_a_copy_of_a_round_is_named_before_it_is_committed(at: Desk):
    add_issue(at)
    at.commit()
    shutil.copytree(at.root / "rounds/2020-r2", at.root / "rounds/2020-r2 - 副本")
    at.git("add", "-A")
    found = at.inspect("check", "--staged", *DAY, "--json", code=1).data["findings"]
    assert [one["file"] for one in found if one["rule"] == "SCH10"] == ["rounds/2020-r2 - 副本/round.yaml"]


def test_a_round_s_file_that_cannot_be_read_is_not_gone(at: Desk):
    file = at.root / "rounds/2020-r2/round.yaml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    said = at.inspect("diff", code=3)
    assert "gone" not in said.out and "round.yaml" in said.out
