"""JSON, format 1: its schemas are fresh and documented, it has grown and never shrunk, and every kind is answered as its schema says."""

import json
import re
from pathlib import Path

import pytest
import released
import shapes
from desk import Desk
from jsonschema import Draft202012Validator, ValidationError
from released import fault

from inspect_cli.render import json_v1
from inspect_cli.render.json_v1 import schemas
from inspect_cli.render.json_v1.shapes.kinds import KINDS

ROOT = Path(__file__).parents[2]
EARLIER = json.loads((Path(__file__).parent / "json_v1_keys.json").read_text(encoding="utf-8"))["kinds"]


NOW = {kind: released.flat(kind) for kind in schemas.NAMES}


def test_the_committed_schemas_are_those_that_the_shapes_give():
    lying = {
        path.relative_to(ROOT / "schemas").as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / "schemas/json_v1").iterdir()
    }
    assert lying == schemas.schema_texts(), "run: inspect schema --write --all"


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_schema_is_one_and_says_what_its_objects_are(name):
    made = schemas.schema(name)
    Draft202012Validator.check_schema(made)
    ours = [
        part for part_name, part in made.get("$defs", {}).items() if not part_name.endswith("Model")
    ]  # the record's own schema says the rest
    parts = [made["properties"].get("data", made["properties"].get("error")), *ours]
    for part in parts:
        assert "description" in part or "anyOf" in part or "enum" in part, part


def test_a_module_of_the_json_is_there_when_it_is_named_and_no_other():
    source = Path(json_v1.__file__).read_text(encoding="utf-8")
    named = re.findall(r"import (\w+) as \1$", source, re.MULTILINE)
    assert named and list(json_v1.LATE) == named and all(getattr(json_v1, name) for name in named)
    assert not hasattr(json_v1, "standng") and not hasattr(json_v1, "_standing")


# -- grown, never shrunk -----------------------------------------------------------------------------------------------


def test_every_key_that_there_was_is_there_with_its_types():
    missing = [
        f"{kind}{path}: {fault}" for kind, paths in EARLIER.items() for path, said in paths.items() if (fault := fault_of(kind, path, said))
    ]
    assert missing == []


def fault_of(kind: str, path: str, said: str) -> str:
    """Why what was said of a key does not hold any more; empty where it holds."""
    now = NOW[kind].get(path)
    if now is None:
        return "gone"
    if not path.endswith("[]") and "?" not in said and not now["always"]:
        return "not always there"
    wanted, allowed = {word for word in said.split() if word != "?"}, set(now["types"])
    return "" if wanted <= allowed or "any" in allowed else f"{wanted} became {allowed}"


def test_a_key_that_went_would_be_noticed():
    assert fault_of("status", ".nothing", "string") == "gone"
    assert fault_of("status", ".rows[].nothing", "string") == "gone"
    assert fault_of("status", ".as_of", "integer")
    assert fault_of("check", ".unseen", "array") == "not always there"


def test_what_was_released_may_grow_and_nothing_else():
    """A key may come and a word may be added; none goes, none is null or of another type that was not, none is there less often."""
    earlier = json.loads(released.FILE.read_text(encoding="utf-8"))
    assert {
        f"{kind}{path}": why for kind, keys in earlier.items() for path, one in keys.items() if (why := fault(one, NOW[kind].get(path)))
    } == {}
    assert set(earlier) <= set(NOW)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"types": ["null", "string"]}, "may be null now"),
        ({"always": False}, "not always there any more"),
        ({"words": ["a"]}, "lost the words {'b'}"),
        ({"words": ["a", "b", "c"]}, ""),
        (None, "gone"),
    ],
)
def test_a_shrunk_format_is_noticed(change, why):
    earlier = {"types": ["string"], "words": ["a", "b"], "always": True}
    assert fault(earlier, None if change is None else {**earlier, **change}) == why


def test_a_document_that_does_not_fit_is_noticed():
    envelope = {"schema_version": 1, "kind": "init", "data": {"root": "/x"}}
    shapes.held(json.dumps(envelope))
    for wrong in ({"root": 1}, {}, {"root": "x", "more": 1}):
        with pytest.raises(AssertionError):
            shapes.held(json.dumps({**envelope, "data": wrong}))
    with pytest.raises(ValidationError):
        Draft202012Validator(schemas.schema("init")).validate({**envelope, "data": {"root": 1}})
    Draft202012Validator(schemas.schema("init")).validate({**envelope, "data": {"root": "x", "later": 1}})


