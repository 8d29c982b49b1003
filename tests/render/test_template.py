"""An office's own template: filled with what records say, and looked through for what is wrong with it."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import warnings
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from jinja2 import TemplateError

from inspect_cli.domain.words import Level
from inspect_cli.gbt9704.docx import docx
from inspect_cli.gbt9704.paper import Paper
from inspect_cli.render.language import Language, say
from inspect_cli.render.template.flaw import UnfitTemplate
from inspect_cli.render.template.sandbox import Sandbox
from inspect_cli.render.template.template import filled, lint
from inspect_cli.render.template.variables import VARIABLES

DAY = date(2020, 12, 7)
EMPTY = docx(Paper("", ()), DAY)


def a_template(*paragraphs: str, change=lambda document: None) -> bytes:
    """A .docx with these paragraphs, and what `change` does to it."""
    document = Document(io.BytesIO(EMPTY))
    document._body.clear_content()
    for words in paragraphs:
        document.add_paragraph(words)
    change(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def with_part(template: bytes, name: str, content: bytes) -> bytes:
    """The same file with another part, or a part of another content."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return held.getvalue()


def words(document: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs]


def reasons(template: bytes) -> list[tuple[int, str]]:
    return [(flaw.paragraph, say(flaw.reason, Language.EN)) for flaw in lint(template)]


# -- filling -----------------------------------------------------------------------------------------------------------

VALUES = {
    "title": "整改情况报告",
    "unit": "市城市管理局党组",
    "counts": {"total": "2", "done": "1", "done_rate": "50%"},
    "items": [
        {
            "number": "1",
            "id": "CG-D001",
            "title": "垃圾清运不及时",
            "state": "已完成",
            "measures": [{"text": "增配清运车辆2台"}, {"text": "每日两清"}],
        },
        {"number": "2", "id": "CG-D002", "title": "扬尘控制不力", "state": "正在整改", "measures": []},
    ],
    "missing": ["CG-D002 的责任领导"],
}


def test_a_template_is_filled_by_english_names():
    template = a_template(
        "{{ title }}",
        "共{{ counts.total }}项，完成率{{ counts.done_rate }}。",
        "{%p for item in items %}",
        "{{ loop.index }}.{{ item.title }}{% if item.state != '已完成' %}（未完成）{% endif %}",
        "{%p for measure in item.measures %}",
        "（{{ loop.index }}）{{ measure.text }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{% for gap in missing %}{{ gap }}；{% endfor %}",
    )
    assert lint(template) == []
    assert words(filled(template, VALUES, DAY)) == [
        "整改情况报告",
        "共2项，完成率50%。",
        "1.垃圾清运不及时",
        "（1）增配清运车辆2台",
        "（2）每日两清",
        "2.扬尘控制不力（未完成）",
        "CG-D002 的责任领导；",
    ]


def test_a_template_is_filled_by_chinese_names():
    template = a_template("{{ 标题 }}", "{%p for 项 in 问题 %}", "{{ 项.编号 }}：{{ 项.整改措施[0].内容 if 项.整改措施 }}", "{%p endfor %}")
    assert lint(template) == []
    assert words(filled(template, VALUES, DAY)) == ["整改情况报告", "CG-D001：增配清运车辆2台", "CG-D002："]


def test_rows_of_a_table_are_repeated_and_a_table_without_rows_goes():
    def table(document):
        grid = document.add_table(3, 2)
        grid.cell(0, 0).text = "{%tr for item in items %}"
        grid.cell(1, 0).text, grid.cell(1, 1).text = "{{ item.id }}", "{{ item.title }}"
        grid.cell(2, 0).text = "{%tr endfor %}"

    template = a_template(change=table)
    assert lint(template) == []
    rows = Document(io.BytesIO(filled(template, VALUES, DAY))).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["CG-D001", "垃圾清运不及时"], ["CG-D002", "扬尘控制不力"]]
    assert Document(io.BytesIO(filled(template, {}, DAY))).tables == []


