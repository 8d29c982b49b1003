"""A round's own file in two versions: what it says otherwise, piece by piece, and which signed `changes` lead from the one to the other.

A piece is a field, a key inside another (`on_site.ends`), or an entry of a list by what names it: `units.CG`, `people.NAME/ROLE/UNIT`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import NamedTuple

from inspect_cli.domain.record.declaration import judged_by
from inspect_cli.domain.record.deeds import told
from inspect_cli.domain.record.issue import Changed
from inspect_cli.domain.record.round import Person, Round, RoundChange


class Amendment(NamedTuple):
    """One piece that says something else: as the file writes both values, the values, and what explains it."""

    changed: Changed
    before: object
    after: object
    said: RoundChange | None = None
    """The last of the signed changes that lead there."""
    is_free: bool = False
    """Nobody has to say anything."""

    @property
    def is_unexplained(self) -> bool:
        """Somebody has to say something, and nobody who may has."""
        return self.said is None and not self.is_free


def pieces(round_: Round) -> dict[str, object]:
    """What the round says, piece by piece, but for its id, its format and its changes."""
    return {piece: value for name in judged_by(Round, "DIF12") for piece, value in _pieces(name, getattr(round_, name))}


def _pieces(name: str, value: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(value):
        yield from ((f"{name}.{one.name}", getattr(value, one.name)) for one in fields(value))
    elif isinstance(value, tuple):
        keys = [(f"{name}.{_named(item)}", item) for item in value]
        yield from ((key, tuple(sorted((item for other, item in keys if other == key), key=told))) for key, _ in keys)
    else:
        yield name, value


def _named(item: object) -> str:
    if isinstance(item, Person):
        return "/".join(part for part in (item.name, item.role, item.unit) if part)
    return str(getattr(item, fields(item)[0].name)) if is_dataclass(item) else str(item)


def _told(piece: object) -> str:
    return "; ".join(map(told, piece)) if isinstance(piece, tuple) else told(piece)


def differing(before: Round, after: Round) -> list[Amendment]:
    """Every piece that differs; nothing is said yet of what explains it."""
    old, new = pieces(before), pieces(after)
    names = [name for name in dict.fromkeys([*old, *new]) if (old.get(name) or None) != (new.get(name) or None)]
    return [
        Amendment(Changed(field=name, was=_told(old.get(name)), now=_told(new.get(name))), old.get(name), new.get(name)) for name in names
    ]


def new_changes(before: Round, after: Round) -> list[RoundChange]:
    """The changes that the later version has and the earlier one has not, in their order."""
    known, found = Counter(before.changes), []
    for one in after.changes:
        known[one] -= 1
        found += [one] if known[one] < 0 else []
    return found


def amendments(before: Round, after: Round, is_begun: Callable[[], bool], crews: Sequence[Round] = ()) -> list[Amendment]:
    """Every piece that differs, each with what explains it.

    A change is signed by the people of the earlier version, by `crews` (who could sign besides), and by those whose coming is signed so.
    `is_begun`: an issue was registered in the earlier version; before that, what is added is free.
    """
    entries, found, grown = new_changes(before, after), differing(before, after), (before, *crews)
    adds = [one for one in found if not one.changed.was]
    free = [one for one in adds if one.changed.field == "feedback_on" and not before.is_keyed]
    free += adds if adds and not is_begun() else []
    judged = found
    for _ in range(len(entries) + 2):  # whoever is admitted may have signed for somebody else
        signed = [one for one in entries if one.is_said and any(crew.approves(one.approved_by, one.at.date()) for crew in grown)]
        judged = [one._replace(said=leading(one.changed, signed), is_free=one in free) for one in found]
        newcomers = replace(before, people=_people(judged, after)) if before.people else before
        if newcomers.people == grown[-1].people or not newcomers.people:
            break
        grown = (before, *crews, newcomers)
    return judged


def leading(change: Changed, signed: Iterable[RoundChange]) -> RoundChange | None:
    """The last of those that lead, one after the other, from what was to what is; of two from one value each leads somewhere."""
    reached: dict[str, RoundChange | None] = {change.was: None}
    left: set[str] = set()
    for one in signed:
        if one.field == change.field and one.was in reached:
            left.add(one.was)
            left.discard(one.now)
            reached[one.now] = one
    return None if change.now in left else reached.get(change.now)


def _people(judged: Sequence[Amendment], after: Round) -> tuple[Person, ...]:
    """The people of the later version whose coming, or whose change, nobody has to explain any more."""
    there = {one for each in judged if not each.is_unexplained and isinstance(each.after, tuple) for one in each.after}
    return tuple(one for one in after.people if one in there)


def admitted(before: Round, after: Round, is_begun: Callable[[], bool], crews: Sequence[Round] = ()) -> Round:
    """The later version as far as it counts: with the people and the days on site that the earlier one has, or that are explained."""
    judged = amendments(before, after, is_begun, crews)
    kept = tuple(one for one in after.people if one in before.people)
    moved = any(one.is_unexplained and one.changed.field.startswith("on_site.") for one in judged)
    return replace(after, people=(*kept, *_people(judged, after)), on_site=before.on_site if moved else after.on_site)
