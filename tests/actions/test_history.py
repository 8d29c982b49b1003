"""`inspect history` and `inspect trend`: what the records say of themselves, beside what git knows of them."""

import pytest
from desk import Desk, add_issue, open_round

TEAM = "巡察二组联络员"
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台")


def commit_on(at: Desk, monkeypatch: pytest.MonkeyPatch, day: str, message: str = "x") -> str:
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"{day}T18:00:00+08:00")
    at.commit(message)
    return at.git("rev-parse", "HEAD").strip()


@pytest.fixture
def told(desk, monkeypatch):
    """CG-D001: registered and committed the same day; started, and committed nine days later."""
    open_round(desk)
    add_issue(desk, today="2020-10-28")
    commit_on(desk, monkeypatch, "2020-10-28", "item arrives")
    desk.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    commit_on(desk, monkeypatch, "2020-11-08", "started")
    return desk


def test_every_entry_has_the_commit_that_first_had_it_and_late_ones_are_marked(told):
    data = told.inspect("history", "CG-D001", "--json").data
    assert [(one["did"], one["commit"]["subject"], one["backfilled"]) for one in data["entries"]] == [
        ("register", "item arrives", False),
        ("measure", "started", True),
        ("start", "started", True),
    ]
    assert data["entries"][0]["days"] == 0 and data["entries"][2]["days"] in (8, 9)  # by the hour at which this test runs
    assert all(one["commit"]["author"] == "城管局整改办" for one in data["entries"]) and data["silent"] == []
    assert {one["backfilled"] for one in told.inspect("history", "CG-D001", "--json", "--days", "9").data["entries"]} == {False}
    assert "back-filled" in told.inspect("history", "CG-D001").out


def test_what_is_not_committed_and_what_changed_without_an_entry_is_told(told, monkeypatch):
    path = told.issue("CG-D001")
    path.write_text(path.read_text(encoding="utf-8").replace("\ndue: 2020-11-20", "\ndue: 2021-03-20"), encoding="utf-8")
    quiet = commit_on(told, monkeypatch, "2020-11-09")
    told.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-10")
    data = told.inspect("history", "CG-D001", "--json").data
    assert data["entries"][-1]["commit"] is None and data["entries"][-1]["backfilled"] is False
    assert [(one["commit"]["id"], one["kinds"], one["rules"]) for one in data["silent"]] == [(quiet, ["due"], ["DIF02"])]
    said = told.inspect("history", "CG-D001").out
    assert "not committed" in said and "2020-11-20 → 2021-03-20" in said and "no entry" in said


def test_history_follows_a_record_through_another_number(told, monkeypatch):
    told.git("mv", "rounds/2020-r2/issues/CG-D001.yaml", "rounds/2020-r2/issues/CG-D009.yaml")
    path = told.issue("CG-D009")
    entry = "  - {at: 2020-11-09T09:00:00+08:00, by: 城管局整改办, did: renumber, note: CG-D001 → CG-D009}\n"
    path.write_text(path.read_text(encoding="utf-8").replace("id: CG-D001", "id: CG-D009") + entry, encoding="utf-8")
    commit_on(told, monkeypatch, "2020-11-09", "renumbered")
    data = told.inspect("history", "CG-D009", "--json").data
    assert data["names"] == ["2020-r2/CG-D009", "2020-r2/CG-D001"]
    assert [one["commit"]["subject"] for one in data["entries"]] == ["item arrives", "started", "started", "renumbered"]
    assert "earlier numbers: 2020-r2/CG-D001" in told.inspect("history", "CG-D009").out


@pytest.mark.parametrize(
    "words", [("correct", "CG-D001", "--unit", "TY", "--reason", "登记错", "--approved-by", TEAM), ("renumber", "CG-D001")]
)
def test_what_is_saved_under_the_old_number_is_committed(told, words):
    told.inspect(*words, "--by", TEAM, "--today", "2020-11-10")
    name = "TY-D001" if "TY" in words else "CG-D002"
    data = told.inspect("history", name, "--json").data
    subjects = [one["commit"] and one["commit"]["subject"] for one in data["entries"]]
    assert subjects == ["item arrives", "started", "started", None] and data["silent"] == []
    assert "earlier numbers: 2020-r2/CG-D001" in told.inspect("history", name).out


def test_a_corrected_note_is_shown_struck_out_as_show_does(told, monkeypatch):
    told.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-09")
    commit_on(told, monkeypatch, "2020-11-09")
    correct = ("correct", "CG-D001", "progress", "--note", "已清运五条街", "--reason", "数错", "--approved-by", TEAM)
    told.inspect(*correct, "--by", TEAM, "--today", "2020-11-10")
    for verb in ("show", "history"):
        line = next(one for one in told.inspect(verb, "CG-D001").out.splitlines() if "progress" in one and "已清运三条街" in one)
        assert "[-已清运三条街-] → 已清运五条街" in line, (verb, line)


