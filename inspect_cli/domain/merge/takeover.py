"""What ours has to take over to become the merged issue, as changes of a record."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from inspect_cli.domain.merge.joining import WAYS
from inspect_cli.domain.merge.threeway import Clash, values_in
from inspect_cli.domain.record.declaration import Way
from inspect_cli.domain.record.issue import Issue
from inspect_cli.yamlsplice.change import Change, Insert, Remove, Route, Set


def changes(ours: Issue, one: Issue) -> list[Change]:
    """What has to change in ours, one after the other, to make it `one`; paths are those at the moment of each change."""
    found: list[Change] = []
    for name, way in WAYS.items():
        before, after = getattr(ours, name), getattr(one, name)
        if before != after:
            found += _list_changes(name, before, after) if way in (Way.PARTS, Way.GROWING, Way.SET) else _set_to((name,), before, after)
    return found


def _set_to(path: Route, before: Any, after: Any) -> Iterator[Change]:
    """Leaf by leaf where both have them."""
    if dataclasses.is_dataclass(before) and after is not None:
        pairs = [(key.rstrip("_"), value, getattr(after, key)) for key, value in values_in(before)]
    elif isinstance(before, dict) and before:
        pairs = [(key, before.get(key), after.get(key)) for key in {**before, **after}]
    else:
        yield Set(path, after)
        return
    for key, was, now in pairs:
        if was != now:
            yield from _set_to((*path, key), was, now)


def _list_changes(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    was_keys, keys = ([getattr(entry, "id", entry) for entry in side] for side in (before, after))
    for step, i1, i2, j1, j2 in SequenceMatcher(None, was_keys, keys, autojunk=False).get_opcodes():
        if step == "equal":
            for was, now, at in zip(before[i1:i2], after[j1:j2], range(j1, j2), strict=True):
                yield from _set_to((name, at), was, now) if was != now else ()
            continue
        yield from (Remove((name, j1)) for _ in range(i1, i2))
        yield from (Insert((name,), at, after[at]) for at in range(j1, j2))


def put_back(one: Issue, ours: Issue, clash: Clash) -> Issue:
    """The merged issue where what the clash is about reads as ours does."""
    name, *rest = clash.route
    if name not in WAYS:
        return one  # no key of an issue
    before, now = getattr(ours, str(name)), getattr(one, str(name))
    if not rest or clash.to_end:
        return _with(one, str(name), before)
    if WAYS[str(name)] is not Way.PARTS or len(rest) > 1:
        return one  # there it reads as ours already
    kept = [next((was for was in before if was.id == part.id), None) if part.id == rest[0] else part for part in now]
    return _with(one, str(name), tuple(part for part in kept if part is not None))


def _with(issue: Issue, name: str, value: Any) -> Issue:
    return replace(issue, **{name: value})
