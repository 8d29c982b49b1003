"""`inspect explain`: the manual page of a rule, or the list of all."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.counting.gate import GATE_RULES
from inspect_cli.domain.rules import all_rules
from inspect_cli.render import json_v1
from inspect_cli.render.forms import PAGE
from inspect_cli.views import explain as views


@verb("explain", forms=PAGE)
def explain(
    session: Session,
    rule: Annotated[str, Argument(metavar="RULE", help="the rule's code, such as DUE01", offers=complete.rules)] = "",
) -> int:
    """Prints the page."""
    chosen = views.chosen(views.entries(all_rules(), GATE_RULES), rule)
    made = views.page(chosen[0]) if rule else views.list_page(chosen)
    answer(session, "explain", made, lambda: json_v1.judged.explain(chosen, session.language))
    return 0
