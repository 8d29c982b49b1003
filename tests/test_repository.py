"""The repository's own files: what runs on a server, the hooks, the version and its section in the changelog."""

import re
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import inspect_cli

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


def loaded(name: str) -> dict:
    return YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))


def steps(job: str) -> str:
    """Every command of a job."""
    return "\n".join(step.get("run", "") for step in loaded(".github/workflows/ci.yml")["jobs"][job]["steps"])


# -- what runs on a server ---------------------------------------------------------------------------------------------


def test_the_tests_run_on_every_python_that_is_promised_and_on_every_system():
    matrix = loaded(".github/workflows/ci.yml")["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == PYTHONS, "as texts, for 3.10 would be 3.1"
    assert PROJECT["requires-python"] == f">={PYTHONS[0]}"
    assert {one.split("-")[0] for one in matrix["os"]} == {"ubuntu", "macos", "windows"}
    promised = [one.split(" :: ")[-1] for one in PROJECT["classifiers"] if re.search(r"Python :: 3\.\d+$", one)]
    assert set(promised) <= set(PYTHONS)


def test_what_the_jobs_call_is_there_and_can_be_run():
    called = re.findall(r"(?m)^(\.ci/\w+)", steps("tests") + "\n" + steps("versions"))
    assert called == [".ci/run", ".ci/versions"]
    assert all((ROOT / name).read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n") for name in called)


def test_windows_does_what_the_others_do():
    words = "ruff check .", "ruff format --check .", "mypy", "python -m pytest"
    there, here = (ROOT / ".ci" / "run").read_text(encoding="utf-8"), steps("tests")
    assert [word for word in words if f".venv/bin/{word}\n" not in there or f".venv/Scripts/{word}\n" not in f"{here}\n"] == []


def test_the_newest_dependencies_are_tried_every_week():
    workflow = loaded(".github/workflows/ci.yml")
    assert "schedule" in workflow["jobs"]["versions"]["if"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", workflow["on"]["schedule"][0]["cron"])


# -- the hooks ---------------------------------------------------------------------------------------------------------


def test_the_hooks_need_nothing_from_elsewhere_and_call_what_the_environment_has():
    (local,) = loaded(".pre-commit-config.yaml")["repos"]
    assert local["repo"] == "local" and {hook["language"] for hook in local["hooks"]} == {"system"}
    programs = {hook["entry"].split()[0] for hook in local["hooks"]}
    needed = {re.split(r"[>=<]", one)[0] for one in PROJECT["optional-dependencies"]["dev"]} | set(PROJECT["scripts"])
    assert programs <= needed


# -- the version -------------------------------------------------------------------------------------------------------


def test_the_version_has_its_section_below_an_unreleased_one():
    heads = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert heads[1].split(" – ")[0] == inspect_cli.__version__
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ – \d{4}-\d\d-\d\d", head) for head in heads[1:])


@pytest.mark.parametrize("name", ["inspect_cli/README.md", ".github/CONTRIBUTING.md"])
def test_every_link_and_every_file_named_there_exists(name):
    content = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", content) if not link.startswith("http")]
    assert all(((ROOT / name).parent / link).exists() for link in links)
    files = re.findall(r"(?:inspect_cli|tests|\.ci)/[\w/.-]*\w", content)
    assert [file for file in files if not (ROOT / file).exists()] == []


def named_in(content: str, form: str) -> list[str]:
    """What stands between backticks and looks like this."""
    return [word for word in re.findall(r"`([^`\n]+)`", content) if re.fullmatch(form, word)]


@pytest.mark.parametrize("name", ["inspect_cli/README.md", "inspect_cli/help/en/house.md", "inspect_cli/help/zh/house.md"])
def test_every_module_of_the_map_is_there(name):
    house = ROOT / "inspect_cli"
    every = {"/" + path.relative_to(house).with_suffix("").as_posix() for path in house.rglob("*")}
    named = named_in((ROOT / name).read_text(encoding="utf-8"), r"(?!tests/|inspect_cli/|\.)[\w.]+(?:/\w+)+(?:\.py)?")
    assert [one for one in named if not any(path.endswith("/" + one.removesuffix(".py")) for path in every)] == []


def test_what_a_recipe_names_of_a_file_stands_in_it():
    """A class, a table or a keyword stands in one of the files that the same step names."""
    steps = re.split(r"\n(?=\n|\d\. |\| )", (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## A commit")[0])
    names = [(one, step) for step in steps for one in named_in(step, r"_?[A-Z][A-Za-z]*(?:_[A-Z]+)*|\w+=") if one != "INSPECT_YAML_LS"]
    assert len(names) > 10
    assert [one for one, step in names if not re.search(rf"\b{one}", "".join(map(source, paths_in(step))))] == []


def paths_in(content: str) -> list[Path]:
    return [ROOT / name for name in named_in(content, r"(?:inspect_cli|tests)/[\w./-]+")]


def source(path: Path) -> str:
    """The text of a file, or of all in a folder."""
    return "".join(one.read_text(encoding="utf-8") for one in (sorted(path.rglob("*.py")) if path.is_dir() else [path]))


def test_the_map_has_every_room():
    from test_rooms import MAY_IMPORT

    rooms = re.findall(r"^\| `(\w+)/` \|", (ROOT / "inspect_cli" / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(rooms) == {*MAY_IMPORT, "help"}
