"""Text marked 秘密, 机密 or 绝密 does not belong in the records; this says what counts as such a mark.

A mark is the word used as a classification (机密★1年, 【秘密】, 密级：绝密, 机密级文件, 此件系秘密), as GB/T 9704-2012 places it,
not every mention: “泄露工作秘密” is a finding that must be recordable.
"""

from __future__ import annotations

import re
from functools import cache

_LEVEL = "(?:绝密|机密|秘密)"
_MARKS = (
    rf"{_LEVEL}\s*[★☆*]"
    rf"|[【\[（(〔《<〈「『]\s*{_LEVEL}\s*[】\]）)〕》>〉」』]"
    rf"|(?:密级|定密|涉密等级)\s*(?:[:：]|为|是|系)?\s*{_LEVEL}"
    rf"|(?:属|属于|系|标为|标注|标有|标记为|定为|列为)\s*{_LEVEL}"
    rf"|(?<!作)(?<!家)(?<!业)(?<!人){_LEVEL}\s*(?:级|件|文件|材料|资料|文电|载体)"
    rf"|^\s*{_LEVEL}\s*(?:$|[:：,，。、\s])"
)


SIGN = "密"
"""What every mark has in it: a text without it is looked at no further."""


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(_MARKS, re.MULTILINE)  # when a text first asks for it: few do


def mark_in(text: str) -> str | None:
    """The classification mark in `text`, as it stands there, or None."""
    found = _marks().search(text) if SIGN in text else None
    return found.group().strip() if found else None
