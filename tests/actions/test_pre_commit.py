"""The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit on scratch repositories."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round
from ruamel.yaml import YAML

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台")


def offered() -> list[dict]:
    """The hooks that the project offers."""
    return YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def with_hooks(at: Desk, repos: list[dict], monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk with a round, CG-D001 in progress, pre-commit installed for these repositories, committed."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(at.root.parent / "pre-commit"))
    open_round(at)
    add_issue(at, "during", "CG", "--severity", "serious")
    at.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    (at.root / ".pre-commit-config.yaml").write_text(json.dumps({"repos": repos}), encoding="utf-8")
    at.commit()
    install = [sys.executable, "-m", "pre_commit", "install", "--install-hooks", "-t", "pre-commit", "-t", "pre-merge-commit"]
    subprocess.run(install, cwd=at.root, check=True, capture_output=True, timeout=500)


def committed(at: Desk) -> subprocess.CompletedProcess:
    return subprocess.run(["git", "commit", "-q", "-m", "x"], cwd=at.root, capture_output=True, text=True, encoding="utf-8", check=False)


def lower(at: Desk) -> None:
    path = at.issue("CG-D001")
    path.write_text(path.read_text(encoding="utf-8").replace("severity: serious", "severity: minor"), encoding="utf-8")


def a_quiet_edit_is_refused_and_a_legal_move_passes(at: Desk) -> None:
    lower(at)
    at.git("add", "-A")
    said = committed(at)
    assert said.returncode == 1 and "DIF03" in said.stdout + said.stderr, said
    at.git("checkout", "-q", "HEAD", "--", "rounds")
    at.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    at.git("add", "-A")
    lower(at)  # beside what is staged: pre-commit puts it aside, and brings it back
    said = committed(at)
    assert said.returncode == 0, said
    assert "severity: minor" in at.issue("CG-D001").read_text(encoding="utf-8")


@pytest.fixture
def here(desk, monkeypatch):
    """The hooks as they are declared, run by the program that is being tested."""
    hooks = [
        {**hook, "language": "system", "entry": hook["entry"].replace("inspect-cli", f"{sys.executable} -m inspect_cli")}
        for hook in offered()
    ]
    with_hooks(desk, [{"repo": "local", "hooks": hooks}], monkeypatch)
    return desk


def test_a_commit_is_judged_by_what_is_staged(here):
    a_quiet_edit_is_refused_and_a_legal_move_passes(here)


def test_the_result_of_a_merge_is_judged(here):
    here.git("checkout", "-q", "-b", "unit")
    here.inspect("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-02")
    here.commit()
    here.git("checkout", "-q", "-b", "other", "main")
    add_issue(here, "immediate", "TY")
    here.commit()
    said = subprocess.run(["git", "merge", "--no-edit", "-s", "ours", "unit"], cwd=here.root, capture_output=True, text=True, check=False)
    assert said.returncode != 0 and "DIF09" in said.stdout + said.stderr, said


@pytest.mark.long
def test_the_hooks_install_from_the_project_as_others_install_them(desk, monkeypatch, tmp_path):
    project = tmp_path / "project"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(project)], check=True)
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=project, capture_output=True, text=True, check=True).stdout.strip()
    hooks = [{"id": hook["id"]} for hook in offered()]
    monkeypatch.setenv("HOME", os.path.expanduser("~"))  # pip's own settings
    with_hooks(desk, [{"repo": str(project), "rev": revision, "hooks": hooks}], monkeypatch)
    a_quiet_edit_is_refused_and_a_legal_move_passes(desk)
