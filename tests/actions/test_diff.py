"""`inspect diff` on real repositories: what changed, the verdict, and what explains it."""

import json
import subprocess

import pytest
from desk import Desk, add_issue, open_round

TEAM = "巡察二组联络员"
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台，每日两清")


@pytest.fixture
def started(desk):
    """CG-D001 in progress with a measure, a document and a severity, committed."""
    open_round(desk)
    add_issue(desk, "during", "CG", "--severity", "serious")
    desk.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    desk.inspect("evidence", "add", "CG-D001", "--document", "城管〔2020〕1号", "--today", "2020-10-31")
    desk.commit()
    return desk


def changes(at: Desk, *words: str, code: int) -> list[dict]:
    return at.inspect("diff", *words, "--json", code=code).data["changes"]


def by_rule(found: list[dict]) -> dict[str, dict]:
    return {one["rule"]: one for one in found if one["rule"]}


def replaced(at: Desk, name: str, old: str, new: str) -> None:
    path = at.issue(name)
    text = path.read_text(encoding="utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_changed_is_said_and_is_no_failure(started):
    said = started.inspect("diff", "--json")
    assert said.data == {
        "from": "HEAD",
        "to": "WORKTREE",
        "changes": [],
        "summary": {"progress": 0, "neutral": 0, "regression": 0, "explained": 0, "unexplained": 0, "issues": 0},
        "findings": [],
    }
    assert "nothing changed" in started.inspect("diff").out


def test_a_step_forward_is_progress_and_told_field_by_field(started):
    started.inspect("measure", "done", "CG-D001", "m1", "--today", "2020-11-09")
    started.inspect("nearly", "CG-D001", "--note", "还差夜间巡查", "--today", "2020-11-10")
    found = changes(started, code=0)
    assert [(one["kind"], one["verdict"], one["rule"]) for one in found] == [
        ("measures", "progress", None),
        ("state", "progress", None),
        ("history", "neutral", None),
        ("history", "progress", None),
    ]
    assert all(one["issue"] == "2020-r2/CG-D001" for one in found)
    state = found[1]
    assert (state["before"], state["after"], state["explained_by"]) == ("in_progress", "basically_done", None)
    assert found[0]["before"] == {"id": "m1", "text": "增配清运车辆2台，每日两清", "due": "2020-11-20"}


QUIET = {
    "DIF02": ("\ndue: 2020-11-20", "\ndue: 2021-03-20"),
    "DIF03": ("severity: serious", "severity: minor"),
    "DIF04": ("leader: 分管副局长", "leader: 另一位副局长"),
    "DIF05": ("document: 城管〔2020〕1号", "document: 城管〔2020〕99号"),
    "DIF06": ("部分街巷清运不及时。", "个别街巷清运稍慢。"),
    "DIF07": ("state: in_progress", "state: done"),
    "DIF08": ("增配清运车辆2台，每日两清", "增配车辆"),
    "DIF09": ("did: start, from: registered", "did: start, note: 另有说法, from: registered"),
    "DIF10": ("original_due: 2020-11-20", "original_due: 2020-12-20"),
    "DIF11": ("channel: during", "channel: immediate"),
}


@pytest.mark.parametrize("rule", QUIET)
def test_a_quiet_edit_is_an_unexplained_regression(started, rule):
    replaced(started, "CG-D001", *QUIET[rule])
    found = changes(started, code=1)
    assert [(one["rule"], one["verdict"], one["explained_by"]) for one in found if one["rule"]] == [(rule, "regression", None)]


def test_a_deleted_record_is_the_most_serious_finding(started):
    started.issue("CG-D001").unlink()
    (one,) = changes(started, code=1)
    assert (one["rule"], one["kind"], one["issue"], one["after"]) == ("DIF01", "record", "2020-r2/CG-D001", None)


def look_alike(at: Desk, number: int, *reworded: tuple[str, str]) -> None:
    """CG-D001 again under another number and uid."""
    text = at.issue("CG-D001").read_text(encoding="utf-8")
    uid = next(line.split()[1] for line in text.splitlines() if line.startswith("uid"))
    for old, new in (("CG-D001", f"CG-D{number:03}"), (uid, f"z23456789{number}"), *reworded):
        assert old in text, text
        text = text.replace(old, new)
    at.issue(f"CG-D{number:03}").write_text(text, encoding="utf-8")


def test_a_record_under_another_uid_and_name_is_gone_and_the_likeness_is_a_hint_and_nothing_else(started):
    look_alike(started, 7, ("severity: serious", "severity: minor"), ("leader: 分管副局长", "leader: 另一位副局长"))
    started.issue("CG-D001").unlink()
    gone, new = sorted(changes(started, code=1), key=lambda one: one["issue"])
    assert (gone["issue"], gone["rule"], gone["guess"], gone["after"]) == ("2020-r2/CG-D001", "DIF01", 100, "2020-r2/CG-D007")
    assert gone["candidates"] == [{"issue": "2020-r2/CG-D007", "guess": 100}]
    assert "perhaps 2020-r2/CG-D007 now, 100 % alike" in gone["message"]
    assert (new["issue"], new["kind"], new["verdict"], new["rule"], new["before"]) == ("2020-r2/CG-D007", "record", "neutral", None, None)
    assert (new["guess"], new["candidates"]) == (None, [])
    assert "perhaps 2020-r2/CG-D007 now, 100 % alike" in " ".join(started.inspect("diff", code=1).out.split())


def test_of_several_look_alikes_the_best_three_are_named(started):
    for number, ending in ((6, ""), (7, "天"), (8, "天天"), (9, "天天天")):
        look_alike(started, number, ("部分街巷清运不及时。", f"部分街巷清运不及时。{ending}"))
    started.issue("CG-D001").unlink()
    found = changes(started, code=1)
    (gone,) = (one for one in found if one["rule"])
    assert [one["issue"][-7:] for one in gone["candidates"]] == ["CG-D006", "CG-D007", "CG-D008"]
    assert gone["candidates"][0]["guess"] == gone["guess"] == 100 > gone["candidates"][1]["guess"] > gone["candidates"][2]["guess"]
    assert len([one for one in found if one["kind"] == "record" and one["rule"] is None]) == 4


def test_two_records_gone_may_be_like_the_same_new_one(started):
    look_alike(started, 2)
    started.commit()
    look_alike(started, 7)
    started.issue("CG-D001").unlink()
    started.issue("CG-D002").unlink()
    found = changes(started, code=1)
    assert [one["after"] for one in found if one["rule"]] == ["2020-r2/CG-D007"] * 2


LEGAL = {
    "DIF02": ("extend", "CG-D001", "--to", "2020-12-10", "--reason", "设备到货延迟", "--approved-by", TEAM),
    "DIF03": ("reclassify", "CG-D001", "--severity", "minor", "--reason", "核实后", "--approved-by", TEAM),
    "DIF04": ("hand-over", "CG-D001", "--leader", "另一位副局长", "--note", "人事调整"),
    "DIF05": ("evidence", "drop", "CG-D001", "e1", "--reason", "文号有误"),
    "DIF08": ("measure", "drop", "CG-D001", "m1", "--reason", "并入统一采购"),
    "DIF01": ("void", "CG-D001", "--reason", "重复登记", "--approved-by", TEAM, "--by", TEAM),
}


@pytest.mark.parametrize("rule", LEGAL)
def test_the_same_by_its_verb_is_a_regression_that_its_entry_explains(started, rule):
    started.inspect(*LEGAL[rule], "--today", "2020-11-08")
    found = changes(started, code=0)
    assert [one["rule"] for one in found if one["verdict"] == "regression"] == [rule]
    explained = by_rule(found)[rule]["explained_by"]
    assert explained.get("did", "extend") == LEGAL[rule][0] and explained.get("approved_by") in (None, TEAM)
    assert "explained" in started.inspect("diff").out


def test_a_return_is_a_step_back_that_its_entry_explains(started):
    started.inspect("finish", "CG-D001", "--measures-done", "--note", "已落实", "--today", "2020-11-08")
    started.commit()
    started.inspect("return", "CG-D001", "--reason", "夜间仍有积存", "--by", TEAM, "--today", "2020-11-09")
    one = by_rule(changes(started, code=0))["DIF07"]
    assert (one["before"], one["after"], one["explained_by"]["note"]) == ("done", "in_progress", "夜间仍有积存")


def test_a_waiver_in_the_record_explains_too_but_not_a_rewritten_history(started):
    replaced(started, "CG-D001", "\ndue: 2020-11-20", "\ndue: 2020-12-10")
    replaced(
        started,
        "CG-D001",
        "history:",
        "waivers:\n  - {rule: DIF02, changes: [{field: due, was: 2020-11-20, now: 2020-12-10}], reason: 录入笔误, by: 巡察二组联络员, on: 2020-11-09}\nhistory:",
    )
    assert by_rule(changes(started, code=0))["DIF02"]["explained_by"]["reason"] == "录入笔误"
    replaced(started, "CG-D001", "rule: DIF02", "rule: DIF09")
    replaced(started, "CG-D001", "did: start", "note: 改, did: start")
    assert by_rule(changes(started, code=1))["DIF09"]["explained_by"] is None


def test_what_is_new_untracked_or_hidden_from_git_is_seen(started):
    add_issue(started, "immediate", "TY")
    assert [(one["issue"], one["kind"], one["verdict"]) for one in changes(started, code=0)] == [("2020-r2/TY-I001", "record", "neutral")]
    started.git("update-index", "--assume-unchanged", "rounds/2020-r2/issues/CG-D001.yaml")
    replaced(started, "CG-D001", "severity: serious", "severity: minor")
    assert "DIF03" in by_rule(changes(started, code=1))


def test_two_revisions_and_what_is_staged_are_compared_as_git_has_them(started):
    replaced(started, "CG-D001", "severity: serious", "severity: minor")
    started.git("add", "-A")
    replaced(started, "CG-D001", "severity: minor", "severity: serious")
    assert by_rule(changes(started, "--staged", code=1)).keys() == {"DIF03"}
    assert changes(started, code=0) == []
    started.git("commit", "-q", "-m", "x")
    assert by_rule(changes(started, "HEAD~1..HEAD", code=1)).keys() == {"DIF03"}
    assert [one["verdict"] for one in changes(started, "HEAD..HEAD~1", code=0)] == ["neutral"]
    assert by_rule(changes(started, "HEAD~1...", code=1)).keys() == {"DIF03"}
    assert "git knows no commit nowhere" in started.inspect("diff", "nowhere..HEAD", code=7).err


def test_a_record_that_became_unreadable_is_named_and_not_called_gone(started):
    replaced(started, "CG-D001", "state: in_progress", "state: [")
    data = started.inspect("diff", "--json", code=3).data
    assert data["changes"] == [] and [one["issue"] for one in data["findings"]] == ["2020-r2/CG-D001"]


def test_the_rounds_own_file_is_compared_too(started):
    path = started.root / "rounds/2020-r2/round.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2020-12-18", "2021-01-18"), encoding="utf-8")
    (one,) = changes(started, code=1)
    assert (one["issue"], one["round"], one["kind"], one["part"], one["rule"]) == (None, "2020-r2", "on_site", "ends", "DIF12")
    assert (one["before"], one["after"]) == ("2020-12-18", "2021-01-18")


