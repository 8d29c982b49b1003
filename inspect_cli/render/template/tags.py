"""The tags of one paragraph of a template: `{{ … }}`, `{% … %}` and `{# … #}`, found in its words before any engine sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPEN = re.compile(r"\{\{|\{%|\{#")
_PREFIX = re.compile(r"(p|tr|tc|r)\s")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_WIDE = re.compile(r"｛\s*[｛%％{]|\{\s*[｛％]|[}%％｝]\s*｝")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `inner` is what the engine reads of it; `prefix` says what of the page it stands for: p, tr, tc, r, or nothing."""

    mark: str
    inner: str
    words: str
    prefix: str = ""
    closed: bool = True

    @property
    def verb(self) -> str:
        """The first word of a statement: for, if, endfor, …"""
        return self.inner.split(None, 1)[0] if self.mark == "{%" and self.inner else ""


def tags(words: str) -> Iterator[Tag]:
    """The tags in the order in which they stand."""
    place = 0
    while found := _OPEN.search(words, place):
        mark = found.group()
        end = words.find(CLOSES[mark], found.end())
        if end < 0:
            yield Tag(mark, "", words[found.start() :], closed=False)
            return
        inner = words[found.end() : end].strip("-+")
        prefixed = _PREFIX.match(inner)
        place = end + 2
        yield Tag(
            mark,
            (inner[prefixed.end() :] if prefixed else inner).translate(_QUOTES).strip(),
            words[found.start() : place],
            prefixed.group(1) if prefixed else "",
        )


def beside(words: str) -> str:
    """What stands in a paragraph besides its tags."""
    for tag in tags(words):
        words = words.replace(tag.words, "", 1)
    return words.strip()


def wide(words: str) -> bool:
    """Whether there are braces as a Chinese keyboard types them, which open nothing."""
    return _WIDE.search(words) is not None


def stray(words: str) -> bool:
    """Whether something is closed that nothing opened."""
    left = beside(words)
    return any(close in left for close in CLOSES.values())
