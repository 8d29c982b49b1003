"""The layout of GB/T 9704-2012, read off the file itself: what Word will read, measured and not trusted."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, datetime

import pytest
from docx import Document
from docx.oxml import parse_xml
from papers import DAY, LEDGER, LIST, LONG_UNIT, PAPERS, TITLE, UNIT, paper, table

from inspect_cli.gbt9704 import measures as gbt9704
from inspect_cli.gbt9704.closing import sealed, unsealed
from inspect_cli.gbt9704.docx import docx
from inspect_cli.gbt9704.paper import Annex, Paper, PaperColumn, PaperTable, ParagraphRole, Run, Signature, missing, said

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
MM = 1440 / 25.4


def parts(document: bytes) -> dict[str, object]:
    """Every XML part of the main folder, by its name."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: parse_xml(archive.read(name)) for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")}


def opened(of: Paper):
    return Document(io.BytesIO(docx(of, DAY)))


def styled(of: Paper, style: str) -> list:
    return [paragraph for paragraph in opened(of).paragraphs if paragraph.style.name == style]


def value(element, path: str, key: str = "val"):
    """An attribute of the element at the path, as text."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{key}")


def indent(paragraph, side: str) -> int:
    """An indent of a paragraph in twips, its own or its style's."""
    own = value(paragraph._p, "pPr/ind", side)
    return int(own or value(paragraph.style.element, "pPr/ind", side) or 0)


every_paper = pytest.mark.parametrize("of", PAPERS.values(), ids=PAPERS)


# -- paper and grid ----------------------------------------------------------------------------------------------------


@every_paper
def test_the_paper_is_a4_with_the_margins_of_the_standard(of):
    for section in parts(docx(of, DAY))["word/document.xml"].iter(f"{W}sectPr"):
        across = value(section, "pgSz", "orient") == "landscape"
        size = [int(value(section, "pgSz", side)) / MM for side in "wh"]
        assert size == pytest.approx([297, 210] if across else [210, 297], abs=0.1)
        margins = [int(value(section, "pgMar", side)) / MM for side in ("top", "bottom", "left", "right")]
        assert margins == pytest.approx([28, 26, 35, 37] if across else [37, 35, 28, 26], abs=0.1)


@every_paper
def test_the_grid_has_22_lines_of_28_characters(of):
    for section in parts(docx(of, DAY))["word/document.xml"].iter(f"{W}sectPr"):
        assert value(section, "docGrid", "type") == "linesAndChars"
        pitch = int(value(section, "docGrid", "linePitch"))
        assert pitch / 20 == 28.95
        cell = 16 + int(value(section, "docGrid", "charSpace")) / 4096
        if value(section, "pgSz", "orient") != "landscape":
            assert (225 * MM) // pitch == 22
            assert (16838 - 2098 - 1984) // pitch == 22
            assert (156 * MM / 20 + 0.05) // cell == 28


def test_text_is_set_in_exact_lines_of_the_grid_and_28_characters_fit_but_29_do_not():
    for style in opened(PAPERS["short"]).styles:
        if style.name in ("主送机关", "公文正文", "公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题", "附件说明"):
            assert (value(style.element, "pPr/spacing", "line"), value(style.element, "pPr/spacing", "lineRule")) == ("579", "exact")
            assert value(style.element, "rPr/sz") == "32"
            character = 16 + int(value(style.element, "rPr/spacing")) / 20
            assert 28 * character < 156 * MM / 20 < 29 * character


# -- type --------------------------------------------------------------------------------------------------------------

FACES = {
    "公文标题": ("方正小标宋简体", 22, "center"),
    "主送机关": ("仿宋_GB2312", 16, "left"),
    "公文正文": ("仿宋_GB2312", 16, "both"),
    "公文一级标题": ("黑体", 16, "both"),
    "公文二级标题": ("楷体_GB2312", 16, "both"),
    "公文三级标题": ("仿宋_GB2312", 16, "both"),
    "公文四级标题": ("仿宋_GB2312", 16, "both"),
    "附件说明": ("仿宋_GB2312", 16, "left"),
    "附件序号": ("黑体", 16, "left"),
    "附件标题": ("方正小标宋简体", 22, "center"),
    "页码（单页）": ("宋体", 14, "right"),
    "页码（双页）": ("宋体", 14, "left"),
}


BOX = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
"""What holds the page number of a page that lies across: a run without words."""


