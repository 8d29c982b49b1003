"""`inspect trend`: how the counts of a round went, read from git's history."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.past import edge_of, moments
from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import must_be_one_of
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.counting.course import by_commit, by_day
from inspect_cli.domain.text import text
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.store.git.versions import Repository
from inspect_cli.store.loading import load_round
from inspect_cli.views.trend import page


@verb("trend", READ, forms=PAGE)
def trend(
    session: Session,
    name: Annotated[
        str, Argument(metavar="ROUND", help="the round; else the one open today, else the newest", offers=complete.rounds)
    ] = "",
    per: Annotated[str, Option("--per", metavar="day|commit", help="a point for each day on which something changed, or a commit")] = "day",
) -> int:
    """Prints the chart."""
    must_be_one_of(per, ("day", "commit"), "--per")
    session.must_know_round()
    repository = Repository(session.workspace.root)
    chosen = load_round(session.workspace, name) if name else session.chosen_round()
    round_id = chosen.folder.name
    past = list(moments(repository, round_id))
    points = by_commit(past) if per == "commit" else by_day(past, session.today)
    edge = edge_of(repository, past)
    title = text("{round}  {title}", round=round_id, title=chosen.round.title)
    answer(
        session,
        "trend",
        lambda: page(title, points, per == "commit", edge),
        lambda: json_v1.standing.trend(round_id, per, points, edge),
    )
    return 0
