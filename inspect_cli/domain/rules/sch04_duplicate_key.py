"""SCH04: a key stands twice. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH04",
    title=text("the same key twice"),
    why=text("Of two due dates one would quietly win."),
    fix=text("keep one of them"),
    good="""
        due: 2020-11-10
    """,
    bad="""
        leader: 甲岗
        leader: 乙岗   # <- SCH04
    """,
)
