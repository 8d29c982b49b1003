"""What an entry of the history notes, as a reader sees it: what became of a part, and what was changed into what."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from inspect_cli.domain.record.declaration import is_word
from inspect_cli.domain.record.deeds import Became, deed_of, name_of, note_now
from inspect_cli.domain.record.fields import declared_in, label_of
from inspect_cli.domain.record.issue import Changed, Entry, Issue
from inspect_cli.domain.text import Struck, Text, text
from inspect_cli.domain.words import Did, Word

Units = Callable[[str], str]
"""The name of a unit by its code, for pages that know the round."""


def change_told(one: Changed, entry: Entry, units: Units = str) -> Text:
    """One field that an entry changed: what was leads to what is; what a correction put right is struck out."""
    part = entry.part
    label, was, now = label_of(one.field, part), in_words(one.field, one.was, part, units), in_words(one.field, one.now, part, units)
    field = text("{part} {field}", part=part, field=label) if part else text("{field}", field=label)
    at, _, did = part.rpartition(" ")
    with suppress(ValueError):  # an entry that somebody named by hand
        if at:
            field = text("the {field} of {did}, {at}", field=label, did=Did(did), at=f"{datetime.fromisoformat(at):%m-%d %H:%M}")
    return text("{field}: {was} → {now}", field=field, was=Struck(was) if entry.did is Did.CORRECT else was, now=now)


def in_words(key: str, value: str, part: str = "", units: Units = str) -> object:
    """A value as entries write it, in the words of its closed set, where it is of one; a unit by its name."""
    if key == "unit" and value:
        return units(value)
    declared = declared_in(key, part)
    if declared and declared.kind is bool:
        return Word("是", "yes") if value else Word("否", "no")
    known = {str(one): one for one in declared.kind} if declared and is_word(declared.kind) else {}
    return known.get(value, value) or "—"


def put_right(issue: Issue, key: str, said: object, part: str = "", units: Units = str) -> object:
    """What a field says, behind what it said before the corrections of it, struck out."""
    was = was_before(issue, key, part, units)
    return said if was is None else text("{was} → {now}", was=was, now="—" if said in (None, "", []) else said)


def was_before(issue: Issue, key: str, part: str = "", units: Units = str) -> Struck | None:
    """What a field said before the corrections of it, struck out; None where there are none."""
    told = (entry for entry in issue.history if entry.did is Did.CORRECT and entry.part == part)
    was = next((one.was for entry in told for one in entry.changes if one.field == key and one.was), None)
    return None if was is None else Struck(in_words(key, was, part, units))


def noted_now(issue: Issue, entry: Entry, units: Units = str) -> object:
    """The same with a note that was put right since, struck out, and the right one behind it."""
    return noted(entry, units) if entry.changes or entry.part else put_right(issue, "note", note_now(issue, entry), name_of(entry))


def noted(entry: Entry, units: Units = str) -> Text | str:
    """The note; with the measure or evidence that came, was done or was dropped, in words."""
    deed = deed_of(entry)
    if deed is None and entry.changes:
        said = [change_told(one, entry, units) for one in entry.changes]
        return text("{changes}; {note}", changes=said, note=entry.note) if entry.note else text("{changes}", changes=said)
    if deed is None:
        return entry.note
    parts, note = list(deed.parts), deed.note
    if deed.became is Became.GONE:
        return text("{parts} dropped: {note}", parts=parts, note=note)
    if deed.became is Became.DONE:
        return text("{parts} done: {note}", parts=parts, note=note) if note else text("{parts} done", parts=parts)
    return text("{parts}: {note}", parts=parts, note=note) if note else ", ".join(parts)
