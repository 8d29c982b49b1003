"""`inspect sync`: two clones come together, nothing of either is lost, and what cannot be joined is named."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round

from inspect_cli.actions import syncing
from inspect_cli.domain.record.issue import Issue
from inspect_cli.store.git import committing, staging
from inspect_cli.store.reading import read_issue

UNIT, TEAM, OFFICE = ("--by", "城管局整改办"), ("--by", "巡察二组联络员"), ("--approved-by", "市委巡察办督查科")
PLAN = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")


class Pair:
    """Two clones of one server; whoever is `at` work stands in his folder."""

    def __init__(self, desk: Desk, aside: Path, patch: pytest.MonkeyPatch) -> None:
        open_round(desk)
        for name in ("CG-D001", "CG-D002", "CG-D003"):
            add_issue(desk)
            desk.inspect("start", name, *PLAN, *UNIT, "--today", "2020-10-30")
        desk.commit("base")
        self.server = aside / "server.git"
        self._patch = patch
        git(desk.root, "clone", "-q", "--bare", str(desk.root), str(self.server))
        self.desks = []
        for name in ("a", "b"):
            git(aside, "clone", "-q", str(self.server), str(aside / name))
            at = Desk(aside / name, desk._capsys)
            at.git("config", "user.name", name)
            at.git("config", "user.email", f"{name}@example.org")
            self.desks.append(at)

    def at(self, number: int) -> Desk:
        """One of the two goes to work."""
        self._patch.chdir(self.desks[number].root)
        return self.desks[number]


def git(folder: Path, *words: str) -> str:
    """Runs git, and expects that it works."""
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done
    return done.stdout


@pytest.fixture
def pair(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Two clones with three issues that have begun."""
    (tmp_path / "aside").mkdir()
    return Pair(desk, tmp_path / "aside", monkeypatch)


def held(at: Desk) -> dict[str, Issue]:
    """Every record of a clone, by uid."""
    found = [read_issue(path.read_bytes()).record for path in (at.root / "rounds").glob("*/issues/*.yaml")]
    assert all(found)
    return {one.uid: one for one in found if one}


def whole(at: Desk) -> tuple[object, ...]:
    """Everything that may not change where a sync is refused: files, index, commits, what waits."""
    files = {str(path): path.read_bytes() for path in sorted(at.root.rglob("*")) if path.is_file() and ".git" not in path.parts}
    return files, at.git("status", "--porcelain"), at.git("rev-parse", "HEAD"), (at.root / ".git/MERGE_HEAD").exists()


# -- it goes well ----------------------------------------------------------------------------------------------------------


def test_what_both_did_is_on_both_sides(pair: Pair) -> None:
    a = pair.at(0)
    a.inspect("progress", "CG-D001", "--note", "甲方进展", *UNIT, "--today", "2020-11-02")
    assert a.inspect("sync", "--json").data["sent"] == 1
    b = pair.at(1)
    b.inspect("progress", "CG-D001", "--note", "乙方进展", *UNIT, "--today", "2020-11-03")
    b.inspect("measure", "add", "CG-D002", "--text", "夜间巡查", *UNIT, "--today", "2020-11-03")
    done = b.inspect("sync", "--json").data
    assert done["came"] == ["2020-r2/CG-D001"] and done["sent"] == 2 and done["saved"]
    assert "from others: 2020-r2/CG-D001, 2020-r2/CG-D002" in pair.at(0).inspect("sync").err
    assert held(pair.desks[0]) == held(pair.desks[1])
    notes = [entry.note for one in held(a).values() for entry in one.history if one.id == "CG-D001"]
    assert {"甲方进展", "乙方进展"} <= set(notes)
    assert "everything is on both sides" in a.inspect("sync").err
    assert a.git("status", "--short") == "" and not (a.root / ".git/inspect/sync").exists() and a.git("worktree", "list").count("\n") == 1


def test_evidence_goes_along(pair: Pair) -> None:
    a = pair.at(0)
    (a.root / "照片.jpg").write_bytes(b"\x00photo")
    a.inspect("evidence", "add", "CG-D001", "照片.jpg", *UNIT, "--today", "2020-11-02")
    a.inspect("sync")
    b = pair.at(1)
    b.inspect("progress", "CG-D002", "--note", "x", *UNIT, "--today", "2020-11-03")
    b.inspect("sync")
    assert (b.root / "rounds/2020-r2/evidence/CG-D001/照片.jpg").read_bytes() == b"\x00photo"


