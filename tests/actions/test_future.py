"""What has not come has not happened: refused when it is typed, named by `check` where it was written by hand."""

from datetime import datetime, timedelta, timezone

import pytest
from desk import Desk, add_issue, open_round

ZONE = timezone(timedelta(hours=8))
TEAM = "巡察二组联络员"
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台，每日两清")


def clock_says(monkeypatch, day: str) -> None:
    """The machine's clock, at ten in the morning of this day."""
    now = datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=ZONE)
    monkeypatch.setattr("inspect_cli.cli.argv.session.machine_moment", lambda: now)


@pytest.fixture
def started(desk, monkeypatch) -> Desk:
    """CG-D001 in progress with a measure and a proof, committed; it is the 10th of November 2020."""
    open_round(desk)
    add_issue(desk)
    desk.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    desk.inspect("evidence", "add", "CG-D001", "--document", "城管〔2020〕1号", "--today", "2020-10-31")
    desk.commit()
    clock_says(monkeypatch, "2020-11-10")
    return desk


def by_hand(at: Desk, old: str, new: str) -> None:
    text = at.issue("CG-D001").read_text(encoding="utf-8")
    assert old in text, text
    at.issue("CG-D001").write_text(text.replace(old, new, 1), encoding="utf-8")


def entry(at: Desk, said: str) -> None:
    with at.issue("CG-D001").open("a", encoding="utf-8") as file:
        file.write(f"  - {{{said}}}\n")


def named(at: Desk, *words: str) -> list[tuple[str, int]]:
    """The lines at which something is said to have happened that is still to come."""
    data = at.inspect("check", "--json", *words, code=None).data
    return [(one["rule"], one["line"]) for one in data["findings"] if one["rule"] == "STA11"]


# -- typed -------------------------------------------------------------------------------------------------------------

WRITES = [
    ("progress", "CG-D001", "--note", "已清运"),
    ("measure", "add", "CG-D001", "--text", "夜间巡查"),
    ("measure", "done", "CG-D001", "m1"),
    ("extend", "CG-D001", "--to", "2020-12-01", "--reason", "延迟", "--approved-by", TEAM),
    ("carry", "CG-D001"),
    ("renumber", "CG-D001"),
    ("edit", "CG-D001", "--from", "x.yaml"),
    ("add", "--unit", "CG", "--channel", "immediate", "--title", "t", "--text", "x", "--found-on", "2020-10-28"),
    ("feedback", "2020-r2", "--on", "2020-11-05"),
    ("new-round", "2021-r1", "--title", "t", "--kind", "regular", "--team", "三组", "--unit", "CG=城管", "--starts", "2021-03-01"),
    ("report", "during", "--final", "--unit", "CG"),
]


@pytest.mark.parametrize("words", WRITES, ids=lambda words: " ".join(words[:2]))
def test_nothing_is_written_on_a_day_that_has_not_come(started, words, monkeypatch):
    said = started.inspect(*words, "--today", "2099-11-10", code=2)
    assert "--today says 2099-11-10" in said.err and "2020-11-10" in said.err and said.out == ""
    assert "2099-11-10" in started.inspect(*words, "--dry-run", "--today", "2099-11-10", code=2).err
    monkeypatch.setenv("INSPECT_TODAY", "2099-11-10")
    assert "INSPECT_TODAY says 2099-11-10" in started.inspect(*words, code=2).err
    assert started.git("status", "--porcelain") == ""


def test_where_it_is_tomorrow_already_a_day_more_is_no_future(started):
    started.inspect("progress", "CG-D001", "--note", "已清运", "--today", "2020-11-12", code=2)
    started.inspect("progress", "CG-D001", "--note", "已清运", "--today", "2020-11-11")
    assert named(started) == []


def test_reading_may_look_ahead(started):
    for words in (
        ("status",),
        ("list",),
        ("check",),
        ("why", "CG-D001"),
        ("report", "during", "--unit", "CG", "-o", "-", "--format", "markdown"),
    ):
        started.inspect(*words, "--today", "2099-11-10", code=None)
        assert "clock" not in started.inspect(*words, "--today", "2021-11-10", code=None).err
    assert started.inspect("status", "--json", "--today", "2021-11-10", code=None).data["as_of"] == "2021-11-10"


def test_in_chinese_too(started):
    said = started.inspect("progress", "CG-D001", "--note", "已清运", "--today", "2099-11-10", "--lang", "zh", code=2)
    assert "本机时钟" in said.err and "2099-11-10" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("measure", "done", "CG-D001", "m1", "--on", "2099-11-10"),
        ("extend", "CG-D001", "--to", "2020-12-01", "--reason", "延迟", "--approved-by", TEAM, "--approved-on", "2099-11-10"),
        ("add", "--unit", "CG", "--channel", "immediate", "--title", "t", "--text", "x", "--found-on", "2099-11-10"),
        ("feedback", "2020-r2", "--on", "2099-11-10"),
    ],
    ids=lambda words: words[0],
)
def test_what_is_said_to_have_happened_on_a_day_to_come_is_refused(started, words):
    assert "2099-11-10" in started.inspect(*words, code=4).err
    assert started.git("status", "--porcelain") == ""


