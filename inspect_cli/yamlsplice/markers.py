"""Conflict markers as git writes them: around the lines that two files have differently, and around nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_cli.yamlsplice.change import Route
from inspect_cli.yamlsplice.document import Document
from inspect_cli.yamlsplice.entries import Misfit, Slot, begins_its_line, child_entry, entry_at, head_of
from inspect_cli.yamlsplice.spans import is_alias, is_block_collection, line_end, line_start, next_line


@dataclass(frozen=True, slots=True)
class Marks:
    """What the markers say (`ours`, `theirs`), and how many characters they have."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7

    def around(self, ours: str, theirs: str, newline: str) -> str:
        """Both versions, each on lines of its own."""
        opening, closing = (f"{sign * self.size} {name}".rstrip() for sign, name in (("<", self.ours), (">", self.theirs)))
        parts = [opening, _lines(ours, newline), "=" * self.size, _lines(theirs, newline), closing]
        return newline.join(part for part in parts if part is not None) + newline

    def around_all(self, ours: bytes, theirs: bytes) -> bytes:
        """Two whole files, whatever they hold."""
        newline = "\r\n" if ours.partition(b"\n")[0].endswith(b"\r") else "\n"
        mine, other = (side.decode("utf-8", "surrogateescape") for side in (ours, theirs))
        return self.around(mine, other, newline).encode("utf-8", "surrogateescape")


def _lines(text: str, newline: str) -> str | None:
    """The text with these line ends and none at its end; None for no lines."""
    if not text:
        return None
    text = text.replace("\r\n", "\n")
    return text.removesuffix("\n").replace("\n", newline)


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines of a text, `start` to `end`, and what ours and theirs have there."""

    start: int
    end: int
    ours: str
    theirs: str


def with_markers(text: str, zones: Sequence[Zone], marks: Marks, newline: str) -> str:
    """The text with every zone between markers; zones that touch share one block."""
    joined: list[Zone] = []
    for zone in sorted(zones, key=lambda one: (one.start, one.end)):
        if joined and zone.start == joined[-1].end:
            last = joined.pop()
            zone = Zone(last.start, zone.end, _on_lines(last.ours, newline) + zone.ours, _on_lines(last.theirs, newline) + zone.theirs)
        joined.append(zone)
    for zone in reversed(joined):
        text = text[: zone.start] + marks.around(zone.ours, zone.theirs, newline) + text[zone.end :]
    return text


def _on_lines(text: str, newline: str) -> str:
    return text if not text or text.endswith("\n") else text + newline


def whole_lines(document: Document, path: Route, to_end: bool = False) -> tuple[int, int]:
    """Where the lines of the entry at `path` begin and end, with those after it in its list where `to_end` says so.

    Raises LookupError where it is not there, or shares a line with others.
    """
    try:
        entry = entry_at(document, path)
    except Misfit:
        entry = None
    if entry is None:
        raise LookupError(path)
    last = child_entry(document.text, entry.parent, len(entry.parent.value) - 1) if to_end else entry
    if is_alias(document.text, entry.node) or not _stands_alone(document.text, entry, last):
        raise LookupError(path)
    return line_start(document.text, head_of(document.text, entry)), next_line(document.text, last.end)


def _stands_alone(text: str, first: Slot, last: Slot) -> bool:
    rest = text[last.end : line_end(text, last.end)].strip()
    return not first.flow and begins_its_line(text, head_of(text, first)) and (not rest or rest.startswith("#"))


def is_block(document: Document, path: Route) -> bool:
    """At `path` stands a mapping or a list with something in it, in block style: what is added to it gets lines of its own."""
    try:
        entry = entry_at(document, path) if path else None
    except Misfit:
        return False
    return entry is not None and is_block_collection(document.text, entry.node) and bool(entry.node.value)
