"""DIF05: evidence removed or swapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import OPEN_STATES, Did, Level


def evidence_changed(before: Issue, after: Issue) -> Iterator[Fault]:
    """What proved it is still there and the same, or an entry of the history says otherwise."""
    now = {piece.id: piece for piece in after.evidence}
    for old in before.evidence:
        new = now.get(old.id)
        same = new and (new.file, new.sha256, new.document) == (old.file, old.sha256, old.document)
        if same or _explained(before, after, old.id):
            continue
        drop = text("inspect evidence drop {id} {piece} --reason …", id=before.id, piece=old.id)
        fix = drop if before.is_open else text("put it back as it was")
        if new is None:
            yield Fault(("evidence",), text("evidence {piece} is gone", piece=old.id), fix, key=True)
        else:
            yield Fault(
                ("evidence", after.evidence.index(new)), text("evidence {piece} became another file or document", piece=old.id), fix
            )


def _explained(before: Issue, after: Issue, part: str) -> bool:
    """A new `evidence` entry names the part, made while the item was open: after done that takes a return first."""
    is_open, named = before.is_open, re.compile(rf"\b{part}\b", re.ASCII)
    for entry in after.history[len(before.history) :]:
        is_open = entry.to in OPEN_STATES if entry.to else is_open
        if is_open and entry.did is Did.EVIDENCE and named.search(entry.note):
            return True
    return False


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
          - {id: e2, document: 城管〔2020〕16号}
        ---
        evidence:   # <- DIF05
          - {id: e1, document: 城管〔2020〕99号}   # <- DIF05
    """,
)
