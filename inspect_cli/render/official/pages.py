"""Pages: their size, margins and grid, the number at their foot, the mark of a draft at their head; upright and lying across."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.render.official import gbt9704, styles
from inspect_cli.render.official.styles import Style
from inspect_cli.render.official.wordml import ROOT, field, line, paragraph, run, tag

PARTS = ("header", "footer")
KINDS = ("default", "even")
"""With `evenAndOddHeaders` the default ones are those of odd pages."""


def part_names() -> Iterator[tuple[str, str, bool]]:
    """Every head and foot: its id, its element and whether its pages lie across."""
    for across in (False, True):
        for part in PARTS:
            for kind in KINDS:
                yield f"{part}{'Across' if across else ''}{kind.capitalize()}", part, across


def head_or_foot(name: str, mark: str) -> str:
    """The XML of one of them."""
    even, across = name.endswith("Even"), "Across" in name
    if name.startswith("header"):
        return f"<w:hdr {ROOT}>{paragraph(styles.MARK.id, [run(line(mark), styles.MARK.face)] if mark else [])}</w:hdr>"
    number = page_number(styles.EVEN if even else styles.ODD)
    return f"<w:ftr {ROOT}>{_aside(number) if across else number}</w:ftr>"


def page_number(style: Style) -> str:
    """`— 1 —` (7.5)."""
    return paragraph(style.id, [run("— ", style.face), field("PAGE", style.face), run(" —", style.face)])


def _aside(number: str) -> str:
    return number


def section(across: bool, new_page: bool = False) -> str:
    """The properties of a section: upright, or lying across as the sheet is bound, with its head at the 订口 (8)."""
    top, right, bottom, left = gbt9704.TOP, gbt9704.RIGHT, gbt9704.BOTTOM, gbt9704.LEFT
    wide, high = gbt9704.PAGE_WIDTH, gbt9704.PAGE_HEIGHT
    size: dict[str, object] = {"w": wide, "h": high}
    if across:  # turned to the left: the left edge becomes the head
        top, right, bottom, left = left, top, right, bottom
        size = {"w": high, "h": wide, "orient": "landscape"}
    references = "".join(
        f'<w:{part}Reference w:type="{"even" if name.endswith("Even") else "default"}" r:id="{name}"/>'
        for name, part, lies in part_names()
        if lies == across
    )
    head = gbt9704.HEADER * 3 // 5 if across else gbt9704.HEADER
    margins = tag("pgMar", top=top, right=right, bottom=bottom, left=left, header=head, footer=gbt9704.FOOTER, gutter=0)
    grid = tag("docGrid", type="linesAndChars", linePitch=gbt9704.LINE, charSpace=gbt9704.CHARACTER_SPACE)
    start = tag("type", val="nextPage") if new_page else ""
    return f"<w:sectPr>{references}{start}{tag('pgSz', **size)}{margins}{grid}</w:sectPr>"
