"""Three versions of a file -> one text, or one with conflict markers: what `git merge-file` does, for records.

A record is merged by what it means (`domain/merging`); ours' text is kept and takes over what theirs brings. What cannot be
merged so is left to git's merge of lines, and its result is believed only where it is proved right: loud, or right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from inspect_cli.domain import shape
from inspect_cli.domain.change import Change, Insert, Path, Remove, Set
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.merging import WAYS, Clash, Merged, Way, merged
from inspect_cli.domain.taking import changes, put_back
from inspect_cli.domain.text import Text, text
from inspect_cli.store import git
from inspect_cli.store.document import Data, Document, parse
from inspect_cli.store.markers import Marks, Zone, is_block, whole_lines, with_markers
from inspect_cli.store.reading import read_issue, read_round
from inspect_cli.store.scalars import Bare, Value
from inspect_cli.store.splice import CannotSplice, encoded, spliced
from inspect_cli.store.writing import LAYOUT, plain


class Three(NamedTuple):
    """The bytes of three versions."""

    base: bytes
    ours: bytes
    theirs: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """The merged bytes, and why somebody has to look at them: nothing where the merge is clean."""

    raw: bytes
    conflicts: tuple[Text, ...] = ()
    strangers: bool = False
    """Two different issues have one number."""


def merge(three: Three, marks: Marks, name: str = "") -> Outcome:
    """The merge of three versions of the file called `name` (its path in the repository; "" where nobody said)."""
    if three.ours == three.theirs or three.theirs == three.base:
        return Outcome(three.ours)
    if three.ours == three.base:
        return Outcome(three.theirs)
    kind = _kind(three, name)
    if kind == "issue":
        return _merged_issue(three, marks)
    return _by_lines(three, marks, text("the merged file is no valid round") if kind == "round" else None)


def _kind(three: Three, name: str) -> str:
    """What the file is: by its name, else by what it holds."""
    file = name.replace("\\", "/").rsplit("/", 1)[-1]
    if re.fullmatch(rf"{shape.ID}\.yaml", file) or any(read_issue(raw).record for raw in three):
        return "issue"
    return "round" if file == "round.yaml" or any(read_round(raw).record for raw in three) else "other"


# -- line by line ------------------------------------------------------------------------------------------------------


def _by_lines(three: Three, marks: Marks, no_round: Text | None) -> Outcome:
    """Git's merge; a round must still be one."""
    found = git.merged_text(*three, (marks.ours, marks.theirs), marks.size)
    if found and not found[1]:
        return Outcome(found[0], (text("both sides changed the same lines"),))
    if found and not (no_round and read_round(found[0]).record is None):
        return Outcome(found[0])
    why = no_round if found and no_round else text("git could not merge the two versions line by line")
    return Outcome(marks.around_all(three.ours, three.theirs), (why,))


def _believed(three: Three, marks: Marks, wanted: Merged | None, why: Text) -> Outcome:
    """Git's merge of an issue, where it says exactly what the merge must say; else both versions whole, or git's own markers."""
    found = git.merged_text(*three, (marks.ours, marks.theirs), marks.size)
    if found and found[1] and wanted and not wanted.clashes and read_issue(found[0]).record == wanted.issue:
        return Outcome(found[0])
    reasons = wanted.reasons if wanted else ()
    shown = found[0] if found and not found[1] else marks.around_all(three.ours, three.theirs)
    return Outcome(shown, reasons or (why,))


# -- record by record --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    """One version: its text and the issue that it holds."""

    document: Document
    issue: Issue


def _merged_issue(three: Three, marks: Marks) -> Outcome:
    base = read_issue(three.base).record
    ours, theirs = (_side(raw) for raw in (three.ours, three.theirs))
    if ours is None or theirs is None or (base is None and three.base.strip()):
        return _believed(three, marks, None, text("a version of it is no valid record, so nothing can be said about the merge"))
    one = merged(base, ours.issue, theirs.issue)
    if any(not clash.route for clash in one.clashes):
        return Outcome(marks.around_all(three.ours, three.theirs), one.reasons, strangers=True)
    try:
        raw = _marked(ours, theirs, one, marks) if one.clashes else _taken(ours, theirs, one.issue).raw
    except (CannotSplice, LookupError):
        return _believed(three, marks, one, text("it is written in a way that cannot be merged entry by entry"))
    if not one.clashes and read_issue(raw).record != one.issue:
        return _believed(three, marks, one, text("it is written in a way that cannot be merged entry by entry"))
    return Outcome(raw, one.reasons)


def _side(raw: bytes) -> _Side | None:
    issue, document = read_issue(raw).record, parse(raw)
    return _Side(document, issue) if issue and document.readable else None


def _taken(ours: _Side, theirs: _Side, one: Issue) -> Document:
    """Ours with everything that it takes over."""
    made = [_in_their_words(change, one, theirs) for change in changes(ours.issue, one)]
    return spliced(ours.document, made, LAYOUT)


# -- in theirs' own words ----------------------------------------------------------------------------------------------


def _in_their_words(change: Change, one: Issue, theirs: _Side) -> Change:
    """The change with its value as theirs spells it; a key that theirs has not goes, one that it has empty stays empty."""
    if isinstance(change, Remove):
        return change
    route: Path = change.path
    if isinstance(change, Insert):
        entries = getattr(theirs.issue, str(route[0]))
        there = (*route, entries.index(change.value)) if change.value in entries else None
    else:
        there = _place(_route(route, one), theirs.document.data)
    raw = _at(theirs.document.data, there) if there else None
    value = _worded(plain(change.value), raw)
    if isinstance(change, Set) and not value:
        kept = there is not None and _is_there(theirs.document.data, there)
        return Set(change.path, None) if kept else Remove(change.path)
    return replace(change, value=value)


