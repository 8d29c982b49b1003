"""Ways of hiding a change from `check --since` and the hook that somebody has tried once: every one is seen. And legal work beside them that is not."""

import subprocess

import pytest
from branch import OFFICE, TEAM, found, replaced
from desk import Desk, open_round

pytestmark = pytest.mark.slow

ROUND = "rounds/2020-r2"


def write(at: Desk, name: str, text: str) -> None:
    at.issue(name).write_text(text, encoding="utf-8")


def text_of(at: Desk, name: str) -> str:
    return at.issue(name).read_text(encoding="utf-8")


def entry(at: Desk, name: str, words: str) -> None:
    """One more line of history, written by hand."""
    write(at, name, text_of(at, name) + f"  - {{at: 2020-11-09T10:00:00+08:00, by: {TEAM}, {words}}}\n")


def broken(at: Desk, *names: str) -> None:
    for name in names:
        write(at, name, "")
    at.commit("broken")


# -- broken records ----------------------------------------------------------------------------------------------------


def test_what_was_done_between_two_breaks_stays_done(base):
    first = text_of(base, "CG-D001")
    broken(base, "CG-D001")
    write(base, "CG-D001", first)
    base.commit("mended")
    base.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("legal")
    broken(base, "CG-D001")
    write(base, "CG-D001", first)
    base.commit("rolled back")
    assert found(base) == [("DIF09", "CG-D001")]


def test_two_records_broken_alike_and_mended_are_no_change(base):
    first, second = text_of(base, "CG-D001"), text_of(base, "CG-D002")
    broken(base, "CG-D001", "CG-D002")
    write(base, "CG-D001", first)
    write(base, "CG-D002", second)
    base.commit("mended")
    assert found(base, code=0) == []


@pytest.mark.parametrize("staged", [False, True])
def test_a_range_that_begins_at_a_broken_record_looks_further_back(base, staged):
    first = text_of(base, "CG-D001")
    broken(base, "CG-D001")
    base.git("tag", "torn")
    write(base, "CG-D001", first.replace("severity: serious", "severity: minor"))
    base.git("add", "-A")
    if staged:
        assert found(base, "--staged") == [("DIF03", "CG-D001")]
    else:
        base.git("commit", "-q", "-m", "mended, and lowered")
        assert found(base, "--since", "torn") == [("DIF03", "CG-D001")]


def test_a_record_whose_number_another_broken_file_has_is_gone_all_the_same(base):
    replaced(base, "CG-D001", "id: CG-D001", "id: CG-D099")
    entry(base, "CG-D001", "did: renumber, note: 编号有误")
    base.commit("renumbered by hand")
    base.git("tag", "forged")
    base.issue("CG-D001").unlink()
    write(base, "CG-D099", "~")
    base.commit("gone")
    other = text_of(base, "CG-D002")
    write(base, "CG-D099", other.replace("CG-D002", "CG-D099").replace(other.splitlines()[1], "uid: zzzzzzzzzz"))
    base.commit("another one in its place")
    assert ("DIF01", "CG-D099") in found(base, "--since", "forged")


# -- commits that do not lead from one to the other --------------------------------------------------------------------


def test_a_line_without_a_common_commit_is_compared_by_its_ends(base):
    base.git("checkout", "-q", "--orphan", "new")
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    base.issue("CG-D002").unlink()
    base.commit("as if it had begun here")
    assert found(base) == [("DIF01", "CG-D002"), ("DIF03", "CG-D001")]


def test_an_empty_revision_is_no_revision(base):
    assert "git knows no commit" in base.inspect("check", "--since", "", code=7).err
    assert "empty" in base.inspect("diff", "", code=2).err
    assert "git knows no commit" in base.inspect("status", "--at", "", code=7).err


def test_commits_are_seen_as_they_were_made(base):
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    base.commit("lowered")
    base.git("replace", "HEAD", "base")
    assert found(base) == [("DIF03", "CG-D001")]


def test_a_revision_that_git_cannot_find_is_told_in_our_words(base):
    for name in ("@{u}", "HEAD@{99}", "-x", "a..b..c"):
        assert "git knows no commit" in base.inspect("check", f"--since={name}", code=7).err


