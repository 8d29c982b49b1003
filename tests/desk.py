"""A desk to work at in tests: an empty folder under git, and `inspect` run in this process with what it said."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspect_cli.cli.argv.app import main
from inspect_cli.store.git import gitdir


@dataclass(frozen=True)
class Said:
    """What one command left: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict:
        """The data of the JSON document on stdout."""
        return json.loads(self.out)["data"]


class Desk:
    """The folder, and the hands that type."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str], kept: Path | None = None) -> None:
        self.root = root
        self._capsys = capsys
        self._kept = kept

    def inspect(self, *words: str | Path, code: int | None = 0) -> Said:
        """Runs the words, and expects the exit code; None: whatever it is."""
        self._capsys.readouterr()
        gitdir.refusals.clear()  # each command is a run of its own
        gitdir.silent.clear()
        got = main([str(word) for word in words])
        captured = self._capsys.readouterr()
        said = Said(got, captured.out, captured.err)
        assert code in (None, got), said
        assert "Traceback" not in said.err
        return said

    def git(self, *words: str) -> str:
        """Runs git, and expects that it works."""
        return subprocess.run(["git", *words], cwd=self.root, capture_output=True, text=True, encoding="utf-8", check=True).stdout

    def commit(self, message: str = "x") -> None:
        """Everything as it is now."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def saved(self) -> Desk:
        """Everything as it is now, if any of it is new: an issued report tells only what is saved."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        return self

    def changed_lines(self) -> dict[str, tuple[int, int]]:
        """Lines added and removed per file since the last commit; then commits."""
        self.git("add", "-A")
        rows = [line.split("\t") for line in self.git("-c", "core.quotepath=off", "diff", "--cached", "--numstat").splitlines()]
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        return {
            Path(name).name: (int(added) if added != "-" else 0, int(removed) if removed != "-" else 0) for added, removed, name in rows
        }

    def set_up(self, story: Callable[[Desk], None], *told: str) -> Desk:
        """This fresh desk as the story leaves it: each process plays it once (as it is told), and copies its desk from then on."""
        if not self._kept or Path.cwd() != self.root or [path.name for path in self.root.iterdir()] != [".git"]:
            story(self)
            return self
        kept = self._kept / "-".join([story.__module__, story.__qualname__.split(".")[0], *told])
        if kept.exists():
            shutil.copytree(kept, self.root, symlinks=True, dirs_exist_ok=True)
            self.git("update-index", "-q", "--refresh")
        else:
            story(self)
            shutil.copytree(self.root, kept, symlinks=True)
        return self

    def issue(self, name: str, round_id: str = "2020-r2") -> Path:
        """The file of an issue."""
        return self.root / "rounds" / round_id / "issues" / f"{name}.yaml"


def fresh_desk(root: Path, kept: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An empty folder under git, whose user is 城管局整改办; set-up desks lie in `kept`."""
    made = Desk(root, capsys, kept)
    empty = kept / "empty"
    if not empty.exists():
        empty.mkdir(parents=True)
        first = Desk(empty, capsys)
        first.git("init", "-q", "-b", "main", ".")
        first.git("config", "user.name", "城管局整改办")
        first.git("config", "user.email", "zgb@example.org")
        for sample in (empty / ".git" / "hooks").glob("*.sample"):
            sample.unlink()
    shutil.copytree(empty, root)
    return made


def open_round(desk: Desk, ends: str = "2020-12-18") -> None:
    """The round of the speech, empty."""

    def story(at: Desk) -> None:
        at.inspect("init")
        units = ("--unit", "CG=市城市管理局党组", "--unit", "TY=市退役军人事务局党组")
        when = ("--starts", "2020-10-19", *(("--ends", ends) if ends else ()))
        at.inspect("new-round", "2020-r2", "--title", "第二轮", "--kind", "regular", "--team", "市委巡察二组", *units, *when)

    desk.set_up(story, ends)


def add_issue(desk: Desk, channel: str = "during", unit: str = "CG", *more: str, today: str = "2020-10-28") -> str:
    """A new issue; its ROUND/ID."""
    notice = ("--notice", "巡察立改〔2020〕3号") if channel == "during" else ()
    words = ("--unit", unit, "--channel", channel, "--title", "清运不及时", "--text", "部分街巷清运不及时。", "--found-on", today)
    return desk.inspect("add", *words, *notice, *more, "--today", today).out.strip()
