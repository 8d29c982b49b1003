"""Three versions of one issue -> one, or what the two sides cannot both have: base, ours and theirs, field by field.

How a field is merged is said where it is declared, or by its type: a list whose
entries have an `id` goes entry by entry, other lists of records only
grow, a list of references is a set, a mapping goes by its keys, everything else is one value. Knows neither text nor files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from inspect_cli.domain.lifecycle.replay import at_odds, impossible
from inspect_cli.domain.merge.exclusion import acts_that_exclude_each_other
from inspect_cli.domain.merge.threeway import MERGE, Clash, defaults
from inspect_cli.domain.record.declaration import Way, ways
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import Text, text

WAYS: Mapping[str, Way] = ways(Issue)
"""Every field of an issue and how it is merged."""


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
    found = [(name, MERGE[way](name, *(_held(side, name) for side in (base, ours, theirs)))) for name, way in WAYS.items()]
    one: Issue = replace(ours, **{name: merge.value for name, merge in found})
    clashes = [clash for _, merge in found for clash in merge.clashes]
    return Merged(one, tuple(_with_what_acts_say(base, ours, theirs, one, clashes)))


def _held(side: Issue | None, name: str) -> Any:
    return getattr(side, name) if side else _DEFAULTS[name]


_DEFAULTS = defaults(Issue)


# -- what the acts of the two sides say about each other ---------------------------------------------------------------


def _with_what_acts_say(base: Issue | None, ours: Issue, theirs: Issue, one: Issue, found: list[Clash]) -> Iterator[Clash]:
    """The clashes of the fields, and those of a result that no commands, one after the other, could have made."""
    reasons = list(acts_that_exclude_each_other(base, ours, theirs))
    said_before = [*impossible(ours), *impossible(theirs)]
    reasons = reasons or [wrong.reason for wrong in impossible(one) if wrong not in said_before]
    lacks = {name: said for name, said in at_odds(one).items() if name not in at_odds(ours) | at_odds(theirs)}
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
    said = text("{field}: both sides added to it, for the same thing", field=name)
    return [] if start is None else [Clash((name, start), said, to_end=True)]
