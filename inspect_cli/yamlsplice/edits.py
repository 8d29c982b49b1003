"""Setting a value, as one edit of the text: in place, behind an empty key, or as a new key at its canonical place.

An edit keeps every byte that it is not about; whether it says what was meant, `splice` finds out by reading the result.
"""

from __future__ import annotations

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from inspect_cli.yamlsplice.change import Route
from inspect_cli.yamlsplice.document import Document, is_null
from inspect_cli.yamlsplice.entries import (
    Misfit,
    Slot,
    after_own_comments,
    all_entries,
    begins_its_line,
    entry_at,
    head_of,
    literal_indent,
    tail_of,
)
from inspect_cli.yamlsplice.layout import (
    Layout,
    Names,
    YamlValue,
    flow_text,
    is_absent,
    item_lines,
    key_lines,
    key_text,
    scalar_lines,
    value_lines,
)
from inspect_cli.yamlsplice.removal import Edit, entry_removed
from inspect_cli.yamlsplice.spans import block_column, is_block_collection, is_block_scalar, start_of


def names_of(path: Route) -> Names:
    """The path without its list indices, as a layout knows it."""
    return tuple(step for step in path if isinstance(step, str))


def style_of(node: Node) -> str | None:
    """The quote or the block sign of a scalar."""
    return str(node.style) if isinstance(node, ScalarNode) and node.style else None


def value_set(document: Document, path: Route, value: YamlValue, layout: Layout) -> Edit | None:
    """The value at `path` becomes `value`; None where nothing is to be done."""
    entry = entry_at(document, path)
    if entry is None:
        return _parent_set(document, path, value, layout)
    text = document.text
    if text.startswith("&", entry.start) and entry.start < entry.end:
        raise Misfit("an anchor marks the value")
    if is_absent(value):
        return _emptied(text, entry)
    if entry.flow:
        return _in_place(text, entry, flow_text(value, style_of(entry.node)))
    return _replaced(document, entry, _new_lines(text, entry, value, path, layout))


def _emptied(text: str, entry: Slot) -> Edit:
    """The key stays with nothing behind it, except in braces, where it goes; a list's entry becomes null."""
    if entry.key is None:
        return _in_place(text, entry, "null")
    if entry.flow:
        return entry_removed(text, entry)
    comment, end = tail_of(text, entry)
    return Edit(entry.behind, end, comment)


def _new_lines(text: str, entry: Slot, value: YamlValue, path: Route, layout: Layout) -> list[str]:
    """What goes behind the colon or dash, and the lines below it."""
    like = style_of(entry.node)
    indent = literal_indent(text, entry)
    if isinstance(value, str) and indent is not None and indent > entry.column:
        return scalar_lines(value, indent, indent - entry.column, like)
    if not isinstance(value, str) and _is_flow_collection(text, entry.node):
        return [flow_text(value)]
    if entry.key is not None:
        return value_lines(value, entry.column, names_of(path), layout, like)
    first, *rest = item_lines(value, entry.column, names_of(path), layout, flow=names_of(path) in layout.flow, like=like)
    return [first[entry.column + 1 :].lstrip(" "), *rest]


def _is_flow_collection(text: str, node: Node) -> bool:
    return not isinstance(node, ScalarNode) and not is_block_collection(text, node) and bool(node.value)


def _replaced(document: Document, entry: Slot, lines: list[str]) -> Edit:
    text, (first, *rest) = document.text, lines
    if not rest and not is_block_scalar(entry.node) and not is_block_collection(text, entry.node):
        return _in_place(text, entry, first)
    comment, end = tail_of(text, entry)
    behind = f" {first}{comment}" if first else comment
    return Edit(entry.behind, end, document.newline.join([behind, *rest]))


def _in_place(text: str, entry: Slot, new: str) -> Edit:
    if entry.start < entry.end or entry.key is None:
        blank = " " if entry.start == entry.end == entry.behind and not entry.flow else ""
        return Edit(entry.start, entry.end, blank + new)
    colon = "" if text[entry.behind - 1] == ":" else ":"
    return Edit(entry.behind, entry.behind, f"{colon} {new}")


# -- a key that is not there yet ---------------------------------------------------------------------------------------


def _parent_set(document: Document, path: Route, value: YamlValue, layout: Layout) -> Edit | None:
    """A new key in the nearest parent that is there; parents between are made with it."""
    if is_absent(value):
        return None
    if not path:
        raise Misfit("the whole file cannot be set")
    parent, key = path[:-1], path[-1]
    entry = entry_at(document, parent)
    if not isinstance(key, str):
        raise Misfit("the list has no such entry")
    if parent and (entry is None or is_null(entry.node)):
        return value_set(document, parent, {key: value}, layout)
    node = entry.node if entry else document.root
    if not isinstance(node, MappingNode):
        raise Misfit("the parent is not a mapping")
    return _key_added(document, node, path, value, layout)


def _key_added(document: Document, node: MappingNode, path: Route, value: YamlValue, layout: Layout) -> Edit:
    text, key = document.text, str(path[-1])
    if not node.flow_style:
        return _block_key_added(document, node, path, value, layout)
    new = f"{key_text(key)}: {flow_text(value)}"
    if not node.value:
        opening = start_of(node) + 1
        return Edit(opening, opening, new)
    last = all_entries(text, node)[-1].end
    return Edit(last, last, f", {new}")


def _block_key_added(document: Document, node: MappingNode, path: Route, value: YamlValue, layout: Layout) -> Edit:
    text, column, there = document.text, block_column(document.text, node), all_entries(document.text, node)
    lines = key_lines(str(path[-1]), value, column, names_of(path), layout)
    before = _preceding(there, str(path[-1]), layout.order.get(names_of(path)[:-1], ()))
    first = head_of(text, there[0])
    if before is None and begins_its_line(text, first):
        return Edit(first, first, document.newline.join([lines[0].lstrip(" "), *lines[1:], " " * column]))
    # a first key behind its list's dash stays there: one line more, and none changed
    end = after_own_comments(text, (before or there[0]).end, column + 1, column)
    return Edit(end, end, "".join(document.newline + line for line in lines))


def _preceding(there: list[Slot], key: str, order: tuple[str, ...]) -> Slot | None:
    """The entry after which a new key stands: the nearest one before it in canonical order, the last one for an unknown key."""
    if key not in order:
        return there[-1]
    keys = {str(entry.key.value): entry for entry in there if entry.key is not None}
    return next((keys[name] for name in reversed(order[: order.index(key)]) if name in keys), None)
