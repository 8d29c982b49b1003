"""EVI02: an evidence file is not there, or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.absence import REMEDIES
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import FileState

_BACK = text("put the file back: {file}")
_FIXES = {
    FileState.MISSING: _BACK,
    FileState.UNREADABLE: _BACK,
    FileState.LOST: REMEDIES[FileState.LOST],
    FileState.FILTERED: REMEDIES[FileState.FILTERED],
}
"""The states that nobody can look behind, and how to go on."""


def file_missing(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every evidence file of an issue that is not void can be read."""
    for index, piece, state in ledger.spoilt(issue, *_FIXES):
        yield Fault(
            ("evidence", index, "file"),
            text("{file}: {state}", file=piece.file, state=state),
            _FIXES[state].about(file=piece.file),
        )


RULE = Rule(
    code="EVI02",
    title=text("evidence file missing or unreadable"),
    why=text("A hash that cannot be computed is a failure, not a blank."),
    fix=text("put the file back where the record says"),
    waivable=False,
    issue=file_missing,
    good="""
        files: {evidence/CG-D001/a.jpg: intact}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
    """,
    bad="""
        files: {evidence/CG-D001/a.jpg: missing, evidence/CG-D001/b.jpg: unreadable}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}   # <- EVI02
          - {id: e2, file: evidence/CG-D001/b.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}   # <- EVI02
    """,
)
