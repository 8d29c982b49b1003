"""Where the markers of a merged record go: around the lines of each thing that is not decided, in the text of ours."""

from __future__ import annotations

from inspect_cli.actions.merging.taking import MergeSide, data_at, is_there, place_of, taken
from inspect_cli.domain.merge.joining import Merged
from inspect_cli.domain.merge.takeover import put_back
from inspect_cli.domain.merge.threeway import Clash
from inspect_cli.store.writing import LAYOUT
from inspect_cli.yamlsplice.change import Change, Insert, Route, Set
from inspect_cli.yamlsplice.document import Data, Document
from inspect_cli.yamlsplice.markers import Marks, Zone, is_block, whole_lines, with_markers
from inspect_cli.yamlsplice.splice import encoded, spliced


def marked(ours: MergeSide, theirs: MergeSide, one: Merged, marks: Marks) -> bytes:
    """Ours with everything that is decided, and markers around the lines of the rest. Raises CannotSplice, LookupError."""
    clashes = _outermost([_on_whole_lines(clash, ours.document, theirs.document) for clash in one.clashes])
    target = one.issue
    for clash in clashes:
        target = put_back(target, ours.issue, clash)
    document = taken(ours, theirs, target)
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


def _takes_lines(route: Route, document: Document) -> bool:
    """What stands there is written in block style, and there is something in it."""
    return is_block(document, place_of(route, document.data) or ())


def _span(clash: Clash, document: Document) -> tuple[int, int] | None:
    """Where its lines begin and end, None where the document has not got it. Raises LookupError where it shares a line."""
    place = place_of(clash.route, document.data)
    if place is None or (isinstance(place[-1], str) and not is_there(document.data, place)):
        return None
    return whole_lines(document, place, clash.to_end)


def _outermost(clashes: list[Clash]) -> list[Clash]:
    """Without those that lie inside another one."""

    def holds(outer: Clash, inner: Clash) -> bool:
        return outer.route == inner.route[: len(outer.route)] and (len(outer.route) < len(inner.route) or outer.to_end > inner.to_end)

    once = list({(clash.route, clash.to_end): clash for clash in clashes}.values())
    return [clash for clash in once if not any(holds(other, clash) for other in once)]


def _whole(clash: Clash, document: Document, theirs: MergeSide) -> Change:
    """What brings theirs' version into a document that has none, so that its place is known."""
    there = place_of(clash.route, theirs.document.data)
    if there is None:
        raise LookupError(clash.route)
    value = data_at(theirs.document.data, there)
    if isinstance(there[-1], int):
        return Insert(there[:1], min(there[-1], _count(document.data, there[0])), value)
    here = place_of(clash.route[:-1], document.data) if clash.route[:-1] else ()
    return Set((*(here or ()), there[-1]), value)


def _count(data: dict[str, Data], name: str | int) -> int:
    entries = data.get(str(name))
    return len(entries) if isinstance(entries, list) else 0


def _zone(clash: Clash, document: Document, theirs: Document, held: bool) -> Zone:
    here, there = _span(clash, document), _span(clash, theirs)
    if here is None:
        raise LookupError(clash.route)
    return Zone(*here, "" if held else document.text[slice(*here)], theirs.text[slice(*there)] if there else "")
