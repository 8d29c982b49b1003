"""EVI07: an evidence file has a name that another system does not have, or takes for another one.

Of what a record names it is found here; of what else lies among the evidence, while reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.filenames import is_refused_somewhere, one_path
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.mending import sent_back, waived_with_reason
from inspect_cli.domain.record.issue import Evidence, Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import FileState, Level, State


def name_elsewhere(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every evidence file has, on every system, one name and a name of its own."""
    for index, piece in enumerate(issue.evidence):
        for message, fix, level in _objections(issue, ledger, piece) if piece.file else ():
            yield Fault(("evidence", index, "file"), message, fix, level=level)


def _objections(issue: Issue, ledger: Ledger, piece: Evidence) -> Iterator[tuple[Text, Text, Level]]:
    """At most one, the gravest."""
    if others := ledger.spelt_alike(piece):
        said = text("{file}: on Windows and macOS this is the same name as {others}", file=piece.file, others=others)
        yield said, _added_anew(issue, ledger, _last_of(issue, piece, others)), Level.ERROR
    elif any(map(is_refused_somewhere, piece.file.split("/"))):
        said = text("{file}: Windows has no file of this name", file=piece.file)
        yield said, _added_anew(issue, ledger, piece), Level.WARNING
    elif ledger.file_state(issue, piece) is FileState.NAMED_DIFFERENTLY:
        said = text("{file}: the file is there, but its name is spelt differently: rename it", file=piece.file)
        yield said, text("give the file this very name: {file}", file=f"rounds/{ledger.round.id}/{piece.file}"), Level.WARNING


def _last_of(issue: Issue, piece: Evidence, others: list[str]) -> Evidence:
    """Which of several is to have another name: the same one whichever is asked about, so that one of them keeps its own."""
    return max((one for one in issue.evidence if one is piece or one.file in others), key=lambda one: one.file)


def _added_anew(issue: Issue, ledger: Ledger, piece: Evidence) -> Text:
    """What is to be typed, one after the other, until no file of the bad name is left, in git neither; what is settled stays as it is."""
    if issue.carried_to or issue.state in (State.CLOSED, State.VOID):
        return text("it stays under this name; {waive}", waive=waived_with_reason(issue.id, RULE.code))
    file = f"rounds/{ledger.round.id}/{piece.file}"
    steps = text(
        "one after the other: inspect evidence drop {id} {piece} --reason …; inspect evidence add {id} {file} (gives it another name); "
        "git rm -f {path}",
        id=issue.id,
        piece=piece.id,
        file=pasted(file),
        path=one_path(file),
    )
    if issue.state is State.DONE:
        return text("{first}, then {steps}", first=sent_back(issue.id, issue.state), steps=steps)
    return steps


RULE = Rule(
    code="EVI07",
    title=text("evidence under a name that another system does not have, or takes for another"),
    why=text("A folder that is copied to Windows or macOS loses one of two such files, and nobody sees it."),
    also=((Level.WARNING, text("a name that Windows does not have, or that is spelt otherwise on the disk")),),
    fix=text("drop it with a reason, add it again (inspect gives it a name that every system takes), then git rm FILE"),
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
