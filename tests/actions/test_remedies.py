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
    desk.inspect("measure", "done", "CG-D001", "m1", *DAY)
    desk.inspect("finish", "CG-D001", "--note", "已清运", *DAY)
    path = desk.issue("CG-D001")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("evidence:"))
    end = next(number for number in range(at + 1, len(lines)) if lines[number][0] not in " -")
    path.write_text("".join([*lines[:at], *lines[end:]]), encoding="utf-8")
    assert remedy(desk, "EVI01") == "inspect return CG-D001 --reason …"
    entry(desk, "CG-D001", f"at: 2020-11-08T23:00:00+08:00, by: {TEAM}, did: close, from: done, to: closed")
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
    said = base.inspect("diff").out
    assert TEAM in said and ", ," not in said and ", \n" not in said
