"""One table of everything that can be wrong with a file: each is found with its place, and the other records are still read."""

import contextlib
import io
import os
import re
import time
from datetime import date
from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round
from rich.console import Console

from inspect_cli.cli.argv.app import main
from inspect_cli.render import terminal
from inspect_cli.render.language import Language
from inspect_cli.store.loading import ledger_of, load
from inspect_cli.store.workspace import Workspace
from inspect_cli.views import listing, show, status

GOOD = """\
# yaml-language-server: $schema=../../../schemas/issue.schema.json
uid: b123456789
id: CG-D002
channel: during
title: 第二个问题
text: 原文
notice: oral
found_on: 2020-10-28
leader: 分管副局长
state: registered
history:
  - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
"""


def with_(old: str, new: str) -> bytes:
    """The good record with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new).encode()


def bomb() -> bytes:
    """Aliases that expand to gigabytes."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return ("\n".join(lines) + "\n" + GOOD).encode()


BAD_FILES = [  # name · what the file holds · rule · line · exit of check
    ("tabs", with_("title: 第二个问题", "path:\n\t- 方面\ntitle: 第二个问题"), "SCH01", 6, 3),
    ("not UTF-8", GOOD.encode("gbk"), "SCH02", 5, 3),
    ("NUL", with_("title: 第", "title: \0第"), "SCH02", 5, 3),
    ("raw escape", with_("title: 第", "title: \x1b[31m第"), "SCH02", 5, 3),
    ("empty", b"", "SCH12", 1, 3),
    ("only comments", b"# nothing\n", "SCH12", 1, 3),
    ("50 MB", GOOD.encode() + b"# " + b"x" * 50_000_000, "SCH11", 1, 3),
    ("400,000 values", b"similar: [" + b"a," * 400_000 + b"]\n", "SCH11", 1, 3),
    ("nested brackets", b"a: " + b"[" * 100_000, "SCH11", 1, 3),
    ("nested braces", b"{a: " * 100_000, "SCH11", 1, 3),
    ("nested dashes", b"- " * 100_000, "SCH11", 1, 3),
    ("alias bomb", bomb(), "SCH11", None, 3),
    ("python tag", with_("leader: 分管", "leader: !!python/object/apply:os.system 分管"), "SCH12", 9, 3),
    ("two documents", (GOOD + "---\na: b\n").encode(), "SCH12", 13, 3),
    ("a list", b"- a\n- b\n", "SCH12", 1, 3),
    ("duplicate key", with_("leader: 分管副局长", "leader: 甲\nleader: 乙"), "SCH04", 10, 3),
    ("conflict markers", with_("leader: 分管副局长", "<<<<<<< HEAD\nleader: 甲\n=======\nleader: 乙\n>>>>>>> other"), "SCH03", 9, 3),
    ("no such day", with_("found_on: 2020-10-28", "found_on: 2020-13-01"), "SCH07", 8, 3),
    ("no offset", with_("16:20:00+08:00", "16:20:00"), "SCH07", 12, 3),
    ("unknown key", with_("leader:", "laeder:"), "SCH05", 9, 3),
    ("unknown word", with_("channel: during", "channel: durring"), "SCH08", 4, 3),
    ("missing key", with_("title: 第二个问题\n", ""), "SCH06", None, 3),
    ("empty title", with_("title: 第二个问题", "title: ''"), "SCH06", 5, 3),
    ("no history", with_(GOOD[GOOD.index("history:") :], "history: []\n"), "SCH06", 11, 3),
    ("id climbs", with_("id: CG-D002", "id: ../../CG-D002"), "SCH09", 3, 3),
    ("number in text", with_("leader: 分管副局长", "outcomes: {rules_made: 两项}"), "SCH09", 9, 3),
    ("decimal comma in braces", with_("leader: 分管副局长", "outcomes: {money_recovered: 12,5}"), "SCH05", 9, 3),
    ("other name", with_("id: CG-D002", "id: CG-D007"), "SCH10", 3, 1),
    ("other letter", with_("channel: during", "channel: feedback"), "SCH15", 4, 1),
    ("evidence climbs", with_("state:", "evidence: [{id: e1, file: ../../secret.txt}]\nstate:"), "EVI04", 10, 3),
    ("evidence absolute", with_("state:", "evidence: [{id: e1, file: /etc/hostname}]\nstate:"), "EVI04", 10, 3),
    ("evidence backslash", with_("state:", "evidence: [{id: e1, file: '..\\..\\x'}]\nstate:"), "EVI04", 10, 3),
    ("evidence drive", with_("state:", "evidence: [{id: e1, file: 'C:/x'}]\nstate:"), "EVI04", 10, 3),
]


@pytest.fixture
def two(workspace):
    """A round with one good record, CG-D001; CG-D002 is for the table."""
    add_issue(workspace)
    return workspace


