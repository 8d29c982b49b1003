"""The shapes of single values: what a day, an amount or an id looks like as text, and what it reads as. Knows no record.

Every scalar of a file comes in as a string (the YAML layer makes nothing of it), so a date is judged here and only here.
`models` builds its types from these; `admission` uses them bare.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")

UNIT = r"[A-Z][A-Z0-9]{0,7}"
ID = rf"{UNIT}-[IDF][0-9]{{3,}}"
ROUND_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
UID = r"[a-z0-9]{10}"
FULL_REF = rf"{ROUND_ID}/{ID}"
ANY_REF = rf"({ROUND_ID}/)?{ID}"
SHA256 = r"[0-9a-f]{64}"
PART_ID = r"[a-z][a-z0-9]{0,15}"


class Unfit(ValueError):
    """A text does not have the shape that is wanted."""


class Shape(NamedTuple, Generic[T]):
    """What a value looks like (`pattern`, for the whole text), and how the text is read; `name` is what complaints call it."""

    name: str
    pattern: str
    read: Callable[[str], T]

    def of(self, value: object) -> T:
        """What the text reads as. Raises Unfit, also where the shape fits and the calendar does not."""
        try:
            if isinstance(value, str) and re.fullmatch(self.pattern, value):
                return self.read(value)
        except (ValueError, ArithmeticError):
            pass  # the same complaint as for a wrong shape
        raise Unfit(self.name)


def _moment(value: str) -> datetime:
    if value[10] == "T" and value[-6] in "+-" and value[-7] != " ":  # as everybody writes it
        return datetime.fromisoformat(value)
    return datetime.fromisoformat(value.upper().replace("Z", "+00:00").replace(" +", "+").replace(" -", "-"))


DAY = Shape("day", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat)
MOMENT = Shape(
    "moment",
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)? ?([Zz]|[+-][0-9]{2}:[0-9]{2})",
    _moment,
)
MONEY = Shape("money", r"[0-9]{1,15}(\.[0-9]{1,6})?", Decimal)
COUNT = Shape("count", r"[0-9]{1,9}", int)
TRUTH = Shape("truth", r"true|false", lambda value: value == "true")
PLACES = Shape("places", r"[0-2]", int)

SHAPES: dict[type, Shape[Any]] = {date: DAY, datetime: MOMENT, Decimal: MONEY, int: COUNT, bool: TRUTH}
"""How a value of each type reads, where its field says nothing else."""


def is_inside_the_round(path: str) -> bool:
    """`path` is relative, uses `/`, and never climbs: evidence lives in the round's folder."""
    climbs = {"", ".", ".."} & set(path.split("/"))
    return not (path.startswith(("/", "~")) or "\\" in path or re.match(r"[A-Za-z]:", path) or climbs)
