"""What an entry of the history notes, as a reader sees it: what became of a part, and what was changed into what."""

from __future__ import annotations

from inspect_cli.domain.record.deeds import Became, deed_of
from inspect_cli.domain.record.issue import Entry
from inspect_cli.domain.text import Text, text


def noted(entry: Entry) -> Text | str:
    """The note; with the measure or evidence that came, was done or was dropped, in words."""
    deed = deed_of(entry)
    if deed is None:
        return entry.note
    parts, note = list(deed.parts), deed.note
    if deed.became is Became.GONE:
        return text("{parts} dropped: {note}", parts=parts, note=note)
    if deed.became is Became.DONE:
        return text("{parts} done: {note}", parts=parts, note=note) if note else text("{parts} done", parts=parts)
    return text("{parts}: {note}", parts=parts, note=note) if note else ", ".join(parts)
