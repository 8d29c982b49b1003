"""`inspect ledger export` and back: nothing is lost on the way, nothing becomes a formula, the same records give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
from desk import add_issue
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from sheets import TODAY, column, export, row_of, with_samples

from inspect_cli.cli.argv.app import main
from inspect_cli.domain.sheet import escaping, rows
from inspect_cli.domain.sheet.columns import BY_KEY, COLUMNS, LEDGER, SHEETS, CellKind, ColumnUse
from inspect_cli.domain.words import word
from inspect_cli.store.reading import read_issue

UNIT = ("--by", "城管局整改办", "--today", TODAY)
NAMES = [sheet.name for sheet in SHEETS]


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> openpyxl.Workbook:
    """The ledger of the sample round 2020-r2."""
    return openpyxl.load_workbook(export(tmp_path_factory.mktemp("x") / "a.xlsx", "--round", "2020-r2"))


# -- what an export is -------------------------------------------------------------------------------------------------


def test_the_same_records_on_the_same_day_give_the_same_bytes(tmp_path):
    for form in ("xlsx", "csv", "json"):
        first, second = (export(tmp_path / f"{name}.{form}").read_bytes() for name in "ab")
        assert first == second
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2020-12-01T00:00:00Z") == 2


def test_every_sheet_has_its_heads_frozen_filtered_and_ready_to_print(book):
    assert book.sheetnames == [*NAMES, "汇总"]
    for sheet, made in zip(SHEETS, book.worksheets, strict=False):
        assert [cell.value for cell in made[2]] == [BY_KEY[key].head for key in sheet.keys]
        assert made.freeze_panes and made.freeze_panes.endswith("3") and made.auto_filter.ref.startswith("A2:")
        assert (made.page_setup.orientation, made.page_setup.paperSize, made.print_title_rows) == ("landscape", 9, "$1:$2")
        assert made.oddFooter.center.text == "第 &P 页 共 &N 页"
        for number, key in enumerate(sheet.keys, 1):
            dimension = made.column_dimensions[openpyxl.utils.get_column_letter(number)]
            assert dimension.hidden == BY_KEY[key].hidden and (dimension.width == BY_KEY[key].width)


def test_closed_sets_have_drop_downs_with_their_own_words(book):
    rules = book["整改台账"].data_validations.dataValidation
    for one in COLUMNS:
        if one.words and one.key in LEDGER.keys:
            letter = openpyxl.utils.get_column_letter(LEDGER.keys.index(one.key) + 1)
            found = next(rule for rule in rules if f"{letter}3" in str(rule.sqref).split(":")[0])
            assert found.formula1 == f'"{",".join(word(value).zh for value in one.words)}"' and len(found.formula1) < 256


def test_days_are_days_amounts_are_amounts_and_what_is_late_says_so(book):
    sheet = book["整改台账"]
    row = row_of(sheet, "CG-D003")
    due = sheet.cell(row, column(sheet, "完成时限"))
    assert (due.value.date(), due.number_format) == (date(2020, 11, 20), "yyyy-mm-dd")
    late = sheet.cell(row, column(sheet, "是否超期"))
    assert late.value == "超期" and late.font.color.rgb == "FFC00000" and late.font.bold
    assert sheet.cell(row, column(sheet, "剩余天数")).value == -11
    money = sheet.cell(row, column(sheet, "挽回资金（万元）"))
    assert money.data_type == "n" and money.number_format == "#,##0.00####"


def test_open_and_closed_sheets_have_together_every_item_that_is_counted(book):
    def ids(name):
        return {row[1] for row in book[name].iter_rows(min_row=3, values_only=True)}

    counted = column(book["整改台账"], "计入统计")
    every = {row[1] for row in book["整改台账"].iter_rows(min_row=3, values_only=True) if row[counted - 1] == "是"}
    assert ids("未销号清单") | ids("已销号清单") == every and not ids("未销号清单") & ids("已销号清单")
    assert len(every) == 16 and len(ids("整改台账")) == 18


def test_a_file_that_is_there_is_replaced_only_by_force_or_by_itself(desk):
    with_samples(desk)
    desk.inspect("ledger", "export", "a.xlsx", "--today", TODAY)
    desk.inspect("ledger", "export", "a.xlsx", "--today", TODAY)
    said = desk.inspect("ledger", "export", "a.xlsx", "--today", "2020-12-02", "--json", code=6)
    assert json.loads(said.err)["error"]["code"] == "file_exists" and said.out == ""
    data = desk.inspect("ledger", "export", "a.xlsx", "--today", "2020-12-02", "--force", "--json").data
    assert (data["file"], data["items"], data["sheets"][0]) == ("a.xlsx", 18, {"name": "整改台账", "rows": 18})
    assert desk.inspect("ledger", "export", "--today", TODAY).out.strip() == "整改台账-2020-r2-2020-12-01.xlsx"
    desk.inspect("ledger", "export", "a.docx", code=2)
    assert set(desk.changed_lines()) == {"a.xlsx", "整改台账-2020-r2-2020-12-01.xlsx"}, "no record was touched"


def test_a_unit_can_have_its_own_ledger(tmp_path):
    rows = json.loads(export(tmp_path / "a.json", "--unit", "ty", "--round", "2020-r2").read_text(encoding="utf-8"))["data"]["sheets"][0][
        "rows"
    ]
    assert {row["id"].split("-")[0] for row in rows} == {"TY"} and len(rows) == 7


def test_a_record_that_cannot_be_read_is_named_in_the_file_and_by_the_exit_code(desk):
    with_samples(desk)
    desk.issue("CG-D003").write_text("uid: [", encoding="utf-8")
    data = desk.inspect("ledger", "export", "a.xlsx", "--today", TODAY, "--json", code=3).data
    assert data["findings"] and data["items"] == 17
    last = list(openpyxl.load_workbook("a.xlsx")["汇总"].iter_rows(values_only=True))[-1]
    assert last[0] == "无法读取、未计入的记录：2020-r2/CG-D003"


def test_json_says_every_column_with_the_key_that_rows_have(tmp_path):
    data = json.loads(export(tmp_path / "a.json", "--round", "2020-r2").read_text(encoding="utf-8"))
    assert (data["kind"], data["schema_version"]) == ("ledger", 1)
    keys = {one["key"] for one in data["data"]["columns"]}
    assert all(set(row) <= keys for sheet in data["data"]["sheets"] for row in sheet["rows"])
    row = next(row for row in data["data"]["sheets"][0]["rows"] if row["id"] == "CG-D003")
    assert (row["state"], row["due"], row["money_recovered"], row["overdue"]) == ("in_progress", "2020-11-20", "0.00", "超期")


def test_what_a_day_changes_is_declared_so(tmp_path):
    """An import passes over those columns; of the others it would say that somebody changed what is only shown."""

    def cells(day: str) -> dict[tuple[str, int, str], object]:
        path = export(tmp_path / f"{day}.json", "--round", "2020-r2", "--today", day)
        sheets = json.loads(path.read_text(encoding="utf-8"))["data"]["sheets"]
        return {(one["name"], at, key): value for one in sheets for at, row in enumerate(one["rows"]) for key, value in row.items()}

    first, second = cells("2020-11-05"), cells("2020-12-01")
    moved = {key for place in first.keys() | second.keys() if first.get(place) != second.get(place) for *_, key in [place]}
    assert moved and moved <= {one.key for one in COLUMNS if one.by_day}


def test_what_no_single_field_says_is_worked_out():
    given = {"seq", "digest"}  # by the sheet
    untold = {one.key for one in COLUMNS if not one.route and one.use is not ColumnUse.GOES_WITH}
    assert untold - given == set(rows._COMPOSED)


# -- there and back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("round_id", ["2019-r5", "2020-r2"])
@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_export_and_import_change_nothing(desk, form, round_id):
    with_samples(desk)
    desk.inspect("ledger", "export", f"a.{form}", "--today", TODAY, "--round", round_id)
    desk.commit()
    data = desk.inspect("ledger", "import", f"a.{form}", "--apply", "--json", "--round", round_id, *UNIT).data
    assert (data["new"], data["changes"], data["untaken"], data["written"]) == ([], [], [], None)
    assert desk.changed_lines() == {}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_hostile_texts_come_back_unchanged(hostiles, form, capsys):
    path = export(hostiles / f"a.{form}", root=hostiles)
    capsys.readouterr()
    assert main(["ledger", "import", str(path), "--root", str(hostiles), "--json", *UNIT, "--no-input"]) == 0
    data = json.loads(capsys.readouterr().out)["data"]
    assert (data["new"], data["changes"], data["untaken"], data["unchanged"]) == ([], [], [], len(HOSTILE))


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_hostile_texts_are_read_as_they_were_where_they_are_new(hostiles, workspace, form):
    """The same file into another workspace, the rows untied from their records: what is registered is what was written."""
    path = export(hostiles / f"n.{form}", root=hostiles)
    unneeded = ("id", "uid", "fingerprint", "digest", "channel", "state", "progress", "long_term_reason", "long_term_goal", "review_on")
    words = [word for key in (*unneeded, "measures", "due", "note") for word in ("--without", key)]
    more = ("--unit", "CG", "--channel", "feedback", "--as-new", "--sheet", "整改台账" if form != "csv" else path.stem)
    data = workspace.inspect("ledger", "import", path, "--json", "--apply", *words, *more, *UNIT).data
    assert data["written"] == len(HOSTILE) and data["untaken"] == []
    texts = [read_issue(workspace.issue(one["issue"].split("/")[1]).read_bytes()).record.text for one in data["new"]]
    for said, got in zip(HOSTILE, texts, strict=True):
        assert got.replace("\r\n", "\n").replace("\r", "\n").strip() == said.replace("\r\n", "\n").replace("\r", "\n").strip()


@pytest.mark.slow
def test_no_cell_of_an_export_is_a_formula_but_those_of_the_totals(hostiles):
    book = openpyxl.load_workbook(export(hostiles / "f.xlsx", root=hostiles))
    for sheet in book.worksheets:
        if sheet.title != "汇总":
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
            assert all(len(cell.value) <= 32767 for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
    rows = list(csv.reader(io.StringIO(export(hostiles / "f.csv", root=hostiles).read_bytes().decode("utf-8-sig"), newline="")))
    assert not [
        cell
        for row in rows
        for cell in row
        if cell.strip()[:1] in ("=", "+", "@", "＝") or (cell.strip()[:1] == "-" and not cell[1:].isdigit())
    ]


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("_x0041F=+-@'\t\r\n\x00\x1b\ufffe"), max_size=60))
def test_escapes_take_nothing_and_add_nothing(said):
    assert escaping.read(escaping.written(said)) == said
    assert escaping.unguarded(escaping.guarded(said)) == said
    assert "".join(escaping.pieces(said)) == said


@pytest.mark.slow
def test_a_text_longer_than_a_cell_may_be_edited_as_a_whole_or_not_at_all(hostiles, tmp_path, capsys):
    path = export(tmp_path / "a.xlsx", root=hostiles)
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    long = HOSTILE.index("长" * 33_000) + 1
    row = row_of(sheet, f"CG-D{long:03}")
    cell = sheet.cell(row, column(sheet, "整改情况"))
    assert cell.value.endswith("号）") and "续文" in book.sheetnames
    cell.value = "改短" + cell.value
    book.save(path)
    capsys.readouterr()
    assert main(["ledger", "import", str(path), "--root", str(hostiles), "--json", "--lang", "en", *UNIT]) == 1
    assert "only the beginning" in json.loads(capsys.readouterr().out)["data"]["untaken"][0]["message"]


# -- the table of columns ----------------------------------------------------------------------------------------------


def test_the_table_of_columns_is_of_one_piece():
    assert len(BY_KEY) == len(COLUMNS)
    heads = [one.head for one in COLUMNS]
    assert len(set(heads)) == len(heads)
    names = [name for one in COLUMNS for name in (one.head, *one.also)]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
    for one in COLUMNS:
        assert bool(one.becomes) == (one.use in (ColumnUse.CHANGES, ColumnUse.FIXED)) and (one.words is not None) == (
            one.kind is CellKind.WORD
        )
    assert all(set(sheet.keys) <= set(BY_KEY) and {"uid", "fingerprint", "digest"} <= set(sheet.keys) for sheet in SHEETS)


def test_an_import_that_contradicts_itself_is_said(workspace):
    add_issue(workspace)
    workspace.inspect("ledger", "export", "a.csv")
    workspace.inspect("ledger", "import", "a.csv", "--apply", "--dry-run", code=2)
    workspace.inspect("ledger", "import", "a.csv", "--partial", code=2)
    workspace.inspect("ledger", "import", "a.csv", "--sheet", "x", code=2)
    workspace.inspect("ledger", "import", "a.csv", "--without", "nothing", code=2)
