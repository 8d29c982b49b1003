"""What an entry says that it did to the parts and the fields of its record: in keys, or, in files of format 1, in its note.

The one place that writes the keys and that still reads the notes. `part: m1` alone says that it came; with changes all of which
lead to nothing, that it was dropped; with a day in `done_on`, that it was done. The older notes: `m1`, `m1 drop: …`, `m1, m2 done`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from inspect_cli.domain.record.declaration import changed_by
from inspect_cli.domain.record.issue import Changed, Entry, Evidence, Issue, Measure, Waiver
from inspect_cli.domain.saying import saying
from inspect_cli.domain.words import Channel, Did

PARTS = (Did.MEASURE, Did.EVIDENCE)
"""What comes, is done and goes by entries of its own."""

_NOTED = re.compile(r"(?P<ids>[me][0-9]+(?:, [me][0-9]+)*)(?P<became> drop:| done(?![^:]))?(?::? ?)(?P<note>.*)", re.DOTALL)


class Became(Enum):
    """What became of a part."""

    CAME = "came"
    DONE = "done"
    GONE = "gone"


class Deed(NamedTuple):
    """What became of which parts, and why."""

    parts: tuple[str, ...]
    became: Became
    note: str


def deed_of(entry: Entry) -> Deed | None:
    """What a `measure` or `evidence` entry did; None where it, or a note in somebody's own words, says nothing of that."""
    if entry.did not in PARTS:
        return None
    if entry.part:
        return Deed((entry.part,), _became(entry.changes), entry.note)
    found = _NOTED.fullmatch(entry.note)
    if found is None or (found["became"] is None and (found["note"] or "," in found["ids"])):
        return None
    became = {" drop:": Became.GONE, " done": Became.DONE}.get(found["became"], Became.CAME)
    return Deed(tuple(found["ids"].split(", ")), became, found["note"])


def _became(changes: Sequence[Changed]) -> Became:
    if not changes:
        return Became.CAME
    return Became.GONE if all(not one.now for one in changes) else Became.DONE


def parts_that(issue: Issue, became: Became) -> frozenset[str]:
    """The parts of which the history says this."""
    deeds = (deed for entry in issue.history if (deed := deed_of(entry)))
    return frozenset(part for deed in deeds if deed.became is became for part in deed.parts)


def mentions(entry: Entry, part: str) -> bool:
    """The entry is about this part, in its key or anywhere in its note; in 上传e1照片 the id is a word of its own."""
    if entry.part:
        return entry.part == part
    return part in entry.note and re.search(rf"\b{re.escape(part)}\b", entry.note, re.ASCII) is not None


_NAMES_ONLY = re.compile(r"[me][0-9]+(,[me][0-9]+)*(done(:.*)?|drop)?\W*")
"""What a note says that only names which parts came, or were done, or were dropped for no reason."""


def says_why_gone(entry: Entry, part: str) -> bool:
    """The entry drops the part, or names it, and says why."""
    if entry.part:
        deed = deed_of(entry)
        return deed is not None and deed.parts == (part,) and deed.became is Became.GONE and bool(saying(entry.note))
    return mentions(entry, part) and not _NAMES_ONLY.fullmatch(saying(entry.note))


# -- the keys ----------------------------------------------------------------------------------------------------------


