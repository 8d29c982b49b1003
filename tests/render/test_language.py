"""Both languages, always: every sentence of the code has its Chinese, with the same places to fill, and nothing is stale.

What the rules say is proved in `test_rules`, by the same means.
"""

import ast
import re
import string
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import inspect_cli
from inspect_cli.cli.argv.contents import VERBS, declared
from inspect_cli.domain import words
from inspect_cli.domain.text import text
from inspect_cli.locale.zh import SENTENCES, rules
from inspect_cli.render.language import Language, chosen, harmless, say

HOUSE = Path(inspect_cli.__file__).parent
CATALOGUES = {"lifecycle": ("domain",), "files": ("store", "actions"), "pages": ("views", "render"), "verbs": ("cli",)}
"""Each catalogue, and the rooms that it speaks for."""


def files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (HOUSE / room).rglob("*.py") if HOUSE / "domain" / "rules" not in path.parents)


@cache
def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def said(path: Path) -> Iterator[ast.expr]:
    """What a file says to its readers: first arguments of `text(…)`, `help=…`, and the options of the front page."""
    for call in calls(path):
        yield from (keyword.value for keyword in call.keywords if keyword.arg == "help")
        yield from (keyword.value for keyword in call.keywords if keyword.arg == "metavar" and is_a_name(keyword.value))
        if isinstance(call.func, ast.Name) and call.func.id == "text":
            yield call.args[0]
    if path == HOUSE / "cli" / "argv" / "help.py":
        tree = ast.parse(path.read_text(encoding="utf-8"))
        options = next(node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "OPTIONS")
        yield from (said for row in options.elts for said in row.elts if isinstance(said, ast.Constant))


def is_a_name(metavar: ast.expr) -> bool:
    """A metavar that is a word for what is typed (DATE), no list of what may be typed (`day|commit`)."""
    return isinstance(metavar, ast.Constant) and re.fullmatch(r"[a-z|]+", metavar.value) is None


@cache
def homes() -> dict[str, tuple[str, str]]:
    """Every sentence of the code: the first catalogue that speaks for it, and a file that says it."""
    found: dict[str, tuple[str, str]] = {}
    for catalogue, rooms in CATALOGUES.items():
        for path in files(*rooms):
            for value in said(path):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found.setdefault(value.value, (catalogue, path.name))
    return found


COMMANDS = {"inspect", *VERBS, *(inner for name in VERBS if isinstance(group := declared(name), Mapping) for inner in group)}


def is_a_command(sentence: str) -> bool:
    """Nothing to translate: a command to paste, or only places to fill.

    Places and flags are taken out first. What begins with `inspect` may hold names of verbs; any other English word, an "or" between
    two commands above all, and words in capitals (DATE, ID, FILE) need their Chinese.
    """
    left = re.findall(r"[A-Za-z][A-Za-z-]*", re.sub(r"\{\w+\}|--[a-z-]+", " ", sentence))
    if sentence.startswith(("inspect ", "--")):
        left = [word for word in left if word not in COMMANDS and word not in ("YYYY-MM-DD", "zh", "en")]
    return not left


def places(sentence: str) -> list[str]:
    """The names of what is shown; a form chosen by a number (`{count:issue|issues}`) shows nothing of the value itself."""
    return sorted(name for _, name, form, _ in string.Formatter().parse(sentence) if name and "|" not in (form or ""))


def choosers(sentence: str) -> set[str]:
    """The names that choose between two forms."""
    return {name for _, name, form, _ in string.Formatter().parse(sentence) if name and "|" in (form or "")}


# -- the catalogue -----------------------------------------------------------------------------------------------------


def test_every_sentence_has_its_chinese():
    assert len(homes()) > 1000
    assert {sentence: home for sentence, home in homes().items() if sentence not in SENTENCES and not is_a_command(sentence)} == {}


