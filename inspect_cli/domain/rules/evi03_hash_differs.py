"""EVI03: an evidence file is not the one that was recorded."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import FileState


def hash_differs(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every evidence file of an issue that is not void has the hash that is on record."""
    for index, piece, state in ledger.spoilt(issue, FileState.DIFFERS, FileState.UNHASHED):
        yield Fault(
            ("evidence", index, "file"),
            text("{file}: {state}", file=piece.file, state=state),
            text(
                "put the original file back, or inspect evidence drop {id} {piece} --reason … and add it again",
                id=issue.id,
                piece=piece.id,
            ),
        )


RULE = Rule(
    code="EVI03",
    title=text("evidence file differs from what was recorded, or has no hash on record"),
    why=text("Evidence that can be swapped proves nothing."),
    fix=text("put the original back, or drop it with a reason and add the new one"),
    waivable=False,
    issue=hash_differs,
    good="""
        files: {evidence/CG-D001/a.jpg: intact}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
    """,
    bad="""
        files: {evidence/CG-D001/a.jpg: differs, evidence/CG-D001/b.jpg: unhashed}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}   # <- EVI03
          - {id: e2, file: evidence/CG-D001/b.jpg}   # <- EVI03
    """,
)
