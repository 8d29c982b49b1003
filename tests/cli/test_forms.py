"""One table of forms: every reading verb gives its answer in every form that it declares, and none loses what the page says."""

import csv
import html
import io
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files

import pytest
from desk import Desk, add_issue
from docx import Document

from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.render import forms

WORDS = {
    "home": (),
    "rounds": (),
    "list": (),
    "show": ("CG-D001",),
    "why": ("CG-D001",),
    "status": (),
    "diff": (),
    "history": ("CG-D001",),
    "trend": (),
    "check": (),
    "explain": ("DUE01",),
    "git-setup": (),
    "doctor": (),
    "help": (),
    "report lint": ("t.docx",),
    "undo": ("--list",),
}


def every_verb() -> dict:
    found = {}
    for name in VERBS:
        verb = declared(name)
        found |= {f"{name} {inner}": one for inner, one in verb.items()} if isinstance(verb, Mapping) else {name: verb}
    return found


EVERY = every_verb()


@pytest.fixture
def read(workspace: Desk) -> Desk:
    add_issue(workspace)
    add_issue(workspace, "during", "TY", "--post", "=cmd()|x")
    workspace.commit()
    template = Document()
    template.add_paragraph("{{ 没有的名称 }}")
    template.save(str(workspace.root / "t.docx"))
    path = workspace.issue("CG-D001")
    path.write_text(path.read_text(encoding="utf-8").replace("title: 清运不及时", 'title: "=1+1,\\"|* 街巷"'), encoding="utf-8")
    return workspace


def test_what_reads_declares_its_forms_and_what_writes_has_none():
    reading = {name for name, verb in EVERY.items() if verb.forms}
    assert reading == set(WORDS)
    for name in reading:
        assert EVERY[name].forms[0] == "text" and set(EVERY[name].forms) <= set(forms.FORMS)


def test_every_form_of_an_answer_stands_on_its_page_of_the_manual():
    for language in ("zh", "en"):
        page = files("inspect_cli").joinpath("help", language, "json.md").read_text(encoding="utf-8")
        assert [form for form in forms.FINDINGS if f"`--format {form}`" not in page] == []


@pytest.mark.parametrize("name", WORDS)
def test_every_form_that_a_verb_declares_is_given(read: Desk, name):
    for form in EVERY[name].forms:
        code, out = run(read, *name.split(), *WORDS[name], "--format", form, "--today", "2020-11-05")
        assert code in (0, 1), (form, out)
        if form in ("json", "sarif"):
            assert json.loads(out)
        if form == "json":
            assert run(read, *name.split(), *WORDS[name], "--json", "--today", "2020-11-05") == (code, out)
        if form == "plain":
            assert run(read, *name.split(), *WORDS[name], "--plain", "--today", "2020-11-05") == (code, out)


def run(desk: Desk, *words: str) -> tuple[int, str]:
    from inspect_cli.cli.argv.app import main

    desk._capsys.readouterr()
    code = main(list(words))
    return code, desk._capsys.readouterr().out


def rows_of(out: str) -> list[list[str]]:
    assert out.startswith("\ufeff"), "Excel takes what has no mark for another encoding"
    return list(csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline="")))


def test_a_list_as_csv_has_its_heads_in_row_1_and_a_row_for_each_issue(read: Desk):
    rows = rows_of(run(read, "list", "--format", "csv", "--today", "2020-11-05")[1])
    assert rows[0][:3] == ["id", "title", "state"]
    assert [row[0] for row in rows[1:3]] == ["CG-D001", "TY-D001"]
    assert len(rows) == 3, "a table and nothing else: its title goes to stderr"
    assert rows[1][1] == "'=1+1,\"|* 街巷", "no cell is taken for a formula"


def test_a_page_of_several_blocks_as_csv_begins_with_its_table_and_has_its_totals(read: Desk):
    rows = rows_of(run(read, "status", "--format", "csv", "--today", "2020-12-30")[1])
    assert rows[0][:3] == ["unit", "channel", "total"]
    assert next(row for row in rows if row[:1] == ["all units"])[2] == "2"


READ_BACK = {
    "csv": lambda out: "\n".join(":".join(cell.removeprefix("'") for cell in row) for row in rows_of(out)),  # a place is three cells
    "markdown": lambda out: html.unescape(out.replace("<!-- -->", "")).replace("\xa0", " "),
}
"""Each form of a page, as its reader reads it; a new one has a line here."""
GROUPED = {("diff", "markdown"): {"id"}}
"""Heads of columns that a form turns into headings."""


PAGES = [(name, form) for form in forms.PAGE if form not in ("text", "plain", "json") for name in WORDS if form in EVERY[name].forms]


@pytest.mark.parametrize(("name", "form"), PAGES)
def test_no_form_loses_anything_of_the_plain_page(read: Desk, name, form):
    words = [*name.split(), *WORDS[name], "--today", "2020-12-30"]
    plain, given = read.inspect(*words, "--plain", code=None), read.inspect(*words, "--format", form, code=None)
    said = "\n".join([given.err, READ_BACK[form](given.out)])
    assert given.out != plain.out, "a form without a branch of its own"
    assert [cell for cell in set(re.split(r"[\t\n]", plain.out)) - GROUPED.get((name, form), set()) if cell not in said] == []


