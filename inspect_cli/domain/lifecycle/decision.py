"""Issue + acts + situation -> changes, or `Refused` with every reason: the one place where an act becomes what a file will say.

The same code serves a command, a bulk import and a merge. It looks at nothing but its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from inspect_cli.domain.lifecycle.act import Act, Objection, Situation
from inspect_cli.domain.lifecycle.conditions import objections
from inspect_cli.domain.lifecycle.moves import BY_VERB
from inspect_cli.domain.record.declaration import changed_by, fields_of
from inspect_cli.domain.record.deeds import changed, keys_of_going
from inspect_cli.domain.record.handing import handed_on
from inspect_cli.domain.record.issue import Changed, Entry, Evidence, Extension, Issue, LongTerm, Measure
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.domain.words import Channel, Did, FileState, State, Word
from inspect_cli.yamlsplice.change import Append, Change, Insert, Remove, Route, Set


class Refused(Trouble):
    """An act that may not be done; `reasons` holds all of them at once, each with the command that helps."""

    code = "refused"
    status = 4

    def __init__(self, name: str, verb: Did | Word, reasons: Sequence[Objection], ref: str = "") -> None:
        super().__init__(text("cannot {verb} {id}", verb=verb, id=name))
        self.name = name
        self.verb = verb
        self.reasons = tuple(reasons)
        self.ref = ref or name
        """`ROUND/ID`, for machines; `name` is what the person typed with."""


class AllRefused(Trouble):
    """One act on several issues, refused for some of them: then none is done."""

    code = "refused"
    status = 4

    def __init__(self, refused: Sequence[Refused], spared: Sequence[str] = ()) -> None:
        super().__init__(text("nothing was changed"))
        self.refused = tuple(refused)
        self.spared = tuple(spared)
        """The issues that would have taken it, and are left as they were for the others' sake."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the acts change, the issue as it will be, and the feedback item that a `carry` makes."""

    changes: tuple[Change, ...]
    issue: Issue
    twin: Issue | None = None


def decide(issue: Issue, acts: Sequence[Act], situation: Situation) -> Decision:
    """The changes that all the acts make, one after the other, in one go.

    Raises: Refused, when any of them may not be done; it then carries the reasons of all.
    """
    changes: list[Change] = []
    reasons: list[Objection] = []
    now, twin = issue, None
    for act in acts:
        objected = objections(now, act, situation)
        reasons += objected
        if not objected or act is not acts[-1]:
            # later acts are judged as if the earlier ones had been done, so that every reason is heard at once
            made = _changes(now, act)
            changes += made
            now = applied(now, made)
            situation = _with_new_files(situation, act)
        twin = twin_of(now, act, situation) if act.verb is Did.CARRY and not objected else twin
    if reasons:
        raise Refused(situation.called(issue), acts[-1].verb, _once(reasons), f"{situation.round.id}/{issue.id}")
    return Decision(tuple(changes), now, twin)


def registered(draft: Issue, act: Act, situation: Situation, more: Sequence[Act] = ()) -> Issue:
    """A new issue with its first history entry, after the guards of `register` have been heard, and with what `more` acts add."""
    reasons = objections(draft, act, situation)
    new = replace(
        draft, state=State.REGISTERED, history=(Entry(at=act.at, by=act.by, did=Did.REGISTER, to=State.REGISTERED, note=act.note),)
    )
    if reasons:
        raise Refused(situation.called(draft), Did.REGISTER, reasons, f"{situation.round.id}/{draft.id}")
    return decide(new, more, situation).issue if more else new


def _once(reasons: Sequence[Objection]) -> list[Objection]:
    """Each reason once: several acts of one command may be refused for the same one."""
    return [reason for i, reason in enumerate(reasons) if reason not in reasons[:i]]


def _with_new_files(situation: Situation, act: Act) -> Situation:
    if act.evidence is None or not act.evidence.file:
        return situation
    return replace(situation, files={**situation.files, act.evidence.file: FileState.INTACT})


