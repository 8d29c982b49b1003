"""No English in Chinese: sentences, words, help pages, the pages of a whole round, and some forty wrong commands."""

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import pytest
from desk import Desk, add_issue
from latin import english

from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.cli.argv.help import front_page, group_page, verb_page
from inspect_cli.domain import words
from inspect_cli.domain.record.declaration import fields_of, parts_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.rules import all_rules
from inspect_cli.locale.zh import SENTENCES
from inspect_cli.render.language import Language, say

SAMPLE = Path(__file__).parent.parent / "rounds"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("没有这个文件", []),
        ("rounds/2020-r2/issues/CG-D003.yaml 无法写入：No space left", ["No", "space", "left"]),
        ("inspect extend CG-D003 --to 日期", []),
        ("inspect extend CG-D003 --to DATE", ["DATE"]),
        ("git 出错，原话：fatal: bad object", []),
        ("2020-11-20 is not a day", ["is", "not", "a", "day"]),
    ],
)
def test_the_search_finds_english_and_nothing_else(said, left):
    assert english(said) == left


# -- what is declared --------------------------------------------------------------------------------------------------


def test_no_english_in_the_catalogues():
    assert {sentence: left for sentence, chinese in SENTENCES.items() if (left := english(chinese))} == {}


def test_no_english_in_the_words():
    kinds = [kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum]
    shown = [words.word(value).zh for kind in kinds for value in kind]
    shown += [one.zh for one in vars(words).values() if isinstance(one, words.Word)]
    for record in (Issue, Round, *(part for top in (Issue, Round) for _, part in parts_of(top))):
        shown += [one.word.zh for one in fields_of(record).values()]
    assert [word for word in shown if english(word)] == []


def test_no_english_in_the_rules():
    said = [sentence for rule in all_rules().values() for sentence in (rule.title, rule.why, rule.fix)]
    assert [shown for sentence in said if english(shown := say(sentence, Language.ZH))] == []


def test_no_english_in_a_help_page():
    pages = {"": front_page(Language.ZH)}
    for name, chapter in VERBS.items():
        found = declared(name)
        if isinstance(found, Mapping):
            rows = [(inner, one.help.english) for inner, one in found.items()]
            pages[name] = group_page(f"inspect {name}", chapter.help.english, rows, Language.ZH)
            pages |= {f"{name} {i}": verb_page(f"inspect {name} {i}", one, one.help.english, Language.ZH) for i, one in found.items()}
        else:
            pages[name] = verb_page(f"inspect {name}", found, chapter.help.english, Language.ZH)
    assert {name: left for name, page in pages.items() if (left := english(page))} == {}


# -- what is printed ---------------------------------------------------------------------------------------------------


