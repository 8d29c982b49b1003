"""Which fields of a record, or of a part of it, can be put right where they stand, and what does it for the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from inspect_cli.domain.record.declaration import Declared, fields_of
from inspect_cli.domain.record.deeds import deed_of, name_of, note_now
from inspect_cli.domain.record.fields import label_of
from inspect_cli.domain.record.issue import Entry, Evidence, Issue, LongTerm, Measure, Outcomes, Withheld
from inspect_cli.domain.sheet.vocabulary import HEADS
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did

HELD: Mapping[str, type] = {"outcomes": Outcomes, "long_term": LongTerm, "withheld": Withheld}
"""Records inside the record, whose fields are corrected one by one."""

_EDITED = text("inspect edit {id}")
_CARRIED = text("inspect carry {id}; the last command: inspect undo")
_ANOTHER_FILE = text("inspect evidence drop {id} {part} --reason …, then inspect evidence add {id} FILE; the last command: inspect undo")
OTHERWISE: Mapping[str, Text] = {
    "uid": text("the uid tells the record apart for ever; a record too many is discarded: inspect discard {id}"),
    "id": text("inspect renumber {id}; with the unit or the channel the number follows: inspect correct {id} --unit …"),
    "state": text("inspect why {id}"),
    "history": text("a note by its entry: inspect correct {id} 'TIME ACT' --note …; the last command: inspect undo"),
    "extensions": text("a date by its field: inspect correct {id} --due …"),
    "measures": text("a measure by its id: inspect correct {id} m1 --text …"),
    "evidence": text("a piece of evidence by its id: inspect correct {id} e1 --note …"),
    **dict.fromkeys(("waivers", "similar", "recurs"), _EDITED),
    **dict.fromkeys(("carried_to", "carried_from"), _CARRIED),
    **dict.fromkeys(("file", "sha256"), _ANOTHER_FILE),
}
"""What is never corrected as a field, and what does it instead."""


def fields_at(part: str) -> Mapping[str, Declared]:
    """The fields of the record, or of a part of it (m1, e1, an entry `TIME ACT`), that a correction may name, by key."""
    if " " in part:
        return {"note": fields_of(Entry)["note"]}
    if part:
        own = fields_of(Measure if part.startswith("m") else Evidence)
        return {name: one for name, one in own.items() if name != "id" and name not in OTHERWISE}
    inner = {f"{name}.{key}": one for name, record in HELD.items() for key, one in fields_of(record).items()}
    own = {name: one for name, one in fields_of(Issue).items() if name not in OTHERWISE and name not in HELD}
    return {"unit": fields_of(Issue)["id"], **own, **inner}


def parts(issue: Issue) -> dict[str, Measure | Evidence]:
    """The measures and the evidence by their ids."""
    every: tuple[Measure | Evidence, ...] = (*issue.measures, *issue.evidence)
    return {one.id: one for one in every}


def place_of(issue: Issue, part: str) -> int | None:
    """The entry that is named, of several of one second the last that notes something."""
    named = [at for at, one in enumerate(issue.history) if " " in part and name_of(one) == part]
    return next((at for at in reversed(named) if issue.history[at].note), named[-1] if named else None)


def is_there(issue: Issue, part: str) -> bool:
    """The issue has this part; every one has none."""
    return not part or part in parts(issue) or place_of(issue, part) is not None


def value_at(issue: Issue, part: str, key: str) -> Any:
    """What stands there; None where the part, or what would hold the field, is not there."""
    if (place := place_of(issue, part)) is not None:
        return note_now(issue, issue.history[place])
    if part:
        return getattr(parts(issue).get(part), key, None)
    holder, _, inner = key.partition(".")
    here = getattr(issue, holder)
    return getattr(here, inner, None) if inner else here


def part_meant(issue: Issue, typed: str) -> str:
    """The part as entries name it: of an entry its act alone, in either language, means the last one, and its time may be short."""
    if not typed or typed.lower() in parts(issue):
        return typed.lower()
    words = typed.split()
    for did in (words[0], words[-1]) if words else ():
        at = " ".join(words[1:] if did == words[0] else words[:-1])
        named = [one for one in issue.history if did.lower() in (one.did.value, one.did.word.zh, one.did.word.en)]
        found = [one for one in named if _is_of(one, at)]
        if found:
            return name_of(next((one for one in reversed(found) if one.note), found[-1]))
    return typed


def _is_of(entry: Entry, at: str) -> bool:
    return any(said.startswith(at) for said in (entry.at.isoformat(), f"{entry.at:%Y-%m-%d %H:%M}", f"{entry.at:%m-%d %H:%M}"))


def noted_in(issue: Issue) -> list[Entry]:
    """The entries whose note can be put right."""
    return [one for one in issue.history if one.note and not is_read_as_said(issue, one)]


def known_parts(issue: Issue) -> list[object]:
    """All that a correction may name besides the record, as people call it."""
    return [*parts(issue), *{(one.did, one.at.date()): short_name(one) for one in noted_in(issue)}.values()]


def short_name(entry: Entry) -> Text:
    """An entry as people call it: its act, and the day."""
    return text("{did} {day}", did=entry.did, day=entry.at.date())


def fields_meant(typed: str, part: str = "") -> list[str]:
    """The keys of the fields that this may mean: by key, by what people or offices call them, or by a piece of that."""
    wanted, here = typed.strip().lower(), fields_at(part)
    called = {key: {key, key.rpartition(".")[2], *map(str.lower, _names(key, part))} for key in here}
    exact = [key for key, names in called.items() if wanted in names]
    return exact or [key for key, names in called.items() if wanted and any(wanted in one for one in names)]


def _names(key: str, part: str) -> tuple[str, ...]:
    word = label_of(key, part)
    of_measure = "measure_" if part.startswith("m") else ""
    others = HEADS.get(of_measure + key.rpartition(".")[2], ()) if of_measure or not part else ()
    return (word.zh, word.en, re.sub("（.*?）", "", word.zh), *others)


def is_read_as_said(issue: Issue, entry: Entry) -> bool:
    """The note says which part, number or item it is about, and is read as that: nobody puts it into other words."""
    in_words = not entry.part and (deed_of(entry) is not None or (entry.did is Did.RENUMBER and not entry.changes))
    return in_words or entry.did is Did.CARRY or (entry.did is Did.REGISTER and bool(issue.carried_from))
