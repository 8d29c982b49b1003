"""Pages: their size, margins and grid, the number at their foot, the mark of a draft at their head; upright and lying across."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.gbt9704 import measures as gbt9704
from inspect_cli.gbt9704 import styles
from inspect_cli.gbt9704.styles import Style
from inspect_cli.gbt9704.wordml import ROOT, field, line, paragraph, run, tag

PARTS = ("header", "footer")
KINDS = ("default", "even")
"""With `evenAndOddHeaders` the default ones are those of odd pages."""

EMU = 635
"""What drawings are measured in: 635 to a twip."""
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DRAWING = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="{_SHAPE}"'
)
_NO_DISTANCE = 'distT="0" distB="0" distL="0" distR="0"'


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
    return f"<w:ftr {ROOT} {_DRAWING}>{_aside(number)}</w:ftr>" if across else f"<w:ftr {ROOT}>{number}</w:ftr>"


def page_number(style: Style) -> str:
    """`— 1 —` (7.5)."""
    return paragraph(style.id, [run("— ", style.face), field("PAGE", style.face), run(" —", style.face)])


def _aside(number: str) -> str:
    """The number where the upright pages have it, for a page that lies across: beside the table, read with the sheet turned back (8).

    A text box as long as the lower edge of an upright 版心, its words turned to the right.
    """
    left = gbt9704.BOTTOM - gbt9704.PAGE_NUMBER_BELOW - gbt9704.PAGE_NUMBER_LINE // 2
    wide, high = gbt9704.PAGE_NUMBER_LINE * EMU, gbt9704.TEXT_WIDTH * EMU
    box = (
        f'<wp:anchor {_NO_DISTANCE} simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{_place("H", left)}{_place("V", gbt9704.LEFT)}<wp:extent cx="{wide}" cy="{high}"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="页码"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"<a:noFill/></wps:spPr><wps:txbx><w:txbxContent>{number}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    )
    drawn = f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice></mc:AlternateContent>'
    return paragraph(styles.AFTER_TABLE.id, [f"<w:r>{drawn}</w:r>"])


def _place(axis: str, twips: int) -> str:
    return f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{twips * EMU}</wp:posOffset></wp:position{axis}>'


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
    head = gbt9704.HEADER - gbt9704.TOP + top  # as far above the text as on an upright page
    foot = 0 if across else gbt9704.FOOTER
    margins = tag("pgMar", top=top, right=right, bottom=bottom, left=left, header=head, footer=foot, gutter=0)
    grid = tag("docGrid", type="linesAndChars", linePitch=gbt9704.LINE, charSpace=gbt9704.CHARACTER_SPACE)
    start = tag("type", val="nextPage") if new_page else ""
    return f"<w:sectPr>{references}{start}{tag('pgSz', **size)}{margins}{grid}</w:sectPr>"