@pytest.fixture
def chinese(workspace, monkeypatch) -> Desk:
    """A desk with a round whose readers speak Chinese."""
    monkeypatch.setenv("INSPECT_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "110")
    return workspace


def left_in(desk: Desk, *words: str | Path, code: int | None = None) -> list[str]:
    """The lines with English that a command prints, on stdout or stderr; a JSON document and the paths of the test itself are none."""
    said = desk.inspect(*words, code=code)
    whole = said.out + "\n" + said.err
    for folder in (desk.root, desk.root.parent):
        whole = whole.replace(str(folder), "/desk")
    return [line for line in whole.splitlines() if english(line)]


PAGES = [
    "status", "status --all", "status --gate", "list", "list --all", "list --overdue", "show CG-D003", "show TY-F001", "why CG-D003", "why TY-D004",
    "rounds", "check", "check --strict", "explain DUE01", "explain", "doctor", "history CG-D003", "trend", "trend --round 2020-r2 --by day",
    "diff", "diff --rounds 2019-r5 2020-r2", "report during --unit CG --format md -o -", "report public --unit CG --format md -o -",
    "report during --unit CG --final", "ledger export x.xlsx", "ledger import x.xlsx", "git-setup",
]  # fmt: skip


@pytest.mark.slow
def test_no_english_on_the_pages_of_the_samples(chinese):
    shutil.rmtree(chinese.root / "rounds")
    shutil.copytree(SAMPLE, chinese.root / "rounds")
    chinese.commit()
    found = [f"{page}: {line}" for page in PAGES for line in left_in(chinese, *page.split(), "--today", "2020-12-01")]
    assert not found, "\n".join(found)


# -- what goes wrong ---------------------------------------------------------------------------------------------------

WRONG = [
    "nosuch", "statsu", "show", "show CG-D001 --nosuch", "show CG-D001 --jsno", "show CG-D001 extra", "list --unit", "list --json=yes",
    "measure", "measure nosuch", "measure add CG-D001", "evidence add", "report", "report nosuch", "ledger nosuch", "history CG-D001 --days x",
    "--nosuch", "show CG-D001 --lang tlh", "show CG-D001 --today 2020-13-01", "show CG-D001 --today heute", "show CG-D999", "show CG-D00",
    "show ../x", "list --round 1999-r9", "list --state nosuch", "list --severity nosuch", "list --sort nosuch", "show CG-D001 --root /nowhere",
    "start CG-D001", "finish CG-D001", "close CG-D001", "close CG-D001 CG-D002 --by 路人", "reopen CG-D001 --reason x", "carry CG-F001",
    "extend CG-D001 --to 2020-11-01", "extend CG-D001 --to 2020-99-01 --reason x --approved-by x", "void CG-D001", "nearly CG-D001",
    "evidence add CG-D001 missing.jpg", "evidence add CG-D001 .", "evidence add CG-D001 empty.txt", "evidence drop CG-D001 e9 --note x",
    "measure done CG-D001 m9", "measure drop CG-D001 m9 --note x", "measure add CG-D001 --text x --due 1.1.2020",
    "add", "add --unit XX --channel during --title x --text x --found-on 2020-10-28 --notice oral", "add --unit CG --channel nosuch --title x --text x",
    "add --unit CG --channel during --title x --text-file missing.txt --found-on 2020-10-28 --notice oral",
    "add --unit CG --channel during --title x --text x --found-on 2999-01-01 --notice oral",
    "new-round 2020-r2 --title x --kind regular --team x --unit CG=x --starts 2020-01-01", "new-round !! --title x --kind nosuch",
    "new-round 2021-r1 --title x --kind regular --team x --unit CG --starts 2020-01-01", "feedback 2020-r2 --on x", "feedback nosuch --on 2020-12-30",
    "feedback 2020-r2 --on 2020-01-01", "new-round 2021-r1 --feedback-months x",
    "edit CG-D001 --from missing.yaml", "edit CG-D001 --from bad.yaml", "edit CG-D001", "renumber CG-D001 --to x --reason x", "renumber CG-D001 --to TY-D009",
    "diff nosuch", "diff nosuch..HEAD", "diff --rounds 2020-r2 1999-r1", "status --at nosuch", "check --since nosuch", "check --format nosuch",
    "check --squash", "explain NOSUCH", "schema nosuch", "trend --by nosuch", "merge-file a b", "merge-file a b c", "merge-file x x x --marker-size 900",
    "ledger import missing.xlsx", "ledger import bad.xlsx", "ledger import bad.csv", "ledger import bad.json", "ledger import empty.txt",
    "ledger import half.xlsx", "ledger import .", "ledger export nowhere/x.xlsx", "ledger export x.pdf", "ledger export .",
    "report during --unit XX", "report during --final --output x", "report during --unit CG --template missing.docx",
    "report during --unit CG --template bad.xlsx", "report during --from x.docx", "report during --unit CG --format nosuch", "report lint missing.docx",
    "report lint bad.xlsx", "report lint half.xlsx", "report during --unit CG -o nowhere/x.docx", "report during --unit CG --final",
]  # fmt: skip
"""A hundred commands that somebody mistyped, or that are refused."""


@pytest.fixture
def troubled(chinese) -> Desk:
    """Three issues, and files that are none of what they are called."""
    for channel in ("during", "during", "feedback"):
        add_issue(chinese, channel)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
        archive.writestr("[Content_Types].xml", "<Types")
    (chinese.root / "half.xlsx").write_bytes(held.getvalue())
    (chinese.root / "bad.xlsx").write_bytes(held.getvalue()[:60])
    (chinese.root / "bad.csv").write_bytes(b'"a"b,"c\n')
    (chinese.root / "bad.json").write_text(json.dumps({"kind": "status"}), encoding="utf-8")
    (chinese.root / "bad.yaml").write_text("a: b: c\n", encoding="utf-8")
    (chinese.root / "empty.txt").write_bytes(b"")
    for name in ("a", "b", "c", "x"):
        (chinese.root / name).write_text("uid: [\n", encoding="utf-8")
    return chinese


def test_no_english_in_what_goes_wrong(troubled):
    found = []
    for command in WRONG:
        typed = {word for word in command.replace("=", " ").replace("..", " ").split() if not word.startswith("-")}
        for line in left_in(troubled, *command.split(), *([] if "--today" in command else ["--today", "2020-12-01"])):
            if set(english(line)) - typed:
                found.append(f"{command}: {line}")
    assert not found, "\n".join(found)


BROKEN = {
    "colon": "a: b: c\n",
    "bracket": "path: [a\n",
    "brace": "outcomes: {a: 1\n",
    "quote": "title: 'a\n",
    "double quote": 'title: "a\n',
    "escape": 'title: "\\q"\n',
    "sign": "title: @a\n",
    "percent": "title: %a\n",
    "alias": "title: *a\n",
    "anchor": "title: &a x\nnotice: &a y\n",
    "indent": "title: x\n  notice: y\n",
    "dedent": "history:\n    - a\n  - b\n",
    "no colon": "title: x\nnotice\n",
    "tab": "path:\n\t- a\n",
    "block": "title: |x\n  a\n",
    "dash": "title: - a\n",
    "version": "%YAML 9.9\n---\na: b\n",
    "directive": "%TAG ! x\n---\na: !y b\n",
    "tag": "title: !!python/object:x y\n",
    "list": "- a\n",
    "two": "a: b\n---\nc: d\n",
    "empty": "",
    "twice": "title: x\ntitle: y\n",
    "markers": "<<<<<<< HEAD\ntitle: x\n=======\ntitle: y\n>>>>>>> other\n",
    "words": "uid: b123456789\nid: CG-D001\nchannel: durring\ntitle: x\ntext: x\nnotice: oral\nfound_on: 2020-13-01\nstate: nosuch\nlaeder: x\n"
    "outcomes: {rules_made: two, money_recovered: x}\nhistory: x\n",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_no_english_about_a_broken_record(troubled, kind):
    troubled.issue("CG-D001").write_text(BROKEN[kind], encoding="utf-8")
    typed = set(english(BROKEN[kind].replace("\\", " "))) | {"y", "x", "tag", "yaml.org"}
    commands = ("check", "show CG-D001", "status", "list", "finish CG-D001 --note x", "check --since HEAD", "doctor")
    found = [f"{command}: {line}" for command in commands for line in left_in(troubled, *command.split(), "--today", "2020-12-01")]
    assert not [line for line in found if set(english(line.split(": ", 1)[1])) - typed], "\n".join(found)


def test_no_english_where_git_or_the_folder_is_missing(troubled, tmp_path, monkeypatch):
    commands = (
        "status",
        "diff",
        "history CG-D001",
        "trend",
        "git-setup",
        "doctor",
        "check --since HEAD",
        "status --at HEAD",
        "renumber CG-D001",
    )
    found = []
    for place in ("a workspace without git", "no workspace", "a git that does not work"):
        if place == "a workspace without git":
            shutil.move(troubled.root / ".git", tmp_path / "git")
        elif place == "no workspace":
            (tmp_path / "empty").mkdir()
            monkeypatch.chdir(tmp_path / "empty")
        else:
            monkeypatch.chdir(troubled.root)
            (troubled.root / ".git").write_text("gitdir: nowhere\n", encoding="utf-8")
        for command in commands:
            lines = left_in(troubled, *command.split(), "--today", "2020-12-01")
            found += [
                f"{place}: {command}: {line.replace(str(tmp_path), '')}" for line in lines if english(line.replace(str(tmp_path), ""))
            ]
    assert not found, "\n".join(found)


def test_no_english_in_a_merge_that_stops(troubled):
    troubled.commit()
    for branch, title in (("theirs", "甲"), ("ours", "乙")):
        troubled.git("checkout", "-q", "-b", branch, "main")
        issue = troubled.issue("CG-D001")
        issue.write_text(issue.read_text(encoding="utf-8").replace("清运不及时\n", f"{title}\n"), encoding="utf-8")
        troubled.git("commit", "-q", "-a", "-m", title)
    versions = [f"{branch}.yaml" for branch in ("main", "ours", "theirs")]
    for branch, name in zip(("main", "ours", "theirs"), versions, strict=True):
        (troubled.root / name).write_text(troubled.git("show", f"{branch}:rounds/2020-r2/issues/CG-D001.yaml"), encoding="utf-8")
    path = "rounds/2020-r2/issues/CG-D001.yaml"
    assert left_in(troubled, "merge-file", *versions, "--path", path, code=1) == []
    shutil.copy(troubled.root / versions[1], troubled.issue("CG-D001"))
    for command in ("check", "show CG-D001", "status", "edit CG-D001"):
        assert left_in(troubled, *command.split(), "--today", "2020-12-01") == []