def test_a_swapped_file_behind_untouched_evidence_is_seen(started, tmp_path):
    photo = tmp_path / "after.jpg"
    photo.write_bytes(b"one")
    started.inspect("evidence", "add", "CG-D001", photo, "--today", "2020-11-01")
    started.commit()
    (started.root / "rounds/2020-r2/evidence/CG-D001/after.jpg").write_bytes(b"two")
    (one,) = changes(started, code=1)
    assert (one["rule"], one["kind"], one["part"], one["before"], one["after"]) == ("DIF05", "evidence_file", "e2", "intact", "differs")


def test_users_text_stays_text_in_markdown_and_on_the_terminal(started):
    add_issue(started, "immediate", "TY", "--text", "|<script>x</script>| @everyone [x](http://y) \x1b[31m")
    said = started.inspect("diff", "--format", "markdown").out
    assert "<script>" not in said and "@everyone" not in said and "[x](" not in said
    replaced(started, "CG-D001", "leader: 分管副局长", "leader: '[red]|<b>`x`'")
    said = started.inspect("diff", "--format", "markdown", code=1).out
    assert "<b>" not in said and "`x`" not in said and said.count("\n| ") == 4
    assert "[red]|<b>`x`" in started.inspect("diff", "--plain", code=1).out


def test_annotations_name_file_and_line(started):
    replaced(started, "CG-D001", "severity: serious", "severity: minor")
    line = started.issue("CG-D001").read_text(encoding="utf-8").splitlines().index("severity: minor") + 1
    said = started.inspect("diff", "--format", "github", code=1).out
    assert said.startswith(f"::error file=rounds/2020-r2/issues/CG-D001.yaml,line={line},col=11,title=DIF03::")


