"""EVI07: an evidence file has a name that another system does not have, or takes for another one."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.filenames import is_refused_somewhere
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.record.issue import Evidence, Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import FileState, Level


def name_elsewhere(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every evidence file has, on every system, one name and a name of its own."""
    for index, piece in enumerate(issue.evidence):
        for message, level in _objections(issue, ledger, piece) if piece.file else ():
            again = text(
                "inspect evidence drop {id} {piece} --reason …, then add it again: inspect renames it", id=issue.id, piece=piece.id
            )
            yield Fault(("evidence", index, "file"), message, again, level=level)


def _objections(issue: Issue, ledger: Ledger, piece: Evidence) -> Iterator[tuple[Text, Level]]:
    """At most one, the gravest."""
    if others := ledger.spelt_alike(piece):
        said = text("{file}: on Windows and macOS this is the same name as {others}", file=piece.file, others=others)
        yield said, Level.ERROR
    elif any(map(is_refused_somewhere, piece.file.split("/"))):
        yield text("{file}: Windows has no file of this name", file=piece.file), Level.WARNING
    elif ledger.file_state(issue, piece) is FileState.NAMED_DIFFERENTLY:
        yield text("{file}: the file is there, but its name is spelt differently: rename it", file=piece.file), Level.WARNING


RULE = Rule(
    code="EVI07",
    title=text("evidence under a name that another system does not have, or takes for another"),
    why=text("A folder that is copied to Windows or macOS loses one of two such files, and nobody sees it."),
    fix=text("drop it with a reason and add it again: inspect gives it a name that every system takes"),
    issue=name_elsewhere,
    good="""
        files: {evidence/CG-D001/a.jpg: intact, evidence/CG-D001/b.jpg: intact}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
          - {id: e2, file: evidence/CG-D001/b.jpg, sha256: 1111111111111111111111111111111111111111111111111111111111111111}
    """,
    bad="""
        files: {evidence/CG-D001/con.txt: intact, evidence/CG-D001/c.jpg: named_differently}
        ---
        evidence:
          - {id: e1, file: evidence/CG-D001/a.jpg, sha256: 0000000000000000000000000000000000000000000000000000000000000000}   # <- EVI07
          - {id: e2, file: evidence/CG-D001/A.JPG, sha256: 1111111111111111111111111111111111111111111111111111111111111111}   # <- EVI07
          - {id: e3, file: evidence/CG-D001/con.txt, sha256: 2222222222222222222222222222222222222222222222222222222222222222}   # <- EVI07
          - {id: e4, file: evidence/CG-D001/c.jpg, sha256: 3333333333333333333333333333333333333333333333333333333333333333}   # <- EVI07
    """,
)
