"""A waiver counts in its own record alone, and what it waives stays in sight as a note, wherever versions are compared."""

import pytest
from branch import TEAM, replaced
from desk import Desk

pytestmark = pytest.mark.slow


def waived(at: Desk, name: str, rule: str = "DIF03") -> None:
    replaced(
        at,
        name,
        "state: ",
        f"waivers:\n  - {{rule: {rule}, changes: [{{field: severity, was: serious, now: minor}}], reason: 录入笔误, by: {TEAM}, on: 2020-11-09}}\nstate: ",
    )


def lowered(at: Desk, name: str) -> None:
    replaced(at, name, "severity: serious", "severity: minor")


def told(at: Desk, *words: str, code: int = 0) -> list[tuple[str, str, str]]:
    """Rule, record and level of what `check` finds."""
    findings = at.inspect("check", *words, "--json", code=code).data["findings"]
    return [(one["rule"], one["issue"].split("/")[1], one["level"]) for one in findings]


def test_what_a_waiver_explains_in_the_same_commit_leaves_a_note(base):
    lowered(base, "CG-D001")
    waived(base, "CG-D001")
    base.git("add", "-A")
    assert told(base, "--staged") == [("DIF03", "CG-D001", "info")]
    assert f"(waived by {TEAM} on 2020-11-09: 录入笔误)" in base.inspect("check", "--staged", "--plain").out
    base.commit("lowered, with a waiver")
    assert told(base, "--since", "base") == [("DIF03", "CG-D001", "info")]
    assert told(base, "--since", "base", "--squash") == [("DIF03", "CG-D001", "info")]


