"""A sparse checkout: what git was told not to lay out is not gone; it is named, not counted, and nothing leaves the office without it."""

import json

import pytest
from desk import Desk

from inspect_cli.store.git import gitdir

DAY = ("--today", "2020-11-12")
TEAM, UNIT = ("--by", "巡察二组联络员"), ("--by", "城管局整改办")


@pytest.fixture
def at(desk: Desk) -> Desk:
    """Two rounds, the first with two issues (one is done, with evidence), the second with one; committed."""
    desk.inspect("init")
    units = ("--unit", "CG=城管局", "--unit", "TY=退役局")
    desk.inspect(
        "new-round",
        "2020-r2",
        "--title",
        "第二轮",
        "--kind",
        "regular",
        "--team",
        "二组",
        *units,
        "--starts",
        "2020-10-19",
        "--ends",
        "2020-12-18",
    )
    desk.inspect("new-round", "2020-r3", "--title", "第三轮", "--kind", "regular", "--team", "三组", *units, "--starts", "2021-01-19")
    for round_id, title in (("2020-r2", "清运不及时"), ("2020-r2", "面积超标"), ("2020-r3", "台账不全")):
        about = (
            "--unit",
            "CG",
            "--channel",
            "during",
            "--title",
            title,
            "--text",
            f"{title}。",
            "--notice",
            "oral",
            "--found-on",
            "2020-10-20",
        )
        desk.inspect("add", *about, *TEAM, "--today", "2020-10-28", "--round", round_id)
    (desk.root / "照片.jpg").write_bytes(b"1")
    start = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    desk.inspect("start", "2020-r2/CG-D001", *start, *UNIT, "--today", "2020-10-30")
    finish = ("--measures-done", "--note", "已落实", "--evidence", "照片.jpg")
    desk.inspect("finish", "2020-r2/CG-D001", *finish, *UNIT, "--today", "2020-11-03")
    (desk.root / "照片.jpg").unlink()
    desk.commit()
    return desk


def leave_out(at: Desk, *patterns: str) -> None:
    """Lays out everything but these."""
    at.git("sparse-checkout", "set", "--no-cone", "/*", *(f"!{one}" for one in patterns))
    assert at.git("status", "--porcelain") == ""


def test_nothing_changed_where_git_says_so(at: Desk):
    leave_out(at, "/rounds/2020-r2/")
    assert "nothing changed" in at.inspect("diff").out
    assert at.inspect("check", "--since", "HEAD").out == ""
    assert at.inspect("diff", "--json").data["changes"] == []


@pytest.mark.parametrize("words", [("status", "--all"), ("status",), ("list",), ("list", "--all"), ("rounds",), ("check",), ("home",)])
def test_a_round_that_is_not_here_is_named(at: Desk, words: tuple[str, ...]):
    leave_out(at, "/rounds/2020-r2/")
    for _ in range(2):  # the second time from memory
        assert "2020-r2 is in git, and not checked out here" in at.inspect(*words, *DAY).out
    found = at.inspect(*words, *DAY, "--json").data["findings"]
    assert [one["rule"] for one in found if "not checked out" in one["message"]] == ["GIT01"]
    at.git("sparse-checkout", "disable")
    assert "not checked out" not in at.inspect(*words, *DAY).out


def test_a_round_that_is_not_here_keeps_a_gate_closed(at: Desk):
    leave_out(at, "/rounds/2020-r2/")
    assert at.inspect("status", "--all", "--json", *DAY).data["totals"]["ready"] is False
    at.inspect("status", "--all", "--gate", *DAY, code=1)


@pytest.mark.parametrize(
    "words", [("status", "2020-r2"), ("show", "2020-r2/CG-D001"), ("list", "--round", "2020-r2"), ("why", "2020-r2/CG-D001")]
)
def test_what_is_asked_for_and_is_not_here_is_said_to_be_in_git(at: Desk, words: tuple[str, ...]):
    leave_out(at, "/rounds/2020-r2/")
    said = at.inspect(*words, *DAY, code=5)
    assert "in git, and not checked out here" in said.err and "git sparse-checkout add rounds/2020-r2" in said.err


def test_a_round_that_is_not_here_is_not_opened_anew(at: Desk):
    leave_out(at, "/rounds/2020-r2/")
    again = (
        "new-round",
        "2020-R2",
        "--title",
        "第二轮",
        "--kind",
        "regular",
        "--team",
        "二组",
        "--unit",
        "CG=城管局",
        "--starts",
        "2020-10-19",
    )
    assert "is there already" in at.inspect(*again, code=2).err


