"""EVI08: the content of an evidence file is not in this copy of the records."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import FileState, Level


def content_elsewhere(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every evidence file of an issue that is not void can be opened here."""
    for index, piece, state in ledger.spoilt(issue, FileState.POINTER):
        yield Fault(("evidence", index, "file"), text("{file}: {state}", file=piece.file, state=state), _PULL)


_PULL = text("git lfs pull; where Git LFS is not installed yet, install it first")

RULE = Rule(
    code="EVI08",
    level=Level.INFO,
    title=text("evidence whose content is not here"),
    why=text("Git LFS keeps large files elsewhere; the pointer names the content that is on record, but nobody can look at it here."),
    fix=_PULL,
    waivable=False,
    issue=content_elsewhere,
    good="""
        files: {evidence/CG-D001/a.jpg: intact}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
    """,
    bad="""
        files: {evidence/CG-D001/a.jpg: pointer}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}   # <- EVI08
    """,
)
