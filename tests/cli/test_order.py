"""Global options stand before the verb or after it and mean the same; `inspect` alone says where things stand."""

import json
from itertools import combinations

import pytest
from desk import Desk, add_issue

from inspect_cli.cli.argv.order import GLOBALS, ordered


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("status", "status"),
        ("", "home"),
        ("--json", "home --json"),
        ("--lang en --json", "home --lang en --json"),
        ("--root D status --all", "status --root D --all"),
        ("--root=D status", "status --root=D"),
        ("--lang zh status --lang en", "status --lang zh --lang en"),
        ("--json measure add CG-D003 x", "measure add --json CG-D003 x"),
        ("measure --json add CG-D003 x", "measure add --json CG-D003 x"),
        ("--lang en measure --json add CG-D003", "measure add --lang en --json CG-D003"),
        ("measure --help --lang zh", "measure --help"),
        ("--lang en --help", "--help"),
        ("--help --lang en", "--help"),
        ("--plain --version", "--version"),
        ("--by X start CG-D003", "--by X start CG-D003"),
        ("--root", "home --root"),
        ("show -- --json", "show -- --json"),
        ("--json=1 status", "--json=1 status"),
        ("-- status --root D", "status --root D"),
        ("--root D -- status", "status --root D"),
        ("--json measure -- add CG-D003", "measure add --json CG-D003"),
        ("-- --root D", "-- --root D"),
        ("--root D --", "home --root D"),
    ],
)
def test_the_verb_comes_first(typed, meant):
    assert ordered(typed.split()) == meant.split()
    assert ordered(meant.split()) == meant.split(), "put in order twice is put in order"


@pytest.fixture
def issue(workspace: Desk) -> Desk:
    add_issue(workspace)
    return workspace


def test_before_and_after_the_verb_they_mean_the_same(issue: Desk, tmp_path, monkeypatch):
    root = issue.root
    monkeypatch.chdir(tmp_path)
    values = {"--root": str(root), "--lang": "zh", "--today": "2020-11-03"}
    for verb in (["status"], ["list", "--open"], ["show", "CG-D001"], ["check"], ["why", "CG-D001"], ["rounds"], ["home"], ["doctor"]):
        for names in combinations(GLOBALS, 2):
            if "--root" not in names or {"--json", "--plain"} <= set(names):
                continue
            words = [word for name in names for word in ([name, values[name]] if GLOBALS[name] else [name])]
            told = [said(issue, order) for order in ([*words, *verb], [*verb, *words])]
            assert told[0] == told[1], (names, verb)


def said(desk: Desk, words: list[str]) -> tuple[int, str, str]:
    from inspect_cli.cli.argv.app import main

    desk._capsys.readouterr()
    code = main(words)
    return code, *desk._capsys.readouterr()


