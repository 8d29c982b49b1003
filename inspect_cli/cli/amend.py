"""`inspect extend|reclassify|hand-over|sustain|long-term`: acts that move no state."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import optional_choice, optional_day
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.acting import perform
from inspect_cli.domain.words import Did, Discipline, Nature, Severity


@verb("extend", WRITE)
def extend(
    session: Session,
    ids: options.Issues,
    to: Annotated[str | None, Option("--to", metavar="DATE", help="the new due date")] = None,
    note: options.Note = "",
    approved_by: options.ApprovedBy = "",
    approved_on: Annotated[str | None, Option("--approved-on", metavar="DATE", help="the day of the approval; else today")] = None,
) -> int:
    """A later due date, asked for and approved."""
    due, approved = optional_day(to, "--to"), optional_day(approved_on, "--approved-on")
    return perform(session, ids, Did.EXTEND, due=due, note=note, approved_by=approved_by, approved_on=approved)


@verb("reclassify", WRITE)
def reclassify(
    session: Session,
    ids: options.Issues,
    severity: options.SeverityOption = None,
    nature: options.NatureOption = None,
    discipline: options.DisciplineOption = None,
    path: options.Headings = None,
    note: options.Note = "",
    approved_by: options.ApprovedBy = "",
) -> int:
    """Another severity or classification, approved."""
    return perform(
        session,
        ids,
        Did.RECLASSIFY,
        severity=optional_choice(Severity, severity, "--severity"),
        nature=optional_choice(Nature, nature, "--nature"),
        discipline=optional_choice(Discipline, discipline, "--discipline"),
        path=tuple(path or ()),
        note=note,
        approved_by=approved_by,
    )


@verb("hand-over", WRITE)
def hand_over(
    session: Session,
    ids: options.Issues,
    leader: options.Leader = "",
    department: options.Department = "",
    handler: options.Handler = "",
    note: options.Note = "",
) -> int:
    """Another leader, department or handler takes over."""
    return perform(session, ids, Did.HAND_OVER, leader=leader, department=department, handler=handler, note=note)


@verb("sustain", WRITE)
def sustain(session: Session, ids: options.Issues, note: options.Note = "") -> int:
    """长期坚持: done and to be kept up."""
    return perform(session, ids, Did.SUSTAIN, note=note)


@verb("long-term", WRITE)
def long_term(
    session: Session,
    ids: options.Issues,
    note: options.Note = "",
    goal: Annotated[str, Option("--goal", metavar="TEXT", help="the stage goal")] = "",
    review_on: Annotated[str | None, Option("--review-on", metavar="DATE", help="when it is looked at next")] = None,
) -> int:
    """持续整改: cannot be done yet and stays open under review."""
    return perform(session, ids, Did.LONG_TERM, note=note, goal=goal, review_on=optional_day(review_on, "--review-on"))


VERBS = {one.name: one for one in (extend, reclassify, hand_over, sustain, long_term)}