def test_a_new_clone_of_an_empty_server_sends_its_first_commit(desk: Desk, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(tmp_path / "s.git"))
    open_round(desk)
    add_issue(desk)
    desk.git("remote", "add", "origin", str(tmp_path / "s.git"))
    assert desk.inspect("sync", "--json").data["sent"] == 1
    assert git(tmp_path / "s.git", "rev-parse", "main") == desk.git("rev-parse", "HEAD")


# -- where it cannot go on -------------------------------------------------------------------------------------------------


def test_without_a_server_it_is_saved_and_said(desk: Desk) -> None:
    """7 and not 0: a script, or a clerk, is not to believe that others have it."""
    open_round(desk)
    add_issue(desk)
    said = desk.inspect("sync", code=7)
    assert "saved here; there is no server yet" in said.err and "git remote add origin" in said.err
    assert desk.git("status", "--short") == "" and desk.git("log", "--oneline").count("\n") == 1


def test_where_the_server_is_away_it_is_saved(pair: Pair) -> None:
    a = pair.at(0)
    pair.server.rename(pair.server.with_name("away"))
    a.inspect("progress", "CG-D001", "--note", "x", *UNIT, "--today", "2020-11-02")
    assert a.inspect("sync", code=7).err
    assert a.git("status", "--short") == "" and a.git("log", "-1", "--format=%s") != "base\n"


def conflict(pair: Pair) -> tuple[Desk, Desk]:
    """Both extended the same issue, to another day; a was first."""
    for number, day in ((0, "25"), (1, "28")):
        at = pair.at(number)
        extend = ("--reason", "设备未到", *OFFICE, *UNIT, "--today", f"2020-11-0{number + 1}")
        at.inspect("extend", "CG-D001", "--to", f"2020-11-{day}", *extend)
        at.inspect("progress", "CG-D002", "--note", f"进展{day}", *UNIT, "--today", f"2020-11-0{number + 1}")
        if not number:
            at.inspect("sync")
    return pair.desks[0], pair.desks[1]


def test_a_conflict_names_the_record_and_changes_nothing_here(pair: Pair) -> None:
    _, b = conflict(pair)
    b.inspect("save")
    before = whole(b)
    said = b.inspect("sync", code=7)
    for word in ("2020-r2/CG-D001", "清运不及时", "due", "2020-11-25", "2020-11-28", "inspect sync --resolve"):
        assert word in said.err, (word, said.err)
    assert "CG-D002" not in said.err and before == whole(b)
    assert json.loads(b.inspect("sync", "--json", code=7).err)["error"]["code"] == "conflict"


def test_a_conflict_is_laid_out_and_left_again_and_nothing_that_was_typed_is_lost(pair: Pair) -> None:
    _, b = conflict(pair)
    b.inspect("save")
    before = whole(b)
    said = b.inspect("sync", "--resolve", code=7)
    assert "inspect sync --back" in said.err
    file = b.issue("CG-D001")
    assert "<<<<<<<" in file.read_text(encoding="utf-8")
    assert "2020-r2/CG-D001" in b.inspect("save", code=7).err
    file.write_text(file.read_text(encoding="utf-8") + "# 我的话\n", encoding="utf-8")
    said = b.inspect("sync", "--back")
    assert whole(b) == before
    kept = Path(said.err.strip().rsplit(" ", 1)[-1])
    assert (kept / "rounds/2020-r2/issues/CG-D001.yaml").read_text(encoding="utf-8").endswith("# 我的话\n")
    assert "no merge waits" in b.inspect("sync", "--back", code=7).err


def test_a_conflict_is_left_also_where_something_was_recorded_meanwhile(pair: Pair) -> None:
    a, b = conflict(pair)
    a = pair.at(0)
    a.inspect("progress", "CG-D002", "--note", "x", *UNIT, "--today", "2020-11-05")
    a.inspect("sync")
    b = pair.at(1)
    b.inspect("save")
    before = whole(b)
    b.inspect("sync", "--resolve", code=7)
    b.inspect("progress", "CG-D002", "--note", "在合并当中", *UNIT, "--today", "2020-11-05")
    kept = Path(b.inspect("sync", "--back").err.strip().rsplit(" ", 1)[-1])
    assert whole(b) == before
    assert "在合并当中" in (kept / "rounds/2020-r2/issues/CG-D002.yaml").read_text(encoding="utf-8")


