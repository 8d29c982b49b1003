"""Three versions of one field -> one, or what the two sides cannot both have: `Way` by way. Knows no issue, only values."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from inspect_cli.domain.record.declaration import Way, fields_of
from inspect_cli.domain.text import Text, text
from inspect_cli.yamlsplice.change import Route

# A field's value is whatever its model says, so values are Any here; a result that is none is found when it is read back.


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be decided: where, and why. `route` names fields and the ids of parts; () is the whole record.

    In a list that grows a number is an entry; with `to_end` everything from there on.
    """

    route: Route
    reason: Text
    to_end: bool = False


def defaults(record: type) -> dict[str, Any]:
    """What an absent field means; None where nothing does."""
    return {name: one.default for name, one in fields_of(record).items()}


@dataclass(frozen=True, slots=True)
class Merge:
    """One value of both; where they clash, that of ours."""

    value: Any
    clashes: list[Clash] = field(default_factory=list)


def _simple(base: Any, ours: Any, theirs: Any) -> Merge | None:
    """Where at most one side changed, or both did the same."""
    if ours == theirs or theirs == base:
        return Merge(ours)
    return Merge(theirs) if ours == base else None


def _value(name: str, base: Any, ours: Any, theirs: Any, route: Route = ()) -> Merge:
    return _simple(base, ours, theirs) or _both_changed((*route, name), ours)


def _both_changed(route: Route, ours: Any) -> Merge:
    said = text("{field}: changed on both sides, not in the same way", field=".".join(map(str, route)))
    return Merge(ours, [Clash(route, said)])


def _leaves(name: str, base: Any, ours: Any, theirs: Any, route: Route = ()) -> Merge:
    """A record or a mapping inside the issue; what one side took away and the other changed is not decided."""
    here = (*route, name)
    simple = _simple(base, ours, theirs)
    if simple or ours is None or theirs is None:
        return simple or _both_changed(here, ours)
    if isinstance(ours, dict):
        found = {
            key: _value(key, (base or {}).get(key), ours.get(key), theirs.get(key), here) for key in {**ours, **theirs, **(base or {})}
        }
        return Merge({key: one.value for key, one in found.items() if one.value is not None}, _clashes(found.values()))
    before = dict(values_in(base)) if base else defaults(type(ours))
    ways = ((key, mine, _leaves if isinstance(mine, dict) else _value) for key, mine in values_in(ours))
    inner = {key: way(key, before[key], mine, getattr(theirs, key), here) for key, mine, way in ways}
    if all(one.value in (None, "", {}) for one in inner.values()):
        return Merge(None)  # each side took away the rest: an empty value is an absent one
    return Merge(replace(ours, **{key: one.value for key, one in inner.items()}), _clashes(inner.values()))


def values_in(record: Any) -> list[tuple[str, Any]]:
    """The fields of a record with what they say."""
    return [(one.name, getattr(record, one.name)) for one in dataclasses.fields(record)]


def _clashes(found: Iterable[Merge]) -> list[Clash]:
    return [clash for one in found for clash in one.clashes]


def _parts(name: str, base: Any, ours: Any, theirs: Any) -> Merge:
    """Entry by entry: the order is that of the base, then what came, by its id."""
    simple = _simple(base, ours, theirs)
    if simple:
        return simple
    was, our, their = ({part.id: part for part in side} for side in (base, ours, theirs))
    common = [[part.id for part in side if part.id in our and part.id in their] for side in (ours, theirs)]
    if common[0] != common[1] or any(len(side) != len(known) for side, known in ((base, was), (ours, our), (theirs, their))):
        return Merge(ours, [Clash((name,), text("{field}: the entries stand in two different orders", field=name))])
    new, more = ([part.id for part in side if part.id not in was] for side in (ours, theirs))
    order = [*(one for one in was if one in our or one in their), *interleaved(new, more, when=lambda one: (len(one), one))]
    found = [_part(name, one, was.get(one), our.get(one), their.get(one)) for one in dict.fromkeys(order)]
    return Merge(tuple(one.value for one in found if one.value is not None), _clashes(found))


