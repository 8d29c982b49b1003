"""DIF12: what a round says of itself changed without a signed entry. Found where two versions of `round.yaml` are compared."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="DIF12",
    title=text("people, units, days, limits or words of a round changed without a signed entry"),
    why=text(
        "Who may act, by when a report is due and which words count as done decide what every record means: the round's `changes` say who "
        "changed that, why, and who of the team or the office approved it. Whoever leaves stays on the list, with `until`."
    ),
    fix=text("inspect edit ROUND --reason … --approved-by …; or put back what stood there"),
    waivable=False,
)
