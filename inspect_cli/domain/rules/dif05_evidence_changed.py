"""DIF05: evidence removed or swapped."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did, Level, State


def evidence_changed(before: Issue, after: Issue) -> Iterator[Fault]:
    """What proved it is still there and the same; before done, an `evidence` entry may explain that it went."""
    now = {piece.id: piece for piece in after.evidence}
    settled = before.state in (State.DONE, State.CLOSED)
    for old in before.evidence:
        new = now.get(old.id)
        if new is None and (settled or not after.did_since(before, Did.EVIDENCE)):
            yield Fault(("evidence",), text("evidence {piece} is gone", piece=old.id), key=True)
        elif new and (new.file, new.sha256, new.document) != (old.file, old.sha256, old.document):
            yield Fault(("evidence", after.evidence.index(new)), text("evidence {piece} became another file or document", piece=old.id))


RULE = Rule(
    code="DIF05",
    level=Level.ERROR,
    title=text("evidence removed or changed without an entry, or after done"),
    why=text("Evidence that goes, or becomes another, after the issue was declared done takes the proof away."),
    fix=text("put it back; before done: inspect evidence drop ID E --reason …"),
    pair=evidence_changed,
    good="""
        evidence:
          - {id: e1, document: 城管〔2020〕15号}
        ---
        evidence:
          - {id: e1, document: 城管〔2020〕15号}
          - {id: e2, document: 城管〔2020〕16号}
    """,
    bad="""
        evidence:
          - {id: e1, document: 城管〔2020〕15号}
        ---
        evidence:
          - {id: e1, document: 城管〔2020〕99号}   # <- DIF05
    """,
)