def test_a_file_of_somebody_else_in_conflict_is_decided_like_a_record(pair: Pair) -> None:
    for number in (0, 1):
        desk = pair.at(number)
        (desk.root / "notes.txt").write_text(f"{number}\n", encoding="ascii")
        desk.git("add", "notes.txt")
        desk.git("commit", "-q", "-m", "x")
        desk.inspect("sync", code=7 if number else 0)
    b = pair.at(1)
    b.inspect("sync", "--resolve", code=7)
    assert not (b.root / "theirs.notes.txt").exists()
    assert "notes.txt" in b.inspect("save", code=7).err
    (b.root / "notes.txt").write_text("01\n", encoding="ascii")
    b.inspect("save")
    b.inspect("sync")
    assert not b.git("status", "--porcelain")


def test_a_branch_that_is_there_no_more_is_named(pair: Pair) -> None:
    git(pair.server, "branch", "-m", "main", "other")
    said = pair.at(1).inspect("sync", code=7)
    assert "no branch main any more" in said.err


def test_a_clone_that_was_told_to_fetch_something_else_meets_the_others(pair: Pair) -> None:
    a = pair.at(0)
    a.inspect("progress", "CG-D001", "--note", "x", *UNIT, "--today", "2020-11-02")
    a.inspect("sync")
    b = pair.at(1)
    b.git("config", "remote.origin.fetch", "+refs/heads/other:refs/remotes/origin/other")
    assert "CG-D001" in b.inspect("sync").err


def test_a_conflict_that_was_decided_goes_out(pair: Pair) -> None:
    a, b = conflict(pair)
    b.inspect("sync", "--resolve", code=7)
    file, kept, side = b.issue("CG-D001"), [], ""
    for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
        mark = {"<<<<<<<": "ours", "=======": "theirs", ">>>>>>>": ""}.get(line[:7])
        side = side if mark is None else mark
        if mark is None and side != "theirs":
            kept.append(line)
    kept.append("  - {at: 2020-11-04T10:00:00+08:00, by: 城管局整改办, did: merge, note: 以 28 日为准}\n")
    file.write_text("".join(kept), encoding="utf-8")
    b.inspect("sync")
    pair.at(0).inspect("sync")
    assert held(a) == held(b) and "2020-11-28" in a.issue("CG-D001").read_text(encoding="utf-8")


# -- somebody chooses --------------------------------------------------------------------------------------------------------

DUE = ("correct", "CG-D001", "--due", "2020-11-15", "--reason", "抄错", "--approved-by", "巡察二组联络员", *UNIT)
LATER = ("extend", "CG-D001", "--to", "2020-11-25", "--reason", "设备未到", *OFFICE, *UNIT)
VOID = ("void", "CG-D001", "--reason", "重复登记", *OFFICE, *TEAM)
DONE = ("finish", "CG-D001", "--measures-done", "--document", "城管〔2020〕15号", "--note", "已清运", *UNIT)
TITLES = [
    ("correct", "CG-D001", "--title", title, "--reason", "错字", "--approved-by", "巡察二组联络员", *TEAM) for title in ("甲题", "乙题")
]
CLASHES = {
    "extend and correct": (LATER, DUE),
    "finish and void": (DONE, VOID),
    "two titles": tuple(TITLES),
    "evidence": (("evidence", "add", "CG-D001", "照片.jpg", *UNIT),) * 2,
    "another number": (("correct", "CG-D001", "--unit", "TY", "--title", "甲题", *TITLES[0][4:]), TITLES[1]),
}


def both_did(pair: Pair, acts: tuple[tuple[str, ...], ...]) -> tuple[Desk, Desk]:
    """a did the first and sent it, b did the other and has saved it."""
    for number, words in enumerate(acts):
        at = pair.at(number)
        (at.root / "照片.jpg").write_bytes(b"ab"[number : number + 1])
        at.inspect(*words, "--today", f"2020-11-0{number + 2}")
        (at.root / "照片.jpg").unlink()
        at.inspect("save" if number else "sync")
    return pair.desks[0], pair.desks[1]


