"""The written reports: the figures of `status`, every item answered, gaps said, issued only through the gate, and held to what was told."""

import html
import io
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import docx
import pytest
from desk import Desk, add_issue, open_round
from published import KUNMING, WUCHENG, write_round
from tripwire import Tripwire, counted, in_a_child

from inspect_cli.cli.argv.app import main
from inspect_cli.render.official.written import paper
from inspect_cli.render.template.values import values
from inspect_cli.render.template.variables import COUNTS, VARIABLES, Variable
from inspect_cli.store.loading import ledger_of, load
from inspect_cli.store.workspace import Workspace
from inspect_cli.views.report import ReportKind, report

ROOT = Path(__file__).parents[2]
UNIT, TEAM = "城管局整改办", "巡察二组联络员"
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台")
DAY = ("--today", "2020-11-10")


@pytest.fixture
def samples(desk):
    """The repository's own rounds."""
    shutil.copytree(ROOT / "rounds", desk.root / "rounds")
    return desk


@pytest.fixture
def two(desk: Desk) -> Desk:
    """CG-D001 done, CG-D002 in progress and answered: the gate of CG is open. TY has nothing."""

    def story(at: Desk) -> None:
        open_round(at)
        for name in ("CG-D001", "CG-D002"):
            add_issue(at, "during", "CG", "--severity", "serious")
            at.inspect("start", name, *PLAN, "--by", UNIT, "--today", "2020-10-30")
        at.inspect(
            "finish", "CG-D001", "--measures-done", "--document", "照片3张", "--note", "车辆已到位", "--by", UNIT, "--today", "2020-11-05"
        )
        at.inspect("progress", "CG-D002", "--note", "一台已到，另一台待上牌", "--by", UNIT, "--today", "2020-11-06")

    return desk.set_up(story)


def drafted(at: Desk, kind: str, *words: str) -> str:
    """A draft as Markdown, with the escapes of digits undone."""
    said = at.inspect("report", kind, "-o", "-", "--format", "md", *words).out
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), said.replace("<!-- -->", ""))


# -- figures -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["immediate", "during", "feedback"])
@pytest.mark.parametrize("round_id", sorted(path.name for path in (ROOT / "rounds").iterdir()))
def test_the_figures_are_those_of_status(samples, round_id, kind):
    rows = samples.inspect("status", round_id, "--json", "--today", "2020-12-08").data["rows"]
    for row in (one for one in rows if one["channel"] == kind):
        words = ("--unit", row["unit"], "--round", round_id, "--today", "2020-12-08")
        told = samples.inspect("report", kind, *words, "-o", f"{row['unit']}.html", "--json").data
        assert told["counts"] == {key: row[key] for key in told["counts"]}
        text = drafted(samples, kind, *words)
        assert f"问题{row['total']}个" in text
        shown = sum(
            int(number)
            for number in re.findall(r"[^\d、，]+(\d+)个", text.split("截至")[2].split("。")[0].split("，其中")[0].split("；")[0])
        )
        assert shown == row["total"], "the parts add up to the whole"
        assert (f"完成率{row['done_rate']}" in text) == bool(row["done_rate"])


@pytest.mark.parametrize("case", [KUNMING, WUCHENG], ids=["kunming", "wucheng"])
def test_published_figures_are_printed_to_the_last_digit(desk, case):
    write_round(desk.root, case)
    text = drafted(desk, "feedback", "--today", "2023-01-17")
    for word, count in case["printed"]:
        assert f"{word}{count}个" in text
    assert f"反馈问题{case['total']}个" in text and f"完成率{case['rate']}" in text


def test_zeros_are_printed(two):
    text = drafted(two, "during", "--unit", "CG", *DAY)
    assert "建立和修订制度0项" in text and "资金0万元" in text and "处理0人" in text


# -- what is told ------------------------------------------------------------------------------------------------------


