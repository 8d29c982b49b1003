"""Names that another system does not have, or takes for one: renamed when a file is attached, and named by check."""

import re
import shlex
import shutil
import time
import unicodedata

import pytest
from desk import Desk, add_issue

from inspect_cli.domain.filenames import folded, is_refused_somewhere
from inspect_cli.store.files.evidence import plain_name


@pytest.fixture
def ready(workspace: Desk) -> Desk:
    add_issue(workspace)
    plan = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    workspace.inspect("start", "CG-D001", *plan, "--today", "2020-10-30")
    return workspace


def add(at: Desk, name: str, content: str, code: int = 0) -> str:
    """Attaches a file of this name; how it is called in the record."""
    source = at.root.parent / "来件" / str(len(list((at.root.parent / "来件").glob("*")))) / name
    source.parent.mkdir(parents=True)
    source.write_text(content, encoding="utf-8")
    at.inspect("evidence", "add", "CG-D001", str(source), "--today", "2020-11-02", code=code)
    record = at.inspect("show", "CG-D001", "--json", "--today", "2020-11-02").data["record"]
    return record["evidence"][-1]["file"].rsplit("/", 1)[-1]


def rules(at: Desk) -> list[tuple[str, str]]:
    found = at.inspect("check", "--json", "--today", "2020-11-03", code=None).data["findings"]
    return [(one["rule"], one["level"]) for one in found if one["rule"] in ("EVI02", "EVI03", "EVI07", "SCH17")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("照片.JPG", "照片.jpg", True),
        (unicodedata.normalize("NFC", "é.txt"), unicodedata.normalize("NFD", "é.txt"), True),
        ("Straße.txt", "STRASSE.txt", True),
        ("a.txt.", "a.txt", True),
        ("a.txt ", "a.txt", True),
        ("a.txt", "b.txt", False),
    ],
)
def test_names_are_one_where_windows_or_macos_takes_them_for_one(one, other, same):
    assert (folded(one) == folded(other)) is same


@pytest.mark.parametrize("name", ["CON", "nul.txt", "com1.tar.gz", "LPT¹", "aux .txt", "a?.txt", "a:b", "x.", "x ", "a\\b", "a\tb", ""])
def test_windows_has_no_file_of_such_a_name(name):
    assert is_refused_somewhere(name)
    assert not is_refused_somewhere(plain_name(name))


@pytest.mark.parametrize("name", ["console.txt", "com10.txt", "a.con", "照片 (1).jpg", ".x"])
def test_what_only_looks_like_such_a_name_is_left_alone(name):
    assert not is_refused_somewhere(name)


def test_a_file_whose_name_folds_is_given_one_of_its_own(ready: Desk):
    assert add(ready, "照片.JPG", "一") == "照片.JPG"
    assert add(ready, "照片.jpg", "二") == "照片-2.jpg"
    assert add(ready, "com1.tar.gz", "三") == "_com1.tar.gz"
    assert add(ready, unicodedata.normalize("NFD", "é.txt"), "四") == unicodedata.normalize("NFC", "é.txt")
    assert rules(ready) == []


def test_two_files_of_one_command_whose_names_fold_are_told_apart(ready: Desk):
    folder = ready.root.parent / "来件"
    for place, name in (("a", "图.PNG"), ("b", "图.png")):
        (folder / place).mkdir(parents=True)
        (folder / place / name).write_text(place, encoding="utf-8")
    files = [str(folder / "a/图.PNG"), str(folder / "b/图.png")]
    ready.inspect("progress", "CG-D001", "--note", "x", "--evidence", files[0], "--evidence", files[1], "--today", "2020-11-02")
    assert sorted(path.name for path in (ready.root / "rounds/2020-r2/evidence/CG-D001").iterdir()) == ["图-2.png", "图.PNG"]