def edit_entry(at: datetime, by: str, note: str) -> Append:
    """The line in which the history says that somebody edited the record by hand."""
    return Append(("history",), Entry(at=at, by=by, did=Did.EDIT, note=note))


def _changes(issue: Issue, act: Act) -> list[Change]:
    move = BY_VERB[act.verb]
    own = _OWN[act.verb](issue, act) if act.verb in _OWN else []
    state: list[Change] = [Set(("state",), move.to)] if move.to and move.to is not issue.state else []
    start = issue.state if move.to else None
    note = ": ".join(filter(None, (act.twin_id, act.note))) if act.verb is Did.CARRY else act.note
    entry = Entry(at=act.at, by=act.by, did=act.verb, from_=start, to=move.to, note=note, approved_by=act.approved_by)
    return [*own, *state, *(Append(("history",), replace(entry, part=part, changes=changes)) for part, changes in _keys(issue, act))]


def _keys(issue: Issue, act: Act) -> list[tuple[str, tuple[Changed, ...]]]:
    """What the history says in keys, an entry for each part that the act is about: the part, and which fields become what."""
    if act.drop:
        parts: tuple[Measure | Evidence, ...] = (*issue.measures, *issue.evidence)
        return [(one.id, keys_of_going(one)) for one in parts if one.id == act.drop]
    if act.measures_done:
        return [(one.id, _done(one, act)) for one in issue.measures if one.id in act.measures_done]
    if act.measure or act.evidence:
        return [(_next_id(issue, act.verb), ())]
    return [("", _own_changes(issue, act))]


def _done(measure: Measure, act: Act) -> tuple[Changed, ...]:
    document = changed("document", measure.document, act.document) if act.document else ()
    return (*changed("done_on", measure.done_on, act.done_on or act.day), *document)


def _own_changes(issue: Issue, act: Act) -> tuple[Changed, ...]:
    """Of fields of the record itself, those that said something else before."""
    given = [change for change in (_extend if act.verb is Did.EXTEND else _given)(issue, act) if isinstance(change, Set)]
    said = [(str(change.path[0]), getattr(issue, str(change.path[0])), change.value) for change in given]
    return tuple(one for name, was, now in said if was for one in changed(name, was, now))


def _next_id(issue: Issue, did: Did) -> str:
    """The next free id; one that the history names is never given out again, also when it was dropped."""
    letter, present = ("m", [one.id for one in issue.measures]) if did is Did.MEASURE else ("e", [one.id for one in issue.evidence])
    named = " ".join(entry.part or entry.note for entry in issue.history if entry.did is did)
    used = [*present, *re.findall(rf"\b{letter}[0-9]+\b", named, re.ASCII)]  # an id next to Chinese is a word of its own
    numbers = [int(name[1:]) for name in used if re.fullmatch(rf"{letter}[0-9]{{1,9}}", name)]
    return f"{letter}{max(numbers, default=0) + 1}"


def _set(**fields: object) -> list[Change]:
    return [Set((name,), value) for name, value in fields.items() if value]


def _given(issue: Issue, act: Act) -> list[Change]:
    """What the act says anew of the fields that its verb changes."""
    given = {name: act.fields.get(name) for name in changed_by(Issue, act.verb)}
    return _set(**{name: value for name, value in given.items() if value != getattr(issue, name)})


def _start(issue: Issue, act: Act) -> list[Change]:
    original = (act.due or issue.due) if issue.original_due is None else None
    return [*_given(issue, act), *_set(original_due=original, due=act.due if issue.due is None else None)]


def _extend(issue: Issue, act: Act) -> list[Change]:
    if act.due is None:
        return []
    extension = Extension(to=act.due, reason=act.note, approved_by=act.approved_by, approved_on=act.approved_on or act.day)
    original = _set(original_due=issue.due or act.due) if issue.original_due is None else []
    return [*original, Set(("due",), act.due), Append(("extensions",), extension)]