@pytest.mark.parametrize("stated", ["9999999999999 +0000", "1604000000 +9900", "0 -0000"])
def test_a_commit_may_state_any_time(base, stated):
    raw = base.git("cat-file", "commit", "HEAD")
    odd = "".join(
        line[: line.index("> ") + 2] + stated + "\n" if line.startswith("committer ") else line for line in raw.splitlines(keepends=True)
    )
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=base.root,
        input=odd,
        capture_output=True,
        text=True,
        check=True,
    )
    base.git("reset", "-q", "--hard", made.stdout.strip())
    base.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("legal")
    assert found(base, "--since", "HEAD~1", code=0) == []
    base.inspect("history", "CG-D001")
    base.inspect("trend", "2020-r2")


# -- evidence ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["log.txt", "a b.txt", "proofs/log.txt", "evidence/CG-D001/更多.txt"])
@pytest.mark.parametrize("spelt", ["plain", "escaped", "folded"])
def test_a_file_behind_evidence_is_followed_wherever_it_lies_and_however_it_is_spelt(base, place, spelt):
    path = base.root / ROUND / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("as it was", encoding="utf-8")
    was = next(line for line in text_of(base, "CG-D001").splitlines() if "file: " in line)
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in place)
    words = {"plain": f"'{place}'", "escaped": f'"{escaped}"', "folded": "'" + place.replace(" ", "\n        ") + "'"}[spelt]
    replaced(base, "CG-D001", was.split("file: ")[1], words)
    digest = __import__("hashlib").sha256(b"as it was").hexdigest()
    line = next(line for line in text_of(base, "CG-D001").splitlines() if "sha256: " in line)
    replaced(base, "CG-D001", line, line.split("sha256: ")[0] + f"sha256: {digest}")
    base.commit("another file")
    base.git("tag", "from")
    path.write_text("swapped", encoding="utf-8")
    base.commit("swapped")
    path.write_text("as it was", encoding="utf-8")
    base.commit("swapped back")
    assert found(base, "--since", "from") == [("DIF05", "CG-D001")]


# -- explanations that explain nothing ---------------------------------------------------------------------------------

WAIVER = "waivers:\n  - {rule: DIF03, changes: [{field: severity, was: serious, now: minor}], reason: 笔误, by: 市委巡察办督查科, on: 2020-11-09}\n"


def test_an_explanation_that_is_taken_away_again_explains_nothing(base):
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    replaced(base, "CG-D001", "state: in_progress", WAIVER + "state: in_progress")
    base.commit("lowered, with a waiver")
    assert base.inspect("check", "--since", "base").code == 0
    replaced(base, "CG-D001", WAIVER, "")
    base.commit("without it")
    assert found(base) == [("DIF03", "CG-D001")]


def test_an_old_waiver_excuses_no_new_change(base):
    replaced(base, "CG-D001", "state: in_progress", WAIVER + "state: in_progress")
    base.commit("a waiver")
    base.git("tag", "waived")
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    base.commit("lowered")
    assert found(base, "--since", "waived") == [("DIF03", "CG-D001")]


def test_what_was_explained_on_a_branch_is_explained_again_by_the_merge(base):
    base.git("checkout", "-q", "-b", "side")
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    replaced(base, "CG-D001", "state: in_progress", WAIVER + "state: in_progress")
    base.commit("lowered, with a waiver")
    base.git("checkout", "-q", "main")
    base.git("merge", "-q", "--no-ff", "--no-commit", "side")
    replaced(base, "CG-D001", WAIVER, "")
    base.git("add", "-A")
    assert found(base, "--staged") == [("DIF03", "CG-D001")]


