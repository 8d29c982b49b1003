"""Several measures in one cell: 1. … 2. …, 1、… 2、…, （1）…, ①…, or one a line with the ids that an export gave them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inspect_cli.domain.record.issue import Measure
from inspect_cli.domain.sheet.rows import same_lines

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = "一二三四五六七八九十"
_MARKS = (
    re.compile(r"(?<![0-9.．])([0-9]{1,2})\s?[.．、)）](?![0-9])\s*"),
    re.compile(r"[（(]([0-9]{1,2})[)）]\s*"),
    re.compile(rf"([{_CIRCLED}])\s*"),
    re.compile(rf"[（(]([{_CHINESE}])[)）]\s*"),
    re.compile(rf"(?:^|(?<=\n))([{_CHINESE}])、\s*"),
)


def split(cell: str) -> list[str]:
    """The measures of a cell. Only numbers that run 1, 2, 3 … from its beginning part it; else it is one measure."""
    text = same_lines(cell).strip()
    for mark in _MARKS:
        found = list(_running(mark.finditer(text)))
        if found and found[0].start() == 0 and (len(found) > 1 or mark is _MARKS[0]):
            ends = [*(one.start() for one in found[1:]), len(text)]
            parts = [text[one.end() : end].strip() for one, end in zip(found, ends, strict=True)]
            return [part for part in parts if part]
    return [text] if text else []


def _running(marks: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    wanted = 1
    for one in marks:
        if _number(one[1]) == wanted:
            wanted += 1
            yield one


def _number(mark: str) -> int:
    if mark in _CIRCLED:
        return _CIRCLED.index(mark) + 1
    return _CHINESE.index(mark) + 1 if mark in _CHINESE else int(mark)


def with_ids(cell: str, known: Sequence[Measure]) -> tuple[dict[str, str], list[str]]:
    """What a cell of an export says of the measures it knows, by id, and what was written below them.

    A line that begins with a known id begins that measure; everything after the words that a measure has is new.
    """
    text = same_lines(cell)
    ids = [measure.id for measure in known]
    starts = [one for one in re.finditer(r"(?:^|(?<=\n))([a-z][a-z0-9]{0,15}) ", text) if one[1] in ids]
    starts = [one for number, one in enumerate(starts) if one[1] not in [other[1] for other in starts[:number]]]
    said: dict[str, str] = {}
    new: list[str] = split(text[: starts[0].start()]) if starts else split_lines(text)
    for one, end in zip(starts, [*(other.start() for other in starts[1:]), len(text)][: len(starts)], strict=True):
        words = text[one.end() : end].removesuffix("\n") if end < len(text) else text[one.end() : end]
        had = same_lines(next(measure.text for measure in known if measure.id == one[1]))
        if words.startswith(f"{had}\n"):
            new += split_lines(words[len(had) :])
            words = had
        said[one[1]] = words
    return said, new


def split_lines(text: str) -> list[str]:
    """What was added below: numbered, or one a line."""
    parts = split(text)
    return parts if len(parts) != 1 else [line.strip() for line in parts[0].split("\n") if line.strip()]
