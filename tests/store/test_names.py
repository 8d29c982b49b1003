"""Names that another system does not have, or takes for one: renamed when a file is attached, and named by check."""

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
