"""A clerk's worst day: one mistake after the other, made and put right, before it is saved and after; and what an honest reader then hears."""

import shutil

import pytest
from desk import Desk, open_round

from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.words import State
from inspect_cli.store.reading import read_issue

pytestmark = pytest.mark.slow

UNIT, TEAM = "城管局整改办", "巡察二组联络员"
MORNING, NOON, EVENING = ("--today", "2020-11-05"), ("--today", "2020-11-06"), ("--today", "2020-11-09")
WHY = ("--reason", "录入有误，已与通知书核对", "--approved-by", TEAM)
TITLES = ("清运不及时", "泊位划线不规范", "热线工单超时", "路灯不亮", "多登记的一条")


@pytest.fixture(params=["git", "no git"])
def day(desk: Desk, request, monkeypatch) -> Desk:
    """An empty round, saved; with git or without."""
    monkeypatch.setenv("INSPECT_BY", UNIT)
    open_round(desk)
    desk.commit("round")
    desk.git("tag", "morning")
    if request.param == "no git":
        shutil.rmtree(desk.root / ".git")
    return desk


def has_git(at: Desk) -> bool:
    return (at.root / ".git").exists()


def record(at: Desk, name: str) -> Issue:
    found = read_issue(at.issue(name).read_bytes()).record
    assert found
    return found


def names(at: Desk) -> list[str]:
    return sorted(path.stem for path in (at.root / "rounds/2020-r2/issues").glob("*.yaml"))


def said(at: Desk, *words: str) -> list[tuple[str, str]]:
    """Rule and record of every error that a reader hears."""
    found = at.inspect("check", *words, "--json", *EVENING, code=None).data["findings"]
    return sorted((one["rule"], one["issue"]) for one in found if one["level"] == "error")


def registered(at: Desk) -> None:
    """Five items typed in from a notice, each wrong in its own way; one has begun."""
    for title in TITLES:
        words = ("--unit", "CG", "--channel", "during", "--title", title, "--text", f"{title}。", "--notice", "巡三立〔2020〕3号")
        at.inspect("add", *words, "--found-on", "2020-10-28", *MORNING)
    plan = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-12-02", "--measure", "增配车俩")
    at.inspect("start", "CG-D001", *plan, *MORNING)
    (at.root / "照片.txt").write_text("别处的照片", encoding="utf-8")
    at.inspect("evidence", "add", "CG-D001", "照片.txt", *MORNING)


def put_right_before_saving(at: Desk) -> None:
    entries = len(record(at, "CG-D001").history)
    at.inspect("undo")  # the evidence was another item's
    assert not (at.root / "rounds/2020-r2/evidence/CG-D001").exists() and len(record(at, "CG-D001").history) == entries - 1
    at.inspect("correct", "CG-D001", "--due", "2020-11-20", *NOON)
    at.inspect("correct", "CG-D001", "m1", "--text", "增配车辆", *NOON)
    at.inspect("correct", "CG-D001", "--leader", "分管副局长", *NOON)
    at.inspect("correct", "CG-D002", "--title", "泊位划线不规范（三处）", "--found-on", "2020-10-27", *NOON)
    at.inspect("correct", "CG-D003", "--unit", "TY", *NOON)
    at.inspect("correct", "CG-D004", "--channel", "immediate", *NOON)
    at.inspect("discard", "CG-D005", "--yes", *NOON)
    at.inspect("progress", "CG-D001", "--note", "已清运三十条街", *NOON)
    at.inspect("correct", "CG-D001", "progress", "--note", "已清运三条街", *NOON)
    assert names(at) == ["CG-D001", "CG-D002", "CG-I001", "TY-D001"]
    one = record(at, "CG-D001")
    assert (one.due, one.original_due) == (one.due, one.due) and str(one.due) == "2020-11-20"
    assert [entry.did.value for entry in one.history] == ["register", "measure", "start", "progress"]
    assert all(not entry.changes for name in names(at) for entry in record(at, name).history)


def put_right_after_saving(at: Desk) -> None:
    at.inspect("correct", "CG-D001", "--title", "背街小巷清运不及时", *EVENING, code=4)  # seen by others: why, and who agrees?
    at.inspect("correct", "CG-D001", "--title", "背街小巷清运不及时", *WHY, *EVENING)
    at.inspect("correct", "CG-D001", "--due", "2020-11-18", *WHY, *EVENING)
    at.inspect("correct", "CG-D001", "progress", "--note", "已清运四条街", *WHY, *EVENING)
    at.inspect("correct", "TY-D001", "--notice", "巡三立〔2020〕8号", *WHY, *EVENING)
    at.inspect("discard", "CG-D002", "--yes", *EVENING, code=4)
    at.inspect("void", "CG-D002", *WHY, *EVENING)
    one = record(at, "CG-D001")
    assert [entry.did.value for entry in one.history[4:]] == ["correct"] * 3
    assert [(change.field, change.was) for entry in one.history[4:] for change in entry.changes] == [
        ("title", "清运不及时"),
        ("due", "2020-11-20"),
        ("note", "已清运三条街"),
    ]
    assert record(at, "CG-D002").state is State.VOID


def test_every_mistake_of_a_day_is_put_right_and_an_honest_reader_hears_nothing(day):
    registered(day)
    put_right_before_saving(day)
    assert said(day) == []
    if not has_git(day):
        assert day.inspect("save", *EVENING, code=7).err
        return
    assert day.inspect("status", "--json", *NOON).data["unsaved"]["records"] == 4
    day.inspect("save", *NOON)
    assert day.inspect("status", "--json", *NOON).data["unsaved"] == {"records": 0, "entries": 0}
    assert day.inspect("undo", code=4).err  # it was seen: from here on it is put right in the open
    put_right_after_saving(day)
    day.inspect("save", "-m", "更正三项", *EVENING)
    assert said(day) == said(day, "--since", "morning") == []
    assert day.git("status", "--porcelain", "rounds") == ""


def test_what_is_put_right_by_hand_after_it_was_saved_is_heard(day):
    if not has_git(day):
        pytest.skip("without git nothing is saved that a hand could change unseen")
    registered(day)
    put_right_before_saving(day)
    day.inspect("save", *NOON)
    path = day.issue("TY-D001")
    path.write_text(path.read_text(encoding="utf-8").replace("title: 热线工单超时", "title: 热线工单个别超时"), encoding="utf-8")
    day.issue("CG-D002").unlink()
    assert said(day, "--since", "HEAD") == [("DIF01", "2020-r2/CG-D002"), ("DIF06", "2020-r2/TY-D001")]
    day.inspect("save", *EVENING, code=1)
    day.inspect("restore", "CG-D002", *EVENING)
    day.inspect("restore", "TY-D001", *EVENING)
    assert said(day, "--since", "HEAD") == [] and day.git("status", "--porcelain", "rounds") == ""
