"""The repository's own `rounds/`: true, complete, free of findings but for the one that is meant, and editable as they stand."""

import difflib
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from inspect_cli.cli.argv.app import main
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import COUNTED_STATES, Channel, Did, Role, State
from inspect_cli.render.schema import FILES, schema_text
from inspect_cli.store.judging import issue_from, round_from
from inspect_cli.store.writing import ISSUE_MODELINE, ROUND_MODELINE
from inspect_cli.yamlsplice.document import parse

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
TODAY = "2020-12-01"
ISSUE_FILES = sorted(ROOT.glob("rounds/*/issues/*.yaml"))
ROUND_FILES = sorted(ROOT.glob("rounds/*/round.yaml"))
NAMES = [path.relative_to(ROOT).as_posix() for path in ISSUE_FILES]
WITH_CRLF = {"rounds/2020-r2/issues/TY-D001.yaml"}
MEANT = {("DUE02", "warning", "2020-r2/CG-D003")}
"""What `check` has to say on the day: one item is overdue, and nothing else is wrong."""


def issue(name: str, root: Path = ROOT) -> Issue:
    found = issue_from(parse((root / name).read_bytes()))
    assert isinstance(found, Issue), f"{name}: {found}"
    return found


def the_round(round_id: str) -> Round:
    found = round_from(parse((ROOT / "rounds" / round_id / "round.yaml").read_bytes()))
    assert isinstance(found, Round), found
    return found


def data_of(capsys, *argv: str) -> tuple[int, dict]:
    status = main([*argv, "--json", "--today", TODAY, "--root", str(ROOT)])
    return status, json.loads(capsys.readouterr().out)["data"]


# -- what the records say ----------------------------------------------------------------------------------------------


def test_check_finds_only_what_is_meant(capsys):
    status, data = data_of(capsys, "check")
    assert {(found["rule"], found["level"], found["issue"]) for found in data["findings"]} == MEANT, data["findings"]
    assert status == 0


def test_every_state_and_channel_occurs():
    now = [issue(name) for name in NAMES if "2020-r2" in name]
    assert {one.state for one in now} == set(State)
    assert {one.channel for one in now} == set(Channel)
    assert {one.unit for one in now} == {unit.code for unit in the_round("2020-r2").units}


def test_every_act_of_the_lifecycle_occurs():
    done = {entry.did for name in NAMES for entry in issue(name).history}
    assert done == set(Did) - {Did.EDIT, Did.RENUMBER, Did.MERGE}


def test_the_open_round_is_not_ready_to_report_and_says_why(capsys):
    _, data = data_of(capsys, "status")
    assert (data["round"]["id"], data["round"]["stage"]) == ("2020-r2", "on_site")
    assert data["overdue"] == ["2020-r2/CG-D003"]
    assert sorted(data["due_soon"]) == ["2020-r2/CG-D004", "2020-r2/TY-D001"]
    assert not data["report"]["ready"]
    assert {(found["rule"], found["issue"]) for found in data["report"]["blockers"]} == {
        ("GAT02", "2020-r2/CG-D003"),
        ("GAT01", "2020-r2/CG-D007"),
        ("GAT04", "2020-r2/TY-D002"),
        ("GAT01", "2020-r2/TY-D004"),
    }


def test_the_counts_of_the_open_round_add_up(capsys):
    _, data = data_of(capsys, "status")
    totals = data["totals"]
    assert sum(totals[state] for state in COUNTED_STATES) == totals["total"] == 16
    assert len([name for name in NAMES if "2020-r2" in name]) == totals["total"] + totals["void"] + 1, "one item was carried"


def test_the_earlier_round_is_finished(capsys):
    status, data = data_of(capsys, "status", "--gate", "--round", "2019-r5")
    assert (status, data["round"]["stage"], data["report"]["ready"]) == (0, "finished", True)


# -- what can be held against the records without any rule -------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_evidence_file_is_what_the_record_says(name):
    for piece in issue(name).evidence:
        assert piece.file or piece.document
        if piece.file:
            assert piece.file.startswith(f"evidence/{issue(name).id}/")
            content = (ROOT / name).parent.parent.joinpath(piece.file).read_bytes()
            assert hashlib.sha256(content).hexdigest() == piece.sha256, piece.file


def test_every_evidence_file_belongs_to_one_record():
    named = [(ROOT / name).parent.parent / piece.file for name in NAMES for piece in issue(name).evidence if piece.file]
    there = [path for path in ROOT.glob("rounds/*/evidence/**/*") if path.is_file()]
    assert sorted(named) == sorted(there)
    assert len({path.read_bytes() for path in there}) == len(there), "one file proves one thing"


