"""One YAML file: its text, its data, its places. Knows YAML, has never heard of rectification.

Every scalar leaves as a string, word for word as YAML reads it (`003`, `2020-10-28`, `no`); only an empty value and null are
None. What is wrong with a file is a list of faults with places; no bytes make `parse` raise.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inspect_cli.yamlsplice.bounds import MAX_BYTES
from inspect_cli.yamlsplice.change import Route
from inspect_cli.yamlsplice.composing import Flaw, FlawKind, composed, entries, items
from inspect_cli.yamlsplice.flaws import node_flaws, root_flaw, text_flaw
from inspect_cli.yamlsplice.place import Place
from inspect_cli.yamlsplice.spans import Span, end_of, item_span, line_end, line_number, line_start, start_of, value_span

Data = None | str | list["Data"] | dict[str, "Data"]

_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class YamlFault:
    """Why a file cannot be read as a record; `detail` is the key, the tag, the character, or the parser's words."""

    kind: FlawKind
    place: Place
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What `parse` made of a file. `text` is without the BOM, its line ends are as they are in the file."""

    raw: bytes = field(repr=False)
    text: str
    bom: bool
    root: MappingNode | None = field(compare=False, repr=False)
    data: dict[str, Data]
    faults: tuple[YamlFault, ...]
    newline: str

    @property
    def readable(self) -> bool:
        """Nothing is wrong with the file as YAML, so `data` holds all of it."""
        return not self.faults

    def where(self, path: Route, key: bool = False) -> Place:
        """The place of the value at `path`, or of its key; of the nearest parent that is there, where the path is not."""
        span = _nearest_span(self.text, self.root, path, key) if self.root else None
        return _place(self.text, *(span or _first_line(self.text)))


def parse(raw: bytes) -> Document:
    """The document in these bytes, with everything that is wrong with it."""
    bom = raw.startswith(codecs.BOM_UTF8)
    if len(raw) > MAX_BYTES:
        return _unreadable(raw, "", bom, [Flaw("large", 0)])
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        return _unreadable(raw, raw.decode("utf-8", "replace").removeprefix("\ufeff"), bom, [Flaw("encoding", len(good))])
    return _parsed(raw, text, bom)


def _parsed(raw: bytes, text: str, bom: bool) -> Document:
    early = text_flaw(text)
    root = early or composed(text)
    if isinstance(root, Flaw):
        return _unreadable(raw, text, bom, [root])
    wrong = root_flaw(root)
    if wrong or not isinstance(root, MappingNode):
        return _unreadable(raw, text, bom, [wrong] if wrong else [])
    flaws = node_flaws(text, root)
    if flaws:
        return _unreadable(raw, text, bom, flaws, root)
    return Document(raw, text, bom, root, _mapping(root), (), newline_of(text))


def _unreadable(raw: bytes, text: str, bom: bool, flaws: list[Flaw], root: MappingNode | None = None) -> Document:
    faults = tuple(YamlFault(flaw.kind, _place(text, flaw.start, flaw.start + flaw.length), flaw.detail) for flaw in flaws)
    return Document(raw, text, bom, root, {}, faults, newline_of(text))


def newline_of(text: str) -> str:
    """The line end of the first line, for lines that are added."""
    return "\r\n" if text[line_end(text, 0) :].startswith("\r\n") else "\n"


def _mapping(node: MappingNode) -> dict[str, Data]:
    return {str(key.value): _data(value) for key, value in entries(node)}


def _data(node: Node) -> Data:
    if isinstance(node, MappingNode):
        return _mapping(node)
    if isinstance(node, SequenceNode):
        return [_data(item) for item in items(node)]
    return None if is_null(node) else str(node.value)


def is_null(node: Node) -> bool:
    """A plain scalar that is empty, `~` or `null`; `!!str ~` is not."""
    return isinstance(node, ScalarNode) and node.style is None and str(node.tag).endswith(":null") and node.value in _NULLS


# -- places ------------------------------------------------------------------------------------------------------------


def _place(text: str, start: int, end: int) -> Place:
    first, last = line_start(text, start), line_end(text, start)
    start = max(first, min(start, last - 1))  # what is missing at a line's end is shown at its last character
    return Place(line_number(text, start), start - first + 1, max(1, min(end, last) - start), text[first:last])


def _first_line(text: str) -> Span:
    return 0, line_end(text, 0)


def _nearest_span(text: str, node: Node, path: Route, key: bool) -> Span | None:
    """The span of the deepest step of `path` that is there; None where not even its first step is."""
    found: Span | None = None
    for at, step in enumerate(path):
        here = _child(node, step)
        if here is None:
            return found
        name, node = here
        last = at == len(path) - 1
        if name is not None and (key or not last):
            found = start_of(name), end_of(text, name)
        else:
            found = value_span(text, name, node) if name is not None else item_span(text, node)
    return found


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """The key (None for a list's entry) and the value that `step` leads to."""
    if isinstance(node, MappingNode) and isinstance(step, str):
        return next(((key, value) for key, value in entries(node) if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(items(node)):
        return None, items(node)[step]
    return None