def test_check_says_how_many_it_found_in_every_form_for_people(read: Desk):
    for form in ("plain", "markdown", "csv"):
        assert "as of 2020-12-30" in read.inspect("check", "--format", form, "--today", "2020-12-30").err


@pytest.mark.parametrize(
    ("wrote", "shown"),
    [
        ("@octocat", "&#64;<!-- -->octocat"),  # servers look for mentions after the Markdown was read
        ("见#12", "见&#35;<!-- -->12"),
        ("x@y.org", "x&#64;<!-- -->y.org"),
        ("1 & 2", "1 &#38; 2"),
        ("1. 登记", "&#49;. 登记"),
        ("12) 登记", "&#49;&#50;) 登记"),
        ("2026-r2", "2026-r2"),
        (":tada:", ":<!-- -->tada:"),
        ("10:30:00", "10:30:00"),
        ("  - x", "&#160;&#160;- x"),
    ],
)
def test_markdown_shows_users_text_letter_by_letter(wrote, shown):
    from inspect_cli.render.markdown import escaped

    assert escaped(wrote) == shown


def test_the_words_received_stay_lines_in_markdown():
    from inspect_cli.render.language import Language
    from inspect_cli.render.markdown import markdown
    from inspect_cli.views.page import Verbatim

    said = markdown((Verbatim("一\n  - 二\n  ===\n\n    三"),), Language.ZH)
    assert said.splitlines() == ["> 一\\", "> &#160;&#160;- 二\\", "> &#160;&#160;===", ">", "> &#160;&#160;&#160;&#160;三"]


def test_a_scanner_is_given_a_uri():
    from inspect_cli.domain.finding import Finding
    from inspect_cli.domain.text import text
    from inspect_cli.domain.words import Level
    from inspect_cli.render.findings import sarif
    from inspect_cli.render.language import Language

    log = sarif(
        [Finding(rule="SCH10", level=Level.ERROR, file="rounds/第一轮/a #%41.yaml", line=1, column=1, message=text("x"))],
        {},
        Language.EN,
        "1",
    )
    uri = json.loads(log)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "rounds/%E7%AC%AC%E4%B8%80%E8%BD%AE/a%20%23%2541.yaml"


def test_findings_go_to_a_pull_request_or_a_scanner_from_check_and_diff_alike(read: Desk):
    for name in ("check", "diff"):
        annotations = run(read, name, "--format", "github")[1]
        results = json.loads(run(read, name, "--format", "sarif")[1])["runs"][0]["results"]
        assert len(annotations.splitlines()) == len(results) > 0
        assert all(line.startswith("::") for line in annotations.splitlines())
    assert "DIF06" in annotations


def test_a_form_is_known_by_its_other_name_and_by_a_file_s_ending():
    assert forms.chosen(forms.PAPER, "md") == forms.chosen(forms.PAPER, "", "a/b.MD") == "markdown"
    assert forms.chosen(forms.PAPER, "", "x.htm") == "html" and forms.chosen(forms.PAPER, "") == "docx"
    assert forms.chosen(forms.SHEET, "CSV", "x.xlsx") == "csv", "what was typed prevails"


@pytest.mark.parametrize(("form", "begins"), [("docx", b"pk"), ("markdown", b"**"), ("md", b"**"), ("html", b"<!doctype html>")])
def test_a_paper_is_written_in_the_form_that_is_named(read: Desk, form, begins):
    read.inspect("report", "during", "--unit", "CG", "--format", form, "--output", "paper", "--today", "2020-11-05")
    assert (read.root / "paper").read_bytes().lower().startswith(begins)


@pytest.mark.slow
def test_an_answer_in_bytes_is_the_same_when_it_is_asked_again(read: Desk):
    words = [sys.executable, "-m", "inspect_cli", "list", "--format", "csv", "--today", "2020-11-05"]
    first, second = (subprocess.run(words, cwd=read.root, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second and first.startswith(b"\xef\xbb\xbf") and b"\r\n" in first


def test_a_file_and_a_document_about_it_do_not_both_go_to_stdout(read: Desk):
    for words in (["ledger", "export", "-"], ["report", "during", "--unit", "CG", "--output", "-"]):
        assert "contradict" in read.inspect(*words, "--json", code=2).err


@pytest.mark.parametrize("name", ["rounds", "list", "status", "home"])
def test_what_cannot_be_read_is_named_where_the_exit_code_says_so(read: Desk, name):
    read.issue("CG-D001").write_text("uid: [", encoding="utf-8")
    for form in ("plain", "markdown", "csv"):
        assert "CG-D001.yaml" in html.unescape(read.inspect(name, "--format", form, "--today", "2020-11-05", code=3).out), form