@every_paper
def test_every_run_names_its_chinese_face_and_it_is_that_of_its_style(of):
    found = parts(docx(of, DAY))
    styles = {style.get(f"{W}styleId"): style for style in found["word/styles.xml"].iter(f"{W}style")}
    runs = [(paragraph, run) for root in found.values() for paragraph in root.iter(f"{W}p") for run in paragraph.findall(f"{W}r")]
    for paragraph, run in runs:
        if run.find(BOX) is None:
            face = value(styles[value(paragraph, "pPr/pStyle")], "rPr/rFonts", "eastAsia")
            assert face and {value(run, "rPr/rFonts", slot) for slot in ("ascii", "hAnsi", "eastAsia")} == {face}
            assert value(run, "rPr/rFonts", "hint") == "eastAsia"
    assert len(runs) > 20


@pytest.mark.parametrize("style", FACES)
def test_a_style_has_the_face_size_and_alignment_of_the_standard(style):
    element = opened(PAPERS["short"]).styles[style].element
    face, size, alignment = FACES[style]
    assert value(element, "rPr/rFonts", "eastAsia") == face
    assert int(value(element, "rPr/sz")) / 2 == size
    assert value(element, "pPr/jc") == alignment
    assert element.find(f"{W}rPr/{W}b") is None


@pytest.mark.parametrize(
    ("style", "level"), [("公文一级标题", 1), ("公文二级标题", 2), ("公文三级标题", 3), ("公文四级标题", 4), ("附件标题", 1)]
)
def test_headings_are_real_headings_with_an_outline_level(style, level):
    found = opened(PAPERS["short"]).styles[style]
    assert found.base_style.name == f"Heading {level}"
    assert value(found.element, "pPr/outlineLvl") == value(found.base_style.element, "pPr/outlineLvl") == str(level - 1)


@pytest.mark.parametrize("style", ["公文正文", "公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题"])
def test_a_paragraph_begins_two_characters_in(style):
    element = opened(PAPERS["short"]).styles[style].element
    assert value(element, "pPr/ind", "firstLineChars") == "200"
    assert int(value(element, "pPr/ind", "firstLine")) / 20 == pytest.approx(32, abs=1)


def test_the_faces_that_windows_brings_stand_in_for_those_that_are_not_free():
    fonts = parts(docx(PAPERS["short"], DAY))["word/fontTable.xml"]
    instead = {font.get(f"{W}name"): value(font, "altName") for font in fonts}
    assert instead["仿宋_GB2312"] == "仿宋" and instead["楷体_GB2312"] == "楷体"
    assert fonts.find(f".//{W}embedRegular") is None


# -- the parts of a document -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于整改情况的报告", ["关于整改情况的报告"]),
        (TITLE, [UNIT, "关于巡察移交立行立改问题整改情况的报告"]),
        ("整改情况的报告" * 4, ["整改情况的报告" * 4]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("甲" * 21 + "关于整改情况的报告", ["甲" * 21 + "关于整改情况的报告"]),
    ],
)
def test_a_long_title_is_broken_where_no_word_is_torn(title, lines):
    (found,) = styled(paper(title=title), "公文标题")
    assert found.text.split("\n") == lines


@pytest.mark.parametrize("written", ["市委巡察二组", "市委巡察二组：", "市委巡察二组:", "市委巡察二组 "])
def test_the_addressee_ends_in_a_full_width_colon_one_line_below_the_title(written):
    document = opened(paper(said(ParagraphRole.ADDRESSEE, written)))
    title, addressee = document.paragraphs[:2]
    assert addressee.text == "市委巡察二组："
    assert indent(addressee, "firstLine") == indent(addressee, "left") == 0
    assert value(title.style.element, "pPr/spacing", "after") == "579"


def test_attachments_are_listed_one_line_below_the_text_and_names_are_aligned():
    first, second = styled(PAPERS["thirty items"], "附件说明")
    assert first.text == "附件：1.立行立改整改台账"
    assert second.text == f"2.{LIST.name}"
    assert value(first._p, "pPr/spacing", "before") == "579" and value(second._p, "pPr/spacing", "before") == "0"
    assert all(paragraph._p.find(f"{W}pPr/{W}keepNext") is not None for paragraph in (first, second)), "on the page of the signature"
    six = gbt9704.characters(6)  # two free, 附件： and 1. before the name
    assert indent(first, "left") == indent(second, "left") == six
    assert six - indent(first, "hanging") == gbt9704.characters(2)
    assert six - indent(second, "hanging") == gbt9704.characters(5)


