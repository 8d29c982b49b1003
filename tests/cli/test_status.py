"""`inspect status`: the contract of its JSON, the gate's every condition, which round it shows, and pages that fit the screen."""

import io

import pytest
from desk import Desk, add_issue, open_round
from rich.cells import cell_len
from rich.console import Console

from inspect_cli.render import terminal
from inspect_cli.render.language import Language
from inspect_cli.store.loading import ledger_of, load
from inspect_cli.store.workspace import Workspace
from inspect_cli.views import status as views

COUNTS = [
    "total",
    "registered",
    "in_progress",
    "basically_done",
    "done",
    "closed",
    "void",
    "overdue",
    "answered",
    "done_rate",
    "closed_rate",
]
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆", "--today", "2020-10-30")


def gate(desk, today="2020-12-01", *more):
    return desk.inspect("status", "--json", "--today", today, *more).data["report"]


def reasons(report):
    return {(blocker["rule"], (blocker["issue"] or "").split("/")[-1]) for blocker in report["blockers"]}


def test_the_json_has_exactly_the_keys_of_the_contract(desk):
    open_round(desk)
    add_issue(desk)
    data = desk.inspect("status", "--json", "--today", "2020-12-01").data
    assert {"as_of", "round", "rows", "totals", "overdue", "due_soon", "report", "findings"} <= set(data)
    assert set(data["round"]) == {"id", "title", "stage"}
    assert list(data["rows"][0]) == ["unit", "channel", *COUNTS] == list(data["totals"])
    assert [(row["unit"], row["channel"]) for row in data["rows"]] == [
        (u, c) for u in ("CG", "TY") for c in ("immediate", "during", "feedback")
    ]
    assert data["totals"]["unit"] is None and data["totals"]["channel"] is None
    assert {"kind", "due", "days_left", "ready", "blockers"} <= set(data["report"])
    assert {"rule", "issue", "message"} <= set(data["report"]["blockers"][0])
    assert data["report"]["blockers"][0]["issue"] == "2020-r2/CG-D001"


def test_an_empty_round_prints_zeros_and_no_rate(desk):
    open_round(desk)
    data = desk.inspect("status", "--json", "--today", "2020-12-01").data
    assert (data["totals"]["total"], data["totals"]["done_rate"], len(data["rows"])) == (0, None, 6)
    assert data["report"]["ready"] is True
    assert "\t—" in desk.inspect("status", "--today", "2020-12-01").out


def test_an_item_without_an_answer_closes_the_gate_until_it_has_one(desk):
    open_round(desk)
    add_issue(desk)
    desk.inspect("start", "CG-D001", *PLAN)
    assert ("GAT01", "CG-D001") in reasons(gate(desk, "2020-11-10"))
    desk.inspect("progress", "CG-D001", "--note", "已办一半", "--today", "2020-11-09")
    assert gate(desk, "2020-11-10")["ready"] is True


def test_an_overdue_item_closes_the_gate(desk):
    open_round(desk)
    add_issue(desk)
    desk.inspect("start", "CG-D001", *PLAN)
    desk.inspect("progress", "CG-D001", "--note", "已办一半", "--today", "2020-11-09")
    assert reasons(gate(desk, "2020-11-20")) == set()
    assert reasons(gate(desk, "2020-11-21")) == {("GAT02", "CG-D001")}


def test_evidence_that_is_gone_or_changed_closes_the_gate(desk):
    open_round(desk)
    add_issue(desk)
    proof = desk.root / "proof.txt"
    proof.write_text("真", encoding="utf-8")
    desk.inspect("start", "CG-D001", *PLAN)
    desk.inspect("finish", "CG-D001", "--measures-done", "--evidence", proof, "--note", "已落实", "--today", "2020-11-10")
    assert gate(desk)["ready"] is True
    kept = desk.root / "rounds/2020-r2/evidence/CG-D001/proof.txt"
    kept.write_text("假", encoding="utf-8")
    assert reasons(gate(desk)) == {("GAT03", "CG-D001")}
    kept.unlink()
    assert reasons(gate(desk)) == {("GAT03", "CG-D001")}


def test_what_came_back_must_say_anew_what_is_left(desk):
    open_round(desk)
    add_issue(desk)
    desk.inspect("start", "CG-D001", *PLAN)
    desk.inspect("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕1号", "--note", "已落实", "--today", "2020-11-10")
    desk.inspect("return", "CG-D001", "--reason", "仍有积存", "--by", "巡察二组联络员", "--today", "2020-11-11")
    assert reasons(gate(desk, "2020-11-12")) == {("GAT04", "CG-D001")}
    desk.inspect("progress", "CG-D001", "--note", "还差夜班", "--today", "2020-11-12")
    assert gate(desk, "2020-11-12")["ready"] is True


def test_a_record_that_cannot_be_read_closes_the_gate_and_is_named(desk):
    open_round(desk)
    desk.issue("CG-D009").write_text("a: [", encoding="utf-8")
    said = desk.inspect("status", "--json", "--gate", "--today", "2020-12-01", code=3)
    assert said.data["report"]["blockers"][0]["issue"] == "2020-r2/CG-D009"
    assert said.data["findings"][0]["file"] == "rounds/2020-r2/issues/CG-D009.yaml"
    other = desk.inspect("status", "--json", "--unit", "TY", "--today", "2020-12-01", code=3).data
    assert other["report"]["ready"] is True, "another unit's broken record is not in this unit's way"


