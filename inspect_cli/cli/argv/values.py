"""Values as they are typed on a command line: days, closed sets, pairs. What does not fit is said with what would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused, NotAKnownWord
from inspect_cli.domain.words import word

if TYPE_CHECKING:
    from inspect_cli.domain.record.declaration import Declared

Kind = TypeVar("Kind", bound=StrEnum)

_DAY = r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?"
_YEARLESS = r"(0?[1-9]|1[0-2])[-./月](0?[1-9]|[12][0-9]|3[01])[日号]?"


def must_be_text(words: Iterable[str]) -> None:
    """What was typed can be written as text. Raises Misused: bytes of another encoding would be lost."""
    for typed in words:
        if any(0xD800 <= ord(char) <= 0xDFFF for char in typed):
            shown = typed.encode("utf-8", "backslashreplace").decode()
            raise Misused(text("{word} is not text of this terminal's encoding", word=shown), text("use a UTF-8 terminal"))


def day_value(typed: str, flag: str) -> date:
    """A day: 2020-11-05, and as people type it 2020.11.5, 2020/11/5, 2020年11月5日. Raises Misused."""
    found = re.fullmatch(_DAY, typed.strip())
    try:
        if found and 1900 <= int(found[1]) <= 2999:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass  # 2020-13-01: the same complaint
    if short := re.fullmatch(_YEARLESS, typed.strip()):
        with_year = text("write the year too: YYYY-{month}-{day}", month=short[1].zfill(2), day=short[2].zfill(2))
        raise Misused(text("{flag}: the year is missing in {typed}", flag=flag, typed=typed), with_year)
    raise Misused(text("{flag}: {typed} is not a day of the calendar", flag=flag, typed=typed), text("write YYYY-MM-DD"))


def optional_day(typed: str | None, flag: str) -> date | None:
    """A day, or None where nothing was typed."""
    return day_value(typed, flag) if typed else None


def choice_value(kind: type[Kind], typed: str, flag: str) -> Kind:
    """A value of a closed set, by its id or by its Chinese or English word. Raises NotAKnownWord."""
    wanted = typed.strip().lower()
    for value in kind:
        if wanted in (value.value, value.value.replace("_", "-"), word(value).zh, word(value).en.lower()):
            return value
    raise NotAKnownWord(flag, typed, [value.value for value in kind])


def optional_choice(kind: type[Kind], typed: str | None, flag: str) -> Kind | None:
    """A value of a closed set, or None where nothing was typed."""
    return choice_value(kind, typed, flag) if typed else None


def field_value(declared: Declared, typed: str, flag: str) -> Any:
    """What a field is to say, as its declaration reads it; "" empties it. Raises Misused."""
    from inspect_cli.domain.record import shape  # with the records, which hardly any command line needs
    from inspect_cli.domain.record.declaration import Way, is_word

    if not typed.strip():
        return None
    if declared.kind is date:
        return day_value(typed, flag)
    if declared.kind == tuple[str, ...]:
        return (typed.strip(),)
    if is_word(declared.kind):
        return choice_value(declared.kind, typed, flag)
    if declared.way is Way.LEAVES:
        pairs = [pair_value(one, flag) for one in re.split(r"[,，、\n]", typed) if one.strip()]
        return {name: shape.SHAPES[int].of(count) for name, count in pairs}
    try:
        return shape.SHAPES[declared.kind].of(typed.strip()) if declared.kind in shape.SHAPES else typed.strip()
    except shape.Unfit:
        raise Misused(
            text("{flag}: {typed} is no value of it", flag=flag, typed=typed), text("inspect help {topic}", topic="files")
        ) from None


def choices(kind: type[StrEnum]) -> str:
    """The ids of a closed set for a metavar: `serious|moderate|minor`."""
    return "|".join(value.value for value in kind)


def must_be_one_of(typed: str, known: Sequence[str], flag: str) -> None:
    """One of the words that an option knows. Raises NotAKnownWord."""
    if typed not in known:
        raise NotAKnownWord(flag, typed, known)


def pair_value(typed: str, flag: str) -> tuple[str, str]:
    """`CG=市城市管理局党组` as code and name. Raises Misused."""
    code, equals, name = typed.partition("=")
    if not equals or not code.strip() or not name.strip():
        raise Misused(
            text("{flag}: {typed} is not CODE=NAME", flag=flag, typed=typed), text("for example {flag} CG=市城市管理局党组", flag=flag)
        )
    return code.strip(), name.strip()


def words_of(kind: type[StrEnum]) -> Mapping[str, object]:
    """Ids with their words, for a question that shows the choices."""
    return {value.value: value for value in kind}
