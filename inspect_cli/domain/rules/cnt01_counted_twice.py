"""CNT01: the same uid or id twice."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.ledger import Ledger
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def counted_twice(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """No other record has its uid, and no other of the round its id."""
    twins = [ref for ref in ledger.by_uid.get(issue.uid, ()) if ref != ledger.ref(issue)]
    if twins:
        yield Fault(("uid",), text("{others} has the same uid", others=twins))
    if len(ledger.archive.get(ledger.ref(issue), ())) > 1:
        yield Fault(("id",), text("another file of the round claims {id} too", id=issue.id))


RULE = Rule(
    code="CNT01",
    level=Level.ERROR,
    title=text("the same uid or id twice"),
    why=text("One issue in two files is counted twice; two issues under one id are taken for one."),
    fix=text("give the copy a uid of its own, or delete it; each id stands once in a round"),
    waivable=False,
    issue=counted_twice,
    good="""
        title: 一个问题
        ---
        title: 另一个问题
    """,
    bad="""
        uid: k3v9q2m8xw   # <- CNT01
        ---
        uid: k3v9q2m8xw   # <- CNT01
    """,
)
