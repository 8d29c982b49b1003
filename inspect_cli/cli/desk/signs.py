"""Signs on a page, one a line: for the verbs that look whether things are set up well."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.render import json_v1
from inspect_cli.views.page import Cell, Lines, Tone, line
from inspect_cli.views.sign import Sign


def show_signs(session: Session, kind: str, signs: Sequence[Sign]) -> int:
    """Prints them; 1 where something needs mending."""
    answer(session, kind, (Lines([_line(one) for one in signs]),), lambda: json_v1.judged.signs(signs, session.language))
    return int(not all(one.well for one in signs))


def _line(one: Sign) -> tuple[Cell, Text]:
    told = text("✗ {what}", what=one.what) if one.is_trouble else text("✗ not so: {what}", what=one.what)
    said = text("✓ {what}", what=one.what) if one.well else told
    return line(said, Tone.GOOD if one.well else Tone.BAD, NOTHING if one.well else one.fix)
