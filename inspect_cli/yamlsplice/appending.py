"""Adding to a list, as one edit of the text. The new entry imitates the one before it: style, depth, gap behind the dash.

Comments below the last entry that are as deep as the list stay before an appended entry; others belong to what follows.
Between two entries a comment belongs to the one below it, unless it stands deeper than the dash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inspect_cli.yamlsplice.change import Route
from inspect_cli.yamlsplice.document import Document, is_null
from inspect_cli.yamlsplice.edits import names_of, style_of, value_set
from inspect_cli.yamlsplice.entries import Misfit, Slot, after_own_comments, begins_its_line, child_entry, entry_at, flow_end, head_of
from inspect_cli.yamlsplice.layout import Layout, YamlValue, flow_text, item_lines
from inspect_cli.yamlsplice.removal import Edit
from inspect_cli.yamlsplice.spans import column_of, is_alias, line_end, on_one_line, start_of

_COMMA = re.compile(r"(?:\s|#[^\r\n]*)*,")


def appended(document: Document, path: Route, value: YamlValue, layout: Layout) -> Edit | None:
    """`value` becomes the last entry of the list at `path`; a list that is missing or empty is made."""
    entry = entry_at(document, path)
    if entry is None or is_null(entry.node) or _becomes_block(entry, value):
        return value_set(document, path, [value], layout)
    node = entry.node
    if not isinstance(node, SequenceNode) or is_alias(document.text, node):
        raise Misfit("there is no list at the path")
    if not node.value:
        opening = start_of(node) + 1
        return Edit(opening, opening, flow_text(value))
    if node.flow_style:
        return _flow_appended(document, node, value)
    return _block_appended(document, entry, node, path, value, layout)


def inserted(document: Document, path: Route, at: int, value: YamlValue, layout: Layout) -> Edit | None:
    """`value` becomes the entry number `at` of the list at `path`, the others move down; behind the last one it is appended."""
    entry = entry_at(document, path)
    node = entry.node if entry else None
    if entry is None or not isinstance(node, SequenceNode) or at >= len(node.value) or is_alias(document.text, node):
        return appended(document, path, value, layout)
    following = child_entry(document.text, node, at)
    if node.flow_style:
        return _flow_inserted(document, following, value)
    lines = _block_lines(document.text, child_entry(document.text, node, max(at - 1, 0)), path, value, layout)
    if at == 0:
        head = head_of(document.text, following)
        if not begins_its_line(document.text, head):
            raise Misfit("a list in a list begins on the same line")
        return Edit(head, head, document.newline.join([lines[0].lstrip(" "), *lines[1:], " " * following.column]))
    before = child_entry(document.text, node, at - 1)
    end = after_own_comments(document.text, before.end, before.column + 1, before.column)
    return Edit(end, end, "".join(document.newline + line for line in lines))


def _becomes_block(entry: Slot, value: YamlValue) -> bool:
    """`[]` that gets a record becomes a block list, one entry a block, so that git can merge them."""
    return isinstance(entry.node, SequenceNode) and not entry.node.value and isinstance(value, Mapping) and not entry.flow


def _block_appended(document: Document, entry: Slot, node: SequenceNode, path: Route, value: YamlValue, layout: Layout) -> Edit:
    last = child_entry(document.text, node, len(node.value) - 1)
    lines = _block_lines(document.text, last, path, value, layout)
    end = after_own_comments(document.text, last.end, last.column, entry.column)
    return Edit(end, end, "".join(document.newline + line for line in lines))


def _block_lines(text: str, like: Slot, path: Route, value: YamlValue, layout: Layout) -> list[str]:
    """The lines of a new entry that looks like the entry `like`."""
    flow = _is_flow(text, like.node, names_of(path) in layout.flow)
    lines = item_lines(value, like.column, names_of(path), layout, flow, _gap(text, like), _quote(like.node))
    pad = _pad(text, like)
    if isinstance(value, Mapping) and flow and pad:
        lines = [lines[0].removesuffix(flow_text(value)) + flow_text(value, pad=pad)]
    return lines


def _is_flow(text: str, sibling: Node, default: bool) -> bool:
    if isinstance(sibling, MappingNode) and not is_alias(text, sibling):
        return bool(sibling.flow_style)
    return default


def _quote(sibling: Node) -> str | None:
    style = style_of(sibling)
    return style if isinstance(sibling, ScalarNode) and style in ("'", '"') else None


def _gap(text: str, sibling: Slot) -> int:
    """Blanks between the dash and the entry."""
    same_line = sibling.start > sibling.behind and on_one_line(text, sibling.behind, sibling.start)
    return sibling.start - sibling.behind if same_line else 1


def _pad(text: str, sibling: Slot) -> str:
    """The blank inside the sibling's braces: `{ a: b }`."""
    return " " if text.startswith("{ ", sibling.start) and text[sibling.end - 2 : sibling.end] == " }" else ""


def _flow_appended(document: Document, node: SequenceNode, value: YamlValue) -> Edit:
    text = document.text
    last = child_entry(text, node, len(node.value) - 1)
    new = flow_text(value, _quote(last.node))
    if not begins_its_line(text, last.start) or on_one_line(text, last.end, flow_end(text, node)):
        return Edit(last.end, last.end, f", {new}")
    comma = _COMMA.match(text, last.end)
    indent = _below(document, last)
    if comma:
        end = line_end(text, comma.end())
        return Edit(end, end, f"{indent}{new},")
    end = line_end(text, last.end)
    return Edit(last.end, end, f",{text[last.end : end]}{indent}{new}")


def _flow_inserted(document: Document, following: Slot, value: YamlValue) -> Edit:
    start = following.start
    new = flow_text(value, _quote(following.node))
    gap = _below(document, following) if begins_its_line(document.text, start) else " "
    return Edit(start, start, f"{new},{gap}")


def _below(document: Document, entry: Slot) -> str:
    """A line end, and the blanks to where the entry starts."""
    return document.newline + " " * column_of(document.text, entry.start)