@pytest.mark.parametrize(
    ("sentence", "needs_none"),
    [
        ("inspect extend {id} --to {due} --reason … --approved-by …", True),
        ("inspect extend {id} --to DATE --reason … --approved-by …", False),
        ("inspect measure add {id} --text … --due YYYY-MM-DD", True),
        ("--by {name}", True),
        ("{code} · {name}", True),
        ("inspect close {id}, or inspect return {id}", False),
        ("--notice NUMBER, or --notice oral", False),
        ("inspect itself made a mistake", False),
        ("evidence", False),
        ("READY", False),
    ],
)
def test_only_a_bare_command_or_bare_places_need_no_chinese(sentence, needs_none):
    assert is_a_command(sentence) is needs_none


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_an_entry_is_said_by_the_code_and_stands_in_the_first_catalogue_that_speaks_for_it(catalogue):
    held = import_module(f"inspect_cli.locale.zh.{catalogue}").SENTENCES
    assert [sentence for sentence in held if homes().get(sentence, ("nobody",))[0] != catalogue] == []
    assert {sentence for sentence in held if sentence in rules.SENTENCES} == set()


def test_the_places_to_fill_agree():
    assert {english: chinese for english, chinese in SENTENCES.items() if places(english) != places(chinese)} == {}


def test_only_english_has_forms_and_each_goes_by_a_value_that_is_shown():
    assert [chinese for chinese in SENTENCES.values() if choosers(chinese)] == []
    assert [english for english in SENTENCES if not choosers(english) <= set(places(english))] == []


