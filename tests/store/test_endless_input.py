"""What has no end, or none that proves anything, is refused wherever a file is named: devices, pipes, sockets, folders."""

import ast
import io
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk import Desk, add_issue

import inspect_cli
from inspect_cli.store.files import plain
from inspect_cli.yamlsplice.bounds import MAX_BYTES

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")

TAKES_A_FILE = {
    "ledger import": ["ledger", "import", "FILE"],
    "edit --from": ["edit", "CG-D001", "--from", "FILE"],
    "evidence add": ["evidence", "add", "CG-D001", "FILE"],
    "start --evidence": ["progress", "CG-D001", "--note", "x", "--evidence", "FILE"],
    "--template": ["report", "during", "--unit", "CG", "--template", "FILE"],
    "report --from": ["report", "during", "--unit", "CG", "--final", "--from", "FILE"],
    "report lint": ["report", "lint", "FILE"],
    "--text-file": [
        *["add", "--unit", "CG", "--channel", "during", "--title", "t", "--found-on", "2020-10-20", "--notice", "oral", "--text-file"],
        "FILE",
    ],
    "the merge's base": ["merge-file", "FILE", "plain.yaml", "plain.yaml", "--path", "rounds/r/issues/CG-D001.yaml"],
    "the merge's ours": ["merge-file", "plain.yaml", "FILE", "plain.yaml", "--path", "rounds/r/issues/CG-D001.yaml"],
    "the merge's theirs": ["merge-file", "plain.yaml", "plain.yaml", "FILE", "--path", "rounds/r/issues/CG-D001.yaml"],
    "the merge's output": ["merge-file", "plain.yaml", "plain.yaml", "plain.yaml", "--output", "FILE"],
    "ledger export over it": ["ledger", "export", "FILE", "--format", "csv", "--force"],
}


class ItWaits(BaseException):
    """What takes longer waits for somebody who never comes; nothing in the program catches this."""


@contextmanager
def seconds(number: int):
    """No longer than this."""

    def late(*_):
        raise ItWaits

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(number)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def ready(workspace: Desk) -> Desk:
    add_issue(workspace)
    (workspace.root / "plain.yaml").write_bytes(workspace.issue("CG-D001").read_bytes())
    os.mkfifo(workspace.root / "pipe")
    (workspace.root / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
    return workspace


@pytest.mark.parametrize("file", ["/dev/zero", "/dev/urandom", "/dev/tty", "pipe", "socket", "folder"])
@pytest.mark.parametrize("words", TAKES_A_FILE.values(), ids=TAKES_A_FILE)
def test_what_is_no_plain_file_is_refused_in_words_and_nothing_is_written(ready: Desk, words, file):
    before = ready.git("status", "--porcelain", "-uall", "--ignored")
    with seconds(10):
        said = ready.inspect(*[file if word == "FILE" else word for word in words], "--today", "2020-11-02", code=None)
    assert said.code in (2, 6), said
    assert file in said.err
    assert ready.git("status", "--porcelain", "-uall", "--ignored") == before


PLACES = (
    "rounds/2020-r2/issues/CG-D002.yaml",
    "rounds/2020-r2/reports/during-CG-01.baseline.json",
    "rounds/2020-r3/round.yaml",
    ".gitattributes",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_pipe_among_the_records_holds_nobody_up(ready: Desk, place):
    (ready.root / place).parent.mkdir(parents=True, exist_ok=True)
    (ready.root / place).unlink(missing_ok=True)
    os.mkfifo(ready.root / place)
    questions = (
        ["status"],
        ["check"],
        ["list"],
        ["show", "CG-D001"],
        ["show", "abcdefgh"],
        ["rounds"],
        ["doctor"],
        ["progress", "CG-D001"],
    )
    with seconds(20):
        for words in questions:
            assert ready.inspect(*words, "--today", "2020-11-02", code=None).code != 70
        ready.inspect(*TAKES_A_FILE["--text-file"][:-2], "--text", "x", "--round", "2020-r2", "--today", "2020-11-02", code=None)
        ready.inspect("git-setup", code=None)


def test_standard_input_is_read_as_far_as_a_record_goes(ready: Desk, monkeypatch):
    class Endless(io.RawIOBase):
        taken = 0

        def readable(self):
            return True

        def readinto(self, into):
            Endless.taken += len(into)
            assert Endless.taken < 10 * MAX_BYTES, "it reads on and on"
            into[:] = b"x" * len(into)
            return len(into)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    said = ready.inspect(*TAKES_A_FILE["--text-file"][:-1], "-", "--today", "2020-11-02", code=6)
    assert "larger than 1 MB" in said.err


def test_standard_input_goes_on_being_a_text(ready: Desk):
    words = [*TAKES_A_FILE["--text-file"][:-1], "-", "--today", "2020-11-02", "--by", "x"]
    done = subprocess.run([sys.executable, "-m", "inspect_cli", *words], input="原文如此\n".encode(), cwd=ready.root, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert "原文如此" in ready.issue("CG-D002").read_text(encoding="utf-8")


def test_a_merge_without_a_base_may_say_so_as_git_does(ready: Desk):
    ready.inspect("merge-file", os.devnull, "plain.yaml", "plain.yaml", "--path", "rounds/r/issues/CG-D001.yaml")


def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_may_be(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * 2_000_000)
    with pytest.raises(OSError, match="larger"):
        plain.plain_bytes(path, 1_000_000)
    assert len(plain.plain_bytes(path, 2_000_000)) == 2_000_000


OWN_WAY = {
    "store/files/plain.py": "the one way",
    "store/looking.py": "looks at the kind of a file first, and takes no more than a record has",
    "store/index/shelf.py": "its own files, in a folder that is looked at first",
    "store/git/gitdir.py": "git's files",
    "store/git/staging.py": "git's files",
    "store/git/versions.py": "git's files",
    "store/git/sparse.py": "git's files",
    "store/git/ancestry.py": "git's files",
    "store/git/attributes.py": "looks at the kind of a file first",
    "cli/argv/start.py": "where nobody reads",
    "render/manual.py": "the program's own pages",
    "render/xlsx.py": "what it has just written",
}


def test_every_file_is_opened_in_one_way():
    house = Path(inspect_cli.__file__).parent
    found = set()
    for path in house.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = node.func if isinstance(node, ast.Call) else None
            reads = isinstance(named, ast.Attribute) and named.attr in ("read_text", "read_bytes")
            reads = reads and not (isinstance(named.value, ast.Name) and named.value.id == "disk")
            if reads or (isinstance(named, ast.Name) and named.id == "open"):
                found.add(path.relative_to(house).as_posix())
    assert found == set(OWN_WAY) - {"store/files/plain.py", "store/looking.py"}
