"""SCH05: a key that no record has. Found while reading."""

from __future__ import annotations

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level

RULE = Rule(
    code="SCH05",
    level=Level.ERROR,
    title=text("unknown key"),
    why=text("A misspelt key would be read as if it were absent: a due date under `duo` is no due date."),
    fix=text("use the key that is meant; the nearest known one is named"),
    good="""
        leader: 分管副局长
    """,
    bad="""
        laeder: 分管副局长   # <- SCH05
    """,
)
