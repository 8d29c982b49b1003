"""A feedback item held against the item that it was carried from: whatever is less than was handed on, and that nothing explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from inspect_cli.domain.compare.comparison import Comparison, explains
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.lifecycle.correctable import fields_at
from inspect_cli.domain.lifecycle.signing import is_signed
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.declaration import Way, changed_by, fields_of
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.handing import handed_on
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.rules import family
from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import Did, Level, State

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
            key, way = found.key and route == found.route, _put_back(found, source, twin)
            yield replace(found, route=route, key=key, kind=found.changed, message=said, fix=way, explained_by=None)


def _put_back(found: Regression, source: Issue, twin: Issue) -> Text:
    """What was handed on comes back first, by the verb of the field; then it may be changed by that verb, which says why."""
    field, was = found.changed, pasted(str(found.before))
    if found.before and field in changed_by(Issue, Did.RECLASSIFY):
        back = text("inspect reclassify {id} --{field} {was} --reason … --approved-by …", id=twin.id, field=field, was=was)
        return _FIRST_BACK.about(back=back)
    if found.before and field in changed_by(Issue, Did.HAND_OVER):
        back = text("inspect hand-over {id} --{field} {was} --note …", id=twin.id, field=field, was=was)
        return _FIRST_BACK.about(back=back)
    if field == "measures" and any(measure.id == found.part for measure in twin.measures):
        return _MEASURE_ANEW.about(id=twin.id, part=found.part, source=source.id)
    if found.before and field in fields_at(""):
        return corrected_by(twin.id, field, found.before)
    return _AS_IT_HAS_IT.about(id=twin.id, source=source.id)


def _judged(change: Comparison, crews: Sequence[Round]) -> Iterator[Regression]:
    signed = [waiver for waiver in change.after.waivers if is_signed(waiver, change.after, crews)]

    def keyed() -> bool:
        return any(crew.is_keyed for crew in crews)

    for rule in family("DIF").values():
        for found in rule.pair(change) if rule.pair and rule.level is Level.ERROR else ():
            if not (rule.waivable and any(explains(waiver, rule.code, found, keyed) for waiver in signed)):
                yield found


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
_FIRST_BACK = text("first put back what was handed on: {back}; what is to change is then changed by the same command")
_MEASURE_ANEW = text(
    "inspect measure drop {id} {part} --reason …, then inspect measure add {id}, like that of {source} (inspect show {source})"
)
_AS_IT_HAS_IT = text("write it back as {source} has it (inspect show {source}): inspect edit {id}")
_PUT_BACK: Text = text("put it back as it was")
