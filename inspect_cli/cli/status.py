"""`inspect status`: where things stand, and whether the written report can go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.counting.counts import unit_of
from inspect_cli.domain.finding import worst_exit
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.store.loading import ledger_of
from inspect_cli.views import status as views

if TYPE_CHECKING:
    from inspect_cli.actions.archive import Archive
    from inspect_cli.actions.past import Past


@verb("status", READ, forms=PAGE, remembered=True)
def status(
    session: Session,
    name: Annotated[
        str, Argument(metavar="ROUND", help="the round; else the one open today, else the newest", offers=complete.rounds)
    ] = "",
    unit: options.UnitOption = None,
    every: Annotated[bool, Option("--all", help="all rounds, one row each", remembered=True)] = False,
    published: Annotated[bool, Option("--published", help="the counts in the words that the round publishes", remembered=True)] = False,
    at: Annotated[
        str | None,
        Option("--at", metavar="REV", help="as the records were at a git revision, or at the end of a day; --today sets the day"),
    ] = None,
    gate: Annotated[bool, Option("--gate", help="exit with 1 while the report's gate is closed", remembered=True)] = False,
) -> int:
    """Prints the status; exit 3 where a record cannot be read."""
    if every or name:
        session.must_know_round()
    records = session.archive if at is None else _past(session, at)
    if every:
        overview = views.all_rounds(session.today, records.standings(session.today), records.absent, records.unsaved())
        answer(session, "status", lambda: views.all_page(overview), lambda: json_v1.standing.all_rounds(overview, session.language))
        ready, shown = overview.ready, [found for one in overview.rounds for found in one.findings]
    else:
        loaded = records.round(name or (session.chosen_round().folder.name if at is None else _current(session, records)))
        ledger = ledger_of(loaded, session.today)
        absent = () if name or session.round else records.elsewhere(loaded.folder.name)
        one = views.status(ledger, [*loaded.findings, *absent], unit_of(ledger, unit), records.unsaved())
        if name or session.round:  # what was asked with its round is told with its round: a bare id may mean an issue of another
            one = views.with_whole_names(one)
        answer(session, "status", lambda: views.page(one, published), lambda: json_v1.standing.status(one, session.language))
        ready, shown = one.report.ready, list(one.findings)
    return worst_exit(finding for finding in shown if finding.unread) or int(gate and not ready)


def _current(session: Session, records: Past | Archive) -> str:
    """The round that is current here, where there was one by its name; else the newest that there was."""
    here, there = session.chosen_round().folder.name, records.round_ids()
    return here if here in there or session.round or not there else records.standings(session.today)[0].round.id


def _past(session: Session, named: str) -> Past:
    from inspect_cli.actions.past import past

    return past(session.workspace, named)
