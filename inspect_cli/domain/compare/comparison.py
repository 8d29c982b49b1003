"""One record in two versions, as rules between versions see it: what is new, and which entry may explain a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from inspect_cli.domain.finding import Fault, Regression
from inspect_cli.domain.record.declaration import judged_by
from inspect_cli.domain.record.deeds import grants, leading, says_why_gone, told, waives
from inspect_cli.domain.record.issue import Entry, Evidence, Issue, Measure, Waiver
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.saying import saying
from inspect_cli.domain.text import Text
from inspect_cli.domain.words import OPEN_STATES, Did, FileState
from inspect_cli.yamlsplice.change import Route


@dataclass(frozen=True)
class Comparison:
    """`before` and `after` are the same issue. Rounds are named where the versions may stand in different ones."""

    before: Issue
    after: Issue
    before_round: str = ""
    after_round: str = ""
    others: tuple[Issue, ...] = ()
    """Where the later version is the result of a merge: the record as the other parents have it."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Issues (`ROUND/ID`) that were given another number between the versions, and the number: links follow them."""
    files: Mapping[str, tuple[FileState, FileState]] = field(default_factory=dict)
    """Evidence files that changed between the versions: what each was worth before and after, to that version's record."""
    is_rewritten: bool = False
    """The later version does not come from the earlier one but was written beside it, so that its own entries may stand anywhere."""
    horizon: date | None = None
    """The last day that has come, where anybody asks by which day it is."""
    crews: Callable[[], Iterable[Round]] = tuple
    """The round with its people, as the versions have it; asked only where somebody moved the state."""
    keyed: Callable[[], bool] = bool
    """The earlier version says in keys what its entries changed (`format: 2`); asked only where something is to be explained."""

    @cached_property
    def has_only_grown(self) -> bool:
        """The earlier history is the beginning of the later one, as it nearly always is."""
        return self.after.history[: len(self.before.history)] == self.before.history

    @cached_property
    def new_entries(self) -> tuple[int, ...]:
        """The places, in the later history, of entries that the earlier one does not have."""
        if self.has_only_grown:
            return tuple(range(len(self.before.history), len(self.after.history)))
        left = Counter(self.before.history)
        found = []
        for index, entry in enumerate(self.after.history):
            if left[entry]:
                left[entry] -= 1
            else:
                found.append(index)
        return tuple(found)

    @cached_property
    def lost_entries(self) -> tuple[Entry, ...]:
        """The entries of the earlier history that the later one does not have."""
        if self.has_only_grown:
            return ()
        left = Counter(self.before.history)
        left.subtract(self.after.history)
        return tuple(entry for entry, count in left.items() for _ in range(count))

    def reworded(self, code: str) -> Iterator[tuple[str, object, object]]:
        """The fields that this rule judges and that said something else before: the name, what stood there, what stands there."""
        for name in judged_by(Issue, code):
            old, new = getattr(self.before, name), getattr(self.after, name)
            if old and new != old:
                yield name, old, new

    def entry(self, did: Did, *filled: str) -> Route | None:
        """The new entry of this kind, the last of them, in which these fields are filled; None where there is none."""
        new = ((index, self.after.history[index]) for index in self.new_entries)
        return self._last(index for index, entry in new if entry.did is did and all(_is_filled(getattr(entry, field)) for field in filled))

    def because(self, field: str, was: object, now: object, part: str = "", noted: Route | None = None) -> Route | None:
        """The new entry that explains why the field (of the record, or of a part) says something else: the last of those that lead there.

        In a round of format 1 one without keys does (`noted`). Every one before the last is signed; the last is for whoever asks.
        """
        from inspect_cli.domain.lifecycle.signing import is_signed  # with the table, where something is to be explained

        places = leading(self.after.history, self.new_entries, field, was, now, part)
        if places and all(is_signed(self.after.history[place], self.after, self.crews()) for place in places[:-1]):
            return "history", places[-1]
        return noted if noted and not self.keyed() else None

    def otherwise(self, field: str, was: object, now: object, said: Text, fix: Text, noted: Route | None = None) -> Regression:
        """A field of the record says something else, with the entry that explains it."""
        return Regression((field,), said, fix, before=was, after=now, explained_by=self.because(field, was, now, noted=noted))

    @property
    def dated_anew(self) -> Route | None:
        """The new entry that leads to the due date that now stands, where each that grants a later one has its extension to count."""
        places = leading(self.after.history, self.new_entries, "due", self.before.due, self.after.due)
        granting = (entry for entry in (self.after.history[at] for at in places) if grants(entry))
        later = {one.now for entry in granting for one in entry.changes if one.field == "due" and one.now > one.was}
        counted = {told(one.to) for one in self.after.extensions if one not in self.before.extensions}
        return self.because("due", self.before.due, self.after.due) if later <= counted else None

    def said_anew(self, old: Measure | Evidence, new: Measure | Evidence | None, *fields: str) -> Route | None:
        """The new entry that explains why a part says something else in these fields: the last, where each of them is explained."""
        values = [(name, getattr(old, name), getattr(new, name)) for name in fields] if new else []
        found = [self.because(name, was, now, old.id) for name, was, now in values if was != now]
        return found[-1] if found and None not in found else None

    @property
    def renumbered(self) -> Route | None:
        """The new entry by which the number of one version became that of the other."""
        return self.because("id", self.before.id, self.after.id, noted=self.entry(Did.RENUMBER))

    @property
    def choice(self) -> Route | None:
        """The new entry of a merge that says why one side was kept; None where there is none, or none that says anything."""
        return self.entry(Did.MERGE, "note")

    @cached_property
    def was_open(self) -> bool:
        """The item was open before, or was opened again since."""
        return self.before.is_open or any(self.after.history[at].to in OPEN_STATES for at in self.new_entries)

    def added_after_done(self, parts: Literal["measures", "evidence"]) -> list[Measure] | list[Evidence]:
        """What came to an item that was never open between the versions, and that no other parent of a merge has."""
        if self.was_open or getattr(self.before, parts) == getattr(self.after, parts):
            return []
        known = {part.id for issue in (self.before, *self.others) for part in getattr(issue, parts)}
        return [part for part in getattr(self.after, parts) if part.id not in known]

    def has_come(self, was: date, now: date) -> bool:
        """The day that stood there lay in the future, and the one that stands there has come: a slip set right."""
        return self.horizon is not None and was > self.horizon >= now

    def dropped(self, did: Did, part: str) -> Route | None:
        """The new entry that drops the part, made while the item was open: after done that takes a return first."""
        is_open = self.before.is_open
        found: list[int] = []
        for index in self.new_entries:
            entry = self.after.history[index]
            is_open = entry.to in OPEN_STATES if entry.to else is_open
            drops = entry.did is did and says_why_gone(entry, part)
            if drops and (is_open or self._was_open_elsewhere(index)):
                found.append(index)
        return self._last(found)

    def _was_open_elsewhere(self, index: int) -> bool:
        """Another parent of the merge has the entry, and in the history of both the item is open where it stands."""
        entry = self.after.history[index]
        moves = [one.to for one in self.after.history[: index + 1] if one.to]
        return bool(moves) and moves[-1] in OPEN_STATES and self.held_elsewhere(lambda other: entry in other.history)

    def _last(self, places: Iterable[int]) -> Route | None:
        found = list(places)
        return ("history", found[-1]) if found else None

    def held_elsewhere(self, has: Callable[[Issue], bool]) -> bool:
        """Another parent of the merge has it, so it is not new."""
        return any(has(other) for other in self.others)


def explains(waiver: Waiver, rule: str, fault: Fault | None, keyed: Callable[[], bool]) -> bool:
    """The waiver is of this rule (the code of one that can be waived) and names the change; in rounds of format 1 it need not."""
    if waiver.rule != rule or not isinstance(fault, Regression):
        return False
    return waives(waiver, fault.changed, fault.part, fault.before, fault.after) or not (waiver.changes or keyed())


def _is_filled(value: object) -> bool:
    """Something stands there; words that say nothing are not there."""
    return bool(saying(value) if type(value) is str else value)


def places_of(entries: Sequence[Entry], history: Sequence[Entry]) -> list[int]:
    """Where each of them stands there; of entries that say the same in the same second each has a place of its own."""
    free: dict[Entry, list[int]] = {}
    for place in reversed(range(len(history))):
        free.setdefault(history[place], []).append(place)
    return [free[entry].pop() for entry in entries]
