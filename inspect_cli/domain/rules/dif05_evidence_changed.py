"""DIF05: evidence removed or swapped."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.mending import corrected_by, taken_out
from inspect_cli.domain.record.issue import Evidence
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, FileState
from inspect_cli.yamlsplice.change import Route


def evidence_changed(c: Comparison) -> Iterator[Regression]:
    """What proved it is still there and the same, or an entry of the history says otherwise."""
    now = {piece.id: piece for piece in c.after.evidence}
    for old in c.before.evidence:
        new = now.get(old.id)
        if new and (new.file, new.sha256, new.document) == (old.file, old.sha256, old.document):
            continue
        another, missing = text("evidence {piece} became another file or document"), text("evidence {piece} is gone")
        route = ("evidence", c.after.evidence.index(new)) if new else ("evidence",)
        said, how = (another if new else missing).about(piece=old.id), _mended(c, old, new)
        why = c.dropped(Did.EVIDENCE, old.id) or _explained(c, old, new)
        yield Regression(route, said, how, new is None, before=old, after=new, part=old.id, explained_by=why)
    for late in c.added_after_done("evidence"):
        said = text("evidence {piece} was added after the item was done", piece=late.id)
        yield Regression(("evidence", c.after.evidence.index(late)), said, taken_out(c.after.id, c.after.state), after=late, part=late.id)
    yield from _swapped(c)


def _mended(c: Comparison, old: Evidence, new: Evidence | None) -> Text:
    """While the item is open: a document's number may have been mistyped; what else proves it is dropped and added."""
    if not c.before.is_open:
        return text("put it back as it was")
    drop = text("inspect evidence drop {id} {piece} --reason …", id=c.after.id, piece=old.id)
    same = new and (new.file, new.sha256) == (old.file, old.sha256)
    return corrected_by(c.after.id, "document", new.document, old.id) if new and same else drop


def _explained(c: Comparison, old: Evidence, new: Evidence | None) -> Route | None:
    """The same content went along with the number; or, while the item is open, a document's number was mistyped."""
    if new is None or new.sha256 != old.sha256 or new.file.rsplit("/", 1)[-1] != old.file.rsplit("/", 1)[-1]:
        return None
    return c.renumbered if new.document == old.document else c.said_anew(old, new, "document") if c.before.is_open else None


def _swapped(c: Comparison) -> Iterator[Regression]:
    """The file behind a piece of evidence went, or became another one, while the record says what it always said."""
    for index, piece in enumerate(c.after.evidence):
        before, after = c.files.get(piece.file, (FileState.INTACT, FileState.INTACT))
        known_to_be_off = not after.holds and not after.is_unknown and after is not FileState.UNHASHED
        if known_to_be_off and (before.holds or before.is_unknown):
            said = text("the file of evidence {piece} is not the one on record: {state}", piece=piece.id, state=after)
            how = text("put the file back; a new one is added with inspect evidence add {id}", id=c.after.id)
            yield Regression(("evidence", index), said, how, before=before, after=after, part=piece.id, kind="evidence_file")


RULE = Rule(
    code="DIF05",
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
