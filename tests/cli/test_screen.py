"""What somebody wrote into a record never steers the screen of whoever looks at it, in whatever form it is asked for."""

import json
import os
import re
import subprocess
import sys

import pytest
from desk import Desk, add_issue

pty = pytest.importorskip("pty")

EVIL = "A\x9b31mB\u202eC\x7fD\u2066E\ufeffF\x1b[32mG\x85H\u200fI"
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]")
OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\\\")
"""Colours and links, which the program itself writes."""


@pytest.fixture
def evil(workspace: Desk) -> Desk:
    """A record of whose fields many hold what a terminal obeys, and one that cannot be read."""
    add_issue(workspace)
    path = workspace.issue("CG-D001")
    said = json.dumps(EVIL)
    changed = re.sub(r"^(title|text): .*", lambda found: f"{found[1]}: {said}", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(changed.replace("channel:", f"leader: {said}\nchannel:", 1), encoding="utf-8")
    workspace.commit("one")
    path.write_text(path.read_text(encoding="utf-8").replace("leader:", "due: 2020-11-01\nleader:"), encoding="utf-8")
    return workspace


def on_screen(at: Desk, *words: str) -> str:
    """What a terminal is given."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "inspect_cli", *words, "--today", "2020-11-02"]
    environment = {**os.environ, "TERM": "xterm-256color", "INSPECT_BY": "城管局整改办"}
    running = subprocess.Popen(command, cwd=at.root, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(ours)
    running.wait()
    return seen.decode("utf-8").replace("\r\n", "\n")


QUESTIONS = [
    *(["show", "CG-D001", *form] for form in ((), ("--json",), ("--plain",), ("--format", "markdown"), ("--format", "csv"))),
    *(["list", *form] for form in ((), ("--json",), ("--plain",), ("--format", "markdown"), ("--format", "csv"))),
    *(["check", *form] for form in ((), ("--json",), ("--format", "github"), ("--format", "sarif"), ("--format", "csv"))),
    *(["diff", "HEAD", *form] for form in ((), ("--json",), ("--format", "github"), ("--format", "sarif"), ("--format", "markdown"))),
    *(["history", "CG-D001", *form] for form in ((), ("--json",))),
    ["status", "--json"],
    ["ledger", "export", "-", "--format", "csv"],
    ["ledger", "export", "-", "--format", "json"],
    ["ledger", "export", "-"],
    ["report", "during", "--unit", "CG", "-o", "-", "--format", "md"],
    ["report", "during", "--unit", "CG", "-o", "-"],
    ["edit", "CG-D001", "--from", "other.yaml", "--dry-run"],
    ["start", "CG-D001", "--leader", "甲", "--department", "乙", "--due", "2020-11-20", "--measure", "丙", "--dry-run"],
    ["start", "CG-D001", "--leader", "甲", "--department", "乙", "--due", "2020-11-20", "--measure", "丙", "--dry-run", "--json"],
]


@pytest.mark.slow
def test_no_form_of_any_answer_steers_the_screen(evil: Desk):
    (evil.root / "other.yaml").write_bytes(
        evil.issue("CG-D001").read_bytes().replace(b"title: ", b"key_post: \xc2\x9b\xe2\x80\xae\ntitle: ")
    )
    told = 0
    for words in QUESTIONS:
        seen = on_screen(evil, *words)
        assert not RAW.search(OWN.sub("", seen)), (words, RAW.findall(OWN.sub("", seen)), seen)
        told += "202e" in seen.lower()
    assert told > len(QUESTIONS) / 2, "they stand there by name"


def test_the_document_is_the_same_and_its_letters_are_those_of_a_screen(evil: Desk):
    said = evil.inspect("show", "CG-D001", "--json", "--today", "2020-11-02")
    assert said.data["record"]["title"] == EVIL
    assert not RAW.search(said.out) and "\\u202e" in said.out and "\\u009b" in said.out


def test_a_file_in_a_pipe_is_the_file_byte_by_byte(evil: Desk):
    command = [sys.executable, "-m", "inspect_cli", "ledger", "export", "-", "--format", "csv", "--today", "2020-11-02"]
    done = subprocess.run(command, cwd=evil.root, capture_output=True, check=True)
    evil.inspect("ledger", "export", "x.csv", "--today", "2020-11-02")
    assert done.stdout == (evil.root / "x.csv").read_bytes()
