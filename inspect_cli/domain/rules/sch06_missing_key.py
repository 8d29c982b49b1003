"""SCH06: a key that every record has is missing or empty. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH06",
    title=text("a required key is missing or empty"),
    why=text("Without it the issue cannot be identified or counted."),
    fix=text("add the key with its value"),
    good="""
        title: 清运不及时
    """,
    bad="""
        title:   # <- SCH06
    """,
)