def _measure(issue: Issue, act: Act) -> list[Change]:
    ids = [measure.id for measure in issue.measures]
    if act.drop:
        return [Remove(("measures", ids.index(act.drop)))] if act.drop in ids else []
    if act.measure:
        return [Append(("measures",), replace(act.measure, id=_next_id(issue, act.verb)))]
    done: list[Change] = [
        Set(("measures", ids.index(name), "done_on"), act.done_on or act.day) for name in act.measures_done if name in ids
    ]
    papers: list[Change] = [
        Set(("measures", ids.index(n), "document"), act.document) for n in act.measures_done if act.document and n in ids
    ]
    return done + papers


def _evidence(issue: Issue, act: Act) -> list[Change]:
    ids = [piece.id for piece in issue.evidence]
    if act.drop:
        return [Remove(("evidence", ids.index(act.drop)))] if act.drop in ids else []
    if act.evidence is None:
        return []
    return [Append(("evidence",), replace(act.evidence, id=_next_id(issue, act.verb), added_on=act.evidence.added_on or act.day))]


def _sustain(issue: Issue, act: Act) -> list[Change]:
    return [] if issue.sustained else [Set(("sustained",), True)]


def _long_term(issue: Issue, act: Act) -> list[Change]:
    more = {name: value for name, value in act.fields.items() if name in fields_of(LongTerm)}
    said: dict[str, Any] = {"reason": act.note, "goal": act.goal, "review_on": act.review_on, **more}
    return [Set(("long_term",), replace(issue.long_term or LongTerm(), **said))]


def _carry(issue: Issue, act: Act) -> list[Change]:
    return [Set(("carried_to",), act.twin_id)] if act.twin_id else []


_OWN: dict[Did, Callable[[Issue, Act], list[Change]]] = {
    Did.START: _start,
    Did.EXTEND: _extend,
    Did.MEASURE: _measure,
    Did.EVIDENCE: _evidence,
    Did.RECLASSIFY: _given,
    Did.HAND_OVER: _given,
    Did.SUSTAIN: _sustain,
    Did.LONG_TERM: _long_term,
    Did.CARRY: _carry,
}


def twin_of(issue: Issue, act: Act, situation: Situation) -> Issue:
    """The feedback item that goes on with an unfinished item: all that its fields say is carried, and the measures still open."""
    given: dict[str, Any] = handed_on(issue)
    here = f"{situation.round.id}/{issue.id}"
    return Issue(
        **given
        | {
            "uid": act.twin_uid,
            "id": act.twin_id.split("/")[-1],
            "channel": Channel.FEEDBACK,
            "original_due": act.due,
            "due": act.due,
            "state": State.REGISTERED,
            "carried_from": here,
            "history": (Entry(at=act.at, by=act.by, did=Did.REGISTER, to=State.REGISTERED, note=f"carry {here}"),),
        }
    )


def applied(issue: Issue, changes: Iterable[Change]) -> Issue:
    """The issue with the changes made: what the file must say once it has been written."""
    for change in changes:
        issue = _changed(issue, change.path, change)
    return issue


def _changed(here: Any, path: Route, change: Change) -> Any:
    """A record, or a list of them, with what stands at the path changed; what does not fit is found when the file is read back."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        inner = () if not rest and isinstance(change, Remove) else (_changed(here[step], rest, change) if rest else change.value,)  # type: ignore[union-attr]
        return (*here[:step], *inner, *here[step + 1 :])
    old = getattr(here, step)
    if rest and old is not None:
        return replace(here, **{step: _changed(old, rest, change)})
    if isinstance(change, Append):
        return replace(here, **{step: (*old, change.value)})
    if isinstance(change, Insert):
        return replace(here, **{step: (*old[: change.at], change.value, *old[change.at :])})
    record: type = type(here)
    value = change.value if isinstance(change, Set) else None
    return replace(here, **{step: fields_of(record)[step].default if value is None else value})
