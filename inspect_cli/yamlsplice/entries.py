"""One value in its parent, found by path: where its text starts and ends, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inspect_cli.yamlsplice.change import Route
from inspect_cli.yamlsplice.composing import entries, items
from inspect_cli.yamlsplice.document import Document
from inspect_cli.yamlsplice.spans import (
    block_column,
    column_of,
    dash_of,
    end_of,
    header_comment,
    is_alias,
    is_block_collection,
    is_block_scalar,
    item_span,
    line_end,
    line_start,
    on_one_line,
    start_of,
    value_span,
    value_start,
)

_COMMENT_BELOW = re.compile(r"(?:[\r\n] *)+#")


class Misfit(Exception):
    """This change cannot be made as a splice; `splice` turns it into what the caller sees."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A value and its surroundings. `behind` is the index after its colon or dash; in a flow list it is `start`."""

    parent: MappingNode | SequenceNode
    index: int
    node: Node
    behind: int
    start: int
    end: int
    column: int
    flow: bool

    @property
    def key(self) -> Node | None:
        """The key node, None for a list's entry."""
        return entries(self.parent)[self.index][0] if isinstance(self.parent, MappingNode) else None

    @property
    def is_last(self) -> bool:
        """Nothing follows in the parent."""
        return self.index == len(self.parent.value) - 1


def entry_at(document: Document, path: Route) -> Slot | None:
    """The entry at a path of one step or more, None where it is not there. Raises Misfit where the way leads through an alias."""
    node: Node | None = document.root
    found: Slot | None = None
    for step in path:
        if node is None or is_alias(document.text, node):
            raise Misfit("an alias stands on the way")
        index = _index(node, step)
        if index is None or not isinstance(node, MappingNode | SequenceNode):
            return None
        found = child_entry(document.text, node, index)
        node = found.node
    return found


def _index(node: Node, step: str | int) -> int | None:
    if isinstance(node, MappingNode) and isinstance(step, str):
        return next((at for at, (key, _) in enumerate(entries(node)) if key.value == step), None)
    return step if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(items(node)) else None


def child_entry(text: str, parent: MappingNode | SequenceNode, index: int) -> Slot:
    """The entry number `index` of a mapping or list."""
    flow = bool(parent.flow_style)
    column = 0 if flow else block_column(text, parent)
    if isinstance(parent, MappingNode):
        key, value = entries(parent)[index]
        return Slot(parent, index, value, value_start(text, key), *value_span(text, key, value), column, flow)
    item = items(parent)[index]
    behind = start_of(item) if flow else dash_of(text, parent, index) + 1
    return Slot(parent, index, item, behind, *item_span(text, item), column, flow)


def all_entries(text: str, parent: MappingNode | SequenceNode) -> list[Slot]:
    """Every entry of a mapping or list, in order."""
    return [child_entry(text, parent, index) for index in range(len(parent.value))]


def head_of(text: str, entry: Slot) -> int:
    """Where the entry begins in its parent: its key, its dash, or in a flow list itself."""
    if entry.key is not None:
        return start_of(entry.key)
    return entry.start if entry.flow else entry.behind - 1


def tail_of(text: str, entry: Slot) -> tuple[str, int]:
    """The comment to keep when the value goes (with the blanks before it), and the index up to which the old text goes."""
    rest = text[entry.end : line_end(text, entry.end)]
    if is_block_scalar(entry.node) and not is_alias(text, entry.node):
        return header_comment(text, entry.node), entry.end
    if on_one_line(text, entry.behind, entry.start):
        return ("" if is_block_collection(text, entry.node) else rest).rstrip(), entry.end + len(rest)
    above = text[entry.behind : line_end(text, entry.behind)].rstrip()
    if "#" in text[line_end(text, entry.behind) : entry.start] and isinstance(entry.node, ScalarNode):
        raise Misfit("a comment stands between the key and its value")
    return above or ("" if is_block_collection(text, entry.node) else rest.rstrip()), entry.end + len(rest)


def literal_indent(text: str, entry: Slot) -> int | None:
    """The depth of the lines of a block scalar that has no depth in its header, None for any other value."""
    if not is_block_scalar(entry.node) or re.match(r"[|>][-+]?[0-9]", text[entry.start :]):
        return None
    lines = text[entry.start : entry.end].splitlines()[1:]
    return next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), None)


def begins_its_line(text: str, index: int) -> bool:
    """Only blanks stand before it on its line."""
    return not text[line_start(text, index) : index].strip(" ")


def after_own_comments(text: str, index: int, column: int, outer: int) -> int:
    """The end of the line of `index`, or of the last comment line below that still belongs to a block.

    Comment lines as deep as the block (`column`) and deeper than what holds it (`outer`) belong to the block; the others to what follows.
    """
    end = line_end(text, index)
    while comment := _COMMENT_BELOW.match(text, end):
        depth = column_of(text, comment.end() - 1)
        if depth < column or depth <= outer:
            break
        end = line_end(text, comment.end())
    return end


def flow_end(text: str, node: Node) -> int:
    """The closing brace or bracket of a flow collection."""
    return end_of(text, node) - 1
