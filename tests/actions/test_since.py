"""`inspect check --since`: a branch is judged commit by commit, merges by what no parent brought, and what is staged before it is committed."""

import pytest
from branch import TEAM, found, replaced
from desk import Desk, add_issue

pytestmark = pytest.mark.slow

SWINDLES = {
    "DIF02": ("CG-D002", "\ndue: 2020-11-20", "\ndue: 2021-03-20"),
    "DIF03": ("CG-D003", "severity: serious", "severity: minor"),
    "DIF04": ("CG-D004", "leader: 分管副局长", "leader: 另一位副局长"),
    "DIF05": ("CG-D005", "sha256: ", "sha256: 0000"),
    "DIF06": ("CG-D006", "部分街巷清运不及时。", "个别街巷清运稍慢。"),
    "DIF07": ("CG-D007", "state: in_progress", "state: done"),
    "DIF08": ("CG-D008", "增配清运车辆2台，每日两清", "增配车辆"),
    "DIF09": ("CG-D009", "did: start, from: registered", "did: start, note: 另有说法, from: registered"),
    "DIF10": ("CG-D010", "original_due: 2020-11-20", "original_due: 2020-12-20"),
    "DIF11": ("CG-D011", "channel: during", "channel: immediate"),
}


def swindle(at: Desk, rule: str) -> tuple[str, str]:
    """One quiet edit; the rule and the issue."""
    if rule == "DIF01":
        at.issue("CG-D001").unlink()
        return rule, "CG-D001"
    name, old, new = SWINDLES[rule]
    if rule == "DIF05":
        text = at.issue(name).read_text(encoding="utf-8")
        old = next(line for line in text.splitlines() if "sha256: " in line)
        new = old[:-4] + ("0000" if not old.endswith("0000") else "1111")
    replaced(at, name, old, new)
    return rule, name


def test_twelve_commits_with_one_quiet_swindle_of_each_kind_and_nothing_else(base):
    expected = []
    for rule in ("DIF01", *SWINDLES):
        expected.append(swindle(base, rule))
        base.commit(rule)
    base.inspect("progress", "CG-D002", "--note", "已清运三条街", "--today", "2020-11-10")
    base.commit("legal")
    assert base.git("rev-list", "--count", "base..HEAD").strip() == "12"
    assert found(base) == expected
    assert found(base, "--since", "base", "--squash") == expected


def test_what_was_pushed_and_put_back_is_still_seen_but_not_between_the_ends(base):
    expected = []
    for rule in ("DIF01", *SWINDLES):
        before = base.git("rev-parse", "HEAD").strip()
        expected.append(swindle(base, rule))
        base.commit(rule)
        base.git("checkout", "-q", before, "--", "rounds")
        base.commit(f"{rule} put back")
    seen = found(base)
    assert [one for one in expected if one not in seen] == []
    assert {rule for rule, _ in seen} == {rule for rule, _ in expected}
    assert found(base, "--since", "base", "--squash", code=0) == []
    said = base.inspect("check", "--since", "base", "--plain", code=1)
    assert "commit " in said.out and "23 commits" not in said.err and "22 commits since base" in said.err


def test_a_record_gone_while_another_one_with_the_same_words_came_accuses_the_new_one_of_nothing(base):
    text = base.issue("CG-D003").read_text(encoding="utf-8").splitlines()[-40:]
    words = next(line.removeprefix("title: ") for line in text if line.startswith("title: "))
    received = next(line.removeprefix("text: ") for line in text if line.startswith("text: "))
    base.issue("CG-D003").unlink()
    add_issue(base, "during", "CG", "--severity", "minor", "--title", words, "--text", received)
    base.commit("one gone, one new")
    assert found(base) == [("DIF01", "CG-D003")]


def test_a_proof_swapped_and_swapped_back_is_seen(base):
    proof = base.root / "rounds/2020-r2/evidence/CG-D005/proof.txt"
    old = proof.read_bytes()
    proof.write_bytes(b"another")
    base.commit("swapped")
    proof.write_bytes(old)
    base.commit("and back")
    assert found(base) == [("DIF05", "CG-D005")]


