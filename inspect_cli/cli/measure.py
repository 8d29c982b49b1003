"""`inspect measure add|done|drop`: the steps of rectification."""

from __future__ import annotations

import re
from typing import Annotated

from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import optional_choice, optional_day
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.acting import perform
from inspect_cli.domain.record.issue import Measure
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Did, MeasureKind
from inspect_cli.store.lookup import looks_like_an_issue


@verb("add", WRITE, text("add a measure: what will be done, by whom and by when"))
def add(
    session: Session,
    ids: options.Issues,
    said: Annotated[str, Option("--text", metavar="TEXT", help="what will be done")] = "",
    kind: options.MeasureKindOption = None,
    owner: Annotated[str, Option("--owner", metavar="NAME", help="who does it; else the issue's department")] = "",
    due: options.Due = None,
    document: Annotated[str, Option("--document", metavar="NUMBER", help="the number of the rule it makes (建章立制)")] = "",
) -> int:
    """Adds one measure to each issue; its text may also stand as the last word."""
    if not said and len(ids) > 1 and not looks_like_an_issue(ids[-1]):
        *ids, said = ids
    measure = Measure(
        id="", text=said, kind=optional_choice(MeasureKind, kind, "--kind"), owner=owner, due=optional_day(due, "--due"), document=document
    )
    return perform(session, ids, Did.MEASURE, measure=measure)


@verb("done", WRITE, text("a measure is done"))
def done(
    session: Session,
    words: Annotated[list[str], Argument(metavar="ID M", help="an issue and its measures: CG-D003 m1 m2", offers=complete.issues)],
    every: Annotated[bool, Option("--all", help="every measure that is still open")] = False,
    on: Annotated[str | None, Option("--on", metavar="DATE", help="the day it was done; else today")] = None,
    document: Annotated[str, Option("--document", metavar="NUMBER", help="the number of the rule it made (建章立制)")] = "",
    note: options.Note = "",
) -> int:
    """Marks measures as done."""
    ids, measures = [word for word in words if not _is_measure(word)], tuple(word for word in words if _is_measure(word))
    if not ids or bool(measures) == every:
        raise Misused(
            text("name an issue and its measures"), text("inspect measure done CG-D003 m1, or inspect measure done CG-D003 --all")
        )
    given = {"measures_done": measures, "done_on": optional_day(on, "--on"), "document": document, "note": note}
    return perform(session, ids, Did.MEASURE, all_measures_done=every, **given)


@verb("drop", WRITE, text("take a measure out of the plan, with a reason"))
def drop(
    session: Session,
    issue: options.OneIssue,
    measure: Annotated[str, Argument(metavar="M", help="the measure: m1")],
    note: options.Note = "",
) -> int:
    """Drops one measure."""
    return perform(session, [issue], Did.MEASURE, drop=measure, note=note)


def _is_measure(word: str) -> bool:
    return re.fullmatch(r"m[0-9]+", word) is not None


GROUP = {"add": add, "done": done, "drop": drop}
