"""SCH03: a merge stopped in this file. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH03",
    title=text("merge-conflict markers"),
    why=text("Both versions stand in the file; which one holds is for a person to say."),
    fix=text("keep what holds and delete the lines of the markers"),
    good="""
        leader: 分管副局长
    """,
    bad="""
        <<<<<<< HEAD   # <- SCH03
        leader: 分管副局长
        =======
        leader: 另一位副局长
        >>>>>>> other
    """,
)
