"""SCH10: the file's name is not the id. Found while reading."""

from __future__ import annotations

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level

RULE = Rule(
    code="SCH10",
    level=Level.ERROR,
    title=text("the file name differs from the id"),
    why=text("The name is the id and nothing else; two names for one issue are two issues to whoever looks."),
    fix=text("change the name or the id so that they agree"),
    good="",
    bad="",
)
