"""README: its generated pieces are fresh, its tour runs word by word, and every verb, exit code and option it names exists."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import readme
from ruamel.yaml import YAML

from inspect_cli.cli.argv.contents import declared

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", readme.FILES)
def test_the_generated_pieces_are_fresh(name):
    content = (ROOT / name).read_text(encoding="utf-8")
    assert content == readme.refreshed(content, readme.FILES[name]), "run: python tests/readme.py"


def tour() -> list[tuple[str, str]]:
    """The commands of the tour with what they are said to print."""
    section = TEXT.split("## Five minutes")[1].split("\n## ")[0]
    blocks = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    return [(command.split("\n", 1)[0], command.split("\n", 1)[1]) for block in blocks for command in block.split("$ ")[1:]]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the tour is written for a POSIX shell")
def test_the_tour_runs_word_by_word(tmp_path):
    programs = tmp_path / "bin"
    programs.mkdir()
    shim = programs / "inspect"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inspect_cli "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    desk = tmp_path / "records"
    desk.mkdir()
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "INSPECT_LANG": "en",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "GIT_AUTHOR_NAME": "x",
    }
    steps = tour()
    assert len(steps) > 8
    for command, expected in steps:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=desk,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        pattern = (
            ".*?".join(re.escape(part) for part in expected.split("…"))
            if "ready: …" in expected or "sha256 …" in expected or "\n…\n" in f"\n{expected}"
            else re.escape(expected)
        )
        assert re.fullmatch(pattern, done.stdout, re.DOTALL), f"$ {command}\n{done.stdout}"


def test_the_two_commands_of_the_set_up_are_there_and_name_what_exists():
    setup = TEXT.split("## Set-up: two commands")[1].split("\n## ")[0]
    first, second = re.findall(r"```sh\n(.*?)\n```", setup, re.DOTALL)
    assert "inspect status --today 2020-12-01" in first and "-m pytest" in second
    assert all("\n" not in command for command in (first, second))
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith(second.split("&& ")[-1])


def test_the_snippets_for_a_ci_are_yaml_and_name_options_that_exist():
    section = TEXT.split("## In a CI")[1].split("\n## ")[0]
    blocks = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        assert YAML(typ="safe").load(block)
    commands = re.findall(r"inspect-cli (check[^\n]*)", section)
    known = {option for one in declared("check").parameters() for option in getattr(one.declared, "names", ())}
    assert len(commands) >= 4 and {flag for command in commands for flag in re.findall(r"--[a-z]+", command)} <= known
    hooks = {hook["id"] for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert set(re.findall(r"id: (inspect-[a-z]+)", section)) == hooks


def test_every_verb_that_the_documents_name_exists():
    from inspect_cli.cli.argv.contents import VERBS

    for name in readme.FILES:
        content = (ROOT / name).read_text(encoding="utf-8")
        named = set(re.findall(r"`inspect ([a-z][a-z-]+)", content)) | set(re.findall(r"^\$ inspect ([a-z][a-z-]+)", content, re.MULTILINE))
        assert named - set(VERBS) == set(), name


def test_only_what_was_agreed_stands_at_the_top():
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout.splitlines()
    top = {file.split("/")[0].strip('"') for file in files if not file.startswith(".")}
    assert top <= {"inspect_cli", "rounds", "schemas", "tests", "pyproject.toml", "README.md", "README.zh.md", "LICENSE", "CHANGELOG.md"}
