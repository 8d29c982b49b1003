"""EVI04: an evidence path leads out of the round's folder."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import FileState


def outside_the_round(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every evidence file of an issue that is not void lies in the round's folder, also when links are followed."""
    for index, piece, state in ledger.spoilt(issue, FileState.OUTSIDE):
        yield Fault(
            ("evidence", index, "file"),
            text("{file}: {state}", file=piece.file, state=state),
            text(
                "have it copied into the round: inspect evidence drop {id} {piece} --reason …, then inspect evidence add {id} FILE",
                id=issue.id,
                piece=piece.id,
            ),
        )


RULE = Rule(
    code="EVI04",
    title=text("evidence outside the round's folder"),
    why=text("What lies elsewhere is not in the history, and is not there on another machine."),
    fix=text("let inspect evidence add copy it into the round"),
    waivable=False,
    issue=outside_the_round,
    good="""
        files: {evidence/CG-D001/a.jpg: intact}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
    """,
    bad="""
        files: {evidence/CG-D001/a.jpg: outside}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}   # <- EVI04
    """,
)
