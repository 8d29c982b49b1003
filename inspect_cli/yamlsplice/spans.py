"""Where nodes stand in their text, as indices: ruamel's marks, mended.

A block collection's own end mark lies too far down, an empty value's start mark lies at the next token, and a block
scalar's end mark lies after blank lines that are not its own.
"""

from __future__ import annotations

import re

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inspect_cli.yamlsplice.composing import entries, items

Span = tuple[int, int]

_LINE_END = re.compile(r"\r\n|\n|\r")
_LAST_LINE_END = re.compile(r"(?:\r\n|\n|\r)\Z")
_COLON = re.compile(r"\s*:")
_TO_DASH = re.compile(r"(?:[&!]\S*|#[^\r\n]*|\s)*-")
_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>](?P<signs>[-+0-9]*)(?P<comment>[ \t]+#[^\r\n]*)?")


def start_of(node: Node) -> int:
    """The first character of a node, its anchor and tag included."""
    index: int = node.start_mark.index
    return index


def is_empty(node: Node) -> bool:
    """Nothing at all is written for this node."""
    return isinstance(node, ScalarNode) and node.style is None and start_of(node) == node.end_mark.index


def is_alias(text: str, node: Node) -> bool:
    """The node is written as `*name`; no other node can start with an asterisk."""
    return not is_empty(node) and text.startswith("*", start_of(node))


def is_block_scalar(node: Node) -> bool:
    """The value is written with `|` or `>`."""
    return isinstance(node, ScalarNode) and node.style in ("|", ">")


def is_block_collection(text: str, node: Node) -> bool:
    """A mapping or list that is written without braces or brackets."""
    return isinstance(node, MappingNode | SequenceNode) and not node.flow_style and not is_alias(text, node)


def end_of(text: str, node: Node) -> int:
    """The index after the last character that belongs to a node; for an empty one use `value_span` or `item_span`."""
    if is_block_scalar(node) and not is_alias(text, node):
        return _block_scalar_end(text, node)
    if is_block_collection(text, node):
        return _last_end(text, node)
    index: int = node.end_mark.index
    return index


def _last_end(text: str, node: Node) -> int:
    if isinstance(node, MappingNode):
        key, value = entries(node)[-1]
        return value_span(text, key, value)[1]
    return item_span(text, items(node)[-1])[1] if isinstance(node, SequenceNode) else start_of(node)


def _block_scalar_end(text: str, node: Node) -> int:
    written = text[start_of(node) : node.end_mark.index]
    header = _HEADER.match(written)
    if header and "+" in header["signs"]:
        return start_of(node) + len(_LAST_LINE_END.sub("", written))
    ends_blank = str(node.value).rstrip("\n").endswith((" ", "\t"))
    return start_of(node) + len(written.rstrip("\r\n" if ends_blank else None))


def header_comment(text: str, node: Node) -> str:
    """The comment after the `|` or `>` of a block scalar, with the blanks before it."""
    header = _HEADER.match(text, start_of(node))
    return (header["comment"] or "") if header else ""


def value_start(text: str, key: Node) -> int:
    """The index after the colon of a key; after the key itself where it has no colon (`{a, b}`)."""
    end = end_of(text, key)
    colon = _COLON.match(text, end)
    return colon.end() if colon else end


def value_span(text: str, key: Node, value: Node) -> Span:
    """The value of a key; an empty one stands right after the colon."""
    if is_empty(value):
        after = value_start(text, key)
        return after, after
    return start_of(value), end_of(text, value)


def item_span(text: str, item: Node) -> Span:
    """The entry of a list; an empty one stands right after its dash."""
    return start_of(item), start_of(item) if is_empty(item) else end_of(text, item)


def dash_of(text: str, node: SequenceNode, index: int) -> int:
    """The dash of an entry of a block list."""
    if index == 0:
        first = _TO_DASH.match(text, start_of(node))
        return first.end() - 1 if first else start_of(node)
    column = column_of(text, dash_of(text, node, 0))
    before = item_span(text, items(node)[index - 1])[1]
    found = re.compile(rf"[\r\n] {{{column}}}-(?=\s|$)").search(text, before)
    return found.end() - 1 if found else start_of(items(node)[index])


def block_column(text: str, node: Node) -> int:
    """How far a block mapping's keys, or a block list's dashes, stand from the left."""
    if isinstance(node, MappingNode) and node.value:
        return column_of(text, start_of(entries(node)[0][0]))
    return column_of(text, dash_of(text, node, 0)) if isinstance(node, SequenceNode) and node.value else 0


def line_start(text: str, index: int) -> int:
    """The first character of the line that `index` stands in."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def line_end(text: str, index: int) -> int:
    """The line end at or after `index`, or the end of the text."""
    found = _LINE_END.search(text, index)
    return found.start() if found else len(text)


def next_line(text: str, index: int) -> int:
    """The start of the line after the one that `index` stands in, or the end of the text."""
    found = _LINE_END.search(text, index)
    return found.end() if found else len(text)


def column_of(text: str, index: int) -> int:
    """Characters between the line's start and `index`."""
    return index - line_start(text, index)


def on_one_line(text: str, start: int, end: int) -> bool:
    """No line ends between the two indices."""
    return _LINE_END.search(text, start, end) is None


def line_number(text: str, index: int) -> int:
    """The number of the line, from 1; a carriage return alone also ends a line, as YAML has it."""
    inside = index > 0 and text[index - 1 : index + 1] == "\r\n"
    return len(_LINE_END.findall(text, 0, index - inside)) + 1
