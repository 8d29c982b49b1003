"""SCH08: a word that is not one of the allowed ones. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH08",
    title=text("not one of the known words"),
    why=text("A state or a channel that nobody knows would fall out of every count."),
    fix=text("use one of the words that are named; the nearest comes first"),
    good="""
        severity: moderate
    """,
    bad="""
        severity: moderat   # <- SCH08
    """,
)