def test_a_record_that_is_not_here_is_named_and_keeps_the_gate_closed(at: Desk):
    leave_out(at, "/rounds/2020-r2/issues/CG-D002.yaml")
    for words in (("status", "2020-r2"), ("list", "--round", "2020-r2"), ("check", "2020-r2")):
        assert "1 issue of 2020-r2 is in git and not checked out here: CG-D002" in at.inspect(*words, *DAY, code=None).out
    blockers = at.inspect("status", "2020-r2", "--json", *DAY).data["report"]["blockers"]
    assert [one["message"] for one in blockers if one["rule"] == "GAT05"] == [
        "GIT01 1 issue of 2020-r2 is in git and not checked out here: CG-D002"
    ]
    assert "not checked out here" in at.inspect("show", "2020-r2/CG-D002", *DAY, code=5).err


def test_no_total_leaves_the_office_without_it(at: Desk):
    leave_out(at, "/rounds/2020-r2/issues/CG-D002.yaml")
    report = at.inspect("report", "during", "--round", "2020-r2", "--unit", "CG", "--final", *DAY, code=1)
    assert "not checked out here: CG-D002" in report.out and not (at.root / "rounds/2020-r2/reports").exists()
    said = at.inspect("ledger", "export", "a.csv", "--round", "2020-r2", *DAY, code=4)
    assert "CG-D002" in said.err and "sparse-checkout" in said.err and not (at.root / "a.csv").exists()
    at.inspect("ledger", "export", "b.csv", "--round", "2020-r2", "--unit", "TY", *DAY)
    draft = at.inspect("report", "during", "--round", "2020-r2", "--unit", "CG", "-o", "c.docx", *DAY)
    assert "CG-D002" in draft.out


def test_evidence_that_is_not_here_is_not_missing(at: Desk):
    leave_out(at, "/rounds/2020-r2/evidence/")
    found = at.inspect("check", *DAY, "--json").data["findings"]
    assert [(one["rule"], one["level"]) for one in found if "照片" in one["message"]] == [("GIT01", "warning")]
    assert "in git, not checked out here" in at.inspect("show", "2020-r2/CG-D001", *DAY).out
    assert "in git, not checked out here" in at.inspect("show", "2020-r2/CG-D001", *DAY, "--lang", "en", "--no-index").out
    close = at.inspect("close", "2020-r2/CG-D001", *TEAM, *DAY, code=4)
    assert "not checked out" in close.err and "evidence drop" not in close.err
    assert "not checked out" in at.inspect("status", "2020-r2", *DAY).out
    assert at.inspect("status", "2020-r2", "--at", "HEAD", "--json", *DAY).data["report"]["blockers"][0]["rule"] != "GAT03"


def test_a_link_to_a_record_that_is_not_here_leads_somewhere(at: Desk):
    at.inspect("carry", "2020-r2/CG-D002", *TEAM, *DAY)
    at.commit()
    leave_out(at, "/rounds/2020-r2/issues/CG-F001.yaml")
    rules = {one["rule"] for one in at.inspect("check", *DAY, "--json", code=None).data["findings"]}
    assert not rules & {"REP01", "REP02"} and "GIT01" in rules


def test_numbers_are_not_changed_where_links_cannot_be_seen(at: Desk):
    leave_out(at, "/rounds/2020-r2/issues/CG-D002.yaml")
    assert "not checked out" in at.inspect("renumber", "2020-r2/CG-D001", *UNIT, *DAY, code=5).err


def test_a_number_that_is_not_here_is_not_given_out_again(at: Desk):
    leave_out(at, "/rounds/2020-r2/issues/CG-D002.yaml")
    about = (
        "--unit",
        "CG",
        "--channel",
        "during",
        "--title",
        "新问题",
        "--text",
        "新问题。",
        "--notice",
        "oral",
        "--found-on",
        "2020-11-01",
    )
    assert at.inspect("add", *about, *TEAM, *DAY, "--round", "2020-r2").out.strip() == "2020-r2/CG-D003"


def test_a_round_s_own_file_that_is_not_here_is_no_fault_of_the_round(at: Desk):
    leave_out(at, "/rounds/2020-r2/round.yaml")
    said = at.inspect("check", *DAY, "--json").data["findings"]
    assert [one["rule"] for one in said if "round.yaml" in one["message"]] == ["GIT01"]
    at.inspect("status", "2020-r2", *DAY)


