"""GIT01: what git holds and did not lay out here. Of records it is found while reading, of evidence files here."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.absence import LAY_OUT, laid_out
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import FileState, Level


def not_checked_out(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every evidence file of an issue that is not void lies here; all that do not are named at once."""
    found = list(ledger.spoilt(issue, FileState.LEFT_OUT))
    if found:
        files = [piece.file for _, piece, _ in found]
        folders = {ledger.left_out.get(file, "") for file in files}
        said = text("{files}{more}: {state}", files=files[:3], more="…" if len(files) > 3 else "", state=FileState.LEFT_OUT)
        yield Fault(("evidence", found[0][0], "file"), said, laid_out(folders.pop() if len(folders) == 1 else ""))


RULE = Rule(
    code="GIT01",
    level=Level.WARNING,
    title=text("in git, and not checked out here"),
    why=text("What git was told to leave out is not gone. It is not looked at either, so no total that leaves the office may rest on it."),
    fix=LAY_OUT,
    waivable=False,
    issue=not_checked_out,
    good="""
        files: {evidence/CG-D001/a.jpg: intact}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
    """,
    bad="""
        files: {evidence/CG-D001/a.jpg: left_out}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}   # <- GIT01
    """,
)