def test_a_single_attachment_has_no_number():
    of = PAPERS["one attachment"]
    assert [paragraph.text for paragraph in styled(of, "附件说明")] == [f"附件：{LIST.name}"]
    assert [paragraph.text for paragraph in styled(of, "附件序号")] == ["附件"]


def test_ten_attachments_are_aligned_too():
    of = paper(attachments=tuple(Annex(f"材料{number}", ()) for number in range(1, 11)))
    found = styled(of, "附件说明")
    assert len({indent(paragraph, "left") for paragraph in found}) == 1
    assert indent(found[9], "hanging") == gbt9704.characters(1.5)


def test_an_attachment_begins_a_page_with_its_number_and_its_title_on_the_third_line():
    document = opened(PAPERS["thirty items"])
    assert [section.start_type.name for section in document.sections] == ["NEW_PAGE"] * 3
    number, title = styled(PAPERS["thirty items"], "附件序号")[0], styled(PAPERS["thirty items"], "附件标题")[0]
    assert (number.text, title.text) == ("附件1", "立行立改整改台账")
    assert indent(number, "left") == indent(number, "firstLine") == 0
    assert value(number.style.element, "pPr/spacing", "after") == "579"


def test_a_wide_table_lies_across_and_the_pages_after_it_stand_again():
    sections = opened(PAPERS["thirty items"]).sections
    assert [section.orientation.name for section in sections] == ["PORTRAIT", "LANDSCAPE", "PORTRAIT"]


def test_the_head_of_a_table_is_repeated_and_no_row_is_torn():
    (found,) = opened(PAPERS["thirty items"]).tables
    assert [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in found.rows] == [True] + [False] * 30
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in found.rows)
    assert sum(int(column.get(f"{W}w")) for column in found._tbl.iter(f"{W}gridCol")) <= 225 * MM + 1
    assert found.cell(1, 3).text == "增配清运车辆2台，每日两清；\n建立巡查制度"


def test_tables_in_the_text_are_as_wide_as_the_text_and_do_not_grow_together():
    document = opened(PAPERS["a table in the text"])
    assert len(document.tables) == 2
    for found in document.tables:
        assert sum(int(column.get(f"{W}w")) for column in found._tbl.iter(f"{W}gridCol")) == pytest.approx(156 * MM, abs=10)


def test_the_lines_of_a_paragraph_are_paragraphs():
    of = paper(said(ParagraphRole.BODY, "一\n二", missing("三\n四"), "五"))
    assert [[(run.text, run.font.highlight_color is not None) for run in line.runs] for line in styled(of, "公文正文")] == [
        [("一", False)],
        [("二", False), ("〔待补充：三", True)],
        [("四〕", True), ("五", False)],
    ]


@every_paper
def test_what_is_missing_is_highlighted_and_nothing_else(of):
    runs = [run for paragraph in opened(of).paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.highlight_color] == list(of.missing())


# -- name and day ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day", "places"),
    [
        (UNIT, "2020年12月7日", (("right", 2), ("left", 18))),  # the name begins at 16
        ("市城管局党组", "2020年12月7日", (("right", 4.5), ("right", 2))),  # 6.5 is longer than 6
        ("市城管局", "2020年12月17日", (("right", 7), ("right", 2))),
        ("甲" * 26, "2020年1月7日", (("right", 2), ("left", 2))),
        ("甲" * 27, "2020年1月7日", (("right", 2), ("right", 2))),
    ],
)
def test_without_a_seal_the_day_begins_two_characters_after_the_name(name, day, places):
    assert unsealed(gbt9704.width(name), gbt9704.width(day)) == places
    begins = [
        28 - number - gbt9704.width(words) if side == "right" else number for (side, number), words in zip(places, (name, day), strict=True)
    ]
    if len(name) <= 26:
        assert begins[1] - begins[0] == 2
        assert min(28 - begin - gbt9704.width(words) for begin, words in zip(begins, (name, day), strict=True)) >= 0


@pytest.mark.parametrize(
    ("name", "day", "places"),
    [
        (UNIT, "2020年12月7日", (("right", 2.25), ("right", 4))),
        ("市城管局", "2020年12月17日", (("right", 5.5), ("right", 4))),
        ("甲" * 20, "2020年12月7日", (("right", 0), ("right", 6.75))),
        ("甲" * 30, "2020年12月7日", (("center", 0), ("center", 0))),
    ],
)
def test_under_a_seal_the_name_is_centred_over_the_day(name, day, places):
    found = sealed(gbt9704.width(name), gbt9704.width(day))
    assert found == places
    if places[0][0] == "right":
        middles = [number + gbt9704.width(words) / 2 for (_, number), words in zip(found, (name, day), strict=True)]
        assert middles[0] == middles[1]


