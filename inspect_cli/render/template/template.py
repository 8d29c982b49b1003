"""An office's own .docx as a template: filled with the values of a report, or looked through for what is wrong with it.

docxtpl does the filling, within the sandbox; what records say is data and never read as part of the template.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Level
from inspect_cli.gbt9704.package import packed
from inspect_cli.gbt9704.wordml import MAIN, line
from inspect_cli.render.template.flaw import BODY, FOOTER, FOOTNOTES, HEADER, TemplateFlaw, UnfitTemplate
from inspect_cli.render.template.linting import TagParagraph, TemplatePart
from inspect_cli.render.template.misspelt import not_filled, not_whole
from inspect_cli.render.template.opened import SAVE_AS, file_flaws
from inspect_cli.render.template.sandbox import Sandbox
from inspect_cli.render.template.tags import CLOSES
from inspect_cli.render.template.variables import VARIABLES, Variable, complete, sample

_W = f"{{{MAIN}}}"
STYLES = text("the styles")
_PARTS = {"header": HEADER, "footer": FOOTER, "footnotes": FOOTNOTES, "styles": STYLES}
_TEXT = {f"{_W}{name}" for name in ("t", "p", "r", "hyperlink")}
"""Elements whose words are text; python-docx gives the last three the words of those within."""
_MAKE_THE_STYLE = text("make it in Word, or give these words another")
_BROKEN = (PythonDocxError, OpcError, LookupError, ValueError, TypeError, AttributeError, AssertionError, SyntaxError, OSError)
"""What the libraries raise on a document that is not whole. (An error of lxml's parser is a SyntaxError.)"""


def filled(template: bytes, values: Mapping[str, object], as_of: date) -> bytes:
    """The document that the template makes of these values (see `variables`); the same three give the same bytes.

    Raises UnfitTemplate, with every flaw, where the template cannot be filled.
    """
    flaws = [flaw for flaw in _flaws(template, VARIABLES) if flaw.level is Level.ERROR]
    if flaws:
        raise UnfitTemplate(flaws)
    return _filled(template, values, as_of)


def lint(template: bytes, known: Sequence[Variable] = VARIABLES) -> list[TemplateFlaw]:
    """Everything that is wrong with the template; where nothing hinders it, it is filled once with made-up values."""
    flaws = list(_flaws(template, known))
    if not any(flaw.level is Level.ERROR for flaw in flaws):
        try:
            _filled(template, sample(known), date(2000, 1, 1), known)
        except UnfitTemplate as unfit:
            flaws += unfit.flaws
    return flaws


def _flaws(template: bytes, known: Sequence[Variable]) -> Iterator[TemplateFlaw]:
    found = list(file_flaws(template))
    yield from found
    if any(flaw.level is Level.ERROR for flaw in found):
        return
    try:
        parts = list(_parts(Document(io.BytesIO(template))))
    except _BROKEN as error:
        yield TemplateFlaw(reason=text("it is no .docx: {error}", error=not_whole(error)), remedy=SAVE_AS)
        return
    styles = {style.get(f"{_W}styleId") for name, root in parts if name is STYLES for style in root.iter(f"{_W}style")}
    for name, root in parts:
        if name is not STYLES:
            yield from _part_flaws(name, root, styles, known)


def _part_flaws(name: Text, root: Any, styles: set[str], known: Sequence[Variable]) -> Iterator[TemplateFlaw]:
    paragraphs = [_words(number, paragraph) for number, paragraph in enumerate(root.iter(f"{_W}p"), 1)]
    yield from TemplatePart(name, known).flaws(paragraphs)
    for number, paragraph in enumerate(root.iter(f"{_W}p"), 1):
        for element in paragraph.iter(f"{_W}pStyle", f"{_W}rStyle"):
            style = element.get(f"{_W}val")
            if style not in styles:
                reason = text("there is no style {style} in the template", style=style or "")
                words = paragraphs[number - 1].text
                yield TemplateFlaw(level=Level.WARNING, part=name, paragraph=number, words=words, reason=reason, remedy=_MAKE_THE_STYLE)
    for element in root.iter(f"{_W}tblStyle"):
        if element.get(f"{_W}val") not in styles:
            reason = text("there is no style {style} in the template", style=element.get(f"{_W}val") or "")
            yield TemplateFlaw(level=Level.WARNING, part=name, reason=reason, remedy=_MAKE_THE_STYLE)
    for element in root.iter("*"):
        hidden = [] if element.tag in _TEXT else [element.text or ""]
        for words in (*element.attrib.values(), *hidden):
            if any(opener in words for opener in CLOSES):
                reason = text("a tag stands where no text is: in a field, a formula or a description")
                yield TemplateFlaw(part=name, words=words, reason=reason, remedy=text("put it into the text"))


def _parts(document: Opened) -> Iterator[tuple[Text, Any]]:
    """The parts that are filled, and the styles, each by its name with its XML."""
    if document.element.find(f"{_W}body") is None:
        raise ValueError("no w:body")
    yield BODY, document.element
    for part in document.part.package.iter_parts():
        kind = part.content_type.rpartition(".")[2].removesuffix("+xml")
        if kind in _PARTS:
            yield _PARTS[kind], parse_xml(part.blob)


def _words(number: int, paragraph: Any) -> TagParagraph:
    """A paragraph's own words (those of a text box in it are paragraphs of their own), and what holds it where it has tags."""
    own = "".join(each.text or "" for each in paragraph.iter(f"{_W}t") if next(each.iterancestors(f"{_W}p")) is paragraph)
    if "{" not in own:
        return TagParagraph(number, own)
    tree = paragraph.getroottree()
    held = {"p": tree.getpath(paragraph.getparent())}
    for prefix, element, inside in (("tr", "tr", "tbl"), ("tc", "tc", "tr")):
        if next(paragraph.iterancestors(f"{_W}{element}"), None) is not None:
            held[prefix] = tree.getpath(next(paragraph.iterancestors(f"{_W}{inside}")))
    return TagParagraph(number, own, held)


def _filled(template: bytes, values: Mapping[str, object], as_of: date, known: Sequence[Variable] = VARIABLES) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    try:
        _render(document, complete(values, known))
        _describe(document.docx, str(values.get("title") or ""), as_of)
        saved = io.BytesIO()
        document.docx.save(saved)
        Document(io.BytesIO(saved.getvalue()))
    except TemplateError as error:
        raise UnfitTemplate([TemplateFlaw(reason=text("it cannot be filled: {error}", error=not_filled(error)))]) from error
    except _BROKEN as error:
        raise UnfitTemplate([TemplateFlaw(reason=text("what it makes is no whole document: {error}", error=not_whole(error)))]) from error
    with zipfile.ZipFile(saved) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def _render(document: Any, values: Mapping[str, object]) -> None:
    """docxtpl's own order, but each part once (it fills footnotes once a section, so that what a record says would be read as a template),
    and without the properties, which it would fill as if they were XML."""
    sandbox = Sandbox()
    document.render_init()
    body = document.build_xml(values, sandbox)
    parse_xml(body)  # docxtpl mends what is broken by dropping it
    tree = document.fix_tables(body)
    _mended(tree)
    document.fix_docpr_ids(tree)
    document.map_tree(tree)
    for kind in (document.HEADER_URI, document.FOOTER_URI):
        for key, xml in document.build_headers_footers_xml(values, kind, sandbox):
            parse_xml(xml)
            document.map_headers_footers_xml(key, xml)
    for part in document.docx.part.package.iter_parts():
        if part.content_type.endswith(".footnotes+xml"):
            xml = document.render_xml_part(document.patch_xml(part.blob.decode()), part, values, sandbox)
            parse_xml(xml.encode())
            part._blob = xml.encode()


def _mended(tree: Any) -> None:
    """A cell needs a paragraph, and a table a row, or Word calls the document broken; a condition or an empty list can take the last."""
    for cell in tree.iter(f"{_W}tc"):
        if cell.find(f"{_W}p") is None:
            cell.append(cell.makeelement(f"{_W}p"))
    for table in list(tree.iter(f"{_W}tbl")):
        if table.find(f"{_W}tr") is None:
            table.getparent().remove(table)
    for element in tree.iter(*(f"{_W}{name}" for name in ("body", "p", "r", "tbl", "tr", "tc"))):
        for words in (element.text, element.tail):
            if words and words.strip():
                raise ValueError(f"words outside a paragraph: {words.strip()[:40]}")


def _describe(document: Opened, title: str, as_of: date) -> None:
    """The properties of the file: nobody of this machine, no clock."""
    properties = document.core_properties
    properties.title = line(title)[:255]
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.combine(as_of, time(), UTC)
    properties.revision = 1
