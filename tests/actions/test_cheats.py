"""What could be hidden behind undo, correct, discard, save and sync, tried one by one: a cheat gains nothing.

The list: a file that was put back undone; a past told anew; what is saved made to look unsaved; keys that nobody may write; a correction
that hides another; approvers who are none; dates moved to look punctual; a wrong note behind a right one; a discard of what was told; a
clock set back; people and rules changed on the way; a waiver for everything; the format taken back; a stack that was forged or came with a
folder (`test_undoing`); what the other side pushed (`test_sync`).
"""

import pytest
from branch import OFFICE, TEAM, eleven, found, replaced, roster
from desk import Desk, add_issue, open_round

pytestmark = pytest.mark.slow

UNIT, NOBODY = "城管局整改办", "路过的人"
DAY = ("--today", "2020-11-09")
PEOPLE = f"people:\n  - {{name: {TEAM}, role: team}}\n  - {{name: {OFFICE}, role: office}}\n  - {{name: {UNIT}, role: unit, unit: CG}}\n"
APPROVED = ("--reason", "与原件核对", "--approved-by", TEAM, *DAY)


@pytest.fixture
def crew(desk: Desk) -> Desk:
    """Eleven items in progress in a round with people; committed and tagged."""

    def story(at: Desk) -> None:
        eleven(at)
        path = at.root / "rounds/2020-r2/round.yaml"
        path.write_text(path.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")
        at.git("commit", "-q", "-a", "--amend", "-m", "base")
        at.git("tag", "-f", "base")

    return desk.set_up(story)


def forged(at: Desk, words: str, name: str = "CG-D001") -> None:
    """One more line of history, written by hand."""
    path = at.issue(name)
    line = f"  - {{at: 2020-11-09T10:00:00+08:00, {words}}}\n"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")


def keys(field: str, was: str, now: str) -> str:
    return f"changes: [{{field: {field}, was: {was}, now: {now}}}]"


SEVERITY = ("CG-D001", "severity: serious", "severity: minor")


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        (f"by: {UNIT}, did: edit, {keys('severity', 'serious', 'minor')}, note: 核对, approved_by: {TEAM}", {"DIF03"}),
        (f"by: {UNIT}, did: progress, {keys('severity', 'serious', 'minor')}, note: 核对, approved_by: {TEAM}", {"DIF03"}),
        (f"by: {UNIT}, did: reclassify, note: 核对, approved_by: {TEAM}", {"DIF03"}),
        (f"by: {UNIT}, did: reclassify, {keys('title', '甲', '乙')}, note: 核对, approved_by: {TEAM}", {"DIF03"}),
        (f"by: {UNIT}, did: reclassify, {keys('severity', 'moderate', 'minor')}, note: 核对, approved_by: {TEAM}", {"DIF03"}),
        (f"by: {UNIT}, did: reclassify, part: m1, {keys('severity', 'serious', 'minor')}, note: 核对, approved_by: {TEAM}", {"DIF03"}),
        (f"by: {UNIT}, did: reclassify, {keys('severity', 'serious', 'minor')}, note: 核对, approved_by: {UNIT}", {"DIF03"}),
        (f"by: {UNIT}, did: correct, {keys('severity', 'serious', 'minor')}, note: 核对, approved_by: {NOBODY}", {"DIF03"}),
        (f"by: {UNIT}, did: correct, {keys('severity', 'serious', 'minor')}, note: 核对", {"DIF03"}),
    ],
    ids=["edit", "another act", "no keys", "another field", "another value", "of a part", "its own approver", "nobody", "no approver"],
)
def test_keys_typed_by_hand_explain_only_what_a_command_would_have_written(crew, words, rules):
    replaced(crew, *SEVERITY)
    forged(crew, words)
    crew.commit("forged")
    assert rules <= {rule for rule, _ in found(crew)}


def test_a_correction_hides_no_second_field(crew):
    crew.inspect("correct", "CG-D001", "--title", "垃圾清运不及时", *APPROVED)
    replaced(crew, *SEVERITY)
    replaced(crew, "CG-D001", "部分街巷清运不及时。", "个别街巷清运不及时。")
    crew.commit("one honest, two not")
    assert found(crew) == [("DIF03", "CG-D001"), ("DIF06", "CG-D001")]


