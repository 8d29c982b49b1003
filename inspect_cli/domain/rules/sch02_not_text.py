"""SCH02: the file is not UTF-8 text. Found while reading."""

from __future__ import annotations

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level

RULE = Rule(
    code="SCH02",
    level=Level.ERROR,
    title=text("not UTF-8 text, or a forbidden character"),
    why=text("A file in another encoding shows other words on another machine."),
    fix=text("save the file as UTF-8 and delete what is no text"),
    good="",
    bad="",
)
