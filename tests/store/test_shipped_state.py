"""A folder of records that somebody sent, with a state folder of the sender's making: nothing in it reaches out of the root, or is believed."""

import hashlib
import json
import os
import shutil
import time
from pathlib import Path

import pytest
from desk import Desk, add_issue

from inspect_cli.actions.archive import Archive
from inspect_cli.store.workspace import Workspace

PROGRESS = ("progress", "CG-D001", "--by", "城管局整改办", "--note", "已清运三条街", "--today", "2020-11-02")
ISSUES = "rounds/2020-r2/issues"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def sent(workspace: Desk) -> Desk:
    """A round without git, with CG-D001 in progress, a state folder, and a file beside the root that is nobody's business."""
    add_issue(workspace)
    plan = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    workspace.inspect("start", "CG-D001", *plan, "--by", "城管局整改办", "--today", "2020-10-30")
    shutil.rmtree(workspace.root / ".git")
    (workspace.root / ".inspect").mkdir()
    (workspace.root / ".inspect/.gitignore").write_bytes(b"*\n")
    (workspace.root.parent / "home").mkdir(exist_ok=True)
    (workspace.root.parent / "home/secret").write_bytes(b"secret")
    return workspace


def beside(sent: Desk) -> dict[str, bytes]:
    """Everything outside the root."""
    home = sent.root.parent / "home"
    return {path.name: path.read_bytes() for path in home.iterdir()}


def noted(sent: Desk, *steps: object) -> Path:
    journal = sent.root / ".inspect/journal.json"
    journal.write_text(json.dumps(steps), encoding="utf-8")
    return journal


def waiting(sent: Desk, place: str, content: bytes) -> str:
    (sent.root / place).parent.mkdir(parents=True, exist_ok=True)
    (sent.root / place).write_bytes(content)
    return place


NEW, WAITS = f"{ISSUES}/CG-D009.yaml", f"{ISSUES}/.CG-D009.yaml.0badcafe.inspect-tmp"


def write(path: str, temporary: str, after: bytes, before: bytes | None = None) -> dict[str, str | None]:
    return {"path": path, "temporary": temporary, "before": None if before is None else sha(before), "after": sha(after)}


STRAY = {
    "climbs": lambda sent: write("rounds/../../home/x", "rounds/../../home/.x.1.inspect-tmp", b"evil"),
    "absolute": lambda sent: write(
        (sent.root.parent / "home/x").as_posix(), (sent.root.parent / "home/.x.1.inspect-tmp").as_posix(), b"evil"
    ),
    "not under rounds": lambda sent: write(".gitattributes", "..gitattributes.1.inspect-tmp", b"evil"),
    "the folder of the state": lambda sent: write(".inspect/p", ".inspect/.p.1.inspect-tmp", b"evil"),
    "the temporary lies elsewhere": lambda sent: write(NEW, "rounds/2020-r2/reports/.CG-D009.yaml.1.inspect-tmp", b"evil"),
    "through a link": lambda sent: write("rounds/2020-r2/out/x", "rounds/2020-r2/out/.x.1.inspect-tmp", b"evil"),
    "backslashes": lambda sent: write("rounds/a/..\\..\\..\\home\\x", "rounds/a/...\\..\\..\\home\\x.1.inspect-tmp", b"evil"),
    "a device": lambda sent: write("rounds/2020-r2/issues/CON.yaml", "rounds/2020-r2/issues/.CON.yaml.1.inspect-tmp", b"evil"),
    "a move in": lambda sent: {"source": "../home/secret", "target": f"{ISSUES}/x.yaml", "sha256": sha(b"secret")},
    "a move out": lambda sent: {"source": f"{ISSUES}/CG-D001.yaml", "target": "../home/x", "sha256": "0" * 64},
    "a move in through a link": lambda sent: {"source": "rounds/2020-r2/out/secret", "target": f"{ISSUES}/x", "sha256": sha(b"secret")},
    "as earlier versions noted it": lambda sent: {"path": "../home/x", "temporary": WAITS, "before": None, "goes": False},
    "no object": lambda sent: "x",
    "numbers": lambda sent: {"path": 1, "temporary": 2, "before": None, "after": None},
}


@pytest.mark.parametrize("kind", STRAY)
def test_a_note_that_names_another_place_is_believed_in_nothing_and_named(sent: Desk, kind):
    (sent.root / "rounds/2020-r2/out").symlink_to(sent.root.parent / "home", target_is_directory=True)
    waiting(sent, WAITS, b"evil")
    (sent.root.parent / "home/.x.1.inspect-tmp").write_bytes(b"evil")
    waiting(sent, ".inspect/.p.1.inspect-tmp", b"evil")
    before = beside(sent)
    journal = noted(sent, write(NEW, WAITS, b"evil"), STRAY[kind](sent))
    said = sent.inspect(*PROGRESS)
    assert beside(sent) == before and not (sent.root / NEW).exists()
    assert not journal.exists() and str(journal.with_suffix(".odd")) in said.err
    assert str(journal.with_suffix(".odd")) in sent.inspect("doctor", code=1).out
    assert "journal" not in sent.inspect(*PROGRESS[:-1], "2020-11-03").err, "it is said once"