def test_every_item_is_answered_one_by_one(two):
    text = drafted(two, "during", "--unit", "CG", *DAY)
    order = ["草稿", "中共市城市管理局党组关于巡察移交立行立改问题整改情况的报告", "市委巡察二组：", "一、总体情况", "二、逐项整改情况"]
    order += [
        "（一）关于“清运不及时”的问题",
        "2020年10月28日，巡察立改〔2020〕3号",
        "车辆已到位",
        "增配清运车辆2台（2020年11月5日完成）",
        "照片3张",
    ]
    order += [
        "责任领导：分管副局长；责任部门：环卫科",
        "状态：已完成（2020年11月5日完成）",
        "（二）关于“清运不及时”的问题",
        "一台已到，另一台待上牌",
    ]
    order += ["三、未完成问题及原因、后续措施和时限", "未完成原因：一台已到，另一台待上牌", "完成时限：2020年11月20日"]
    order += ["四、举一反三和长效机制", "〔待补充：举一反三开展情况〕", "附件：", "中共市城市管理局党组", "2020年11月10日"]
    at = 0
    for words in order:
        assert words in text[at:], words
        at = text.index(words, at) + 1


def test_what_is_missing_is_said_in_the_draft_and_by_the_command(two):
    said = two.inspect("report", "during", "--unit", "CG", "-o", "draft.md", *DAY)
    gaps = two.inspect("report", "during", "--unit", "CG", "-o", "again.md", "--json", *DAY).data["missing"]
    text = (two.root / "draft.md").read_text(encoding="utf-8")
    assert gaps == ["〔待补充：举一反三开展情况〕", "〔待补充：建章立制和长效机制情况〕"]
    assert all(gap in said.out and gap in text for gap in gaps)


def test_an_item_carried_into_feedback_is_told_and_not_counted_twice(two):
    two.inspect("carry", "CG-D002", "--by", TEAM, "--today", "2020-11-08")
    text = drafted(two, "during", "--unit", "CG", *DAY)
    assert "移交问题合计2个" in text and "计入统计的问题1个" in text and "转入反馈整改1个" in text
    assert "已转入反馈整改（CG-F001）" in text
    assert "反馈问题1个" in drafted(two, "feedback", "--unit", "CG", *DAY)


def test_the_public_report_leaves_out_what_is_withheld_and_still_adds_up(desk):
    write_round(desk.root, WUCHENG)
    path = desk.root / "rounds/case/issues/AA-F003.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "title: 合成问题3\n", "title: 不宜公开的事\nwithheld: {reason: 核查中, approved_by: 组}\n"
        ),
        encoding="utf-8",
    )
    text = drafted(desk, "public", "--today", "2023-05-04")
    assert "不宜公开的事" not in text and "核查中" not in text
    assert "反馈问题25个" in text and "有1个按照有关规定不予公开，其余24个公布如下" in text
    assert len(re.findall("关于“合成问题", text)) == 24
    assert "不宜公开的事" in drafted(desk, "feedback", "--today", "2023-05-04")


def test_the_same_records_and_day_give_the_same_bytes(two):
    for form in ("md", "html", "docx"):
        made = []
        for name in ("a", "b"):
            two.inspect("report", "during", "--unit", "CG", "-o", f"{name}.{form}", *DAY)
            made.append((two.root / f"{name}.{form}").read_bytes())
        assert made[0] == made[1]


def test_a_draft_never_replaces_a_file(two):
    two.inspect("report", "during", "--unit", "CG", *DAY)
    first = list(two.root.glob("*.docx"))
    first[0].write_bytes(b"completed by hand")
    two.inspect("report", "during", "--unit", "CG", *DAY)
    assert len(list(two.root.glob("*.docx"))) == 2 and first[0].read_bytes() == b"completed by hand"
    assert "is there already" in two.inspect("report", "during", "--unit", "CG", "-o", first[0].name, *DAY, code=2).err
    two.inspect("report", "during", "--unit", "CG", "--dry-run", *DAY)
    assert len(list(two.root.glob("*.docx"))) == 2


