"""README and the manual: short, their generated pieces fresh, the tour runs word by word, and every verb, option and file named exists."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import manual
import pytest
from ruamel.yaml import YAML
from tour import Reader, steps

from inspect_cli.cli.argv.contents import declared

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", manual.FILES)
def test_the_generated_pieces_are_fresh(name):
    content = (ROOT / name).read_text(encoding="utf-8")
    assert content == manual.refreshed(content, manual.FILES[name]), "run: python tests/manual.py"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the tour is written for a POSIX shell")
@pytest.mark.parametrize(("language", "name", "heading"), [("en", "README.md", "Five minutes"), ("zh", "README.zh.md", "五分钟上手")])
def test_the_tour_runs_word_by_word(language, name, heading, tmp_path, monkeypatch):
    tour = (ROOT / name).read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    assert len(steps(tour)) > 8
    Reader(tmp_path, language, monkeypatch).follows(tour)


@pytest.mark.parametrize(("name", "heading"), [("README.md", "Set-up: two commands"), ("README.zh.md", "安装：两条命令")])
def test_the_two_commands_of_the_set_up_are_there_and_name_what_exists(name, heading):
    setup = (ROOT / name).read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    first, second = re.findall(r"```sh\n(.*?)\n```", setup, re.DOTALL)
    assert "inspect status --today 2020-12-01" in first and "-m pytest" in second
    assert all("\n" not in command for command in (first, second))
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith(second.split("&& ")[-1])


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_a_readme_is_short_and_links_to_what_exists(name):
    content = (ROOT / name).read_text(encoding="utf-8")
    assert len(content.splitlines()) <= 150
    links = {link for link in re.findall(r"\]\(([^)#]+)", content) if not link.startswith("http")}
    assert links and all((ROOT / link).exists() for link in links)
    assert {"CHANGELOG.md", ".github/CONTRIBUTING.md", "inspect_cli/README.md"} <= links


def test_both_readme_files_have_the_same_parts():
    zh, en = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.zh.md", "README.md"))
    for part in (r"^(#+) ", r"<!-- generated: (\w+) -->", r"^```(\w*)"):
        assert re.findall(part, zh, re.MULTILINE) == re.findall(part, en, re.MULTILINE)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_snippets_for_a_ci_are_yaml_and_name_options_that_exist(language):
    page = (ROOT / "inspect_cli" / "help" / language / "ci.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        assert YAML(typ="safe").load(block)
    commands = re.findall(r"inspect-cli (check[^\n]*)", page)
    known = {option for one in declared("check").parameters() for option in getattr(one.declared, "names", ())}
    assert len(commands) >= 4 and {flag for command in commands for flag in re.findall(r"--[a-z]+", command)} <= known
    hooks = {hook["id"] for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert set(re.findall(r"id: (inspect-[a-z]+)", page)) == hooks


def test_every_verb_that_the_documents_name_exists():
    from inspect_cli.cli.argv.contents import VERBS

    for name in manual.FILES:
        content = (ROOT / name).read_text(encoding="utf-8")
        named = set(re.findall(r"`inspect ([a-z][a-z-]+)", content)) | set(re.findall(r"^\$ inspect ([a-z][a-z-]+)", content, re.MULTILINE))
        assert named - set(VERBS) == set(), name


def test_only_what_was_agreed_stands_at_the_top():
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout.splitlines()
    top = {file.split("/")[0].strip('"') for file in files if not file.startswith(".")}
    assert top <= {"inspect_cli", "rounds", "schemas", "tests", "pyproject.toml", "README.md", "README.zh.md", "LICENSE", "CHANGELOG.md"}
