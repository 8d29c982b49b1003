"""What is wrong with a file that would be YAML: in its bytes and lines before composing, in its nodes after.

Each function gives flaws at indices; `document` gives them places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inspect_cli.yamlsplice.bounds import MAX_DEPTH
from inspect_cli.yamlsplice.composing import Flaw, children, entries
from inspect_cli.yamlsplice.spans import end_of, is_alias, is_empty, start_of, value_start

MAX_ALIASED = 10_000

# the characters that YAML 1.2 does not let stand in a stream (all but c-printable); told off one by one, it compiles ten times as fast
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKER = re.compile(r"^(?:<{7,} |\|{7,} |>{7,} )[^\r\n]*", re.MULTILINE)
_MIDDLE = re.compile(r"^=======(?=\r?$)", re.MULTILINE)
_TAG = re.compile(r"(?:&\S+\s+)?(!\S*)")
_OWN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")}
_SURROGATE = re.compile("[\ud800-\udfff]")


def text_flaw(text: str) -> Flaw | None:
    """A conflict marker or a forbidden character: such a text is not worth composing."""
    marker = _MARKER.search(text)
    if marker:
        middle = _MIDDLE.search(text)
        first = middle if middle and middle.start() < marker.start() else marker
        return Flaw("markers", first.start(), len(first[0]))
    control = _FORBIDDEN.search(text)
    return Flaw("control", control.start(), 1, f"U+{ord(control[0]):04X}") if control else None


def root_flaw(root: Node | None) -> Flaw | None:
    """A document must be a mapping; `---` alone is as empty as no document."""
    if root is None or is_empty(root):
        return Flaw("empty", 0)
    return None if isinstance(root, MappingNode) else Flaw("not_mapping", start_of(root))


def node_flaws(text: str, root: Node) -> list[Flaw]:
    """What is wrong inside the tree, in the order of the text; for aliases that expand without end this alone."""
    aliases = _alias_flaw(text, root)
    return [aliases] if aliases else sorted(_flaws(text, root), key=lambda flaw: flaw.start)


def _flaws(text: str, node: Node) -> Iterator[Flaw]:
    if is_alias(text, node):
        return
    yield from _tag_flaws(text, node)
    if isinstance(node, ScalarNode) and _SURROGATE.search(str(node.value)):
        code = ord(_SURROGATE.findall(str(node.value))[0])
        yield Flaw("control", start_of(node), end_of(text, node) - start_of(node), f"U+{code:04X}")
    if isinstance(node, MappingNode):
        yield from _key_flaws(text, node)
    for child in children(node):
        yield from _flaws(text, child)


def _tag_flaws(text: str, node: Node) -> Iterator[Flaw]:
    if node.tag in _OWN_TAGS or is_empty(node) or text[start_of(node)] not in "!&":
        return
    tag = _TAG.match(text, start_of(node))
    if tag:
        yield Flaw("tag", tag.start(1), len(tag[1]), tag[1])


def _key_flaws(text: str, node: MappingNode) -> Iterator[Flaw]:
    seen: set[str] = set()
    for key, _ in entries(node):
        start = start_of(key)
        if not _is_plain_key(text, key):
            yield Flaw("key", start, max(1, end_of(text, key) - start))
        elif key.value in seen:
            yield Flaw("duplicate", start, end_of(text, key) - start, str(key.value))
        seen.add(str(key.value))


def _is_plain_key(text: str, key: Node) -> bool:
    """A scalar on one line that means a string; `3` and `no` mean one here, the merge key `<<` and null do not."""
    if not isinstance(key, ScalarNode) or is_empty(key) or key.style in ("|", ">") or text[start_of(key)] in "*&!":
        return False
    if key.style is None and str(key.tag).endswith((":null", ":merge")):
        return False
    return "\n" not in text[start_of(key) : value_start(text, key)]


def _alias_flaw(text: str, root: Node) -> Flaw | None:
    if "*" not in text:
        return None
    try:
        _measured(text, root, {})
    except _Endless as endless:
        return endless.flaw
    return None


class _Endless(Exception):
    """Aliases make more of the tree than can be held."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.kind)
        self.flaw = flaw


_Size = tuple[int, int, int]


def _measured(text: str, node: Node, known: dict[int, _Size | None]) -> _Size:
    """Nodes of a subtree with aliases expanded, nodes as written, and height; None in `known` marks one not yet finished."""
    if not isinstance(node, MappingNode | SequenceNode):
        return 1, 1, 0
    alias = is_alias(text, node)
    if alias:
        size = known[id(node.value)]
        if size is None:
            raise _Endless(Flaw("alias", start_of(node), end_of(text, node) - start_of(node)))
        return size[0], 1, size[2]
    known[id(node.value)] = None
    sizes = [_measured(text, child, known) for child in children(node)]
    expanded, written = 1 + sum(s[0] for s in sizes), 1 + sum(s[1] for s in sizes)
    height = 1 + max((s[2] for s in sizes), default=0)
    if expanded - written > MAX_ALIASED:
        raise _Endless(Flaw("alias", start_of(node)))
    if height > MAX_DEPTH + 1:
        raise _Endless(Flaw("deep", start_of(node)))
    known[id(node.value)] = expanded, written, height
    return expanded, written, height
