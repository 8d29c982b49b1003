"""A template's file, before anything else looks at it: is it a .docx at all, of a size that one writes, and without things that act?"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError, fromstring

from inspect_cli.domain.text import Text, text
from inspect_cli.domain.unpacking import MAX_TEMPLATE_XML, TEMPLATE
from inspect_cli.domain.words import Level
from inspect_cli.render.template.flaw import TemplateFlaw
from inspect_cli.render.template.misspelt import not_whole

_OLE = b"\xd0\xcf\x11\xe0"
_MAIN = re.compile(rb'ContentType="(application/[^"]*main\+xml)"')
_OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
SAVE_AS = text("save it anew as .docx in Word")


def file_flaws(template: bytes) -> Iterator[TemplateFlaw]:
    """What is wrong with the file as a file; nothing where it can be opened."""
    if template.startswith(_OLE):
        yield TemplateFlaw(
            reason=text("it is protected by a password, or a .doc of the old kind"),
            remedy=text("take the password off, or save it as .docx in Word"),
        )
        return
    if len(template) > TEMPLATE.packed:
        yield TemplateFlaw(
            reason=text("it has {size} {size:byte|bytes}; the limit is {limit}", size=len(template), limit=TEMPLATE.packed), remedy=SAVE_AS
        )
        return
    try:
        parts = _unpacked(template)
    except _TooMuch as limit:
        yield TemplateFlaw(reason=text("it is no .docx: {error}", error=limit.what), remedy=SAVE_AS)
        return
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        yield TemplateFlaw(reason=text("it is no .docx: {error}", error=not_whole(error)), remedy=SAVE_AS)
        return
    yield from _flaws_inside(parts)


class _TooMuch(Exception):
    """The archive holds more than a template does, as `what` says."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.english)
        self.what = what


def _unpacked(template: bytes) -> dict[str, bytes]:
    """Every file inside. What is too much is not unpacked: sizes are counted as they come, not as the file says."""
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        entries = archive.infolist()
        if len(entries) > TEMPLATE.parts:
            raise _TooMuch(text("{count} {count:part|parts} inside, more than {most}", count=len(entries), most=TEMPLATE.parts))
        left = TEMPLATE.unpacked
        for entry in entries:
            most = min(left, MAX_TEMPLATE_XML) if entry.filename.endswith((".xml", ".rels")) else left
            with archive.open(entry) as opened:
                content = opened.read(most + 1)
            if len(content) > most:
                raise _TooMuch(text("{file} unpacks to more than {most} {most:byte|bytes}", file=entry.filename, most=most))
            if entry.filename in parts:
                raise _TooMuch(text("{file} is in it twice", file=entry.filename))
            left -= len(content)
            parts[entry.filename] = content
    return parts


def _flaws_inside(parts: dict[str, bytes]) -> Iterator[TemplateFlaw]:
    types = parts.get("[Content_Types].xml", b"")
    mains = [found.decode("ascii", "replace") for found in _MAIN.findall(types)]
    if not any("wordprocessingml.document.main" in kind for kind in mains):
        known = {"macroEnabled": text("it holds macros (.docm)"), "wordprocessingml.template.main": text("it is a .dotx")}
        reasons = (reason for mark, reason in known.items() if any(mark in kind for kind in mains))
        yield TemplateFlaw(reason=next(reasons, text("it is no Word document")), remedy=SAVE_AS)
        return
    for name, content in parts.items():
        if "vbaproject" in name.lower():
            yield TemplateFlaw(words=name, reason=text("it holds macros (.docm)"), remedy=SAVE_AS)
        if name.endswith(".rels"):
            for outside in _OUTSIDE.findall(content):
                if not _LINK.search(outside):
                    yield TemplateFlaw(
                        words=name,
                        reason=text("it loads something from outside when it is opened"),
                        remedy=text("put the picture or the template into the file itself (in Word: File, Info, Edit Links to Files)"),
                    )
        if name.endswith((".xml", ".rels")):
            yield from _xml_flaws(name, content)
    if "word/styles.xml" not in parts:
        yield TemplateFlaw(level=Level.WARNING, reason=text("it has no styles"), remedy=SAVE_AS)


def _xml_flaws(name: str, content: bytes) -> Iterator[TemplateFlaw]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xfe\xff", b"\xff\xfe"):
        yield TemplateFlaw(words=name, reason=text("a part of it declares entities, or is not UTF-8; Word writes neither"), remedy=SAVE_AS)
        return
    try:
        fromstring(content)
    except (ParseError, ValueError, LookupError) as error:
        yield TemplateFlaw(words=name, reason=text("a part of it is no XML: {error}", error=not_whole(error)), remedy=SAVE_AS)
