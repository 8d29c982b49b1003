"""SCH01: the file is not YAML. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH01",
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
