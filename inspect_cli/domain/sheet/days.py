"""Days as offices write them: 2020年11月5日, 2020.11.5, 20201105, Excel's serial number, 11月底前, 年底前, 长期坚持."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_EPOCH = date(1899, 12, 30)
_FIRST, _LAST = 10_000, 109_574
"""Serial numbers of 1927 and of 2199: a number outside is no date of an inspection."""

_WHOLE = re.compile(r"([12][0-9]{3})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?(?: ?0{1,2}:00(?::00)?)?")
_EIGHT = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_MONTH = re.compile(r"([12][0-9]{3})[-./年]([0-9]{1,2})")
_LOOSE = re.compile(
    r"(?:(?P<year>[12][0-9]{3})[年./-]|(?P<which>今年|本年|当年|明年|次年))?"
    r"(?:(?P<month>[0-9]{1,2})(?:月份?|[./](?=[0-9]))(?:(?P<day>[0-9]{1,2})[日号]?|(?P<third>上旬|中旬|下旬)|(?P<end>底|末))?"
    r"|(?P<yearend>年?[底末]))"
)
_TAIL = re.compile(r"(?:之?前|以前)?(?:完成|整改到位|完成整改|整改完成|办结|到位)?[，,、；;。并且及(（]*(?P<rest>.*?)[)）。]*")
_STANDING = re.compile(
    r"(?:并|且)?(?:需|要)?(?:长期|持续|常态化?|长效)(?:坚持|整改|推进|抓好|落实|开展|推动|巩固|深化)?(?:，?(?:持续|长期)\w{2})?"
)
_AT_ONCE = re.compile(r"(?:即知即改|立行立改|立即整改|立整立改|马上整改|即改|已完成|已整改|已办结)")


@dataclass(frozen=True, slots=True)
class ReadDay:
    """What a cell says of a day; `said` keeps the words where they say more than the day."""

    day: date | None
    said: str = ""


def of_serial(number: float, since_1904: bool = False) -> date | None:
    """The day of a spreadsheet's serial number; None where it is none that an inspection could mean."""
    if not _FIRST <= number <= _LAST:
        return None
    return _EPOCH + timedelta(days=int(number) + (1462 if since_1904 else 0))


def read_day(said: str, after: date | None) -> ReadDay | None:
    """What the words mean; None where they mean no day. A month without a year is the first such month from `after` on.

    底, 末 and 旬 mean their last day: a time limit is kept until its end.
    """
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", said))
    plainly = _WHOLE.fullmatch(said.strip()) or _WHOLE.fullmatch(words) or _EIGHT.fullmatch(words)
    if plainly:
        day = _day(int(plainly[1]), int(plainly[2]), int(plainly[3]))
        return ReadDay(day) if day else None
    if only := _MONTH.fullmatch(words):
        words = f"{only[1]}年{only[2]}月"
    if re.fullmatch(r"[0-9]{5}(?:\.0)?", words):
        day = of_serial(float(words))
        return ReadDay(day) if day else None
    if _STANDING.fullmatch(words) or _AT_ONCE.fullmatch(words):
        return ReadDay(None, said.strip())
    return _loosely(words, said, after)


def _loosely(words: str, said: str, after: date | None) -> ReadDay | None:
    found = _LOOSE.match(words)
    tail = _TAIL.fullmatch(words[found.end() :]) if found else None
    if not found or not tail or (tail["rest"] and not _STANDING.fullmatch(tail["rest"]) and not _AT_ONCE.fullmatch(tail["rest"])):
        return None
    month = 12 if found["yearend"] else int(found["month"])
    if not 1 <= month <= 12:
        return None
    year = _year(found["year"], found["which"], after)
    for candidate in [year] if year else [after.year, after.year + 1] if after else []:
        day = _in_month(candidate, month, found)
        if day and (year or (after and day >= after)):
            is_plain = found["day"] and not tail["rest"]
            return ReadDay(day, "" if is_plain else said.strip())
    return None


def _year(stated: str | None, which: str | None, after: date | None) -> int | None:
    if stated:
        return int(stated)
    if which and after:
        return after.year + (which in ("明年", "次年"))
    return None


def _in_month(year: int, month: int, found: re.Match[str]) -> date | None:
    if found["day"]:
        return _day(year, month, int(found["day"]))
    if found["third"] in ("上旬", "中旬"):
        return date(year, month, 10 if found["third"] == "上旬" else 20)
    return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2999 else None
    except ValueError:
        return None
