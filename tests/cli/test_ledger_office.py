"""Sheets as offices really make them: titles above, merged cells, two rows of heads, several measures in a cell, dates in every spelling."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sheets import office

from inspect_cli.domain.record.issue import Measure
from inspect_cli.domain.sheet.days import read_day
from inspect_cli.domain.sheet.grid import Grid, MergedRange
from inspect_cli.domain.sheet.heads import key_of, recognised
from inspect_cli.domain.sheet.steps import split, with_ids

NOW = ("--by", "城管局整改办", "--today", "2020-11-02")
FEEDBACK = ("--unit", "CG", "--channel", "feedback", "--found-on", "2020-10-30")


def taken(desk, path: Path, *words: str, code: int = 0) -> dict:
    return desk.inspect("ledger", "import", path, "--json", *NOW, *words, code=code).data


def records(desk) -> list[dict]:
    names = [one["issue"] for one in desk.inspect("list", "--json", "--today", "2020-11-02").data["issues"]]
    return [desk.inspect("show", name, "--json").data["record"] for name in names]


# -- whole sheets ------------------------------------------------------------------------------------------------------


def test_a_ledger_with_a_title_merged_over_it_and_measures_in_one_cell(workspace):
    path = office(
        workspace.root / "台账.xlsx",
        [
            ["市城市管理局党组巡察反馈意见整改工作台账"],
            ["填报单位：市城市管理局", None, None, None, None, "填报日期：2020年11月1日"],
            ["序号", "反馈问题\n（原汁原味）", "整改措施", "责任领导", "责任科室", "完成时限", "备 注"],
            [
                1,
                "贯彻新发展理念有差距，垃圾分类推进缓慢。",
                "1.制定实施方案；\n2.增设分类点位50处；\n3.每月通报。",
                "分管副局长",
                "环卫科",
                "2020年11月底前",
                None,
            ],
            [2, "公务用车管理不严。", "①清查加油卡 ②修订《公务用车管理办法》", "办公室分管领导", "办公室", "长期坚持", "已立行立改"],
            [
                3,
                "固定资产账实不符，2018年以来未盘点。",
                "全面盘点，账实相符后报财务科。",
                "分管财务副局长",
                "财务科",
                date(2020, 12, 20),
                None,
            ],
            ["填表人：            审核人：            联系电话："],
        ],
        merges=("A1:G1", "A2:E2", "F2:G2"),
    )
    shown = taken(workspace, path, *FEEDBACK)
    assert records(workspace) == [] and shown["written"] is None
    assert {one["head"]: one["key"] for one in shown["sheets"][0]["columns"]} == {
        "序号": "seq",
        "反馈问题\n（原汁原味）": "text",
        "整改措施": "measures",
        "责任领导": "leader",
        "责任科室": "department",
        "完成时限": "due",
        "备 注": "note",
    }
    assert shown["sheets"][0]["header_row"] == 3 and shown["untaken"] == []
    assert [one["message"] for one in shown["notes"]] == ["not a row of the table: 填表人：            审核人：            联系电话："]
    assert taken(workspace, path, *FEEDBACK, "--apply")["written"] == 3
    first, second, third = records(workspace)
    assert [one["text"] for one in first["measures"]] == ["制定实施方案；", "增设分类点位50处；", "每月通报。"]
    assert (first["due"], first["original_due"], third["due"]) == ("2020-11-30", "2020-11-30", "2020-12-20")
    assert [one["text"] for one in second["measures"]] == ["清查加油卡", "修订《公务用车管理办法》"] and "due" not in second
    assert second["history"][0]["note"] == "已立行立改；时限原文：长期坚持"
    assert (first["id"], first["leader"], first["department"]) == ("CG-F001", "分管副局长", "环卫科")
    assert first["title"] == "贯彻新发展理念有差距，垃圾分类推进缓慢" and first["text"].endswith("推进缓慢。")
    assert workspace.inspect("check", "--today", "2020-11-02").err.startswith("as of 2020-11-02: 0 errors")
    again = taken(workspace, path, *FEEDBACK)
    assert (again["new"], again["changes"], again["unchanged"]) == ([], [], 3), "the same sheet again asks for nothing"


def test_two_rows_of_heads_and_one_issue_over_several_rows(workspace):
    path = office(
        workspace.root / "清单.xlsx",
        [
            ["立行立改问题清单"],
            ["序号", "问题", None, "整改", None, None, "责任", None, "进展情况"],
            [None, "方面", "具体表现", "措施", "时限", "是否完成", "责任领导", "责任部门", None],
            [1, "市容环境管理", "部分街巷清运不及时。", "增配车辆2台", "2020.11.20", "否", "分管副局长", "环卫科", "已采购1台"],
            [None, None, None, "逐条定人定时", "2020.11.30", None, None, None, None],
            [2, None, "路灯报修超时未修复。", "更换老旧线路", "11月15日前", "否", "分管市政副局长", "市政科", "正在更换"],
        ],
        merges=("A1:I1", "B2:C2", "D2:F2", "G2:H2", "A2:A3", "I2:I3", "A4:A5", "B4:B6", "C4:C5", "F4:F5", "G4:G5", "H4:H5", "I4:I5"),
    )
    words = ("--unit", "CG", "--channel", "during", "--notice", "巡察立改〔2020〕5号", "--found-on", "2020-10-30")
    shown = taken(workspace, path, *words, "--apply")
    assert shown["untaken"] == [] and shown["written"] == 2, shown["untaken"]
    first, second = records(workspace)
    assert first["path"] == second["path"] == ["市容环境管理"]
    assert [(one["text"], one["due"]) for one in first["measures"]] == [("增配车辆2台", "2020-11-20"), ("逐条定人定时", "2020-11-30")]
    assert (first["state"], first["due"]) == ("in_progress", "2020-11-30")
    assert [entry["did"] for entry in first["history"]] == ["register", "measure", "measure", "start", "progress"]
    assert first["history"][-1]["note"] == "已采购1台" and first["notice"] == "巡察立改〔2020〕5号"
    assert second["due"] == "2020-11-15"


def test_headings_across_the_sheet_are_the_aspect_of_what_stands_below(workspace):
    path = office(
        workspace.root / "方案.xlsx",
        [
            ["序号", "问题内容", "整改目标", "整改措施", "责任人", "整改时限"],
            ["一、贯彻落实上级决策部署方面"],
            [1, "学习贯彻不深入。", "学深悟透", "1、专题学习 2、列出清单", "党组书记", "20201130"],
            ["二、落实全面从严治党责任方面"],
            [2, "监督执纪偏软。", "严起来", "1、开展约谈", "纪检组长", 44180],
            ["注：整改时限以批复为准"],
        ],
        merges=("A2:F2", "A4:F4"),
    )
    shown = taken(workspace, path, *FEEDBACK, "--apply")
    assert shown["untaken"] == [] and shown["written"] == 2
    assert [head["head"] for head in shown["sheets"][0]["columns"] if head["key"] is None] == ["整改目标"]
    first, second = records(workspace)
    assert (first["path"], second["path"]) == (["一、贯彻落实上级决策部署方面"], ["二、落实全面从严治党责任方面"])
    assert (first["due"], second["due"], first["leader"]) == ("2020-11-30", "2020-12-15", "党组书记")
    assert [one["text"] for one in first["measures"]] == ["专题学习", "列出清单"]


def test_an_offices_sheet_updates_what_it_names_by_id_or_by_exactly_the_same_text(workspace):
    heads = ["问题内容", "整改措施", "责任人", "责任部门", "整改时限", "整改情况"]
    seed = office(
        workspace.root / "a.xlsx",
        [
            heads,
            ["清运不及时，群众反映强烈。", "增配车辆", "分管副局长", "环卫科", "2020-11-20", "已采购"],
            ["路灯不亮，报修超时。", "更换线路", "分管副局长", "市政科", "2020-11-25", "已排查"],
        ],
    )
    taken(workspace, seed, *FEEDBACK, "--apply")
    update = office(
        workspace.root / "b.xlsx",
        [
            ["编号", "存在问题", "责任领导", "完成时限", "进展", "状态", "备注"],
            ["cg-f1", None, "分管副局长", "2020/11/20", "车辆到位，每日两清", None, None],
            [None, "路灯不亮， 报修超时。", "局长", None, "已更换八成", "基本完成", "分管领导调整"],
            [None, "路灯不亮，报修超时未处理。", None, None, None, None, None],
            [None, "绿地养护不到位。", None, None, None, None, None],
        ],
    )
    shown = taken(workspace, update, *FEEDBACK, code=1)
    assert ["it reads like CG-F002" in one["message"] for one in shown["untaken"]] == [True]
    assert len(shown["new"]) == 1
    data = taken(workspace, update, *FEEDBACK, "--apply", "--as-new")
    assert data["written"] == 4
    first, second, *new = records(workspace)
    assert [entry["did"] for entry in first["history"]][-1:] == ["progress"]
    assert [entry["did"] for entry in second["history"]][-2:] == ["hand-over", "nearly"] and second["leader"] == "局长"
    assert second["history"][-1]["note"] == "已更换八成"
    assert [one["text"] for one in new] == ["路灯不亮，报修超时未处理。", "绿地养护不到位。"]


def test_units_and_ways_are_read_from_the_sheet_where_it_says_them(workspace):
    path = office(
        workspace.root / "汇总表.xlsx",
        [
            ["单位名称", "来源", "问题内容", "通知书编号", "移交日期", "责任人"],
            ["市城市管理局党组", "边巡边改", "甲问题内容。", "巡察立改〔2020〕1号", "2020年10月29日", "甲"],
            ["退役军人事务局", "自查", "乙问题内容。", None, "2020.10.20", "乙"],
        ],
    )
    assert taken(workspace, path, "--apply")["written"] == 2
    assert [(one["id"], one["found_on"]) for one in records(workspace)] == [("CG-D001", "2020-10-29"), ("TY-I001", "2020-10-20")]
    odd = office(workspace.root / "odd.xlsx", [["单位名称", "来源", "问题内容"], ["市财政局", "自查", "丙问题内容。"]])
    assert "is no unit of round" in taken(workspace, odd, "--found-on", "2020-10-20", code=1)["untaken"][0]["message"]


def test_what_the_sheet_lacks_is_said_row_by_row_and_nothing_is_written(workspace):
    path = office(workspace.root / "a.xlsx", [["问题内容", "整改措施", "完成时限"], ["甲问题。", "做", "尽快"], [None, "只有措施", None]])
    shown = taken(workspace, path, "--apply", code=1)
    said = {(one["cell"], one["message"]) for one in shown["untaken"]}
    assert ("C2", "“尽快” is not a day that can be understood") in said and shown["written"] is None
    shown = taken(workspace, path, "--without", "完成时限", code=1)
    assert {one["message"] for one in shown["untaken"]} == {
        "the sheet does not say which unit it is",
        "the sheet does not say how the issue came to the unit",
    }
    assert records(workspace) == []


def test_what_is_said_to_be_done_needs_its_proof_like_everything(workspace):
    path = office(
        workspace.root / "a.xlsx",
        [
            ["问题内容", "整改措施", "责任人", "责任部门", "整改时限", "整改情况", "完成情况"],
            ["甲问题。", "做", "甲", "乙科", "2020-11-20", "已全部完成", None],
            ["乙问题。", "做", "甲", "乙科", "2020-11-20", None, None],
        ],
    )
    book = openpyxl.load_workbook(path)
    book.active.cell(1, 7).value = "整改状态"
    book.active.cell(2, 7).value = "已完成"
    book.save(path)
    shown = taken(workspace, path, *FEEDBACK, code=1)
    assert {one["message"] for one in shown["untaken"]} == {
        "measure m1 is not done: 做",
        "it has no evidence: no completion without evidence",
    }
    assert {one["cell"] for one in shown["untaken"]} == {"G2"}
    data = taken(workspace, path, *FEEDBACK, "--without", "state", "--apply")
    assert data["written"] == 2
    assert [one["state"] for one in records(workspace)] == ["in_progress", "registered"]


def test_the_same_text_twice_and_the_same_head_twice_are_named(workspace):
    path = office(
        workspace.root / "a.xlsx",
        [["问题内容", "责任人", "责任领导", "牵头领导"], ["甲问题。", "甲", "乙", "丙"], ["甲问题。", "甲", "乙", "丙"]],
    )
    said = [one["message"] for one in taken(workspace, path, *FEEDBACK, code=1)["untaken"]]
    assert any("both mean 责任领导" in one for one in said) and any("the same text stands in row 2" in one for one in said)


def test_hidden_rows_are_read_and_said_and_hidden_sheets_are_not(workspace):
    path = office(workspace.root / "a.xlsx", [["问题内容", "责任人"], ["甲问题。", "甲"], ["乙问题。", "乙"]])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    hidden = book.create_sheet("草稿")
    hidden.append(["问题内容", "责任人"])
    hidden.append(["丙问题。", "丙"])
    hidden.sheet_state = "hidden"
    book.save(path)
    shown = taken(workspace, path, *FEEDBACK)
    assert [one["title"] for one in shown["new"]] == ["甲问题", "乙问题"]
    assert [one["message"] for one in shown["notes"]] == ["the row is hidden in the sheet; it is read all the same"]
    assert [one["title"] for one in taken(workspace, path, *FEEDBACK, "--sheet", "草稿")["new"]] == ["丙问题"]


def test_a_csv_in_the_encoding_of_a_chinese_excel_is_read(workspace):
    path = workspace.root / "a.csv"
    path.write_bytes("序号,问题内容,整改时限\r\n1,清运不及时。,2020/11/20\r\n".encode("gb18030"))
    shown = taken(workspace, path, *FEEDBACK)
    assert shown["new"][0]["title"] == "清运不及时" and "GB18030" in shown["notes"][0]["message"]


# -- single things -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "day", "kept"),
    [
        ("2020年11月5日", "2020-11-05", False),
        ("2020年 11 月 5 日", "2020-11-05", False),
        ("2020.11.5", "2020-11-05", False),
        ("２０２０．１１．５", "2020-11-05", False),
        ("2020/11/5", "2020-11-05", False),
        ("2020-11-05", "2020-11-05", False),
        ("20201105", "2020-11-05", False),
        ("44140", "2020-11-05", False),
        ("2020-11-05 00:00:00", "2020-11-05", False),
        ("11月5日", "2020-11-05", False),
        ("11月5日前", "2020-11-05", False),
        ("1月15日", "2021-01-15", False),
        ("11月底前", "2020-11-30", True),
        ("2020年11月底前", "2020-11-30", True),
        ("2020年2月底", "2020-02-29", True),
        ("2020年11月", "2020-11-30", True),
        ("2020.11", "2020-11-30", True),
        ("11月中旬", "2020-11-20", True),
        ("年底前", "2020-12-31", True),
        ("明年3月底前", "2021-03-31", True),
        ("2020年12月31日前完成并长期坚持", "2020-12-31", True),
        ("2020年11月30日前，持续推进", "2020-11-30", True),
        ("长期坚持", None, True),
        ("立行立改", None, True),
        ("持续整改", None, True),
    ],
)
def test_days_as_offices_write_them(said, day, kept):
    found = read_day(said, date(2020, 10, 19))
    assert found is not None and (found.day and found.day.isoformat()) == day and bool(found.said) == kept


@pytest.mark.parametrize(
    "said", ["尽快", "2020-13-01", "2020年2月30日", "反馈后3个月内", "3个月", "11", "每月5日", "2020年11月5日至8日", "13月底"]
)
def test_what_is_no_day_is_none(said):
    assert read_day(said, date(2020, 10, 19)) is None


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("1.甲\n2.乙", ["甲", "乙"]),
        ("1．甲；2．乙。", ["甲；", "乙。"]),
        ("1、追缴2.5万元\n2、建账", ["追缴2.5万元", "建账"]),
        ("（1）甲（2）乙（3）丙", ["甲", "乙", "丙"]),
        ("①甲②乙", ["甲", "乙"]),
        ("一、甲\n二、乙", ["甲", "乙"]),
        ("甲。\n乙。", ["甲。\n乙。"]),
        ("2.5万元已追缴", ["2.5万元已追缴"]),
        ("见附件1.甲", ["见附件1.甲"]),
        ("1.只有一条", ["只有一条"]),
        ("", []),
    ],
)
def test_only_running_numbers_part_a_cell_into_measures(cell, parts):
    assert split(cell) == parts


def test_a_cell_of_an_export_says_which_measures_it_knows_and_what_is_new():
    known = [Measure(id="m1", text="甲\nm9 不是编号"), Measure(id="m2", text="乙")]
    assert with_ids("m1 甲\nm9 不是编号\nm2 乙", known) == ({"m1": "甲\nm9 不是编号", "m2": "乙"}, [])
    assert with_ids("m1 甲\nm9 不是编号\nm2 乙\n1.丙\n2.丁", known) == ({"m1": "甲\nm9 不是编号", "m2": "乙"}, ["丙", "丁"])
    assert with_ids("m2 乙", known) == ({"m2": "乙"}, [])
    assert with_ids("丙", []) == ({}, ["丙"])


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("反馈问题", "text"),
        ("市委巡察组反馈问题", "text"),
        ("问题具体表现", "text"),
        (" 完 成\n时 限 ", "due"),
        ("整改时限（年月日）", "due"),
        ("责任人", "leader"),
        ("责任领导：", "leader"),
        ("责任科室", "department"),
        ("整改进展情况", "progress"),
        ("涉及金额", ""),
        ("整改目标", ""),
        ("", ""),
        ("关于做好整改措施落实工作的通知要求各单位认真抓好落实", ""),
    ],
)
def test_heads_are_known_by_the_words_that_offices_use(head, key):
    assert key_of(head) == key


def test_particulars_beside_a_column_of_issues_make_that_one_the_heading():
    layout = recognised(Grid("x", [["序号", "问题", "具体表现", "责任领导", "责任人", "责任单位", "责任部门"], [1, "甲"]]))
    assert layout is not None
    assert {head.said: head.key for head in layout.heads} == {
        "序号": "seq",
        "问题": "heading",
        "具体表现": "text",
        "责任领导": "leader",
        "责任人": "handler",
        "责任单位": "unit",
        "责任部门": "department",
    }


def test_a_merged_title_is_no_header_and_a_sheet_of_figures_has_none():
    assert recognised(Grid("x", [["整改台账"] * 1, ["整改措施落实情况"], [1, 2, 3]], (MergedRange(0, 0, 0, 6),))) is None
