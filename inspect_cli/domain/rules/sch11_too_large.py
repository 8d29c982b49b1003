"""SCH11: a file that no record can be: too large, too deep, or expanding without end. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH11",
    title=text("too large, too deep, or expanding without end"),
    why=text("Such a file is no record, and reading it would stop everything else."),
    fix=text("bring the record's own content back; files belong into evidence"),
    good="""
        similar: [TY-D001]
    """,
    bad="""
        similar: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]   # <- SCH11
    """,
)
