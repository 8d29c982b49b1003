"""A sentence not yet in any language: its English, and the values that go into it.

The code says sentences in English at the place where they are meant; only `render/language` turns one into a string,
in Chinese or in English. So nothing below the shell ever knows which language the reader speaks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence: `english` holds `{names}`, `values` what stands in their place (strings, numbers, dates, words, other texts).

    English has two forms for one and for many: `{count} {count:issue|issues}`, `{files} {files:is|are} …` (a list goes by its length).
    """

    english: str
    values: Mapping[str, object] = field(default_factory=dict)

    def about(self, **values: object) -> Text:
        """The same sentence about these values: for sentences that stand in a table."""
        return Text(self.english, values)


@dataclass(frozen=True, slots=True)
class Struck:
    """What stood there before it was put right: pages strike it out."""

    said: object


def text(english: str, /, **values: object) -> Text:
    """The sentence `english` with its values; every such call is looked up in the catalogues by a test."""
    return Text(english, values)


def pasted(word: str) -> str:
    """A word of a command to paste, in quotes where a shell would make several of it, or something else."""
    if re.fullmatch(r"[\w./:+-]+", word):
        return word
    return f'"{word}"' if not set(word) & set('"$`!') else "'" + word.replace("'", "'\\''") + "'"


NOTHING = Text("")
