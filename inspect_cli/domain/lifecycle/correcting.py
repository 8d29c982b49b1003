"""What was recorded wrongly is put right: without a trace while nobody has seen it, else with an entry that says what was and what is.

Issue + correction + what is saved of the record -> changes, or `Refused` with every reason. Whose a field is, `rights` says; what a
correction must not break, the rules that an edit is asked too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from inspect_cli.domain.lifecycle import guards
from inspect_cli.domain.lifecycle.act import Act, Objection, Situation
from inspect_cli.domain.lifecycle.correctable import (
    HELD,
    OTHERWISE,
    fields_at,
    is_read_as_said,
    is_there,
    known_parts,
    noted_in,
    parts,
    place_of,
    short_name,
    value_at,
)
from inspect_cli.domain.lifecycle.decision import Refused, applied
from inspect_cli.domain.lifecycle.rights import approvers_of, correctors_of
from inspect_cli.domain.lifecycle.unseen import Past
from inspect_cli.domain.mending import corrected_by, sent_back, typed_as
from inspect_cli.domain.record.declaration import fields_of
from inspect_cli.domain.record.deeds import Became, changed, grants, name_of, parts_that, told
from inspect_cli.domain.record.fields import FIELDS, label_of
from inspect_cli.domain.record.issue import Changed, Entry, Extension, Issue
from inspect_cli.domain.saying import is_blank
from inspect_cli.domain.text import Text, pasted, text
from inspect_cli.domain.words import OPEN_STATES, Did, Role, State
from inspect_cli.yamlsplice.change import Append, Change, Remove, Route, Set

if TYPE_CHECKING:
    from inspect_cli.domain.counting.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is to stand in which fields (`long_term.goal`; with `unit` or `channel` also `id`) of the record, or of one part of it."""

    values: Mapping[str, Any]
    by: str
    at: datetime
    part: str = ""
    reason: str = ""
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction changes, the issue as it will be, every value old and new, and the entry that tells of it (None: no trace).

    `beside` says what followed, and what still says the wrong day, with the command.
    """

    changes: tuple[Change, ...]
    issue: Issue
    told: tuple[Changed, ...]
    entry: Entry | None
    beside: tuple[Text, ...] = ()


def corrected(issue: Issue, asked: Correction, past: Past, ledger: Ledger, name: str = "") -> Corrected:
    """What putting it right changes. `ledger` is the round with this one record. Raises Refused with every reason."""
    one = _Correcting(issue, asked, past, ledger, name or issue.id)
    found = list(one.out_of_question()) or one.do()
    if isinstance(found, list):
        once = [why for at, why in enumerate(found) if why not in found[:at]]
        raise Refused(one.name, Did.CORRECT, once, f"{ledger.round.id}/{issue.id}")
    return found


_PUT_BACK = text("what a hand changed, and was saved so, is put back by a correction to what it was; what it was: inspect history {id}")


@dataclass
class _Correcting:
    issue: Issue
    asked: Correction
    past: Past
    ledger: Ledger
    name: str
    changes: list[Change] = field(default_factory=list)
    going: list[Route] = field(default_factory=list)
    untold: dict[int, set[int]] = field(default_factory=dict)
    """Changes, by the place of their entry, that are none any more: what they told is again as it was before them."""
    reasons: list[Objection] = field(default_factory=list)
    followed: list[Text] = field(default_factory=list)

    def do(self) -> Corrected | list[Objection]:
        """What becomes of it; or every reason against it."""
        issue, asked, past = self.issue, self.asked, self.past
        was = {key: self._now(key) for key in asked.values}
        same = [key for key, value in asked.values.items() if told(value) == told(was[key]) and not past.is_untold(issue, asked.part, key)]
        self.reasons += [
            Objection(
                text("{field} says {value} already", field=label_of(key, asked.part), value=told(was[key]) or "—"),
                _PUT_BACK.about(id=self.name),
            )
            for key in same
        ]
        kept = {key: value for key, value in asked.values.items() if key not in same}
        quiet = {key for key, value in kept.items() if self._is_unseen(key, value)}
        loud = [one for key, value in kept.items() if key not in quiet for one in changed(key, past.seen(issue, asked.part, key), value)]
        entry = self._entry(loud) if loud else None
        for key, value in kept.items():
            self._put(key, value)
            if key in quiet:
                self._tell_right(key, value)
        if entry and grants(entry):
            self._grant(asked.values["due"])
        gone = [Remove(route) for route in sorted([*self.going, *self._emptied()], reverse=True)]
        changes = (*self.changes, *gone, *((Append(("history",), entry),) if entry else ()))
        after = applied(issue, changes)
        rights = [self._pasted(one, entry) for one in self._rights(entry)]
        self.reasons += [*rights, *self._words(), *self._dates(after), *self._place(after)]
        self.reasons += self._broken(after) if not self.reasons else []
        every = tuple(one for key in kept for one in changed(key, was[key], kept[key]))
        return self.reasons or Corrected(changes, after, every, entry, (*self.followed, *self._still_said(after)))

    def _now(self, key: str) -> Any:
        return value_at(self.issue, self.asked.part, key)

    def _is_unseen(self, key: str, value: Any) -> bool:
        """Nobody has seen what stands there; what was handed on stands in the item that it was carried from, and is held against it."""
        issue, part = self.issue, self.asked.part
        own = fields_of(Issue).get(key.split(".")[0])
        handed = part.startswith("m") and part not in parts_that(issue, Became.CAME) if part else own is not None and own.known.carries
        if issue.carried_from and handed and not self.past.telling(issue, part, key):
            return False
        return self.past.is_unseen(issue, self._with(key, value), part, key)

    # -- what cannot be corrected at all -------------------------------------------------------------------------------

    def out_of_question(self) -> Iterator[Objection]:
        """Why there is nothing here that could be put right."""
        issue, part, values = self.issue, self.asked.part, self.asked.values
        if issue.state is State.VOID:
            yield Objection(text("it is void, for good: what it says stays as it is"))
        elif not is_there(issue, part):
            said = text("it has no part {part}; it has {known}", part=part, known=known_parts(issue) or text("none"))
            yield Objection(said, self._elsewhere(values or {_usual(part): None}))
            return
        elif not values:
            yield Objection(text("it does not say what is wrong"), self._command({_usual(part): None}, part), "--title")
        for key in values.keys() - fields_at(part).keys() - ({"id"} if self._moves else set()):
            label = FIELDS.get(key, key)
            if key in OTHERWISE:
                how = OTHERWISE[key].about(id=self.name, part=part)
                yield Objection(text("{field} is not put right by correct", field=label), how)
            else:
                there = text("{part} has no {field}", part=part or self.name, field=label)
                yield Objection(there, self._elsewhere({key: values[key]}))
        yield from self._handed_on()
        place = place_of(issue, part)
        entry = issue.history[place] if place is not None else None
        if entry and is_read_as_said(issue, entry):
            yield Objection(text("this note says which part, number or item it is about, and is read as that"))

    def _elsewhere(self, values: Mapping[str, Any]) -> Text:
        """The command as it is typed, for the part that has these fields; where there is none, what there is."""
        issue = self.issue
        own, entries = list(parts(issue)), [name_of(one) for one in reversed(noted_in(issue))]
        typed = self.asked.part
        alike = [one for one in own if one[0] == typed[0]] if typed[1:].isdigit() else entries if typed else []
        part = next((one for one in (*alike, "", *own, *entries) if values.keys() <= fields_at(one).keys()), None)
        return text("inspect show {id}", id=self.name) if part is None else self._command(values, part)

    def _command(self, values: Mapping[str, Any], part: str, *more: str) -> Text:
        """The whole command, with what was typed of it; a note by its act and its day."""
        words = [typed_as(key, told(value) if value is not None else "…") for key, value in values.items() if key != "id"]
        said = " ".join([*words, *more])
        place = place_of(self.issue, part)
        if place is not None:
            return text('inspect correct {id} "{entry}" {words}', id=self.name, entry=short_name(self.issue.history[place]), words=said)
        return text("inspect correct {words}", words=" ".join(filter(None, (self.name, part, said))))

    @property
    def _moves(self) -> bool:
        return not {"unit", "channel"}.isdisjoint(self.asked.values)

    def _handed_on(self) -> Iterator[Objection]:
        """What a carried item handed on is put right in its item in feedback, which would be held against it."""
        issue, part, own = self.issue, self.asked.part, fields_of(Issue)
        handed = [key for key in self.asked.values if (one := own.get(key.split(".")[0])) and one.known.carries and not part]
        if issue.carried_to and (self._moves or part.startswith("m") or handed):
            said = text("it was carried to {twin} and is followed up there", twin=issue.carried_to)
            yield Objection(said, text("inspect correct {twin}", twin=issue.carried_to))
        elif issue.carried_from and self._moves:
            said = text("it was carried from {twin}: unit and channel are as they were handed on", twin=issue.carried_from)
            yield Objection(said, text("inspect void {id} --reason … --approved-by …", id=self.name))

    # -- what becomes of it --------------------------------------------------------------------------------------------

    def _with(self, key: str, value: Any) -> Issue:
        return applied(self.issue, self._sets(key, value))

    def _sets(self, key: str, value: Any) -> list[Change]:
        """The field itself; a record inside the issue that is not there yet is made of it. The note of a saved entry stays."""
        part, issue = self.asked.part, self.issue
        value = None if value in ("", ()) else value
        holder, _, inner = key.partition(".")
        place = place_of(issue, part)
        if place is not None:
            return [Set(("history", place, key), value)] if place in self.past.unsaved else []
        if part:
            held = "measures" if part.startswith("m") else "evidence"
            return [Set((held, [one.id for one in getattr(issue, held)].index(part), key), value)]
        if inner and getattr(issue, holder) is None:
            return [Set((holder,), HELD[holder](**{inner: value}))]
        return [] if key == "unit" else [Set((holder, inner) if inner else (holder,), value)]

    def _put(self, key: str, value: Any) -> None:
        holder, _, inner = key.partition(".")
        same = next((one for one in self.changes if inner and one.path == (holder,)), None)
        if isinstance(same, Set):  # a second value of a record that was not there
            self.changes[self.changes.index(same)] = Set((holder,), replace(same.value, **{inner: value}))  # type: ignore[type-var]
        else:
            self.changes += self._sets(key, value)

    def _tell_right(self, key: str, value: Any) -> None:
        """The unsaved entry that told the wrong value tells the right one; where it then tells of nothing any more, it goes."""
        issue, found = self.issue, self.past.telling(self.issue, self.asked.part, key)
        is_due = key == "due" and not self.asked.part
        if is_due and value:
            self._measures_follow(value)
        if found is None:
            if is_due and issue.original_due == issue.due and self._first_date_is_unseen and not issue.extensions:
                self.changes.append(Set(("original_due",), value))
            return
        place, number = found
        entry, one = issue.history[place], issue.history[place].changes[number]
        if told(value) != one.was:
            self.changes.append(Set(("history", place, "changes", number, "now"), told(value) or None))
        else:
            self.untold.setdefault(place, set()).add(number)
        if is_due:
            self._extension_right(entry, one.was, value)

    def _measures_follow(self, due: date) -> None:
        """A measure that got the wrong day from the same command, and that nobody has seen, is due with the item again."""
        issue, came = self.issue, parts_that(self.issue, Became.CAME)
        own = [(at, one) for at, one in enumerate(issue.measures) if not issue.carried_from or one.id in came]
        for at, one in own:  # what was handed on stands in the item that it was carried from too
            if one.due and one.due == issue.due and told(one.due) not in self.past.values(one.id, "due"):
                self.changes.append(Set(("measures", at, "due"), due))
                self.followed.append(text("  {measure} is due on {now} too, no longer on {was}", measure=one.id, was=one.due, now=due))

    def _still_said(self, after: Issue) -> Iterator[Text]:
        """Measures that are due later than the item now, and a first date that is the wrong one still."""
        was = self.issue.due
        if self.asked.part or "due" not in self.asked.values or after.due is None or was is None:
            return
        self.name = self.asked.values.get("id", self.name)
        for one in after.measures:
            if one.due and one.due > after.due and not one.done_on:
                seen = ["--reason …"] if told(one.due) in self.past.values(one.id, "due") else []
                how = self._command({"due": after.due}, one.id, *seen)
                yield text("  {measure} is due on {due}, later than the item itself: {how}", measure=one.id, due=one.due, how=how)
        if after.original_due == was and "original_due" not in self.asked.values:
            how = self._command({"original_due": after.due}, "", "--reason …", "--approved-by …")
            yield text("  the original due date still says {was}; where that is wrong too: {how}", was=was, how=how)

    def _emptied(self) -> Iterator[Route]:
        """Entries that tell of nothing any more go; of others, only what they told wrongly."""
        for place, numbers in self.untold.items():
            entry = self.issue.history[place]
            if entry.to is None and (len(numbers) == len(entry.changes) or entry.did is Did.MEASURE):
                yield "history", place
            elif len(numbers) == len(entry.changes):
                yield "history", place, "changes"
            else:
                yield from (("history", place, "changes", number) for number in numbers)

    @property
    def _first_date_is_unseen(self) -> bool:
        return "original_due" not in self.asked.values and told(self.issue.original_due) not in self.past.values("", "original_due")

    def _extension_right(self, entry: Entry, was: str, value: Any) -> None:
        """The extension of an unsaved entry leads where the entry now leads, and goes with it."""
        mine = [at for at, one in enumerate(self.issue.extensions) if one.to == self.issue.due]
        if entry.did is Did.EXTEND and told(value) < was:
            said = text("the extension to {due} went on from {was}: take it back first", due=self.issue.due, was=was)
            self.reasons.append(Objection(said, corrected_by(self.name, "due", was)))
        elif mine and told(value) > was:
            self.changes.append(Set(("extensions", mine[-1], "to"), value))
        elif mine:
            self.going.append(("extensions", mine[-1]))
        elif told(value) > was and entry.did is Did.CORRECT:
            self._grant(value, entry.note, entry.approved_by)

    def _entry(self, loud: list[Changed]) -> Entry:
        one = self.asked
        return Entry(
            at=one.at, by=one.by, did=Did.CORRECT, part=one.part, changes=tuple(loud), note=one.reason, approved_by=one.approved_by
        )

    def _grant(self, due: date, reason: str = "", approver: str = "") -> None:
        """A later date is an extension, whatever it is called."""
        if self.issue.original_due is None and "original_due" not in self.asked.values:
            self.changes.append(Set(("original_due",), self.issue.due or due))
        reason, approver = reason or self.asked.reason, approver or self.asked.approved_by
        self.changes.append(
            Append(("extensions",), Extension(to=due, reason=reason, approved_by=approver, approved_on=self.asked.at.date()))
        )
        if self.issue.state not in OPEN_STATES:
            said = text("it is {state}: a later date is for what is still open", state=self.issue.state)
            self.reasons.append(Objection(said, sent_back(self.name, self.issue.state)))

    # -- who may, and what must hold afterwards ------------------------------------------------------------------------

    @property
    def _situation(self) -> Situation:
        return Situation(round=self.ledger.round, today=self.ledger.today, name=self.name, present=self.ledger.present)

    def _act(self, verb: Did = Did.CORRECT) -> Act:
        one = self.asked
        return Act(verb=verb, by=one.by, at=one.at, note=one.reason, approved_by=one.approved_by)

    def _rights(self, entry: Entry | None) -> Iterator[Objection]:
        issue, act, around = self.issue, self._act(), self._situation
        roles = correctors_of(entry, issue, around.after_on_site) if entry else tuple(Role)
        yield from guards.may_act(issue, act, roles, around)
        if entry:
            yield from guards.clock_runs_on(issue, act, around)
            yield from guards.says_reason(issue, act, around)
            approvers = approvers_of(entry, issue)
            if approvers:
                yield from guards.approver_named(issue, act, around)
            if act.approved_by:
                yield from guards.approver_may(issue, act, approvers or tuple(Role), around)

    def _pasted(self, one: Objection, entry: Entry | None) -> Objection:
        """The objection with the whole command as its remedy, where only a word of it is missing or another one is wanted."""
        if one.need not in ("--reason", "--approved-by", "--by"):
            return one
        values, part = self.asked.values, self.asked.part
        offered = next(iter(one.fix.values.get("flags", ())), None)  # type: ignore[call-overload]
        if one.need == "--by":
            command = self._command(values, part, *self._because(entry))
            return replace(one, fix=text("{command} {flag}", command=command, flag=offered)) if offered else one
        other = offered.values["name"] if offered else "…" if one.need == "--approved-by" else ""
        return replace(one, fix=self._command(values, part, *self._because(entry, other)))

    def _because(self, entry: Entry | None, approver: str = "") -> list[str]:
        """Reason and approver as they were typed, or left open."""
        asked = self.asked
        if entry is None:
            return []
        approver = approver or pasted(asked.approved_by) if asked.approved_by else "…"
        needs = asked.approved_by or approvers_of(entry, self.issue)
        return [f"--reason {pasted(asked.reason) if asked.reason else '…'}", *([f"--approved-by {approver}"] if needs else [])]

    def _words(self) -> Iterator[Objection]:
        """What must say something does, and nothing is marked as classified."""
        values, part = self.asked.values, self.asked.part
        for key, value in values.items():
            needed = (one := fields_at(part).get(key)) and (one.required or " " in part)
            if needed and (value is None or (isinstance(value, str) and is_blank(value))):
                yield Objection(text("{field} does not stay empty", field=FIELDS.get(key, key)))
            if isinstance(value, str):
                yield from guards.not_marked_secret(self.issue, replace(self._act(), note=value), self._situation)
        if part.startswith("e") and "document" in values and self.issue.state not in OPEN_STATES:
            said = text("it is {state}: what proves it stays", state=self.issue.state)
            yield Objection(said, sent_back(self.name, self.issue.state))
        elif part.startswith("e") and not values.get("document", "—") and not self._now("file"):
            yield Objection(text("evidence is a file, or the number of a document"), OTHERWISE["file"].about(id=self.name, part=part))

    def _dates(self, after: Issue) -> Iterator[Objection]:
        """What happened has happened, and nothing is due before it was found, or when the team has left."""
        values, part, around = self.asked.values, self.asked.part, self._situation
        days = {key: value for key, value in values.items() if isinstance(value, date)}
        if "found_on" in values:
            yield from guards.found_by_now(after, self._act(), around)
        for day in (day for key, day in days.items() if key in ("done_on", "added_on") and day > around.today):
            yield Objection(text("{day} is still to come", day=day))
        for limit in (after.due, after.original_due) if not part and days.keys() & {"found_on", "due", "original_due"} else ():
            if limit and limit < after.found_on:
                yield Objection(text("{due} lies before {found}, the day it was found", due=limit, found=after.found_on))
        if part.startswith("m") and "done_on" in values and not self._now("done_on"):
            said = text("measure {measure} is not done: {what}", measure=part, what=self._now("text"))
            yield Objection(said, text("inspect measure done {id} {measure}", id=self.name, measure=part))
        if (done := days.get("done_on")) and done < after.found_on:
            yield Objection(text("{day} lies before {found}, the day it was found", day=done, found=after.found_on))
        if not part and values.keys() & {"due", "channel"} and after.due:
            yield from guards.due_on_site(after, self._act(Did.EXTEND), around)
        if "original_due" in values and "due" not in values and not after.extensions and after.due not in (None, after.original_due):
            said = text("{due} is not {allowed}, the date that was set or last approved", due=after.due, allowed=after.original_due)
            yield Objection(said, text("both in one command: --original-due {day} --due {day}", day=after.original_due))
        if part.startswith("m") and (due := days.get("due")) and after.due and due > after.due:
            said = text("measure {measure} is due later than the item itself: {after}", measure=part, after=due)
            yield Objection(said, text("inspect extend {id} --to DATE --reason … --approved-by …", id=self.name))
        if review := days.get("long_term.review_on"):
            yield from guards.reviewed_later(after, replace(self._act(), review_on=review), around)

    def _place(self, after: Issue) -> Iterator[Objection]:
        """Unit and channel are such as the round and the channel ask for."""
        round_ = self.ledger.round
        if self._moves and after.unit not in {one.code for one in round_.units}:
            known = text("its units: {units}", units=[f"{one.code} {one.name}" for one in round_.units])
            yield Objection(text("{unit} is no unit of round {round}", unit=after.unit, round=round_.id), known, "--unit")
        if self.asked.values.keys() & {"channel", "notice"}:
            yield from guards.notice_named(after, self._act(), self._situation)

    def _broken(self, after: Issue) -> list[Objection]:
        """What the rules would call an error, and did not before."""
        from inspect_cli.domain.compare.objections import new_errors  # with every rule

        files = {(after.id, file): state for (_, file), state in self.ledger.files.items()}  # they go along with the number
        return new_errors(replace(self.ledger, issues=(self.issue,)), replace(self.ledger, issues=(after,), files=files))


def _usual(part: str) -> str:
    """The field that is most often meant."""
    return "text" if part.startswith("m") and part[1:].isdigit() else "note" if part else "title"
