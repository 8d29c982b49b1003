"""Edits as splices: a write changes the lines that it is about and no other byte, or is refused with the text to paste.

Each change becomes one edit of the text; the result is read back and compared with what the change means on plain data.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

from inspect_cli.yamlsplice.appending import appended, inserted
from inspect_cli.yamlsplice.change import Append, Change, Insert, Remove, Route, Set
from inspect_cli.yamlsplice.document import Data, Document, parse
from inspect_cli.yamlsplice.edits import names_of, value_set
from inspect_cli.yamlsplice.entries import Misfit
from inspect_cli.yamlsplice.layout import Layout, YamlValue, key_lines, list_lines
from inspect_cli.yamlsplice.pieces import edited
from inspect_cli.yamlsplice.quoting import OneLine
from inspect_cli.yamlsplice.removal import Edit, removed

__all__ = ["CannotSplice", "Layout", "applied", "spliced"]


class CannotSplice(Exception):
    """The change at `path` would touch more than its own lines; `paste` is the YAML to write by hand."""

    def __init__(self, path: Route, paste: str) -> None:
        super().__init__(f"cannot change {path_text(path)} without touching more of the file")
        self.path = path
        self.paste = paste


def spliced(document: Document, changes: Sequence[Change], layout: Layout) -> Document:
    """The document after the changes, one after another. Raises CannotSplice where one cannot be made, or does not read back.

    Between several changes only what each of them touches is read again; the last text is read as a whole, and must say the same.
    """
    if len(changes) > 1:
        with suppress(CannotSplice):
            quick = _all_changed(document, changes, layout, edited)
            whole = parse(quick.raw)
            if whole.readable and whole.data == quick.data:
                return whole
    return _all_changed(document, changes, layout, lambda _, __: None)


_Rereading = Callable[[Document, Edit], Document | None]


def _all_changed(document: Document, changes: Sequence[Change], layout: Layout, reread: _Rereading) -> Document:
    for change in changes:
        document = _changed(document, change, layout, reread)
    return document


def _changed(document: Document, change: Change, layout: Layout, reread: _Rereading) -> Document:
    """By the best edit that says it: as laid out; without literal blocks, which may take in what follows or need a last line end."""
    try:
        expected = _without_empty(applied(document.data, [change]))
        for edit in _edits(document, change, layout) if document.readable else ():
            result = document if edit is None else reread(document, edit) or _edited(document, edit)
            if result.readable and _without_empty(result.data) == expected:
                return result
    except (Misfit, LookupError):
        pass
    raise CannotSplice(change.path, pasted(change, layout))


def _edited(document: Document, edit: Edit) -> Document:
    text = document.text[: edit.start] + edit.new + document.text[edit.end :]
    return document if text == document.text else parse(encoded(text, document.bom))


def _edits(document: Document, change: Change, layout: Layout) -> Iterator[Edit | None]:
    if isinstance(change, Remove):
        yield removed(document, change.path)
        return
    if isinstance(change, Set) and _is_so(document.data, change):
        yield None
        return
    value = as_value(change.value)
    for one in (value, _on_one_line(value)):
        if isinstance(change, Insert):
            yield inserted(document, change.path, change.at, one, layout)
        else:
            yield (appended if isinstance(change, Append) else value_set)(document, change.path, one, layout)


def _on_one_line(value: YamlValue) -> YamlValue:
    if isinstance(value, str):
        return OneLine(value) if "\n" in value else value
    if isinstance(value, Mapping):
        return {key: _on_one_line(inner) for key, inner in value.items()}
    return None if value is None else [_on_one_line(inner) for inner in value]


def encoded(text: str, bom: bool) -> bytes:
    return (codecs.BOM_UTF8 if bom else b"") + text.encode("utf-8")


def as_value(value: object) -> YamlValue:
    """A change's value, if it is made of None, strings, lists and mappings; TypeError otherwise."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(key): as_value(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [as_value(inner) for inner in value]
    raise TypeError(f"not a plain value: {value!r}")


# -- what a change means on plain data ---------------------------------------------------------------------------------


def applied(data: dict[str, Data], changes: Sequence[Change]) -> dict[str, Data]:
    """The data after the changes; the data given stays as it is. Raises LookupError where a path does not fit the data."""
    for change in changes:
        after = _after(data, change.path, change)
        data = after if isinstance(after, dict) else {}
    return data


def _after(here: Data, path: Route, change: Change) -> Data:
    if not path:
        return _ended(here, change)
    step, rest = path[0], path[1:]
    if isinstance(step, str) and isinstance(here, dict | None):
        return _after_in_mapping(here or {}, step, rest, change)
    if isinstance(step, int) and isinstance(here, list) and 0 <= step < len(here):
        before, after = here[:step], here[step + 1 :]
        return before + after if not rest and isinstance(change, Remove) else [*before, _after(here[step], rest, change), *after]
    raise LookupError(step)


def _after_in_mapping(here: dict[str, Data], key: str, rest: Route, change: Change) -> Data:
    if isinstance(change, Remove) and (not rest or key not in here):
        return {name: value for name, value in here.items() if name != key}
    return {**here, key: _after(here.get(key), rest, change)}


def _ended(here: Data, change: Change) -> Data:
    if isinstance(change, Set):
        return _as_data(as_value(change.value))
    if isinstance(change, Append) and isinstance(here, list | None):
        return [*(here or []), _as_data(as_value(change.value))]
    if isinstance(change, Insert) and isinstance(here, list | None) and 0 <= change.at <= len(here or []):
        return [*(here or [])[: change.at], _as_data(as_value(change.value)), *(here or [])[change.at :]]
    raise LookupError("no list, or nothing to remove")


def _as_data(value: YamlValue) -> Data:
    if value is None or isinstance(value, str):
        return None if value is None else str(value)
    if isinstance(value, Mapping):
        return {key: _as_data(inner) for key, inner in value.items()}
    return [_as_data(inner) for inner in value]


def _without_empty(data: Data) -> Data:
    """None, absent, and a list or mapping with nothing in it are the same."""
    if isinstance(data, dict):
        kept = {key: _without_empty(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value is not None} or None
    return [_without_empty(item) for item in data] or None if isinstance(data, list) else data


def _is_so(data: dict[str, Data], change: Set) -> bool:
    return _without_empty(applied(data, [change])) == _without_empty(data)


# -- what to paste -----------------------------------------------------------------------------------------------------


def path_text(path: Route) -> str:
    """A path as people write it: `measures[0].done_on`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def pasted(change: Change, layout: Layout) -> str:
    """The change as YAML to write by hand, under a comment that says where."""
    if isinstance(change, Remove):
        return f"# - {path_text(change.path)}\n"
    value, names, last = as_value(change.value), names_of(change.path), change.path[-1] if change.path else ""
    if isinstance(change, Append | Insert):
        lines = [f"{last}:", *list_lines([value], 2, names, layout)]
    elif isinstance(last, str):
        lines = key_lines(last, value, 0, names, layout)
    else:
        lines = list_lines([value], 0, names, layout)
    return "\n".join([f"# {path_text(change.path)}", *lines, ""])
