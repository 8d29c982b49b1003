"""How a new piece of a file is laid out: block or flow style, which keys in which order, how deep.

Gives lines of YAML for values that are not in the file yet; what is in the file is `splice`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inspect_cli.yamlsplice.quoting import OneLine, block_literal, written

YamlValue = None | str | Sequence["YamlValue"] | Mapping[str, "YamlValue"]
Names = tuple[str, ...]

STEP = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """House rules by path, list indices left out: the canonical key `order` of a mapping; whose new entries stand in one line (`flow`)."""

    order: Mapping[Names, tuple[str, ...]] = field(default_factory=dict)
    flow: frozenset[Names] = frozenset()


def document_text(data: Mapping[str, YamlValue], layout: Layout, newline: str = "\n", header: str = "") -> str:
    """A whole new file: `header` (comment lines), then `data` in the given order; what is empty is left out."""
    top = header.splitlines()
    return "".join(line + newline for line in [*top, *mapping_lines(data, 0, (), layout)])


def is_absent(value: YamlValue) -> bool:
    """None, or a list or mapping with nothing in it: in a file that is the same as no key."""
    if isinstance(value, Mapping):
        return all(is_absent(inner) for inner in value.values())
    return value is None or (not isinstance(value, str) and not value)


def mapping_lines(data: Mapping[str, YamlValue], column: int, path: Names, layout: Layout) -> list[str]:
    """Block lines of a mapping whose keys stand at `column`."""
    pairs = [(key, value) for key, value in data.items() if not is_absent(value)]
    return [line for key, value in pairs for line in key_lines(key, value, column, (*path, key), layout)]


def key_lines(key: str, value: YamlValue, column: int, path: Names, layout: Layout) -> list[str]:
    """Block lines of one key at `column` and its value; `path` ends with the key."""
    first, *rest = value_lines(value, column, path, layout)
    return [f"{' ' * column}{key_text(key)}:{' ' if first else ''}{first}", *rest]


def key_text(key: str) -> str:
    """A key as it stands before its colon."""
    return written(key, flow=True)


def value_lines(value: YamlValue, column: int, path: Names, layout: Layout, like: str | None = None) -> list[str]:
    """The value of a key at `column`: the first line goes behind the colon ("" where the value starts below), the others are whole."""
    if value is None:
        return [""]
    if isinstance(value, str):
        return scalar_lines(value, column + STEP, STEP, like)
    if is_absent(value) or _stands_in_one_line(value, path, layout):
        return [flow_text(value)]
    if isinstance(value, Mapping):
        return ["", *mapping_lines(value, column + STEP, path, layout)]
    return ["", *list_lines(value, column + STEP, path, layout)]


def scalar_lines(value: str, indent: int, step: int, like: str | None = None) -> list[str]:
    """A string in block style: a literal block at `indent` where it has several lines or replaces one, else one line."""
    block = not isinstance(value, OneLine) and (like in ("|", ">") or ("\n" in value and like != '"'))
    literal = block_literal(value, indent, step) if block else None
    return literal or [written(value, flow=False, like=like)]


def _stands_in_one_line(value: YamlValue, path: Names, layout: Layout) -> bool:
    if isinstance(value, Mapping):
        return path in layout.flow
    return not isinstance(value, str) and value is not None and not any(isinstance(item, Mapping) for item in value)


def list_lines(values: Sequence[YamlValue], column: int, path: Names, layout: Layout) -> list[str]:
    """Block lines of a list whose dashes stand at `column`."""
    return [line for value in values for line in item_lines(value, column, path, layout, flow=path in layout.flow)]


def item_lines(value: YamlValue, column: int, path: Names, layout: Layout, flow: bool, gap: int = 1, like: str | None = None) -> list[str]:
    """Block lines of one list entry: dash at `column`, `gap` blanks behind it, the entry in one line where `flow` says so."""
    dash = " " * column + "-" + " " * gap
    if isinstance(value, Mapping) and not flow and not is_absent(value):
        first, *rest = mapping_lines(value, column + 1 + gap, path, layout)
        return [dash + first.lstrip(" "), *rest]
    if isinstance(value, str):
        first, *rest = scalar_lines(value, column + STEP, STEP, like)
        return [dash + first, *rest]
    return [dash + flow_text(value)]


def flow_text(value: YamlValue, like: str | None = None, pad: str = "") -> str:
    """The value in one line, for braces and brackets; `pad` goes inside the outer braces."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return written(value, flow=True, like=like)
    if isinstance(value, Mapping):
        inside = ", ".join(_flow_pairs(value))
        return f"{{{pad}{inside}{pad}}}" if inside else "{}"
    return "[" + ", ".join(flow_text(item) for item in value) + "]"


def _flow_pairs(data: Mapping[str, YamlValue]) -> Iterator[str]:
    return (f"{key_text(key)}: {flow_text(value)}" for key, value in data.items() if not is_absent(value))
