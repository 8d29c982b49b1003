"""Three versions of one issue -> one, or what the two sides cannot both have: base, ours and theirs, field by field.

How a field is merged is read from the models: a list whose entries have an `id` goes entry by entry, other lists of records only
grow, a list of references is a set, a mapping goes by its keys, everything else is one value. Knows neither text nor files.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Annotated, Any, get_args, get_origin

from inspect_cli.domain.change import Path
from inspect_cli.domain.exclusion import acts_that_exclude_each_other
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.models import IssueModel
from inspect_cli.domain.replay import impossible, unfinished
from inspect_cli.domain.text import Text, text

# A field's value is whatever its model says, so values are Any here; a result that is none is found when it is read back.


class Way(Enum):
    """How a field is merged."""

    VALUE = "one value"
    LEAVES = "a mapping, key by key"
    PARTS = "records with an id, entry by entry"
    GROWING = "records that are only ever added"
    SET = "references, each there or not"


def _way(annotation: object) -> Way:
    if get_origin(annotation) is tuple:
        entry = get_args(annotation)[0]
        fields = getattr(entry, "model_fields", None)
        if fields is None:
            return Way.SET if get_origin(entry) is Annotated else Way.VALUE
        return Way.PARTS if "id" in fields else Way.GROWING
    kinds = (annotation, *get_args(annotation))
    return Way.LEAVES if any(hasattr(kind, "model_fields") for kind in kinds) or get_origin(annotation) is dict else Way.VALUE


WAYS: Mapping[str, Way] = {name: _way(one.annotation) for name, one in IssueModel.model_fields.items()}
"""Every field of an issue and how it is merged."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be decided: where, and why. `route` names fields and the ids of parts; () is the whole record.

    In a list that grows a number is an entry; with `to_end` everything from there on.
    """

    route: Path
    reason: Text
    to_end: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The issue that both sides make, and what they cannot both have: there it says what ours says."""

    issue: Issue
    clashes: tuple[Clash, ...] = ()

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why, each once."""
        said = [clash.reason for clash in self.clashes]
        return tuple(one for at, one in enumerate(said) if one not in said[:at])


def merged(base: Issue | None, ours: Issue, theirs: Issue) -> Merged:
    """The merge of two issues that began as `base`; None where both are new."""
    if ours.uid != theirs.uid:
        return Merged(ours, (Clash((), text("two different issues have the number {id}", id=ours.id)),))
    found = [(name, _MERGE[way](name, *(_held(side, name) for side in (base, ours, theirs)))) for name, way in WAYS.items()]
    one: Issue = replace(ours, **{name: merge.value for name, merge in found})
    clashes = [clash for _, merge in found for clash in merge.clashes]
    return Merged(one, tuple(_with_what_acts_say(base, ours, theirs, one, clashes)))


def _held(side: Issue | None, name: str) -> Any:
    return getattr(side, name) if side else _DEFAULTS[name]


def _defaults(kind: type) -> dict[str, Any]:
    """What an absent field means; None where nothing does."""
    return {
        one.name: one.default if one.default is not dataclasses.MISSING else {} if one.default_factory is dict else None
        for one in dataclasses.fields(kind)
    }


_DEFAULTS = _defaults(Issue) | {"history": ()}


# -- one field ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Merge:
    value: Any
    clashes: list[Clash] = field(default_factory=list)


def _simple(base: Any, ours: Any, theirs: Any) -> _Merge | None:
    """Where at most one side changed, or both did the same."""
    if ours == theirs or theirs == base:
        return _Merge(ours)
    return _Merge(theirs) if ours == base else None


def _value(name: str, base: Any, ours: Any, theirs: Any, route: Path = ()) -> _Merge:
    return _simple(base, ours, theirs) or _both_changed((*route, name), ours)


def _both_changed(route: Path, ours: Any) -> _Merge:
    said = text("{field}: changed on both sides, not in the same way", field=".".join(map(str, route)))
    return _Merge(ours, [Clash(route, said)])


def _leaves(name: str, base: Any, ours: Any, theirs: Any, route: Path = ()) -> _Merge:
    """A record or a mapping inside the issue; what one side took away and the other changed is not decided."""
    here = (*route, name)
    simple = _simple(base, ours, theirs)
    if simple or ours is None or theirs is None:
        return simple or _both_changed(here, ours)
    if isinstance(ours, dict):
        keys = [key for key in {**ours, **theirs, **(base or {})} if key not in ("",)]
        found = {key: _value(key, (base or {}).get(key), ours.get(key), theirs.get(key), here) for key in keys}
        return _Merge({key: one.value for key, one in found.items() if one.value is not None}, _clashes(found.values()))
    names = [one.name for one in dataclasses.fields(ours)]
    absent = _defaults(type(ours))
    inner = {one: _leaf(one, getattr(base, one) if base else absent[one], getattr(ours, one), getattr(theirs, one), here) for one in names}
    return _Merge(replace(ours, **{key: one.value for key, one in inner.items()}), _clashes(inner.values()))


def _leaf(name: str, base: Any, ours: Any, theirs: Any, route: Path) -> _Merge:
    return (_leaves if isinstance(ours, dict) else _value)(name, base, ours, theirs, route)


def _clashes(found: Iterable[_Merge]) -> list[Clash]:
    return [clash for one in found for clash in one.clashes]


def _parts(name: str, base: Any, ours: Any, theirs: Any) -> _Merge:
    """Entry by entry: the order is that of the base, then what came, by its id."""
    simple = _simple(base, ours, theirs)
    if simple:
        return simple
    was, our, their = ({part.id: part for part in side} for side in (base, ours, theirs))
    common = [[part.id for part in side if part.id in our and part.id in their] for side in (ours, theirs)]
    if common[0] != common[1] or any(len(side) != len(known) for side, known in ((base, was), (ours, our), (theirs, their))):
        return _Merge(ours, [Clash((name,), text("{field}: the entries stand in two different orders", field=name))])
    new, more = ([part.id for part in side if part.id not in was] for side in (ours, theirs))
    order = [*(one for one in was if one in our or one in their), *interleaved(new, more, when=lambda one: (len(one), one))]
    found = [_part(name, one, was.get(one), our.get(one), their.get(one)) for one in dict.fromkeys(order)]
    return _Merge(tuple(one.value for one in found if one.value is not None), _clashes(found))


def _part(name: str, part: str, base: Any, ours: Any, theirs: Any) -> _Merge:
    simple = _simple(base, ours, theirs)
    if simple:
        return simple
    if base is not None and ours is not None and theirs is not None:
        found = {key: _value(key, was, getattr(ours, key), getattr(theirs, key), (name, part)) for key, was in _fields(base)}
        return _Merge(replace(ours, **{key: one.value for key, one in found.items()}), _clashes(found.values()))
    said = text("{part} was taken out on one side and changed on the other", part=part)
    if base is None:
        said = text("both sides added {part}, not the same one", part=part)
    return _Merge(ours, [Clash((name, part), said)])


def _fields(record: Any) -> list[tuple[str, Any]]:
    return [(one.name, getattr(record, one.name)) for one in dataclasses.fields(record)]


def _growing(name: str, base: Any, ours: Any, theirs: Any) -> _Merge:
    """What the base has stays first and as it is; what either side added comes after it, by its time."""
    if ours == theirs:
        return _Merge(ours)
    if ours[: len(base)] == base == theirs[: len(base)]:
        new = interleaved(ours[len(base) :], theirs[len(base) :], when=lambda entry: getattr(entry, "at", 0))
        return _Merge((*base, *new))
    said = text("{field}: an entry that stood there before was changed or taken out", field=name)
    rewritten = _rewritten(base, ours) | _rewritten(base, theirs)
    if None in rewritten:
        return _Merge(ours, [Clash((name,), said)])
    new = interleaved(ours[len(base) :], theirs[len(base) :], when=lambda entry: getattr(entry, "at", 0))
    return _Merge((*ours[: len(base)], *new), [Clash((name, at), said) for at in sorted(at for at in rewritten if at is not None)])


def _rewritten(base: Sequence[object], side: Sequence[object]) -> set[int | None]:
    """The entries of the base that read otherwise on this side; None among them where entries are gone or moved."""
    changed: set[int | None] = {at for at, entry in enumerate(base) if at >= len(side) or side[at] != entry}
    moved = any(at is not None and (at >= len(side) or side[at] in base or base[at] in side) for at in changed)
    return changed | {None} if moved else changed


def _set(name: str, base: Any, ours: Any, theirs: Any) -> _Merge:
    """What either side added is there; what either side took away is not."""
    simple = _simple(base, ours, theirs)
    new, more = ([one for one in side if one not in base] for side in (ours, theirs))
    return simple or _Merge((*(one for one in base if one in ours and one in theirs), *dict.fromkeys(interleaved(new, more, when=str))))


_MERGE: Mapping[Way, Callable[[str, Any, Any, Any], _Merge]] = {
    Way.VALUE: _value,
    Way.LEAVES: _leaves,
    Way.PARTS: _parts,
    Way.GROWING: _growing,
    Way.SET: _set,
}


def interleaved(ours: Sequence[Any], theirs: Sequence[Any], when: Callable[[Any], Any]) -> list[Any]:
    """Both in the order of `when`, each side's own order kept, what both have once; the same whichever side is called ours."""
    first, second = sorted((list(ours), list(theirs)), key=lambda side: [(when(one), repr(one)) for one in side])
    twice = Counter(first) & Counter(second)
    rest: list[Any] = []
    for one in second:
        twice[one] -= 1
        if twice[one] < 0:
            rest.append(one)
    made: list[Any] = []
    for one in first:
        while rest and when(rest[0]) < when(one):
            made.append(rest.pop(0))
        made.append(one)
    return made + rest