def test_a_merge_entry_does_not_undo_what_the_other_side_never_touched(base):
    base.git("checkout", "-q", "-b", "side")
    base.inspect("progress", "CG-D002", "--note", "另一项", "--today", "2020-11-02")
    base.commit("another record")
    base.git("checkout", "-q", "main")
    before = text_of(base, "CG-D001")
    base.inspect("progress", "CG-D001", "--note", "问题依旧", "--today", "2020-11-02")
    base.commit("legal")
    base.git("merge", "-q", "--no-ff", "--no-commit", "side")
    write(base, "CG-D001", before)
    entry(base, "CG-D001", "did: merge, note: 以另一方为准")
    base.git("add", "-A")
    assert found(base, "--staged") == [("DIF09", "CG-D001")]


NOTHING_SAID = {
    "measures done explain no dropped measure": ("DIF08", "did: measure, note: m1 done", "增配清运车辆2台，每日两清", "增配车辆"),
    "a reclassification without a reason": ("DIF03", "did: reclassify", "severity: serious", "severity: minor"),
    "a reclassification that nobody approved": ("DIF03", "did: reclassify, note: 核实", "severity: serious", "severity: minor"),
    "a start that moved nothing": ("DIF04", "did: start", "leader: 分管副局长", "leader: 另一位副局长"),
    "a hand-over without a word": ("DIF04", "did: hand-over", "leader: 分管副局长", "leader: 另一位副局长"),
}


@pytest.mark.parametrize("name", NOTHING_SAID)
def test_an_entry_explains_only_what_it_says(base, name):
    rule, words, old, new = NOTHING_SAID[name]
    replaced(base, "CG-D001", old, new)
    entry(base, "CG-D001", words)
    base.commit(name)
    assert found(base) == [(rule, "CG-D001")]


def test_a_void_needs_reason_and_approver(base):
    replaced(base, "CG-D001", "state: in_progress", "state: void")
    entry(base, "CG-D001", "did: void, from: in_progress, to: void")
    base.commit("void")
    assert found(base) == [("DIF01", "CG-D001")]


def test_what_was_granted_stays_as_it_was_granted(base):
    words = ("--to", "2020-11-25", "--reason", "设备到货延迟", "--approved-by", TEAM, "--by", TEAM)
    base.inspect("extend", "CG-D001", *words, "--today", "2020-11-02")
    base.commit("legal")
    base.git("tag", "granted")
    assert found(base, code=0) == []
    replaced(base, "CG-D001", "reason: 设备到货延迟", "reason: 另有原因")
    base.commit("another reason")
    assert found(base, "--since", "granted") == [("DIF09", "CG-D001")]


def test_a_review_that_is_put_off_needs_a_word(base):
    plan = ("--reason", "规划未定", "--goal", "完成选址", "--by", TEAM, "--today", "2020-11-02")
    base.inspect("long-term", "CG-D001", *plan, "--review-on", "2021-06-01")
    base.commit("legal")
    base.git("tag", "planned")
    replaced(base, "CG-D001", "review_on: 2021-06-01", "review_on: 2022-06-01")
    base.commit("put off")
    assert found(base, "--since", "planned") == [("DIF02", "CG-D001")]
    base.git("reset", "-q", "--hard", "planned")
    base.inspect("long-term", "CG-D001", *plan, "--review-on", "2021-09-01")
    base.commit("legal")
    assert found(base, "--since", "planned", code=0) == []


def test_what_was_dropped_and_is_there_again_is_found(base):
    before = text_of(base, "CG-D001")
    base.inspect("measure", "add", "CG-D001", "--text", "再增一台", "--today", "2020-11-01")
    base.inspect("measure", "drop", "CG-D001", "m1", "--reason", "并入m2", "--today", "2020-11-02")
    after = text_of(base, "CG-D001")
    kept = before[before.index("  - id: m1") :].split("  - id: ")[1]
    write(base, "CG-D001", after.replace("measures:\n", f"measures:\n  - id: {kept.split('evidence:')[0]}", 1))
    assert "STA07" in base.inspect("check", "CG-D001", code=1).out


# -- legal work --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_number_that_changed_on_one_side_joins_with_what_the_other_side_said(base):
    base.inspect("git-setup")
    base.commit("git is told")
    base.git("tag", "from")
    base.git("checkout", "-q", "-b", "side")
    base.inspect("renumber", "CG-D001", "--reason", "编号有误", "--today", "2020-11-03")
    base.commit("renumbered")
    base.git("checkout", "-q", "main")
    base.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("legal")
    base.git("merge", "-q", "--no-edit", "side")
    assert found(base, "--since", "from", code=0) == []


