"""REP01: a link that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.links import IssueStub, Links
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text


def dangling_link(face: IssueStub, links: Links) -> Iterator[Fault]:
    """Every link names an issue that is there, readable or not."""
    for route, name in face.links():
        if not links.is_there(face, name):
            yield Fault(route, text("there is no issue {name}", name=name))


RULE = Rule(
    code="REP01",
    title=text("a link to an issue that is not there"),
    why=text("A similar issue or an earlier occurrence that cannot be looked up is only a claim."),
    fix=text("correct the link: ID, or ROUND/ID"),
    link=dangling_link,
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