def test_heads_and_feet_are_filled():
    def head(document):
        document.sections[0].header.paragraphs[0].text = "{{ unit }}"

    document = Document(io.BytesIO(filled(a_template(change=head), VALUES, DAY)))
    assert document.sections[0].header.paragraphs[0].text == "市城市管理局党组"


def test_the_same_values_give_the_same_bytes_whenever_they_are_filled_in():
    def by_somebody(document):
        document.core_properties.author = document.core_properties.last_modified_by = "somebody"

    template = a_template("{{ title }}", change=by_somebody)
    first = filled(template, VALUES, DAY)
    time.sleep(2.1)  # a zip file counts in two seconds
    assert filled(template, VALUES, DAY) == first
    properties = Document(io.BytesIO(first)).core_properties
    assert (properties.author, properties.last_modified_by, properties.created.date(), properties.title) == ("", "", DAY, "整改情况报告")


HOSTILE = [
    "{{ title }}",
    "{% for x in items %}",
    "{{ ''.__class__ }}",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "]]>",
    "&amp; & &#95; &lt;",
    "{_{ unit }_} {_% if 1 %_}",
    "“引号” ‘单’ \"q\" 'a' \\ $1 \\g<0>",
    "=1+1",
    "𠮷野家 🚛 é",
]


@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_record_says_prints_as_itself(said):
    template = a_template("“{{ title }}”", "{%p for item in items %}", "{{ item.title }}{{ item.measures[0].text }}", "{%p endfor %}")
    document = filled(template, {"title": said, "items": [{"title": said, "measures": [{"text": said}]}]}, DAY)
    assert words(document) == [f"“{said}”", said + said]
    assert Document(io.BytesIO(document)).core_properties.title == " ".join(said.split())


def test_what_xml_cannot_hold_is_shown_and_lines_stay_lines():
    template = a_template("{{ title }}")
    assert words(filled(template, {"title": "一\n二\r\n三\t四\x00\x07\x0b\x0c\ud800\uffff"}, DAY)) == [
        "一\n二\n三\t四<U+0000><U+0007><U+000B><U+000C>\ufffd\ufffd"
    ]


def test_a_value_in_a_footnote_is_not_read_as_a_template():
    footnotes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>{{ title }}</w:t></w:r></w:p>'
        b"</w:footnote></w:footnotes>"
    )

    def two_sections(document):
        document.add_section()

    template = with_part(a_template("x", change=two_sections), "word/footnotes.xml", footnotes)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        types = archive.read("[Content_Types].xml").replace(
            b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
        )
        link = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
        links = archive.read("word/_rels/document.xml.rels").replace(b"</Relationships>", f"{link}</Relationships>".encode())
    template = with_part(with_part(template, "[Content_Types].xml", types), "word/_rels/document.xml.rels", links)
    with zipfile.ZipFile(io.BytesIO(filled(template, {"title": "{{ unit }}", "unit": "秘密"}, DAY))) as archive:
        assert "{{ unit }}" in archive.read("word/footnotes.xml").decode()


# -- what is wrong with a template -------------------------------------------------------------------------------------

