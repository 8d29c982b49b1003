"""`inspect rounds`: the rounds there are."""

from __future__ import annotations

from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.finding import worst_exit
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.views import rounds as views


@verb("rounds", ("no_index",), forms=PAGE, remembered=True)
def rounds(session: Session) -> int:
    """Prints one row a round."""
    lines = session.archive.standings(session.today)
    findings = [*(finding for one in lines for finding in one.findings), *session.archive.absent]
    answer(
        session,
        "rounds",
        lambda: views.page(lines, findings),
        lambda: json_v1.standing.rounds(lines, findings, session.language),
    )
    return worst_exit([finding for finding in findings if finding.unread])
