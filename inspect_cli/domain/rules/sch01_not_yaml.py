"""SCH01: the file is not YAML. Found while reading."""

from __future__ import annotations

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level

RULE = Rule(
    code="SCH01",
    level=Level.ERROR,
    title=text("not readable as YAML"),
    why=text("One broken line hides the whole record from every table."),
    fix=text("mend the line that is shown; a missing quote, a wrong indent or a tab is the usual cause"),
    good="""
        leader: 分管副局长
    """,
    bad="""
        leader: [分管副局长
        department: 环卫科   # <- SCH01
    """,
)
