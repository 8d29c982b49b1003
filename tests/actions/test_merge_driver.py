"""The merge driver and the mergetool as `inspect git-setup` registers them, called by git itself in every way in which it merges."""

import re
import subprocess
import sys

import pytest
from desk import Desk, add_issue, open_round

pytestmark = pytest.mark.slow

PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台")
UNIT, TEAM = "城管局整改办", "巡察二组联络员"


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """CG-D001 and CG-D002 in progress, git set up, committed; nobody has hooks, which are tried elsewhere."""

    def story(at: Desk) -> None:
        open_round(at)
        for name in ("CG-D001", "CG-D002"):
            add_issue(at, "during", "CG", "--severity", "serious")
            at.inspect("start", name, *PLAN, "--by", UNIT, "--today", "2020-10-30")
        at.inspect("git-setup")
        for hook in ("pre-commit", "pre-merge-commit"):
            (at.root / ".git/hooks" / hook).unlink()
        at.commit()

    return desk.set_up(story)


def progress(at: Desk, name: str, note: str, day: str = "2020-11-02") -> None:
    at.inspect("progress", name, "--note", note, "--by", UNIT, "--today", day)
    at.commit(note)


def git(at: Desk, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(["git", *words], cwd=at.root, capture_output=True, text=True, encoding="utf-8", check=False)


def notes(at: Desk, name: str = "CG-D001") -> list[str]:
    """What its reports of progress say, in the order of its history; the file must be a record."""
    return [entry["note"] for entry in at.inspect("show", name, "--json").data["record"]["history"] if entry["did"] == "progress"]


def both(at: Desk, ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    """A branch `unit` with theirs, `main` with ours, and we are on main."""
    at.git("checkout", "-q", "-b", "unit")
    at.inspect(*theirs, "--today", "2020-11-02")
    at.commit("theirs")
    at.git("checkout", "-q", "main")
    at.inspect(*ours, "--today", "2020-11-02")
    at.commit("ours")


def says(note: str, name: str = "CG-D001") -> tuple[str, ...]:
    return ("progress", name, "--note", note, "--by", UNIT)


JOINED = {
    "a merge": ("merge", "-q", "--no-edit", "unit"),
    "a rebase": ("rebase", "-q", "unit"),
    "a cherry-pick": ("cherry-pick", "unit"),
    "the older strategy": ("merge", "-q", "--no-edit", "-s", "recursive", "unit"),
}


@pytest.mark.parametrize("way", JOINED)
def test_what_both_sides_said_stands_in_the_record(ready, way):
    both(ready, says("已清运三条街"), says("已清运五条街"))
    ready.git(*JOINED[way])
    assert sorted(notes(ready)) == sorted(["已清运三条街", "已清运五条街"])
    ready.inspect("check", "--today", "2020-11-02")


def test_a_stash_comes_back_with_its_entry(ready):
    ready.inspect(*says("已清运三条街"), "--today", "2020-11-02")
    ready.git("stash", "-q")
    progress(ready, "CG-D001", "已清运五条街")
    ready.git("stash", "pop", "-q")
    assert sorted(notes(ready)) == sorted(["已清运三条街", "已清运五条街"])


def test_two_moves_from_one_state_are_left_to_a_person_and_markers_stand_around_those_lines_alone(ready):
    finish = ("finish", "CG-D001", "--measures-done", "--document", "照片3张", "--note", "已清运", "--by", UNIT)
    both(ready, finish, ("nearly", "CG-D001", "--note", "还差一台车", "--by", UNIT))
    merge = git(ready, "merge", "--no-edit", "unit")
    assert merge.returncode == 1 and "both sides moved the state: finish here, nearly there" in merge.stdout + merge.stderr
    lines = ready.issue("CG-D001").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(("<<<<<<<", "=======", ">>>>>>>"))] == [
        "<<<<<<< ours",
        "=======",
        ">>>>>>> theirs",
    ] * 2
    state = lines.index("state: done")
    assert lines[state - 1 : state + 4] == ["<<<<<<< ours", "state: done", "=======", "state: basically_done", ">>>>>>> theirs"]
    assert "SCH03" in ready.inspect("check", "--today", "2020-11-02", code=3).out
    assert git(ready, "commit", "-qam", "x").returncode == 0, "without the hook git lets markers pass"
    assert "SCH03" in ready.inspect("check", "--since", "main~1", "--today", "2020-11-02", code=3).out


def test_one_side_of_a_conflict_is_kept_and_the_record_says_so(ready):
    finish = ("finish", "CG-D001", "--measures-done", "--document", "照片3张", "--note", "已清运", "--by", UNIT)
    both(ready, finish, ("nearly", "CG-D001", "--note", "还差一台车", "--by", UNIT))
    ready.inspect("git-setup")
    assert git(ready, "merge", "--no-edit", "unit").returncode == 1
    path = ready.issue("CG-D001")
    kept = re.sub(r"<<<<<<< ours\n(.*?)=======\n.*?>>>>>>> theirs\n", r"\1", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    path.write_text(kept, encoding="utf-8")
    ready.git("add", "-A")
    refused = git(ready, "commit", "-m", "merged")
    assert refused.returncode == 1 and "DIF07" in refused.stderr and "DIF09" in refused.stderr
    assert "say so at the end of the history: - {at: YYYY-MM-DDThh:mm:ss+08:00, by: …, did: merge, note: …}" in refused.stderr
    entry = "  - {at: 2020-11-04T10:00:00+08:00, by: 城管局整改办, did: merge, note: 已经完成，“基本完成”不再保留}\n"
    path.write_text(kept + entry, encoding="utf-8")
    ready.git("add", "-A")
    ready.git("commit", "-q", "-m", "merged")
    ready.inspect("check", "--since", "main~1", "--today", "2020-11-04")


def test_the_mergetool_writes_the_same_and_leaves_the_conflict_open(ready):
    both(ready, ("nearly", "CG-D001", "--note", "还差两台车", "--by", UNIT), ("nearly", "CG-D001", "--note", "还差一台车", "--by", UNIT))
    assert git(ready, "merge", "--no-edit", "unit").returncode == 1
    torn = ready.issue("CG-D001").read_bytes()
    ready.issue("CG-D001").write_bytes(b"spoilt")
    tool = git(ready, "mergetool", "-y", "-t", "inspect")
    assert tool.returncode == 1 and ready.git("diff", "--name-only", "--diff-filter=U").strip().endswith("CG-D001.yaml")
    assert b"<<<<<<<" in torn and ready.issue("CG-D001").read_bytes() in (torn, b"spoilt")


def test_the_mergetool_joins_what_git_alone_could_not(ready):
    both(ready, says("已清运三条街"), says("已清运五条街"))
    (ready.root / ".git/info").mkdir(exist_ok=True)
    (ready.root / ".git/info/attributes").write_text("*.yaml merge=text\n", encoding="utf-8")
    assert git(ready, "merge", "--no-edit", "unit").returncode == 1
    tool = git(ready, "mergetool", "-y", "-t", "inspect")
    assert tool.returncode == 0, tool
    assert sorted(notes(ready)) == sorted(["已清运三条街", "已清运五条街"])


def test_two_records_of_one_number_are_not_mixed_and_the_way_out_is_told(ready):
    ready.git("checkout", "-q", "-b", "unit")
    add_issue(ready, "during", "CG")
    ready.commit()
    ready.git("checkout", "-q", "main")
    path = ready.issue("CG-D003")
    old = ready.issue("CG-D002").read_text(encoding="utf-8")
    uid = next(line for line in old.splitlines() if line.startswith("uid: "))
    path.write_text(
        old.replace("CG-D002", "CG-D003").replace(uid, "uid: zzzzzzzzzz"), encoding="utf-8"
    )  # as of somebody who saw no other branch
    ready.commit()
    merge = git(ready, "merge", "--no-edit", "unit")
    assert merge.returncode == 1 and "inspect renumber CG-D003" in merge.stdout + merge.stderr
    ready.git("merge", "--abort")
    ready.inspect("renumber", "CG-D003", "--reason", "两处同时登记", "--by", UNIT, "--today", "2020-11-02")
    ready.commit()
    ready.git("merge", "-q", "--no-edit", "unit")
    assert ready.issue("CG-D003").exists() and ready.issue("CG-D004").exists()
    ready.inspect("check", "--since", "main~2", "--today", "2020-11-02")


def test_a_number_that_changed_on_one_side_takes_along_what_the_other_said(ready):
    both(ready, ("renumber", "CG-D001", "--reason", "编号有误", "--by", UNIT), says("已清运五条街"))
    ready.git("merge", "-q", "--no-edit", "unit")
    assert not ready.issue("CG-D001").exists() and "已清运五条街" in notes(ready, "CG-D003")


def test_a_record_that_one_side_deleted_and_the_other_changed_is_in_conflict(ready):
    ready.git("checkout", "-q", "-b", "unit")
    ready.issue("CG-D001").unlink()
    ready.commit()
    ready.git("checkout", "-q", "main")
    progress(ready, "CG-D001", "已清运三条街")
    assert git(ready, "merge", "--no-edit", "unit").returncode == 1


def test_branches_that_merged_each_other_before_merge_again(ready):
    ready.git("checkout", "-q", "-b", "unit")
    progress(ready, "CG-D001", "已清运五条街")
    ready.git("checkout", "-q", "main")
    progress(ready, "CG-D001", "已清运三条街", "2020-11-03")
    ready.git("branch", "before")
    ready.git("merge", "-q", "--no-edit", "unit")
    ready.git("checkout", "-q", "unit")
    ready.git("merge", "-q", "--no-edit", "before")
    assert len(ready.git("merge-base", "--all", "main", "unit").split()) == 2
    progress(ready, "CG-D001", "已清运七条街", "2020-11-04")
    ready.git("checkout", "-q", "main")
    progress(ready, "CG-D001", "已清运九条街", "2020-11-05")
    said = git(ready, "merge", "--no-edit", "unit")
    assert said.returncode == 0, said
    assert notes(ready) == ["已清运五条街", "已清运三条街", "已清运七条街", "已清运九条街"]


def test_without_the_program_git_merges_by_itself(ready):
    driver = ready.git("config", "merge.inspect.driver").strip()
    ready.git("config", "merge.inspect.driver", driver.replace(sys.executable, "/nowhere/python"))
    both(ready, says("已清运三条街"), says("已清运五条街"))
    assert git(ready, "merge", "--no-edit", "unit").returncode == 1
    assert "<<<<<<<" in ready.issue("CG-D001").read_text(encoding="utf-8")
    ready.git("merge", "--abort")
    ready.git("checkout", "-q", "-B", "other", "main~1")
    progress(ready, "CG-D002", "已清运七条街")
    ready.git("merge", "-q", "--no-edit", "unit")
    assert notes(ready) == ["已清运五条街"] and notes(ready, "CG-D002") == ["已清运七条街"]
