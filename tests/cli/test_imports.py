"""What a hot command may load: every import is waited for by somebody who only wants to know where things stand."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HEAVY = {
    "pydantic",
    "pydantic_core",
    "ruamel",
    "typer",
    "rich",
    "filelock",
    "subprocess",
    "json",
    "yaml",
    "docx",
    "docxtpl",
    "jinja2",
    "lxml",
    "openpyxl",
}
"""What costs more than a warm answer may; each is loaded only where it is used."""

AGAIN = {
    "inspect_cli",
    "inspect_cli.cli",
    "inspect_cli.cli.argv",
    "inspect_cli.cli.argv.again",
    "inspect_cli.cli.argv.start",
    "inspect_cli.store",
    "inspect_cli.store.files",
    "inspect_cli.store.git",
    "inspect_cli.store.git.gitdir",
    "inspect_cli.store.index",
    "inspect_cli.store.index.glance",
    "inspect_cli.store.index.shelf",
    "inspect_cli.store.index.stamp",
    "inspect_cli.store.files.signature",
}
"""All of ours that an answer from memory may load."""

ASK = "import sys; from inspect_cli.cli.argv.start import answered; answered(sys.argv[1:]); sys.stdout.flush(); print('\\n'.join(sys.modules), file=sys.stderr)"


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> Path:
    """The samples, old enough to be relied on, and every question asked once."""
    root = tmp_path_factory.mktemp("asked")
    shutil.copytree(Path(__file__).parents[2] / "rounds", root / "rounds")
    for odd in ("2019-r5/issues/CG-F001", "2020-r2/issues/CG-D002", "2020-r2/issues/CG-D004"):  # hand-styled: ruamel reads them
        (root / "rounds" / f"{odd}.yaml").unlink()
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    time.sleep(2.1)
    for _ in range(2):
        subprocess.run([sys.executable, "-c", ASK, "status", "--all"], cwd=root, capture_output=True, check=True)
    return root


def loaded(root: Path, *words: str, terminal: bool = False) -> set[str]:
    """The modules that are loaded at the end of a command to a pipe, or to a terminal."""
    command = [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {ASK}", *words]
    if not terminal:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        return set(done.stderr.split("\n"))
    mine, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=root, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True) as process:
        os.close(theirs)
        said = process.stderr.read()
        assert process.wait() == 0
    os.close(mine)
    return set(said.split("\n"))


def tops(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] == "inspect_cli"}


def test_status_to_a_pipe_from_memory_loads_next_to_nothing(asked):
    modules = loaded(asked, "status", "--all")  # the words of `asked`, in the surroundings of this test: worked out once more
    modules = loaded(asked, "status", "--all")
    assert ours(modules) == AGAIN
    assert tops(modules) & (HEAVY | {"re", "typing", "dataclasses", "pathlib", "enum", "decimal", "inspect"}) == set()


def test_status_to_a_pipe_worked_out_anew_loads_no_library(asked):
    modules = loaded(asked, "status", "--all", "--no-index")
    assert tops(modules) & HEAVY == set()
    assert "inspect_cli.domain.record.models" not in modules and "inspect_cli.render.terminal" not in modules


def test_status_to_a_terminal_loads_rich_and_nothing_else(asked):
    modules = loaded(asked, "status", "--no-index", terminal=True)
    assert tops(modules) & (HEAVY - {"subprocess", "json"}) == {"rich"}


def test_status_after_an_edit_loads_no_library(asked):
    path = asked / "rounds/2020-r2/issues/CG-D001.yaml"
    path.write_bytes(path.read_bytes() + b"# seen\n")
    modules = loaded(asked, "status", "--all")
    assert tops(modules) & HEAVY == set()


def test_the_front_page_loads_the_table_of_contents_and_no_verb(asked):
    modules = loaded(asked, "--help")
    assert tops(modules) & HEAVY == set()
    assert not {name for name in ours(modules) if name.startswith(("inspect_cli.views", "inspect_cli.domain.rules"))}
    assert "inspect_cli.store.loading" not in modules and "inspect_cli.cli.status" not in modules


def test_a_verb_that_writes_loads_neither_pydantic_nor_typer(asked):
    modules = loaded(asked, "measure", "add", "CG-D001", "--text", "每日巡查", "--due", "2020-12-01", "--by", "x", "--dry-run")
    assert tops(modules) & {"pydantic", "typer", "rich"} == set()
