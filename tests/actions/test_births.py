"""A record that appears is held against its birth: a twin against what it was carried from, in `check`, `diff` and `check --since`."""

import re

import pytest
from branch import found, replaced
from desk import Desk

pytestmark = pytest.mark.slow


def findings(at: Desk, *words: str, code: int = 1) -> list[tuple[str, str]]:
    said = at.inspect("check", *words, "--today", "2020-11-12", "--json", code=code)
    return sorted((one["rule"], one["issue"].split("/")[1]) for one in said.data["findings"] if one["level"] == "error")


@pytest.fixture
def carried(base: Desk) -> Desk:
    base.inspect("carry", "CG-D001", "--today", "2020-11-10")
    return base


SOFTER = {
    "severity": ("severity: serious", "severity: minor"),
    "title": ("title: 清运不及时", "title: 轻微问题"),
    "text": ("text: 部分街巷清运不及时。", "text: 已无问题。"),
    "leader": ("leader: 分管副局长", "leader: 另一位副局长"),
    "measures": ("增配清运车辆2台，每日两清", "增配车辆"),
}


@pytest.mark.parametrize("what", SOFTER)
def test_a_twin_softened_before_it_was_committed_is_named_by_all_three(carried, what):
    replaced(carried, "CG-F001", *SOFTER[what])
    assert findings(carried) == [("REP03", "CG-F001")]
    assert found(carried, "--since", "base") == [("REP03", "CG-F001")]
    carried.commit("carried")
    assert found(carried, "--since", "base") == [("REP03", "CG-F001")]
    said = carried.inspect("diff", "base..HEAD", "--json", code=1).data["changes"]
    assert [(one["rule"], one["kind"]) for one in said if one["verdict"] == "regression"] == [("REP03", what)]


def test_a_twin_whose_measures_are_gone_and_that_has_begun_elsewhere(carried):
    lines = carried.issue("CG-F001").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("measures:", "  - id: m", "    ", "  - {id: m"))]
    text = "\n".join(kept).replace("state: registered", "state: in_progress").replace("to: registered", "to: in_progress") + "\n"
    carried.issue("CG-F001").write_text(text, encoding="utf-8")
    named = findings(carried)
    assert {("REP03", "CG-F001"), ("STA10", "CG-F001")} <= set(named)
    assert {rule for rule, name in named if name == "CG-F001"} <= {"REP03", "STA01", "STA02", "STA10"}
    assert ("REP03", "CG-F001") in found(carried, "--since", "base")


def test_what_the_verbs_did_to_a_twin_before_it_was_committed_is_no_softening(carried):
    for words in (
        ("reclassify", "CG-F001", "--severity", "minor", "--reason", "核实", "--approved-by", "市委巡察办督查科"),
        ("hand-over", "CG-F001", "--leader", "另一位副局长", "--note", "人事调整"),
        ("measure", "add", "CG-F001", "--text", "夜间巡查"),
        ("measure", "drop", "CG-F001", "m1", "--reason", "并入m2"),
        ("start", "CG-F001", "--due", "2020-12-31"),
    ):
        carried.inspect(*words, "--today", "2020-11-11")
    assert findings(carried, code=0) == []
    assert found(carried, "--since", "base", code=0) == []
    carried.commit("carried")
    assert found(carried, "--since", "base", code=0) == []
    carried.inspect("void", "CG-D001", "--reason", "重复", "--approved-by", "市委巡察办督查科", "--today", "2020-11-12")
    assert findings(carried, code=0) == []


def test_a_renumbered_twin_is_still_what_it_was_carried_from(carried):
    carried.inspect("renumber", "CG-F001", "--to", "CG-F007", "--today", "2020-11-11")
    carried.inspect("renumber", "CG-D001", "--to", "CG-D099", "--today", "2020-11-11")
    assert findings(carried, code=0) == []
    assert found(carried, "--since", "base", code=0) == []
    replaced(carried, "CG-F007", "severity: serious", "severity: minor")
    assert findings(carried) == [("REP03", "CG-F007")]
    assert found(carried, "--since", "base") == [("REP03", "CG-F007")]