# -- every kind --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_kind_is_answered_as_its_schema_says(desk: Desk):
    from docx import Document

    today = ("--today", "2020-11-05")

    def told(kind: str, *words: str | Path, code: int = 0) -> dict:
        said = json.loads(desk.inspect(*words, "--json", *today, code=code).out)
        assert said["kind"] == kind
        return said["data"]

    assert [one["command"] for one in told("home")["next"]] == ["inspect init", "inspect new-round", "inspect add"]
    told("init", "init")
    assert told("home")["next"][0]["command"] == "inspect new-round"
    units = ("--unit", "CG=市城市管理局党组", "--starts", "2020-10-19", "--ends", "2020-12-18")
    told("new-round", "new-round", "2020-r2", "--title", "第二轮", "--kind", "regular", "--team", "市委巡察二组", *units)
    found = (
        "--unit",
        "CG",
        "--channel",
        "during",
        "--title",
        "清运不及时",
        "--text",
        "部分街巷。",
        "--found-on",
        "2020-10-28",
        "--notice",
        "oral",
    )
    assert told("add", "add", *found)["issue"] == "2020-r2/CG-D001"
    told("add", "add", *found)
    told("why", "why", "CG-D001")
    told("dry-run", "start", "CG-D001", "--leader", "x", "--department", "y", "--due", "2020-11-20", "--measure", "m", "--dry-run")
    told("change", "start", "CG-D001", "--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆")
    (desk.root / "photo.jpg").write_bytes(b"x")
    assert told("change", "evidence", "add", "CG-D001", "photo.jpg")["changes"][0]["evidence"]
    told("undo-list", "undo", "--list")
    assert told("undone", "undo")["issues"] == told("undone", "redo")["issues"] == ["2020-r2/CG-D001"]
    desk.commit()
    draft = desk.root / "draft"
    draft.write_bytes(desk.issue("CG-D002").read_bytes().replace(b"state: registered", "handler: 环卫科\nstate: registered".encode()))
    told("edit", "edit", "CG-D002", "--from", draft)
    assert told("acted", "correct", "CG-D001", "--post", "科长", "--reason", "漏填")["recorded"] is True
    told("renumber", "renumber", "CG-D002")
    for kind, *words in (
        *[[verb, verb] for verb in ("home", "status", "rounds", "list", "trend", "check", "diff", "explain", "help")],
        *[[verb, verb, "CG-D001"] for verb in ("show", "history")],
        ["help", "help", "json"],
        ["status", "status", "--all"],
        ["git-setup", "git-setup"],
        ["report", "report", "during"],
        ["ledger-export", "ledger", "export", "l.json"],
        ["ledger-import", "ledger", "import", "l.json"],
        ["feedback", "feedback", "2020-r2", "--on", "2020-12-20"],
        ["schema", "schema", "--write"],
    ):
        told(kind, *words)
    told("restored", "restore", "CG-D001")
    told("saved", "save")
    desk.git("init", "-q", "--bare", "server.git")
    desk.git("remote", "add", "origin", "server.git")
    told("synced", "sync")
    (desk.root / "schemas" / "issue.schema.json").unlink()
    told("doctor", "doctor", code=1)
    told("report", "report", "during", "--final", code=1)
    shapes.held((desk.root / "l.json").read_text(encoding="utf-8"))
    (desk.root / "t.docx").write_bytes(b"")
    template = Document()
    template.add_paragraph("{{ 没有的名称 }}")
    template.save(str(desk.root / "t.docx"))
    told("report-lint", "report", "lint", "t.docx", code=1)
    for name in ("base", "ours", "theirs"):
        (desk.root / name).write_bytes(desk.issue("CG-D001").read_bytes())
    told("merge-file", "merge-file", "base", "ours", "theirs", "--path", "rounds/2020-r2/issues/CG-D001.yaml")
    shapes.held(desk.inspect("close", "CG-D001", "--json", code=4).err)
    desk.issue("CG-D001").write_text("uid: [", encoding="utf-8")
    told("invalid", "show", "CG-D001", code=3)
    assert shapes.seen >= set(KINDS)