def everything(two: Desk) -> dict[str, bytes | str]:
    """Every file below the root but git's own, to see that reading changes nothing; what is no plain file by its kind."""
    return {
        path.relative_to(two.root).as_posix(): path.read_bytes() if path.is_file() else oct(path.lstat().st_mode)
        for path in sorted(two.root.rglob("*"))
        if ".git" not in path.relative_to(two.root).parts
    }


def read_in_both_languages(two: Desk, check: int, others: int) -> None:
    """Every reading command speaks, in both languages, with its exit code."""
    for language in ("zh", "en"):
        for words, code in ((["check"], check), (["list"], others), (["status"], others), (["status", "--all"], others)):
            said = two.inspect(*words, "--lang", language, "--today", "2020-12-01", code=code)
            assert not set("\x1b\x00\u202e\u2066") & set(said.out + said.err)


def findings(two: Desk, code: int) -> list[dict]:
    return two.inspect("check", "--json", "--today", "2020-12-01", code=code).data["findings"]


@pytest.mark.slow
@pytest.mark.parametrize(("content", "rule", "line", "code"), [row[1:] for row in BAD_FILES], ids=[row[0] for row in BAD_FILES])
def test_a_bad_file_is_found_with_its_place_and_the_others_are_read(two, content, rule, line, code):
    path = two.issue("CG-D002")
    path.write_bytes(content)
    before, started = everything(two), time.monotonic()
    found = [finding for finding in findings(two, code) if finding["rule"] == rule]
    assert time.monotonic() - started < 20, "no file, however large, keeps anybody waiting"
    assert found, "not found"
    assert found[0]["file"] == "rounds/2020-r2/issues/CG-D002.yaml"
    assert line is None or found[0]["line"] == line
    assert found[0]["message"] and found[0]["column"] >= 1
    assert found[0]["fix"] or rule == "SCH15", "SCH15 says how to mend it in inspect explain alone"
    data = two.inspect("status", "--json", "--today", "2020-12-01", code=3 if code == 3 else 0).data
    assert data["totals"]["total"] == (1 if code == 3 else 2), "the good record counts, and one that can be read does too"
    read_in_both_languages(two, check=code, others=3 if code == 3 else 0)
    assert everything(two) == before, "a reading command changes nothing"


def test_a_nearest_word_is_named(two):
    two.issue("CG-D002").write_bytes(with_("leader:", "laeder:").replace(b"during", b"durring"))
    said = " ".join(finding["message"] for finding in findings(two, 3))
    assert "leader" in said and "during" in said


@pytest.mark.parametrize("kind", ["folder", "dangling link", "link out of the root", "unreadable", "pipe"])
def test_what_is_no_readable_file_is_named_and_the_others_are_read(two, kind, tmp_path, monkeypatch):
    path = two.issue("CG-D002")
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "dangling link":
        path.symlink_to(tmp_path / "nowhere")
    elif kind == "link out of the root":
        (tmp_path / "elsewhere.yaml").write_text(GOOD, encoding="utf-8")
        path.symlink_to(tmp_path / "elsewhere.yaml")
    else:
        path.write_text(GOOD, encoding="utf-8")
        deny(monkeypatch, path)
    found = findings(two, 3)
    assert [(finding["rule"], finding["issue"]) for finding in found] == [("SCH13", "2020-r2/CG-D002")]
    assert found[0]["line"] == 1 and found[0]["message"] and found[0]["fix"]
    assert two.inspect("status", "--json", "--today", "2020-12-01", code=3).data["totals"]["total"] == 1
    read_in_both_languages(two, check=3, others=3)


def deny(monkeypatch, path: Path) -> None:
    """As chmod 000 does for anybody but root."""
    honest = os.open

    def refuse(name, *words, **more):
        if str(name) == str(path):
            raise PermissionError(13, "Permission denied")
        return honest(name, *words, **more)

    monkeypatch.setattr(os, "open", refuse)


def test_evidence_through_a_link_out_of_the_root_is_outside(two, tmp_path):
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    folder = two.root / "rounds/2020-r2/evidence/CG-D002"
    folder.mkdir(parents=True)
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    two.issue("CG-D002").write_bytes(with_("state:", f"evidence: [{{id: e1, file: evidence/CG-D002/a.txt, sha256: {'0' * 64}}}]\nstate:"))
    assert ("EVI04", 10) in [(finding["rule"], finding["line"]) for finding in findings(two, 1)]


