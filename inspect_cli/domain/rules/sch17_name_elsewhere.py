"""SCH17: a record file or a round's folder has a name that another system does not have, or takes for another one. Found while reading."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level

RULE = Rule(
    code="SCH17",
    title=text("a record or a round under a name that another system does not have, or takes for another"),
    why=text("A folder that is copied to Windows or macOS loses one of two such files, and nobody sees it."),
    also=((Level.WARNING, text("a name that Windows does not have")),),
    fix=text("give it another name, none that Windows keeps for devices: git mv OLD NEW; a round also changes its id in round.yaml"),
)