def test_the_answer_that_is_remembered_is_the_same(carried):
    replaced(carried, "CG-F001", *SOFTER["title"])
    first = carried.inspect("check", "--today", "2020-11-12", code=1)
    assert carried.inspect("check", "--today", "2020-11-12", code=1).out == first.out
    assert carried.inspect("check", "--today", "2020-11-12", "--no-index", code=1).out == first.out


def test_a_record_born_closed_is_named(base):
    lines = base.issue("CG-D001").read_text(encoding="utf-8").splitlines()
    history = lines.index("history:")
    text = "\n".join([*lines[: history + 1], "  - {at: 2020-10-28T16:20:00+08:00, by: 城管局整改办, did: register, to: closed}"]) + "\n"
    base.issue("CG-D001").write_text(text.replace("state: in_progress", "state: closed"), encoding="utf-8")
    assert ("STA10", "CG-D001") in findings(base)


@pytest.mark.parametrize("who", ["路人", "城管局整改办"])
@pytest.mark.parametrize("how", ["waived", "reclassified"])
def test_a_twin_is_not_softened_by_who_may_not_sign(base, who, how):
    path = base.root / "rounds" / "2020-r2" / "round.yaml"
    people = "people:\n  - {name: 市委巡察办督查科, role: office}\n  - {name: 城管局整改办, role: unit, unit: CG}\n"
    path.write_text(path.read_text(encoding="utf-8") + people, encoding="utf-8")
    base.commit("people")
    base.git("tag", "people")
    base.inspect("carry", "CG-D001", "--by", "城管局整改办", "--today", "2020-11-10")
    if how == "waived":
        words = f"severity: minor\nwaivers:\n  - {{rule: DIF03, changes: [{{field: severity, was: serious, now: minor}}], reason: 笔误, by: {who}, on: 2020-11-11}}"
        replaced(base, "CG-F001", "severity: serious", words)
    else:
        entry = f"  - {{at: 2020-11-11T23:00:00+08:00, by: 城管局整改办, did: reclassify, note: 核实, approved_by: {who}}}\n"
        replaced(base, "CG-F001", "severity: serious", "severity: minor")
        with base.issue("CG-F001").open("a", encoding="utf-8") as record:
            record.write(entry)
    assert ("REP03", "CG-F001") in findings(base)
    assert ("REP03", "CG-F001") in found(base, "--since", "people")
    replaced(
        base,
        "CG-F001",
        who if how == "waived" else f"approved_by: {who}",
        "市委巡察办督查科" if how == "waived" else "approved_by: 市委巡察办督查科",
    )
    assert ("REP03", "CG-F001") not in findings(base, code=None)


@pytest.mark.parametrize("change", [("每日两清", "每日两清，并巡查"), ("leader: 分管副局长", "handler: 丙\nleader: 分管副局长")])
def test_what_was_handed_on_is_edited_in_the_twin_alone(carried, change):
    path = carried.issue("CG-D001")
    draft = path.parent.parent.parent.parent / "draft.yaml"
    draft.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    said = carried.inspect("edit", "CG-D001", "--from", str(draft), "--today", "2020-11-11", code=4)
    assert "it was carried to 2020-r2/CG-F001 and is followed up there" in said.err
    assert findings(carried, code=0) == []


def test_a_twin_that_is_cut_off_on_both_sides_is_named(carried):
    replaced(carried, "CG-F001", "carried_from: 2020-r2/CG-D001\n", "")
    replaced(carried, "CG-F001", *SOFTER["severity"])
    replaced(carried, "CG-D001", "carried_to: 2020-r2/CG-F001\n", "")
    assert findings(carried) == [("STA08", "CG-D001")]
    carried.commit("carried")
    assert "CG-D001" in {name for _, name in found(carried, "--since", "base")}


def test_a_link_that_was_taken_out_can_be_put_back_as_the_history_says(carried: Desk):
    carried.commit("carried")
    file = carried.issue("CG-D001")
    whole = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^carried_to: .*\n", "", whole, flags=re.MULTILINE), encoding="utf-8")
    carried.commit("cut")
    assert "DIF11" in carried.inspect("check", "--since", "HEAD~1", code=1).out
    file.write_text(whole, encoding="utf-8")
    carried.commit("put back")
    assert carried.inspect("check", "--since", "HEAD~1").out == ""
