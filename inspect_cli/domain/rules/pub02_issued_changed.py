"""PUB02: what was issued is not there as it was issued. Found while reading `reports/`."""

from __future__ import annotations

from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level

RULE = Rule(
    code="PUB02",
    level=Level.ERROR,
    title=text("an issued report or its baseline was changed or is gone"),
    why=text("What the team was told is on record; a correction is a new report with the next number."),
    fix=text("put the file back as it was issued: git log -- FILE shows when it changed"),
    good="",
    bad="",
    waivable=False,
)
