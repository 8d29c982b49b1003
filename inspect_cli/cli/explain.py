"""`inspect explain`: the manual page of a rule, or the list of all."""

from __future__ import annotations

from textwrap import dedent
from typing import Annotated

from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import TALK, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.counting.gate import GATE_RULES
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import NotFound
from inspect_cli.render.language import say
from inspect_cli.views import explain as views


@verb("explain", TALK)
def explain(
    session: Session,
    rule: Annotated[str, Argument(metavar="RULE", help="the rule's code, such as DUE01", offers=complete.rules)] = "",
) -> int:
    """Prints the page."""
    code = rule.upper()
    entries = views.entries(all_rules(), GATE_RULES)
    if code and code not in entries:
        near = [name for name in entries if name[:3] == code[:3]]
        raise NotFound(text("there is no rule {rule}", rule=rule), text("known rules: {rules}", rules=near or list(entries)))
    chosen = [entries[code]] if code else list(entries.values())
    answer(
        session,
        "explain",
        lambda: views.page(chosen[0]) if code else views.list_page(chosen),
        lambda: {
            "rules": [
                {
                    "code": one.code,
                    "level": one.level,
                    "title": say(one.title, session.language),
                    "why": say(one.why, session.language),
                    "fix": say(one.fix, session.language),
                    "good": dedent(one.good),
                    "bad": dedent(one.bad),
                }
                for one in chosen
            ]
        },
    )
    return 0


VERB = explain
