"""Numbers, days and sums as official documents write them.

GB/T 9704-2012, 7.3.3 and 7.3.5: levels in Chinese numerals, full years, no leading zeros.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def numeral(number: int) -> str:
    """1 to 9999 in Chinese: 一, 十, 十一, 二十, 一百零三."""
    said, zero = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            zero = True
            continue
        said += ("零" if zero and said else "") + _DIGITS[digit] + _PLACES[place]
        zero = False
    return said.removeprefix("一") if said.startswith("一十") else said


def day(when: date | None) -> str:
    """2020年12月7日, or nothing."""
    return f"{when.year}年{when.month}月{when.day}日" if when else ""


def short_day(when: date | None) -> str:
    """2020.12.7, for the narrow columns of a table, or nothing."""
    return f"{when.year}.{when.month}.{when.day}" if when else ""


def money(amount: Decimal) -> str:
    """万元, exactly as the records have it, without needless zeros at the end: 7.132, 12.5, 0."""
    digits = f"{amount:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def listed(words: list[str], stop: str = "。") -> str:
    """一是…；二是…。 A single one stands alone. Their own stops at the end go."""
    clean = [word.strip().rstrip("。；;，,.") for word in words]
    if len(clean) == 1:
        return clean[0] + stop
    return "；".join(f"{numeral(at)}是{word}" for at, word in enumerate(clean, 1)) + stop


def sentence(words: str) -> str:
    """With a stop at its end."""
    words = words.strip()
    return words if words.endswith(("。", "！", "？", "；", "”。", ".", "!", "?")) else words + "。"
