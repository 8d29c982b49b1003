"""Remedies and refusals: what they say to type works when it is typed, and what they say is wrong is what is wrong."""

from __future__ import annotations

import shlex

import pytest
from branch import OFFICE, TEAM, replaced
from desk import Desk, add_issue, open_round

from inspect_cli.domain.text import pasted

DAY = ("--today", "2020-11-08")


def remedy(at: Desk, rule: str, *words: str, code: int = 1) -> str:
    """How the first finding of the rule says it is mended."""
    found = at.inspect("check", *words, *DAY, "--json", code=code).data["findings"]
    return next(one["fix"] for one in found if one["rule"] == rule)


def entry(at: Desk, name: str, line: str, state: str = "") -> None:
    """One more line of the history, typed by hand; and the state that it leads to."""
    path = at.issue(name)
    text = path.read_text(encoding="utf-8")
    if state:
        text = text.replace("state: in_progress", f"state: {state}")
    path.write_text(f"{text.rstrip()}\n  - {{{line}}}\n", encoding="utf-8")


@pytest.mark.parametrize("word", ["巡察二组 联络员", "a b", 'the "quoted" one', "$HOME", "`date`", "plain", "it's"])
def test_a_word_of_a_remedy_is_one_word_for_a_shell(word):
    assert shlex.split(pasted(word)) == [word]


def test_a_name_with_a_blank_is_quoted_where_it_is_to_be_typed(desk):
    open_round(desk)
    add_issue(desk)
    path = desk.root / "rounds/2020-r2/round.yaml"
    people = "people: [{name: 巡察二组 联络员, role: team}, {name: 城管局 整改办, role: unit, unit: CG}]\n"
    path.write_text(path.read_text(encoding="utf-8") + people, encoding="utf-8")
    plan = ("start", "CG-D001", "--leader", "分管 副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "甲", *DAY)
    assert '--by "城管局 整改办"' in desk.inspect(*plan, "--by", "路人", code=4).err
    desk.inspect(*plan, "--by", "城管局 整改办")
    void = ("void", "CG-D001", "--reason", "重复", "--by", "巡察二组 联络员", *DAY)
    assert '--approved-by "巡察二组 联络员"' in desk.inspect(*void, "--approved-by", "路人", code=4).err


def test_a_day_without_its_year_lacks_the_year(desk):
    open_round(desk)
    add = ("add", "--unit", "CG", "--channel", "during", "--notice", "oral", "--title", "甲", "--text", "乙")
    for typed in ("11月25日", "11-25", "11.25", "11/25", "11月25号"):
        said = desk.inspect(*add, "--found-on", typed, code=2).err
        assert "the year is missing" in said and "YYYY-11-25" in said
    assert "is not a day of the calendar" in desk.inspect(*add, "--found-on", "13月25日", code=2).err


def test_a_day_before_the_first_commit_says_so(base):
    first = base.git("log", "-1", "--format=%cs").strip()
    said = base.inspect("status", "--at", "1999-01-01", code=7).err
    assert "nothing had been committed by the end of 1999-01-01" in said and f"--at {first}" in said
    base.inspect("status", "--at", first)
    base.git("tag", "1999-01-01")
    base.inspect("status", "--at", "1999-01-01")


def test_a_day_where_nothing_was_ever_committed_says_so(desk):
    open_round(desk)
    assert "nothing had been committed by the end of 2020-11-08" in desk.inspect("status", "--at", "2020-11-08", code=7).err


def test_an_id_that_is_not_here_may_have_been_replaced_and_the_ways_to_it_lead_there(base, tmp_path, monkeypatch):
    server = tmp_path / "server.git"
    base.git("init", "-q", "--bare", str(server))
    base.git("remote", "add", "origin", str(server))
    base.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("lost")
    lost = base.git("rev-parse", "HEAD").strip()
    base.git("push", "-q", "origin", "main")
    base.git("commit", "-q", "--amend", "-m", "another")
    base.git("push", "-q", "-f", "origin", "main")
    base.git("clone", "-q", f"file://{server}", str(tmp_path / "colleague"), "-b", "main")
    there = Desk(tmp_path / "colleague", base._capsys)
    monkeypatch.chdir(there.root)
    for name in (lost, lost[:9]):
        said = there.inspect("check", "--since", name, code=7).err
        assert "a forced push may have replaced it" in said and f"git push origin {name}:refs/heads/before" in said
    base.git("push", "-q", "origin", f"{lost[:9]}:refs/heads/before")
    there.git("fetch", "-q", "origin", lost)
    there.inspect("check", "--since", lost, code=None)
    assert there.git("cat-file", "-t", lost) == "commit\n"
    assert "forced push" not in there.inspect("check", "--since", "nowhere", code=7).err


def test_closed_without_evidence_is_reopened_and_done_without_is_sent_back(base):
    desk = base
    desk.inspect("measure", "done", "CG-D001", "m1", "--today", "2020-11-05")
    desk.inspect("finish", "CG-D001", "--note", "已清运", "--today", "2020-11-05")
    path = desk.issue("CG-D001")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("evidence:"))
    end = next(number for number in range(at + 1, len(lines)) if lines[number][0] not in " -")
    path.write_text("".join([*lines[:at], *lines[end:]]), encoding="utf-8")
    assert remedy(desk, "EVI01") == "inspect return CG-D001 --reason …"
    entry(desk, "CG-D001", f"at: 2020-11-07T12:00:00+08:00, by: {TEAM}, did: close, from: done, to: closed")
    replaced(desk, "CG-D001", "state: done", "state: closed")
    assert remedy(desk, "EVI01") == remedy(desk, "STA08") == "inspect reopen CG-D001 --reason …"
    gate = desk.inspect("status", "--gate", *DAY, "--json", code=1).data["report"]["blockers"]
    assert {one["fix"] for one in gate if one["rule"] in ("GAT03", "GAT07") and one["issue"].endswith("CG-D001")} == {
        "inspect reopen CG-D001 --reason …"
    }
    desk.inspect("reopen", "CG-D001", "--reason", "没有材料", "--by", TEAM, "--today", "2020-11-09")


