"""SCH05: a key that no record has. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH05",
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