@pytest.mark.parametrize("name", NAMES)
def test_whoever_acted_is_among_the_people_and_nobody_signs_off_their_own_work(name):
    record = issue(name)
    people = {person.name for person in the_round(name.split("/")[1]).people if person.unit in ("", record.unit)}
    finisher = ""
    for entry in record.history:
        assert entry.by in people and (not entry.approved_by or entry.approved_by in people), entry
        finisher = entry.by if entry.did is Did.FINISH else finisher
        assert entry.did is not Did.CLOSE or entry.by != finisher, entry


def test_every_record_begins_with_the_modeline_and_has_a_uid_of_its_own():
    for path, line in [*((path, ISSUE_MODELINE) for path in ISSUE_FILES), *((path, ROUND_MODELINE) for path in ROUND_FILES)]:
        assert path.read_text(encoding="utf-8").splitlines()[0] == line, path
    uids = [issue(name).uid for name in NAMES]
    assert len(set(uids)) == len(uids) and all(re.fullmatch(r"[a-z][a-z0-9]{9}", uid) for uid in uids)


def test_the_rounds_say_that_they_are_samples_and_no_file_names_a_person():
    for path in ROUND_FILES:
        assert "# 示例数据，非真实单位与人员" in path.read_text(encoding="utf-8"), path
        assert the_round(path.parent.name).title.endswith("（示例）")
    for path in ROOT.glob("rounds/**/*"):
        if path.is_file() and path.suffix not in (".png", ".jpg"):
            assert not re.search("同志|先生|女士", path.read_text(encoding="utf-8")), path


def test_the_schemas_are_fresh():
    for name in FILES:
        assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == schema_text(name), "run: inspect schema --write"


# -- the hands that wrote them -----------------------------------------------------------------------------------------


def test_the_records_are_written_in_many_hands():
    raw = {name: (ROOT / name).read_bytes() for name in NAMES}
    assert {name for name, content in raw.items() if b"\r\n" in content} == WITH_CRLF
    assert any(not content.endswith(b"\n") for content in raw.values()), "one without a final newline"
    everything = b"\n".join(raw.values()).decode()
    for style in (r"\n- ", r"\n  - ", r"\n    - ", 'title: "', "title: '", r"text: \|-", "text: >-", r"- \{at: ", "- at: ", r"\S +# "):
        assert re.search(style, everything), style


def acts() -> list[tuple[str, list[str]]]:
    """For every record that can still be acted on, an act that only adds to it."""
    found = []
    for name in NAMES:
        record = issue(name)
        if record.carried_to or record.state is State.VOID:
            continue
        if record.state is State.REGISTERED:
            found.append((name, ["measure", "add", "--text", "新增一条措施", "--due", "2020-12-10"]))
        elif record.is_open:
            found.append((name, ["progress", "--note", "又有进展：照计划推进"]))
        else:
            found.append((name, ["sustain", "--note", "已纳入日常检查"]))
    return found


@pytest.mark.parametrize(("name", "act"), acts(), ids=lambda value: value.split("/", 1)[1] if isinstance(value, str) else value[0])
def test_every_record_can_be_acted_on_and_only_gains_lines(name, act, tmp_path, capsys):
    shutil.copytree(ROOT / "rounds", tmp_path / "rounds")
    before, (round_id, record) = (tmp_path / name).read_bytes(), (name.split("/")[1], issue(name))
    unit = next(person.name for person in the_round(round_id).people if person.role is Role.UNIT and person.unit == record.unit)
    words = 2 if act[0] == "measure" else 1
    status = main([*act[:words], f"{round_id}/{record.id}", *act[words:], "--by", unit, "--today", TODAY, "--root", str(tmp_path)])
    assert status == 0, capsys.readouterr().err

    after = (tmp_path / name).read_bytes()
    added, removed = differences(before, after)
    assert not removed
    if act[0] == "progress":
        flow = re.search(r"^ *- +\{ *at:", before.decode(), re.MULTILINE)
        assert len(added) == (1 if flow else len(("at", "by", "did", "note"))), added
    assert len(issue(name, tmp_path).history) == len(record.history) + 1
    assert changed_files(tmp_path) == [name]
    assert after.count(b"\n") == after.count(b"\r\n") if name in WITH_CRLF else b"\r" not in after


def differences(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines that came and the lines that went; a line's end is not part of it, so that a file may lack the last one."""
    lines = list(difflib.ndiff(before.decode().split("\n"), after.decode().split("\n")))
    return [line for line in lines if line.startswith("+ ")], [line for line in lines if line.startswith("- ")]


def changed_files(copy: Path) -> list[str]:
    """The files of the copy's `rounds/` that are not as they are here."""
    files = (path.relative_to(copy) for path in copy.glob("rounds/**/*") if path.is_file())
    return [file.as_posix() for file in files if not (ROOT / file).exists() or (copy / file).read_bytes() != (ROOT / file).read_bytes()]
