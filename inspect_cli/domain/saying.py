"""What words say, whatever blanks, widths and characters that nobody sees they are written with."""

from __future__ import annotations

import re
from functools import lru_cache

_UNSEEN = "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]"
"""Fillers and selectors that show nothing, though they count as letters, marks or signs."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What sets other characters in another order is seen."""
_BLANK = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))


def saying(words: str) -> str:
    """The words without blanks and what is not seen, each character in its usual width; "" where they say nothing."""
    import unicodedata  # most words are seen to say something without its tables

    shown = re.sub(_UNSEEN, "", unicodedata.normalize("NFKC", words))
    return "".join(char for char in shown if char in _TURNING or unicodedata.category(char) not in _BLANK)


def says_something(words: str) -> bool:
    """They say something; mostly the first character tells, and nothing more is looked at."""
    begins_plainly = "!" <= words < "\x7f" or "\u4e00" <= words < "\ua000" or "\u3001" <= words < "\u3100" or "\uff01" <= words < "\uff5f"
    return begins_plainly or bool(saying(words))


def is_blank(words: str) -> bool:
    """There is nothing, or nothing that anybody could see; a control character is shown by its name, so it is seen."""
    if says_something(words):
        return False
    import unicodedata

    return not any(unicodedata.category(char) == "Cc" and not char.isspace() for char in words)


def is_same_name(one: str, other: str) -> bool:
    """The same but for width, case, blanks and marks that nobody sees."""
    return one == other or _bare(one) == _bare(other)


@lru_cache(maxsize=1000)
def _bare(name: str) -> str:
    return "".join(char for char in saying(name).casefold() if char.isalnum())