# -- what the acts of the two sides say about each other ---------------------------------------------------------------


def _with_what_acts_say(base: Issue | None, ours: Issue, theirs: Issue, one: Issue, found: list[Clash]) -> Iterator[Clash]:
    """The clashes of the fields, and those of a result that no commands, one after the other, could have made."""
    reasons = list(acts_that_exclude_each_other(base, ours, theirs))
    said_before = [*impossible(ours), *impossible(theirs)]
    reasons = reasons or [wrong.reason for wrong in impossible(one) if wrong not in said_before]
    lacks = {name: said for name, said in unfinished(one).items() if name not in unfinished(ours) | unfinished(theirs)}
    if not reasons and not lacks:
        yield from found
        return
    more = [Clash(("history",), said) for said in reasons]
    start = _parting("history", base, ours, theirs)
    if reasons and start is not None:
        more = [Clash(("history", start), said, to_end=True) for said in reasons]
    elif not reasons:
        more = [Clash((name,), said) for name, said in lacks.items()]
    if ours.state is not theirs.state:
        more.append(Clash(("state",), text("{field}: it depends on what is kept of the history", field="state")))
    more += _both_grew("extensions", base, ours, theirs)
    places = {clash.route for clash in found}
    yield from [*found, *(clash for clash in more if clash.route not in places)]


def _parting(name: str, base: Issue | None, ours: Issue, theirs: Issue) -> int | None:
    """Where two lists that both grew from the same one begin to differ."""
    was, our, their = (_held(side, name) for side in (base, ours, theirs))
    differing = (at for at, (one, other) in enumerate(zip(our, their, strict=False)) if one != other)
    return next(differing, None) if our[: len(was)] == was == their[: len(was)] else None


def _both_grew(name: str, base: Issue | None, ours: Issue, theirs: Issue) -> list[Clash]:
    start = _parting(name, base, ours, theirs)
    return (
        []
        if start is None
        else [Clash((name, start), text("{field}: both sides added to it, for the same thing", field=name), to_end=True)]
    )