def test_a_clean_story_reports_nothing(base, tmp_path):
    run = base.inspect
    steps = [
        ("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02"),
        ("measure", "add", "CG-D001", "--text", "制定清运管理办法", "--today", "2020-11-02"),
        ("measure", "drop", "CG-D001", "m2", "--reason", "并入m1", "--today", "2020-11-03"),
        ("extend", "CG-D002", "--to", "2020-12-10", "--reason", "设备到货延迟", "--approved-by", TEAM, "--today", "2020-11-03"),
        ("reclassify", "CG-D003", "--severity", "minor", "--reason", "核实后", "--approved-by", TEAM, "--today", "2020-11-03"),
        ("hand-over", "CG-D004", "--leader", "另一位副局长", "--note", "人事调整", "--today", "2020-11-03"),
        ("evidence", "drop", "CG-D005", "e1", "--reason", "拍错了", "--today", "2020-11-03"),
        ("void", "CG-D006", "--reason", "重复登记", "--approved-by", TEAM, "--by", TEAM, "--today", "2020-11-03"),
        ("finish", "CG-D001", "--measures-done", "--note", "每日两清", "--today", "2020-11-04"),
        ("return", "CG-D001", "--reason", "夜间仍有积存", "--by", TEAM, "--today", "2020-11-05"),
        ("finish", "CG-D001", "--note", "已增夜班", "--today", "2020-11-06"),
        ("close", "CG-D001", "--by", TEAM, "--today", "2020-11-07"),
        ("sustain", "CG-D001", "--today", "2020-11-08"),
        ("reopen", "CG-D001", "--reason", "反弹", "--by", TEAM, "--today", "2020-11-09"),
        ("long-term", "CG-D007", "--reason", "涉及规划", "--goal", "年内立项", "--review-on", "2021-06-01", "--today", "2020-11-09"),
        ("carry", "CG-D008", "--today", "2020-12-18"),
        ("renumber", "CG-D009", "--today", "2020-12-18"),
        ("renumber", "CG-F001", "--today", "2020-12-18"),
        ("feedback", "2020-r2", "--on", "2021-01-15", "--today", "2021-01-15"),
    ]
    for step in steps:
        run(*step)
        base.commit(step[0])
    assert found(base, code=0) == []
    assert base.git("rev-list", "--count", "base..HEAD").strip() == str(len(steps))


def on_branch(at: Desk, name: str, start: str = "base") -> None:
    at.git("checkout", "-q", "-B", name, start)