def test_people_without_unit_and_email_leave_no_gaps_in_a_diff(base):
    path = base.root / "rounds/2020-r2/round.yaml"
    people = f"people: [{{name: {TEAM}, role: team}}, {{name: {OFFICE}, role: office}}]\n"
    path.write_text(path.read_text(encoding="utf-8") + people, encoding="utf-8")
    said = base.inspect("diff", code=1).out
    assert TEAM in said and ", ," not in said and ", \n" not in said


# -- each remedy of a finding, tried ------------------------------------------------------------------------------------


def gone(at: Desk, rule: str, *words: str, code: int | None = 0) -> None:
    """Nothing weighs any more that the rule finds in CG-D001."""
    found = at.inspect("check", "2020-r2", *words, *DAY, "--json", code=code).data["findings"]
    assert [one for one in found if one["rule"] == rule and one["level"] != "info" and one["issue"].endswith("CG-D001")] == []


def waive(at: Desk, rule: str, name: str = "CG-D001", by: str = TEAM) -> None:
    """A waiver written with `inspect edit`."""
    draft = at.root.parent / "draft.yaml"
    waiver = f"waivers:\n  - {{rule: {rule}, reason: 已经核实, by: {by}, on: 2020-11-08}}\n"
    draft.write_text(waiver + at.issue(name).read_text(encoding="utf-8"), encoding="utf-8")
    at.inspect("edit", name, "--from", draft, *DAY)


def edited(at: Desk, old: str, new: str, name: str = "CG-D001") -> None:
    """One place changed with `inspect edit`."""
    draft = at.root.parent / "draft.yaml"
    text = at.issue(name).read_text(encoding="utf-8")
    assert old in text, text
    draft.write_text(text.replace(old, new, 1), encoding="utf-8")
    at.inspect("edit", name, "--from", draft, *DAY)


def restored(at: Desk, said: str, revision: str) -> None:
    """What the remedy says of git, typed with this revision in its place."""
    command = next(part for part in said.replace(" (", "\n").replace(": ", "\n").splitlines() if part.startswith("inspect restore"))
    at.inspect(*shlex.split(command.replace("REVISION", revision))[1:])


