"""SCH19: a round in a format that this program does not know yet. Found while reading `round.yaml`."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="SCH19",
    title=text("a round that needs a newer inspect"),
    why=text("What a newer inspect writes may mean what this one does not know: such a round is named, not judged, counted or changed."),
    fix=text("install the newer inspect that your colleagues use; the file stays as it is"),
    waivable=False,
)
