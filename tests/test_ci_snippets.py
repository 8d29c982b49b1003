"""The jobs that the manual gives for a server: their own shell lines, run in a fresh clone after each kind of push to a bare repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round
from ruamel.yaml import YAML
from tour import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="the jobs are written for a POSIX shell")]

ZEROS = "0" * 40
SERVERS = ("GitHub", "GitLab")


def lines_of(language: str, server: str) -> str:
    """The commands of the job, but for the installation."""
    page = (ROOT / "inspect_cli/help" / language / "ci.md").read_text(encoding="utf-8")
    section = page.split(f"## {server}\n")[1]
    job = YAML(typ="safe").load(re.search(r"```yaml\n(.*?)```", section, re.DOTALL)[1])
    if server == "GitLab":
        return "\n".join(line for line in job["records"]["script"] if not line.startswith("pip "))
    steps = job["jobs"]["records"]["steps"]
    (env,) = (step["env"] for step in steps if "env" in step)
    assert env == {"MAIN": "${{ github.event.repository.default_branch }}", "BEFORE": "${{ github.event.before }}"}
    return "\n".join(step["run"] for step in steps if "run" in step and not step["run"].startswith("pip "))


class Server:
    """A bare repository that gives out any commit, as the two servers do, and the clone from which is pushed."""

    def __init__(self, desk: Desk, place: Path) -> None:
        self.desk, self.place = desk, place
        self.bare = place / "server.git"
        desk.git("init", "-q", "--bare", "-b", "main", str(self.bare))
        desk.git("-C", str(self.bare), "config", "uploadpack.allowAnySHA1InWant", "true")
        desk.git("remote", "add", "origin", f"file://{self.bare}")
        self.jobs = 0

    def pushed(self, branch: str, *words: str) -> str:
        """Pushes, and says what stood there before."""
        there = self.desk.git("ls-remote", "origin", f"refs/heads/{branch}").split()
        self.desk.git("push", "-q", *words, "origin", f"HEAD:refs/heads/{branch}")
        return there[0] if there else ZEROS

    def job(self, language: str, server: str, branch: str, before: str, base: str = "") -> subprocess.CompletedProcess[str]:
        """Runs the job in a fresh clone of everything that the server has."""
        self.jobs += 1
        clone = self.place / f"job{self.jobs}"
        self.desk.git("clone", "-q", f"file://{self.bare}", str(clone))
        self.desk.git("-C", str(clone), "checkout", "-q", "--detach", f"origin/{branch}")
        bin_ = self.place / "bin"
        bin_.mkdir(exist_ok=True)
        program = bin_ / "inspect-cli"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inspect_cli "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        event = "pull_request" if base else "push"
        known = {"MAIN": "main", "BEFORE": before, "GITHUB_EVENT_NAME": event, "GITHUB_REF_NAME": branch, "GITHUB_BASE_REF": base}
        source = "merge_request_event" if base else "push"
        known |= {"CI_PIPELINE_SOURCE": source, "CI_COMMIT_BRANCH": branch, "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": before}
        if base:
            known["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = base
        env = {
            **os.environ,
            **known,
            "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "INSPECT_TODAY": "2020-11-10",
        }
        script = lines_of(language, server)
        return subprocess.run(
            ["bash", "-e", "-c", script], cwd=clone, env=env, capture_output=True, text=True, encoding="utf-8", check=False
        )


@pytest.fixture
def server(desk: Desk, tmp_path) -> Server:
    """CG-D001 and CG-D002, committed and not yet pushed."""
    open_round(desk)
    for _ in range(2):
        add_issue(desk, "during", "CG", "--severity", "serious")
    desk.commit("two")
    return Server(desk, tmp_path)


def more(at: Desk) -> None:
    add_issue(at)
    at.commit("one more")


def lower(at: Desk) -> None:
    path = at.issue("CG-D001")
    path.write_text(path.read_text(encoding="utf-8").replace("severity: serious", "severity: minor"), encoding="utf-8")
    at.commit("lower")


@pytest.mark.parametrize("name", SERVERS)
def test_a_job_of_the_manual_is_the_same_in_both_languages(name):
    assert lines_of("zh", name) == lines_of("en", name)


@pytest.mark.parametrize("name", SERVERS)
def test_pushes_to_the_main_branch_are_judged_from_what_stood_there(server, name):
    desk = server.desk
    first = server.job("en", name, "main", server.pushed("main"))
    assert first.returncode == 0 and "nothing stood there before" in first.stderr, first
    more(desk)
    normal = server.job("en", name, "main", server.pushed("main"))
    assert normal.returncode == 0 and "1 commit since" in normal.stderr, normal
    lower(desk)
    swindle = server.job("en", name, "main", server.pushed("main"))
    assert swindle.returncode == 1 and "DIF03" in swindle.stdout, swindle
    nothing = server.job("en", name, "main", desk.git("rev-parse", "HEAD").strip())
    assert nothing.returncode == 0 and "no commit was looked at" in nothing.stderr


@pytest.mark.parametrize("name", SERVERS)
def test_a_forced_push_to_the_main_branch_is_held_against_what_it_replaced(server, name):
    desk = server.desk
    server.pushed("main")
    more(desk)
    server.pushed("main")
    desk.git("reset", "-q", "--hard", "HEAD~1")
    more(desk)
    desk.git("commit", "-q", "--amend", "-m", "another one in its place")
    forced = server.job("en", name, "main", server.pushed("main", "--force"))
    assert forced.returncode == 1 and "DIF01" in forced.stdout and "HEAD does not come from" in forced.stderr, forced
    desk.git("commit", "-q", "--amend", "-m", "another subject")
    harmless = server.job("en", name, "main", server.pushed("main", "--force"))
    assert harmless.returncode == 0 and "HEAD does not come from" in harmless.stderr, harmless


@pytest.mark.parametrize("name", SERVERS)
@pytest.mark.parametrize("base", ["", "main"])
def test_a_branch_is_judged_from_where_it_parted_though_main_moved_on(server, name, base):
    desk = server.desk
    server.pushed("main")
    desk.git("checkout", "-q", "-b", "feature")
    more(desk)
    desk.git("checkout", "-q", "main")
    desk.inspect(
        "add",
        "--unit",
        "TY",
        "--channel",
        "immediate",
        "--title",
        "甲",
        "--text",
        "乙",
        "--found-on",
        "2020-10-28",
        "--today",
        "2020-10-28",
    )
    desk.commit("main moves on")
    server.pushed("main")
    desk.git("checkout", "-q", "feature")
    new = server.job("en", name, "feature", server.pushed("feature"), base)
    assert new.returncode == 0 and "has moved on since HEAD parted from it: 1 commit" in new.stderr, new
    lower(desk)
    swindle = server.job("en", name, "feature", server.pushed("feature"), base)
    assert swindle.returncode == 1 and "DIF03" in swindle.stdout and "DIF01" not in swindle.stdout, swindle