def test_the_day_is_placed_as_worked_out():
    name, day = styled(PAPERS["short"], "发文机关署名")[0], styled(PAPERS["short"], "成文日期")[0]
    assert (name.text, day.text) == (UNIT, "2020年12月7日")
    assert (value(name._p, "pPr/jc"), value(name._p, "pPr/ind", "rightChars")) == ("right", "200")
    assert (value(day._p, "pPr/jc"), indent(day, "left")) == ("left", gbt9704.characters(18))
    assert value(name._p, "pPr/spacing", "before") == "579"


def test_a_seal_has_room_over_the_name_and_the_day_stands_four_characters_in():
    name, day = styled(PAPERS["one full text"], "发文机关署名")[0], styled(PAPERS["one full text"], "成文日期")[0]
    assert value(name._p, "pPr/spacing", "before") == str(2 * 579)
    assert value(day._p, "pPr/ind", "rightChars") == "400"


def test_name_and_day_stay_with_the_end_of_a_short_text_on_one_page():
    *_, last, _, _ = opened(paper()).paragraphs
    assert last._p.find(f"{W}pPr/{W}keepNext") is not None
    assert styled(PAPERS["short"], "发文机关署名")[0].style.element.find(f"{W}pPr/{W}keepNext") is not None


# -- heads and feet ----------------------------------------------------------------------------------------------------


@every_paper
def test_pages_are_numbered_right_on_odd_and_left_on_even_pages(of):
    found = parts(docx(of, DAY))
    assert found["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    for foot, style, side in (("footerDefault", "PageNumberOdd", "right"), ("footerEven", "PageNumberEven", "left")):
        root = found[f"word/{foot}.xml"]
        (number,) = root.iter(f"{W}p")
        assert "".join(number.xpath(".//w:t/text()")) == "— 1 —"
        assert [instruction.text.strip() for instruction in number.iter(f"{W}instrText")] == ["PAGE"]
        assert value(number, "pPr/pStyle") == style
        element = opened(of).styles["页码（单页）" if side == "right" else "页码（双页）"].element
        assert (value(element, "pPr/jc"), value(element, "pPr/ind", side)) == (side, str(14 * 20))


@every_paper
def test_no_section_counts_its_pages_anew(of):
    assert parts(docx(of, DAY))["word/document.xml"].find(f".//{W}pgNumType") is None


@every_paper
def test_every_section_names_its_odd_and_even_heads_and_feet(of):
    for section in parts(docx(of, DAY))["word/document.xml"].iter(f"{W}sectPr"):
        names = [(child.tag.removeprefix(W), child.get(f"{W}type")) for child in section if child.tag.endswith("Reference")]
        assert names == [
            ("headerReference", "default"),
            ("headerReference", "even"),
            ("footerReference", "default"),
            ("footerReference", "even"),
        ]


def test_the_dashes_stand_seven_millimetres_below_the_text():
    middle = gbt9704.BOTTOM - gbt9704.FOOTER - gbt9704.PAGE_NUMBER_LINE / 2
    assert middle / MM == pytest.approx(7, abs=0.1)


@every_paper
def test_the_mark_of_a_draft_stands_at_the_head_of_every_page_and_on_nothing_that_is_issued(of):
    heads = [root for name, root in parts(docx(of, DAY)).items() if name.startswith("word/header")]
    assert len(heads) == 4
    assert ["".join(head.xpath(".//w:t/text()")) for head in heads] == [of.mark] * 4


# -- what records say --------------------------------------------------------------------------------------------------

HOSTILE = [
    "{{ title }}",
    "{% for x in y %}",
    "<w:p><w:r/></w:p>",
    "]]>",
    "<![CDATA[x]]>",
    "&amp; & < > \" '",
    "=HYPERLINK(1)",
    "%s %d {0} {x}",
    "𠮷 🚛 é",
    "a" * 5000,
    "汉" * 20000,
]


def hostile(words: str) -> Paper:
    """The words in every field of a paper."""
    blocks = tuple(said(role, words, Run(words, missing=True)) for role in ParagraphRole)
    grid = PaperTable((PaperColumn(words), PaperColumn(words, 3, True)), ((words, words),))
    return Paper(words, (*blocks, grid), Signature(words, words), (Annex(words, (grid,), True), Annex(words, blocks)), words)


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:20])
def test_what_a_record_says_is_found_again_letter_by_letter_in_every_field(words):
    document = opened(hostile(words))
    found = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert all(text.removesuffix("：") in (words, words * 2, f"附件：1.{words}", f"2.{words}", "附件1", "附件2") for text in found)
    assert len(found) == 1 + len(ParagraphRole) + 2 + 2 + 2 + 2 + len(ParagraphRole)
    assert {cell.text for grid in document.tables for row in grid.rows for cell in row.cells} == {words}
    assert document.sections[0].header.paragraphs[0].text == words
    assert document.core_properties.title == words