def by_hand(at: Desk, old: str, new: str) -> None:
    """The file and the record renamed by somebody."""
    folder, record = at.root / "rounds/2020-r2/evidence/CG-D001", at.issue("CG-D001")
    (folder / old).rename(folder / new)
    record.write_text(record.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_evidence_whose_names_are_one_elsewhere_is_named(ready: Desk):
    add(ready, "照片.JPG", "一")
    add(ready, "现场.jpg", "二")
    by_hand(ready, "现场.jpg", "照片.jpg")
    assert rules(ready) == [("EVI07", "error"), ("EVI07", "error")]


def test_evidence_that_windows_cannot_have_is_named(ready: Desk):
    add(ready, "x.txt", "一")
    by_hand(ready, "x.txt", "nul.txt")
    assert rules(ready) == [("EVI07", "warning")]


@pytest.mark.slow
def test_a_file_that_is_spelt_differently_is_found_and_named(ready: Desk):
    name = unicodedata.normalize("NFC", "é照片.txt")
    add(ready, name, "一")
    folder = ready.root / "rounds/2020-r2/evidence/CG-D001"
    assert rules(ready) == []
    (folder / name).rename(folder / "away")
    time.sleep(2.1)
    assert rules(ready) == rules(ready) == [("EVI02", "error")]
    (folder / "away").rename(folder / unicodedata.normalize("NFD", name))
    assert rules(ready) == [("EVI07", "warning")], "also where it was missing when it was asked before"
    ready.inspect("measure", "done", "CG-D001", "m1", "--today", "2020-11-02", code=None)
    ready.inspect("finish", "CG-D001", "--measures-done", "--note", "已落实", "--today", "2020-11-03")
    (folder / unicodedata.normalize("NFD", name)).write_text("another", encoding="utf-8")
    assert ("EVI03", "error") in rules(ready)


def test_records_whose_names_are_one_elsewhere_are_named(ready: Desk):
    shutil.copy(ready.issue("CG-D001"), ready.issue("cg-d001"))
    assert rules(ready).count(("SCH17", "error")) == 2
    ready.issue("cg-d001").rename(ready.issue("aux"))
    assert rules(ready) == [("SCH17", "warning")]


def test_rounds_whose_names_are_one_elsewhere_are_named_and_none_is_opened(ready: Desk):
    words = ("--title", "t", "--kind", "regular", "--team", "二组", "--unit", "CG=城管局", "--starts", "2021-03-01")
    ready.inspect("new-round", "2021-r1", *words)
    shutil.copytree(ready.root / "rounds/2021-r1", ready.root / "rounds/2021-R1")
    assert rules(ready).count(("SCH17", "error")) == 2
    shutil.rmtree(ready.root / "rounds/2021-R1")
    shutil.copytree(ready.root / "rounds/2021-r1", ready.root / "rounds/com1")
    assert rules(ready) == [("SCH17", "warning")]
    for name in ("2020-R2", "nul", "com1.2021", "x."):
        ready.inspect("new-round", name, *words, code=2)


def test_a_revision_and_its_checkout_agree_on_a_file_that_is_spelt_differently(workspace: Desk):
    """As a Mac commits it: the record has the name in one piece, git has it in pieces."""
    ref = add_issue(workspace)
    name = "é现场.jpg"
    (workspace.root / name).write_bytes(b"1")
    start = ("--leader", "甲", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    workspace.inspect("start", ref, *start, "--today", "2020-10-30")
    workspace.inspect("finish", ref, "--measures-done", "--note", "已落实", "--evidence", name, "--today", "2020-10-30")
    (workspace.root / name).unlink()
    there = next((workspace.root / "rounds/2020-r2/evidence").rglob("*.jpg"))
    there.rename(there.with_name(unicodedata.normalize("NFD", there.name)))
    workspace.git("config", "core.precomposeunicode", "false")
    workspace.commit()
    here = workspace.inspect("status", "--json", "--today", "2020-11-12", "--no-index").data["report"]
    assert workspace.inspect("status", "--at", "HEAD", "--json", "--today", "2020-11-12").data["report"] == here
    assert here["ready"]


FOLDER = "rounds/2020-r2/evidence/CG-D001"


def bad_names(at: Desk, *more: str) -> list[tuple[str, str, str]]:
    """What is said of names: the file, the level and the remedy."""
    found = at.inspect("check", "--json", "--today", "2020-11-03", *more, code=None).data["findings"]
    return [(one["file"], one["level"], one["fix"]) for one in found if one["rule"] == "EVI07"]


def typed(at: Desk, fix: str) -> None:
    """Types what a remedy names, one command after the other."""
    for command in re.findall(r"(?:inspect|git) [^;()]+(?:\(literal\)[^;()]+)?", fix.split(": ", 1)[1]):
        words = shlex.split(command.replace("…", "改名"))
        if words[0] == "git":
            at.git(*words[1:])
        else:
            at.inspect(*words[1:], "--today", "2020-11-02")


@pytest.mark.parametrize("name", ["CON.txt", "照片?.jpg", "a*b.txt", "x:y.txt", "现场.", "[1]?.txt"])
def test_the_remedy_for_a_bad_name_leaves_none_in_git(ready: Desk, name: str):
    add(ready, "x.txt", "一")
    (ready.root / FOLDER / "照片1.jpg").write_bytes(b"another")
    by_hand(ready, "x.txt", name)
    ready.commit()
    ((_, level, fix),) = bad_names(ready)
    assert level == "warning"
    typed(ready, fix)
    assert bad_names(ready) == rules(ready) == []
    ready.commit()
    tracked = ready.git("-c", "core.quotepath=off", "ls-files", FOLDER).splitlines()
    assert len(tracked) == 2 and f"{FOLDER}/{name}" not in tracked and f"{FOLDER}/照片1.jpg" in tracked


def test_the_remedy_for_two_names_that_are_one_works_however_often_it_is_typed(ready: Desk):
    add(ready, "B.jpg", "一")
    add(ready, "现场.jpg", "二")
    by_hand(ready, "现场.jpg", "b.jpg")
    ready.commit()
    (_, level, fix), (_, _, other) = bad_names(ready)
    assert level == "error" and fix == other
    typed(ready, fix)
    assert bad_names(ready) == rules(ready) == []
    assert sorted(path.name for path in (ready.root / FOLDER).iterdir()) == ["B.jpg", "b-2.jpg"]


def test_where_evidence_waits_to_be_verified_the_remedy_begins_with_what_opens_it(ready: Desk):
    add(ready, "x.txt", "一")
    ready.inspect("finish", "CG-D001", "--measures-done", "--note", "已落实", "--today", "2020-11-02")
    by_hand(ready, "x.txt", "nul.txt")
    ((_, _, fix),) = bad_names(ready)
    assert fix.startswith("inspect return CG-D001 --reason …, then one after the other: inspect evidence drop CG-D001 e1")


@pytest.mark.parametrize("state", ["closed", "void", "carried"])
def test_where_evidence_stays_as_it_is_the_remedy_is_a_waiver_and_it_works(ready: Desk, state: str):
    day, team = ("--today", "2020-11-02"), ("--by", "巡察二组联络员")
    add(ready, "x.txt", "一")
    add(ready, "B.jpg", "二")
    add(ready, "c.jpg", "三")
    if state == "closed":
        ready.inspect("finish", "CG-D001", "--measures-done", "--note", "已落实", *day)
        ready.inspect("close", "CG-D001", *team, *day)
    elif state == "void":
        ready.inspect("void", "CG-D001", "--reason", "重复登记", "--approved-by", "市委巡察办", *team, *day)
    else:
        ready.inspect("carry", "CG-D001", *day)
    by_hand(ready, "x.txt", "nul.txt")
    by_hand(ready, "c.jpg", "b.jpg")
    found = bad_names(ready)
    said = "it stays under this name; where it holds all the same, waive EVI07 with the reason: inspect edit CG-D001 (inspect help rules)"
    assert len(found) == 3 and {fix for *_, fix in found} == {said}
    ready.inspect("evidence", "drop", "CG-D001", "e1", "--reason", "改名", *day, code=4)
    draft = ready.root.parent / "draft.yaml"
    waiver = "waivers:\n  - {rule: EVI07, reason: 只在这里查阅, by: 巡察二组联络员, on: 2020-11-02}\n"
    draft.write_text(waiver + ready.issue("CG-D001").read_text(encoding="utf-8"), encoding="utf-8")
    ready.inspect("edit", "CG-D001", "--from", draft, *team, *day)
    assert {level for _, level, _ in bad_names(ready)} == {"info"}


@pytest.mark.parametrize("indexed", [(), ("--full",)])
def test_a_file_that_no_record_names_is_named_too(ready: Desk, indexed: tuple[str, ...]):
    add(ready, "照片.JPG", "一")
    assert bad_names(ready) == []
    for name in ("照片.jpg", "aux.txt", "good.txt"):
        (ready.root / FOLDER / name).write_text(name, encoding="utf-8")
    (ready.root / "rounds/2020-r2/evidence/nul").write_text("x", encoding="utf-8")
    ready.commit()
    found = bad_names(ready, *indexed)
    assert [(file.rsplit("/", 1)[-1], level) for file, level, _ in found] == [
        ("aux.txt", "warning"),
        ("照片.jpg", "error"),
        ("nul", "warning"),
    ]
    first = f"no record names it; where it proves something, first inspect evidence add 2020-r2/CG-D001 {FOLDER}/aux.txt "
    assert found[0][2].startswith(first) and f"; then git rm {FOLDER}/aux.txt," in found[0][2]
    assert ready.inspect("status", "--json", "--today", "2020-11-03").data["report"]["ready"] is not None
    ready.git("rm", "-q", f"{FOLDER}/aux.txt", "rounds/2020-r2/evidence/nul")
    (ready.root / FOLDER / "照片.jpg").unlink()
    assert bad_names(ready, *indexed) == []


def test_a_bad_name_that_was_never_in_git_is_gone_when_it_is_mended(ready: Desk):
    ready.commit()
    folder = ready.root / FOLDER / "附件"
    folder.mkdir(parents=True)
    (folder / "con.txt").write_text("x", encoding="utf-8")
    assert [file for file, *_ in bad_names(ready)] == [f"{FOLDER}/附件/con.txt"]
    (folder / "con.txt").rename(folder / "a.txt")
    assert bad_names(ready) == []


def test_what_stays_after_evidence_was_dropped_is_named(ready: Desk):
    add(ready, "x.txt", "一")
    by_hand(ready, "x.txt", "CON.txt")
    ready.commit()
    ready.inspect("evidence", "drop", "CG-D001", "e1", "--reason", "改名", "--today", "2020-11-02")
    assert [file for file, *_ in bad_names(ready)] == [f"{FOLDER}/CON.txt"]


def test_content_that_is_on_record_is_named_as_the_record_has_it(ready: Desk):
    add(ready, "x.txt", "一")
    by_hand(ready, "x.txt", "CON.txt")
    said = ready.inspect("evidence", "add", "CG-D001", f"{FOLDER}/CON.txt", "--today", "2020-11-02", code=4).err
    assert "evidence/CG-D001/CON.txt is on record already, as e1" in said


def test_a_file_that_is_renamed_when_it_is_attached_is_said_to_be(ready: Desk):
    for name, other in (("照片?.jpg", "照片_.jpg"), ("CON.txt", "_CON.txt")):
        (ready.root / name).write_text(name, encoding="utf-8")
        said = ready.inspect("evidence", "add", "CG-D001", name, "--today", "2020-11-02").err
        assert f"{name} → evidence/CG-D001/{other}" in said
    (ready.root / "good.txt").write_text("x", encoding="utf-8")
    finish = ("--measures-done", "--note", "已落实", "--evidence")
    assert "good.txt → " not in ready.inspect("evidence", "add", "CG-D001", "good.txt", "--today", "2020-11-02").err
    (ready.root / "nul").write_text("nul", encoding="utf-8")
    assert "nul → evidence/CG-D001/_nul" in ready.inspect("finish", "CG-D001", *finish, "nul", "--today", "2020-11-02").err


@pytest.mark.parametrize("name", ["~$CG-D001.yaml", ".~lock.CG-D001.yaml#", ".CG-D001.yaml.swp", ".#CG-D001.yaml", ".~CG-D001.yaml"])
def test_what_a_program_keeps_beside_an_open_record_is_no_record(ready: Desk, name: str):
    assert ready.inspect("check", "--json", "--today", "2020-11-03").data["findings"] == []
    (ready.root / "rounds/2020-r2/issues" / name).write_bytes(b"")
    for _ in range(2):
        (found,) = ready.inspect("check", "--json", "--today", "2020-11-03").data["findings"]
        assert (found["rule"], found["level"]) == ("SCH14", "warning")
        assert "keeps it beside a file that it has open" in found["message"]
        assert found["fix"] == "close the program that has it open, or delete it"
    assert ready.inspect("list", "--json", "--today", "2020-11-03").code == 0


def test_doctor_names_what_a_kept_text_was_typed_for(ready: Desk):
    for name in ("CG-D001", "2020-r2"):
        bad = ready.root / "neu.yaml"
        bad.write_text("id: [", encoding="utf-8")
        ready.inspect("edit", name, "--from", str(bad), code=None)
    said = ready.inspect("doctor", code=None).out
    assert "inspect edit 2020-r2/CG-D001 --from " in said and "inspect edit 2020-r2 --from " in said
