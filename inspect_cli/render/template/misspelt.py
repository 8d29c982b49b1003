"""Why a tag cannot be read or a template not be filled, in our sentences; the template reader speaks English alone."""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from jinja2.exceptions import TemplateError, UndefinedError

from inspect_cli.domain.text import Text, text
from inspect_cli.render.template.sandbox import Objected

_PARTS = {
    "end of print statement": text("the end of the tag"),
    "end of statement block": text("the end of the tag"),
    "end of template": text("the end of the tag"),
    "name": text("a name"),
    "string": text("a text"),
    "integer": text("a number"),
}
"""What the reader calls the pieces of a tag that are no signs."""


def misspelt(said: str) -> Text:
    """Our sentence for the reader's complaint about one tag."""
    found = re.search(r"expected token '(.+?)', got '(.*)'$", said)
    if found:
        return text("{wanted} is wanted here, and not {seen}", wanted=_part(found[1]), seen=_part(found[2]))
    if said.startswith("Expected an expression"):
        return text("a value is wanted here")
    found = re.search(r"unknown tag '(.*?)'", said)
    if found:
        return text("there is no tag {name}", name=found[1])
    found = re.match(r"unexpected (?:char )?'(.*?)'", said)
    return text("{seen} belongs to nothing here", seen=found[1]) if found else text("it is not how a tag is written")


def _part(name: str) -> object:
    return _PARTS.get(name, name)


def not_filled(error: TemplateError) -> Text:
    """Why filling stopped."""
    if isinstance(error, Objected):
        return error.objection
    found = re.search(r"'([^']+)'[^']*$", error.message or "") if isinstance(error, UndefinedError) else None
    if found:
        return text("there is nothing called {name}", name=found[1])
    return misspelt(error.message or "")


def not_whole(error: BaseException) -> Text:
    """Why a file is no document."""
    if isinstance(error, BadZipFile):
        return text("it is no archive, or only a part of one")
    if isinstance(error, ParseError):
        return text("line {line}, column {column}", line=error.position[0], column=error.position[1] + 1)
    return text("a part of it is missing, or is not as Word writes it")