def test_the_note_is_told_once_and_not_again_by_a_merge(base):
    base.git("checkout", "-q", "-b", "side")
    lowered(base, "CG-D001")
    waived(base, "CG-D001")
    base.commit("lowered, with a waiver")
    side = base.git("rev-parse", "--short=10", "HEAD").strip()
    base.git("checkout", "-q", "main")
    base.inspect("progress", "CG-D002", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("legal")
    base.git("merge", "-q", "--no-edit", "side")
    (note,) = base.inspect("check", "--since", "base", "--json").data["findings"]
    assert note["level"] == "info" and f"commit {side}" in note["message"]


def test_what_an_entry_explains_leaves_none(base):
    base.inspect("reclassify", "CG-D001", "--severity", "minor", "--reason", "核实后", "--approved-by", TEAM, "--today", "2020-11-03")
    base.commit("reclassified")
    assert told(base, "--since", "base") == []


def test_a_waiver_in_a_copy_excuses_nothing_in_the_record(base):
    waived(base, "CG-D002")
    lowered(base, "CG-D001")
    copy = base.issue("CG-D001").read_text(encoding="utf-8").replace("id: CG-D001", "id: CG-D099")
    base.issue("CG-D099").write_text(copy, encoding="utf-8")
    waived(base, "CG-D099")
    base.commit("a waiver in a copy with the same uid")
    assert ("DIF03", "CG-D001", "error") in told(base, "--since", "base", code=1)


def test_a_waiver_in_another_record_at_the_same_place_excuses_nothing(base):
    uid = next(line for line in base.issue("CG-D001").read_text(encoding="utf-8").splitlines() if line.startswith("uid: "))
    replaced(base, "CG-D001", uid, "uid: z234567890")
    lowered(base, "CG-D001")
    waived(base, "CG-D001")
    base.commit("another one in its place")
    assert {("DIF03", "CG-D001", "error"), ("DIF10", "CG-D001", "error")} <= set(told(base, "--since", "base", code=1))


def test_a_waiver_excuses_its_own_record_of_two_that_the_rule_names(base):
    for name in ("CG-D001", "CG-D002"):
        base.inspect("progress", name, "--note", "已组织学习提高认识", "--today", "2020-11-02")
    waived(base, "CG-D001", "TXT01")
    assert told(base, "--today", "2020-11-02") == [("TXT01", "CG-D001", "info"), ("TXT01", "CG-D002", "warning")]


def test_what_was_told_to_the_team_and_is_waived_since_leaves_a_note(base):
    for number in range(1, 12):
        base.inspect("progress", f"CG-D{number:03d}", "--note", f"已清运第{number}条街，其余月底前完成", "--today", "2020-11-02")
    base.saved().inspect("report", "during", "--unit", "CG", "--final", "--format", "md", "--today", "2020-11-10")
    base.commit("issued")
    replaced(base, "CG-D001", "部分街巷清运不及时。", "部分街巷清运很不及时。")
    assert ("DIF06", "CG-D001", "error") in told(base, "--today", "2020-11-10", code=1)
    waived(base, "CG-D001", "DIF06")
    assert [one for one in told(base, "--today", "2020-11-10") if one[1] == "CG-D001"] == [("DIF06", "CG-D001", "info")]
    assert "DIF06  explained: waived by" in base.inspect("diff", "--issued", "--plain").out


@pytest.mark.parametrize("who", ["路人", "城管局整改办"])
def test_who_may_not_waive_excuses_nothing_that_the_team_was_told(base, who):
    for number in range(1, 12):
        base.inspect("progress", f"CG-D{number:03d}", "--note", f"已清运第{number}条街，其余月底前完成", "--today", "2020-11-02")
    base.saved().inspect("report", "during", "--unit", "CG", "--final", "--format", "md", "--today", "2020-11-10")
    people = f"people:\n  - {{name: {TEAM}, role: team}}\n  - {{name: 城管局整改办, role: unit, unit: CG}}\n"
    path = base.root / "rounds" / "2020-r2" / "round.yaml"
    path.write_text(path.read_text(encoding="utf-8") + people, encoding="utf-8")
    replaced(base, "CG-D001", "部分街巷清运不及时。", "部分街巷清运很不及时。")
    waived(base, "CG-D001", "DIF06")
    assert ("DIF06", "CG-D001", "info") in told(base, "--today", "2020-11-10")
    replaced(base, "CG-D001", f"by: {TEAM}, on", f"by: {who}, on")
    assert ("DIF06", "CG-D001", "error") in told(base, "--today", "2020-11-10", code=1)


def test_a_record_is_shown_with_its_waivers(base):
    waived(base, "CG-D001")
    said = base.inspect("show", "CG-D001", "--plain").out
    assert "DIF03\t录入笔误\t" + TEAM + "\t2020-11-09" in said


CHANGES = "changes: [{field: severity, was: serious, now: minor}], "


@pytest.mark.parametrize(
    ("named", "code"),
    [
        (CHANGES, 0),
        ("", 1),
        (CHANGES.replace("severity", "leader"), 1),
        (CHANGES.replace("serious", "moderate"), 1),
        (CHANGES.replace("now: minor", "now: moderate"), 1),
        (f"part: m1, {CHANGES}", 1),
    ],
)
@pytest.mark.parametrize("later", [False, True])
def test_between_versions_a_waiver_explains_exactly_the_change_that_it_names(base, named, code, later):
    lowered(base, "CG-D001")
    if later:
        base.commit("lowered")
    words = f"waivers:\n  - {{rule: DIF03, {named}reason: 录入笔误, by: {TEAM}, on: 2020-11-09}}\nstate: "
    replaced(base, "CG-D001", "state: ", words)
    base.commit("waived")
    assert [one[2] for one in told(base, "--since", "base", code=code)] == ["error" if code else "info"]


@pytest.mark.parametrize(("changes", "code"), [("text, was: 增配清运车辆2台，每日两清, now: 增配", 0), ("owner, was: 甲, now: 乙", 1)])
def test_a_waiver_of_a_change_of_a_measure_names_the_measure(base, changes, code):
    replaced(base, "CG-D001", "text: 增配清运车辆2台，每日两清", "text: 增配")
    words = f"waivers:\n  - {{rule: DIF08, part: m1, changes: [{{field: {changes}}}], reason: 笔误, by: {TEAM}, on: 2020-11-09}}\nstate: "
    replaced(base, "CG-D001", "state: ", words)
    assert [one[0] for one in told(base, "--since", "base", code=code)] == ["DIF08"]


@pytest.mark.parametrize(("by", "code"), [(TEAM, 0), ("路人", 1)])
def test_in_a_round_of_format_1_a_waiver_that_names_nothing_goes_on_to_explain_if_somebody_of_the_people_signed(base, by, code):
    path = base.root / "rounds/2020-r2/round.yaml"
    text = path.read_text(encoding="utf-8").replace("format: 2\n", "")
    path.write_text(f"{text}people:\n  - {{name: {TEAM}, role: team}}\n", encoding="utf-8")
    base.commit("as it was")
    base.git("tag", "old")
    lowered(base, "CG-D001")
    replaced(base, "CG-D001", "state: ", f"waivers:\n  - {{rule: DIF03, reason: 录入笔误, by: {by}, on: 2020-11-09}}\nstate: ")
    base.commit("waived")
    assert [one[2] for one in told(base, "--since", "old", code=code)] == ["error" if code else "info"]
