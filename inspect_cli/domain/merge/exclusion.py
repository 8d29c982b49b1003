"""What two sides did to one issue without knowing of each other, and which of it no commands could have done one after the other.

Entries that both sides hold alike are one act; only what each did alone is compared here. Fields that differ are `joining`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inspect_cli.domain.record.declaration import changed_by, fields_of
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did

ONE_SIDE_ONLY = (Did.EXTEND, Did.CARRY, Did.LONG_TERM)
"""The second of two would be refused, or would silently replace what the first said."""

OWNERS, CLASSES = changed_by(Issue, Did.HAND_OVER), changed_by(Issue, Did.RECLASSIFY)
SETS: Mapping[Did, tuple[str, ...]] = {Did.START: OWNERS, Did.HAND_OVER: OWNERS, Did.RECLASSIFY: CLASSES}
"""Verbs that say anew what stands in these fields, and are refused where nothing would change."""

NOT_INHERITED = frozenset(name for name, one in fields_of(Issue).items() if not one.known.carries)
"""What the feedback item that a `carry` makes does not take over; everything else it was given as it stood then."""


@dataclass(frozen=True, slots=True)
class MergeSides:
    """The two issues, the one that they began as, and what each side alone did."""

    base: Issue | None
    ours: Issue
    theirs: Issue
    we: tuple[Entry, ...]
    they: tuple[Entry, ...]

    def did(self, *verbs: Did) -> tuple[list[Entry], list[Entry]]:
        """What each side alone did of these."""
        return [entry for entry in self.we if entry.did in verbs], [entry for entry in self.they if entry.did in verbs]

    def changed(self, issue: Issue) -> set[str]:
        """The fields in which a side differs from the base."""
        return {name for name in Issue.__slots__ if self.base is None or getattr(issue, name) != getattr(self.base, name)}


def acts_that_exclude_each_other(base: Issue | None, ours: Issue, theirs: Issue) -> Iterator[Text]:
    """Every reason why what both sides did cannot stand together."""
    began = len(base.history) if base else 0
    sides = MergeSides(base, ours, theirs, *(_alone(*two, began) for two in ((ours, theirs), (theirs, ours))))
    for rule in _RULES:
        yield from rule(sides)


def _alone(issue: Issue, other: Issue, began: int) -> tuple[Entry, ...]:
    """The new entries of a side that the other one does not have."""
    own = Counter(issue.history[began:]) - Counter(other.history)
    return tuple(entry for entry in issue.history[began:] if entry in own)


def _two_moves(sides: MergeSides) -> Iterator[Text]:
    """Both moved the state."""
    ours, theirs = ([entry.did for entry in side if entry.to] for side in (sides.we, sides.they))
    if ours and theirs:
        yield text("both sides moved the state: {ours} here, {theirs} there", ours=ours, theirs=theirs)


def _twice_the_same(sides: MergeSides) -> Iterator[Text]:
    """Both did what only one may do."""
    for verb in ONE_SIDE_ONLY:
        if all(sides.did(verb)):
            yield text("both sides did {verb}, each in its own way", verb=verb)


def _two_deadlines(sides: MergeSides) -> Iterator[Text]:
    """Both added an extension, whatever their histories say of it."""
    ours, theirs = Counter(sides.ours.extensions), Counter(sides.theirs.extensions)
    if ours - theirs and theirs - ours:
        yield text("both sides did {verb}, each in its own way", verb=Did.EXTEND)


def _same_field_said_anew(sides: MergeSides) -> Iterator[Text]:
    """Both said the same field anew, or one so often that what it said in between is no longer seen."""
    for fields in dict.fromkeys(SETS.values()):
        verbs = tuple(verb for verb, sets in SETS.items() if sets == fields)
        ours, theirs = sides.did(*verbs)
        both = [name for name in fields if name in sides.changed(sides.ours) & sides.changed(sides.theirs)]
        if ours and theirs and (both or len(ours) > 1 or len(theirs) > 1):
            yield text("both sides said anew: {fields}", fields=both or list(fields))


def _corrected_otherwise(sides: MergeSides) -> Iterator[Text]:
    """One side corrected a field, and the other told of it in its own way, so that what was said in between is no longer seen."""
    ours, theirs = (
        [(entry.part, one, entry.did) for entry in side for one in entry.changes if one.field != "note"] for side in (sides.we, sides.they)
    )
    both = {(part, one.field) for part, one, _ in ours} & {(part, one.field) for part, one, _ in theirs}
    told = [[(one.was, one.now) for part, one, _ in side if (part, one.field) in both] for side in (ours, theirs)]
    if both and Did.CORRECT in {did for part, one, did in (*ours, *theirs) if (part, one.field) in both} and told[0] != told[1]:
        yield text("both sides said anew: {fields}", fields=sorted({field for _, field in both}))


def _carried_without(sides: MergeSides) -> Iterator[Text]:
    """One side carried the item into feedback, the other changed what the new item took over."""
    carried = sides.did(Did.CARRY)
    for entries, other in zip(carried, (sides.theirs, sides.ours), strict=True):
        missing = sorted(sides.changed(other) - NOT_INHERITED)
        if entries and missing:
            yield text("one side carried it into feedback without what the other side changed: {fields}", fields=missing)


def _carried_by_another_number(sides: MergeSides) -> Iterator[Text]:
    """One side carried the item, the other gave it another number: the new item names the old one, and lies in a file of its own."""
    for entries, renumbered, issue, other in zip(
        sides.did(Did.CARRY), reversed(_renumbered(sides)), (sides.ours, sides.theirs), (sides.theirs, sides.ours), strict=True
    ):
        if entries and renumbered:
            said = text("one side carried it into feedback, the other gave it the number {id}: carried_from of {twin} has to name that")
            yield said.about(id=other.id, twin=issue.carried_to)


def _renumbered(sides: MergeSides) -> tuple[list[Entry], list[Entry]]:
    """What gave each side another number: its own verb, or a corrected unit or channel."""
    ours, theirs = sides.did(Did.RENUMBER, Did.CORRECT)
    moved = [[one for one in side if one.did is Did.RENUMBER or any(each.field == "id" for each in one.changes)] for side in (ours, theirs)]
    return moved[0], moved[1]


_RULES: tuple[Callable[[MergeSides], Iterator[Text]], ...] = (
    _two_moves,
    _twice_the_same,
    _two_deadlines,
    _same_field_said_anew,
    _corrected_otherwise,
    _carried_without,
    _carried_by_another_number,
)
