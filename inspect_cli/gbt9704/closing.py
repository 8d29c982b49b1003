"""What closes the text: 附件说明, and 落款 with and without a seal; where they stand follows from how wide the words are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspect_cli.gbt9704 import measures as gbt9704
from inspect_cli.gbt9704 import styles
from inspect_cli.gbt9704.measures import CHARACTERS, LINE, width
from inspect_cli.gbt9704.paper import Annex, Signature
from inspect_cli.gbt9704.styles import Style, indents
from inspect_cli.gbt9704.wordml import line, paragraph, run, tag

LABEL = "附件："


def numbered(attachments: Sequence[Annex]) -> list[tuple[str, Annex]]:
    """Each attachment with its number; a single one has none (7.3.4)."""
    return [(str(number) if len(attachments) > 1 else "", attachment) for number, attachment in enumerate(attachments, 1)]


def listed(attachments: Sequence[Annex]) -> Iterator[str]:
    """附件说明 (7.3.4): one line below the text; a name that needs a second line goes on under its own first character."""
    widest = max((width(number) for number, _ in numbered(attachments)), default=0)
    for place, (number, attachment) in enumerate(numbered(attachments)):
        words = (LABEL if place == 0 else "") + (f"{number}." if number else "") + line(attachment.name)
        dot = width(number + ".") if number else 0
        names_start = gbt9704.INDENT + width(LABEL) + (widest + width(".") if number else 0)
        hanging = dot + (width(LABEL) if place == 0 else 0)
        before = tag("spacing", before=LINE if place == 0 else 0, after=0, line=LINE, lineRule="exact")
        yield paragraph(styles.LISTED.id, [run(words, styles.LISTED.face)], before + indents(left=names_start, hanging=hanging), keep=True)


def signed(signature: Signature) -> Iterator[str]:
    """落款: the name one line below the text, with room for a seal where there will be one, and the day below it."""
    name, day = line(signature.name), line(signature.day)
    place = sealed(width(name), width(day)) if signature.sealed else unsealed(width(name), width(day))
    before = LINE * (gbt9704.SEALED_LINES if signature.sealed else 1)
    yield _aligned(styles.NAME, name, place[0], before)
    yield _aligned(styles.DAY, day, place[1], 0)


Margin = tuple[str, float]
"""`right`: so many characters from the right edge; `left`: from the left one; `center`: over the whole line."""


def unsealed(name: float, day: float) -> tuple[Margin, Margin]:
    """Where name and day of these widths stand without a seal (7.3.5.2)."""
    if name > CHARACTERS - gbt9704.SIGNATURE_RIGHT:  # more than a line: nothing can start below its first character
        return ("right", gbt9704.SIGNATURE_RIGHT), ("right", gbt9704.SIGNATURE_RIGHT)
    if day > name:
        return ("right", gbt9704.SIGNATURE_RIGHT + gbt9704.DAY_AFTER_NAME + day - name), ("right", gbt9704.SIGNATURE_RIGHT)
    starts = CHARACTERS - gbt9704.SIGNATURE_RIGHT - name
    return ("right", gbt9704.SIGNATURE_RIGHT), ("left", starts + gbt9704.DAY_AFTER_NAME)


def sealed(name: float, day: float) -> tuple[Margin, Margin]:
    """Where name and day of these widths stand under a seal (7.3.5.1); a long name pushes the day to the left, so that it stays over it."""
    if name > CHARACTERS:
        return ("center", 0), ("center", 0)
    over = gbt9704.SEALED_DAY_RIGHT + (day - name) / 2
    return ("right", max(over, 0)), ("right", gbt9704.SEALED_DAY_RIGHT + max(-over, 0))


def _aligned(style: Style, words: str, place: Margin, before: int) -> str:
    side, number = place
    spacing = tag("spacing", before=before, after=0, line=LINE, lineRule="exact")
    indent = indents(**{side: number}) if side != "center" else ""
    return paragraph(style.id, [run(words, style.face)], spacing + indent + tag("jc", val=side))
