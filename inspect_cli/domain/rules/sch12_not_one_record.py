"""SCH12: the file is not one plain record. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH12",
    title=text("not one plain record"),
    why=text("One file is one record: data, not several documents, not a program, not nothing."),
    fix=text("keep one document with plain keys and values"),
    good="""
        leader: 分管副局长
    """,
    bad="""
        leader: !!python/object:os.system 分管副局长   # <- SCH12
    """,
)
