"""YAML text to nodes: the one place that drives ruamel. Says what is wrong as a `Flaw` at an index, and never raises.

ruamel is asked for nodes alone: its constructor loses places and turns `003` into 3.
"""

from __future__ import annotations

import copy
from typing import Any, Literal, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError, MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from inspect_cli.yamlsplice.bounds import MAX_DEPTH, MAX_NODES

FlawKind = Literal[
    "encoding", "control", "syntax", "tab", "markers", "several", "empty",
    "not_mapping", "duplicate", "key", "tag", "deep", "large", "alias",
]  # fmt: skip


class Flaw(NamedTuple):
    """One thing that is wrong with a text: its kind, where it starts, how long it is, and a detail such as the key."""

    kind: FlawKind
    start: int
    length: int = 1
    detail: str = ""


class TooManyNodes(MarkedYAMLError):
    """The text holds more values than a record can."""


class _PlacedAliases(Composer):
    """ruamel's composer, but an alias is a node of its own with the alias's marks; its `value` is the anchor's own object."""

    def __init__(self, loader: YAML | None = None) -> None:
        super().__init__(loader)
        self.warn_double_anchors = False
        self._nodes = 0

    def compose_node(self, parent: Node | None, index: Any) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise TooManyNodes(problem_mark=self.parser.peek_event().start_mark)
        return super().compose_node(parent, index)

    def return_alias(self, a: Node) -> Node:
        event = self.parser.last_event
        alias = copy.copy(a)
        alias.start_mark, alias.end_mark = event.start_mark, event.end_mark
        return alias


def composed(text: str) -> Node | Flaw | None:
    """The root node of the only document in `text` (without a BOM), what is wrong with it, or None where nothing is written."""
    yaml = YAML(typ="safe", pure=True, plug_ins=[])
    yaml.Composer = _PlacedAliases
    yaml.max_depth = MAX_DEPTH + 1
    try:
        root = yaml.compose(text)
    except MarkedYAMLError as error:
        return _flaw(error, text)
    except Exception as error:  # noqa: BLE001 ruamel also lets out AssertionError (%YAML 1.3) and OverflowError (\UFFFFFFFF)
        return Flaw("syntax", 0, 1, type(error).__name__)
    return root if isinstance(root, Node) else None


def _flaw(error: MarkedYAMLError, text: str) -> Flaw:
    mark = error.problem_mark or error.context_mark
    start: int = mark.index if mark else 0
    if isinstance(error, TooManyNodes):
        return Flaw("large", start)
    if isinstance(error, MaxDepthExceededError):
        return Flaw("deep", start)
    if isinstance(error, ComposerError) and error.context:
        return Flaw("several", start, 3)
    tab = _tab_before(text, start)
    if tab is not None:
        return Flaw("tab", tab)
    return Flaw("syntax", start, 1, str(error.problem or error.context or "").partition("\n")[0])


def _tab_before(text: str, index: int) -> int | None:
    """The tab at `index`, or the one in the indentation of its line."""
    if text[index : index + 1] == "\t":
        return index
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    tab = text.find("\t", start, index)
    return tab if tab >= 0 and not text[start:tab].strip(" ") else None


def entries(node: MappingNode) -> list[tuple[Node, Node]]:
    """Keys and values, in order."""
    pairs: list[tuple[Node, Node]] = node.value
    return pairs


def items(node: SequenceNode) -> list[Node]:
    """The entries of a list, in order."""
    nodes: list[Node] = node.value
    return nodes


def children(node: Node) -> list[Node]:
    """What stands directly in a node, keys before their values."""
    if isinstance(node, MappingNode):
        return [child for pair in entries(node) for child in pair]
    return items(node) if isinstance(node, SequenceNode) else []
