"""What an entry of the history notes, as a reader sees it: what became of a part, and what was changed into what."""

from __future__ import annotations

from inspect_cli.domain.record.declaration import fields_of, is_word
from inspect_cli.domain.record.deeds import Became, deed_of
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.issue import Changed, Entry, Issue
from inspect_cli.domain.text import Struck, Text, text
from inspect_cli.domain.words import Did


def change_told(one: Changed, entry: Entry) -> Text:
    """One field that an entry changed: what a correction put right is struck out, what else became another value leads to it."""
    label, was, now = FIELDS.get(one.field, one.field), _in_words(one.field, one.was), _in_words(one.field, one.now)
    field = text("{part} {field}", part=entry.part, field=label) if entry.part else label
    if entry.did is Did.CORRECT:
        return text("{field}: {was} {now}", field=field, was=Struck(was), now=now)
    return text("{field}: {was} → {now}", field=field, was=was, now=now)


def _in_words(key: str, value: str) -> object:
    """A value as entries write it, in the words of its closed set, where it is of one."""
    declared = fields_of(Issue).get(key)
    known = {str(one): one for one in declared.kind} if declared and is_word(declared.kind) else {}
    return known.get(value, value) or "—"


def put_right(issue: Issue, key: str, said: object, part: str = "") -> object:
    """What a field says, beside what it said before the corrections of it, struck out."""
    told = (entry for entry in issue.history if entry.did is Did.CORRECT and entry.part == part)
    was = next((one.was for entry in told for one in entry.changes if one.field == key and one.was), None)
    return said if was is None else text("{was} {now}", was=Struck(_in_words(key, was)), now=said)


def noted(entry: Entry) -> Text | str:
    """The note; with the measure or evidence that came, was done or was dropped, in words."""
    deed = deed_of(entry)
    if deed is None and entry.changes:
        said = [change_told(one, entry) for one in entry.changes]
        return text("{changes}; {note}", changes=said, note=entry.note) if entry.note else text("{changes}", changes=said)
    if deed is None:
        return entry.note
    parts, note = list(deed.parts), deed.note
    if deed.became is Became.GONE:
        return text("{parts} dropped: {note}", parts=parts, note=note)
    if deed.became is Became.DONE:
        return text("{parts} done: {note}", parts=parts, note=note) if note else text("{parts} done", parts=parts)
    return text("{parts}: {note}", parts=parts, note=note) if note else ", ".join(parts)