def test_a_correction_of_one_record_hides_nothing_in_another(crew):
    crew.inspect("correct", "CG-D001", "--title", "垃圾清运不及时", *APPROVED)
    replaced(crew, "CG-D002", "title: 清运不及时", "title: 垃圾清运不及时")
    crew.commit("x")
    assert found(crew) == [("DIF06", "CG-D002")]


@pytest.mark.parametrize("approver", [UNIT, NOBODY, ""])
def test_who_may_not_approve_corrects_nothing_that_is_saved(crew, approver):
    before = crew.issue("CG-D001").read_bytes()
    words = ("correct", "CG-D001", "--original-due", "2020-12-20", "--reason", "误写", *(("--approved-by", approver) if approver else ()))
    crew.inspect(*words, *DAY, code=4)
    assert crew.issue("CG-D001").read_bytes() == before


def test_a_later_date_by_correction_is_an_extension_and_stays_one(crew):
    crew.inspect("correct", "CG-D001", "--due", "2020-12-10", *APPROVED)
    text = crew.issue("CG-D001").read_text(encoding="utf-8")
    assert "extensions:" in text and "original_due: 2020-11-20" in text
    crew.commit("x")
    assert found(crew, code=0) == []
    crew.issue("CG-D002").write_text(
        crew.issue("CG-D002").read_text(encoding="utf-8").replace("\ndue: 2020-11-20", "\ndue: 2020-12-10"), encoding="utf-8"
    )
    forged(crew, f"by: {UNIT}, did: edit, {keys('due', '2020-11-20', '2020-12-10')}, approved_by: {TEAM}", "CG-D002")
    crew.commit("by hand")
    assert ("DIF02", "CG-D002") in found(crew)


def test_the_note_of_a_result_said_anew_leaves_what_was_said(crew):
    crew.inspect("measure", "done", "CG-D001", "m1", *DAY)
    crew.inspect("finish", "CG-D001", "--note", "已清运", *DAY)
    crew.commit("done")
    when = next(line for line in crew.issue("CG-D001").read_text(encoding="utf-8").splitlines() if "did: finish" in line)
    at = when.split("at: ")[1].split(",")[0]
    crew.inspect("correct", "CG-D001", f"{at} finish", "--note", "已全部清运并建立制度", *APPROVED)
    after = crew.issue("CG-D001").read_text(encoding="utf-8")
    assert when in after and "已全部清运并建立制度" in after
    crew.commit("said anew")
    replaced(crew, "CG-D001", "note: 已清运}", "note: 已全部清运并建立制度}")
    crew.commit("by hand")
    assert [rule for rule, _ in found(crew)] == ["DIF09"]


@pytest.mark.parametrize("old", ["at: 2020-10-30", "by: 城管局整改办, did: start"])
def test_the_time_and_the_hand_of_an_entry_are_never_corrected(crew, old):
    crew.inspect("correct", "CG-D001", "--set", "history=x", *APPROVED, code=2)
    replaced(crew, "CG-D001", old, {"at: 2020-10-30": "at: 2020-10-29", "by: 城管局整改办, did: start": f"by: {TEAM}, did: start"}[old])
    forged(crew, f"by: {UNIT}, did: correct, part: 2020-10-29T10:00:00+08:00 start, {keys('at', '2020-10-30', '2020-10-29')}, note: 笔误")
    crew.commit("x")
    assert ("DIF09", "CG-D001") in found(crew)


def test_what_a_report_told_is_neither_discarded_nor_undone(desk: Desk):
    open_round(desk)
    add_issue(desk, "immediate")
    desk.inspect(
        "start",
        "CG-I001",
        "--leader",
        "局长",
        "--department",
        "环卫科",
        "--due",
        "2020-11-20",
        "--measure",
        "清运",
        "--today",
        "2020-10-30",
    )
    desk.inspect("progress", "CG-I001", "--note", "已清运一半", "--today", "2020-11-02")
    desk.commit("x")
    desk.inspect("report", "immediate", "--unit", "CG", "--final", "--today", "2020-11-03")
    desk.git("rm", "-r", "-q", "--cached", "rounds")
    desk.git("commit", "-q", "-m", "as if nothing had ever been saved")
    assert desk.inspect("discard", "CG-I001", "--yes", code=4).err
    assert desk.inspect("undo", code=4).err
    assert desk.issue("CG-I001").exists()