BROKEN = {
    "STA02": f"at: 2020-11-08T10:00:00+08:00, by: {TEAM}, did: close, from: in_progress, to: closed",
    "STA03": "at: 2020-10-30T00:00:00+08:00, by: 城管局整改办, did: progress, note: 已清运三条街",
}


@pytest.mark.parametrize("rule", BROKEN)
@pytest.mark.parametrize("committed", [False, True])
def test_what_no_command_takes_back_is_brought_back_from_git(base, rule, committed):
    entry(base, "CG-D001", BROKEN[rule], "closed" if "closed" in BROKEN[rule] else "")
    if committed:
        base.commit("by hand")
    restored(base, remedy(base, rule), "HEAD~1" if committed else "HEAD")
    gone(base, rule)


def test_an_item_born_in_the_middle_is_brought_back_or_registered(base):
    replaced(base, "CG-D001", "did: register, to: registered", "did: register, to: closed")
    said = remedy(base, "STA10")
    assert "inspect add --round 2020-r2 --unit CG" in said
    restored(base, said, "HEAD")
    gone(base, "STA10")


def test_a_measure_that_was_done_by_hand_is_done_by_its_command(base):
    replaced(base, "CG-D001", "id: m1", "id: m1\n    done_on: 2020-11-05")
    replaced(base, "CG-D001", "did: measure, part: m1", "did: edit")
    assert "inspect measure drop CG-D001 m1 --reason …" in remedy(base, "STA05", code=0)
    base.inspect("measure", "drop", "CG-D001", "m1", "--reason", "没有办理记录", *DAY)
    base.inspect("measure", "add", "CG-D001", "--text", "增配清运车辆2台", "--due", "2020-11-20", *DAY)
    base.inspect("measure", "done", "CG-D001", "m2", *DAY)
    gone(base, "STA05")


def test_evidence_without_an_entry_is_dropped_and_added_or_waived(base):
    replaced(base, "CG-D001", "added_on: 2020-10-31", "added_on: 2020-11-01")
    path = base.issue("CG-D001")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "did: evidence" not in line), encoding="utf-8")
    base.commit("by hand")
    assert "inspect evidence drop CG-D001 e1 --reason …" in remedy(base, "STA05", code=0)
    waive(base, "STA05")
    gone(base, "STA05")


def test_one_proof_for_two_items_is_dropped_or_waived(base):
    proof = base.root.parent / "both.txt"
    proof.write_text("both", encoding="utf-8")
    for name in ("CG-D001", "CG-D002"):
        base.inspect("evidence", "add", name, proof, *DAY)
    assert "inspect evidence drop CG-D001 e2 --reason …" in remedy(base, "EVI05", code=0)
    waive(base, "EVI05", "CG-D002")
    base.inspect("evidence", "drop", "CG-D001", "e2", "--reason", "不是本件", *DAY)
    gone(base, "EVI05")


def test_void_without_a_reason_is_waived(base):
    entry(
        base, "CG-D001", f"at: 2020-11-08T10:00:00+08:00, by: {TEAM}, did: void, from: in_progress, to: void, approved_by: {TEAM}", "void"
    )
    assert "waive STA08" in remedy(base, "STA08")
    waive(base, "STA08")
    gone(base, "STA08")


def test_what_was_done_by_somebody_else_is_admitted_or_waived(base):
    path = base.root / "rounds/2020-r2/round.yaml"
    rest = path.read_text(encoding="utf-8")
    path.write_text(rest + f"people: [{{name: {TEAM}, role: team}}, {{name: {OFFICE}, role: office}}]\n", encoding="utf-8")
    assert "inspect edit 2020-r2" in remedy(base, "STA06", code=0)
    waive(base, "STA06", by=TEAM)
    gone(base, "STA06")
    path.write_text(
        rest + f"people: [{{name: {OFFICE}, role: office}}, {{name: 城管局整改办, role: unit}}, {{name: 组长, role: team}}]\n",
        encoding="utf-8",
    )
    assert "组长 sign it" in next(
        one["fix"] for one in base.inspect("check", *DAY, "--json", code=1).data["findings"] if one["level"] == "error"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: m1\n    done_on: 2020-11-05", "id: m1\n    done_on: 2099-11-05"),
        ("added_on: 2020-10-31", "added_on: 2099-10-31"),
        ("found_on: 2020-10-28", "found_on: 2099-10-28"),
    ],
)
def test_a_day_that_has_not_come_is_set_right_as_it_says(base, old, new):
    replaced(base, "CG-D001", old.split("\n")[0], new)
    base.commit("by hand")
    typed(base, remedy(base, "STA11").replace("…", old[-10:], 1))
    gone(base, "STA11")


