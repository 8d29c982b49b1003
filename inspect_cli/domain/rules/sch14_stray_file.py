"""SCH14: a file among the issues that is not read. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level

RULE = Rule(
    code="SCH14",
    level=Level.WARNING,
    title=text("a file in issues/ that is not read"),
    why=text("A copy or a file with another ending looks like a record and is in no count."),
    fix=text("rename it to its id with the ending .yaml, or move it elsewhere"),
)