def test_a_file_that_was_told_to_be_skipped_and_then_deleted_is_named(at: Desk):
    """Without any sparse checkout: a bit in git's index hides it from git status."""
    at.git("update-index", "--skip-worktree", "rounds/2020-r2/issues/CG-D002.yaml")
    at.issue("CG-D002").unlink()
    assert at.git("status", "--porcelain") == ""
    assert "CG-D002" in at.inspect("status", "2020-r2", *DAY).out
    at.git("sparse-checkout", "disable")  # what the remedy says
    assert at.issue("CG-D002").exists()


def test_a_file_that_is_assumed_to_be_unchanged_and_is_gone_is_gone(at: Desk):
    at.git("update-index", "--assume-unchanged", "rounds/2020-r2/issues/CG-D002.yaml")
    at.issue("CG-D002").unlink()
    assert [one["rule"] for one in at.inspect("diff", "--json", code=1).data["changes"]] == ["DIF01"]


def test_a_file_that_was_left_out_and_lies_there_all_the_same_is_read(at: Desk):
    """As an editor or a copy puts it there."""
    text = at.issue("CG-D002").read_text(encoding="utf-8")
    at.git("update-index", "--skip-worktree", "rounds/2020-r2/issues/CG-D002.yaml")
    at.issue("CG-D002").write_text(text.replace("面积超标。", "面积不超标。"), encoding="utf-8")
    assert "not checked out" not in at.inspect("status", "2020-r2", *DAY).out
    assert json.loads(at.inspect("diff", "--json", code=1).out)["data"]["changes"][0]["rule"] == "DIF06"


EVERYWHERE = [
    ("check",),
    ("status",),
    ("home",),
    ("list",),
    ("doctor",),
    ("init",),
    ("rounds",),
    ("show", "cg-d1"),
    ("trend", "2020-r2"),
    ("git-setup",),
    ("new-round", "2020-r4", "--title", "t", "--kind", "regular", "--team", "二组", "--unit", "CG=城管局", "--starts", "2021-03-01"),
]


@pytest.mark.parametrize("words", EVERYWHERE, ids=[words[0] for words in EVERYWHERE])
def test_records_of_which_no_folder_lies_here_are_in_git(at: Desk, words: tuple[str, ...]):
    at.git("sparse-checkout", "set", "schemas")
    assert not (at.root / "rounds").exists()
    said = at.inspect(*words, code=5)
    assert "rounds/ is in git, and not checked out here" in said.err and "git sparse-checkout add rounds," in said.err
    assert json.loads(at.inspect(*words, "--json", code=5).err)["error"]["code"] == "not_checked_out"
    assert not (at.root / "rounds").exists()
    at.git("sparse-checkout", "add", "rounds")  # what the remedy says
    at.inspect("status", *DAY)


def test_records_are_in_git_also_for_who_stands_below_or_names_the_folder(at: Desk, monkeypatch: pytest.MonkeyPatch):
    at.git("sparse-checkout", "set", "schemas")
    monkeypatch.chdir(at.root / "schemas")
    for words in (("check",), ("init",), ("home", "--root", str(at.root))):
        said = at.inspect(*words, code=5)
        assert "rounds/ is in git" in said.err
    assert at.inspect("check", code=5).err.rstrip().endswith("git sparse-checkout disable")
    assert not (at.root / "schemas/rounds").exists()


def test_records_below_the_top_are_in_git_too(at: Desk, monkeypatch: pytest.MonkeyPatch):
    (at.root / "inner").mkdir()
    at.git("mv", "rounds", "schemas", "inner/")
    at.commit()
    at.git("sparse-checkout", "set", "inner/schemas")
    monkeypatch.chdir(at.root / "inner")
    said = at.inspect("check", code=5)
    assert "inner/rounds/ is in git" in said.err and "git sparse-checkout add rounds," in said.err
    monkeypatch.chdir(at.root)
    assert "no folder rounds/" in at.inspect("check", code=5).err


@pytest.mark.parametrize("words", [("status",), ("home",), ("trend",), ("show", "CG-D001"), ("report", "during"), ("list",)])
def test_where_every_round_was_left_out_none_is_missing(at: Desk, words: tuple[str, ...]):
    leave_out(at, "/rounds/2020-r2/", "/rounds/2020-r3/")
    (at.root / "rounds").mkdir(exist_ok=True)
    said = at.inspect(*words, *DAY, code=5)
    assert "in git, and not checked out here" in said.err and "new-round" not in said.err


