"""SCH02: the file is not UTF-8 text. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH02",
    title=text("not UTF-8 text, or a forbidden character"),
    why=text("A file in another encoding shows other words on another machine."),
    fix=text("save the file as UTF-8 and delete what is no text"),
)