def test_a_log_that_shows_signatures_changes_nothing(base):
    base.git("config", "log.showSignature", "true")
    base.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    base.commit("legal")
    assert found(base, code=0) == []


def test_a_round_whose_file_is_gone_is_told(base):
    (base.root / ROUND / "round.yaml").unlink()
    changes = base.inspect("diff", "--json", code=1).data["changes"]
    assert [(one["kind"], one["rule"], one["round"], one["after"]) for one in changes] == [("record", "DIF12", "2020-r2", None)]


def test_history_names_what_a_commit_did_beside_what_it_said(base):
    base.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    base.commit("an entry, and more")
    silent = base.inspect("history", "CG-D001", "--json").data["silent"]
    assert [one["rules"] for one in silent] == [["DIF03"]]


def test_annotations_hold_no_control_characters(base):
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    base.git("add", "-A")
    base.git("-c", "user.name=a\x1b[31mb", "commit", "-q", "-m", "x")
    assert "\x1b" not in base.inspect("check", "--since", "base", "--format", "github", code=1).out


def two_sides(at: Desk, ours: str, theirs: str) -> None:
    """Both report progress on CG-D001, and the merge is prepared with ours alone."""
    at.git("checkout", "-q", "-b", "side")
    at.inspect("progress", "CG-D001", "--note", theirs, "--today", "2020-11-02")
    at.commit("theirs")
    at.git("checkout", "-q", "main")
    at.inspect("progress", "CG-D001", "--note", ours, "--today", "2020-11-03")
    at.commit("ours")
    at.git("merge", "-q", "-s", "ours", "--no-commit", "side")


def test_a_merge_that_left_something_out_may_be_explained_afterwards(base):
    two_sides(base, "已清运三条街", "已清运五条街")
    base.commit("merged without a word")
    assert found(base) == [("DIF09", "CG-D001")]
    entry(base, "CG-D001", "did: merge, note: 两条重复，保留其一")
    base.commit("said afterwards")
    assert found(base, code=0) == []


@pytest.mark.slow
def test_the_ends_of_a_line_with_merges_say_the_same_as_its_commits(base):
    base.inspect("git-setup")
    base.commit("git is told")
    base.git("tag", "from")
    base.git("checkout", "-q", "-b", "side")
    base.inspect("progress", "CG-D001", "--note", "已清运五条街", "--today", "2020-11-02")
    base.commit("theirs")
    base.git("checkout", "-q", "main")
    base.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-03")
    base.commit("ours")
    base.git("tag", "ours")
    base.git("merge", "-q", "--no-edit", "side")
    for one in ("from", "ours"):
        assert found(base, "--since", one, code=0) == found(base, "--since", one, "--squash", code=0) == []
        base.inspect("diff", f"{one}..HEAD")
        base.inspect("diff", one)


def test_a_merge_entry_does_not_make_one_issue_of_two(base):
    number = {"ours": "zzzzzzzzz1", "theirs": "zzzzzzzzz2"}

    def new(side: str) -> str:
        old = text_of(base, "CG-D002")
        return (
            old.replace("CG-D002", "CG-D099")
            .replace(old.splitlines()[1], f"uid: {number[side]}")
            .replace("title: 清运不及时", f"title: {side}")
        )

    base.git("checkout", "-q", "-b", "side")
    write(base, "CG-D099", new("theirs"))
    base.commit("theirs")
    base.git("checkout", "-q", "main")
    write(base, "CG-D099", new("ours"))
    base.commit("ours")
    base.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    entry(base, "CG-D099", "did: merge, note: 以我方为准")
    base.git("add", "-A")
    assert ("DIF10", "CG-D099") in found(base, "--staged")
    base.git("commit", "-q", "-m", "merged")
    assert ("DIF10", "CG-D099") in found(base)