@pytest.mark.parametrize(
    "words, said",
    [
        ((), "--unit"),
        (("--unit", "XX"), "no unit XX"),
        (("--unit", "CG", "-o", "a.pdf"), "--output"),
        (("--unit", "CG", "--from", "x"), "--final"),
    ],
)
def test_what_is_off_is_told(two, words, said):
    assert said in two.inspect("report", "during", *words, code=5 if "XX" in words else 2).err


def test_a_record_that_cannot_be_read_is_named_and_not_passed_over(two):
    two.issue("CG-D002").write_text("title: [\n", encoding="utf-8")
    said = two.inspect("report", "during", "--unit", "CG", "-o", "a.md", *DAY, code=3)
    assert "CG-D002.yaml" in said.out and "in no count: 1" in said.out
    assert two.inspect("report", "during", "--unit", "CG", "-o", "b.md", "--json", *DAY, code=3).data["findings"]
    assert "CG-D002" in issued(two, code=1).out
    two.inspect("report", "during", "--unit", "TY", "-o", "c.md", *DAY)


HOSTILE = "<w:p>{{ 7*7 }}</w:p> ]]> =1+1 {% for x in y %} [bold]x[/bold] | # _a_ & <script>alert(1)</script> \\u0041 '\"` ${x} %s"
EVIL = HOSTILE + " \u202e\u0007\x1b[31m"


def with_hostile_words(at: Desk) -> None:
    """Both records say it in every field that holds words."""
    evil = json.dumps(EVIL)
    for name in ("CG-D001", "CG-D002"):
        path = at.issue(name)
        text = path.read_text(encoding="utf-8")
        for key in ("title", "text", "notice", "leader", "department"):
            text = re.sub(rf"^{key}: .*$", lambda found, key=key: f"{key}: {evil}", text, flags=re.MULTILINE)
        text = re.sub(r"^(    (?:- )?)(text|document): .*$", lambda found: f"{found[1]}{found[2]}: {evil}", text, flags=re.MULTILINE)
        text = re.sub(r"note: (车辆已到位|一台已到，另一台待上牌)", lambda found: f"note: {evil}", text)
        text = text.replace(
            "state: ", f"path: [{evil}, {evil}]\nlong_term: {{reason: {evil}, goal: {evil}, review_on: 2021-06-01}}\nstate: ", 1
        )
        path.write_text(text, encoding="utf-8")


def words_of(made: bytes, form: str) -> str:
    """What a reader of the document sees."""
    if form == "docx":
        document = docx.Document(io.BytesIO(made))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    text = made.decode()
    if form == "html":
        assert "<script" not in text
        return html.unescape(re.sub(r"<[^>]*>", "", text))
    return html.unescape(text.replace("<!-- -->", ""))


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_hostile_words_in_every_field_are_shown_letter_by_letter_and_never_run(two, form):
    with_hostile_words(two)
    two.inspect("report", "during", "--unit", "CG", "-o", f"out.{form}", *DAY)
    made = (two.root / f"out.{form}").read_bytes()
    shown = words_of(made, form)
    count = shown.count(HOSTILE)
    assert count >= 20, count
    assert not {"\u202e", "\u0007", "\x1b"} & set(shown) and shown.count("<U+202E>") >= 20


# -- issuing -----------------------------------------------------------------------------------------------------------


def issued(at: Desk, *words: str, code: int = 0):
    return at.saved().inspect("report", "during", "--unit", "CG", "--final", "--format", "md", *(words or DAY), code=code)


def reports(at: Desk) -> list[str]:
    return sorted(path.name for path in (at.root / "rounds/2020-r2/reports").glob("*"))


def test_a_closed_gate_stops_it_with_every_reason(two):
    add_issue(two, "during", "CG")
    said = issued(two, code=1)
    assert "CG-D003" in said.out and "no answer yet" in said.out and not (two.root / "rounds/2020-r2/reports").exists()
    assert [one["rule"] for one in issued(two, "--json", *DAY, code=1).data["blockers"]] == ["GAT01"]
    two.saved().inspect("report", "during", "--unit", "TY", "--final", "--format", "md", *DAY)