@pytest.mark.parametrize("name", ["cg-d2", "CG-D2", "cg-d002", "2020-r2/cg-d2", "CG-D00002"])
def test_a_record_that_is_not_here_is_known_in_every_spelling(at: Desk, name: str):
    leave_out(at, "/rounds/2020-r2/issues/CG-D002.yaml")
    said = at.inspect("show", name, *DAY, code=5)
    assert "in git, and not checked out here" in said.err and said.err.rstrip().endswith("git sparse-checkout disable")


def test_the_record_of_another_round_is_not_taken_for_one_that_is_not_here(at: Desk):
    """The round of today holds this number, though not here; so does another round."""
    leave_out(at, "/rounds/2020-r2/issues/CG-D001.yaml")
    assert "not checked out" in at.inspect("progress", "CG-D001", "--note", "x", *UNIT, *DAY, code=5).err


def test_doctor_counts_what_is_not_here(at: Desk):
    leave_out(at, "/rounds/2020-r2/")
    said = at.inspect("doctor", code=1).out
    assert "in git, and not checked out here: 3 records, 1 other file" in said and "git sparse-checkout add rounds/2020-r2" in said
    leave_out(at, "/rounds/2020-r2/issues/CG-D002.yaml")
    said = at.inspect("doctor", code=1).out
    assert "1 record, 0 other files" in said and "sparse-checkout add" not in said


def found_in(at: Desk) -> list[tuple[str, str]]:
    """What is said to be left out, and the remedy."""
    found = at.inspect("check", *DAY, "--json", code=None).data["findings"]
    return [(one["message"], one["fix"]) for one in found if one["rule"] == "GIT01"]


def test_the_remedy_names_the_folder_and_works(at: Desk):
    leave_out(at, "/rounds/2020-r2/evidence/")
    (_, fix), *more = found_in(at)
    assert not more and fix.startswith("git sparse-checkout add rounds/2020-r2/evidence,")
    at.git("sparse-checkout", "add", "rounds/2020-r2/evidence")
    assert found_in(at) == []


@pytest.mark.parametrize("left_out", ["/rounds/2020-r2/issues/CG-D002.yaml", "/rounds/2020-r2/evidence/CG-D001/照片.jpg", "*.jpg"])
def test_where_single_files_were_left_out_only_everything_brings_them_back(at: Desk, left_out: str):
    leave_out(at, left_out)
    assert [fix for _, fix in found_in(at)] == ["git sparse-checkout disable"]
    at.git("sparse-checkout", "disable")
    assert found_in(at) == []


def test_many_files_of_one_record_are_one_finding(at: Desk):
    start = ("--leader", "甲局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    at.inspect("start", "2020-r2/CG-D002", *start, *UNIT, "--today", "2020-10-30")
    for number in range(5):
        (at.root / f"{number}.txt").write_text(str(number), encoding="ascii")
    at.inspect("evidence", "add", "2020-r2/CG-D002", *(f"{number}.txt" for number in range(5)), *UNIT, *DAY)
    at.commit()
    leave_out(at, "/rounds/2020-r2/evidence/CG-D002/")
    ((message, _),) = found_in(at)
    assert message.endswith("…: in git, not checked out here")


def test_a_root_that_is_not_laid_out_is_not_one_to_be_made(at):
    (at.root / "other").mkdir()
    (at.root / "other" / "a").write_text("a")
    at.commit()
    at.git("sparse-checkout", "set", "other")
    assert not (at.root / "rounds").exists()
    for words in (("status",), ("list",), ()):
        said = at.inspect(*words, code=5).err
        assert "not checked out" in said and "inspect init" not in said, said
    assert "not checked out" in at.inspect("init", code=5).err
    (at.root / "rounds").mkdir()
    for words in (("status",), ("add", "--unit", "CG"), ()):
        said = at.inspect(*words, *(DAY if words else ()), code=5).err
        assert "not checked out" in said and "new-round" not in said, said
    at.git("sparse-checkout", "disable")
    at.inspect("status", *DAY)


def test_where_git_does_not_say_what_it_left_out_no_total_leaves_the_office(at, monkeypatch):
    leave_out(at, "/rounds/2020-r2/issues/CG-D002.yaml")
    monkeypatch.setattr(gitdir, "_is_ours", lambda path: False)
    monkeypatch.setattr(gitdir, "_PLAIN", {**gitdir._PLAIN, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(at.root.parent / "none"))
    for words in (("ledger", "export", "a.csv"), ("report", "during", "--unit", "CG", "--final")):
        said = at.inspect(*words, "--round", "2020-r2", *DAY, code=7)
        assert "safe.directory" in said.err and not (at.root / "a.csv").exists()
    assert "not known here" in at.inspect("status", "2020-r2", *DAY).err