def test_entries_of_a_merged_branch_belong_to_the_commits_of_that_branch(told, monkeypatch):
    told.git("checkout", "-q", "-b", "unit")
    told.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-10")
    brought = commit_on(told, monkeypatch, "2020-11-10", "on the branch")
    told.git("checkout", "-q", "main")
    add_issue(told, "immediate", "TY")
    commit_on(told, monkeypatch, "2020-11-10", "elsewhere")
    told.git("merge", "-q", "--no-ff", "-m", "merge", "unit")
    data = told.inspect("history", "CG-D001", "--json").data
    assert data["entries"][-1]["commit"]["id"] == brought and data["silent"] == []


def test_a_commit_by_somebody_else_than_the_one_who_signed_is_marked(told, monkeypatch):
    path = told.root / "rounds/2020-r2/round.yaml"
    people = "people:\n  - {name: 城管局整改办, role: unit, unit: CG, email: other@example.org}\n"
    path.write_text(path.read_text(encoding="utf-8") + people, encoding="utf-8")
    assert {one["by_another"] for one in told.inspect("history", "CG-D001", "--json").data["entries"]} == {True}
    path.write_text(path.read_text(encoding="utf-8").replace("other@", "ZGB@"), encoding="utf-8")
    assert {one["by_another"] for one in told.inspect("history", "CG-D001", "--json").data["entries"]} == {False}


def test_trend_counts_each_day_on_which_something_changed_also_by_the_calendar(told, monkeypatch):
    told.inspect("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕1号", "--note", "每日两清", "--today", "2020-11-25")
    commit_on(told, monkeypatch, "2020-11-25")
    told.inspect("close", "CG-D001", "--by", TEAM, "--today", "2020-11-27")
    last = commit_on(told, monkeypatch, "2020-11-27")
    data = told.inspect("trend", "2020-r2", "--json", "--today", "2020-11-30").data
    numbers = [(one["day"], one["total"], one["open"], one["done"], one["closed"], one["overdue"]) for one in data["points"]]
    assert numbers == [
        ("2020-10-28", 1, 1, 0, 0, 0),
        ("2020-11-21", 1, 1, 0, 0, 1),
        ("2020-11-25", 1, 0, 1, 0, 0),
        ("2020-11-27", 1, 0, 0, 1, 0),
        ("2020-11-30", 1, 0, 0, 1, 0),
    ]
    assert data["points"][-1]["commit"] == last
    assert len(told.inspect("trend", "--per", "commit", "--json").data["points"]) == 4
    said = told.inspect("trend", "--today", "2020-11-30").out
    assert "2020-11-25\t▓▓▓" in said and "2020-11-21\t░░░" in said
    assert told.git("status", "--porcelain") == "", "nothing was checked out or written"


def test_a_record_that_was_unreadable_for_a_while_does_not_fall_out_of_the_trend(told, monkeypatch):
    path = told.issue("CG-D001")
    text = path.read_text(encoding="utf-8")
    path.write_text("title: [", encoding="utf-8")
    commit_on(told, monkeypatch, "2020-11-09")
    path.write_text(text, encoding="utf-8")
    commit_on(told, monkeypatch, "2020-11-10")
    points = told.inspect("trend", "--per", "commit", "--json").data["points"]
    assert [one["total"] for one in points] == [1, 1, 1, 1]


def test_a_round_that_was_never_committed_has_no_trend_and_says_so(desk):
    open_round(desk)
    desk.git("commit", "-q", "--allow-empty", "-m", "x")
    assert "commit it first" in desk.inspect("trend").out
    assert desk.inspect("trend", "--json").data["points"] == []


@pytest.mark.parametrize("words", [("trend",), ("history", "CG-D001")])
def test_without_git_one_line_says_that_git_is_needed(tmp_path, monkeypatch, desk, words):
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    monkeypatch.setenv("INSPECT_BY", TEAM)
    here = Desk(tmp_path / "plain", desk._capsys)
    open_round(here)
    add_issue(here)
    said = here.inspect(*words, code=7)
    assert said.out == "" and "needs git" in said.err


def test_status_at_a_revision_is_what_it_was_then_also_for_evidence(told, monkeypatch, tmp_path):
    photo = tmp_path / "after.jpg"
    photo.write_bytes(b"after")
    told.inspect("finish", "CG-D001", "--measures-done", "--evidence", photo, "--note", "每日两清", "--today", "2020-11-25")
    commit_on(told, monkeypatch, "2020-11-25")
    told.git("tag", "then")
    before = told.inspect("status", "--json", "--today", "2020-12-01").data
    (told.root / "rounds/2020-r2/evidence/CG-D001/after.jpg").write_bytes(b"another")
    told.issue("CG-D001").unlink()
    assert told.inspect("status", "--json", "--at", "then", "--today", "2020-12-01").data == before
    assert told.inspect("status", "--at=then", "--all", "--json", "--today", "2020-12-01").data["totals"]["done"] == 1
    early = told.inspect("status", "--json", "--at", "then~2", "--today", "2020-12-01").data["totals"]
    assert (early["registered"], early["done"]) == (1, 0)
    assert told.inspect("status", "2099-r1", "--at", "then", code=5).err.startswith("there is no round")


def test_an_answer_about_a_branch_is_never_taken_from_memory():
    from inspect_cli.cli.argv.again import question

    for words in (("check", "--since", "main"), ("check", "--since=main"), ("check", "--staged"), ("status", "--at=HEAD")):
        assert question(words) is None, words