WRONG = [
    ("{{ titel }}", "there is no variable titel"),
    ("{{ counts.totl }}", "counts has no totl"),
    ("{{ items.title }}", "items has no title"),
    ("{% for x in items %}{{ x.titel }}{% endfor %}", "items has no titel"),
    ("{% for x in items %}{% for m in x.measures %}{{ m.txt }}{% endfor %}{% endfor %}", "measures has no txt"),
    ("{{ 问题[0].名 }}", "items has no 名"),
    ("{% for x in title %}{% endfor %}", "title is no list"),
    ("{% for x in items if x.done %}{% endfor %}", "items has no done"),
    ("{% if stat %}x{% endif %}", "there is no variable stat"),
    ("{% for x in items %}{% endfor %}{{ x.id }}", "there is no variable x"),
    ("{{ title", "a tag is opened and not closed in this paragraph"),
    ("title }}", "a tag is closed that nothing opened"),
    ("{% if title %}x", "it is opened and never closed"),
    ("x{% endif %}", "it belongs to nothing that is open here"),
    ("{% for x in items %}{% endif %}{% endfor %}", "it belongs to nothing that is open here"),
    ("{{ title unit }}", "it cannot be read: the end of the tag is wanted here, and not unit"),
    ("{{ }}", "it cannot be read: a value is wanted here"),
    ("{% for items %}{% endfor %}", "it cannot be read: in is wanted here, and not the end of the tag"),
    ("｛｛ 标题 ｝｝", "full-width braces open nothing"),
    ("{{r title }}", "a value has no prefix"),
    ("{%tr for x in items %}{%tr endfor %}", "tr stands for a part of a table, and this is in none"),
    ("前{%p if title %}{%p endif %}", "its whole paragraph goes, and the words beside it too"),
    ("{{ ''.__class__ }}", "__class__ is the inside of a value, and closed"),
    ("{{ title['__class__'] }}", "__class__ is the inside of a value, and closed"),
    ("{{ title|attr('__class__') }}", "__class__ is the inside of a value, and closed"),
    ("{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}", "a template calls nothing"),
    ("{% include 'x' %}", "a template reads no other file"),
    ("{% import 'x' as y %}", "a template reads no other file"),
    ("{% from 'x' import y %}", "a template reads no other file"),
    ("{% extends 'x' %}", "a template reads no other file"),
    ("{% for x in range(10**9) %}{% endfor %}", "a template calls nothing"),
    ("{{ title * 1000000000 }}", "a template does not reckon"),
    ("{{ '%1000000000d' % 1 }}", "a template does not reckon"),
    ("{{ title|center(1000000000) }}", "there is no filter center; there are: count, d, default, first, join, last, length, trim"),
    ("{{ title|safe }}", "there is no filter safe; there are: count, d, default, first, join, last, length, trim"),
    ("{% set x = title %}", "a template may show values, go through lists (for) and choose (if), and nothing else"),
    ("{% macro x() %}{% endmacro %}", "a template may show values, go through lists (for) and choose (if), and nothing else"),
    ("{% autoescape false %}", "a template may show values, go through lists (for) and choose (if), and nothing else"),
    ("{% raw %}", "a template may show values, go through lists (for) and choose (if), and nothing else"),
    ("{{ lipsum() }}", "a template calls nothing"),
    ("{{ cycler }}", "there is no variable cycler"),
    ("{% for x in items recursive %}{% endfor %}", "a loop goes through one list, with one name"),
]


@pytest.mark.parametrize(("said", "reason"), WRONG)
def test_what_is_wrong_is_named_with_its_paragraph_and_such_a_template_is_not_filled(said, reason):
    template = a_template("{{ title }}", "第二段", said)
    assert (3, reason) in reasons(template)
    with pytest.raises(UnfitTemplate) as refused:
        filled(template, VALUES, DAY)
    assert reason in say(refused.value.what, Language.EN)


def test_every_sentence_of_a_flaw_has_its_chinese():
    flaws = [flaw for said, _ in WRONG for flaw in lint(a_template(said))]
    for flaw in flaws:
        for sentence in (flaw.part, flaw.reason, flaw.remedy):
            assert not sentence.english or say(sentence, Language.ZH) != say(sentence, Language.EN)