def test_what_is_issued_lies_there_with_what_it_says_of_every_item(two):
    assert "issued" in issued(two).out
    assert reports(two) == ["during-CG-1.baseline.json", "during-CG-1.md"]
    folder = two.root / "rounds/2020-r2/reports"
    assert "草稿" not in (folder / "during-CG-1.md").read_text(encoding="utf-8")
    told = json.loads((folder / "during-CG-1.baseline.json").read_text(encoding="utf-8"))
    assert told["as_of"] == "2020-11-10"
    assert told["sha256"] == __import__("hashlib").sha256((folder / "during-CG-1.md").read_bytes()).hexdigest()
    assert [(one["id"], one["state"], one["due"], one["severity"], one["answered"]) for one in told["items"]] == [
        ("CG-D001", "done", "2020-11-20", "serious", True),
        ("CG-D002", "in_progress", "2020-11-20", "serious", True),
    ]
    two.inspect("check", *DAY)
    assert two.inspect("diff", "--issued", "--json", *DAY).data["changes"] == []


def test_a_corrected_report_gets_the_next_number(two):
    issued(two)
    before = (two.root / "rounds/2020-r2/reports/during-CG-1.md").read_bytes()
    issued(two, "--today", "2020-11-11")
    assert "during-CG-2.md" in reports(two) and (two.root / "rounds/2020-r2/reports/during-CG-1.md").read_bytes() == before
    for name in reports(two):
        if name.startswith("during-CG-2"):
            (two.root / "rounds/2020-r2/reports" / name).unlink()
    (two.root / "rounds/2020-r2/reports/during-CG-7.docx").write_bytes(b"kept by hand")
    issued(two, "--today", "2020-11-12")
    assert "during-CG-8.md" in reports(two), "a number that anything ever had is not given again"