@pytest.mark.parametrize("side", ["--mine", "--theirs"])
@pytest.mark.parametrize("name", CLASHES)
def test_whoever_chooses_a_side_loses_nothing_quietly(pair: Pair, name: str, side: str) -> None:
    a, b = both_did(pair, CLASHES[name])
    base = git(pair.server, "rev-parse", "main~1").strip()
    uid = next(uid for uid, one in held(b).items() if one.id == "CG-D001")
    ours, other = (held(at)[uid] for at in ((b, a) if side == "--mine" else (a, b)))
    hint = b.inspect("sync", code=7).err
    assert f"inspect sync {side} 2020-r2/{'TY' if name == 'another number' else 'CG'}-D001" in hint, hint
    b.inspect("sync", side, "CG-D001", *UNIT)
    now = held(b)[uid]
    assert now.id == ours.id and now.history[:-1] == ours.history and now.history[-1].did == "merge"
    for entry in other.history[3:]:
        assert entry.by in now.history[-1].note and entry.note in now.history[-1].note
    assert now.title == ours.title and now.due == ours.due and now.state is ours.state and len(held(b)) == 3
    assert len(list((b.root / "rounds").glob("*/issues/*.yaml"))) == 3
    for piece in now.evidence:
        assert not piece.file or hashlib.sha256((b.root / "rounds/2020-r2" / piece.file).read_bytes()).hexdigest() == piece.sha256
    assert b.inspect("check", "--since", base, "--json", code=None).data["findings"] == []
    assert "not taken" in b.inspect("show", now.id).out and "not taken" in b.inspect("history", now.id).out
    pair.at(0).inspect("sync")
    assert held(a) == held(b)


def test_each_record_in_conflict_is_named_once(pair: Pair) -> None:
    for number, day in ((0, "25"), (1, "28")):
        at = pair.at(number)
        for name in ("CG-D001", "CG-D002"):
            at.inspect(
                "extend", name, "--to", f"2020-11-{day}", "--reason", "设备未到", *OFFICE, *UNIT, "--today", f"2020-11-0{number + 1}"
            )
        at.inspect("save" if number else "sync")
    a, b = pair.desks
    before = whole(b)
    assert "2020-r2/CG-D002" in b.inspect("sync", "--mine", "CG-D001", code=2).err
    assert "CG-D003" in b.inspect("sync", "--mine", "CG-D001", "--theirs", "CG-D002", "--mine", "CG-D003", code=2).err
    assert "both sides" in b.inspect("sync", "--mine", "CG-D001", "--theirs", "cg-d1", "--theirs", "CG-D002", code=2).err
    b.inspect("sync", "--mine", "CG-D001", "--back", code=2)
    assert whole(b) == before
    b.inspect("sync", "--mine", "cg-d1", "--theirs", "2020-r2/CG-D002")
    pair.at(0).inspect("sync")
    assert held(a) == held(b)
    assert sorted(str(one.due) for one in held(a).values()) == ["2020-11-20", "2020-11-25", "2020-11-28"]


def test_two_issues_of_one_number_are_not_chosen_between(pair: Pair) -> None:
    for number in (0, 1):
        at = pair.at(number)
        add_issue(at)
        at.inspect("save" if number else "sync")
    before = whole(pair.desks[1])
    said = pair.desks[1].inspect("sync", "--mine", "CG-D004", code=7).err
    assert "two different issues" in said and "--mine" not in said and whole(pair.desks[1]) == before


