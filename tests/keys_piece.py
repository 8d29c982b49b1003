"""The keys of a record's files, for the manual: read off the fields' own declarations, never written down by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_origin

from inspect_cli.domain.record import forms
from inspect_cli.domain.record.declaration import Declared, fields_of, form_of, is_word
from inspect_cli.domain.record.forms import Form
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import NOTHING
from inspect_cli.domain.words import Word
from inspect_cli.render.language import Language, say

_HEADS = {Language.EN: "| key | meaning | what stands there |", Language.ZH: "| 键 | 含义 | 填什么 |"}
_REQUIRED = Word("**必填**", "**required**")
_KINDS = {
    str: Word("文字", "text"),
    date: Word("日期，如 2020-11-20", "a day: 2020-11-20"),
    datetime: Word("时间，如 2020-10-28T16:20:00+08:00", "a time: 2020-10-28T16:20:00+08:00"),
    int: Word("整数", "a whole number"),
    Decimal: Word("金额", "an amount"),
    bool: Word("`true` 或 `false`", "`true` or `false`"),
    dict: Word("名目：数量", "kind: number"),
}
_FORMS = {
    id(forms.PART_ID): Word("本条内的编号，如 m1、e1", "its name inside the record: m1, e1"),
    id(forms.ID): Word("单位代码、字母和序号，如 CG-D003", "unit, letter and number: CG-D003"),
    id(forms.ROUND_ID): Word("如 2020-r2，与文件夹同名", "such as 2020-r2, the name of its folder"),
    id(forms.INNER_PATH): Word("本轮文件夹内的路径", "a path inside the round's folder"),
}
_LIST, _MANY = Word("列表", "a list"), Word("列表，每项：", "a list of: ")
_KEYS, _PUBLISHED = Word("下列各键", "the keys below"), Word("公布用语：所含状态的列表", "a word: the list of its states")


def keys(language: Language) -> str:
    """Every key of an issue's file."""
    return _table(Issue, language)


def round_keys(language: Language) -> str:
    """Every key of `round.yaml`."""
    return _table(Round, language)


def _table(record: type, language: Language) -> str:
    return "\n".join([_HEADS[language], "|---|---|---|", *_rows(record, "", language)])


def _rows(record: type, above: str, language: Language) -> Iterator[str]:
    for one in fields_of(record).values():
        must = f"{say(_REQUIRED, language)} · " if one.required else ""
        yield f"| `{above}{one.key}` | {say(one.word, language)} | {must}{_held(one, language)} |"
        if one.part:
            yield from _rows(one.part, f"{above}{one.key}{'[]' if get_origin(one.kind) is tuple else ''}.", language)


def _held(one: Declared, language: Language) -> str:
    if one.part:
        return say(_KEYS if one.part is one.kind else _LIST, language)
    if get_origin(one.kind) is tuple:
        entry, form = form_of(get_args(one.kind)[0])
        return say(_MANY, language) + _single(entry, form, language)
    return _single(one.kind, one.form if isinstance(one.form, Form) else None, language)


def _single(kind: Any, form: Form | None, language: Language) -> str:
    if is_word(kind):
        marks = {Language.EN: ", ", Language.ZH: "、"}[language]
        return marks.join(f"`{value}`" if language is Language.EN else f"`{value}` {say(value, language)}" for value in kind)
    if form is not None:
        known = _FORMS.get(id(form))
        return say(known or (form.says if form.says is not NOTHING else _KINDS[str]), language)
    origin = get_origin(kind)
    if origin is not None and not dataclasses.is_dataclass(kind):
        return say(_KINDS[dict] if origin is dict else _PUBLISHED, language)
    return say(_KINDS[kind], language)