def test_nothing_is_issued_through_a_link_that_leads_out(two, tmp_path):
    (tmp_path / "outside").mkdir()
    (two.root / "rounds/2020-r2/reports").symlink_to(tmp_path / "outside")
    assert "leads out" in issued(two, code=6).err and list((tmp_path / "outside").iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a copy of this process")
def test_a_kill_at_any_step_leaves_both_files_or_none(two, tmp_path):
    words = ["report", "during", "--unit", "CG", "--final", "--format", "md", *DAY]
    pristine = tmp_path / "pristine"
    shutil.copytree(two.saved().root, pristine)
    seen = set()
    for step in range(1, counted(words, tmp_path / "steps") + 1):
        os.chdir(tmp_path)
        shutil.rmtree(two.root)
        shutil.copytree(pristine, two.root)
        os.chdir(two.root)

        def run(step: int = step) -> int:
            Tripwire(step).lay()
            return main(words)

        assert in_a_child(run) == 137
        two.inspect("measure", "add", "CG-D002", "--text", "下一条命令", *DAY)
        left = [name for name in reports(two) if name.startswith("during")]
        assert left in ([], ["during-CG-1.baseline.json", "during-CG-1.md"]), f"step {step}: {left}"
        two.inspect("check", *DAY)
        seen.add(len(left))
    assert seen == {0, 2}


def test_a_draft_completed_by_hand_is_issued_as_it_is(two):
    (two.root / "final.docx").write_bytes(b"completed in Word")
    two.saved().inspect("report", "during", "--unit", "CG", "--final", "--from", "final.docx", *DAY)
    assert (two.root / "rounds/2020-r2/reports/during-CG-1.docx").read_bytes() == b"completed in Word"
    two.inspect("check", *DAY)


QUIET = {
    "DIF02": ("\ndue: 2020-11-20", "\ndue: 2020-12-15"),
    "DIF03": ("severity: serious", "severity: minor"),
    "DIF06": ("title: 清运不及时", "title: 清运稍慢"),
    "DIF07": ("state: in_progress", "state: closed"),
    "DIF09": ("note: 一台已到，另一台待上牌", "note: 全部到位"),
}


@pytest.mark.parametrize("rule", [*QUIET, "DIF01"])
def test_what_was_told_still_holds_or_is_found_also_without_git(two, rule):
    issued(two)
    shutil.rmtree(two.root / ".git")
    path = two.issue("CG-D002")
    if rule == "DIF01":
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        assert QUIET[rule][0] in text
        path.write_text(text.replace(*QUIET[rule]), encoding="utf-8")
    found = [one["rule"] for one in two.inspect("check", "--json", *DAY, code=1).data["findings"] if "during-CG-1" in one["message"]]
    assert found == [rule]
    changes = two.inspect("diff", "--issued", "--json", *DAY, code=1).data["changes"]
    assert [one["rule"] for one in changes if one["verdict"] == "regression"] == [rule]


def test_legal_steps_after_the_report_are_no_findings(two):
    issued(two)
    extend = ("--to", "2020-12-01", "--reason", "车辆到货延迟", "--approved-by", TEAM, "--by", TEAM)
    two.inspect("extend", "CG-D002", *extend, "--today", "2020-11-11")
    two.inspect("return", "CG-D001", "--reason", "现场仍有堆放", "--by", TEAM, "--today", "2020-11-11")
    two.inspect(
        "reclassify", "CG-D002", "--severity", "minor", "--reason", "核实", "--approved-by", TEAM, "--by", TEAM, "--today", "2020-11-11"
    )
    two.inspect("check", "--today", "2020-11-12")
    changes = two.inspect("diff", "--issued", "--json", "--today", "2020-11-12").data["changes"]
    assert {one["rule"] for one in changes if one["rule"]} == {"DIF02", "DIF03", "DIF07"} and all(
        one["explained_by"] for one in changes if one["rule"]
    )


def test_a_later_reopening_does_not_change_what_was_issued(two):
    issued(two)
    before = (two.root / "rounds/2020-r2/reports/during-CG-1.md").read_bytes()
    two.inspect("return", "CG-D001", "--reason", "现场仍有堆放", "--by", TEAM, "--today", "2020-11-11")
    assert (two.root / "rounds/2020-r2/reports/during-CG-1.md").read_bytes() == before


@pytest.mark.parametrize("way", ["changed", "gone", "no baseline"])
def test_what_was_issued_stays_as_it_was(two, way):
    issued(two)
    two.inspect("check", *DAY)
    folder = two.root / "rounds/2020-r2/reports"
    if way == "changed":
        (folder / "during-CG-1.md").write_text("another", encoding="utf-8")
    elif way == "gone":
        (folder / "during-CG-1.md").unlink()
    else:
        (folder / "during-CG-1.baseline.json").write_text('{"items": 3}', encoding="utf-8")
    for words in ((), ("--no-index",)):
        assert [one["rule"] for one in two.inspect("check", "--json", *words, *DAY, code=1).data["findings"]] == ["PUB02"]
    assert two.inspect("diff", "--issued", *DAY, code=1)


@pytest.mark.parametrize("way", ["told otherwise", "gone", "put back"])
def test_what_was_issued_is_watched_from_commit_to_commit(two, way):
    issued(two)
    two.commit("issued")
    two.git("tag", "issued")
    assert two.inspect("check", "--since", "issued", *DAY).code == 0
    path = two.root / "rounds/2020-r2/reports/during-CG-1.baseline.json"
    old = path.read_bytes()
    if way == "gone":
        path.unlink()
    else:
        path.write_bytes(old.replace(b"2020-11-20", b"2020-12-20"))
    two.commit("changed")
    if way == "put back":
        path.write_bytes(old)
        two.commit("put back")
    said = two.inspect("check", "--since", "issued", "--json", *DAY, code=1).data["findings"]
    assert {one["rule"] for one in said} == {"PUB02"}
    assert two.inspect("diff", "issued..HEAD", code=0 if way == "put back" else 1)


BESIDE = (
    "~$ring-CG-1.docx",
    ".~lock.during-CG-1.md#",
    "Thumbs.db",
    ".DS_Store",
    "备注.txt",
    "during-CG-1.pdf",
    "during-CG-1 副本.md",
    "during-CG-1.md~",
    ".during-CG-1.md.18f964ba.inspect-tmp",
    "reports-CG-1.docx",
)


def test_what_lies_beside_an_issued_report_is_nobodys_concern(two):
    issued(two)
    folder = two.root / "rounds/2020-r2/reports"
    for name in BESIDE:
        (folder / name).write_text("x", encoding="utf-8")
    two.git("add", "-A", "-f")
    two.git("commit", "-q", "-m", "issued")
    two.git("tag", "issued")
    for name in BESIDE:
        (folder / name).unlink() if name.startswith(("~", ".")) else (folder / name).write_text("y", encoding="utf-8")
    assert two.inspect("diff", "--json", *DAY).data["changes"] == []
    two.commit("cleared away")
    assert two.inspect("check", "--since", "issued", "--json", *DAY).data["findings"] == []
    (folder / "during-CG-1.md").rename(folder / "上报稿.md")
    assert [one["rule"] for one in two.inspect("check", "--since", "issued", "--json", *DAY, code=1).data["findings"]] == ["PUB02"]


def test_what_a_broken_off_write_left_behind_is_in_no_commit(two):
    left = two.root / "rounds/2020-r2/issues/.CG-D001.yaml.18f964ba.inspect-tmp"
    left.write_text("half", encoding="utf-8")
    two.commit()
    assert "inspect-tmp" not in two.git("ls-files")
    assert "left over from a crash" in two.inspect("doctor", code=1).out


def test_an_older_workspace_is_told_what_to_leave_out_of_commits(two):
    ignores = two.root / "rounds/.gitignore"
    ignores.write_text("*.bak", encoding="utf-8")
    assert "✗ not so: git passes over what a broken-off write leaves behind" in two.inspect("doctor", code=1).out
    two.inspect("git-setup")
    two.inspect("git-setup")
    assert ignores.read_text(encoding="utf-8") == "*.bak\n.*.inspect-tmp\n"


def test_nothing_issued_is_told(two):
    assert "no issued report" in two.inspect("diff", "--issued", code=5).err
    issued(two)
    assert "during-CG-1" in two.inspect("diff", "--issued", "feedback-CG-1", code=5).err


# -- what a template may name ------------------------------------------------------------------------------------------


def absent(known: Sequence[Variable], given: Mapping[str, object], path: str = "") -> list[str]:
    """The variables that these values say nothing of, those under others too."""
    found = [path + one.name for one in known if one.name not in given]
    for one in known:
        held = given.get(one.name)
        inner = held if isinstance(held, list) else [held]
        found += [name for value in inner if one.of and isinstance(value, Mapping) for name in absent(one.of, value, f"{path}{one.name}.")]
    return found


def test_every_variable_of_the_table_is_filled(two: Desk):
    """One that is only named would be an empty place in an office's paper, and nobody would be told."""
    made = report(ledger_of(load(Workspace(two.root), "2020-r2"), date(2020, 11, 10)), ReportKind.DURING, "CG")
    given = values(made, paper(made))
    assert given["items"][0]["measures"] and given["items"][0]["evidence"]
    assert absent(VARIABLES, given) == []
    assert absent(VARIABLES, {**given, "counts": {}}) == [f"counts.{one.name}" for one in COUNTS]


def test_what_is_only_tried_is_not_said_to_be_done(two: Desk):
    before = sorted(path for path in two.root.rglob("*") if ".git" not in path.parts)
    said = two.inspect("report", "during", "--unit", "CG", "--dry-run", *DAY).out
    assert "nothing was written" in said and "draft written" not in said
    final = issued(two, "--dry-run", *DAY).out
    assert "would be issued" in final and "git add" not in final
    assert issued(two, "--dry-run", "--json", *DAY).data["issued"] is False
    assert sorted(path for path in two.root.rglob("*") if ".git" not in path.parts) == before
