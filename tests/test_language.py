"""Both languages, always: every sentence of the code has its Chinese, with the same places to fill, and nothing is stale."""

import ast
import re
import string
from enum import StrEnum
from pathlib import Path

import pytest

import inspect_cli
from inspect_cli.cli.app import VERBS
from inspect_cli.domain import words
from inspect_cli.domain.text import text
from inspect_cli.locale.zh import SENTENCES
from inspect_cli.render.language import Language, chosen, harmless, say

HOUSE = Path(inspect_cli.__file__).parent
FILES = sorted(path for path in HOUSE.rglob("*.py") if "locale" not in path.parts)


def sentences() -> dict[str, str]:
    """Every sentence of the code, and a file that says it."""
    found: dict[str, str] = {}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            said = [keyword.value for keyword in node.keywords if keyword.arg == "help"]
            if isinstance(node.func, ast.Name) and node.func.id == "text":
                said.append(node.args[0])
            for value in said:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found[value.value] = path.name
    return found


def is_a_command(sentence: str) -> bool:
    """Nothing to translate: a command to paste, flags, or only places to fill; words that join two commands do need Chinese."""
    if re.search(r"\bor\b|, and\b", sentence):
        return False
    return sentence.startswith(("inspect ", "--")) or not re.search(r"[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", sentence))


SAID = sentences()


@pytest.mark.parametrize("sentence", SAID)
def test_a_sentence_has_its_chinese(sentence):
    assert sentence in SENTENCES or is_a_command(sentence), SAID[sentence]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_places_to_fill_agree(sentence):
    def fields(pattern):
        return sorted(name for _, name, _, _ in string.Formatter().parse(pattern) if name)

    assert fields(sentence) == fields(SENTENCES[sentence])


def test_no_entry_of_the_catalogue_is_stale():
    elsewhere = {"print the version", "teach your shell to complete ids, rounds, units and states"}  # plain strings of the front page
    source = (HOUSE / "cli" / "app.py").read_text(encoding="utf-8")
    assert all(sentence in source for sentence in elsewhere)
    assert sorted(set(SENTENCES) - set(SAID) - elsewhere) == []


def test_a_sentence_is_a_constant_where_it_is_said():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text":
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_chinese_is_set_in_chinese_punctuation(sentence):
    assert not re.search(r"[\u4e00-\u9fff][,;?!][\u4e00-\u9fff]", SENTENCES[sentence])


ENUMS = [kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum]


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_value_of_a_closed_set_has_a_word_in_both_languages(kind):
    shown = [words.word(value) for value in kind]
    assert all(word.zh and word.en for word in shown)
    assert len({word.zh for word in shown}) == len(shown) == len({word.en for word in shown})


@pytest.mark.parametrize(
    ("option", "environment", "language"),
    [
        (None, {}, "zh"),
        (None, {"LANG": "C"}, "zh"),
        (None, {"LANG": "C.UTF-8"}, "zh"),
        (None, {"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        (None, {"INSPECT_LANG": "zh", "LANG": "en_US"}, "zh"),
        ("en", {"INSPECT_LANG": "zh"}, "en"),
        ("zh", {"LANG": "en_US"}, "zh"),
    ],
)
def test_the_language_is_the_option_else_the_variable_else_the_locale_else_chinese(option, environment, language):
    assert chosen(option, environment) == language


def test_values_are_put_in_after_translation_and_never_read_as_patterns():
    said = text("there is no issue {name}", name="{name} {0} %s")
    assert say(said, Language.EN) == "there is no issue {name} {0} %s"
    assert say(said, Language.ZH) == "没有问题 {name} {0} %s"


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\x07", "\u202e", "\u2066", "\u200b", "\x9b", "\x7f", "\u2028"])
def test_what_a_terminal_would_obey_is_shown_by_its_name(char):
    assert harmless(f"a{char}b") == f"a<U+{ord(char):04X}>b"


def test_every_verb_speaks_of_itself_in_chinese():
    from inspect_cli.cli.app import _about

    for name in VERBS:
        assert re.search(r"[\u4e00-\u9fff]", SENTENCES.get(_about(name), "")), name
