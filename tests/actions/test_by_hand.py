"""Moves that somebody types into a record: what every command then says of them."""

import pytest
from branch import OFFICE, TEAM, found, replaced, roster
from desk import Desk, add_issue, open_round

UNIT = "城管局整改办"
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台，每日两清")
DAY = ("--today", "2020-11-12")
PEOPLE = f"people:\n  - {{name: {TEAM}, role: team}}\n  - {{name: {OFFICE}, role: office}}\n  - {{name: {UNIT}, role: unit, unit: CG}}\n"


@pytest.fixture
def two(desk: Desk) -> Desk:
    """CG-D001 in progress, answered and with evidence; CG-D002 registered; committed."""

    def story(at: Desk) -> None:
        open_round(at)
        for _ in range(2):
            add_issue(at, "during", "CG", "--severity", "serious")
        at.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
        at.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-01")
        at.inspect("evidence", "add", "CG-D001", "--document", "会议纪要〔2020〕1号", "--today", "2020-11-02")
        at.commit("base")
        at.git("tag", "base")

    return desk.set_up(story)


def typed(at: Desk, name: str, state: str, *entries: str) -> None:
    """Lines at the end of the history, and the state that they would lead to."""
    path = at.issue(name)
    lines = [f"  - {{at: 2020-11-09T10:00:00+08:00, {words}}}\n" for words in entries]
    text = "".join([path.read_text(encoding="utf-8"), *lines])
    was = next(line for line in text.splitlines() if line.startswith("state: "))
    path.write_text(text.replace(was, f"state: {state}"), encoding="utf-8")


FINISHED = f"by: {UNIT}, did: finish, from: in_progress, to: done, note: 已落实"


def gate(at: Desk, code: int) -> list[tuple[str, str]]:
    report = at.inspect("status", "--gate", "--json", *DAY, code=code).data["report"]
    return sorted({(one["rule"], one["issue"]) for one in report["blockers"]})


def levels(at: Desk, rule: str) -> list[str]:
    findings = at.inspect("check", "--json", *DAY, code=None).data["findings"]
    return [one["level"] for one in findings if one["rule"] == rule]


def test_an_item_finished_by_hand_with_a_measure_open_is_named_shuts_the_gate_and_is_not_closed(two):
    typed(two, "CG-D002", "void", f"by: {TEAM}, did: void, from: registered, to: void, note: 重复, approved_by: {TEAM}")
    assert gate(two, 0) == []
    typed(two, "CG-D001", "done", FINISHED)
    assert ("STA08", "CG-D001") in found(two, *DAY)
    assert gate(two, 1) == [("GAT07", "2020-r2/CG-D001")]
    assert "inspect return CG-D001" in two.inspect("close", "CG-D001", "--by", TEAM, *DAY, code=4).err
    assert "measure m1 is not done" in two.inspect("why", "CG-D001", *DAY).out
    assert two.inspect("status", "--all", "--json", *DAY).data["rows"][0]["ready"] is False


@pytest.mark.parametrize("by", [UNIT, f"{UNIT} "])
def test_an_item_closed_by_hand_by_who_finished_it_shuts_the_gate(two, by):
    two.inspect("finish", "CG-D001", "--measures-done", "--note", "已落实", "--by", UNIT, "--today", "2020-11-03")
    typed(two, "CG-D001", "closed", f"by: '{by}', did: close, from: done, to: closed")
    assert ("STA04", "CG-D001") in found(two, *DAY)
    assert ("GAT07", "2020-r2/CG-D001") in gate(two, 1)


def test_sent_back_and_finished_by_its_command_it_may_be_closed(two):
    typed(two, "CG-D001", "done", FINISHED)
    two.inspect("return", "CG-D001", "--reason", "措施未完成", "--by", TEAM, *DAY)
    two.inspect("finish", "CG-D001", "--measures-done", "--note", "已落实", "--by", UNIT, *DAY)
    two.inspect("close", "CG-D001", "--by", TEAM, *DAY)
    assert levels(two, "STA08") == ["info"]