def test_what_one_side_did_is_judged_on_its_side_and_not_again_at_the_merge(base):
    on_branch(base, "unit")
    swindle(base, "DIF03")
    base.commit("quietly lower")
    on_branch(base, "team")
    base.inspect("progress", "CG-D002", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("legal")
    base.git("merge", "-q", "-m", "merge", "unit")
    (finding,) = base.inspect("check", "--since", "base", "--json", code=1).data["findings"]
    assert finding["rule"] == "DIF03" and base.git("rev-parse", "unit")[:10] in finding["message"]
    assert found(base, "--since", "unit", code=0) == []


def test_what_a_parent_had_and_the_merge_lacks_is_judged(base):
    on_branch(base, "unit")
    base.inspect("nearly", "CG-D002", "--note", "还差一台车", "--today", "2020-11-02")
    base.inspect("measure", "add", "CG-D003", "--text", "制定清运管理办法", "--today", "2020-11-02")
    base.commit("progress")
    on_branch(base, "team")
    base.inspect("progress", "CG-D004", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("legal")
    base.git("merge", "-q", "-s", "ours", "-m", "theirs is thrown away", "unit")
    assert found(base) == [("DIF07", "CG-D002"), ("DIF08", "CG-D003"), ("DIF09", "CG-D002"), ("DIF09", "CG-D003")]


def test_what_neither_parent_had_is_judged_at_the_merge(base):
    on_branch(base, "unit")
    base.inspect("progress", "CG-D002", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("one")
    on_branch(base, "team")
    base.inspect("progress", "CG-D003", "--note", "已清运五条街", "--today", "2020-11-02")
    base.commit("two")
    base.git("merge", "-q", "--no-commit", "--no-ff", "unit")
    swindle(base, "DIF02")
    swindle(base, "DIF01")
    base.git("add", "-A")
    assert found(base, "--staged") == [("DIF01", "CG-D001"), ("DIF02", "CG-D002")]
    base.git("commit", "-q", "-m", "evil merge")
    assert found(base) == [("DIF01", "CG-D001"), ("DIF02", "CG-D002")]


def test_histories_woven_by_a_merge_are_no_rewriting(base):
    path = base.issue("CG-D002")
    on_branch(base, "unit")
    base.inspect("progress", "CG-D002", "--note", "其一", "--today", "2020-11-02")
    unit = path.read_text(encoding="utf-8").splitlines()[-1]
    base.commit("one")
    on_branch(base, "team")
    base.inspect("progress", "CG-D002", "--note", "其二", "--today", "2020-11-03")
    team = path.read_text(encoding="utf-8")
    base.commit("two")
    base.git("merge", "-q", "-s", "ours", "--no-commit", "unit")
    path.write_text(team.rstrip("\n").rpartition("\n")[0] + "\n" + unit + "\n" + team.splitlines()[-1] + "\n", encoding="utf-8")
    base.commit("woven")
    assert found(base, code=0) == []
    assert base.git("rev-list", "--count", "--merges", "base..HEAD").strip() == "1"


def test_an_entry_left_out_of_a_merge_is_explained_by_a_merge_entry(base):
    path = base.issue("CG-D002")
    on_branch(base, "unit")
    base.inspect("progress", "CG-D002", "--note", "其一", "--today", "2020-11-02")
    base.commit("one")
    on_branch(base, "team")
    base.inspect("progress", "CG-D002", "--note", "其二", "--today", "2020-11-03")
    base.commit("two")
    base.git("merge", "-q", "-s", "ours", "--no-commit", "unit")
    entry = "  - {at: 2020-11-04T09:00:00+08:00, by: 城管局整改办, did: merge, note: 两条重复，保留其二}\n"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    base.commit("merged")
    assert found(base, code=0) == []


def test_what_is_broken_and_mended_hides_nothing(base):
    replaced(base, "CG-D002", "state: in_progress", "state: [")
    base.commit("broken")
    replaced(base, "CG-D002", "state: [", "state: in_progress")
    replaced(base, "CG-D002", "severity: serious", "severity: minor")
    base.commit("mended, and lower")
    assert found(base) == [("DIF03", "CG-D002")]


def test_a_record_that_cannot_be_read_in_the_end_is_named_too(base):
    replaced(base, "CG-D002", "state: in_progress", "state: [")
    base.commit("broken")
    assert found(base, code=3) == [("SCH01", "CG-D002")]
    base.git("add", "-A")
    assert found(base, "--staged", code=0) == []


def test_the_work_tree_and_what_is_staged_come_last(base):
    swindle(base, "DIF02")
    assert found(base) == [("DIF02", "CG-D002")]
    assert found(base, "--staged", code=0) == []
    base.git("add", "-A")
    (finding,) = base.inspect("check", "--staged", "--json", code=1).data["findings"]
    assert finding["message"].startswith("staged: ") and finding["line"] > 1


def test_a_waiver_that_stands_in_the_end_turns_it_into_a_note(base):
    swindle(base, "DIF03")
    base.commit("lower")
    replaced(
        base,
        "CG-D003",
        "history:",
        "waivers:\n  - {rule: DIF03, changes: [{field: severity, was: serious, now: minor}], reason: 录入笔误, by: 巡察二组联络员, on: 2020-11-09}\nhistory:",
    )
    base.commit("said so")
    (finding,) = base.inspect("check", "--since", "base", "--json").data["findings"]
    assert (finding["rule"], finding["level"]) == ("DIF03", "info")


def test_a_renamed_file_is_followed_and_a_worktree_sees_its_own(base, tmp_path, monkeypatch):
    base.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    monkeypatch.chdir(tmp_path / "other")
    here = Desk(tmp_path / "other", base._capsys)
    here.git("mv", "rounds/2020-r2/issues/CG-D002.yaml", "rounds/2020-r2/issues/CG-D022.yaml")
    replaced(here, "CG-D022", "id: CG-D002", "id: CG-D022")
    here.commit("renamed by hand")
    assert found(here) == [("DIF11", "CG-D022")]
    monkeypatch.chdir(base.root)
    assert found(base, code=0) == []


def test_a_shallow_clone_says_what_it_cannot_see(base, tmp_path, monkeypatch):
    for rule in ("DIF02", "DIF03", "DIF04"):
        swindle(base, rule)
        base.commit(rule)
    clone = tmp_path / "clone"
    base.git("clone", "-q", "--depth", "2", f"file://{base.root}", str(clone))
    monkeypatch.chdir(clone)
    here = Desk(clone, base._capsys)
    said = here.inspect("check", "--since", "base", code=7)
    assert "shallow clone" in said.err
    assert found(here, "--since", "HEAD~1") == [("DIF04", "CG-D004")]
    here.git("fetch", "-q", "--depth", "1", "origin", "tag", "base")
    said = here.inspect("check", "--since", "base", code=1)
    assert "edge of a shallow clone" in said.err
    data = here.inspect("check", "--since", "base", "--json", code=1).data
    assert [one["rule"] for one in data["findings"]] == ["DIF02", "DIF03", "DIF04"] and len(data["unseen"]) == 1, (
        "the two ends are compared"
    )


def test_an_unknown_revision_is_said_with_what_to_do(base):
    assert "git knows no commit nowhere" in base.inspect("check", "--since", "nowhere", code=7).err
    assert "--since" in base.inspect("check", "--squash", code=2).err