@pytest.mark.parametrize("words", [["show", "CG-D002"], ["why", "CG-D002"], ["progress", "CG-D002", "--note", "n"]])
def test_a_command_about_a_record_that_cannot_be_read_answers_with_the_findings(two, words):
    two.issue("CG-D002").write_bytes(with_("leader:", "laeder:"))
    said = two.inspect(*words, "--json", "--today", "2020-12-01", code=3)
    assert [(finding["rule"], finding["line"]) for finding in said.data["findings"]] == [("SCH05", 9)]
    assert "laeder" in two.inspect(*words, "--today", "2020-12-01", code=3).err


def test_a_stray_file_is_named_and_not_read(two):
    two.issue("CG-D002").with_suffix(".yml").write_text(GOOD, encoding="utf-8")
    assert [(finding["rule"], finding["level"]) for finding in findings(two, 0)] == [("SCH14", "warning")]
    assert "CG-D002.yml" in two.inspect("status", "--today", "2020-12-01").out


@pytest.mark.parametrize("kind", ["no units", "missing", "not YAML", "folder"])
def test_a_round_that_cannot_be_read_still_shows_its_issues(two, kind):
    path = two.root / "rounds/2020-r2/round.yaml"
    if kind == "no units":
        path.write_text(re.sub(r"units:\n(  .*\n)+", "units: []\n", path.read_text(encoding="utf-8")), encoding="utf-8")
    elif kind == "not YAML":
        path.write_text("a: [", encoding="utf-8")
    else:
        path.unlink()
        if kind == "folder":
            path.mkdir()
    found = findings(two, 3)
    assert found[0]["rule"] == {"no units": "SCH06", "not YAML": "SCH01"}.get(kind, "SCH13")
    assert found[0]["file"] == "rounds/2020-r2/round.yaml"
    data = two.inspect("status", "--json", "--today", "2020-12-01", code=3).data
    assert (data["totals"]["total"], data["round"]["stage"], data["report"]["ready"]) == (1, None, False)
    two.inspect("progress", "CG-D001", "--note", "n", "--today", "2020-12-01", code=3)
    assert "CG-D001" in two.inspect("list", "--plain", "--today", "2020-12-01", code=3).out
    read_in_both_languages(two, check=3, others=3)


def test_no_issues_no_rounds_no_root(desk, tmp_path, monkeypatch):
    desk.inspect("init")
    desk.inspect("status", code=5)
    assert desk.inspect("status", "--all", "--json").data["rows"] == []
    desk.inspect("check")
    open_round(desk)
    data = desk.inspect("status", "--json", "--today", "2020-12-01").data
    counts = ("total", "registered", "in_progress", "basically_done", "done", "closed", "void", "overdue", "answered")
    assert len(data["rows"]) == 6, "two units, three channels: a row of zeros is a row"
    for row in (*data["rows"], data["totals"]):
        assert [row[key] for key in counts] == [0] * 9 and row["done_rate"] is None and row["closed_rate"] is None
    assert "—" in desk.inspect("status", "--plain", "--today", "2020-12-01").out
    monkeypatch.chdir(tmp_path)
    said = desk.inspect("status", "--json", code=5)
    assert said.out == "" and '"no_workspace"' in said.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["status", "--round", "2099-r9"], 5),
        (["status", "2099-r9"], 5),
        (["show", "CG-D999"], 5),
        (["status", "--today", "2020-13-01"], 2),
        (["statsu"], 2),
        (["status", "--jsno"], 2),
        (["list", "--state", "finished"], 2),
        (["show"], 2),
        (["check", "--format", "xml"], 2),
        (["new-round", "../x", "--no-input"], 2),
        (["extend", "CG-D001", "--to"], 2),
    ],
)
def test_a_wrong_command_says_what_is_wrong_and_leaves_stdout_empty(two, words, code):
    for language in ("zh", "en"):
        said = two.inspect(*words, "--lang", language, code=code) if words[-1] != "--to" else two.inspect(*words, code=code)
        assert said.out == "" and said.err.strip()
    said = two.inspect(*words[:1], "--json", *words[1:], code=code)
    assert said.out == "" and said.err.startswith('{\n  "error"')


def test_a_name_that_several_issues_have_is_refused_and_they_are_named(two):
    uid = two.inspect("show", "CG-D001", "--json").data["record"]["uid"]
    two.issue("CG-D002").write_bytes(with_("b123456789", uid[:9] + ("a" if uid[9] != "a" else "b")))
    said = two.inspect("show", uid[:9], code=2)
    assert said.out == "" and "2020-r2/CG-D001" in said.err and "2020-r2/CG-D002" in said.err
    said = two.inspect("show", uid[:9], "--json", code=2)
    assert said.out == "" and '"ambiguous"' in said.err


# -- text that would do something if it were obeyed --------------------------------------------------------------------

HOSTILE = "\\e[31mred\\e[0m [bold red]x[/] [/] \\u202egnp.exe\\u2066 {name} %s =1+1 <b> \\0"


