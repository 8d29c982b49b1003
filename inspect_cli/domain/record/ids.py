"""What an issue is called: as records write it (`CG-D003`), as people type it (`cg-d3`), and with its round (`2020-r2/CG-D003`)."""

from __future__ import annotations

import re
from typing import NamedTuple

from inspect_cli.domain.record import shape

_TYPED = re.compile(r"([A-Za-z][A-Za-z0-9]{0,7})-([IDFidf])0*([0-9]{1,9})")
_NUMBERED = re.compile(r"(.*-[IDF])([0-9]{1,9})")


class IssueId(NamedTuple):
    """An id by its parts; as text it is what records write."""

    series: str
    """The unit and the channel's letter, such as CG-D."""
    number: int

    def __str__(self) -> str:
        return f"{self.series}{self.number:03d}"


def typed_id(word: str) -> IssueId | None:
    """The id that somebody typed, in any case and with any number of zeros; None for anything else."""
    found = _TYPED.fullmatch(word)
    return IssueId(f"{found[1]}-{found[2]}".upper(), int(found[3])) if found else None


def typed_ref(word: str) -> tuple[str, IssueId] | None:
    """Likewise with the round before it, as ROUND/ID; "" where none is named."""
    stated, slash, own = word.rpartition("/")
    found = typed_id(own) if not slash or re.fullmatch(shape.ROUND_ID, stated) else None
    return (stated, found) if found else None


def numbered(name: str) -> IssueId | None:
    """Series and number of a name that ends like an id, whatever stands before; None for any other."""
    found = _NUMBERED.fullmatch(name)
    return IssueId(found[1], int(found[2])) if found else None


def split_ref(name: str) -> tuple[str, str]:
    """The round ("" where none is named) and the id of `ROUND/ID`."""
    stated, _, own = name.rpartition("/")
    return stated, own


def full_ref(name: str, round_id: str) -> str:
    """A link as `ROUND/ID`; a bare id means this round."""
    return name if "/" in name else f"{round_id}/{name}"


def unit_of(name: str) -> str:
    """The code of the unit, with or without the round before it."""
    return split_ref(name)[1].split("-")[0]