def _worded(value: Value, raw: Data) -> Value:
    """The value with the strings of `raw`: `12.5` stays `12.5`."""
    if isinstance(value, Bare):
        return Bare(raw) if isinstance(raw, str) else value
    if isinstance(value, dict) and isinstance(raw, dict):
        return {key: _worded(inner, raw.get(key)) for key, inner in value.items()}
    if isinstance(value, list) and isinstance(raw, list) and len(value) == len(raw):
        return [_worded(inner, one) for inner, one in zip(value, raw, strict=True)]
    return value


def _route(path: Path, issue: Issue) -> Path:
    """A path in the record as a route: parts by their id."""
    if len(path) > 1 and isinstance(path[1], int) and WAYS[str(path[0])] is Way.PARTS:
        return (path[0], getattr(issue, str(path[0]))[path[1]].id, *path[2:])
    return path


def _place(route: Path, data: dict[str, Data]) -> Path | None:
    """A route as a path in a document; None where the part is not in it."""
    if len(route) < 2 or WAYS[str(route[0])] is not Way.PARTS:
        return route
    parts = data.get(str(route[0]))
    ids = [part.get("id") if isinstance(part, dict) else None for part in parts] if isinstance(parts, list) else []
    return (route[0], ids.index(str(route[1])), *route[2:]) if str(route[1]) in ids else None


def _at(data: Data, path: Path) -> Data:
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _is_there(data: dict[str, Data], path: Path) -> bool:
    parent = _at(data, path[:-1])
    return isinstance(parent, dict) and path[-1] in parent


# -- with markers ------------------------------------------------------------------------------------------------------


def _marked(ours: _Side, theirs: _Side, one: Merged, marks: Marks) -> bytes:
    """Ours with everything that is decided, and markers around the lines of the rest. Raises CannotSplice, LookupError."""
    clashes = _outermost([_on_whole_lines(clash, ours.document, theirs.document) for clash in one.clashes])
    target = one.issue
    for clash in clashes:
        target = put_back(target, ours.issue, clash)
    document = _taken(ours, theirs, target)
    held = [clash for clash in clashes if _span(clash, document) is None]
    for clash in held:  # what ours has not holds its place until the markers stand
        document = spliced(document, [_whole(clash, document, theirs)], LAYOUT)
    zones = [_zone(clash, document, theirs.document, clash in held) for clash in clashes]
    return encoded(with_markers(document.text, zones, marks, document.newline), document.bom)


def _on_whole_lines(clash: Clash, *documents: Document) -> Clash:
    """The clash, or the one around it whose lines are nobody else's in both documents. Raises LookupError where there is none."""
    while not all(_fits(clash, document) for document in documents):
        clash = Clash(clash.route[:-1], clash.reason)
        if not clash.route:
            raise LookupError("the whole record")
    return clash


def _fits(clash: Clash, document: Document) -> bool:
    """It has lines of its own in the document, or would have where it is not there."""
    try:
        if _span(clash, document):
            return True
    except LookupError:
        return False
    return len(clash.route) == 1 or (_fits(Clash(clash.route[:-1], clash.reason), document) and _takes_lines(clash.route[:-1], document))


def _takes_lines(route: Path, document: Document) -> bool:
    """What stands there is written in block style, and there is something in it."""
    return is_block(document, _place(route, document.data) or ())


def _span(clash: Clash, document: Document) -> tuple[int, int] | None:
    """Where its lines begin and end, None where the document has not got it. Raises LookupError where it shares a line."""
    place = _place(clash.route, document.data)
    if place is None or (isinstance(place[-1], str) and not _is_there(document.data, place)):
        return None
    return whole_lines(document, place, clash.to_end)


def _outermost(clashes: list[Clash]) -> list[Clash]:
    """Without those that lie inside another one."""

    def holds(outer: Clash, inner: Clash) -> bool:
        return outer.route == inner.route[: len(outer.route)] and (len(outer.route) < len(inner.route) or outer.to_end > inner.to_end)

    once = list({(clash.route, clash.to_end): clash for clash in clashes}.values())
    return [clash for clash in once if not any(holds(other, clash) for other in once)]


def _whole(clash: Clash, document: Document, theirs: _Side) -> Change:
    """What brings theirs' version into a document that has none, so that its place is known."""
    there = _place(clash.route, theirs.document.data)
    if there is None:
        raise LookupError(clash.route)
    worded = _worded(plain(_value_at(theirs.issue, there)), _at(theirs.document.data, there))
    if isinstance(there[-1], int):
        return Insert(there[:1], min(there[-1], _count(document.data, there[0])), worded)
    here = _place(clash.route[:-1], document.data) if clash.route[:-1] else ()
    return Set((*(here or ()), there[-1]), worded)


def _value_at(value: Any, path: Path) -> object:
    for step in path:
        value = value[step] if isinstance(step, int) else value.get(step) if isinstance(value, dict) else getattr(value, step)
    return value


def _count(data: dict[str, Data], name: str | int) -> int:
    entries = data.get(str(name))
    return len(entries) if isinstance(entries, list) else 0


def _zone(clash: Clash, document: Document, theirs: Document, held: bool) -> Zone:
    here, there = _span(clash, document), _span(clash, theirs)
    if here is None:
        raise LookupError(clash.route)
    return Zone(*here, "" if held else document.text[slice(*here)], theirs.text[slice(*there)] if there else "")
