"""A field is declared once: one that is made up, put into a copy of the declaration and nowhere else, goes everywhere, and is lost nowhere.

Each test is a place where a field was forgotten before, or could be. The copy is the whole program, run as people run it.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from pathlib import Path

import docx
import openpyxl
import pytest
import shapes
from jsonschema import Draft202012Validator

import inspect_cli

pytestmark = pytest.mark.slow

HOUSE = Path(inspect_cli.__file__).parent
FIELDS = {  # where it goes in: what is put in before it
    "    state: Annotated[": """\
    made_text: Annotated[str, Known("虚设文字", "made-up text", by=_EDIT, column=InLedger(), told=Told.PUBLIC)] = ""
    made_day: Annotated[date | None, Known("虚设日期", "made-up day", by=_EDIT, column=InLedger(), told=Told.TEAM)] = None
    made_word: Annotated[Severity | None, Known("虚设等级", "made-up word", by=_CLASS, column=InLedger())] = None
    made_owner: Annotated[str, Known("虚设责任人", "made-up owner", by=_OWNER, rule="DIF04", column=InLedger())] = ""
    made_sum: Annotated[Decimal | None, Known("虚设金额", "made-up sum", by=_EDIT, column=InLedger())] = None
    made_shown: Annotated[str, Known("虚设只读栏", "made-up shown", column=InLedger())] = ""
    made_links: Annotated[tuple[Annotated[str, forms.SIMILAR], ...], Known("虚设关联", "made-up links", by=(Did.EDIT,))] = ()
""",
    '    people: Annotated[dict[str, int], Known("处理人数"': """\
    made_count: Annotated[int, Known("虚设数", "made-up count", by=(Did.EDIT,), column=InLedger())] = 0
""",
    '    goal: Annotated[str, Known("阶段目标"': """\
    made_plan: Annotated[str, Known("虚设计划栏", "made-up plan", by=(Did.LONG_TERM,), column=InLedger())] = ""
""",
    "    kind: Annotated[MeasureKind | None": """\
    made_part: Annotated[str, Known("虚设措施栏", "made-up part", by=_PART, column=InLedger("measure_made"))] = ""
