"""What a changed cell becomes: exactly one verb, judged by the same rules as the command, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sheets import ROOT, TODAY, column, edit, row_of, with_samples

from inspect_cli.cli.argv.app import main
from inspect_cli.domain.sheet.grid import letters

pytestmark = pytest.mark.slow

LEDGER = "整改台账"
UNIT = ("--by", "城管局整改办", "--today", TODAY)
TEAM = ("--by", "巡察二组联络员", "--today", TODAY)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> bytes:
    """The ledger of the sample round 2020-r2; what an export gives does not depend on where it was made."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.xlsx"
    assert main(["ledger", "export", str(path), "--root", str(ROOT), "--round", "2020-r2", "--today", TODAY, "--no-index"]) == 0
    return path.read_bytes()


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> bytes:
    """The same as CSV."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.csv"
    assert main(["ledger", "export", str(path), "--root", str(ROOT), "--round", "2020-r2", "--today", TODAY, "--no-index"]) == 0
    return path.read_bytes()


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """The sample rounds in a folder of their own, for what must not change them."""
    root = tmp_path_factory.mktemp("samples")
    shutil.copytree(ROOT / "rounds", root / "rounds")
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


@pytest.fixture
def exported(desk, workbook):
    """The sample rounds, and the ledger of 2020-r2 in ledger.xlsx."""
    with_samples(desk)
    Path("ledger.xlsx").write_bytes(workbook)
    return desk


def record(desk, name: str) -> dict:
    return desk.inspect("show", name, "--json", "--today", TODAY).data["record"]


def applied(desk, *words: str, code: int = 0) -> dict:
    return desk.inspect("ledger", "import", "ledger.xlsx", "--apply", "--json", *words, code=code).data


def changed(before: dict, after: dict) -> set[str]:
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


@pytest.mark.parametrize(
    ("cells", "by", "verb", "fields"),
    [
        ({"整改情况": "第二台新车上牌，12条小巷全部每日两清"}, UNIT, "progress", set()),
        ({"责任领导": "分管环卫副局长", "备注": "原分管副局长调整分工"}, UNIT, "hand-over", {"leader"}),
        (
            {"完成时限": date(2020, 12, 15), "延期原因": "第二台车上牌延迟", "批准人": "巡察二组联络员"},
            UNIT,
            "extend",
            {"due", "extensions"},
        ),
        (
            {"严重程度": "严重", "备注": "群众反映集中", "批准人": "巡察二组联络员"},
            TEAM,
            "reclassify",
            {"severity"},
        ),
        ({"状态": "基本完成", "整改情况": "只剩4条小巷"}, UNIT, "nearly", {"state"}),
        ({"挽回资金（万元）": 3.5}, UNIT, "edit", {"outcomes"}),
        ({"关键岗位": "环卫科负责人"}, UNIT, "edit", {"post"}),
        (
            {"持续整改原因": "车辆采购周期长", "阶段目标": "年底前8条", "下次复查日期": "2020年12月20日"},
            UNIT,
            "long-term",
            {"long_term"},
        ),
    ],
)
def test_a_changed_cell_becomes_the_verb_that_is_for_it_and_changes_nothing_else(exported, cells, by, verb, fields):
    before = record(exported, "CG-D003")
    exported.changed_lines()
    edit("ledger.xlsx", *((LEDGER, "CG-D003", head, value) for head, value in cells.items()))
    shown = exported.inspect("ledger", "import", "ledger.xlsx", *by)
    assert "CG-D003" in shown.out and record(exported, "CG-D003") == before, "a dry run writes nothing"
    data = applied(exported, *by)
    after = record(exported, "CG-D003")
    assert data["written"] == 1 and data["untaken"] == []
    assert changed(before, after) == {"history", *fields}
    assert [entry["did"] for entry in after["history"][len(before["history"]) :]] == [verb]
    assert after["history"][-1]["by"] == by[1]
    assert set(exported.changed_lines()) == {"CG-D003.yaml", "ledger.xlsx"}


def test_a_new_line_under_the_measures_is_a_new_measure(exported):
    book = openpyxl.load_workbook("ledger.xlsx")
    cell = book[LEDGER].cell(row_of(book[LEDGER], "CG-D003"), column(book[LEDGER], "整改措施"))
    cell.value += "\n巷口设群众监督电话\n每周抽查一次"
    book.save("ledger.xlsx")
    applied(exported, *UNIT)
    assert [one["text"] for one in record(exported, "CG-D003")["measures"]][2:] == ["巷口设群众监督电话", "每周抽查一次"]


def test_a_measure_is_done_by_its_day_on_the_sheet_of_tasks(exported):
    book = openpyxl.load_workbook("ledger.xlsx")
    sheet = book["任务清单"]
    row = row_of(sheet, "CG-D003")
    assert sheet.cell(row, column(sheet, "措施编号")).value == "m1"
    sheet.cell(row, column(sheet, "措施完成日期")).value = "2020.11.28"
    book.save("ledger.xlsx")
    applied(exported, *UNIT)
    after = record(exported, "CG-D003")
    assert (
        after["measures"][0]["done_on"] == "2020-11-28"
        and {"part": "m1", "changes": [{"field": "done_on", "now": "2020-11-28"}]}.items() <= after["history"][-1].items()
    )


def test_a_new_measure_that_is_done_already_is_refused_and_not_half_taken(exported):
    before = record(exported, "CG-D003")
    book = openpyxl.load_workbook("ledger.xlsx")
    sheet = book["任务清单"]
    row = sheet.max_row + 1
    for head, value in {"编号": "CG-D003", "措施内容": "每周抽查一次", "措施完成日期": "2020-11-28"}.items():
        sheet.cell(row, column(sheet, head)).value = value
    book.save("ledger.xlsx")
    data = applied(exported, *UNIT, code=1)
    assert "added first" in str(data["untaken"]) and record(exported, "CG-D003") == before


def test_several_verbs_of_one_row_are_done_in_one_go(exported):
    exported.inspect("evidence", "add", "TY-D004", "--document", "退役〔2020〕9号", "--by", "退役军人局整改办", "--today", TODAY)
    exported.inspect("ledger", "export", "ledger.xlsx", "--today", TODAY, "--force")
    cells = {"状态": "整改中", "责任领导": "分管副局长", "责任部门": "优抚科", "完成时限": "12月15日", "整改措施": "1.逐墓巡查\n2.建巡查表"}
    edit("ledger.xlsx", *((LEDGER, "TY-D004", head, value) for head, value in cells.items()))
    applied(exported, "--by", "退役军人局整改办", "--today", TODAY)
    after = record(exported, "TY-D004")
    assert after["state"] == "in_progress" and after["due"] == after["original_due"] == "2020-12-15"
    assert [one["text"] for one in after["measures"]] == ["逐墓巡查", "建巡查表"]
    assert [entry["did"] for entry in after["history"]][-3:] == ["measure", "measure", "start"]


def test_a_change_on_any_sheet_counts_and_two_that_disagree_are_refused(exported):
    edit("ledger.xlsx", ("责任清单", "CG-D003", "责任领导", "甲"), ("责任清单", "CG-D003", "备注", "分工调整"))
    applied(exported, *UNIT)
    assert record(exported, "CG-D003")["leader"] == "甲"
    exported.inspect("ledger", "export", "ledger.xlsx", "--today", TODAY, "--force")
    edit("ledger.xlsx", ("责任清单", "CG-D003", "责任领导", "乙"), (LEDGER, "CG-D003", "责任领导", "丙"), (LEDGER, "CG-D003", "备注", "x"))
    data = applied(exported, *UNIT, code=1)
    assert data["written"] is None and "责任清单" in {one["sheet"] for one in data["untaken"]}


@pytest.mark.parametrize(
    ("cells", "by", "says"),
    [
        ({"完成时限": date(2020, 12, 15)}, UNIT, ["the reason is missing", "does not say who approved"]),
        ({"责任领导": "甲"}, UNIT, ["the note is missing"]),
        ({"状态": "已完成", "整改情况": "全部完成"}, UNIT, ["measure m1 is not done"]),
        ({"状态": "已销号"}, UNIT, ["close goes only from done", "it is in progress"]),
        ({"状态": "待整改"}, UNIT, ["nothing leads back to registered"]),
        ({"状态": "作废", "备注": "误录"}, UNIT, ["may not void", "who approved"]),
        ({"状态": "推倒重来"}, UNIT, ["not one of the known words"]),
        ({"问题原文": "部分街巷清运基本及时。"}, UNIT, ["the reason is missing", "does not say who approved"]),
        ({"问题标题": "清运较及时", "备注": "抄错了"}, UNIT, ["does not say who approved"]),
        ({"整改方式": "反馈整改"}, UNIT, ["整改方式 of an issue is not changed in a sheet"]),
        ({"编号": "CG-D099"}, UNIT, []),
        ({"责任部门": None}, UNIT, ["责任部门 was emptied"]),
        ({"整改措施": "m1 增配清运车辆2台，每日两清"}, UNIT, ["measure m2 no longer stands"]),
        ({"整改措施": "m1 增配车辆\nm2 12条小巷逐条定人定时，巷口公示"}, UNIT, ["the reason is missing"]),
        ({"完成时限": date(2020, 11, 10)}, UNIT, ["the reason is missing", "does not say who approved"]),
        ({"备注": "会后再议"}, UNIT, ["goes with a change"]),
        ({"完成时限": "尽快"}, UNIT, ["is not a day"]),
        ({"挽回资金（万元）": "约三万"}, UNIT, ["is not a number"]),
        ({"整改情况": "【机密】线索"}, UNIT, ["classified"]),
        ({"整改情况": "新进展"}, ("--by", "路人", "--today", TODAY), ["路人 is not among the people"]),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_with_their_own_words_and_its_cell(samples, table, cells, by, says, monkeypatch, capsys):
    monkeypatch.chdir(samples)
    record = samples / "rounds/2020-r2/issues/CG-D003.yaml"
    before = record.read_bytes()
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    heads = rows[0]
    row = next(number for number, one in enumerate(rows) if one[1] == "CG-D003")
    for head, value in cells.items():
        rows[row][heads.index(head)] = value.isoformat() if isinstance(value, date) else value or ""
    with Path("ledger.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    assert main(["ledger", "import", "ledger.csv", "--apply", "--json", "--lang", "en", *by]) == 1
    data = json.loads(capsys.readouterr().out)["data"]
    said = " ".join(one["message"] for one in data["untaken"])
    assert data["written"] is None and all(words in said for words in says), said
    assert f"{letters(heads.index(next(iter(cells))))}{row + 1}" in {one["cell"] for one in data["untaken"]}
    assert record.read_bytes() == before


def test_a_cell_for_which_no_verb_fits_is_a_correction_with_its_reason_and_approver(exported):
    exported.commit()
    team = "巡察二组联络员"
    said = {"问题标题": "清运不够及时", "完成时限": date(2020, 11, 19), "备注": "与通知书核对", "批准人": team}
    edit("ledger.xlsx", *((LEDGER, "CG-D003", head, value) for head, value in said.items()))
    applied(exported, *UNIT)
    last = record(exported, "CG-D003")["history"][-1]
    assert (last["did"], last["note"], last["approved_by"]) == ("correct", "与通知书核对", team)
    assert {one["field"] for one in last["changes"]} == {"title", "due"}
    exported.inspect("check", "--since", "HEAD", "--today", TODAY, code=None)
    found = exported.inspect("check", "--since", "HEAD", "--today", TODAY, "--json", code=None).data["findings"]
    assert [one["rule"] for one in found if one["rule"].startswith("DIF")] == []


def test_a_cell_of_what_nobody_has_seen_is_simply_right(exported):
    exported.inspect("add", "--unit", "CG", "--channel", "feedback", "--title", "错", "--text", "字。", "--found-on", TODAY, *UNIT)
    exported.inspect("ledger", "export", "ledger.xlsx", "--today", TODAY, "--force")
    name = next(
        path.stem for path in (exported.root / "rounds/2020-r2/issues").glob("CG-F*.yaml") if "title: 错" in path.read_text("utf-8")
    )
    edit("ledger.xlsx", (LEDGER, name, "问题标题", "对"))
    applied(exported, *UNIT)
    assert record(exported, name)["title"] == "对" and all(one["did"] != "correct" for one in record(exported, name)["history"])


def test_one_row_that_is_refused_keeps_all_from_being_written_and_partial_writes_the_rest(exported):
    edit("ledger.xlsx", (LEDGER, "CG-D003", "整改情况", "第二台车到位"), (LEDGER, "CG-D004", "责任领导", "甲"))
    exported.commit()
    refused = exported.inspect("ledger", "import", "ledger.xlsx", "--apply", *UNIT, code=1)
    assert "nothing was written" in refused.err and exported.changed_lines() == {}
    data = applied(exported, "--partial", *UNIT, code=1)
    assert data["written"] == 1 and set(exported.changed_lines()) == {"CG-D003.yaml"}


def test_a_row_and_its_record_that_both_changed_are_a_conflict_and_never_written_over(exported):
    edit("ledger.xlsx", (LEDGER, "CG-D003", "整改情况", "表里的进展"))
    exported.inspect("progress", "CG-D003", "--note", "命令的进展", *UNIT)
    exported.commit()
    data = applied(exported, *UNIT, code=1)
    assert [(one["issue"], one["conflict"]) for one in data["untaken"]] == [("2020-r2/CG-D003", True)]
    assert exported.changed_lines() == {}
    assert record(exported, "CG-D003")["history"][-1]["note"] == "命令的进展"


def test_a_record_that_alone_changed_since_the_export_stays_as_it_is(exported):
    exported.inspect("progress", "CG-D003", "--note", "命令的进展", *UNIT)
    data = applied(exported, *UNIT)
    assert data["written"] is None and data["untaken"] == [] and data["changes"] == []


def test_rows_that_are_missing_delete_nothing(exported):
    book = openpyxl.load_workbook("ledger.xlsx")
    for name in book.sheetnames[1:]:
        del book[name]
    book[LEDGER].delete_rows(3, 10)
    book.save("ledger.xlsx")
    data = applied(exported, *UNIT)
    assert data["changes"] == [] and data["untaken"] == [] and len(exported.inspect("list", "--json").data["issues"]) == 18


def test_a_row_copied_for_a_new_issue_must_not_bear_the_old_ones_name(exported):
    book = openpyxl.load_workbook("ledger.xlsx")
    sheet = book[LEDGER]
    source, target = row_of(sheet, "CG-D003"), sheet.max_row + 1
    for number in range(1, sheet.max_column + 1):
        sheet.cell(target, number).value = sheet.cell(source, number).value
    sheet.cell(target, column(sheet, "问题原文")).value = "城北片区路灯不亮，群众多次反映无人处理。"
    book.save("ledger.xlsx")
    data = applied(exported, *UNIT, code=1)
    assert "stands in row" in data["untaken"][0]["message"] and data["untaken"][0]["row"] == target
    for head in ("编号", "唯一标识", "状态", "整改情况", "整改措施"):
        sheet.cell(target, column(sheet, head)).value = None
    sheet.cell(target, column(sheet, "问题标题")).value = "路灯不亮"
    book.save("ledger.xlsx")
    data = applied(exported, *UNIT)
    assert [one["title"] for one in data["new"]] == ["路灯不亮"] and data["new"][0]["issue"] == "2020-r2/CG-D008"


def test_a_row_of_another_round_or_of_a_record_that_is_gone_is_named(exported):
    said = exported.inspect(
        "ledger", "import", "ledger.xlsx", "--round", "2019-r5", "--by", "城管局整改办", "--today", TODAY, "--json", code=1
    )
    assert all("no record of this round has the uid" in one["message"] for one in said.data["untaken"])
    assert said.data["new"] == []


def test_closing_takes_the_verifier_and_returns_need_their_reason(exported):
    edit("ledger.xlsx", (LEDGER, "CG-D002", "状态", "已销号"))
    refused = applied(exported, *UNIT, code=1)
    assert "may not close" in refused["untaken"][0]["message"]
    applied(exported, *TEAM)
    assert record(exported, "CG-D002")["state"] == "closed"
    exported.inspect("ledger", "export", "ledger.xlsx", "--today", TODAY, "--force")
    edit("ledger.xlsx", (LEDGER, "CG-D002", "状态", "整改中"))
    assert "the reason is missing" in applied(exported, *TEAM, code=1)["untaken"][0]["message"]
    edit("ledger.xlsx", (LEDGER, "CG-D002", "备注", "复查又见撒漏"))
    applied(exported, *TEAM)
    assert record(exported, "CG-D002")["history"][-1] | {"at": ""} == {
        "at": "",
        "by": "巡察二组联络员",
        "did": "reopen",
        "from": "closed",
        "to": "in_progress",
        "note": "复查又见撒漏",
    }
