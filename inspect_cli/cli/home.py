"""`inspect`, and nothing more: where things stand and the next three things to do; where there are no records, how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.finding import worst_exit
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.store.loading import ledger_of
from inspect_cli.store.workspace import NoWorkspace
from inspect_cli.views import home as views
from inspect_cli.views import status as counted


@verb("home", READ, forms=PAGE, remembered=True)
def home(session: Session) -> int:
    """Exit 3 where a record cannot be read; 5 where the folder that was named holds none."""
    try:
        rounds = session.workspace.round_ids()
    except NoWorkspace:
        if session.is_root_named:
            raise  # that a named folder holds no records is not to be passed over
        return _begin(session, views.NO_WORKSPACE, None)
    if not rounds:
        session.workspace.must_hold_a_round()
        return _begin(session, views.NO_ROUND, str(session.workspace.root))
    name = session.chosen_round().folder.name
    current = session.round is None
    loaded = session.archive.round(name)
    ledger = ledger_of(loaded, session.today)
    view = counted.status(ledger, [*loaded.findings, *(session.archive.elsewhere(name) if current else ())])
    issued = _issued(session, name, view.report.kind.value) if view.report.items else frozenset()
    todo = views.steps(views.Standpoint(view, ledger, current, issued))
    root, language = str(session.workspace.root), session.language
    answer(session, "home", lambda: views.page(view, todo), lambda: json_v1.standing.home(session.today, root, view, todo, language))
    return worst_exit(one for one in view.findings if one.unread)


def _issued(session: Session, round_id: str, kind: str) -> frozenset[str]:
    from inspect_cli.store.baselines import issued_units  # with all that a baseline is read with, which few pages wait for

    return issued_units(session.workspace.root, round_id, kind)


def _begin(session: Session, todo: Sequence[views.Step], root: str | None) -> int:
    page = views.beginning(todo)
    answer(session, "home", page, lambda: json_v1.standing.home(session.today, root, None, todo, session.language))
    return 0
