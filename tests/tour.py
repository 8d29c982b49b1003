"""Runs the ```console blocks of a text as a reader would type them, and compares what is printed, word by word."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from inspect_cli.cli.argv.app import main

ROOT = Path(__file__).parent.parent


def steps(content: str) -> list[tuple[str, str]]:
    """The commands of a text with what they are said to print; generated pieces are proved elsewhere."""
    written = re.sub(r"<!-- generated: \w+ -->.*?<!-- end -->", "", content, flags=re.DOTALL)
    blocks = re.findall(r"^```console\n(.*?)^```", written, re.DOTALL | re.MULTILINE)
    found = [step for block in blocks for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(step.split("\n", 1)[0], step.split("\n", 1)[1]) for step in found]


def differs(expected: str, printed: str) -> bool:
    """A line that is only `…` stands for any lines; after a colon, and for a hash, `…` stands for anything on its line."""
    lines = ("(?:.*\n)*?" if line == "…\n" else _line(line) for line in expected.splitlines(keepends=True))
    return not re.fullmatch("".join(lines), printed)


def _line(line: str) -> str:
    return ".*?".join(map(re.escape, re.split(r"(?<=: )…|(?<=：)…|(?<=sha256 )…", line)))


class Reader:
    """Somebody who types what a text says, in an empty folder."""

    def __init__(self, tmp_path: Path, language: str, monkeypatch) -> None:
        self.desk = tmp_path / "records"
        self.desk.mkdir()
        programs = tmp_path / "bin"
        programs.mkdir()
        shim = programs / "inspect"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inspect_cli "$@"\n', encoding="utf-8")
        shim.chmod(0o755)
        for name in [name for name in os.environ if name.startswith(("INSPECT_", "GIT_"))]:
            monkeypatch.delenv(name)
        given = {
            "HOME": str(tmp_path),
            "INSPECT_LANG": language,
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "GIT_AUTHOR_NAME": "x",
        }
        for name, value in {**given, "PATH": f"{programs}:{os.environ['PATH']}", "GIT_CONFIG_NOSYSTEM": "1"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(self.desk)

    def types(self, command: str) -> tuple[int, str]:
        """The exit code and what is printed: by the program in this process where nothing but its words were typed, else by a shell."""
        words = shlex.split(command) if not re.search(r"[|&<>;*$`]", command) else []
        if words[:1] != ["inspect"]:
            done = subprocess.run(
                ["/bin/sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
            )
            return done.returncode, done.stdout
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            code = main(words[1:])
        return code, printed.getvalue()

    def follows(self, content: str) -> None:
        """Types every command of the text, and expects what it says; one whose answer is left out must succeed."""
        for command, expected in steps(content):
            code, printed = self.types(command)
            assert not differs(expected, printed) and not (expected == "…\n" and code), f"$ {command}\n{printed}"