""",
}
SAID = {
    "made_text": "甲乙丙",
    "made_day": "2020-11-05",
    "made_word": "minor",
    "made_owner": "虚设岗位",
    "made_sum": "12.50",
    "made_shown": "壬",
    "made_links": "[TY-D001]",
}
LINES = "".join(f"{name}: {value}\n" for name, value in SAID.items()) + "outcomes: {rules_made: 1, made_count: 7}\n"
MEASURE = "measures:\n  - id: m1\n    text: 增配清运车辆\n    made_part: 丁\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    """The copy, with the fields in it."""
    home = tmp_path_factory.mktemp("program")
    shutil.copytree(HOUSE, home / "inspect_cli", ignore=shutil.ignore_patterns("__pycache__"))
    issue = home / "inspect_cli/domain/record/issue.py"
    source = issue.read_text(encoding="utf-8")
    for before, lines in FIELDS.items():
        assert source.count(before) == 1, before
        source = source.replace(before, lines + before)
    issue.write_text(source, encoding="utf-8")
    return home


class Copy:
    """The copy at work in a folder under git."""

    def __init__(self, program: Path, root: Path) -> None:
        self.root = root
        self._environment = {**os.environ, "PYTHONPATH": str(program), "INSPECT_LANG": "en", "INSPECT_BY": "城管局整改办"}

    def open(self) -> None:
        """A round with two items."""
        self.root.mkdir()
        for words in (["init", "-q", "-b", "main"], ["config", "user.name", "城管局整改办"], ["config", "user.email", "zgb@example.org"]):
            self.git(*words)
        self.inspect("init")
        when = ("--starts", "2020-10-19", "--ends", "2020-12-18")
        units = ("--unit", "CG=市城市管理局党组", "--unit", "TY=市退役军人事务局党组")
        self.inspect("new-round", "2020-r2", "--title", "第二轮", "--kind", "regular", "--team", "市委巡察二组", *units, *when)
        for unit in ("CG", "TY"):
            what = ("--title", f"{unit}清运不及时", "--text", "部分街巷清运不及时。", "--notice", "oral", "--found-on", "2020-10-28")
            self.inspect("add", "--unit", unit, "--channel", "during", *what, "--today", "2020-10-28")

    def run(self, *command: str, code: int = 0) -> str:
        done = shapes.unwatched(
            command, cwd=self.root, env=self._environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == code, (command, done.stdout, done.stderr)
        return done.stdout

    def inspect(self, *words: str, code: int = 0) -> str:
        return self.run(sys.executable, "-m", "inspect_cli", *words, code=code)

    def python(self, program: str) -> str:
        return self.run(sys.executable, "-c", program)

    def git(self, *words: str) -> str:
        return self.run("git", *words)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def issue(self, name: str = "CG-D001") -> Path:
        return self.root / f"rounds/2020-r2/issues/{name}.yaml"

    def fill(self, lines: str = LINES + MEASURE) -> None:
        text = self.issue().read_text(encoding="utf-8")
        self.issue().write_text(text.replace("state: registered\n", f"{lines}state: registered\n"), encoding="utf-8")

    def record(self, name: str = "CG-D001") -> dict:
        return json.loads(self.inspect("show", name, "--json"))["data"]["record"]


@pytest.fixture(scope="module")
def first(program, tmp_path_factory) -> Copy:
    """A round with two items, the first of which says something in every made-up field."""
    made = Copy(program, tmp_path_factory.mktemp("first") / "desk")
    made.open()
    made.fill()
    made.commit()
    return made


@pytest.fixture
def copy(program, first, tmp_path) -> Copy:
    """The same, in a folder of its own."""
    shutil.copytree(first.root, tmp_path / "desk")
    made = Copy(program, tmp_path / "desk")
    made.git("update-index", "-q", "--refresh")
    return made


READ = """
from pathlib import Path
from inspect_cli.store.judging import issue_from
from inspect_cli.store.reading import read_issue
from inspect_cli.yamlsplice.document import parse
raw = Path("rounds/2020-r2/issues/CG-D001.yaml").read_bytes()
read = read_issue(raw)
assert read.is_ordinary and read.row, read.complaints
assert read.record == issue_from(parse(raw))
print(read.record.made_text, read.record.made_day, read.record.made_links, read.record.outcomes.made_count, read.record.measures[0].made_part)
"""


def test_both_readers_take_it_and_the_quick_one_does_not_pass_it_on(copy):
    assert copy.python(READ).strip() == "甲乙丙 2020-11-05 ('TY-D001',) 7 丁"


@pytest.mark.parametrize(
    ("name", "wrong"), [("made_day", "2020-13-01"), ("made_word", "minr"), ("made_sum", "viel"), ("made_links", "[x]")]
)
def test_a_wrong_value_is_named_with_its_place(copy, name, wrong):
    copy.issue().write_text(copy.issue().read_text(encoding="utf-8").replace(f"{name}: {SAID[name]}", f"{name}: {wrong}"), encoding="utf-8")
    every = json.loads(copy.inspect("check", "--json", code=3))["data"]["findings"]
    found = [one for one in every if one["rule"].startswith("SCH")]
    lines = copy.issue().read_text(encoding="utf-8").splitlines()
    assert [lines[one["line"] - 1] for one in found] == [f"{name}: {wrong}"]
    assert wrong.strip("[]") in found[0]["message"]


def test_the_schema_knows_it_in_both_languages(copy):
    schema = json.loads(copy.inspect("schema", "issue"))
    assert schema["properties"]["made_text"]["title"] == "虚设文字 · made-up text"
    assert schema["properties"]["made_word"]["enum"][0] == "serious"
    assert {"made_count"} <= set(schema["definitions"]["Outcomes"]["properties"])
    assert {"made_part"} <= set(schema["definitions"]["Measure"]["properties"])


WRITE = """
from pathlib import Path
from inspect_cli.store.reading import read_issue
from inspect_cli.store.writing import issue_text
record = read_issue(Path("rounds/2020-r2/issues/CG-D001.yaml").read_bytes()).record
print(issue_text(record).decode())
"""


def test_a_new_file_says_it_where_the_declaration_has_it(copy):
    lines = copy.python(WRITE).splitlines()
    keys = [line.partition(":")[0] for line in lines if line and line[0].isalpha()]
    assert keys.index("made_text") < keys.index("made_links") < keys.index("state")
    assert (
        "made_text: 甲乙丙" in lines and any("made_count: 7" in line for line in lines) and any("made_part: 丁" in line for line in lines)
    )


def test_show_and_json_show_it(copy):
    page, record = copy.inspect("show", "CG-D001", "--plain"), copy.record()
    assert all(said in page for said in ("made-up text\t甲乙丙", "made-up day\t2020-11-05", "made-up owner\t虚设岗位"))
    assert record["made_text"] == "甲乙丙" and record["outcomes"]["made_count"] == 7 and record["measures"][0]["made_part"] == "丁"
    schema = shapes.closed(json.loads(copy.inspect("schema", "show")))
    Draft202012Validator(schema).validate(json.loads(copy.inspect("show", "CG-D001", "--json")))


def test_diff_names_a_change_and_the_rule_of_the_declaration_judges_it(copy):
    text = copy.issue().read_text(encoding="utf-8")
    copy.issue().write_text(
        text.replace("甲乙丙", "戊").replace("虚设岗位", "另一岗位").replace("made_part: 丁", "made_part: 己"), encoding="utf-8"
    )
    changes = {one["kind"]: one for one in json.loads(copy.inspect("diff", "--json", code=1))["data"]["changes"]}
    assert (changes["made_text"]["before"], changes["made_text"]["after"]) == ("甲乙丙", "戊")
    assert changes["made_owner"]["rule"] == "DIF04" and changes["measures"]["part"] == "m1"


MERGE = """
import sys
from dataclasses import replace
from pathlib import Path
from inspect_cli.domain.merge.joining import merged
from inspect_cli.store.reading import read_issue
base = read_issue(Path("rounds/2020-r2/issues/CG-D001.yaml").read_bytes()).record
ours, theirs = replace(base, made_text="戊"), replace(base, made_sum=1, made_links=("TY-D001", "TY-D002"))
one = merged(base, ours, theirs)
assert (one.issue.made_text, one.issue.made_sum, one.issue.made_links) == ("戊", 1, ("TY-D001", "TY-D002")) and not one.clashes
both = merged(base, ours, replace(base, made_text="己"))
assert [clash.route for clash in both.clashes] == [("made_text",)]
"""


def test_a_merge_joins_it_or_says_that_it_cannot(copy):
    copy.python(MERGE)


def test_git_merges_two_branches_that_say_it_differently_field_by_field(copy):
    copy.inspect("git-setup")
    for branch, name, value in (("a", "made_text", "戊"), ("b", "made_sum", "99.00")):
        copy.git("checkout", "-q", "-b", branch, "main")
        text = copy.issue().read_text(encoding="utf-8")
        copy.issue().write_text(text.replace(f"{name}: {SAID[name]}", f"{name}: {value}"), encoding="utf-8")
        copy.git("commit", "-q", "--no-verify", "-am", branch)
    copy.git("merge", "-q", "--no-verify", "-m", "m", "a")
    text = copy.issue().read_text(encoding="utf-8")
    assert "made_text: 戊" in text and "made_sum: 99.00" in text


def test_a_carry_hands_it_on(copy):
    copy.inspect("carry", "CG-D001", "--note", "未完成", "--today", "2020-12-01")
    twin = copy.record("CG-F001")
    assert twin["made_text"] == "甲乙丙" and twin["made_links"] == ["TY-D001"] and twin["measures"][0]["made_part"] == "丁"


def test_the_fingerprint_hears_it(copy):
    def mark() -> str:
        copy.inspect("ledger", "export", "a.json", "--force")
        sheets = json.loads((copy.root / "a.json").read_text(encoding="utf-8"))["data"]["sheets"]
        return next(row["fingerprint"] for row in sheets[0]["rows"] if row["id"] == "CG-D001")

    before = mark()
    copy.issue().write_text(copy.issue().read_text(encoding="utf-8").replace("甲乙丙", "戊"), encoding="utf-8")
    assert mark() != before


EDITED = {"虚设文字": "戊", "虚设日期": "2020-11-09", "虚设等级": "严重", "虚设金额": 3, "虚设数": 8, "虚设责任人": "另一岗位"}


def test_the_ledger_takes_it_out_and_brings_it_back(copy):
    copy.inspect("ledger", "export", "ledger.xlsx")
    was = put(copy, "整改台账", {**EDITED, "备注": "核实后", "批准人": "巡察二组联络员"})
    assert str(was["虚设文字"]) == "甲乙丙" and was["虚设数"] == 7
    copy.inspect("ledger", "import", "ledger.xlsx", "--apply")
    text = copy.issue().read_text(encoding="utf-8")
    said = ("made_text: 戊", "made_day: 2020-11-09", "made_word: serious", "made_sum: 3", "made_count: 8", "made_owner: 另一岗位")
    assert [one for one in said if one not in text] == []
    assert "did: edit" in text and "did: reclassify" in text and "did: hand-over" in text


def test_a_cell_of_a_measure_comes_back(copy):
    copy.inspect("ledger", "export", "ledger.xlsx")
    book = openpyxl.load_workbook(copy.root / "ledger.xlsx")
    sheet = book["整改台账"] if "任务清单" not in book.sheetnames else book["任务清单"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, heads["虚设措施栏"]).value = "庚"
    book.save(copy.root / "ledger.xlsx")
    copy.inspect("ledger", "import", "ledger.xlsx", "--apply")
    assert "made_part: 庚" in copy.issue().read_text(encoding="utf-8")


def test_an_offices_own_sheet_brings_it_with_a_new_issue(copy):
    with (copy.root / "own.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["问题标题", "问题原文", "虚设文字", "虚设日期"], ["丙", "街面破损。", "辛", "2020-11-03"]])
    copy.inspect("ledger", "import", "own.csv", "--unit", "CG", "--channel", "immediate", "--found-on", "2020-10-30", "--apply")
    text = copy.issue("CG-I001").read_text(encoding="utf-8")
    assert "made_text: 辛" in text and "made_day: 2020-11-03" in text


def test_a_template_may_name_it_and_the_public_is_told_what_may_be_told(copy):
    template(copy)
    copy.inspect("report", "during", "--unit", "CG", "--template", "own.docx", "--output", "out.docx", "--today", "2020-12-01")
    assert docx.Document(copy.root / "out.docx").paragraphs[0].text.startswith("甲乙丙|2020年11月5日")


def test_an_answer_from_memory_is_the_answer(copy):
    fresh = copy.inspect("list", "--json", "--no-index")
    assert copy.inspect("list", "--json") == copy.inspect("list", "--json") == fresh


def test_a_shown_cell_that_was_changed_is_named_and_nothing_is_taken(copy):
    copy.inspect("ledger", "export", "ledger.xlsx")
    before = copy.issue().read_bytes()
    put(copy, "整改台账", {"虚设只读栏": "癸"})
    said = json.loads(copy.inspect("ledger", "import", "ledger.xlsx", "--apply", "--json", code=1))["data"]
    assert (
        len(said["untaken"]) == 1
        and "虚设只读栏" in json.dumps(said["untaken"], ensure_ascii=False)
        and copy.issue().read_bytes() == before
    )


def test_a_field_of_a_record_inside_goes_with_the_act_of_that_record_and_is_not_wiped_by_it(copy):
    copy.fill("long_term: {reason: 缺资金, goal: 分期, made_plan: 甲, review_on: 2030-01-01}\n")
    copy.inspect("ledger", "export", "ledger.xlsx")
    put(copy, "整改台账", {"虚设计划栏": "乙", "备注": "核实后"})
    copy.inspect("ledger", "import", "ledger.xlsx", "--apply", "--today", "2020-11-01")
    assert copy.record()["long_term"]["made_plan"] == "乙"
    copy.inspect("long-term", "CG-D001", "--note", "仍缺", "--goal", "再分期", "--review-on", "2031-01-01", "--today", "2020-11-02")
    assert copy.record()["long_term"] == {"reason": "仍缺", "goal": "再分期", "made_plan": "乙", "review_on": "2031-01-01"}


def test_a_public_report_is_told_only_what_may_be_told_to_the_public(copy):
    copy.inspect("carry", "CG-D001", "--note", "未完成", "--today", "2020-12-01")
    copy.inspect("feedback", "2020-r2", "--on", "2021-01-10")
    template(copy)
    copy.inspect("report", "public", "--unit", "CG", "--template", "own.docx", "--output", "out.docx", "--today", "2021-02-01")
    assert docx.Document(copy.root / "out.docx").paragraphs[0].text == "甲乙丙|"


def put(copy: Copy, name: str, cells: dict[str, object]) -> dict[str, object]:
    """Fills in cells of CG-D001 on this sheet of the exported ledger, by their heads; what stood there."""
    book = openpyxl.load_workbook(copy.root / "ledger.xlsx")
    sheet = book[name]
    heads = {cell.value: cell.column for cell in sheet[2]}
    row = next(row[0].row for row in sheet.iter_rows(min_row=3) if "CG-D001" in [cell.value for cell in row])
    was = {head: sheet.cell(row, heads[head]).value for head in cells}
    for head, value in cells.items():
        sheet.cell(row, heads[head]).value = value
    book.save(copy.root / "ledger.xlsx")
    return was


def template(copy: Copy) -> None:
    """An office's own template that names two fields."""
    paper = docx.Document()
    paper.add_paragraph("{% for one in items %}{{ one.made_text }}|{{ one.虚设日期 }}{% endfor %}")
    paper.save(copy.root / "own.docx")


def test_a_text_is_looked_at_for_marks_of_classification(copy):
    copy.issue().write_text(
        copy.issue().read_text(encoding="utf-8").replace("甲乙丙", "【机密】").replace("made_part: 丁", "made_part: 【秘密】"),
        encoding="utf-8",
    )
    found = json.loads(copy.inspect("check", "--json", code=1))["data"]["findings"]
    assert len([one for one in found if one["rule"] == "TXT03"]) == 2