def _part(name: str, part: str, base: Any, ours: Any, theirs: Any) -> Merge:
    simple = _simple(base, ours, theirs)
    if simple:
        return simple
    if base is not None and ours is not None and theirs is not None:
        found = {key: _value(key, was, getattr(ours, key), getattr(theirs, key), (name, part)) for key, was in values_in(base)}
        return Merge(replace(ours, **{key: one.value for key, one in found.items()}), _clashes(found.values()))
    said = text("{part} was taken out on one side and changed on the other", part=part)
    if base is None:
        said = text("both sides added {part}, not the same one", part=part)
    return Merge(ours, [Clash((name, part), said)])


def _growing(name: str, base: Any, ours: Any, theirs: Any) -> Merge:
    """What the base has stays first and as it is; what either side added comes after it, by its time."""
    if ours == theirs:
        return Merge(ours)
    said = text("{field}: an entry that stood there before was changed or taken out", field=name)
    rewritten = _rewritten(base, ours) | _rewritten(base, theirs)
    if None in rewritten:
        return Merge(ours, [Clash((name,), said)])
    we, they = ours[len(base) :], theirs[len(base) :]
    if _shared(we, they) != _shared(they, we):
        return Merge(ours, [Clash((name,), text("{field}: the entries stand in two different orders", field=name))])
    new = interleaved(we, they, when=lambda entry: getattr(entry, "at", 0))
    return Merge((*ours[: len(base)], *new), [Clash((name, at), said) for at in sorted(at for at in rewritten if at is not None)])


def _rewritten(base: Sequence[object], side: Sequence[object]) -> set[int | None]:
    """The entries of the base that read otherwise on this side; None among them where entries are gone or moved."""
    changed: set[int | None] = {at for at, entry in enumerate(base) if at >= len(side) or side[at] != entry}
    moved = any(at is not None and (at >= len(side) or side[at] in base or base[at] in side) for at in changed)
    return changed | {None} if moved else changed


def _set(name: str, base: Any, ours: Any, theirs: Any) -> Merge:
    """What either side added is there; what either side took away is not."""
    simple = _simple(base, ours, theirs)
    new, more = ([one for one in side if one not in base] for side in (ours, theirs))
    return simple or Merge((*(one for one in base if one in ours and one in theirs), *dict.fromkeys(interleaved(new, more, when=str))))


MERGE: Mapping[Way, Callable[[str, Any, Any, Any], Merge]] = {
    Way.VALUE: _value,
    Way.LEAVES: _leaves,
    Way.PARTS: _parts,
    Way.GROWING: _growing,
    Way.SET: _set,
}


def interleaved(ours: Sequence[Any], theirs: Sequence[Any], when: Callable[[Any], Any]) -> list[Any]:
    """Both in the order of `when`, each side's own order kept, what both have once; the same whichever side is called ours."""
    first, second = sorted((list(ours), list(theirs)), key=lambda side: [(when(one), repr(one)) for one in side])
    made: list[Any] = []
    shared = _shared(first, second)
    if shared != _shared(second, first):  # no order is that of both
        second, shared = list((Counter(second) - Counter(shared)).elements()), []
    for one in shared:
        here, there = first.index(one), second.index(one)
        made += [*_by_time(first[:here], second[:there], when), one]
        first, second = first[here + 1 :], second[there + 1 :]
    return made + _by_time(first, second, when)


def _shared(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """What stands in the first and in the other too, each as often as in both, in the order of the first."""
    left = Counter(one) & Counter(other)
    found = []
    for value in one:
        if left[value] > 0:
            left[value] -= 1
            found.append(value)
    return found


def _by_time(first: Sequence[Any], second: Sequence[Any], when: Callable[[Any], Any]) -> list[Any]:
    rest, made = list(second), []
    for one in first:
        while rest and when(rest[0]) < when(one):
            made.append(rest.pop(0))
        made.append(one)
    return made + rest
