"""What stood in a record and says something else in a later version, field by field, and whether any new entry tells of it.

Only what no other rule between two versions holds; a field that is declared later is among it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, NamedTuple

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.record.declaration import Way, fields_of
from inspect_cli.domain.record.deeds import mentions
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.words import Channel, Did
from inspect_cli.yamlsplice.change import Route

_ELSEWHERE = {"id": "DIF11", "channel": "DIF11", "carried_to": "DIF11", "carried_from": "DIF11", "due": "DIF02", "state": "DIF07",
              "extensions": "DIF09", "history": "DIF09", "waivers": "STA06"}  # fmt: skip
"""Fields of the record that another rule holds, though not by their names: a waiver that goes lets its own rule hold again."""
_PARTS_ELSEWHERE = {"measures": ("id", "text", "done_on"), "evidence": ("id", "file", "sha256", "document"), "long_term": ("review_on",)}
"""What DIF08, DIF05 and DIF02 hold in the records inside."""


class Reworded(NamedTuple):
    """Where something that stood there says something else: its keys (as `changes` has them) with both values."""

    route: Route
    before: object
    after: object
    keys: tuple[tuple[str, object, object], ...]
    part: str = ""


def unsaid(c: Comparison) -> Iterator[Reworded]:
    """Every change of what stood there of which no entry tells that may; what is filled in takes nothing back."""
    for name, one in fields_of(Issue).items():
        own = c.before.channel is Channel.IMMEDIATE and one.known.rule == "DIF06"  # which DIF06 leaves to the unit
        if getattr(c.before, name) != getattr(c.after, name) and (own or not one.known.rule) and name not in _ELSEWHERE:
            yield from (found for found in _reworded(c, name, one.way) if not _is_told(c, found, one.known.by))


def _reworded(c: Comparison, name: str, way: Way) -> Iterator[Reworded]:
    """What was taken away or became something else."""
    before, after = getattr(c.before, name), getattr(c.after, name)
    if way is Way.PARTS:
        now = {part.id: (at, part) for at, part in enumerate(after)}
        for part in before:
            at, other = now.get(part.id, (0, None))
            keys = tuple(_fields(name, part, other)) if other else ()
            if keys:
                yield Reworded((name, at), part, other, keys, part.id)
    elif way is Way.SET:
        if len(after) < len(before):  # one that names another may only follow its aim, whose number changed before
            yield Reworded((name,), before, after, ((name, before, after),))
    elif dataclasses.is_dataclass(before):
        keys = tuple((f"{name}.{key}", was, now) for key, was, now in _fields(name, before, after))
        if keys:
            yield Reworded((name,), before, after, keys)
    elif before:
        yield Reworded((name,), before, after, ((name, before, after),))


def _fields(name: str, before: Any, after: Any) -> Iterator[tuple[str, object, object]]:
    kind: type = type(before)
    for key in fields_of(kind):
        was, now = getattr(before, key), getattr(after, key, None)
        if was and was != now and key not in _PARTS_ELSEWHERE.get(name, ()):
            yield key, was, now


def _is_told(c: Comparison, found: Reworded, by: tuple[Did, ...]) -> bool:
    if all(c.because(key, was, now, found.part) for key, was, now in found.keys):
        return True
    if Did.RECLASSIFY in by:
        return not c.keyed() and c.entry(Did.RECLASSIFY, "note", "approved_by") is not None
    new = [c.after.history[place] for place in c.new_entries]
    return any(one.did is Did.EDIT or (one.did in by and (not found.part or mentions(one, found.part))) for one in new)
