"""PUB02: what was issued is not there as it was issued. Found while reading `reports/`."""

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text

RULE = Rule(
    code="PUB02",
    title=text("an issued report or its baseline was changed or is gone"),
    why=text("What the team was told is on record; a correction is a new report with the next number."),
    fix=text("put the file back as it was issued: git log -- FILE shows when it changed"),
    waivable=False,
)