def test_what_the_merge_would_make_wrong_is_judged_before_anything_is_touched(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    a = pair.at(0)
    a.inspect("progress", "CG-D001", "--note", "x", *UNIT, "--today", "2020-11-02")
    a.inspect("sync")
    b = pair.at(1)
    b.inspect("progress", "CG-D002", "--note", "y", *UNIT, "--today", "2020-11-02")
    b.inspect("save")
    before = whole(b)
    joined = syncing._joined

    def swindled(state: Path, place: Path, theirs: str, *more: str) -> None:
        joined(state, place, theirs, *more)
        path = "rounds/2020-r2/issues/CG-D003.yaml"
        raw = git(place, "show", f":{path}").replace("清运不及时", "没有问题")
        done = subprocess.run(["git", "hash-object", "-w", "--stdin"], cwd=place, input=raw.encode(), capture_output=True, check=True)
        git(place, "update-index", "--cacheinfo", f"100644,{done.stdout.decode().strip()},{path}")

    monkeypatch.setattr(syncing, "_joined", swindled)
    said = b.inspect("sync", code=1)
    assert "DIF06" in said.err and "nothing was sent" in said.err and whole(b) == before
    assert {one["rule"] for one in b.inspect("sync", "--json", code=1).data["findings"]} == {"DIF06"}


@pytest.mark.parametrize("is_ahead", [False, True])
@pytest.mark.parametrize(
    ("was", "becomes", "code", "rule"),
    [("清运不及时", "没有问题", 1, "DIF06"), ("state: in_progress", "state: [", 3, "SCH01"), ("", "", 1, "DIF01")],
)
def test_what_others_saved_past_every_check_is_judged_before_anything_is_touched(
    pair: Pair, is_ahead: bool, was: str, becomes: str, code: int, rule: str
) -> None:
    a = pair.at(0)
    path = a.root / "rounds/2020-r2/issues/CG-D003.yaml"
    raw = path.read_text(encoding="utf-8")
    path.write_text(raw.replace(was, becomes), encoding="utf-8") if was else path.unlink()
    a.git("commit", "-q", "-a", "--no-verify", "-m", "x")
    a.git("push", "-q")
    b = pair.at(1)
    if is_ahead:
        b.inspect("progress", "CG-D001", "--note", "y", *UNIT, "--today", "2020-11-02")
        b.inspect("save")
    before = whole(b)
    said = b.inspect("sync", code=code)
    assert rule in said.err and "others saved this so" in said.err and whole(b) == before
    assert {one["rule"] for one in b.inspect("sync", "--json", code=code).data["findings"]} == {rule}
    a = pair.at(0)  # and it is no dead end
    path.write_text(raw, encoding="utf-8")
    a.git("add", "rounds")
    a.git("commit", "-q", "--no-verify", "-m", "put right")
    a.git("push", "-q")
    pair.at(1).inspect("sync")


def test_a_file_of_somebody_that_is_in_the_way_stays(pair: Pair) -> None:
    a = pair.at(0)
    (a.root / "notes.txt").write_text("a\n", encoding="ascii")
    a.git("add", "notes.txt")
    a.git("commit", "-q", "-m", "x")
    a.git("push", "-q")
    b = pair.at(1)
    (b.root / "notes.txt").write_text("b\n", encoding="ascii")
    b.inspect("progress", "CG-D002", "--note", "y", *UNIT, "--today", "2020-11-02")
    assert "notes.txt" in b.inspect("sync", code=7).err
    assert (b.root / "notes.txt").read_text(encoding="ascii") == "b\n"


def test_somebody_who_is_faster_is_met_again_and_after_three_times_it_is_said(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    b = pair.at(1)
    b.inspect("progress", "CG-D002", "--note", "y", *UNIT, "--today", "2020-11-02")
    real, faster = committing.done, [1]

    def done(folder: Path, *words: str, **more: object) -> bytes:
        if "push" in words and faster[0] > 0:
            faster[0] -= 1
            a = pair.desks[0]
            git(a.root, "pull", "-q", "--no-edit")
            (a.root / f"{faster[0]}-{len(os.listdir(a.root))}.txt").write_text("x", encoding="ascii")
            a.commit()
            git(a.root, "push", "-q")
        return real(folder, *words, **more)

    monkeypatch.setattr(committing, "done", done)
    b.inspect("sync")
    faster[0] = 9
    b.inspect("progress", "CG-D002", "--note", "z", *UNIT, "--today", "2020-11-03")
    assert "faster 3 times" in b.inspect("sync", code=7).err
    faster[0] = 0
    b.inspect("sync")


# -- nothing is lost -------------------------------------------------------------------------------------------------------

Act = Callable[[Desk, random.Random, str], tuple[str, ...]]


def acts(dice: random.Random, tag: str, day: str) -> list[tuple[str, ...]]:
    """Some commands of one side; what is refused is no harm."""
    name = f"CG-D00{dice.randint(1, 3)}"
    today = ("--today", day)
    every = [
        ("progress", name, "--note", f"进展{tag}", *UNIT, *today),
        ("measure", "add", name, "--text", f"措施{tag}", *UNIT, *today),
        ("extend", name, "--to", f"2020-12-{dice.randint(10, 28)}", "--reason", f"因{tag}", *OFFICE, *UNIT, *today),
        ("reclassify", name, "--severity", dice.choice(("serious", "minor")), "--reason", f"核{tag}", *OFFICE, *UNIT, *today),
        ("hand-over", name, "--department", f"科{tag}", "--note", f"调整{tag}", *UNIT, *today),
        ("nearly", name, "--note", f"尚差{tag}", *UNIT, *today),
        ("finish", name, "--measures-done", "--document", f"文{tag}", "--note", f"已办{tag}", *UNIT, *today),
        ("evidence", "add", name, f"{tag}.jpg", *UNIT, *today),
        ("renumber", name),
        ("add", "--unit", "CG", "--channel", "during", "--title", f"新{tag}", "--text", f"新{tag}。", "--found-on", "2020-10-28", "--notice", "oral", *TEAM, *today),
    ]  # fmt: skip
    return dice.sample(every, dice.randint(1, 3))


def one_pair(pair: Pair, number: int) -> None:
    """Random acts on both sides, a sync of each, and again: both hold all, or the conflict names what they do not."""
    dice = random.Random(number)
    done: list[dict[str, Issue]] = []
    for side in (0, 1):
        at = pair.at(side)
        for step, day in enumerate(("2020-11-02", "2020-11-04")):
            tag = f"{'ab'[side]}{step}"
            (at.root / f"{tag}.jpg").write_bytes(tag.encode())
            for words in acts(dice, tag, day):
                at.inspect(*words, code=None)
            (at.root / f"{tag}.jpg").unlink()
        done.append(held(at))
    pair.at(0).inspect("sync")
    b = pair.at(1)
    b.inspect("save", code=None)
    before = whole(b)
    said = b.inspect("sync", code=None)
    if said.code:
        assert said.code in (1, 7), said
        assert whole(b) == before, said
        named = [f"CG-D00{n}" for n in range(1, 10) if f"CG-D00{n}" in said.err]
        assert named, said
        other = json.loads(b.inspect("sync", "--json", code=said.code).err or "{}") if said.code == 7 else {}
        assert said.code == 1 or other["error"]["code"] == "conflict"
        return
    pair.at(0).inspect("sync")
    for at in pair.desks:
        now = held(at)
        for side in done:
            for uid, issue in side.items():
                assert uid in now, f"{number}: {issue.id} is lost"
                lost = [entry for entry in issue.history if entry not in now[uid].history]
                assert not lost, f"{number}: {issue.id} lost {lost}"
        for one in now.values():
            for piece in one.evidence:
                assert not piece.file or (at.root / "rounds/2020-r2" / piece.file).is_file(), f"{number}: {piece.file}"
    assert held(pair.desks[0]) == held(pair.desks[1])


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20))
def test_random_pairs_of_clones_lose_nothing(pair: Pair, number: int) -> None:
    one_pair(pair, number)


