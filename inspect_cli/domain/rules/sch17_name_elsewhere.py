"""SCH17: a record file or a round's folder has a name that another system does not have, or takes for another one. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH17",
    title=text("a record or a round under a name that another system does not have, or takes for another"),
    why=text("A folder that is copied to Windows or macOS loses one of two such files, and nobody sees it."),
    fix=text("rename one of them"),
)