def test_a_style_that_is_missing_is_named_and_hinders_nothing():
    def odd(document):
        document.styles.add_style("本办正文", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("{{ title }}", style="本办正文")
        document.styles["本办正文"].delete()

    template = a_template("一", change=odd)
    (flaw,) = lint(template)
    assert (flaw.level, flaw.paragraph, flaw.words) == (Level.WARNING, 2, "{{ title }}")
    assert say(flaw.reason, Language.EN) == "there is no style 本办正文 in the template"
    assert words(filled(template, VALUES, DAY))[1] == "整改情况报告"


def test_what_opens_in_one_cell_and_closes_in_another_is_named():
    def table(document):
        grid = document.add_table(1, 2)
        grid.cell(0, 0).text, grid.cell(0, 1).text = "{% for item in items %}{{ item.id }}", "{% endfor %}"

    assert reasons(a_template(change=table)) == [(2, "it does not close where {% for item in items %} opened it (paragraph 1)")]


def test_a_tag_in_a_field_is_refused_because_what_a_record_says_would_become_the_field():
    def link(document):
        run = document.add_paragraph().add_run()._r
        run.append(run.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText"))
        run[-1].text = " INCLUDETEXT {{ title }} "

    assert reasons(a_template(change=link)) == [(0, "a tag stands where no text is: in a field, a formula or a description")]


def test_a_tag_may_be_written_in_several_pieces_and_with_chinese_quotes():
    def pieces(document):
        paragraph = document.add_paragraph("{")
        for piece in ("{ ti", "tle ", "}", "}{% if unit == “市城市管理局党组” %}是{% endif %}"):
            paragraph.add_run(piece).bold = True

    template = a_template(change=pieces)
    assert lint(template) == []
    assert words(filled(template, VALUES, DAY)) == ["整改情况报告是"]


# -- what is no template at all ----------------------------------------------------------------------------------------


def bomb() -> bytes:
    return with_part(a_template("x"), "word/media/x.bin", b"\0" * 80_000_000)


def renamed(kind: bytes) -> bytes:
    template = a_template("x")
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        types = archive.read("[Content_Types].xml")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return with_part(template, "[Content_Types].xml", types.replace(main, kind))


def twice() -> bytes:
    held = io.BytesIO(a_template("x"))
    with zipfile.ZipFile(held, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("word/styles.xml", b"<x/>")
    return held.getvalue()


def thousands() -> bytes:
    held = io.BytesIO(a_template("x"))
    with zipfile.ZipFile(held, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"word/media/{number}.bin", b"x")
    return held.getvalue()


def from_outside() -> bytes:
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="https://example.org/x.dotm"/></Relationships>'
    )
    return with_part(a_template("x"), "word/_rels/settings.xml.rels", link)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
NO_TEMPLATES = {
    "nothing": (b"", "it is no .docx: it is no archive, or only a part of one"),
    "text": (b"hello", "it is no .docx: it is no archive, or only a part of one"),
    "cut off": (a_template("x")[:-30], "it is no .docx: it is no archive, or only a part of one"),
    "a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "it is protected by a password, or a .doc of the old kind"),
    "a bomb": (bomb(), "it is no .docx: word/media/x.bin unpacks to more than"),
    "a big part": (
        with_part(a_template("x"), "word/document.xml", b" " * 9_000_000),
        "it is no .docx: word/document.xml unpacks to more than 8000000 bytes",
    ),
    "macros": (renamed(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "it holds macros (.docm)"),
    "hidden macros": (with_part(a_template("x"), "word/vbaProject.bin", b"x"), "it holds macros (.docm)"),
    "a model": (renamed(b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), "it is a .dotx"),
    "a spreadsheet": (renamed(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "it is no Word document"),
    "no parts": (with_part(b"PK\x05\x06" + b"\0" * 18, "x.txt", b"x"), "it is no Word document"),
    "entities": (
        with_part(a_template("x"), "word/document.xml", ENTITIES),
        "a part of it declares entities, or is not UTF-8; Word writes neither",
    ),
    "no xml": (with_part(a_template("x"), "word/document.xml", b"<w:document>"), "a part of it is no XML: "),
    "another xml": (with_part(a_template("x"), "word/document.xml", b"<x/>"), "it is no .docx: "),
    "a part twice": (twice(), "it is no .docx: word/styles.xml is in it twice"),
    "thousands of parts": (thousands(), "it is no .docx: "),
    "a big file": (b"PK" + b"x" * 20_000_000, "it has 20000002 bytes; the limit is 20000000"),
    "from outside": (from_outside(), "it loads something from outside when it is opened"),
}


@pytest.mark.parametrize("kind", NO_TEMPLATES)
def test_what_is_no_template_is_a_flaw_and_no_traceback(kind):
    template, reason = NO_TEMPLATES[kind]
    found = lint(template)
    assert any(say(flaw.reason, Language.EN).startswith(reason) for flaw in found), found
    assert all(flaw.paragraph == 0 for flaw in found)
    with pytest.raises(UnfitTemplate):
        filled(template, VALUES, DAY)


def test_a_template_without_styles_is_said_to_have_none():
    template = a_template("{{ title }}")
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
                content = b"".join(
                    part
                    for part in content.replace(b"/>", b"/>\n").splitlines()
                    if b"/styles.xml" not in part and b'"styles.xml"' not in part
                )
            if name != "word/styles.xml":
                new.writestr(name, content)
    assert "it has no styles" in [say(flaw.reason, Language.EN) for flaw in lint(held.getvalue())]


@pytest.mark.parametrize("length", [3, 40, 200, 1000, 5000])
def test_a_broken_file_is_a_flaw_wherever_it_is_broken(length):
    template = bytearray(a_template("{{ title }}"))
    for place in range(length, len(template), max(len(template) // 12, 1)):
        template[place] ^= 0xFF
    lint(bytes(template))


# -- it ends -----------------------------------------------------------------------------------------------------------


def test_a_filling_that_would_not_end_is_stopped():
    template = a_template(
        "{% for a in items %}{% for b in items %}{% for c in items %}{% for d in items %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}"
    )
    assert lint(template) == []
    began = time.monotonic()
    with pytest.raises(UnfitTemplate, match="cannot be filled"):
        filled(template, {"items": [{}] * 1000}, DAY)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "said",
    [
        "{{ xs|join(long) }}",
        "{% for x in xs %}{{ long }}{% endfor %}",
        "{{ long.__class__ }}",
        "{{ long.upper }}",
        "{% for x in xs %}{{ loop.cycle }}{% endfor %}",
        "{% for x in xs %}{{ loop._iterator }}{% endfor %}",
        "{{ xs }}",
        "{{ xs[5000] }}",
        "{{ xs.append(1) }}",
        "{{ unknown }}",
        "{% include 'x' %}",
    ],
)
def test_the_sandbox_refuses_by_itself_too(said):
    with pytest.raises(TemplateError):
        Sandbox().from_string(said).render({"xs": ["x"] * 1000, "long": "x" * 50_000})


def test_the_sandbox_shows_values_chooses_and_counts():
    said = "{% for x in xs %}{{ loop.index }}/{{ loop.length }}{{ x }}{{ '、' if not loop.last }}{% else %}无{% endfor %}"
    assert Sandbox().from_string(said).render({"xs": ["<", "_"]}) == "1/2&lt;、2/2&#95;"
    assert Sandbox().from_string(said).render({"xs": []}) == "无"


def test_blanks_may_be_trimmed_as_jinja_has_it():
    template = a_template("{{- title -}}")
    assert lint(template) == []


def test_five_loops_in_each_other_are_too_many():
    said = "{% for a in items %}" * 5 + "{% endfor %}" * 5
    assert (1, "more than 4 loops stand in each other") in reasons(a_template(said))


def test_a_template_of_nothing_but_openings_is_looked_through_in_no_time():
    began = time.monotonic()
    lint(a_template("{{r " * 50_000, "{% " * 50_000, "}}" * 50_000))
    assert time.monotonic() - began < 10


# -- the table of variables --------------------------------------------------------------------------------------------


def all_variables(variables=VARIABLES, path=""):
    for variable in variables:
        yield path, variable
        yield from all_variables(variable.of, f"{path}{variable.name}.")


def test_no_two_variables_of_a_place_share_a_name():
    seen = [(path, name) for path, variable in all_variables() for name in (variable.name, variable.zh)]
    assert len(seen) == len(set(seen))


def test_every_variable_can_be_named_in_a_template():
    for _, variable in all_variables():
        assert variable.name.isidentifier() and variable.zh.isidentifier()
    tops = [f"{{{{ {variable.zh} }}}}" for variable in VARIABLES if not variable.of and not variable.many]
    assert lint(a_template(*tops)) == []


def test_a_layout_without_a_template_loads_no_library():
    ask = "import sys, inspect_cli.gbt9704.docx; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = set(subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.split())
    assert loaded & {"docx", "docxtpl", "jinja2", "lxml", "pydantic"} == set()
