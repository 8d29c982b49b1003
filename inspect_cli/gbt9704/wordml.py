"""WordprocessingML as text: runs, paragraphs and properties. What a record says is data: escaped, and what XML cannot hold shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from inspect_cli.gbt9704 import measures as gbt9704

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"'
"""The two namespaces that every part names at its root."""

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control characters and direction marks, as a terminal shows them too (a test holds the two alike)."""


def tidy(words: str) -> str:
    """Words as a document may hold them: control characters and direction marks by their names, as on a terminal; lines end in `\\n`."""
    words = _UNSEEN.sub(lambda found: f"<U+{ord(found.group()):04X}>", words.replace("\r\n", "\n").replace("\r", "\n"))
    return _NOT_IN_XML.sub("\ufffd", words)


def line(words: str) -> str:
    """Words that stand on one line, such as a name."""
    return " ".join(tidy(words).split())


def tag(name: str, **attributes: object) -> str:
    """An empty element of the main namespace."""
    return f"<w:{name}" + "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items()) + "/>"


def fonts(face: str) -> str:
    """The face, for Chinese and for Latin letters. The hint makes “ ” — … Chinese, which could be either."""
    latin = gbt9704.LATIN or face
    return tag("rFonts", ascii=latin, hAnsi=latin, eastAsia=face, cs=latin, hint="eastAsia")


def run(words: str, face: str, missing: bool = False) -> str:
    """Words in one face; `\\n` is a new line of the paragraph, a tab is a tab."""
    properties = f"<w:rPr>{fonts(face)}{tag('highlight', val='yellow') if missing else ''}</w:rPr>"
    return f"<w:r>{properties}{''.join(_inner(tidy(words)))}</w:r>"


def _inner(words: str) -> Iterable[str]:
    for part in re.split(r"([\n\t])", words):
        if part:
            yield {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def paragraph(style: str, runs: Iterable[str], properties: str = "", keep: bool = False) -> str:
    """A paragraph of this style; `properties` are its own, in the order of the schema. `keep`: on the page of what follows."""
    own = f"{'<w:keepNext/>' if keep else ''}{properties}"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr>{"".join(runs)}</w:p>'


def field(instruction: str, face: str) -> str:
    """A field that Word works out, such as PAGE."""
    properties = f"<w:rPr>{fonts(face)}</w:rPr>"
    inner = (
        tag("fldChar", fldCharType="begin"),
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        tag("fldChar", fldCharType="separate"),
        "<w:t>1</w:t>",
        tag("fldChar", fldCharType="end"),
    )
    return "".join(f"<w:r>{properties}{part}</w:r>" for part in inner)
