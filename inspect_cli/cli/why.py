"""`inspect why`: every verb of an issue with what it still needs."""

from __future__ import annotations

from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.lifecycle.act import Situation
from inspect_cli.render.language import say
from inspect_cli.store.lookup import one_issue
from inspect_cli.views import why as views


@verb("why", READ)
def why(session: Session, issue: options.OneIssue) -> int:
    """Prints one block a verb."""
    loaded, record = one_issue(session.workspace, issue, session.round, session.today)
    files = {file: state for (_, file), state in loaded.files.items()}
    situation = Situation(round=loaded.round, today=session.today, files=files, name=record.issue.id)
    steps = views.steps(record.issue, situation, session.now)
    answer(
        session,
        "why",
        lambda: views.page(record.issue, situation, steps),
        lambda: {
            "issue": f"{loaded.round.id}/{record.issue.id}",
            "state": record.issue.state,
            "verbs": [
                {
                    "verb": step.verb,
                    "to": step.to,
                    "roles": list(step.roles),
                    "needs": [
                        {"message": say(o.what, session.language), "fix": say(o.fix, session.language), "flag": o.need or None}
                        for o in step.needs
                    ],
                }
                for step in steps
            ],
        },
    )
    return 0
