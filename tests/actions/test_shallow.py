"""A clone without the whole past judges nothing at its edge or beyond, and says so."""

from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round

UNIT = ("--by", "城管局整改办")


@pytest.fixture
def at(desk: Desk) -> Desk:
    """One issue; three entries committed long ago by one person, an unrelated commit, and one entry by another, in time."""
    open_round(desk)
    add_issue(desk, today="2020-10-30")
    start = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    desk.inspect("start", "CG-D001", *start, *UNIT, "--today", "2020-10-30")
    desk.inspect("progress", "CG-D001", "--note", "已购车", *UNIT, "--today", "2020-11-01")
    commit(desk, "2020-11-02", "城管局整改办")
    (desk.root / "README").write_text("x", encoding="utf-8")
    commit(desk, "2020-12-20", "路过的人")
    desk.inspect("progress", "CG-D001", "--note", "已两清", *UNIT, "--today", "2020-12-21")
    commit(desk, "2020-12-22", "城管局整改办")
    return desk


def commit(at: Desk, day: str, who: str) -> None:
    """Everything as it is now, on a day, by somebody."""
    at.git("add", "-A")
    import os
    import subprocess

    told = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+08:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00+08:00"}
    words = ["git", "-c", f"user.name={who}", "commit", "-q", "-m", who]
    subprocess.run(words, cwd=at.root, env={**os.environ, **told}, check=True)


def shallow(at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, depth: int) -> Desk:
    """A clone of so many commits."""
    at.git("clone", "-q", "--depth", str(depth), f"file://{at.root}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    return Desk(tmp_path / "shallow", at._capsys)


def test_nobody_is_called_late_by_the_edge(at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    whole = at.inspect("history", "CG-D001")
    assert "back-filled" not in whole.out and "shallow" not in whole.out
    there = shallow(at, tmp_path, monkeypatch, 2)  # its edge is the commit of somebody who never touched the record
    said = there.inspect("history", "CG-D001")
    assert "back-filled" not in said.out and "路过的人" not in said.out
    assert "this clone is shallow: of 4 entries it cannot be seen who committed them, and when" in said.out
    assert "git fetch --unshallow" in said.out and "as far as this clone goes back: 0 entries" in said.out
    entries = there.inspect("history", "CG-D001", "--json").data["entries"]
    assert [(one["beyond"], one["commit"] is None, one["backfilled"]) for one in entries] == [(True, True, False)] * 4 + [
        (False, False, False)
    ]
    there.git("fetch", "-q", "--unshallow")
    assert there.inspect("history", "CG-D001").out == whole.out


def test_the_course_of_a_round_says_since_when_it_is_known(at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert at.inspect("trend", "--json", "--today", "2020-12-22").data["known_since"] is None
    there = shallow(at, tmp_path, monkeypatch, 2)
    said = there.inspect("trend", "--today", "2020-12-22")
    assert "this clone is shallow: what was before 2020-12-20 is not known here" in said.out
    assert there.inspect("trend", "--json", "--today", "2020-12-22").data["known_since"] == "2020-12-20"


def test_a_day_before_the_edge_is_said_to_be_beyond_it(at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    there = shallow(at, tmp_path, monkeypatch, 1)
    for named in ("2020-11-05", "HEAD~1"):
        said = there.inspect("status", "--at", named, code=7)
        assert "shallow clone" in said.err and "git fetch --unshallow" in said.err


def test_a_round_that_began_after_the_edge_is_known_whole(at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    units = ("--unit", "CG=城管局", "--starts", "2021-01-04", "--today", "2021-01-04")
    at.inspect("new-round", "2021-r1", "--title", "第三轮", "--kind", "regular", "--team", "三组", *units)
    commit(at, "2021-01-04", "城管局整改办")
    there = shallow(at, tmp_path, monkeypatch, 2)
    assert "shallow" not in there.inspect("trend", "2021-r1", "--today", "2021-01-05").out