def test_a_note_is_carried_out_as_far_as_its_hashes_fit(sent: Desk):
    own, other = f"{ISSUES}/CG-D001.yaml", "rounds/2020-r2/evidence/CG-D001/y.txt"
    was = (sent.root / own).read_bytes()
    waiting(sent, "rounds/2020-r2/evidence/CG-D001/x.txt", b"moved")
    waiting(sent, "rounds/2020-r2/evidence/CG-D001/z.txt", b"another")
    temporary = waiting(sent, f"{ISSUES}/.CG-D001.yaml.1.inspect-tmp", was + b"# finished\n")
    noted(
        sent,
        {"source": "rounds/2020-r2/evidence/CG-D001/x.txt", "target": other, "sha256": sha(b"moved")},
        {"source": "rounds/2020-r2/evidence/CG-D001/z.txt", "target": "rounds/2020-r2/evidence/CG-D001/w.txt", "sha256": sha(b"z")},
        write(own, temporary, was + b"# finished\n", was),
    )
    said = sent.inspect(*PROGRESS)
    assert b"# finished" in (sent.root / own).read_bytes() and (sent.root / other).read_bytes() == b"moved"
    assert "w.txt" in said.err and "y.txt" not in said.err
    assert (sent.root / "rounds/2020-r2/evidence/CG-D001/z.txt").read_bytes() == b"another"


@pytest.mark.parametrize("wrong", ["before", "after", "put there since"])
def test_what_a_note_says_wrongly_of_a_file_is_left_as_it_is(sent: Desk, wrong):
    own = f"{ISSUES}/CG-D001.yaml"
    was = (sent.root / own).read_bytes()
    temporary = waiting(sent, f"{ISSUES}/.CG-D001.yaml.1.inspect-tmp", was + b"# evil\n")
    step = write(own, temporary, was + b"# evil\n", was)
    if wrong == "put there since":
        (sent.root / own).write_bytes(was + b"# by hand\n")
    else:
        step[wrong] = "0" * 64
    noted(sent, step)
    said = sent.inspect(*PROGRESS)
    assert own in said.err and b"# evil" not in (sent.root / own).read_bytes()
    assert (sent.root / temporary).exists(), "nothing is lost"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
@pytest.mark.parametrize("name", ["", "lock", "edits", "index", "here", ".gitignore", "journal.json"])
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe"])
def test_a_state_folder_that_leads_elsewhere_is_refused_by_what_writes_and_passed_over_by_what_reads(sent: Desk, name, kind):
    home = sent.root.parent / "home"
    place = sent.root / ".inspect" / name
    if name == "":
        shutil.rmtree(sent.root / ".inspect")
        place = sent.root / ".inspect"
    elif name == ".gitignore":
        place.unlink()
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "dangling link":
        place.symlink_to(home / "not-there")
    else:
        place.symlink_to(home if name in ("", "edits", "index") else home / "secret")
    before = beside(sent)
    said = sent.inspect(*PROGRESS, code=6)
    assert str(place) in said.err
    assert "CG-D001" in sent.inspect("list", "--today", "2020-11-02").out
    sent.inspect("status", "--today", "2020-11-02")
    sent.inspect("edit", "CG-D001", "--from", ISSUES + "/CG-D001.yaml", "--today", "2020-11-02", code=6)
    assert beside(sent) == before


def test_an_index_that_came_along_is_not_believed(sent: Desk, tmp_path):
    sent.inspect("list", "--today", "2020-11-02")
    time.sleep(2.1)  # an index keeps only what is old enough to be relied on
    sent.inspect("list", "--today", "2020-11-02")
    index = Path(Archive(Workspace(sent.root))._index._shelf.folder)
    assert (index / "rounds/2020-r2/rows").exists()
    elsewhere = tmp_path / "copy"
    shutil.copytree(sent.root, elsewhere, symlinks=True)
    shutil.rmtree(sent.root)
    shutil.copytree(elsewhere, sent.root, symlinks=True)  # the same place, the same bytes: unpacked anew
    found = Path(Archive(Workspace(sent.root))._index._shelf.folder)
    assert found != index
    assert not index.exists(), "and what is left of it goes"
    assert not found.exists() or not list(found.iterdir())


@pytest.mark.parametrize("ending", ["", ".0badcafe"])
def test_a_link_that_waits_under_the_name_of_a_temporary_file_is_not_written_through(sent: Desk, ending):
    (sent.root.parent / "整改报告.txt").write_text("真", encoding="utf-8")
    folder = sent.root / "rounds/2020-r2/evidence/CG-D001"
    folder.mkdir(parents=True)
    (folder / f".整改报告.txt{ending}.inspect-tmp").symlink_to(sent.root.parent / "home/secret")
    sent.inspect("evidence", "add", "CG-D001", "../整改报告.txt", "--by", "城管局整改办", "--today", "2020-11-02")
    assert beside(sent) == {"secret": b"secret"}
    assert (folder / "整改报告.txt").read_text(encoding="utf-8") == "真"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_schemas_are_not_written_through_a_link_that_leads_out(sent: Desk):
    shutil.rmtree(sent.root / "schemas", ignore_errors=True)
    (sent.root / "schemas").symlink_to(sent.root.parent / "home", target_is_directory=True)
    said = sent.inspect("init", code=6)
    assert "schemas" in said.err and beside(sent) == {"secret": b"secret"}
