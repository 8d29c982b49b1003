"""Taking an entry out of a file: whole lines in block style, the entry and its comma in flow style. Also what an edit is."""

from __future__ import annotations

import re
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode

from inspect_cli.yamlsplice.change import Route
from inspect_cli.yamlsplice.composing import entries
from inspect_cli.yamlsplice.document import Document
from inspect_cli.yamlsplice.entries import Misfit, Slot, begins_its_line, child_entry, entry_at, flow_end, head_of
from inspect_cli.yamlsplice.spans import line_end, line_start, next_line, start_of

_COMMENT_OR_NOTHING = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_TO_COMMA = re.compile(r"(?:\s|#[^\r\n]*)*,")


class Edit(NamedTuple):
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def removed(document: Document, path: Route) -> Edit | None:
    """The entry at `path` goes, with its comma or its lines; None where it is not there. The last one leaves `key:` or `[]`."""
    entry = entry_at(document, path)
    return None if entry is None else entry_removed(document.text, entry)


def entry_removed(text: str, entry: Slot) -> Edit:
    """The edit that takes this entry out."""
    if entry.flow:
        return _flow_removed(text, entry)
    head = head_of(text, entry)
    if begins_its_line(text, head):
        return lines_removed(text, head, entry.end)
    if not isinstance(entry.parent, MappingNode):
        raise Misfit("a list in a list begins on the same line")
    return _first_key_removed(text, entry, head)


def lines_removed(text: str, start: int, end: int) -> Edit:
    """The lines from the one of `start` to the one of `end`; at the end of the file the line end before them."""
    first, last = line_start(text, start), next_line(text, end)
    if last == line_end(text, end) and first > 0:
        first -= 2 if text[:first].endswith("\r\n") else 1
    return Edit(first, last, "")


def _first_key_removed(text: str, entry: Slot, head: int) -> Edit:
    """The key stands behind its list's dash: the next key takes its place."""
    if entry.is_last:
        return Edit(head, line_end(text, entry.end), "{}")
    following = start_of(entries(entry.parent)[entry.index + 1][0]) if isinstance(entry.parent, MappingNode) else head
    if "#" in text[next_line(text, entry.end) : following]:
        return Edit(len(text[:head].rstrip(" ")), line_end(text, entry.end), "")
    return Edit(head, following, "")


def _flow_removed(text: str, entry: Slot) -> Edit:
    head = head_of(text, entry)
    comma = _TO_COMMA.match(text, entry.end)
    end = comma.end() if comma else entry.end
    if entry.index == 0 and entry.is_last:
        return _only_removed(text, entry, end)
    if begins_its_line(text, head) and _COMMENT_OR_NOTHING.match(text, end):
        return _flow_line_removed(text, entry, end)
    if not entry.is_last:
        return Edit(head, head_of(text, child_entry(text, entry.parent, entry.index + 1)), "")
    before = child_entry(text, entry.parent, entry.index - 1).end
    if "#" in text[before:head]:
        raise Misfit("a comment stands before the entry")
    return Edit(before, entry.end, "")


def _only_removed(text: str, entry: Slot, end: int) -> Edit:
    opening, closing = start_of(entry.parent), flow_end(text, entry.parent)
    if text[opening] not in "[{":
        raise Misfit("a pair without braces")
    inside = text[opening + 1 : head_of(text, entry)] + text[end:closing]
    return Edit(head_of(text, entry), end, "") if "#" in inside else Edit(opening + 1, closing, "")


def _flow_line_removed(text: str, entry: Slot, end: int) -> Edit:
    """The entry's own lines; the last one that has no comma takes the comma before it along."""
    whole = lines_removed(text, head_of(text, entry), end)
    before = _TO_COMMA.match(text, child_entry(text, entry.parent, entry.index - 1).end) if entry.index else None
    if before is None or not entry.is_last or text[end - 1] == ",":
        return whole
    return Edit(before.end() - 1, whole.end, text[before.end() : whole.start])
