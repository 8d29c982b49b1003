"""TXT03: text marked as classified."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault, Route
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.ledger import Ledger
from inspect_cli.domain.marking import mark_in
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def marked_secret(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """No free text of the record bears a classification mark."""
    for route, said in _texts(issue):
        mark = mark_in(said)
        if mark:
            yield Fault(route, text("the text is marked “{mark}”: classified material does not belong in these records", mark=mark))


def _texts(issue: Issue) -> Iterator[tuple[Route, str]]:
    for name in ("title", "text", "notice", "post"):
        yield (name,), getattr(issue, name)
    for index, measure in enumerate(issue.measures):
        yield ("measures", index, "text"), measure.text
    for index, piece in enumerate(issue.evidence):
        yield ("evidence", index), f"{piece.note} {piece.document} {piece.file}"
    for index, entry in enumerate(issue.history):
        yield ("history", index, "note"), entry.note


RULE = Rule(
    code="TXT03",
    level=Level.ERROR,
    title=text("text marked 秘密, 机密 or 绝密"),
    why=text("Classified material does not belong in these records, which are copied with every clone."),
    fix=text("take the text out of the record and out of git's history, and tell whoever keeps secrets"),
    issue=marked_secret,
    good="""
        text: 保守工作秘密的制度执行不到位。
    """,
    bad="""
        text: 【机密】线索情况   # <- TXT03
    """,
)
