"""EVI05: the same file proves several issues."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import sent_back, waived_with_reason
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Level


def same_file_twice(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """No other issue of the round names a file of the same content or at the same place."""
    for index, piece in enumerate(issue.evidence):
        others = [other.id for other in ledger.proving(piece) if other.id != issue.id] if issue.is_counted else []
        if others:
            said = text("{file} is also the evidence of {others}", file=piece.file, others=others)
            yield Fault(("evidence", index, "file"), said, _its_own(issue, piece.id))


def _its_own(issue: Issue, piece: str) -> Text:
    """Evidence of its own, or the word of somebody who may that it proves both."""
    way = sent_back(issue.id, issue.state)
    if issue.is_open:
        way = text("inspect evidence drop {id} {piece} --reason …, then inspect evidence add {id} with its own", id=issue.id, piece=piece)
    return text("{way}; {waive}", way=way, waive=waived_with_reason(issue.id, RULE.code))


RULE = Rule(
    code="EVI05",
    level=Level.WARNING,
    title=text("the same evidence file under several issues"),
    why=text("One photo for ten issues proves at most one of them."),
    fix=text("give each issue evidence of its own; where one file does prove both, waive it with the reason"),
    issue=same_file_twice,
    good="""
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D002/b.jpg, sha256: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb}
    """,
    bad="""
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}   # <- EVI05
        ---
        evidence:
          - {id: e1, file: evidence/CG-D002/b.jpg, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}   # <- EVI05
    """,
)