def test_an_on_site_period_without_an_end_closes_the_gate(desk):
    open_round(desk, ends="")
    report = gate(desk)
    assert (report["due"], report["days_left"], reasons(report)) == (None, None, {("GAT06", "")})


def test_the_gate_speaks_through_the_exit_code_only_when_asked(desk):
    open_round(desk)
    add_issue(desk)
    desk.inspect("status", "--today", "2020-12-01", code=0)
    desk.inspect("status", "--today", "2020-12-01", "--gate", code=1)
    desk.inspect("status", "--today", "2020-12-01", "--gate", "--unit", "ty", code=0)
    desk.inspect("status", "--today", "2020-12-01", "--unit", "XX", code=5)


@pytest.mark.parametrize(
    ("today", "stage", "left"),
    [("2020-10-18", "planned", 61), ("2020-10-19", "on_site", 60), ("2020-12-18", "on_site", 0), ("2020-12-19", "awaiting_feedback", -1)],
)
def test_stage_and_countdown_follow_the_calendar(desk, today, stage, left):
    open_round(desk)
    data = desk.inspect("status", "--json", "--today", today).data
    assert (data["round"]["stage"], data["report"]["days_left"]) == (stage, left)


def test_after_the_feedback_meeting_the_report_is_the_one_on_feedback(desk):
    desk.inspect("init")
    when = ("--starts", "2020-10-19", "--ends", "2020-12-18", "--feedback-months", "3", "--basis", "工作安排")
    desk.inspect("new-round", "2020-r2", "--title", "t", "--kind", "regular", "--team", "组", "--unit", "CG=局", *when)
    desk.inspect("feedback", "2020-r2", "--on", "2020-11-30")
    report = gate(desk, "2020-12-30")
    assert (report["kind"], report["due"]) == ("feedback", "2021-02-28")
    assert "2020-11-30" in desk.inspect("feedback", "2020-r2", "--on", "2021-01-05", code=4).err


def test_without_a_name_it_shows_the_round_on_site_else_the_newest(desk):
    open_round(desk)
    for name, starts, ends in (("2019-r5", "2019-06-10", "2019-08-09"), ("2021-r1", "2021-03-01", "2021-04-30")):
        when = ("--starts", starts, "--ends", ends)
        desk.inspect("new-round", name, "--title", "t", "--kind", "special", "--team", "组", "--unit", "CG=局", *when)
    shown = {
        day: desk.inspect("status", "--json", "--today", day).data["round"]["id"] for day in ("2019-07-01", "2020-12-01", "2021-01-15")
    }
    assert shown == {"2019-07-01": "2019-r5", "2020-12-01": "2020-r2", "2021-01-15": "2021-r1"}
    rows = desk.inspect("status", "--all", "--json", "--today", "2020-12-01").data
    assert ([row["round"] for row in rows["rows"]], rows["round"], rows["report"]) == (["2021-r1", "2020-r2", "2019-r5"], None, None)
    assert all("ready" in row and "unit" not in row for row in rows["rows"])


def test_void_and_carried_items_are_in_no_total(desk):
    open_round(desk)
    for _ in range(3):
        add_issue(desk)
    desk.inspect("void", "CG-D001", "--reason", "重复登记", "--approved-by", "巡察二组联络员", "--today", "2020-11-01")
    desk.inspect("carry", "CG-D002", "--today", "2020-11-01")
    data = desk.inspect("status", "--json", "--today", "2020-11-02").data
    assert (data["totals"]["total"], data["totals"]["void"], data["totals"]["registered"]) == (2, 1, 2)
    assert [(row["channel"], row["total"]) for row in data["rows"][:3]] == [("immediate", 0), ("during", 1), ("feedback", 1)]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", Language)
def test_the_page_fits_the_screen_and_never_cuts_an_id(desk, width, language):
    open_round(desk)
    for _ in range(12):
        add_issue(
            desk, "during", "CG", "--leader", "分管环境卫生与渣土运输的副局长", "--department", "市容环境卫生管理科", "--due", "2020-12-05"
        )
    workspace = Workspace(desk.root)
    loaded = load(workspace, "2020-r2")
    from datetime import date

    view = views.status(ledger_of(loaded, date(2020, 12, 1)), loaded.findings)
    out = io.StringIO()
    terminal.show(views.page(view), language, Console(file=out, width=width, markup=False, highlight=False))
    lines = out.getvalue().splitlines()
    assert max(cell_len(line) for line in lines) <= width
    for number in range(1, 13):
        assert any(line.startswith(f"CG-D{number:03d} ") for line in lines)
    assert "…" not in "".join(line for line in lines[:14]), "no head or number is cut"


def test_an_earlier_state_without_the_round_of_today_tells_of_the_newest_that_there_was(workspace: Desk):
    workspace.commit()
    when = ("--starts", "2021-01-04", "--ends", "2021-03-31", "--today", "2021-01-04")
    workspace.inspect("new-round", "2021-r1", "--title", "第三轮", "--kind", "regular", "--team", "三组", "--unit", "CG=城管局", *when)
    workspace.commit()
    assert workspace.inspect("status", "--json", "--today", "2021-01-05").data["round"]["id"] == "2021-r1"
    assert workspace.inspect("status", "--at", "HEAD~1", "--json", "--today", "2021-01-05").data["round"]["id"] == "2020-r2"
