"""The rounds there are: when, where, how far."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_cli.domain.counting.standing import Standing
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.text import text
from inspect_cli.views.gaps import unread
from inspect_cli.views.page import Cell, Lines, Page, Table, cells, columns, line, loose, number


def page(lines: Sequence[Standing], findings: Sequence[Finding]) -> Page:
    """One row a round; what the findings say is not read or not here is told with it."""
    if not lines:
        return (
            *unread(findings),
            Lines([line(text("there is no round yet"), hint=text("open the first one: inspect new-round"))]),
        )
    when = FIELDS["stage"], FIELDS["on_site"]
    heads = columns(FIELDS["round"], loose(FIELDS["round_title"]), *when, loose(FIELDS["units"]), number(text("issues")))
    rows = [
        cells(
            one.round.id,
            one.round.title,
            one.stage or "—",
            text("{starts} to {ends}", starts=one.round.starts or "—", ends=one.round.ends or "—"),
            [unit.code for unit in one.round.units],
            one.issues,
        )
        for one in lines
    ]
    return (Table(heads, rows, title=Cell(text("rounds: {count}", count=len(lines)))), *unread(findings))
