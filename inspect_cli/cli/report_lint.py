"""`inspect report lint`: what is wrong with an office's own template, before the day on which it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from inspect_cli.cli.argv.parameter import Argument
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.render.template.flaw import TemplateFlaw
from inspect_cli.store.files import disk
from inspect_cli.views.page import Cell, Lines, Page, Tone, line


@verb("lint", help=text("look what is wrong with a template: what it names, its styles, its syntax"), forms=PAGE)
def lint(
    session: Session,
    template: Annotated[Path, Argument(metavar="TEMPLATE", help="the .docx")],
) -> int:
    """Exit 1: it cannot be filled."""
    from inspect_cli.render.template.template import lint as flaws_of

    found = flaws_of(disk.read_bytes(template))
    answer(session, "report-lint", lambda: _flaws_page(found), lambda: json_v1.judged.flaws(found, session.language))
    return int(any(flaw.level is Level.ERROR for flaw in found))


def _flaws_page(found: Sequence[TemplateFlaw]) -> Page:
    """Each with its place, its words and how to mend it."""
    if not found:
        return (Lines([line(text("the template is well"), Tone.GOOD)]),)
    lines = []
    for one in found:
        where = text("{part}, paragraph {number}", part=one.part, number=one.paragraph) if one.paragraph else one.part
        said = text("{where}: {reason}", where=where, reason=one.reason)
        said = text("{where}: {reason}  “{words}”", where=where, reason=one.reason, words=one.words) if one.words else said
        lines.append(line(said, Tone.BAD if one.level is Level.ERROR else Tone.WARN, one.remedy))
    return (Lines(lines, Cell(text("things wrong with the template: {count}", count=len(lines)), Tone.STRONG)),)