def test_a_date_that_was_only_written_in_is_granted_by_the_command_that_is_advised(base):
    replaced(base, "CG-D001", "\ndue: 2020-11-20", "\ndue: 2020-12-01")
    assert "inspect extend CG-D001 --to 2020-12-01" in base.inspect("check", "CG-D001", "--today", "2020-11-09", code=1).out
    base.inspect(
        "extend", "CG-D001", "--to", "2020-12-01", "--reason", "到货延迟", "--approved-by", TEAM, "--by", TEAM, "--today", "2020-11-09"
    )
    base.inspect("check", "CG-D001", "--today", "2020-11-09")
    base.git("add", "-A")
    assert found(base, "--staged", code=0) == []
    base.inspect(
        "extend", "CG-D001", "--to", "2020-12-01", "--reason", "x", "--approved-by", TEAM, "--by", TEAM, "--today", "2020-11-09", code=4
    )


def test_a_day_names_the_records_as_they_were_at_its_end(base):
    today = base.git("log", "-1", "--format=%cs").strip()
    before = base.inspect("status", "--at", "HEAD", "--json").data["totals"]
    base.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    assert base.inspect("status", "--at", today, "--json").data["totals"] == before
    assert "nothing had been committed" in base.inspect("status", "--at", "1999-01-01", code=7).err


def test_a_record_of_a_new_number_that_was_not_added_is_told_where_it_lies(base):
    base.inspect("renumber", "CG-D001", "--reason", "编号有误", "--today", "2020-11-03")
    base.git("add", "-u")
    said = base.inspect("check", "--staged", "--json", code=1).data["findings"]
    assert [(one["rule"], "inspect save" in one["fix"]) for one in said] == [("DIF01", True)]


# -- git-setup ---------------------------------------------------------------------------------------------------------


def test_a_folder_of_hooks_that_others_share_is_left_alone(base, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    base.git("config", "core.hooksPath", str(shared))
    said = base.inspect("git-setup", code=1)
    assert "other repositories share" in said.out and list(shared.iterdir()) == []
    base.git("config", "--local", "core.hooksPath", ".git/hooks")
    base.inspect("git-setup")


@pytest.mark.slow
def test_two_roots_of_one_repository_are_both_judged(base, monkeypatch):
    other = base.root / "office" / "it's ours"
    other.mkdir(parents=True)
    base.inspect("git-setup")
    monkeypatch.chdir(other)
    second = Desk(other, base._capsys)
    open_round(second)
    second.inspect("git-setup")
    second.inspect("doctor")
    monkeypatch.chdir(base.root)
    base.inspect("doctor")
    base.commit("both")
    replaced(base, "CG-D001", "severity: serious", "severity: minor")
    base.git("add", "-A")
    commit = ["git", "commit", "-q", "-m", "x"]
    assert subprocess.run(commit, cwd=base.root, capture_output=True, check=False).returncode == 1
    monkeypatch.chdir(other)
    second.inspect("git-setup", "--undo")
    assert subprocess.run(commit, cwd=base.root, capture_output=True, check=False).returncode == 1
    monkeypatch.chdir(base.root)
    base.inspect("git-setup", "--undo")
    assert not (base.root / ".git/hooks/pre-commit").exists()


def test_a_hook_that_only_speaks_of_us_does_not_call_us(base):
    hook = base.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\n# inspect check --staged\n", encoding="utf-8")
    assert "add this line" in base.inspect("git-setup", code=1).out
    hook.unlink()
    hook.symlink_to("nowhere")
    assert "add this line" in base.inspect("git-setup", code=1).out


def test_what_the_user_has_chosen_is_not_changed(base):
    base.git("config", "core.quotePath", "true")
    base.git("config", "pull.rebase", "true")
    base.inspect("git-setup")
    base.inspect("git-setup", "--undo")
    assert base.git("config", "core.quotePath").strip() == base.git("config", "pull.rebase").strip() == "true"


def test_an_empty_number_is_no_number(base):
    assert "is no issue's id" in base.inspect("renumber", "CG-D001", "--to", "", "--reason", "x", code=2).err
    assert OFFICE