def hostile_pages(root: Path) -> list:
    loaded = load(Workspace(root), "2020-r2")
    ledger = ledger_of(loaded, date(2020, 12, 1))
    issue = next(issue for issue in ledger.issues if issue.id == "CG-D002")
    return [
        status.page(status.status(ledger, loaded.findings)),
        listing.page(listing.lines(ledger, listing.Filter()), ledger.today, [], False),
        show.page(issue, ledger),
    ]


def test_escapes_markup_and_direction_marks_are_shown_and_never_obeyed(two):
    two.issue("CG-D002").write_bytes(with_("title: 第二个问题", f'title: "{HOSTILE}"').replace(b"leader: ", b"due: 2020-11-01\nleader: "))
    shown = "".join(
        two.inspect(*words, "--plain", "--today", "2020-12-01").out
        for words in (["status"], ["list"], ["show", "CG-D002"], ["why", "CG-D002"])
    )
    out = io.StringIO()
    for page in hostile_pages(two.root):
        terminal.show(page, Language.EN, Console(file=out, width=200, force_terminal=False, markup=False, highlight=False, emoji=False))
    for seen in (shown, out.getvalue()):
        assert not set("\x1b\x00\u202e\u2066") & set(seen)
        assert "[bold red]x[/]" in seen and "<U+001B>" in seen and "<U+202E>" in seen and "{name}" in seen
    assert "\u202e" in two.inspect("show", "CG-D002", "--json").data["record"]["title"], "JSON carries the text itself"


class Screen(io.StringIO):
    """A terminal that keeps what was written to it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_terminal_the_only_escapes_are_those_of_our_colours(two, language, monkeypatch):
    two.issue("CG-D002").write_bytes(with_("title: 第二个问题", f'title: "{HOSTILE}"').replace(b"leader: ", b"due: 2020-11-01\nleader: "))
    for name, value in (("TERM", "xterm-256color"), ("COLUMNS", "200")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    for words in (["status"], ["list"], ["show", "CG-D002"], ["why", "CG-D002"], ["check"]):
        screen = Screen()
        with contextlib.redirect_stdout(screen):
            main([*words, "--lang", language, "--today", "2020-12-01"])
        shown = screen.getvalue()
        assert "\x1b[" in shown, "it is drawn with colours"
        left = re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert not set("\x1b\x00\u202e\u2066") & set(left), words
        if words != ["check"]:
            assert "<U+001B>[31mred<U+001B>[0m [bold red]x[/] [/]" in left, words


def test_a_title_of_ten_thousand_characters_is_read_and_cut_only_on_the_screen(two):
    long = "长" * 10_000
    two.issue("CG-D002").write_bytes(with_("第二个问题", long))
    assert long in two.inspect("list", "--plain", "--today", "2020-12-01").out
    out = io.StringIO()
    for page in hostile_pages(two.root)[:2]:
        terminal.show(page, Language.ZH, Console(file=out, width=80))
    assert long not in out.getvalue() and "CG-D002" in out.getvalue()


def test_no_is_a_name_like_any_other(two):
    two.issue("CG-D002").write_bytes(with_("leader: 分管副局长", "leader: no"))
    assert findings(two, 0) is not None
    assert two.inspect("show", "CG-D002", "--json").data["record"]["leader"] == "no"
    assert re.search(r"\bno\b", two.inspect("show", "CG-D002", "--plain").out)


@pytest.mark.parametrize("style", ["BOM", "CRLF", "both"])
def test_a_byte_order_mark_and_line_ends_are_kept_by_a_write(two, style):
    content = GOOD.encode()
    if style != "BOM":
        content = content.replace(b"\n", b"\r\n")
    if style != "CRLF":
        content = b"\xef\xbb\xbf" + content
    two.issue("CG-D002").write_bytes(content)
    assert not [finding for finding in findings(two, 0) if finding["rule"].startswith("SCH")], "accepted as it is"
    assert two.inspect("status", "--json", "--today", "2020-12-01").data["totals"]["total"] == 2
    two.inspect("measure", "add", "CG-D002", "--text", "措施", "--due", "2020-12-01", "--today", "2020-11-01")
    after = two.issue("CG-D002").read_bytes()
    assert after.startswith(content[:40]) and (after.count(b"\r\n") == after.count(b"\n")) is (style != "BOM")
    assert len(after.splitlines()) == len(content.splitlines()) + 5


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_round_folder_that_is_a_link_out_of_the_root_is_not_followed(two, tmp_path):
    (tmp_path / "2018-r1").mkdir()
    (tmp_path / "2018-r1" / "round.yaml").write_text("id: 2018-r1\n", encoding="utf-8")
    (two.root / "rounds" / "2018-r1").symlink_to(tmp_path / "2018-r1")
    assert [finding["rule"] for finding in findings(two, 3)] == ["SCH13"]