def typed(at: Desk, said: str) -> None:
    """A correction as it is advised, with a reason and an approver in the places left open."""
    words = shlex.split(said.replace("--reason …", "--reason 笔误").replace("--approved-by …", f"--approved-by {TEAM}"))
    assert words[:2] == ["inspect", "correct"], said
    at.inspect(*words[1:], *DAY)


def test_an_entry_that_has_not_come_is_set_right_in_the_file(base):
    replaced(base, "CG-D001", "at: 2020-10-31", "at: 2099-10-31")
    assert "rounds/2020-r2/issues/CG-D001.yaml" in remedy(base, "STA11")


def test_what_its_finisher_closed_is_mended_by_reopening_it(base):
    base.inspect("measure", "done", "CG-D001", "m1", "--today", "2020-11-05")
    base.inspect("finish", "CG-D001", "--note", "已清运", "--today", "2020-11-05")
    entry(base, "CG-D001", "at: 2020-11-07T12:00:00+08:00, by: 城管局整改办, did: close, from: done, to: closed")
    replaced(base, "CG-D001", "state: done", "state: closed")
    assert remedy(base, "STA04") == "inspect reopen CG-D001 --reason …"
    base.inspect("reopen", "CG-D001", "--reason", "不得自行销号", "--by", TEAM, "--today", "2020-11-09")
    base.inspect("finish", "CG-D001", "--note", "已清运", "--today", "2020-11-10")
    base.inspect("close", "CG-D001", "--by", TEAM, "--today", "2020-11-11")
    found = base.inspect("check", "--today", "2020-11-12", "--json").data["findings"]
    assert [(one["rule"], one["level"]) for one in found if one["issue"].endswith("CG-D001")] == [("STA04", "info")]
    blockers = base.inspect("status", "--gate", "--today", "2020-11-12", "--json", code=None).data["report"]["blockers"]
    assert [one for one in blockers if one["issue"] and one["issue"].endswith("CG-D001")] == []


# -- waivers, and what the manual says of them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "level", "said"),
    [
        ("EVI99", "error", "there is no rule EVI99"),
        ("evi05", "error", "did you mean EVI05?"),
        ("STA04", "warning", "cannot be waived"),
        ("GAT03", "warning", "cannot be waived"),
        ("SCH01", "warning", "cannot be waived"),
    ],
)
def test_a_waiver_that_waives_nothing_is_named(base, rule, level, said):
    waiver = f"waivers:\n  - {{rule: {rule}, reason: 已经核实, by: {TEAM}, on: 2020-11-08}}\n"
    path = base.issue("CG-D001")
    path.write_text(waiver + path.read_text(encoding="utf-8"), encoding="utf-8")
    found = base.inspect("check", "--json", *DAY, code=int(level == "error")).data["findings"]
    assert [(one["rule"], one["level"], one["issue"]) for one in found] == [("SCH18", level, "2020-r2/CG-D001")]
    assert said in found[0]["message"] and "inspect edit CG-D001" in found[0]["fix"]


def test_a_page_of_the_manual_says_whether_a_rule_can_be_waived_and_by_whom(base):
    assert "during: team, office" in base.inspect("explain", "EVI05").out
    assert "cannot be waived" in base.inspect("explain", "STA04").out
    assert "error; warning for" in base.inspect("explain", "EVI07").out
    for code in ("GAT01", "GAT07"):
        said = base.inspect("explain", code).out
        assert "(gate)" in said and "Looks at" in said and "cannot be waived" in said
    pages = {one["code"]: one for one in base.inspect("explain", "--json").data["rules"]}
    assert pages["EVI05"]["waivable"] and not pages["STA04"]["waivable"] and not pages["SCH01"]["waivable"]
    assert pages["STA06"]["also"] == [{"level": "error", "what": "a waiver by somebody who is not among the people"}]


