"""A document after an edit, composed anew only where the edit is: in the lines of the keys at the top that it touches.

Entries of a block mapping that starts at the left edge are read each by itself, as long as nothing in the text reaches across
them. Where that is not certain, nothing is said; and what is written at the end is read as a whole all the same.
"""

from __future__ import annotations

import copy
import re

from ruamel.yaml.error import StreamMark
from ruamel.yaml.nodes import MappingNode, Node

from inspect_cli.yamlsplice.bounds import MAX_BYTES
from inspect_cli.yamlsplice.composing import children, entries
from inspect_cli.yamlsplice.document import Data, Document, newline_of, parse
from inspect_cli.yamlsplice.removal import Edit
from inspect_cli.yamlsplice.spans import start_of

_REACHES_ACROSS = re.compile(r"[&*!\t\x85\u2028\u2029\ufeff]|\r(?!\n)|^(?:%|---|\.\.\.)", re.MULTILINE)


def edited(document: Document, edit: Edit) -> Document | None:
    """What `parse` would say of the text after the edit; None where only the whole text can tell."""
    text, root = document.text, document.root
    new = text[: edit.start] + edit.new + text[edit.end :]
    if root is None or not document.readable or _REACHES_ACROSS.search(new) or len(new) * 4 > MAX_BYTES:
        return None
    starts = _starts(text, root)
    first = sum(start <= edit.start for start in starts) - 1
    last = next((at for at, start in enumerate(starts) if at > first and start >= edit.end), len(starts))
    if first < 0:
        return None
    grown = len(new) - len(text)
    region = new[starts[first] : (starts[last] if last < len(starts) else len(text)) + grown]
    inner = _read(region) if region or len(starts) == last - first else ([], {})
    if inner is None or (region and last < len(starts) and not region.endswith("\n")):
        return None
    before, after = entries(root)[:first], entries(root)[last:]
    pairs = [*before, *_moved(inner[0], starts[first]), *_moved(after, grown)]
    known = {**document.data, **inner[1]}
    data = {str(key.value): known[key.value] for key, _ in pairs}
    if len(data) < len(pairs):
        return None
    raw = document.raw[:3] * document.bom + new.encode()
    return Document(raw, new, document.bom, _with(root, pairs, len(new)), data, (), newline_of(new))


def _read(region: str) -> tuple[list[tuple[Node, Node]], dict[str, Data]] | None:
    """The entries of lines that begin with a key at the left edge, and what they say; None where they do not, or something is wrong."""
    piece = parse(region.encode())
    good = piece.root is not None and piece.readable and _starts(piece.text, piece.root)[:1] == [0]
    return (entries(piece.root), piece.data) if good and piece.root else None


def _starts(text: str, root: MappingNode) -> list[int]:
    """Where each key at the top starts; none unless all of them stand at the left edge."""
    found = [start_of(key) for key, _ in entries(root)]
    return found if not root.flow_style and all(at == 0 or text[at - 1] == "\n" for at in found) else []


def _moved(pairs: list[tuple[Node, Node]], by: int) -> list[tuple[Node, Node]]:
    return [(_shifted(key, by), _shifted(value, by)) for key, value in pairs] if by else pairs


def _shifted(node: Node, by: int) -> Node:
    """The node so many characters further on. Of its marks only the index counts."""
    moved = copy.copy(node)
    moved.start_mark, moved.end_mark = (StreamMark("", mark.index + by, 0, 0) for mark in (node.start_mark, node.end_mark))
    inner = [_shifted(child, by) for child in children(node)]
    if inner:
        moved.value = list(zip(inner[::2], inner[1::2], strict=True)) if isinstance(node, MappingNode) else inner
    return moved


def _with(root: MappingNode, pairs: list[tuple[Node, Node]], end: int) -> MappingNode:
    """The root with these entries."""
    new = copy.copy(root)
    new.value, new.end_mark = pairs, StreamMark("", end, 0, 0)
    return new