def test_what_the_server_has_is_saved_though_the_branch_was_set_back(crew, tmp_path):
    crew.git("init", "-q", "--bare", str(tmp_path / "server.git"))
    crew.git("remote", "add", "origin", str(tmp_path / "server.git"))
    crew.git("push", "-q", "-u", "origin", "HEAD")
    crew.inspect("progress", "CG-D001", "--note", "已清运两条街", *DAY)
    crew.commit("told")
    crew.git("push", "-q")
    crew.git("reset", "-q", "--soft", "base")
    before = crew.issue("CG-D001").read_bytes()
    assert crew.inspect("undo", code=4).err and crew.issue("CG-D001").read_bytes() == before
    crew.inspect("correct", "CG-D001", "--title", "另一个题目", *DAY, code=4)


def test_a_record_discarded_after_it_was_saved_is_gone_and_named(crew):
    crew.inspect("discard", "CG-D002", "--yes", *DAY, code=4)
    crew.issue("CG-D002").unlink()
    assert ("DIF01", "CG-D002") in found(crew)
    assert crew.inspect("save", *DAY, code=1)
    assert crew.git("show", "HEAD:rounds/2020-r2/issues/CG-D002.yaml")


def test_undo_takes_back_nothing_that_was_put_there_by_hand(crew):
    crew.inspect("progress", "CG-D001", "--note", "已清运", *DAY)
    replaced(crew, "CG-D001", "note: 已清运", "note: 已全部清运")
    before = crew.issue("CG-D001").read_bytes()
    assert "CG-D001" in crew.inspect("undo", code=4).err and crew.issue("CG-D001").read_bytes() == before


def test_a_clock_set_back_writes_nothing_into_the_past(crew):
    crew.inspect("progress", "CG-D001", "--note", "已清运", *DAY)
    crew.commit("x")
    crew.inspect("progress", "CG-D001", "--note", "早就清运了", "--today", "2020-11-02", code=4)
    crew.inspect("correct", "CG-D001", "--title", "别的", *APPROVED[:-1], "2020-11-02", code=4)


def test_people_granted_in_the_same_commit_sign_nothing(crew):
    roster(crew, f"name: {UNIT}, role: unit, unit: CG}}", f"name: {UNIT}, role: unit, unit: CG}}\n  - {{name: {NOBODY}, role: team}}")
    replaced(crew, *SEVERITY)
    forged(crew, f"by: {UNIT}, did: correct, {keys('severity', 'serious', 'minor')}, note: 核对, approved_by: {NOBODY}")
    crew.commit("x")
    assert {"DIF03", "DIF12"} <= {rule for rule, _ in found(crew)}


@pytest.mark.parametrize("signer", [NOBODY, UNIT, TEAM])
def test_a_waiver_for_everything_excuses_nothing(crew, signer):
    replaced(crew, "CG-D001", "title: 清运不及时", "title: 个别街巷清运偏慢")
    replaced(crew, "CG-D001", "state:", f"waivers: [{{rule: DIF06, reason: 已核实, by: {signer}, on: 2020-11-09}}]\nstate:")
    crew.commit("x")
    assert ("DIF06", "CG-D001") in found(crew)


def test_the_format_taken_back_gives_the_notes_no_voice(crew):
    path = crew.root / "rounds/2020-r2/round.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("format: 2\n", ""), encoding="utf-8")
    replaced(crew, *SEVERITY)
    forged(crew, f"by: {UNIT}, did: reclassify, note: 核对, approved_by: {TEAM}")
    crew.commit("x")
    assert {"DIF03", "DIF12"} <= {rule for rule, _ in found(crew)}


@pytest.mark.parametrize(
    "change", [("ends: 2020-12-18", "ends: 2021-12-18"), ("title: 第二轮", "title: 另一轮"), ("role: office", "role: team")]
)
def test_the_round_is_not_changed_in_silence(crew, change):
    roster(crew, *change)
    crew.commit("x")
    assert {rule for rule, _ in found(crew)} == {"DIF12"}


def test_saving_judges_what_it_saves(crew):
    replaced(crew, *SEVERITY)
    head = crew.git("rev-parse", "HEAD")
    assert "DIF03" in crew.inspect("save", "-m", "无事", *DAY, code=1).err + crew.inspect("save", *DAY, code=1).out
    assert crew.git("rev-parse", "HEAD") == head