def test_every_rule_whose_faults_weigh_otherwise_says_so():
    from pathlib import Path

    from inspect_cli.domain import rules

    folder = Path(rules.__file__).parent
    said = {path.name for path in folder.glob("*.py") if "level=Level" in path.read_text(encoding="utf-8").split("\nRULE = ")[0]}
    said |= {path.name for path in folder.glob("*.py") if "level=level" in path.read_text(encoding="utf-8")}
    known = {code for code, rule in rules.all_rules().items() if rule.also}
    assert {name[:5].upper() for name in said} <= known


# -- a twin that was softened on the way ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("severity: serious", "severity: minor", ("--reason", "核实", "--approved-by", OFFICE)),
        ("leader: 分管副局长", "leader: 另一位 副局长", ("--note", "更正")),
    ],
)
def test_a_softened_twin_is_put_back_by_the_verb_that_changes_it(base, old, new, again):
    base.inspect("carry", "CG-D001", *DAY)
    replaced(base, "CG-F001", old, new)
    said = remedy(base, "REP03")
    command = shlex.split(said.split("inspect ")[1].split(";")[0])
    base.inspect(*command[: command.index("…") - 1], *again, *DAY)
    base.inspect("check", *DAY, "--json")
    base.inspect(*command[:2], command[2], new.split(": ")[1], *again, *DAY)
    base.inspect("check", *DAY, "--json")


def test_a_softened_title_is_corrected_back(base):
    base.inspect("carry", "CG-D001", *DAY)
    replaced(base, "CG-F001", "title: 清运不及时", "title: 轻微问题")
    assert remedy(base, "REP03") == "inspect correct CG-F001 --title 清运不及时 --reason … --approved-by …"
    typed(base, remedy(base, "REP03"))
    base.inspect("check", *DAY, "--json")


def test_a_softened_measure_is_dropped_and_added_as_it_was(base):
    base.inspect("carry", "CG-D001", *DAY)
    replaced(base, "CG-F001", "增配清运车辆2台，每日两清", "增配车辆")
    assert "inspect measure drop CG-F001 m1 --reason …, then inspect measure add CG-F001" in remedy(base, "REP03")
    base.inspect("measure", "drop", "CG-F001", "m1", "--reason", "被改轻", *DAY)
    base.inspect("measure", "add", "CG-F001", "--text", "增配清运车辆2台，每日两清", *DAY)
    base.inspect("check", *DAY, "--json")


def test_a_measure_that_did_not_come_along_is_written_back(base):
    base.inspect("carry", "CG-D001", *DAY)
    path = base.issue("CG-F001")
    whole = path.read_text(encoding="utf-8")
    at, end = whole.index("measures:"), whole.index("state:")
    path.write_text(whole[:at] + whole[end:], encoding="utf-8")
    assert "as CG-D001 has it (inspect show CG-D001): inspect edit CG-F001" in remedy(base, "REP03")
    draft = base.root.parent / "draft.yaml"
    draft.write_text(whole, encoding="utf-8")
    base.inspect("edit", "CG-F001", "--from", draft, *DAY)
    base.inspect("check", *DAY, "--json")


def test_a_name_that_windows_keeps_is_said_to_be_one(desk):
    desk.inspect("init")
    made = ("--title", "甲", "--kind", "regular", "--team", "乙", "--unit", "CG=丙", "--starts", "2020-10-19")
    assert "Windows keeps" in desk.inspect("new-round", "con", *made, code=2).err
    assert "Windows keeps" not in desk.inspect("new-round", "a b", *made, code=2).err


def test_a_feedback_without_a_limit_says_what_to_write(desk):
    open_round(desk)
    said = desk.inspect("feedback", "2020-r2", "--on", "2020-12-18", "--today", "2020-12-18")
    limit = "deadlines: {feedback_report: {months: 3}}"
    assert limit in said.out + said.err
    draft = desk.root.parent / "round.yaml"
    draft.write_text((desk.root / "rounds/2020-r2/round.yaml").read_text(encoding="utf-8") + limit + "\n", encoding="utf-8")
    desk.inspect("edit", "2020-r2", "--from", draft)