def test_a_waiver_in_the_record_explains_it_as_with_other_rules(two):
    typed(two, "CG-D001", "done", FINISHED)
    replaced(two, "CG-D001", "history:", f"waivers:\n  - {{rule: STA08, reason: 另有台账, by: {TEAM}, on: 2020-11-10}}\nhistory:")
    assert levels(two, "STA08") == ["info"]
    two.inspect("close", "CG-D001", "--by", TEAM, *DAY)


def test_an_item_closed_by_hand_from_registered_is_named_for_all_that_it_lacks(two):
    steps = ("start, from: registered, to: in_progress", "finish, from: in_progress, to: done", "close, from: done, to: closed")
    typed(two, "CG-D002", "closed", *(f"by: {TEAM if step.startswith('close') else UNIT}, did: {step}" for step in steps))
    said = two.inspect("check", *DAY, "--plain", code=1).out
    for what in ("no responsible leader", "no responsible department", "no due date", "no measure", "no evidence", "the result is missing"):
        assert what in said
    assert ("GAT07", "2020-r2/CG-D002") in gate(two, 1)


@pytest.mark.parametrize(
    ("old", "new", "verb"),
    [
        ("leader: 分管副局长\n", "", "hand-over"),
        ("history:", "long_term: {reason: 规划, review_on: 2021-03-01}\nhistory:", "long-term"),
    ],
)
def test_an_edit_may_not_bring_in_what_a_command_would_have_refused(two, old, new, verb):
    path = two.root.parent / "draft.yaml"
    path.write_text(two.issue("CG-D001").read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert verb in two.inspect("edit", "CG-D001", "--from", path, "--by", UNIT, *DAY, code=4).err


# -- who signs ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def known(two: Desk) -> Desk:
    """The same with people named; committed."""
    path = two.root / "rounds" / "2020-r2" / "round.yaml"
    path.write_text(path.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")
    two.commit("people")
    two.git("tag", "known")
    return two


EXTENDED = "extensions:\n  - {to: 2020-12-10, reason: 延迟, approved_by: WHO, approved_on: 2020-11-09}"
SIGNED_BY_NOBODY = {
    "an extension": ("due: 2020-11-20\nmeasures", f"due: 2020-12-10\n{EXTENDED}\nmeasures"),
    "a waiver": ("history:", "waivers:\n  - {rule: TXT02, reason: 另有台账, by: WHO, on: 2020-11-09}\nhistory:"),
    "what is withheld": ("history:", "withheld: {reason: 涉密, approved_by: WHO}\nhistory:"),
}


@pytest.mark.parametrize("who", ["路人", UNIT])
@pytest.mark.parametrize(("old", "new"), SIGNED_BY_NOBODY.values(), ids=SIGNED_BY_NOBODY)
def test_who_signs_by_hand_is_held_against_the_people_as_in_a_command(known, old, new, who):
    if "withheld" in new and who == UNIT:
        return  # anybody among the people
    draft = known.root.parent / "draft.yaml"
    before = known.issue("CG-D001").read_text(encoding="utf-8")
    assert old in before
    draft.write_text(before.replace(old, new.replace("WHO", who), 1), encoding="utf-8")
    assert f"STA06 {who}" in known.inspect("edit", "CG-D001", "--from", draft, "--by", UNIT, *DAY, code=4).err
    known.issue("CG-D001").write_bytes(draft.read_bytes())
    assert ("STA06", "CG-D001") in found(known, "--strict", *DAY)
    known.inspect("check", *DAY, code=int("waivers" in new and who != UNIT))


def test_what_nobody_waived_still_holds(known):
    typed(known, "CG-D001", "done", FINISHED)
    waiver = "waivers:\n  - {rule: STA08, reason: 另有台账, by: WHO, on: 2020-11-10}\n"
    replaced(known, "CG-D001", "history:", waiver.replace("WHO", UNIT) + "history:")
    assert levels(known, "STA08") == ["error"]
    known.inspect("close", "CG-D001", "--by", TEAM, *DAY, code=4)
    replaced(known, "CG-D001", f"by: {UNIT}, on", f"by: {OFFICE}, on")
    assert levels(known, "STA08") == ["info"]


BETWEEN = {  # what is changed by hand, what explains it, and the rule that is not content with WHO
    "an extension": ("due: 2020-11-20\nmeasures", f"due: 2020-12-10\n{EXTENDED}\nmeasures", "DIF02"),
    "a waiver": (
        "severity: serious",
        "severity: minor\nwaivers:\n  - {rule: DIF03, changes: [{field: severity, was: serious, now: minor}], reason: 笔误, by: WHO, on: 2020-11-09}",
        "DIF03",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "rule"), BETWEEN.values(), ids=BETWEEN)
def test_between_two_commits_only_who_may_sign_explains_a_change(known, old, new, rule):
    text = known.issue("CG-D001").read_text(encoding="utf-8")
    for who in ("路人", UNIT):
        known.issue("CG-D001").write_text(text.replace(old, new.replace("WHO", who), 1), encoding="utf-8")
        assert found(known, "--since", "known") == [(rule, "CG-D001")]
    known.issue("CG-D001").write_text(text.replace(old, new.replace("WHO", TEAM), 1), encoding="utf-8")
    assert found(known, "--since", "known", code=0) == ([("DIF03", "CG-D001")] if "waivers" in new else [])  # a note


@pytest.mark.slow
def test_a_waiver_that_comes_later_is_held_against_the_people_too(known):
    replaced(known, "CG-D001", "severity: serious", "severity: minor")
    known.commit("lowered")
    waiver = "waivers:\n  - {rule: DIF03, changes: [{field: severity, was: serious, now: minor}], reason: 笔误, by: WHO, on: 2020-11-09}\nhistory:"
    replaced(known, "CG-D001", "history:", waiver.replace("WHO", "路人"))
    assert known.inspect("check", "--since", "known", code=1).code == 1
    replaced(known, "CG-D001", "路人", TEAM)
    known.inspect("check", "--since", "known")
    known.commit("waived")
    roster(known, PEOPLE, "")
    assert found(known, "--since", "known") == [("DIF03", "CG-D001"), *[("DIF12", "2020-r2")] * 3]


@pytest.mark.slow
@pytest.mark.parametrize(
    "lines",
    [
        (f"by: {UNIT}, did: nearly, from: in_progress, to: basically_done",),
        (FINISHED,),
        (FINISHED, f"by: {TEAM}, did: close, from: done, to: closed"),
        (FINISHED, f"by: {TEAM}, did: return, from: done, to: in_progress"),
    ],
)
def test_a_move_by_hand_is_named_with_the_commit_that_made_it(two, lines):
    typed(two, "CG-D001", lines[-1].split("to: ")[1].split(",")[0], *lines)
    two.commit("by hand")
    assert ("DIF07", "CG-D001") in found(two, "--since", "base")
    assert ("STA08", "CG-D001") in found(two, *DAY)


@pytest.fixture
def finished(known: Desk) -> Desk:
    """CG-D001 done, by its command; committed."""
    known.inspect("finish", "CG-D001", "--measures-done", "--note", "已落实", "--by", UNIT, "--today", "2020-11-03")
    known.commit("done")
    known.git("tag", "finished")
    return known


CLOSED = "by: WHO, did: close, from: done, to: closed"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["路人", OFFICE, f"'{TEAM}\u200b'"])
@pytest.mark.parametrize("emptied", [False, True])
def test_a_move_by_who_may_not_is_named_with_its_commit_also_where_the_people_went_with_it(finished, who, emptied):
    typed(finished, "CG-D001", "closed", CLOSED.replace("WHO", who))
    if emptied:
        roster(finished, PEOPLE, "")
    people = [("DIF12", "2020-r2")] * 3 if emptied else []
    assert found(finished, "--since", "finished") == [("DIF07", "CG-D001"), *people]
    finished.commit("by hand")
    assert found(finished, "--since", "finished") == [("DIF07", "CG-D001"), *people]
    assert found(finished, "--since", "finished", "--squash") == [("DIF07", "CG-D001"), *people]


@pytest.mark.slow
def test_who_came_acted_and_left_between_two_versions_acted_rightly(finished):
    roster(finished, f"{TEAM}, role: team", "新联络员, role: team", OFFICE, *DAY)
    finished.inspect("close", "CG-D001", "--by", "新联络员", *DAY)
    found(finished, "--since", "finished", code=0)
    finished.commit("closed by the new one")
    roster(finished, "- {name: 新联络员", "- {name: 又一联络员", OFFICE, *DAY)
    finished.commit("who has left")
    for words in (("--since", "finished"), ("--since", "finished", "--squash")):
        assert found(finished, *words, code=0) == []
    finished.inspect("diff", "finished..HEAD")


@pytest.mark.slow
def test_who_left_on_one_side_may_have_acted_on_the_other(finished):
    finished.git("checkout", "-q", "-b", "side")
    finished.inspect("close", "CG-D001", "--by", TEAM, *DAY)
    finished.commit("closed")
    finished.git("checkout", "-q", "main")
    roster(finished, f"{TEAM}, role: team", "新联络员, role: team", OFFICE, *DAY)
    finished.commit("who has left")
    finished.git("merge", "-q", "--no-edit", "side")
    assert found(finished, "--since", "finished", code=0) == []


@pytest.mark.slow
@pytest.mark.parametrize("first", [False, True])
def test_nobody_waives_by_emptying_the_list_of_people(known, first):
    roster(known, PEOPLE, "")
    if first:
        known.commit("nobody is named")
    old, new, _ = BETWEEN["a waiver"]
    replaced(known, "CG-D001", old, new.replace("WHO", "路人"))
    known.commit("waived")
    found(known, "--since", "known", code=1)


@pytest.mark.parametrize("words", ["\u200b", "\u3164", "\u2800\u2060"])
def test_what_nobody_sees_is_no_owner_measure_proof_or_reason(two, words):
    for at in (1, 3, 7):
        plan = [words if place == at else word for place, word in enumerate(PLAN)]
        two.inspect("start", "CG-D002", *plan, *DAY, code=4)
    two.inspect("evidence", "drop", "CG-D001", "e1", "--reason", "误加", *DAY)
    two.inspect("finish", "CG-D001", "--measures-done", "--document", words, "--note", "已落实", *DAY, code=4)
    replaced(two, "CG-D001", "leader: 分管副局长", f"leader: '{words}'")
    assert ("STA08", "CG-D001") in found(two, *DAY)
    replaced(
        two,
        "CG-D002",
        "severity: serious",
        f"severity: minor\nwaivers:\n  - {{rule: DIF03, changes: [{{field: severity, was: serious, now: minor}}], reason: '{words}', by: {TEAM}, on: 2020-11-09}}",
    )
    two.inspect("check", "--since", "base", code=3)


@pytest.mark.parametrize(("day", "warned"), [("2020-11-08", ["warning"]), ("2020-11-09", [])])
def test_a_measure_that_was_added_is_not_done_by_that(two, day, warned):
    replaced(two, "CG-D001", "每日两清\n", f"每日两清\n    done_on: {day}\n")
    typed(two, "CG-D001", "in_progress", f"by: {UNIT}, did: measure, note: m2 done")
    assert levels(two, "STA05") == warned


@pytest.mark.slow
def test_more_is_promised_of_an_item_that_was_sent_back_in_the_same_commit(finished):
    finished.inspect("return", "CG-D001", "--reason", "不实", "--by", TEAM, *DAY)
    draft = finished.root.parent / "draft.yaml"
    draft.write_text(
        finished.issue("CG-D001").read_text(encoding="utf-8").replace("每日两清\n", "每日两清，夜间巡查\n", 1), encoding="utf-8"
    )
    finished.inspect("edit", "CG-D001", "--from", draft, "--by", UNIT, *DAY)
    finished.commit("sent back, and more promised")
    for words in (("--since", "finished"), ("--since", "finished", "--squash")):
        assert found(finished, *words, code=0) == []
