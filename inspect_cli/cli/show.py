"""`inspect show`: one issue, whole."""

from __future__ import annotations

from inspect_cli.actions.unsaved import of_record
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.store.loading import ledger_of
from inspect_cli.store.lookup import one_issue
from inspect_cli.views import show as views
from inspect_cli.views import unsaved


@verb("show", READ, forms=PAGE, remembered=True)
def show(session: Session, issue: options.OneIssue) -> int:
    """Prints the issue."""
    loaded, record = one_issue(session.workspace, issue, session.round, session.today)
    ledger = ledger_of(loaded, session.today)
    fresh = of_record(session.workspace, record)
    answer(
        session,
        "show",
        lambda: (*views.page(record.issue, ledger), *unsaved.of_one(fresh, session.today)),
        lambda: json_v1.followed.show(ledger.ref(record.issue), record.issue, fresh),
    )
    return 0
