"""The only place where a sentence becomes a string: Chinese or English, with its values put in.

The language is chosen by --lang, else INSPECT_LANG, else the locale; Chinese where none of them says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

from inspect_cli.domain.text import Struck, Text
from inspect_cli.domain.words import Word, word


class Language(StrEnum):
    """The languages that every sentence exists in."""

    ZH = "zh"
    EN = "en"


def chosen(option: str | None, environment: Mapping[str, str]) -> Language:
    """The language for this run. A locale that is C, POSIX or unset says nothing, and so means Chinese."""
    for name in (option, environment.get("INSPECT_LANG")):
        if name and name.lower()[:2] in ("zh", "en"):
            return Language(name.lower()[:2])
    locale = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    speaks = locale.split(".")[0].split("_")[0].lower()
    return Language.ZH if speaks in ("", "c", "posix", "zh") else Language.EN


def say(said: object, language: Language) -> str:
    """`said` as a reader of this language sees it: texts, words, values of the closed sets, dates, numbers, lists of these."""
    if isinstance(said, Text):
        return _sentence(said, language)
    if isinstance(said, Struck):
        return f"[-{say(said.said, language)}-]"
    if isinstance(said, Word):
        return said.zh if language is Language.ZH else said.en
    if isinstance(said, StrEnum):
        return say(word(said), language)
    if isinstance(said, datetime):
        return said.isoformat(sep=" ", timespec="minutes")
    if isinstance(said, date):
        return said.isoformat()
    if isinstance(said, Decimal):
        return format(said, "f")
    if isinstance(said, (list, tuple)):
        return ("、" if language is Language.ZH else ", ").join(say(item, language) for item in said)
    return "" if said is None else str(said)


def struck_in(said: object, language: Language) -> list[str]:
    """The words in it that are struck out, as `say` says them between `[-` and `-]`."""
    if isinstance(said, Struck):
        return [say(said.said, language)]
    inner = said.values.values() if isinstance(said, Text) else said if isinstance(said, (list, tuple)) else ()
    return [one for part in inner for one in struck_in(part, language)] if not isinstance(said, Word) else []


def _sentence(said: Text, language: Language) -> str:
    pattern = said.english
    if language is Language.ZH and pattern:
        from inspect_cli.locale.zh import SENTENCES

        pattern = SENTENCES.get(pattern, pattern)
    if "|" in pattern:
        return pattern.format(**{name: _Numbered.of(value, language) for name, value in said.values.items()})
    return pattern.format(**{name: say(value, language) for name, value in said.values.items()})


class _Numbered(str):
    """A value as it is shown, that can also choose: `{count:issue|issues}` is the first for one, the second for any other number."""

    __slots__ = ("is_one",)
    is_one: bool

    @classmethod
    def of(cls, value: object, language: Language) -> Self:
        """A list goes by how many it names, a number by itself; anything else is one thing."""
        shown = cls(say(value, language))
        if isinstance(value, (list, tuple)) and not isinstance(value, Word):
            shown.is_one = len(value) == 1
        else:
            shown.is_one = shown == "1" or not shown.lstrip("-").replace(".", "", 1).isdecimal()
        return shown

    def __format__(self, form: str) -> str:
        one, choice, many = form.partition("|")
        return (one if self.is_one else many) if choice else super().__format__(form)


_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]"
"""None of these counts as printable, so that most strings need no second look."""
_RARE = "[^ -~\n\u2010-\u2027\u3000-\u9fff\uff00-\uffef]"
"""All but what most texts are made of: a long document is looked through three times as quickly for these first."""


def escaped_in_json(document: str) -> str:
    """The same JSON document, fit for a terminal: what `harmless` shows by name stands as an escape in the strings, as JSON knows it."""
    return re.sub(_RARE, lambda found: f"\\u{ord(found.group()):04x}" if re.match(_HIDDEN, found.group()) else found.group(), document)


def harmless(string: str, keep_lines: bool = False) -> str:
    """What users wrote, fit for a terminal: control characters and direction marks are shown by name instead of obeyed."""
    if string.isprintable():
        return string
    if not keep_lines:
        string = string.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return re.sub(_HIDDEN, lambda found: f"<U+{ord(found.group()):04X}>", string)