@pytest.mark.long
@pytest.mark.parametrize("number", range(20, 500))
def test_many_random_pairs_of_clones_lose_nothing(pair: Pair, number: int) -> None:
    one_pair(pair, number)


# -- killed ----------------------------------------------------------------------------------------------------------------

KILLER = """
import os, sys
from inspect_cli.store.git import committing
from inspect_cli.cli.argv.app import main
real, left = committing.done, [int(sys.argv[1])]
def done(*words, **more):
    left[0] -= 1
    if left[0] == 0: os._exit(137)
    return real(*words, **more)
committing.done = done
code = main(sys.argv[2:])
print(int(sys.argv[1]) - left[0], file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["save", "sync"])
def test_a_kill_at_any_step_loses_nothing_and_the_next_run_goes_on(pair: Pair, tmp_path: Path, verb: str) -> None:
    a = pair.at(0)
    a.inspect("progress", "CG-D001", "--note", "甲", *UNIT, "--today", "2020-11-02")
    a.inspect("sync")
    b = pair.at(1)
    b.inspect("progress", "CG-D001", "--note", "乙", *UNIT, "--today", "2020-11-03")
    wanted = held(b)
    shutil.copytree(b.root, tmp_path / "pristine", symlinks=True)
    shutil.copytree(pair.server, tmp_path / "server", symlinks=True)
    step, code = 0, 137
    while code == 137:
        step += 1
        for place, pristine in ((b.root, tmp_path / "pristine"), (pair.server, tmp_path / "server")):
            os.chdir(tmp_path)
            shutil.rmtree(place)
            shutil.copytree(pristine, place, symlinks=True)
        os.chdir(b.root)
        code = subprocess.run([sys.executable, "-c", KILLER, str(step), verb], cwd=b.root, capture_output=True, check=False).returncode
        now = held(b)
        assert all(entry in now[uid].history for uid, issue in wanted.items() for entry in issue.history), step
        b.inspect(verb)
        assert b.git("status", "--short") == "" and not (b.root / ".git/inspect/sync").exists(), step
        if verb == "sync":
            notes = {entry.note for one in held(b).values() for entry in one.history}
            assert {"甲", "乙"} <= notes and git(pair.server, "rev-parse", "main") == b.git("rev-parse", "HEAD"), step
    assert code == 0 and step > 5
    assert staging.OURS[0] == "rounds"
