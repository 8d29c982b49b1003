"""`inspect why`: every verb of an issue with what it still needs."""

from __future__ import annotations

from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.lifecycle.act import Situation
from inspect_cli.domain.record.ids import typed_id
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.store.lookup import one_issue
from inspect_cli.views import why as views


@verb("why", READ, forms=PAGE)
def why(session: Session, issue: options.OneIssue) -> int:
    """Prints one block a verb."""
    loaded, record = one_issue(session.workspace, issue, session.round, session.today)
    files = {file: state for (_, file), state in loaded.files.items()}
    ref = f"{loaded.round.id}/{record.issue.id}"
    situation = Situation(round=loaded.round, today=session.today, files=files, name=_named(session, issue, ref), present=session.present)
    steps = views.steps(record.issue, situation, session.now)
    answer(
        session,
        "why",
        lambda: views.page(record.issue, situation, steps),
        lambda: json_v1.followed.why(ref, record.issue.state, steps, session.language),
    )
    return 0


def _named(session: Session, typed: str, ref: str) -> str:
    """The issue as a command must name it: its bare id where that was typed, else with its round."""
    return ref.partition("/")[2] if typed_id(typed) and not session.round else ref
