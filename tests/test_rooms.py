"""The map of the house: who may import whom, read from the imports themselves."""

import ast
from pathlib import Path

import pytest

import inspect_cli

HOUSE = Path(inspect_cli.__file__).parent
MAY_IMPORT = {  # room: (our rooms, from outside beside the standard library)
    "domain": ({"domain"}, set()),
    "store": ({"domain", "store"}, set()),
    "views": ({"domain", "views"}, set()),
    "render": ({"domain", "views", "render", "locale"}, set()),
    "locale": ({"locale"}, set()),
    "cli": ({"domain", "store", "views", "render", "cli"}, set()),
}
EXCEPTIONS = {  # file, or folder: (further imports, why)
    "domain/matching.py": ({"rapidfuzz"}, "the likeness of two texts"),
    "domain/models.py": ({"pydantic", "pydantic_core"}, "the models are Pydantic's"),
    "render/schema.py": ({"pydantic"}, "the JSON Schema is generated from the models"),
    "store/judging.py": ({"pydantic", "pydantic_core"}, "what the models object to becomes a complaint"),
    "store/document.py": ({"ruamel"}, "the nodes of one file"),
    "store/yamltext": ({"ruamel"}, "the machinery of YAML text"),
    "store/workspace.py": ({"filelock"}, "the lock under which is written"),
    "store/workbook.py": ({"openpyxl"}, "the cells of an Excel workbook that somebody sent"),
    "render/xlsx.py": ({"openpyxl"}, "the ledger as an Excel workbook"),
    "render/terminal.py": ({"rich"}, "tables on a terminal"),
    "render/findings.py": ({"rich"}, "findings on a terminal"),
    "render/official/linting.py": ({"jinja2"}, "the tags of a template are read by their engine"),
    "render/official/sandbox.py": ({"jinja2", "markupsafe"}, "what a template may do"),
    "render/official/template.py": ({"docx", "docxtpl", "jinja2"}, "an office's own template is opened and filled"),
    "cli/output.py": ({"rich"}, "the console on stdout"),
    "cli/program.py": ({"typer"}, "the Typer program"),
    "cli/refusal.py": ({"typer"}, "what Typer complains about, in our words"),
}
FORBIDDEN = {
    "domain": {"subprocess", "os", "pathlib", "io", "time", "random", "secrets"},
    "views": {"os", "subprocess"},
    "render": {"subprocess"},
}
STANDARD = __import__("sys").stdlib_module_names
FILES = sorted(path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py") if len(path.relative_to(HOUSE).parts) > 1)


def imported(file: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse((HOUSE / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            found.add(node.module or "")
    return found


def test_every_exception_is_needed():
    for place, (more, _) in EXCEPTIONS.items():
        found = {name.split(".")[0] for file in FILES if file.startswith(place) for name in imported(file)}
        assert more <= found, f"{place} no longer imports {more - found}"


@pytest.mark.parametrize("file", FILES)
def test_a_room_imports_only_what_the_table_allows(file):
    room = file.split("/")[0]
    ours, outside = MAY_IMPORT[room]
    for name in imported(file):
        top = name.split(".")[0]
        if top == "inspect_cli":
            assert name == "inspect_cli" or name.split(".")[1] in ours, f"{file} may not import {name}"
        elif top in STANDARD:
            assert top not in FORBIDDEN.get(room, set()), f"{file} may not import {name}"
        else:
            allowed = set().union(outside, *(more for place, (more, _) in EXCEPTIONS.items() if file.startswith(place)))
            assert top in allowed, f"{file} may not import {name}"


def test_the_domain_asks_no_clock():
    for file in FILES:
        if file.startswith("domain/"):
            source = (HOUSE / file).read_text(encoding="utf-8")
            assert ".today()" not in source and ".now(" not in source, f"{file} asks the clock"


def test_no_module_is_named_like_one_of_the_standard_library_or_a_drawer():
    for file in FILES:
        name = Path(file).stem
        assert name not in {"utils", "helpers", "manager", "types", "common"}
        assert name not in STANDARD or name == "__init__", f"{file} hides a standard module"
