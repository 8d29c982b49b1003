"""The package around the parts of a document: the same parts give the same bytes, on every machine and every day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from xml.sax.saxutils import escape

from inspect_cli.gbt9704.wordml import line

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside: the first that a zip file can hold."""

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of these parts, stored and not compressed: what comes out depends on no zlib, and git packs it better than zip does."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 0  # the same on Windows and elsewhere
            archive.writestr(entry, content)
    return held.getvalue()


def word_package(document: str, named: Mapping[str, tuple[str, str]], title: str, as_of: date) -> bytes:
    """A .docx of the main part and of `named` parts: id, and kind (styles, header, …) with its XML."""
    files = {id: f"{id}.xml" for id in named}
    types = f'<Default Extension="rels" ContentType="{_RELS}"/><Default Extension="xml" ContentType="application/xml"/>' + "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("/word/document.xml", f"{_WORD}.document.main+xml"),
            ("/docProps/core.xml", _CORE),
            *((f"/word/{files[id]}", f"{_WORD}.{kind}+xml") for id, (kind, _) in named.items()),
        )
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{types}</Types>',
        "_rels/.rels": _links(
            [
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": core_properties(title, as_of),
        "word/_rels/document.xml.rels": _links((id, f"{_OFFICE}/{kind}", files[id]) for id, (kind, _) in named.items()),
        "word/document.xml": document,
        **{f"word/{files[id]}": xml for id, (_, xml) in named.items()},
    }
    return packed({name: (HEAD + xml).encode() for name, xml in parts.items()})


def core_properties(title: str, as_of: date) -> str:
    """`docProps/core.xml`: the title and the day as of which the document speaks; nobody's name, no clock."""
    day = f'<dcterms:{{}} xsi:type="dcterms:W3CDTF">{as_of.isoformat()}T00:00:00Z</dcterms:{{}}>'
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(line(title))}</dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{day.format('created', 'created')}{day.format('modified', 'modified')}</cp:coreProperties>"
    )


def _links(links: Iterable[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in links)
    return f'<Relationships xmlns="{_LINKS}">{inner}</Relationships>'