def test_chinese_is_set_in_chinese_punctuation():
    assert [chinese for chinese in SENTENCES.values() if re.search(r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]", chinese)] == []


def test_what_can_be_pasted_is_the_same_in_both_languages():
    """Flags and file names stay as they are."""

    def flags(pattern):
        return set(re.findall(r"--[a-z][a-z-]+|[a-z_]+\.[a-z_]{2,}", pattern))

    lost = {english: flags(re.sub(r"\.$", "", english)) - flags(chinese) for english, chinese in SENTENCES.items()}
    assert {english: missing for english, missing in lost.items() if missing} == {}


# -- one and many ------------------------------------------------------------------------------------------------------

DAYS = text("{days} {days:day|days} late")


@pytest.mark.parametrize(
    ("sentence", "values", "told"),
    [
        (DAYS, {"days": 0}, "0 days late"),
        (DAYS, {"days": 1}, "1 day late"),
        (DAYS, {"days": 2}, "2 days late"),
        (DAYS, {"days": 11}, "11 days late"),
        (DAYS, {"days": -1}, "-1 days late"),
        (DAYS, {"days": Decimal(1)}, "1 day late"),
        (DAYS, {"days": Decimal("1.0")}, "1.0 days late"),
        (DAYS, {"days": "1"}, "1 day late"),
        (DAYS, {"days": "one"}, "one day late"),
        (DAYS, {"days": None}, " day late"),
        (DAYS, {"days": text("{count}", count=1)}, "1 day late"),
        (text("{files} {files:is|are} new"), {"files": []}, " are new"),
        (text("{files} {files:is|are} new"), {"files": ["a.jpg"]}, "a.jpg is new"),
        (text("{files} {files:is|are} new"), {"files": ("a.jpg", "b.jpg")}, "a.jpg, b.jpg are new"),
        (text("{files} {files:is|are} new"), {"files": words.State.DONE.word}, "done is new"),
        (text("{files} {files:is|are} new"), {"files": "ID"}, "ID is new"),
        (text("{days} {days:day|days}"), {"days": "12"}, "12 days"),
        (text("{days} {days:day|days}"), {"days": -3}, "-3 days"),
        (text("{days} day{days:|s}"), {"days": 1}, "1 day"),
        (text("{days} day{days:|s}"), {"days": 2}, "2 days"),
        (text("{name} {count:has|have} {count}"), {"name": "{count:a|b} | {", "count": 1}, "{count:a|b} | { has 1"),
    ],
)
def test_a_number_or_the_length_of_a_list_chooses_between_the_two_forms(sentence, values, told):
    assert say(sentence.about(**values), Language.EN) == told


@pytest.mark.parametrize(
    ("english", "values", "for_0_1_2"),
    [
        (
            "{count} {count:commit|commits} since {revision} {count:was|were} looked at",
            {"count": int, "revision": "base"},
            ("0 commits since base were looked at", "1 commit since base was looked at", "2 commits since base were looked at"),
        ),
        (
            "as of {day}: {errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, {infos} {infos:note|notes}",
            {"day": "2020-11-19", "errors": int, "warnings": int, "infos": int},
            (
                "as of 2020-11-19: 0 errors, 0 warnings, 0 notes",
                "as of 2020-11-19: 1 error, 1 warning, 1 note",
                "as of 2020-11-19: 2 errors, 2 warnings, 2 notes",
            ),
        ),
        ("{due}, {days} {days:day|days} left", {"due": "-", "days": int}, ("-, 0 days left", "-, 1 day left", "-, 2 days left")),
        (
            "{report}: NOT READY, {count} {count:reason|reasons}",
            {"report": "report", "count": int},
            ("report: NOT READY, 0 reasons", "report: NOT READY, 1 reason", "report: NOT READY, 2 reasons"),
        ),
        (
            "there {words:is one word|are words} too many: {words}",
            {"words": list},
            ("there are words too many: ", "there is one word too many: CG-D001", "there are words too many: CG-D001, CG-D002"),
        ),
        (
            "{others} {others:has|have} the same uid",
            {"others": list},
            (" have the same uid", "CG-D001 has the same uid", "CG-D001, CG-D002 have the same uid"),
        ),
    ],
)
def test_sentences_read_right_for_none_one_and_two(english, values, for_0_1_2):
    assert english in SENTENCES
    for number, told in enumerate(for_0_1_2):
        numbers = {int: number, list: ["CG-D001", "CG-D002"][:number]}
        assert say(text(english, **{name: numbers.get(value, value) for name, value in values.items()}), Language.EN) == told


ALWAYS_MANY = {
    "it has more than {most} rows": "a limit of the program, far above one",
    "more than {most} loops stand in each other": "a limit of the program, which is 4",
    "it already belongs to {has}; changing that to {brings} is a hand-over": "the change is what is one",
}
"""Sentences with a plural and no form, and why they need none."""

OF_ONE_VERBS = {
    "is",
    "has",
    "was",
    "does",
    "goes",
    "lies",
    "says",
    "stands",
    "stays",
    "leads",
    "needs",
    "shows",
    "names",
    "judges",
    "belongs",
    "unpacks",
    "takes",
}
OF_ONE_THING = OF_ONE_VERBS | {"its", "this", "with"}
"""What ends in s after the name of one thing and is no plural; nothing behind it is counted by what stands before it."""


def plurals_without_form(sentence: str) -> list[str]:
    """Plural words that a number before them may contradict, and verbs that a list before them may."""
    found = []
    for name, after in re.findall(r"\{(\w+)\} ((?:[a-z]+ )?[a-z]+)", sentence):
        for word in after.split():
            if word in OF_ONE_THING:
                found += [f"{{{name}}} {word}"] if name.endswith("s") and word in OF_ONE_VERBS else []
                break
            found += [f"{{{name}}} {after}"] if re.search(r"[^s]s$", word) else []
    return found


def test_every_plural_after_a_number_has_its_form_for_one():
    found = {english: plurals for english in {*SENTENCES, *homes()} if (plurals := plurals_without_form(english))}
    assert {english: plurals for english, plurals in found.items() if english not in ALWAYS_MANY} == {}
    assert set(ALWAYS_MANY) <= set(found)


@pytest.mark.parametrize(
    ("sentence", "is_found"),
    [
        ("{count} issues", True),
        ("written: {count} open issues of {round}", True),
        ("{files} is missing", True),
        ("{count} {count:issue|issues}", False),
        ("issues: {count}", False),
        ("unit {code} has issues", False),
    ],
)
def test_the_search_for_plurals_finds_them(sentence, is_found):
    assert bool(plurals_without_form(sentence)) is is_found


# -- the code ----------------------------------------------------------------------------------------------------------


def test_a_sentence_is_a_constant_where_it_is_said():
    read = files(*(folder.name for folder in HOUSE.glob("[a-z]*/")))
    assert len(read) > 200
    assert [f"{path.relative_to(HOUSE)}:{value.lineno}" for path in read for value in said(path) if not is_constant(path, value)] == []


def is_constant(path: Path, value: ast.expr) -> bool:
    from_a_text = isinstance(value, ast.Attribute) and value.attr == "english"
    handed_on = path == HOUSE / "cli" / "argv" / "program.py" and isinstance(value, ast.Name | ast.Attribute)  # to Typer, as declared
    in_the_table = path == HOUSE / "domain" / "lifecycle" / "moves.py" and isinstance(value, ast.Call)
    a_field_s_name = path == HOUSE / "cli" / "correct.py" and isinstance(value, ast.Attribute) and value.attr == "word"
    return isinstance(value, ast.Constant) or from_a_text or in_the_table or handed_on or a_field_s_name or _is_text(value)


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "text"


MADE_ELSEWHERE = {
    "domain/text.py": "where sentences are made",
    "cli/argv/refusal.py": "the name of an option or argument, collected where it was declared",
    "cli/argv/help.py": "help pages: each of their sentences was collected where it was declared",
    "render/findings.py": "the code of a rule that has no title",
}


def test_no_sentence_is_made_but_by_text():
    makers = {
        path.relative_to(HOUSE).as_posix()
        for path in sorted(HOUSE.rglob("*.py"))
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "Text"
    }
    assert makers == set(MADE_ELSEWHERE)


def test_every_verb_speaks_of_itself_in_chinese():
    for name, chapter in VERBS.items():
        assert re.search(r"[\u4e00-\u9fff]", SENTENCES.get(chapter.help.english, "")), name


def test_values_are_put_in_after_translation_and_never_read_as_patterns():
    sentence = text("there is no issue {name}", name="{name} {0} %s")
    assert say(sentence, Language.EN) == "there is no issue {name} {0} %s"
    assert say(sentence, Language.ZH) == SENTENCES[sentence.english].replace("{name}", "{name} {0} %s")


# -- the words ---------------------------------------------------------------------------------------------------------

ENUMS = [kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum]


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_value_of_a_closed_set_has_a_word_in_both_languages(kind):
    shown = [words.word(value) for value in kind]
    assert all(re.search(r"[\u4e00-\u9fff]", word.zh) and word.en.isascii() and word.en for word in shown)
    assert len({word.zh for word in shown}) == len(shown) == len({word.en for word in shown})


# -- the choice of the language ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "environment", "language"),
    [
        (None, {}, "zh"),
        (None, {"LANG": ""}, "zh"),
        (None, {"LANG": "C"}, "zh"),
        (None, {"LANG": "C.UTF-8"}, "zh"),
        (None, {"LANG": "POSIX"}, "zh"),
        (None, {"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        (None, {"INSPECT_LANG": "zh", "LANG": "en_US"}, "zh"),
        (None, {"INSPECT_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"INSPECT_LANG": "tlh", "LANG": "en_US"}, "en"),
        ("en", {"INSPECT_LANG": "zh"}, "en"),
        ("zh", {"INSPECT_LANG": "en", "LANG": "en_US"}, "zh"),
        ("zh", {"LANG": "en_US"}, "zh"),
        ("EN", {}, "en"),
    ],
)
def test_the_language_is_the_option_else_the_variable_else_the_locale_else_chinese(option, environment, language):
    assert chosen(option, environment) == language


# -- what users wrote --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "char", ["\x1b", "\x00", "\x07", "\r", "\x7f", "\x9b", "\u061c", "\u200b", "\u200f", "\u202e", "\u2028", "\u2066", "\ufeff"]
)
def test_what_a_terminal_would_obey_is_shown_by_its_name(char):
    assert harmless(f"a{char}b") == f"a<U+{ord(char):04X}>b"


@pytest.mark.parametrize(
    ("written", "keep_lines", "shown"),
    [
        ("背街小巷，“垃圾”清运 🚛 é", False, "背街小巷，“垃圾”清运 🚛 é"),
        ("一\n二\t三\r\n四", False, "一 二 三 四"),
        ("一\n\t二", True, "一\n\t二"),
        ("\x1b]0;x\x07\x1b[2J", False, "<U+001B>]0;x<U+0007><U+001B>[2J"),
    ],
)
def test_other_text_stays_as_it_was_written_on_one_line_or_on_its_own(written, keep_lines, shown):
    assert harmless(written, keep_lines) == shown
