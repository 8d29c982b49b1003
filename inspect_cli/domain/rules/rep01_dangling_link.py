"""REP01: a link that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.ledger import Ledger
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def dangling_link(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every link names an issue that is there, readable or not."""
    for field, names in (("similar", issue.similar), ("recurs", issue.recurs)):
        for index, name in enumerate(names):
            if not _is_there(name, ledger):
                yield Fault((field, index), text("there is no issue {name}", name=name))
    for field, name in (("carried_to", issue.carried_to), ("carried_from", issue.carried_from)):
        if name and not _is_there(name, ledger):
            yield Fault((field,), text("there is no issue {name}", name=name))


def _is_there(name: str, ledger: Ledger) -> bool:
    ref = ledger.full_ref(name)
    return ref in ledger.archive or ref in ledger.unread


RULE = Rule(
    code="REP01",
    level=Level.ERROR,
    title=text("a link to an issue that is not there"),
    why=text("A similar issue or an earlier occurrence that cannot be looked up is only a claim."),
    fix=text("correct the link: ID, or ROUND/ID"),
    issue=dangling_link,
    good="""
        similar: [CG-D002]
        ---
        title: 另一个问题
    """,
    bad="""
        similar: [TY-D099]   # <- REP01
        recurs: [2019-r5/CG-F007]   # <- REP01
        carried_to: 2020-r2/CG-F009   # <- REP01
    """,
)
