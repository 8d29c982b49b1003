"""SCH09: a value of the wrong shape. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH09",
    title=text("a value does not have the right form"),
    why=text("A number that is no number cannot be added up, an id of another form names nothing."),
    fix=text("write the value in the form that is shown"),
    good="""
        outcomes: {rules_made: 2, money_recovered: 12.50}
    """,
    bad="""
        outcomes:
          rules_made: two   # <- SCH09
          money_recovered: 12,50元   # <- SCH09
        similar: TY-D001   # <- SCH09
    """,
)