@pytest.mark.parametrize("sealed_too", [False, True])
@pytest.mark.parametrize("words", ["", " ", "\n", "\n\n\n"])
def test_empty_words_make_a_document_too(words, sealed_too):
    of = hostile(words)
    opened(Paper(of.title, of.blocks, Signature(words, words, sealed_too), of.attachments))


def test_what_xml_cannot_hold_is_shown_by_its_name_and_lines_and_tabs_stay():
    words = "零\r一\r\n二\t三\x00\x07\x0b\x0c\x1b\x7f\x9b\u202e\ud800\ufffe\uffff"
    (found,) = styled(paper(said(ParagraphRole.LEVEL1, words)), "公文一级标题")
    assert found.text == "零\n一\n二\t三<U+0000><U+0007><U+000B><U+000C><U+001B><U+007F><U+009B><U+202E>\ufffd\ufffd\ufffd"


# -- the file ----------------------------------------------------------------------------------------------------------


@every_paper
def test_the_same_paper_and_day_give_the_same_bytes(of):
    assert docx(of, DAY) == docx(of, DAY)


def test_no_clock_and_nobody_is_in_the_file():
    first = docx(PAPERS["thirty items"], DAY)
    time.sleep(2.1)  # a zip file counts in two seconds
    assert docx(PAPERS["thirty items"], DAY) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
        assert b"rsid" not in archive.read("word/document.xml") + archive.read("word/settings.xml")
    properties = opened(PAPERS["thirty items"]).core_properties
    assert (properties.author, properties.last_modified_by, properties.revision) == ("", "", 1)
    assert properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == datetime(2020, 12, 7)


def test_another_day_changes_the_properties_alone():
    with zipfile.ZipFile(io.BytesIO(docx(paper(), DAY))) as one, zipfile.ZipFile(io.BytesIO(docx(paper(), date(2021, 1, 1)))) as other:
        assert [name for name in one.namelist() if one.read(name) != other.read(name)] == ["docProps/core.xml"]


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts b i snapToGrid color spacing w kern sz szCs highlight lang",
    "sectPr": "headerReference footerReference type pgSz pgMar cols docGrid",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW vAlign",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "compat": "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn useFELayout compatSetting",
}
"""The order in which the schema (ECMA-376, wml.xsd) has the children of these elements; Word refuses another."""


@every_paper
def test_elements_stand_in_the_order_of_the_schema(of):
    for name, root in parts(docx(of, DAY)).items():
        for parent, order in ORDER.items():
            places = order.split()
            for element in root.iter(f"{W}{parent}"):
                children = [places.index(child.tag.removeprefix(W)) for child in element]
                assert children == sorted(children), (name, parent)


@every_paper
def test_every_style_part_and_relation_that_is_named_is_there(of):
    document = docx(of, DAY)
    found = parts(document)
    styles = {style.get(f"{W}styleId") for style in found["word/styles.xml"].iter(f"{W}style")}
    for root in found.values():
        for element in root.iter(f"{W}pStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next"):
            assert element.get(f"{W}val") in styles
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        links = parse_xml(archive.read("word/_rels/document.xml.rels"))
        assert {f"word/{link.get('Target')}" for link in links} == set(found) - {"word/document.xml"}
        ids = {link.get("Id") for link in links}
    for element in found["word/document.xml"].iter(f"{W}headerReference", f"{W}footerReference"):
        assert element.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id") in ids


def test_a_table_at_the_end_is_followed_by_a_paragraph_as_word_wants_it():
    body = opened(Paper("x", (table(1),), None, (LEDGER,))).element.body
    assert [child.tag.removeprefix(W) for child in body][-3:] == ["tbl", "p", "sectPr"]


def test_a_name_of_more_than_a_line_is_centred_under_a_seal():
    assert gbt9704.width(LONG_UNIT) > 28
    assert [value(paragraph._p, "pPr/jc") for paragraph in styled(PAPERS["a long name"], "发文机关署名")] == ["center"]
