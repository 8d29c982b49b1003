"""What theirs brings into the text of ours: changes of a record, with every value as theirs spells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from inspect_cli.domain.merge.joining import WAYS
from inspect_cli.domain.merge.takeover import changes
from inspect_cli.domain.record.declaration import Way
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text
from inspect_cli.store.reading import read_issue
from inspect_cli.store.writing import LAYOUT, plain
from inspect_cli.yamlsplice.change import Change, Insert, Remove, Route, Set
from inspect_cli.yamlsplice.document import Data, Document, parse
from inspect_cli.yamlsplice.layout import YamlValue
from inspect_cli.yamlsplice.quoting import Bare
from inspect_cli.yamlsplice.splice import CannotSplice, spliced


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One version: its text and the issue that it holds, as if what is `broken` in it (by key, and why) read as before."""

    document: Document
    issue: Issue
    broken: Mapping[str, Text] = field(default_factory=dict)


def side_of(raw: bytes, before: Mapping[str, Data]) -> MergeSide | None:
    """The version in these bytes; None where they hold no issue, not even with the data of `before` where they cannot be taken."""
    document, read = parse(raw), read_issue(raw)
    if not document.readable:
        return None
    if read.record:
        return MergeSide(document, read.record)
    broken = {key: one.message for one in reversed(read.complaints) if (key := _key_at(document, one.place.line))}
    changes = [Set((key,), before[key]) if before.get(key) else Remove((key,)) for key in broken]
    try:
        issue = read_issue(spliced(document, changes, LAYOUT).raw).record
    except CannotSplice:
        return None
    return MergeSide(document, issue, broken) if issue else None


def _key_at(document: Document, line: int) -> str | None:
    """The key of the record whose lines this one is among."""
    starts = {key: document.where((key,), key=True).line for key in document.data}
    return max((key for key, start in starts.items() if start <= line), key=lambda key: starts[key], default=None)


def taken(ours: MergeSide, theirs: MergeSide, one: Issue) -> Document:
    """Ours with everything that it takes over."""
    made = [_in_their_words(change, one, theirs) for change in changes(ours.issue, one)]
    return spliced(ours.document, made, LAYOUT)


def _in_their_words(change: Change, one: Issue, theirs: MergeSide) -> Change:
    """The change with its value as theirs spells it; a key that theirs has not goes, one that it has empty stays empty."""
    if isinstance(change, Remove):
        return change
    route: Route = change.path
    if isinstance(change, Insert):
        entries = getattr(theirs.issue, str(route[0]))
        there = (*route, entries.index(change.value)) if change.value in entries else None
    else:
        there = place_of(_route(route, one), theirs.document.data)
    raw = data_at(theirs.document.data, there) if there else None
    value = worded(plain(change.value), raw)
    if isinstance(change, Set) and not value:
        kept = there is not None and is_there(theirs.document.data, there)
        return Set(change.path, None) if kept else Remove(change.path)
    return replace(change, value=value)


def worded(value: YamlValue, raw: Data) -> YamlValue:
    """The value with the strings of `raw`: `12.5` stays `12.5`."""
    if isinstance(value, Bare):
        return Bare(raw) if isinstance(raw, str) else value
    if isinstance(value, dict) and isinstance(raw, dict):
        return {key: worded(inner, raw.get(key)) for key, inner in value.items()}
    if isinstance(value, list) and isinstance(raw, list) and len(value) == len(raw):
        return [worded(inner, one) for inner, one in zip(value, raw, strict=True)]
    return value


def _route(path: Route, issue: Issue) -> Route:
    """A path in the record as a route: parts by their id."""
    if len(path) > 1 and isinstance(path[1], int) and WAYS[str(path[0])] is Way.PARTS:
        return (path[0], getattr(issue, str(path[0]))[path[1]].id, *path[2:])
    return path


def place_of(route: Route, data: dict[str, Data]) -> Route | None:
    """A route as a path in a document; None where the part is not in it."""
    if len(route) < 2 or WAYS[str(route[0])] is not Way.PARTS:
        return route
    parts = data.get(str(route[0]))
    ids = [part.get("id") if isinstance(part, dict) else None for part in parts] if isinstance(parts, list) else []
    return (route[0], ids.index(str(route[1])), *route[2:]) if str(route[1]) in ids else None


def data_at(data: Data, path: Route) -> Data:
    """What stands at the path; None where nothing does."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def is_there(data: dict[str, Data], path: Route) -> bool:
    """The key at the end of the path is written, with a value or without."""
    parent = data_at(data, path[:-1])
    return isinstance(parent, dict) and path[-1] in parent
