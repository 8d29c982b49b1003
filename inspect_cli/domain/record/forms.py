"""The forms of texts that are more than words: ids, links, hashes, paths; each with what to say to somebody whose text has another."""

from __future__ import annotations

from inspect_cli.domain.record import shape
from inspect_cli.domain.text import NOTHING, Text, text


class Form:
    """What a text looks like (`pattern`, for the whole of it), and how that is said; `inside`: a path that stays in the round's folder."""

    __slots__ = ("inside", "pattern", "says")

    def __init__(self, pattern: str, says: Text = NOTHING, inside: bool = False) -> None:
        self.pattern, self.says, self.inside = pattern, says, inside


_AN_ID = text("an issue's id is UNIT-LETTER and number, such as CG-D003; a round's, such as 2020-r2")
UID = Form(shape.UID, text("10 of a-z and 0-9"))
ID = Form(shape.ID, _AN_ID)
ROUND_ID = Form(shape.ROUND_ID, _AN_ID)
PART_ID = Form(shape.PART_ID, _AN_ID)
ABOUT = Form(rf"{shape.PART_ID}|{shape.MOMENT.pattern} [a-z-]+", text("a measure's or evidence's id, or an entry's time and act"))
UNIT_CODE = Form(shape.UNIT, text("1 to 8 of A-Z and 0-9, starting with a letter"))
SIMILAR = Form(shape.ANY_REF, text("an issue's id, or ROUND/ID"))
RECURS = Form(shape.ANY_REF, text("ROUND/ID, such as 2019-r5/CG-F007"))
CARRIED_TO = Form(shape.FULL_REF, text("ROUND/ID, such as 2020-r2/CG-F001"))
CARRIED_FROM = Form(shape.FULL_REF, text("ROUND/ID, such as 2020-r2/CG-D001"))
SHA256 = Form(shape.SHA256, text("64 of 0-9 and a-f, as inspect evidence add writes it"))
INNER_PATH = Form(".+", inside=True)
