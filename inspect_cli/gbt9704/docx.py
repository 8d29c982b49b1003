"""A paper as a .docx in the layout of GB/T 9704-2012. Written as XML and by no library, so nothing is in it but what is said here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from inspect_cli.gbt9704 import measures as gbt9704
from inspect_cli.gbt9704 import styles
from inspect_cli.gbt9704.closing import LABEL, listed, numbered, signed
from inspect_cli.gbt9704.package import word_package
from inspect_cli.gbt9704.pages import head_or_foot, part_names, section
from inspect_cli.gbt9704.paper import Annex, Block, Paper, PaperTable, Paragraph, ParagraphRole, Run
from inspect_cli.gbt9704.styles import OF_ROLE, TABLE, Style
from inspect_cli.gbt9704.wordml import ROOT, line, paragraph, run, tag, tidy


def docx(paper: Paper, as_of: date) -> bytes:
    """The bytes of the document; the same paper and day give the same bytes. `as_of` becomes the day of its creation."""
    named = {
        "styles": ("styles", styles.styles()),
        "fontTable": ("fontTable", styles.font_table()),
        "settings": ("settings", _settings()),
        **{name: (part, head_or_foot(name, paper.mark)) for name, part, _ in part_names()},
    }
    return word_package(f"<w:document {ROOT}><w:body>{''.join(_body(paper))}</w:body></w:document>", named, paper.title, as_of)


def _body(paper: Paper) -> Iterator[str]:
    """The text, and every attachment in a section of its own, on new pages."""
    parts = [(False, list(_text(paper)))]
    parts += [(attachment.landscape, list(_attachment(number, attachment))) for number, attachment in numbered(paper.attachments)]
    for place, (across, blocks) in enumerate(parts):
        properties = section(across, new_page=place > 0)
        if place == len(parts) - 1:
            yield from (*blocks, properties)
        else:  # a section ends with its last paragraph, which holds its properties
            yield from blocks[:-1]
            yield blocks[-1].replace("</w:pPr>", f"{properties}</w:pPr>", 1)


def _text(paper: Paper) -> Iterator[str]:
    yield _titled(styles.TITLE, paper.title)
    for place, block in enumerate(paper.blocks):
        last = place == len(paper.blocks) - 1 and paper.signature is not None
        yield from _block(block, gbt9704.TEXT_WIDTH, keep=last and not _long(block))
    yield from listed(paper.attachments)
    if paper.signature:
        yield from signed(paper.signature)


def _long(block: Block) -> bool:
    """Too long to go to the next page with a signature for which the page has no room; LibreOffice would take the whole of it along."""
    return isinstance(block, Paragraph) and gbt9704.width(block.text) > 3 * gbt9704.CHARACTERS


def _attachment(number: str, attachment: Annex) -> Iterator[str]:
    """“附件1” on the first line, the title on the third (7.3.7)."""
    yield paragraph(styles.ATTACHMENT.id, [run(LABEL[:-1] + number, styles.ATTACHMENT.face)])
    yield _titled(styles.ATTACHMENT_TITLE, attachment.name)
    for block in attachment.blocks:
        yield from _block(block, gbt9704.TEXT_HEIGHT if attachment.landscape else gbt9704.TEXT_WIDTH)


def _titled(style: Style, title: str) -> str:
    lines = (line(part) for part in gbt9704.title_lines(tidy(title)).split("\n"))
    return paragraph(style.id, [run("\n".join(lines), style.face)])


def _block(block: Block, room: int, keep: bool = False) -> Iterator[str]:
    if isinstance(block, PaperTable):
        yield _table(block, room)
        yield paragraph(styles.AFTER_TABLE.id, [], keep=keep)  # two tables that touch would become one
        return
    style = OF_ROLE[block.role]
    lines = list(_lines(block)) if block.role in (ParagraphRole.BODY, ParagraphRole.NOTE) else [_addressed(block)]
    for place, runs in enumerate(lines):
        inked = (run(part.text, style.face, part.missing) for part in runs)
        yield paragraph(style.id, inked, keep=keep and place == len(lines) - 1)


def _lines(block: Paragraph) -> Iterator[list[Run]]:
    """A paragraph of the text, in which every line is a paragraph."""
    held: list[Run] = []
    for part in block.runs:
        first, *others = tidy(part.text).split("\n")
        held.append(Run(first, part.missing))
        for other in others:
            yield held
            held = [Run(other, part.missing)]
    yield held


def _addressed(block: Paragraph) -> Sequence[Run]:
    """The runs; those of an addressee end in a full-width colon (7.3.2)."""
    if block.role is not ParagraphRole.ADDRESSEE or not block.runs or block.text.rstrip().endswith("："):
        return block.runs
    *before, last = block.runs
    return *before, Run(last.text.rstrip().removesuffix(":"), last.missing), Run("：")


def _table(table: PaperTable, room: int) -> str:
    shares = sum(column.share for column in table.columns)
    widths = [room * column.share // shares for column in table.columns]
    wide = tag("tblW", w=sum(widths), type="dxa")
    properties = f'<w:tblPr>{tag("tblStyle", val=TABLE)}{wide}<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    grid = "".join(tag("gridCol", w=width) for width in widths)
    head = "".join(_cell(styles.HEAD, column.head, width) for column, width in zip(table.columns, widths, strict=True))
    rows = "".join(_row(table, widths, row) for row in table.rows)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"


def _row(table: PaperTable, widths: Sequence[int], row: Sequence[str]) -> str:
    cells = "".join(
        _cell(styles.CELL, words, width, column.centred) for column, width, words in zip(table.columns, widths, row, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(style: Style, words: str, width: int, centred: bool = False) -> str:
    aligned = '<w:jc w:val="center"/>' if centred else ""
    properties = f'<w:tcPr>{tag("tcW", w=width, type="dxa")}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{properties}{paragraph(style.id, [run(words, style.face)], aligned)}</w:tc>"


def _settings() -> str:
    """Odd and even pages differ, punctuation keeps its cell of the grid, and Word treats the document as of today's kind."""
    return (
        f'<w:settings {ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="{gbt9704.characters(2)}"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