def second_round(at: Desk) -> None:
    at.inspect(
        "new-round", "2022-r1", "--title", "后一轮", "--kind", "follow_up", "--team", "三组", "--unit", "CG=城管", "--starts", "2022-03-01"
    )


def test_between_rounds_only_links_count_and_likeness_is_a_suggestion(started):
    second_round(started)
    (left,) = changes(started, "--rounds", "2020-r2", "2022-r1", code=1)
    assert (left["rule"], left["issue"]) == ("DIF01", "2020-r2/CG-D001")
    words = ("--round", "2022-r1", "--unit", "CG", "--channel", "immediate", "--found-on", "2022-03-02", "--title", "清运不及时")
    started.inspect("add", *words, "--text", "部分街巷清运不及时。", "--today", "2022-03-02")
    found = changes(started, "--rounds", "2020-r2", "2022-r1", code=1)
    assert [(one["rule"], one["kind"]) for one in found] == [("DIF01", "record"), (None, "suggestion")] and found[1]["guess"] == 100
    assert (found[1]["before"], found[1]["after"]) == ("清运不及时", "2022-r1/CG-I001") and found[0]["guess"] is None
    started.inspect("add", *words, "--text", "部分街巷清运不及时", "--today", "2022-03-02")
    found = changes(started, "--rounds", "2020-r2", "2022-r1", code=1)
    assert [one["issue"] for one in found[1]["candidates"]] == ["2022-r1/CG-I001", "2022-r1/CG-I002"]
    started.inspect("add", *words, "--text", "又有积存。", "--recurs", "2020-r2/CG-D001", "--today", "2022-03-02")
    found = changes(started, "--rounds", "2020-r2", "2022-r1", code=0)
    assert {one["rule"] for one in found} == {None} and ("severity", "neutral") in {(one["kind"], one["verdict"]) for one in found}


@pytest.mark.parametrize("words", [("diff",), ("diff", "HEAD"), ("check", "--since", "HEAD"), ("check", "--staged")])
def test_without_git_one_line_says_that_git_is_needed(tmp_path, monkeypatch, desk, words):
    plain = tmp_path / "plain"
    plain.mkdir()
    monkeypatch.chdir(plain)
    desk.inspect("init")
    said = desk.inspect(*words, code=7)
    assert said.out == "" and len(said.err.splitlines()) == 2 and "needs git" in said.err
    assert json.loads(desk.inspect(*words, "--json", code=7).err)["error"]["code"] == "no_git"
    open_round(desk)
    second_round(desk)
    desk.inspect("diff", "--rounds", "2020-r2", "2022-r1")


def test_a_subfolder_of_a_larger_repository_is_compared_by_its_own_paths(tmp_path, monkeypatch, desk):
    inner = desk.root / "office" / "records"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    here = Desk(inner, desk._capsys)
    open_round(here)
    add_issue(here)
    here.commit()
    replaced(here, "CG-D001", "清运不及时", "清运稍慢")
    assert "DIF06" in by_rule(changes(here, code=1))
    here.commit()
    assert "DIF06" in by_rule(changes(here, "HEAD~1..HEAD", code=1))
    assert [one["rule"] for one in here.inspect("check", "--since", "HEAD~1", "--json", code=1).data["findings"]] == ["DIF06"]


def test_a_repository_without_commits_has_only_new_records(desk):
    open_round(desk)
    add_issue(desk)
    assert [one["kind"] for one in changes(desk, code=0)] == ["record"]
    subprocess.run(["git", "add", "-A"], cwd=desk.root, check=True)
    assert [one["kind"] for one in changes(desk, "--staged", code=0)] == ["record"]
    assert desk.inspect("check", "--staged", "--json").data["findings"] == []
