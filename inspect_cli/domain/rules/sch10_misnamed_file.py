"""SCH10: the file's name is not the id. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH10",
    title=text("the file name differs from the id"),
    why=text("The name is the id and nothing else; two names for one issue are two issues to whoever looks."),
    fix=text("change the name or the id so that they agree"),
)
