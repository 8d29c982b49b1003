"""`inspect list`: the issues of a round, all or some."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import optional_choice
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.counting.counts import unit_of
from inspect_cli.domain.finding import worst_exit
from inspect_cli.domain.words import Channel, State
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.store.loading import ledger_of
from inspect_cli.store.lookup import newest_first
from inspect_cli.views import listing as views


@verb("list", READ, forms=PAGE, remembered=True)
def listing(
    session: Session,
    unit: options.UnitOption = None,
    channel: Annotated[
        str | None,
        Option("--channel", metavar="immediate|during|feedback", help="only this channel", offers=complete.channels, remembered=True),
    ] = None,
    state: Annotated[
        list[str] | None,
        Option("--state", metavar="STATE", help="only this state; may be given several times", offers=complete.states, remembered=True),
    ] = None,
    overdue: Annotated[bool, Option("--overdue", help="only what is overdue", remembered=True)] = False,
    still_open: Annotated[bool, Option("--open", help="only what is not done, closed or void", remembered=True)] = False,
    leader: Annotated[
        str, Option("--leader", metavar="TEXT", help="only where leader, department or handler contain this", remembered=True)
    ] = "",
    words: Annotated[
        str, Option("--text", metavar="TEXT", help="only where title, text, measures or notes contain this", remembered=True)
    ] = "",
    every: Annotated[bool, Option("--all", help="all rounds", remembered=True)] = False,
) -> int:
    """Prints the issues."""
    wanted = views.Filter(
        unit=unit.upper() if unit else "",
        channel=optional_choice(Channel, channel, "--channel"),
        states=tuple(one for one in (optional_choice(State, name, "--state") for name in state or ()) if one),
        overdue=overdue,
        only_open=still_open,
        owner=leader,
        words=words,
    )
    if every:
        session.must_know_round()
    names = session.workspace.round_ids() if every else [session.chosen_round().folder.name]
    loaded = newest_first([session.archive.round(name) for name in names])
    ledgers = [ledger_of(one, session.today) for one in loaded]
    if not every:
        unit_of(ledgers[0], unit)
    lines = [item for ledger in ledgers for item in views.lines(ledger, wanted)]
    absent = session.archive.absent if every else [] if session.round else session.archive.elsewhere(names[0])
    findings = [*(finding for one in loaded for finding in one.findings), *absent]
    answer(
        session,
        "list",
        lambda: views.page(lines, session.today, findings, every),
        lambda: json_v1.standing.listing(lines, session.today, findings, session.language),
    )
    return worst_exit([finding for finding in findings if finding.unread])