def test_before_a_verb_that_writes_they_are_heard_too(issue: Desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = issue.inspect("--root", issue.root, "--json", "--today", "2020-11-02", "measure", "add", "CG-D001", "增配车辆", code=0).out
    assert json.loads(out)["data"]["changes"][0]["issue"] == "2020-r2/CG-D001"
    assert "2020-11-02" in issue.issue("CG-D001").read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", ["--lang zh --help", "--help --lang zh", "--lang zh measure", "measure --help --lang zh"])
def test_a_page_without_a_verb_is_in_the_language_that_was_named(typed, capsys, monkeypatch):
    from inspect_cli.cli.argv.start import answered

    monkeypatch.setenv("INSPECT_LANG", "en")
    answered(typed.split())
    assert "用法" in "".join(capsys.readouterr())


@pytest.mark.parametrize("typed", ["--json --bogus", "--bogus --json", "--json=1 --json"])
def test_a_complaint_without_a_verb_is_in_the_form_that_was_named(typed, capsys):
    from inspect_cli.cli.argv.start import answered

    assert answered(typed.split()) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "usage"


def test_two_forms_at_once_are_a_mistake_and_one_form_twice_is_none(issue: Desk):
    assert "json" in issue.inspect("--json", "status", "--plain", code=2).err
    assert "json" in issue.inspect("status", "--format", "csv", "--json", code=2).err
    assert json.loads(issue.inspect("status", "--format", "json", "--json").out)["kind"] == "status"
    assert "one of text, plain" in issue.inspect("status", "--format", "sarif", code=2).err


# -- alone -------------------------------------------------------------------------------------------------------------


def test_alone_outside_a_workspace_it_says_how_to_begin(tmp_path, monkeypatch, desk: Desk):
    monkeypatch.chdir(tmp_path)
    out = desk.inspect().out
    assert [out.index(f"inspect {verb}") for verb in ("init", "new-round", "add", "help")] == sorted(
        out.index(f"inspect {verb}") for verb in ("init", "new-round", "add", "help")
    )
    assert "inspect init" in desk.inspect("--lang", "zh").out and "建成档案库" in desk.inspect("--lang", "zh").out


def test_alone_with_a_folder_named_that_holds_no_records_it_says_so(desk: Desk, tmp_path, monkeypatch):
    assert "no" in desk.inspect("--root", tmp_path, code=5).err
    monkeypatch.setenv("INSPECT_ROOT", str(tmp_path))
    desk.inspect(code=5)


def test_an_option_of_a_command_that_stands_before_it_is_told_its_place(desk: Desk):
    for option in ("--round", "--by", "--format"):
        assert f"{option} stands after the command" in desk.inspect(option, "x", "status", code=2).err


def test_alone_it_names_the_three_most_urgent_things_with_what_to_type(issue: Desk):
    def steps(today: str) -> list[tuple[str, str | None]]:
        return [(one["command"], one["issue"]) for one in json.loads(issue.inspect("--json", "--today", today).out)["data"]["next"]]

    assert steps("2020-11-01") == [("inspect why CG-D001", "2020-r2/CG-D001"), ("inspect status", "2020-r2/CG-D001")]
    assert steps("2020-12-15")[0] == ("inspect why CG-D001", "2020-r2/CG-D001"), "due within seven days"
    assert "days late" in issue.inspect("--today", "2020-12-30").out
    for _ in range(3):
        add_issue(issue)
    issue.issue("CG-D004").write_text("uid: [", encoding="utf-8")
    told = json.loads(issue.inspect("--json", "--today", "2020-12-30", code=3).out)["data"]
    assert len(told["next"]) == 3 and told["next"][0]["command"] == "inspect check"
    assert told["totals"]["total"] == 3 and told["round"]["id"] == "2020-r2"


def test_alone_in_a_round_without_issues_it_says_how_to_register_one(workspace: Desk):
    assert "inspect add --round 2020-r2" in workspace.inspect("--today", "2020-11-01").out


def test_alone_where_the_named_folder_holds_no_records_it_says_so(tmp_path, monkeypatch, desk: Desk):
    assert "no folder rounds/" in desk.inspect("--root", tmp_path / "nowhere", code=5).err
    monkeypatch.setenv("INSPECT_ROOT", str(tmp_path / "nowhere"))
    assert json.loads(desk.inspect("--json", code=5).err)["error"]["code"] == "no_workspace"


def test_what_is_to_be_typed_works_where_it_is_typed(issue: Desk):
    """Every command that the front door names runs, and is about the issue that stands beside it."""
    units = ("--unit", "CG=市城市管理局党组", "--starts", "2019-10-19", "--ends", "2019-12-18")
    issue.inspect("new-round", "2019-r1", "--title", "第一轮", "--kind", "regular", "--team", "市委巡察一组", *units)
    add_issue(issue, "during", "CG", "--round", "2019-r1", today="2019-10-20")
    told = json.loads(issue.inspect("home", "--round", "2019-r1", "--json", "--today", "2020-11-01").out)["data"]["next"]
    assert {one["command"] for one in told} == {"inspect why 2019-r1/CG-D001", "inspect status 2019-r1"}
    for one in told:
        assert "2019-r1" in issue.inspect(*one["command"].split()[1:], "--json").out


def test_a_report_step_names_the_unit_and_goes_once_the_report_is_issued(issue: Desk):
    def steps() -> list[str]:
        return [one["command"] for one in json.loads(issue.inspect("--json", "--today", "2020-11-12").out)["data"]["next"]]

    (issue.root / "log.txt").write_text("x", encoding="utf-8")
    issue.inspect(
        "start", "CG-D001", "--leader", "甲", "--department", "乙", "--due", "2020-11-20", "--measure", "x", "--today", "2020-11-01"
    )
    issue.inspect("finish", "CG-D001", "--measures-done", "--evidence", issue.root / "log.txt", "--note", "x", "--today", "2020-11-10")
    issue.inspect("close", "CG-D001", "--by", "联络员", "--today", "2020-11-11")
    assert steps() == ["inspect report during --round 2020-r2 --unit CG"]
    issue.saved().inspect(*steps()[0].split()[1:], "--today", "2020-11-12", "--final")
    assert steps() == []


def test_what_is_basically_done_still_waits(workspace: Desk):
    add_issue(workspace, "immediate")
    workspace.inspect(
        "start", "CG-I001", "--leader", "甲", "--department", "乙", "--due", "2021-11-20", "--measure", "x", "--today", "2020-11-01"
    )
    workspace.inspect("nearly", "CG-I001", "--note", "x", "--today", "2020-11-02")
    told = json.loads(workspace.inspect("--json", "--today", "2020-11-02").out)["data"]["next"]
    assert [one["command"] for one in told] == ["inspect why CG-I001"]


# -- what can be pasted ------------------------------------------------------------------------------------------------


def test_a_command_to_paste_names_the_round_where_a_bare_id_would_mean_another_issue(issue: Desk):
    """Two rounds have a CG-D001; the older one is looked at."""
    when = ("--starts", "2021-03-01", "--ends", "2021-05-01")
    issue.inspect("new-round", "2021-r1", "--title", "新一轮", "--kind", "regular", "--team", "巡察一组", "--unit", "CG=市城管局", *when)
    found = (
        "--unit",
        "CG",
        "--channel",
        "during",
        "--title",
        "另一问题",
        "--text",
        "另一问题。",
        "--notice",
        "oral",
        "--found-on",
        "2021-03-02",
    )
    issue.inspect("add", *found, "--today", "2021-03-02")
    today = ("--today", "2021-03-03")
    for words in (
        ["status", "2020-r2"],
        ["status", "--round", "2020-r2"],
        ["why", "2020-r2/CG-D001"],
        ["why", "CG-D001", "--round", "2020-r2"],
    ):
        said = issue.inspect(*words, *today).out
        assert "start 2020-r2/CG-D001" in said and "start CG-D001" not in said, words
    for words in (["start", "2020-r2/CG-D001"], ["start", "CG-D001", "--round", "2020-r2"]):
        said = issue.inspect(*words, *today, code=4).err
        assert "inspect start 2020-r2/CG-D001 --leader" in said, words
    assert "start CG-D001" in issue.inspect("status", *today).out, "what was asked without a round is told without"


def test_alone_it_names_no_issue_twice_and_what_was_done_gives_way(workspace: Desk):
    for _ in range(3):
        add_issue(workspace)
    start = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-12-10", "--measure", "增配车辆", "--today", "2020-10-29")
    workspace.inspect("start", "CG-D001", "CG-D002", "CG-D003", *start)

    def steps(today: str) -> list[tuple[str, str | None]]:
        return [(one["command"], one["issue"]) for one in json.loads(workspace.inspect("--json", "--today", today).out)["data"]["next"]]

    for today in ("2020-10-30", "2020-12-05", "2020-12-20"):
        issues = [issue for _, issue in steps(today)]
        assert len(set(issues)) == len(issues), (today, issues)
    assert ("inspect progress CG-D002 --note …", "2020-r2/CG-D002") in steps("2020-10-30"), "the first one stands in the report's step"
    workspace.inspect("progress", "CG-D002", "--note", "已排车", "--today", "2020-10-30")
    assert ("inspect progress CG-D003 --note …", "2020-r2/CG-D003") in steps("2020-10-31")


def test_alone_it_does_not_send_anybody_to_register_in_a_round_that_cannot_be_read(workspace: Desk):
    (workspace.root / "rounds/2020-r2/round.yaml").write_text("id: [", encoding="utf-8")
    told = json.loads(workspace.inspect("--json", "--today", "2020-11-01", code=3).out)["data"]["next"]
    assert [one["command"] for one in told] == ["inspect check"]
