"""The manual's table of contents: its topics by the question that each answers, and which of them a word means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspect_cli.domain.text import text
from inspect_cli.domain.words import Word
from inspect_cli.views.page import Cell, Lines, Page, Table, TableColumn, Tone, cells, line, loose


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the manual: its name on the command line, its title, and the question that it answers."""

    name: str
    title: Word
    question: Word


TOPICS = (
    Topic(
        "first-day",
        Word("第一天", "first day"),
        Word("第一天上手，每天输入什么？", "What do I type on the first day, and every day?"),
    ),
    Topic(
        "mistakes",
        Word("改错", "mistakes"),
        Word("写错了、登错了、合并错了，怎么改？", "Something is wrong: how is it put right?"),
    ),
    Topic(
        "ledger",
        Word("台账", "ledger"),
        Word("Excel 台账怎样发出去、收回来？", "How does the ledger go out as Excel, and come back?"),
    ),
    Topic(
        "report",
        Word("报告", "report"),
        Word("书面报告怎样起草、上报、更正？", "How is the written report drafted, issued, corrected?"),
    ),
    Topic(
        "template",
        Word("模板", "template"),
        Word("怎样用本单位自己的报告模板？", "How is a report made from our own template?"),
    ),
    Topic(
        "rules",
        Word("规则", "rules"),
        Word("检查哪些规则，报了错怎么办？", "What is checked, and what to do about a finding?"),
    ),
    Topic(
        "git",
        Word("git 与合并", "git and merging"),
        Word("改了什么，几个人的改动怎样合到一起？", "What changed, and how do changes of several people meet?"),
    ),
    Topic(
        "ci",
        Word("自动检查", "checks on a server"),
        Word("怎样让服务器在每次推送时检查？", "How does a server check every push?"),
    ),
    Topic(
        "json",
        Word("接口", "scripts"),
        Word("程序怎样读取结果和退出码？", "How does a script read answers and exit codes?"),
    ),
    Topic(
        "speed",
        Word("速度", "speed"),
        Word("多快，索引放在哪里，怎样不用它？", "How fast is it, and where is the index?"),
    ),
    Topic(
        "files",
        Word("文件", "files"),
        Word("记录长什么样，能不能手工改？", "What does a record look like, and may I edit it by hand?"),
    ),
    Topic(
        "house",
        Word("程序结构", "house"),
        Word("程序是怎样搭起来的，怎样添加规则和字段？", "How is the program laid out, and how does it grow?"),
    ),
)
"""Every topic, in the order in which a newcomer needs them."""


def named(typed: str) -> list[Topic]:
    """The topics whose name or title this is; where none is, those that begin with it."""
    word = typed.strip().lower()
    exact = [one for one in TOPICS if word in (one.name, one.title.zh, one.title.en)]
    return exact or [one for one in TOPICS if word and any(name.startswith(word) for name in (one.name, one.title.zh, one.title.en))]


def nearest(typed: str, headings: Mapping[str, Sequence[str]]) -> list[Topic]:
    """The topics that speak of every word typed in title, question or headings; where none does, those spelt alike."""
    alike = difflib.get_close_matches(typed.lower(), [one.name for one in TOPICS], 3)
    return speaking(typed, headings) or [one for one in TOPICS if one.name in alike]


def speaking(typed: str, said: Mapping[str, Sequence[str]]) -> list[Topic]:
    """The topics that have every word typed in their title, their question, or what they say."""
    words = typed.lower().split()

    def speaks(one: Topic) -> bool:
        whole = " ".join([one.name, one.title.zh, one.title.en, one.question.zh, one.question.en, *said[one.name]]).lower()
        return bool(words) and all(word in whole for word in words)

    return [one for one in TOPICS if speaks(one)]


_ASKING = re.compile(
    "怎么办|怎么样|怎样|怎么|如何|哪些|哪里|什么|能不能|可不可以|可以|应该|需要|[吗呢？?，。、！!]|"
    r"\b(how|what|which|where|why|when|do|does|can|should|is|are|to|i|my|the|an?|it|with|of|in)\b"
)
"""Words that ask, and say nothing of what is asked."""


def without_asking(typed: str) -> str:
    """What is asked about."""
    return " ".join(_ASKING.sub(" ", typed.lower()).split())


def resembling(typed: str, headings: Mapping[str, Sequence[str]], said: Mapping[str, Sequence[str]]) -> list[Topic]:
    """The topics that say most of what was typed, piece by piece: words, and of Chinese two characters each; headings weigh more."""
    pieces = {piece for word in without_asking(typed).split() for piece in _pieces(word)}
    found: dict[str, int] = {}
    for one in TOPICS:
        above = " ".join([one.title.zh, one.title.en, one.question.zh, one.question.en, *headings[one.name]]).lower()
        whole = " ".join(said[one.name]).lower()
        heard = [piece for piece in pieces if piece in above or piece in whole]
        if 2 * len(heard) >= len(pieces):
            found[one.name] = sum(3 if piece in above else 1 for piece in heard)
    best = max(found.values(), default=0)
    return [one for one in TOPICS if best and 3 * found.get(one.name, 0) > 2 * best][:3]


def _pieces(word: str) -> list[str]:
    if word.isascii() or len(word) < 3:
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def page(topics: Sequence[Topic]) -> Page:
    """Topics, one a line, and how to read one."""
    heads = [TableColumn(text("topic"), whole=True), loose(text("answers the question"))]
    hints = (
        text("read one: inspect help TOPIC; a word of the question finds it too"),
        text("what a command takes: inspect COMMAND --help"),
    )
    rows = [cells(Cell(one.name, Tone.STRONG), one.question) for one in topics]
    return (Table(heads, rows, wrap=True), Lines([line(hint) for hint in hints]))
