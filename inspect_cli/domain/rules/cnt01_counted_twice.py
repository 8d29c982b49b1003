"""CNT01: the same uid or id twice."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.links import Face, Links
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def counted_twice(face: Face, links: Links) -> Iterator[Fault]:
    """No other record has its uid, and no other of the round its id."""
    twins = [other.ref for other in links.by_uid.get(face.uid, ()) if other.ref != face.ref]
    if twins:
        yield Fault(("uid",), text("{others} has the same uid", others=twins))
    if len(links.by_ref.get(face.ref, ())) > 1:
        yield Fault(("id",), text("another file of the round claims {id} too", id=face.id))


RULE = Rule(
    code="CNT01",
    level=Level.ERROR,
    title=text("the same uid or id twice"),
    why=text("One issue in two files is counted twice; two issues under one id are taken for one."),
    fix=text("give the copy a uid of its own, or delete it; each id stands once in a round"),
    waivable=False,
    link=counted_twice,
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