def test_a_day_to_come_in_a_sheet_is_named_and_not_taken(started):
    sheet = started.root / "back.csv"
    sheet.write_text("编号,措施编号,措施内容,措施完成日期\nCG-D001,m1,增配清运车辆2台，每日两清,2099-11-10\n", encoding="utf-8")
    said = started.inspect("ledger", "import", sheet, "--apply", code=None)
    assert "2099-11-10" in said.out + said.err and "still to come" in said.out + said.err
    sheet.write_text("整改方式,单位,问题原文,发现（移交）日期\n即知即改,CG,新的问题一条,2099-11-10\n", encoding="utf-8")
    said = started.inspect("ledger", "import", sheet, "--apply", code=None)
    assert "2099-11-10" in said.out + said.err
    assert "2099" not in "".join(path.read_text(encoding="utf-8") for path in (started.root / "rounds").rglob("*.yaml"))


# -- by hand -----------------------------------------------------------------------------------------------------------


def test_an_entry_in_the_future_is_named_and_so_is_what_it_blocks(started):
    entry(started, "at: 2099-01-05T10:00:00+08:00, by: 城管局整改办, did: progress, note: 已清运")
    line = len(started.issue("CG-D001").read_text(encoding="utf-8").splitlines())
    assert named(started) == named(started, "--today", "2020-11-01") == [("STA11", line)]
    assert named(started, "--today", "2099-02-01") == []
    said = started.inspect("progress", "CG-D001", "--note", "又清运", code=4).err
    assert "2099-01-05" in said and "STA11" in said and "use a later --today" not in said
    assert "2099-01-05" in started.inspect("renumber", "CG-D001", code=4).err
    by_hand(started, "2099-01-05", "2020-11-05")
    assert named(started) == []
    started.inspect("progress", "CG-D001", "--note", "又清运")


def test_a_measure_done_in_the_future_does_not_let_the_item_be_finished(started):
    by_hand(started, "每日两清\n", "每日两清\n    done_on: 2099-11-05\n")
    assert [rule for rule, _ in named(started)] == ["STA11"]
    said = started.inspect("finish", "CG-D001", "--note", "已落实", code=4).err
    assert "2099-11-05" in said and "still to come" in said
    started.inspect("finish", "CG-D001", "--note", "已落实", "--measures-done", code=4)
    by_hand(started, "2099-11-05", "2020-11-05")
    started.inspect("finish", "CG-D001", "--note", "已落实")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("found_on: 2020-10-28", "found_on: 2099-10-28"),
        ("added_on: 2020-10-31", "added_on: 2099-10-31"),
        ("state:", "extensions:\n  - {to: 2099-12-20, reason: 延迟, approved_by: 组, approved_on: 2099-12-08}\nstate:"),
        ("history:", "waivers:\n  - {rule: EVI05, reason: 甲, by: 甲, on: 2099-11-01}\nhistory:"),
    ],
    ids=["found_on", "added_on", "approved_on", "waived on"],
)
def test_every_other_day_too(started, old, new):
    by_hand(started, old, new)
    assert [rule for rule, _ in named(started)] == ["STA11"]


def test_a_waiver_leaves_a_note(started):
    entry(started, "at: 2099-01-05T10:00:00+08:00, by: 城管局整改办, did: progress, note: 已清运")
    by_hand(started, "history:", "waivers:\n  - {rule: STA11, reason: 原件如此, by: 巡察二组联络员, on: 2020-11-09}\nhistory:")
    assert [one["level"] for one in started.inspect("check", "--json", code=None).data["findings"] if one["rule"] == "STA11"] == ["info"]


def test_looking_from_an_earlier_day_accuses_nobody_of_what_has_happened_since(started):
    started.inspect("progress", "CG-D001", "--note", "已清运", "--today", "2020-11-09")
    started.inspect("measure", "done", "CG-D001", "m1", "--on", "2020-11-08", "--today", "2020-11-09")
    assert named(started, "--today", "2020-10-29") == []
    assert named(started, "--today", "2020-10-29", "--no-index") == []


def test_what_is_remembered_goes_by_the_clock_too(started, monkeypatch):
    """The question is the same, `--today 2020-11-01`, and the day comes meanwhile."""
    entry(started, "at: 2020-11-16T10:00:00+08:00, by: 城管局整改办, did: progress, note: 已清运")
    for day, is_named in (("2020-11-10", True), ("2020-11-13", True), ("2020-11-15", False), ("2020-11-10", True), ("2021-01-01", False)):
        clock_says(monkeypatch, day)
        assert bool(named(started, "--today", "2020-11-01")) is is_named, day
        assert bool(named(started, "--today", "2020-11-01", "--no-index")) is is_named, day


def test_an_edit_may_not_bring_one_in(started):
    draft = started.root.parent / "draft.yaml"
    text = started.issue("CG-D001").read_text(encoding="utf-8")
    draft.write_text(text.replace("每日两清\n", "每日两清\n    done_on: 2099-11-05\n"), encoding="utf-8")
    assert "STA11" in started.inspect("edit", "CG-D001", "--from", draft, code=4).err
