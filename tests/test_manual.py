"""The manual: every topic in both languages alike, every command on its pages runs as written, and every word that should finds its page."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from unittest.mock import patch

import manual as generated
import pytest
from rich.console import Console
from tour import ROOT, Reader, steps

from inspect_cli.cli.argv.app import main
from inspect_cli.cli.argv.complete import topics
from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.cli.argv.verb import Verb
from inspect_cli.domain.trouble import Trouble
from inspect_cli.render import manual
from inspect_cli.render.language import Language
from inspect_cli.render.width import columns
from inspect_cli.views.help import TOPICS, named, nearest

NAMES = [topic.name for topic in TOPICS]
HELP = ROOT / "inspect_cli" / "help"
PAGES = [(language.value, name) for language in Language for name in NAMES]


def written(language: str, name: str) -> str:
    return (HELP / language / f"{name}.md").read_text(encoding="utf-8")


def prose(page: str) -> str:
    """The page without its blocks of code and its generated pieces."""
    return re.sub(r"^```.*?^```|<!-- generated.*?<!-- end -->", "", page, flags=re.DOTALL | re.MULTILINE)


# -- the pages ---------------------------------------------------------------------------------------------------------


def test_every_topic_is_written_in_both_languages_and_nothing_else_lies_there():
    for language in Language:
        assert sorted(path.name for path in (HELP / language).iterdir()) == sorted(f"{name}.md" for name in NAMES)
        assert all(files("inspect_cli").joinpath("help", language.value, f"{name}.md").is_file() for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_headings_pieces_and_commands(name):
    zh, en = (written(language, name) for language in ("zh", "en"))
    levels = [re.findall(r"^(#+) ", prose(page), re.MULTILINE) for page in (zh, en)]
    assert levels[0] == levels[1] and levels[0].count("#") == 1
    assert re.findall(r"<!-- generated: (\w+) -->", zh) == re.findall(r"<!-- generated: (\w+) -->", en)
    assert [command for command, _ in steps(zh)] == [command for command, _ in steps(en)]


@pytest.mark.parametrize("name", NAMES)
def test_a_chinese_page_is_written_in_chinese(name):
    """Code, commands and names apart, no three words of English follow one another."""
    left = re.sub(r"`[^`\n]*`|\(https?:[^)]*\)", "", prose(written("zh", name)))
    assert re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}", left) == []


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_page_names_only_commands_and_topics_that_exist(language, name):
    page = written(language, name)
    said = set(re.findall(r"`inspect ([a-z][a-z-]+)", page)) | {
        words.split()[1] for words, _ in steps(page) if words.startswith("inspect ")
    }
    assert said - set(VERBS) == set()
    assert set(re.findall(r"inspect help ([a-z][a-z-]+)", page)) <= {*NAMES, *VERBS}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the pages are written for a POSIX shell")
@pytest.mark.parametrize(("language", "name"), [page for page in PAGES if steps(written(*page))])
def test_what_a_page_says_to_type_prints_what_it_says(language, name, tmp_path, monkeypatch):
    Reader(tmp_path, language, monkeypatch).follows(written(language, name))


# -- the generated pieces ----------------------------------------------------------------------------------------------


def test_the_table_of_exit_codes_has_those_that_the_program_ends_with():
    assert {str(code) for code in generated.EXITS} == set(re.findall(r"(?:^|· )\s*(\d+) ", main.__doc__ or "", re.MULTILINE))
    assert {kind.status for kind in all_of(Trouble)} <= set(generated.EXITS)


def all_of(kind: type) -> set[type]:
    return {kind, *(one for inner in kind.__subclasses__() for one in all_of(inner))}


@pytest.mark.parametrize("language", Language)
def test_the_table_of_commands_names_every_command_once(language):
    rows = []
    for name, inner in re.findall(r"`inspect ([a-z-]+) ?([^`]*)`", generated.commands(language)):
        rows += [f"{name} {one}" for one in inner.split("\\|")] if inner else [name]
    groups = {name: declared(name) for name in VERBS if not isinstance(declared(name), Verb)}
    assert sorted(rows) == sorted(
        [name for name in VERBS if name not in groups] + [f"{name} {one}" for name, held in groups.items() for one in held]
    )


# -- finding one -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [("ledger", ["ledger"]), ("LED", ["ledger"]), ("台账", ["ledger"]), ("fi", ["first-day", "files"]), ("改", ["mistakes"]), ("x", [])],
)
def test_a_topic_is_named_by_its_name_its_title_or_the_beginning_of_either(typed, found):
    assert [topic.name for topic in named(typed)] == found


@pytest.mark.parametrize(("typed", "found"), [("exit codes", "json"), ("退出码", "json"), ("speeed", "speed"), ("按自己 纸", None)])
def test_other_words_are_looked_for_in_questions_and_headings(typed, found):
    near = [topic.name for topic in nearest(typed, {name: manual.headings(name) for name in NAMES})]
    assert found in near if found else near == []


def test_completion_offers_the_topics():
    assert [name for name, _ in topics("f")] == ["first-day", "files"]


# -- the command -------------------------------------------------------------------------------------------------------


def test_without_a_topic_the_topics_are_listed_by_their_questions(capsys):
    assert main(["help", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert [line.split("\t")[0] for line in out.splitlines()[1 : len(NAMES) + 1]] == NAMES
    assert main(["help", "--json", "--lang", "en"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["kind"] == "help" and [one["topic"] for one in listed["data"]["topics"]] == NAMES


def test_into_a_pipe_goes_the_markdown_as_it_stands_without_comments(capsys):
    assert main(["help", "rules", "--lang", "zh"]) == 0
    assert capsys.readouterr().out == re.sub(r"<!--.*?-->\n", "", written("zh", "rules"))


def test_as_json_a_page_says_its_topic_question_and_markdown(capsys):
    assert main(["help", "ledger", "--json", "--lang", "en"]) == 0
    data = json.loads(capsys.readouterr().out)["data"]
    assert set(data) == {"topic", "question", "markdown"} and data["topic"] == "ledger" and data["markdown"].startswith("# ")


@pytest.mark.parametrize("typed", [["extend"], ["measure", "add"], ["延期"], ["inspect", "evidence"]])
def test_the_name_of_a_command_gives_its_own_page(typed, capsys):
    assert main(["help", *typed, "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Usage: inspect ")


def test_the_page_of_a_command_as_markdown_is_that_of_its_json(capsys):
    assert main(["help", "extend", "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)["data"]
    assert main(["help", "extend", "--format", "markdown", "--lang", "en"]) == 0
    assert capsys.readouterr().out == told["markdown"] and told["markdown"].startswith("```text\nUsage: inspect extend")


def test_the_code_of_a_rule_gives_the_page_of_that_rule(capsys):
    assert main(["help", "due01", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("DUE01  ")


def test_a_word_that_stands_in_no_heading_is_looked_for_in_the_pages(capsys):
    assert main(["help", "baseline", "--lang", "zh"]) == 0
    assert "report\t书面报告怎样起草、上报、更正？\n" in capsys.readouterr().out


def test_what_the_manual_has_nothing_on_is_answered_by_its_topics(capsys):
    assert main(["help", "quux", "--lang", "en"]) == 2
    err = capsys.readouterr().err
    assert all(name in err for name in NAMES)


def test_the_front_page_mentions_the_manual(capsys):
    assert main(["--help"]) == 0
    assert "inspect help" in capsys.readouterr().out


# -- on a terminal -----------------------------------------------------------------------------------------------------


def drawn(language: str, name: str, width: int) -> list[str]:
    out = io.StringIO()
    with patch("pydoc.pager", out.write):
        manual.show(manual.markdown(name, Language(language)), Console(file=out, width=width, height=10_000, force_terminal=True))
    return [re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;.*?\x1b\\", "", line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_page_fits_the_terminal_and_shows_neither_comments_nor_bars(language, name, width):
    lines = drawn(language, name, width)
    typed = {
        line.strip()
        for block in re.findall(r"^```\w*\n(.*?)^```", written(language, name), re.DOTALL | re.MULTILINE)
        for line in block.split("\n")
    }
    wide = [line.strip() for line in lines if columns(line.rstrip()) > width]
    assert [line for line in wide if line not in typed and not any("\t" in one and one.split("\t")[0] in line for one in typed)] == []
    assert [line for line in lines if "<!--" in line or line.startswith(("|", "#"))] == []
    assert [line for line in lines if line.lstrip().startswith(("，", "。", "；", "：", "）")) and not line.startswith("  ")] == []


def test_the_cells_of_a_chinese_table_stand_under_their_heads():
    page = "| 规则 | 发现什么 |\n|---|---|\n| `DUE02` | 超期 |\n| `STA04` | 由申报完成的人销号 |\n"
    out = io.StringIO()
    manual.show(page, Console(file=out, width=80, force_terminal=False))
    assert [line.rstrip() for line in out.getvalue().splitlines()][-3:] == ["规则   发现什么", "DUE02  超期", "STA04  由申报完成的人销号"]


@pytest.mark.parametrize(("height", "paged"), [(10_000, False), (20, True)])
def test_a_page_longer_than_the_screen_goes_through_the_pager(height, paged, monkeypatch):
    monkeypatch.setenv("PAGER", "cat")
    shown = []
    with patch("pydoc.pager", shown.append):
        manual.show(manual.markdown("rules", Language.EN), Console(file=io.StringIO(), width=80, height=height, force_terminal=True))
    assert bool(shown) is paged


@pytest.mark.slow
def test_what_draws_the_manual_is_loaded_for_nobody_else():
    asked = "import sys; from inspect_cli.cli.argv.app import main; main(sys.argv[1:]); sys.exit('rich' in sys.modules or 'markdown_it' in sys.modules)"
    for words in (["help", "rules"], ["help"], ["--help"], ["explain", "DUE01"]):
        assert subprocess.run([sys.executable, "-c", asked, *words], cwd=ROOT, capture_output=True, check=False).returncode == 0, words


def test_nothing_of_a_table_is_cut_off_and_a_command_stays_one_line():
    for language in ("zh", "en"):
        shown = "".join(line.strip() for line in drawn(language, "template", 80))
        for name in re.findall(r"^\| `([^`]+)` \|", written(language, "template"), re.MULTILINE):
            assert name.replace("\\|", "|") in shown, name
        lines = [line.strip() for line in drawn(language, "first-day", 80)]
        commands = re.findall(r"^(\$ .*)$", written(language, "first-day"), re.MULTILINE)
        assert commands and all(command in lines for command in commands)


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("怎样改错别字", "# 改错"),
        ("错别字", "# 改错"),
        ("怎样延期", "用法：inspect extend"),
        ("怎样 延期？", "用法：inspect extend"),
        ("台账怎样发给科室再收回来", "# Excel 台账"),
        ("模板里能写哪些名称", "# 用本单位自己的模板"),
        ("怎样出报告", "主题\t回答的问题\nreport"),
        ("measure add", "用法：inspect measure add"),
    ],
)
def test_a_question_as_people_ask_it_finds_its_page(capsys, asked, begins):
    assert main(["help", asked, "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith(begins)


@pytest.mark.parametrize("asked", ["xyzzy", "乱七八糟", "status bogus", "measure bogus", "怎样"])
def test_what_is_not_there_is_answered_by_what_is(capsys, asked):
    code = main(["help", asked, "--lang", "zh"])
    told = capsys.readouterr()
    assert code in (0, 2) and ("改错" in told.err or "回答的问题" in told.out), "the topics there are"


def test_a_pager_that_is_not_there_swallows_no_page(monkeypatch):
    monkeypatch.setenv("PAGER", "nosuchpager")
    out = io.StringIO()
    manual.show(manual.markdown("rules", Language.EN), Console(file=out, width=80, height=5, force_terminal=True))
    assert "rule" in out.getvalue()
