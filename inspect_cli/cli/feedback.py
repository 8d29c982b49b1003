"""`inspect feedback ROUND --on DATE`: the feedback meeting took place; from then on its report is what is due."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import day_value
from inspect_cli.cli.argv.verb import ROUND_WRITE, verb
from inspect_cli.cli.desk.output import difference, tell, would_write
from inspect_cli.domain.counting.stages import feedback_objection, report_due
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.render import json_v1
from inspect_cli.store import writing
from inspect_cli.store.files import disk
from inspect_cli.store.loading import load_round
from inspect_cli.store.lookup import must_be_readable
from inspect_cli.store.reading import read_round
from inspect_cli.yamlsplice.change import Set
from inspect_cli.yamlsplice.document import parse


class FeedbackRefused(Trouble):
    """The feedback day cannot be recorded as asked."""

    code = "refused"
    status = 4


@verb("feedback", ROUND_WRITE)
def feedback(
    session: Session,
    round_id: Annotated[str, Argument(metavar="ROUND", help="the round", offers=complete.rounds)],
    on: Annotated[str, Option("--on", metavar="DATE", help="the day of the meeting")],
) -> int:
    """Sets `feedback_on`, once."""
    day = day_value(on, "--on")
    workspace = session.workspace
    with workspace.locked():
        loaded = must_be_readable(load_round(workspace, round_id))
        path = loaded.folder / "round.yaml"
        before = disk.read_bytes(path)
        objection = feedback_objection(loaded.round, day)
        if objection:
            raise FeedbackRefused(*objection)
        changes = [] if loaded.round.feedback_on else [Set(("feedback_on",), day)]
        document = writing.edited_round(parse(before), loaded.file, changes)
        write = disk.Write(path, before, document.raw)
        if session.dry_run:
            would_write(session, difference(loaded.file, write))
            return 0
        disk.write_all([write], workspace.journal)
    after = read_round(document.raw).record
    assert after is not None
    if session.json:
        print(
            json_v1.document(
                "feedback", {"round": round_id, "feedback_on": day.isoformat(), "report_due": str(report_due(after, day) or "") or None}
            )
        )
    tell(session, _said(after))
    return 0


def _said(round_: Round) -> Text:
    due = report_due(round_, round_.feedback_on or date.max)
    if due is None:
        return text(
            "feedback of {round} on {day}; its report has no limit yet: deadlines.feedback_report", round=round_.id, day=round_.feedback_on
        )
    return text("feedback of {round} on {day}; the report is due on {due}", round=round_.id, day=round_.feedback_on, due=due)


VERB = feedback
