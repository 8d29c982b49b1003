"""A feedback item held against the item that it was carried from: whatever is less than was handed on, and that nothing explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.lifecycle.signing import is_signed
from inspect_cli.domain.record.declaration import Way, fields_of
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.handing import handed_on
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.rules import family
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, State

_CLASSES = tuple(
    name
    for name, one in fields_of(Issue).items()
    if one.known.carries and Did.REGISTER in one.known.by and one.way is Way.VALUE and not one.known.rule
)
"""What is handed on and no rule between two versions judges: an entry that may change it explains another value."""


def softened(source: Issue, twin: Issue, crews: Sequence[Round] = ()) -> Iterator[Regression]:
    """What the rules between two versions object to, from the item as it was handed on to the twin as it is; routes lead into the twin.

    `crews`: the round with its people, who sign what explains a change.
    """
    if twin.state is State.VOID:
        return
    given: dict[str, Any] = handed_on(source)
    born = replace(twin, **given, state=State.REGISTERED, waivers=(), history=twin.history[:1])
    change = Comparison(born, twin)
    for found in (*_judged(change, crews), *_reclassified(change, source, crews)):
        if found.changed in given and not _is_explained(change, found, crews):
            said = text("against {source}, from which it was carried: {message}", source=source.id, message=found.message)
            route = found.route if getattr(twin, str(found.route[0])) else ("carried_from",)  # a key without a value may not be there
            yield replace(found, route=route, key=found.key and route == found.route, kind=found.changed, message=said, explained_by=None)


def _judged(change: Comparison, crews: Sequence[Round]) -> Iterator[Regression]:
    waived = {waiver.rule for waiver in change.after.waivers if is_signed(waiver, change.after, crews)}
    for rule in family("DIF").values():
        if rule.pair and not (rule.waivable and rule.code in waived):
            yield from rule.pair(change)


def _is_explained(change: Comparison, found: Regression, crews: Sequence[Round]) -> bool:
    """By an entry of the twin; a start only fills in who was not named."""
    if found.explained_by is None:
        return False
    field, at = found.explained_by[0], int(found.explained_by[1])
    if field == "history" and change.after.history[at].did is Did.START:
        return False
    return is_signed(getattr(change.after, str(field))[at], change.after, crews)


def _reclassified(change: Comparison, source: Issue, crews: Sequence[Round]) -> Iterator[Regression]:
    edited = change.entry(Did.EDIT) or _edited_since(source)
    asked = change.entry(Did.RECLASSIFY, "note", "approved_by")
    explained = edited or (asked and is_signed(change.after.history[int(asked[1])], change.after, crews))
    for name in _CLASSES:
        old, new = getattr(change.before, name), getattr(change.after, name)
        if old and new != old and not (edited if Did.RECLASSIFY not in fields_of(Issue)[name].known.by else explained):
            yield Regression((name,), _OTHERWISE.about(field=FIELDS[name], old=old, new=new or "—"), _PUT_BACK, before=old, after=new)


def _edited_since(source: Issue) -> bool:
    """Somebody edited the item after it was carried: what it says now need not be what it handed on."""
    carried = source.last(Did.CARRY)
    return any(entry.did is Did.EDIT for entry in source.history[carried + 1 :]) if carried is not None else False


_OTHERWISE: Text = text("{field} was {old} and is {new}, and no entry says why")
_PUT_BACK: Text = text("put it back as it was")
