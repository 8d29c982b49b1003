"""The counts of a round over time, as a chart of bars that fits a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspect_cli.domain.counting.course import Point
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import State, Word, word
from inspect_cli.views.page import Cell, Lines, Page, Table, Tone, cells, columns, line, number

ROWS = 30
"""More than this many points are thinned out, so that the chart fits a screen; the JSON has them all."""
WIDTH = 30
"""Characters of the longest bar."""
CLOSED, DONE, OPEN = "█", "▓", "░"
_HEADS = (FIELDS["total"], Word("未完成", "open"), word(State.DONE), word(State.CLOSED), FIELDS["overdue"])


def page(title: Text, points: Sequence[Point], commits: bool = False, edge: date | None = None) -> Page:
    """One bar a point: closed, done, open, as long as the total. `commits`: each point is a commit, and named.

    `edge`: the day at which a shallow clone begins.
    """
    if not points:
        return (Lines([line(title, Tone.STRONG)]), Lines([line(text("git knows nothing of this round yet: commit it first"))]))
    largest = max(point.total for point in points) or 1
    heads = columns(text("day"), *([text("commit")] if commits else []), "", *map(number, _HEADS))
    rows = [_row(point, largest, commits) for point in thinned(points)]
    legend = text("{closed} closed  {done} done  {open} open", closed=CLOSED, done=DONE, open=OPEN)
    below = [line(legend, Tone.DIM)]
    if edge:
        untold = text("this clone is shallow: what was before {day} is not known here", day=edge)
        below.append(line(untold, Tone.WARN, text("git fetch --unshallow")))
    return (Table(heads, rows, title=Cell(title, Tone.STRONG)), Lines(below))


def _row(point: Point, largest: int, commits: bool) -> tuple[Cell, ...]:
    late = Cell(point.overdue, Tone.BAD if point.overdue else Tone.PLAIN)
    return cells(
        point.day, *([point.commit[:7]] if commits else []), bar(point, largest), point.total, point.open, point.done, point.closed, late
    )


def bar(point: Point, largest: int) -> str:
    """The point as a bar; whatever is not zero is seen."""
    ends, so_far = [], 0
    for count in (point.closed, point.done, point.open):
        so_far += count
        ends.append(round(WIDTH * so_far / largest))
    lengths = [ends[0], ends[1] - ends[0], ends[2] - ends[1]]
    lengths = [max(1, length) if count else 0 for length, count in zip(lengths, (point.closed, point.done, point.open), strict=True)]
    return CLOSED * lengths[0] + DONE * lengths[1] + OPEN * lengths[2]


def thinned(points: Sequence[Point]) -> list[Point]:
    """At most ROWS of the points, evenly taken, the first and the last among them."""
    if len(points) <= ROWS:
        return list(points)
    return [points[at * (len(points) - 1) // (ROWS - 1)] for at in range(ROWS)]
