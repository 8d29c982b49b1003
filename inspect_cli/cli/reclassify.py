"""`inspect reclassify`: another severity or classification, approved."""

from __future__ import annotations

from inspect_cli.actions.acting import Supplied
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import optional_choice
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.acting import pattern, perform
from inspect_cli.domain.words import Did, Discipline, Nature, Severity


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
    """Classifies every issue named anew."""
    act = pattern(
        session,
        Did.RECLASSIFY,
        severity=optional_choice(Severity, severity, "--severity"),
        nature=optional_choice(Nature, nature, "--nature"),
        discipline=optional_choice(Discipline, discipline, "--discipline"),
        path=tuple(path or ()),
        note=note,
        approved_by=approved_by,
    )
    return perform(session, ids, Supplied(act))
