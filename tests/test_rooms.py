"""The map of the house: who may import whom, read from the imports themselves."""

import ast
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import inspect_cli

HOUSE = Path(inspect_cli.__file__).parent
MAY_IMPORT = {  # room: our rooms (from outside: the standard library, and what EXCEPTIONS names)
    "yamlsplice": {"yamlsplice"},
    "gbt9704": {"gbt9704"},
    "domain": {"domain", "yamlsplice.change"},
    "store": {"store", "domain", "yamlsplice"},
    "actions": {"actions", "store", "views", "domain"},
    "views": {"views", "domain"},
    "render": {"render", "views", "domain", "gbt9704", "locale"},
    "locale": {"locale"},
    "cli": {"cli", "actions", "store", "views", "render", "domain", "gbt9704", "yamlsplice"},
}
EXCEPTIONS = {  # file, or folder: (further imports, why)
    "yamlsplice": ({"ruamel"}, "YAML text becomes nodes"),
    "domain/compare/pairing.py": ({"rapidfuzz"}, "the likeness of two texts"),
    "domain/record/models.py": ({"pydantic", "pydantic_core"}, "the models are Pydantic's"),
    "store/judging.py": ({"pydantic", "pydantic_core"}, "what the models object to becomes a complaint"),
    "store/workspace.py": ({"filelock"}, "the lock under which is written"),
    "store/sheets/workbook.py": ({"openpyxl"}, "the cells of an Excel workbook that somebody sent"),
    "actions/merging": ({"inspect_cli.yamlsplice"}, "a merge of texts is splices"),
    "render/json_v1/shapes": ({"pydantic", "typing_extensions"}, "what the schemas of the JSON are made from"),
    "render/json_v1/schemas.py": ({"pydantic", "typing_extensions"}, "makes the schemas of the JSON"),
    "render/xlsx.py": ({"openpyxl"}, "the ledger as an Excel workbook"),
    "render/terminal.py": ({"rich"}, "tables on a terminal"),
    "render/findings.py": ({"rich"}, "findings on a terminal"),
    "render/drawing.py": ({"rich"}, "the manual on a terminal"),
    "render/manual.py": ({"rich"}, "the console on which the manual is drawn"),
    "render/template/misspelt.py": ({"jinja2"}, "what their engine objects to, in our words"),
    "render/template/linting.py": ({"jinja2"}, "the tags of a template are read by their engine"),
    "render/template/sandbox.py": ({"jinja2", "markupsafe"}, "what a template may do"),
    "render/template/template.py": ({"docx", "docxtpl", "jinja2"}, "an office's own template is opened and filled"),
    "cli/desk/output.py": ({"rich"}, "the console on stdout"),
    "cli/argv/program.py": ({"typer"}, "the Typer program"),
    "cli/argv/refusal.py": ({"typer"}, "what Typer complains about, in our words"),
}
FORBIDDEN = {
    "gbt9704": {"subprocess", "os", "pathlib", "time", "random"},
    "yamlsplice": {"subprocess", "os", "pathlib", "time", "random"},
    "domain": {"subprocess", "os", "pathlib", "io", "time", "random", "secrets"},
    "views": {"os", "subprocess"},
    "render": {"subprocess"},
}
STANDARD = sys.stdlib_module_names
FILES = sorted(path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py") if len(path.relative_to(HOUSE).parts) > 1)
MODULES = {"inspect_cli." + file.removesuffix(".py").removesuffix("/__init__").replace("/", "."): file for file in FILES}


@cache
def imported(file: str) -> set[str]:
    """Every module that a file imports, at its top, in a function or for its types alone."""
    found = set()
    for node in ast.walk(ast.parse((HOUSE / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else str(node.module) for name in names}
    return found


def is_in(name: str, places: Iterable[str]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def further(file: str) -> set[str]:
    return set().union(*(more for place, (more, _) in EXCEPTIONS.items() if file == place or file.startswith(f"{place}/")))


def test_every_exception_is_needed():
    for place, (more, _) in EXCEPTIONS.items():
        names = {name for file in FILES if file == place or file.startswith(f"{place}/") for name in imported(file)}
        unused = {one for one in more if not any(is_in(name, [one]) for name in names)}
        assert not unused, f"{place} no longer imports {unused}"


def test_a_room_imports_only_what_the_table_allows():
    assert [f"{file} may not import {name}" for file in FILES for name in sorted(imported(file)) if not may_import(file, name)] == []


def may_import(file: str, name: str) -> bool:
    room = file.split("/")[0]
    if name == "inspect_cli" or is_in(name, further(file)):
        return True
    if name.startswith("inspect_cli."):
        return is_in(name, [f"inspect_cli.{one}" for one in MAY_IMPORT[room]])
    top = name.split(".")[0]
    return top in STANDARD and top not in FORBIDDEN.get(room, set())


def test_nowhere_do_imports_run_in_a_circle():
    """The late ones and those for types alone count too: who is tied to whom does not depend on when."""
    waiting = {name: {one for one in imported(file) if one in MODULES and one != name} for name, file in MODULES.items()}
    while free := {name for name, needs in waiting.items() if not needs & set(waiting)}:
        waiting = {name: needs for name, needs in waiting.items() if name not in free}
    assert not waiting, "a circle is among these"


def test_below_the_faces_a_noun_names_one_module():
    """The faces (a verb, its page, its ink) share the noun of what they show; engines, domain, memory and actions do not."""
    nouns = [Path(file).stem for file in FILES if file.split("/")[0] not in ("cli", "views", "render", "locale")]
    assert [noun for noun, times in Counter(nouns).items() if times > 1 and noun != "__init__"] == []


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
