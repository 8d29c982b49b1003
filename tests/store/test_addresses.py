"""Where files lie is written in one place."""

import ast
from pathlib import Path

import inspect_cli
from inspect_cli.store import addresses

HOUSE = Path(inspect_cli.__file__).parent
KEPT = {
    "store/addresses.py": "the place itself",
    "store/git/gitdir.py": "answers from memory load it, and nothing for a single word",
    "store/index/glance.py": "likewise",
    "store/index/index.py": "the names of its own shelves",
    "actions/gitsetup.py": "patterns for git",
}


def test_a_path_names_what_lies_there():
    path = addresses.issue_file("2020-r2", "CG-D003")
    assert (path, addresses.issue_place(path), addresses.round_named_by(path)) == (
        "rounds/2020-r2/issues/CG-D003.yaml",
        ("2020-r2", "CG-D003"),
        "2020-r2",
    )
    assert addresses.is_round_file(addresses.round_file("2020-r2")) and not addresses.is_round_file(path)
    assert addresses.is_report(addresses.inside("2020-r2", addresses.REPORTS, "during-CG-1.docx"))
    for other in (
        "rounds/2020-r2/issues/.CG-D003.yaml",
        "rounds/2020-r2/issues/a/b.yaml",
        "rounds/2020-r2/issues/a.txt",
        "x/r/issues/a.yaml",
    ):
        assert addresses.issue_place(other) is None
    assert addresses.round_named_by("rounds/README") is None


def test_memory_and_actions_build_no_path_themselves():
    for file in (path for room in ("store", "actions") for path in (HOUSE / room).rglob("*.py")):
        name = file.relative_to(HOUSE).as_posix()
        if name in KEPT:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        built = {
            one for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in ast.walk(node) if isinstance(one, ast.Constant)
        }
        assert not said & {"rounds", "issues", "reports"}, name
        assert not any("rounds/" in str(one.value) or "/issues" in str(one.value) for one in built), name