def told(value: Any) -> str:
    """A value as `was` and `now` write it: what a file says, one line for each entry of a list; what has keys stands on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, (StrEnum, str)):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (tuple, list)):
        return "\n".join(map(told, value))
    if is_dataclass(value):
        return _on_one_line((one.name.rstrip("_"), getattr(value, one.name)) for one in fields(value))
    if isinstance(value, Mapping):
        return _on_one_line(sorted(value.items()))
    return str(value)


def _on_one_line(items: Iterable[tuple[str, Any]]) -> str:
    said = ((key, f"[{', '.join(map(told, value))}]" if isinstance(value, tuple) and value else told(value)) for key, value in items)
    return ", ".join(f"{key}: {value}" for key, value in said if value)


def changed(field: str, was: object, now: object) -> tuple[Changed, ...]:
    """The change of a field from one value to another; nothing where both say the same."""
    one = Changed(field=field, was=told(was), now=told(now))
    return (one,) if one.was != one.now else ()


def waives(waiver: Waiver, field: str, part: str, was: object, now: object) -> bool:
    """The waiver names this change; of a measure or a piece of evidence, whatever it says otherwise."""
    if isinstance(was, (Measure, Evidence)):
        values = [(one.name, told(getattr(was, one.name)), told(getattr(now, one.name)) if now else "") for one in fields(was)]
        wanted = {one for one in values if one[0] != "id" and one[1] != one[2]}
    else:
        wanted, part = {(f"{field}.{part}" if part else field, told(was), told(now))}, ""
    return waiver.part == part and bool(wanted) and wanted <= {(one.field, one.was, one.now) for one in waiver.changes}


def keys_of_going(part: Measure | Evidence) -> tuple[Changed, ...]:
    """What an entry keeps of a part that is dropped: what it said or proved goes to nothing."""
    fields = ("text",) if isinstance(part, Measure) else ("file", "document")
    return tuple(one for name in fields for one in changed(name, getattr(part, name), ""))


def _may_change(did: Did, field: str, part: str) -> bool:
    """The act may change this field; `correct` any, `edit` and what is no act say nothing for it."""
    if did in (Did.CORRECT, Did.EDIT, Did.REGISTER):
        return did is Did.CORRECT
    return field in changed_by(Measure if part.startswith("m") else Evidence if part else Issue, did)


def corrected(issue: Issue, field: str) -> str | None:
    """What the newest correction of a field of the record says; None where there is none, or it was extended since (`due`)."""
    for entry in reversed(issue.history):
        if entry.did is Did.EXTEND and field == "due":
            return None
        if entry.did is Did.CORRECT and not entry.part:
            said = next((one.now for one in entry.changes if one.field == field), None)
            if said is not None:
                return said
    return None


def grants(entry: Entry) -> bool:
    """The entry grants a later due date, and has an extension beside it."""
    later = entry.did is Did.CORRECT and not entry.part and any(one.field == "due" and one.now > one.was for one in entry.changes)
    return entry.did is Did.EXTEND or later


def name_of(entry: Entry) -> str:
    """What a correction of its note calls the entry: when it was, and what was done."""
    return f"{entry.at.isoformat()} {entry.did.value}"


def note_now(issue: Issue, entry: Entry) -> str:
    """What the note of an entry says as it was corrected since; what guards and rules read is the note itself."""
    said, name = entry.note, name_of(entry)
    for later in issue.history:
        if later.did is Did.CORRECT and later.part == name:
            said = next((one.now for one in later.changes if one.field == "note" and one.was == said), said)
    return said


def as_it_stood(issue: Issue, place: int) -> Issue:
    """The issue with the unit and the channel that it had when this entry of its history was made: they say who might do it."""
    was: dict[str, str] = {}
    for entry in issue.history[place:]:
        if entry.did in (Did.CORRECT, Did.RENUMBER) and not entry.part:
            was = {one.field: one.was for one in entry.changes if one.field in ("id", "channel")} | was
    if not was:
        return issue
    channel = was.get("channel", "")
    return replace(issue, id=was.get("id") or issue.id, channel=Channel(channel) if channel in list(Channel) else issue.channel)


def leading(history: Sequence[Entry], places: Iterable[int], field: str, was: object, now: object, part: str = "") -> tuple[int, ...]:
    """The places of the entries whose changes of exactly this field lead, one after the other, from the one value to the other.

    Empty where they do not, or where there are none.
    """
    here, found = told(was), []
    for place in places:
        entry = history[place]
        for one in entry.changes if entry.part == part and _may_change(entry.did, field, part) else ():
            if one.field == field and one.was == here:
                here = one.now
                found.append(place)
    return tuple(found) if here == told(now) else ()
