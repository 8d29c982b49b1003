"""`inspect feedback ROUND --on DATE`: the feedback meeting took place; from then on its report is what is due."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from inspect_cli.actions.amending import Because
from inspect_cli.actions.opening import fed_back
from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import day_value
from inspect_cli.cli.argv.verb import ROUND_WRITE, verb
from inspect_cli.cli.desk.completing import approved
from inspect_cli.cli.desk.output import print_json, tell, would_change
from inspect_cli.domain.counting.stages import report_due
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text, text
from inspect_cli.render import json_v1
from inspect_cli.store.files.disk import Write


@verb("feedback", ROUND_WRITE)
def feedback(
    session: Session,
    round_id: Annotated[str, Argument(metavar="ROUND", help="the round", offers=complete.rounds)],
    on: Annotated[str, Option("--on", metavar="DATE", help="the day of the meeting")],
    note: options.Note = "",
    approved_by: options.ApprovedBy = "",
) -> int:
    """Sets `feedback_on`, once."""
    day = day_value(on, "--on")

    def attempt(because: Because) -> tuple[Round, Write]:
        return fed_back(session.workspace, session.hand, round_id, day, because, session.dry_run)

    after, write = approved(session, Because(note, approved_by), attempt)
    if session.dry_run:
        would_change(session, write)
        return 0
    if session.json:
        print_json("feedback", json_v1.deeds.feedback(round_id, day, report_due(after, day)))
    tell(session, _said(after))
    return 0


def _said(round_: Round) -> Text:
    due = report_due(round_, round_.feedback_on or date.max)
    if due is None:
        return text(
            "feedback of {round} on {day}; its report has no limit yet: "
            "inspect edit {round}, for example deadlines: {{feedback_report: {{months: 3}}}}",
            round=round_.id,
            day=round_.feedback_on,
        )
    return text("feedback of {round} on {day}; the report is due on {due}", round=round_.id, day=round_.feedback_on, due=due)
