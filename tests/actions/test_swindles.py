"""What somebody might try so that an item looks done, or is not seen: each is refused, or named."""

import pytest
from desk import Desk, add_issue, open_round

TEAM = "巡察二组联络员"
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆", "--today", "2020-10-30")


@pytest.fixture
def started(desk: Desk) -> Desk:
    """CG-D001 in progress, committed."""

    def story(at: Desk) -> None:
        open_round(at)
        add_issue(at)
        at.inspect("start", "CG-D001", *PLAN)
        at.commit()

    return desk.set_up(story)


@pytest.mark.parametrize(("flag", "value"), [("--leader", " "), ("--department", "　"), ("--measure", "  ")])
def test_a_blank_is_nobody_and_nothing(desk, flag, value):
    open_round(desk)
    add_issue(desk)
    words = [value if PLAN[at - 1] == flag else word for at, word in enumerate(PLAN)]
    desk.inspect("start", "CG-D001", *words, code=4)


def test_a_blank_document_proves_nothing(started):
    started.inspect("finish", "CG-D001", "--measures-done", "--document", " ", "--note", "ok", "--today", "2020-11-01", code=4)


@pytest.mark.parametrize("name", ["Office A ", "office a", "Ｏffice Ａ", "Office A\u200b"])
def test_who_declared_it_done_does_not_close_it_under_another_spelling(started, name):
    done = ("--measures-done", "--document", "城管〔2020〕1号", "--note", "已落实", "--by", "Office A", "--today", "2020-11-01")
    started.inspect("finish", "CG-D001", *done)
    assert "does not close it" in started.inspect("close", "CG-D001", "--by", name, "--today", "2020-11-02", code=4).err


def test_a_feedback_day_that_is_still_to_come_does_not_open_the_gate(started):
    assert "2099-12-20 is still to come" in started.inspect("feedback", "2020-r2", "--on", "2099-12-20", code=4).err
    started.inspect("feedback", "2020-r2", "--on", "2020-12-20")
    report = started.inspect("status", "--json", "--gate", "--today", "2020-12-01", code=1).data["report"]
    assert (report["kind"], report["due"], report["ready"]) == ("during", "2020-12-18", False)


def test_an_item_cannot_be_carried_by_hand(started):
    draft = started.root.parent / "draft.yaml"
    text = started.issue("CG-D001").read_text(encoding="utf-8")
    draft.write_text(text.replace("history:", "carried_to: 2020-r2/CG-F009\nhistory:"), encoding="utf-8")
    assert "DIF11" in started.inspect("edit", "CG-D001", "--from", draft, code=4).err


def test_an_item_whose_twin_is_void_is_named_and_closes_the_gate(started):
    started.inspect("carry", "CG-D001", "--today", "2020-11-01")
    assert started.inspect("status", "--gate", "--json", "--today", "2020-11-02").data["report"]["ready"] is True
    started.inspect("void", "CG-F001", "--reason", "误录", "--approved-by", TEAM, "--today", "2020-11-02")
    report = started.inspect("status", "--gate", "--json", "--today", "2020-11-03", code=1).data["report"]
    assert [blocker["issue"] for blocker in report["blockers"]] == ["2020-r2/CG-D001"]
    found = started.inspect("check", "--json", "--today", "2020-11-03", code=1).data["findings"]
    assert ("REP02", "2020-r2/CG-D001") in [(finding["rule"], finding["issue"]) for finding in found]


@pytest.mark.parametrize("by", ["别人", "城管局整改办"])
def test_an_edit_signs_for_nobody_else_and_moves_no_state(started, by):
    draft = started.root.parent / "draft.yaml"
    to = "" if by == "别人" else ", from: in_progress, to: basically_done"
    did = "progress" if by == "别人" else "nearly"
    line = f"  - {{at: 2020-11-02T09:00:00+08:00, by: {by}, did: {did}{to}, note: 还差一台车}}\n"
    text = started.issue("CG-D001").read_text(encoding="utf-8") + line
    draft.write_text(text.replace("state: in_progress", "state: basically_done") if to else text, encoding="utf-8")
    assert "speaks for nobody else" in started.inspect("edit", "CG-D001", "--from", draft, "--today", "2020-11-03", code=4).err


def test_a_text_that_is_not_utf8_is_refused_and_never_guessed(desk, tmp_path):
    open_round(desk)
    (tmp_path / "gbk.txt").write_bytes("第一条".encode("gbk"))
    words = ("--unit", "CG", "--channel", "feedback", "--title", "t", "--found-on", "2020-10-28", "--text-file", tmp_path / "gbk.txt")
    assert "UTF-8" in desk.inspect("add", *words, code=2).err


def test_a_write_that_is_refused_leaves_no_evidence_behind(started, monkeypatch, tmp_path):
    from inspect_cli.store.files import disk

    def refuse(*_):
        raise disk.CannotWrite(started.issue("CG-D001"), OSError(28, "No space left on device"))

    monkeypatch.setattr(disk, "_stage", refuse)
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    started.inspect("evidence", "add", "CG-D001", tmp_path / "a.txt", "--today", "2020-11-01", code=6)
    assert not [path for path in (started.root / "rounds").rglob("*") if path.name.endswith("a.txt")]


@pytest.mark.parametrize("content", ["null", "5", "[1]", "[{}]", '[{"path": 1, "temporary": 2, "before": null}]', "{"])
def test_a_journal_that_is_none_of_ours_is_set_aside(started, content):
    journal = started.root / ".git" / "inspect" / "journal.json"
    journal.write_text(content, encoding="utf-8")
    started.inspect("progress", "CG-D001", "--note", "n", "--today", "2020-11-01")
    assert not journal.exists() and journal.with_suffix(".odd").read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    "words",
    [
        ["add", "--unit", "CG", "--channel", "feedback", "--title", "t", "--text", "x", "--found-on", "2020-10-28", "--recurs", "foo"],
        [
            "new-round",
            "a7",
            "--title",
            "t",
            "--kind",
            "regular",
            "--team",
            "x",
            "--unit",
            "CG=a",
            "--starts",
            "2020-01-01",
            "--feedback-months",
            "-1",
        ],
        ["new-round", "CON", "--title", "t", "--kind", "regular", "--team", "x", "--unit", "CG=a", "--starts", "2020-01-01"],
        ["status", "--today", "0001-01-01"],
    ],
)
def test_a_value_that_fits_no_record_is_a_usage_error_and_no_bug_of_ours(started, words):
    assert started.inspect(*words, code=2).err.strip()
    assert started.changed_lines() == {}
