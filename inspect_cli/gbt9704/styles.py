"""The styles of an official document, by Chinese names, so that the office can go on editing it: one row a style."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_cli.gbt9704 import measures as gbt9704
from inspect_cli.gbt9704.measures import FANGSONG, HEI, INDENT, KAI, LINE, SMALL_TITLE_SONG, SONG
from inspect_cli.gbt9704.paper import ParagraphRole
from inspect_cli.gbt9704.wordml import ROOT, fonts, tag


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's look: face, size in points, alignment, and first line, left and right indent in characters."""

    id: str
    name: str
    face: str = FANGSONG
    size: float = gbt9704.BODY
    align: str = "both"
    first: float = 0
    left: float = 0
    right: float = 0
    after: int = 0
    height: int = LINE
    level: int = 0
    """Where it stands in the navigation: 1 to 4; 0 is text."""
    keep: bool = False
    """It stays on the page of what follows."""
    shaded: bool = False


TITLE = Style("OfficialTitle", "公文标题", SMALL_TITLE_SONG, gbt9704.TITLE, "center", after=LINE, keep=True)
ADDRESSEE = Style("Addressee", "主送机关", align="left")
BODY = Style("OfficialText", "公文正文", first=INDENT)
LEVEL1 = Style("OfficialHeading1", "公文一级标题", HEI, first=INDENT, level=1, keep=True)
LEVEL2 = Style("OfficialHeading2", "公文二级标题", KAI, first=INDENT, level=2, keep=True)
LEVEL3 = Style("OfficialHeading3", "公文三级标题", first=INDENT, level=3, keep=True)
LEVEL4 = Style("OfficialHeading4", "公文四级标题", first=INDENT, level=4)
NOTE = Style("Remark", "草稿附注", first=INDENT, shaded=True)
LISTED = Style("AttachmentNote", "附件说明", align="left")
NAME = Style("Signature", "发文机关署名", align="right", keep=True)
DAY = Style("SignatureDay", "成文日期", align="right")
ATTACHMENT = Style("AttachmentNumber", "附件序号", HEI, align="left", after=LINE, keep=True)
ATTACHMENT_TITLE = Style("AttachmentTitle", "附件标题", SMALL_TITLE_SONG, gbt9704.TITLE, "center", after=LINE, level=1, keep=True)
HEAD = Style("TableHead", "表格表头", HEI, gbt9704.TABLE, "center", height=gbt9704.TABLE_LINE)
CELL = Style("TableText", "表格正文", size=gbt9704.TABLE, align="left", height=gbt9704.TABLE_LINE)
AFTER_TABLE = Style("AfterTable", "表格之后", size=1, align="left", height=10)
ODD = Style("PageNumberOdd", "页码（单页）", SONG, gbt9704.PAGE_NUMBER, "right", right=1, height=gbt9704.PAGE_NUMBER_LINE)
EVEN = Style("PageNumberEven", "页码（双页）", SONG, gbt9704.PAGE_NUMBER, "left", left=1, height=gbt9704.PAGE_NUMBER_LINE)
MARK = Style("DraftMark", "草稿标记", HEI, align="center")

TEXT_STYLES = (TITLE, ADDRESSEE, BODY, LEVEL1, LEVEL2, LEVEL3, LEVEL4, NOTE, LISTED, NAME, DAY, ATTACHMENT, ATTACHMENT_TITLE)
STYLES = (*TEXT_STYLES, HEAD, CELL, AFTER_TABLE, ODD, EVEN, MARK)
OF_ROLE = {
    ParagraphRole.TITLE: TITLE,
    ParagraphRole.ADDRESSEE: ADDRESSEE,
    ParagraphRole.BODY: BODY,
    ParagraphRole.LEVEL1: LEVEL1,
    ParagraphRole.LEVEL2: LEVEL2,
    ParagraphRole.LEVEL3: LEVEL3,
    ParagraphRole.LEVEL4: LEVEL4,
    ParagraphRole.NOTE: NOTE,
}
TABLE = "OfficialTable"
OFF_GRID = '<w:snapToGrid w:val="0"/>'
"""Lines are set exactly and characters carry their spacing: the grid is there to be seen and typed by (see CONDENSED)."""


def indents(first: float = 0, left: float = 0, right: float = 0, hanging: float = 0, size: float = gbt9704.BODY) -> str:
    """Indents in characters of the text, or of another `size` of type.

    In twips; first line and right edge also in hundredths of a character, which Word shows and goes by when the size of the type changes.
    """
    given = {"left": left, "right": right, "firstLine": first, "hanging": hanging}
    said: dict[str, object] = {}
    for side, number in given.items():
        if number and size == gbt9704.BODY and side in ("firstLine", "right"):
            said[f"{side}Chars"] = round(number * 100)
        if number:
            said[side] = gbt9704.characters(number) if size == gbt9704.BODY else round(number * size * 20)
    return tag("ind", **said) if said else ""


def styles() -> str:
    """The whole part `word/styles.xml`."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_type(FANGSONG, gbt9704.BODY)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{OFF_GRID}'
        f'<w:spacing w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{_type(FANGSONG, gbt9704.BODY)}</w:rPr></w:style>"  # the grid counts from this style's size
    )
    bare = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/></w:style>'
    )
    headings = "".join(_heading(level) for level in range(1, 5))
    return f"<w:styles {ROOT}>{defaults}{normal}{bare}{headings}{''.join(map(_style, STYLES))}{_table()}</w:styles>"


def font_table() -> str:
    """The whole part `word/fontTable.xml`: the faces, and what to take where they are not installed. None is embedded."""
    faces = "".join(
        f'<w:font w:name="{face}">{tag("altName", val=other)}<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for face, other in gbt9704.INSTEAD.items()
    )
    return f"<w:fonts {ROOT}>{faces}</w:fonts>"


def _type(face: str, points: float) -> str:
    """Face, spacing and size; only the text's own size is set closer."""
    closer = gbt9704.CONDENSED if points == gbt9704.BODY else 0
    return fonts(face) + OFF_GRID + tag("spacing", val=closer) + tag("sz", val=round(points * 2)) + tag("szCs", val=round(points * 2))


def _heading(level: int) -> str:
    """Word's own heading, on which ours is based: tables of contents and other programs look for it."""
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{BODY.id}"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    )


def _style(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if style.shaded else ""
    spacing = tag("spacing", before=0, after=style.after, line=style.height, lineRule="exact")
    indent = indents(style.first, style.left, style.right, size=style.size)
    outline = tag("outlineLvl", val=style.level - 1) if style.level else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{f"Heading{style.level}" if style.level else "Normal"}"/>'
        f"{tag('next', val=BODY.id) if style.level else ''}<w:qFormat/>"
        f"<w:pPr>{keep}{shade}{spacing}{indent}{tag('jc', val=style.align)}{outline}</w:pPr>"
        f"<w:rPr>{_type(style.face, style.size)}</w:rPr></w:style>"
    )


def _table() -> str:
    edges = "".join(
        tag(edge, val="single", sz=4, space=0, color="auto") for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(tag(side, w=85, type="dxa") for side in ("left", "right"))
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="公文表格"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )
