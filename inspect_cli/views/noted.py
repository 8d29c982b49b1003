"""What an entry of the history notes, as a reader sees it: what became of a part of the record stands in the file as `m1 drop: …`."""

from __future__ import annotations

import re

from inspect_cli.domain.record.issue import Entry
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did

_PARTS = re.compile(r"(?P<parts>[me]\d+(?:, [me]\d+)*) (?P<became>drop|done)(?:: (?P<note>.*))?", re.DOTALL)


def noted(entry: Entry) -> Text | str:
    """The note; in words where the program wrote which measure or evidence was dropped or done."""
    found = _PARTS.fullmatch(entry.note) if entry.did in (Did.MEASURE, Did.EVIDENCE) else None
    if found is None:
        return entry.note
    parts, note = found["parts"].split(", "), found["note"]
    if found["became"] == "drop":
        return text("{parts} dropped: {note}", parts=parts, note=note)
    return text("{parts} done: {note}", parts=parts, note=note) if note else text("{parts} done", parts=parts)
