"""A whole file of rows against a round: what each would change, decided by the same code as a command, and what cannot be taken.

Pure: numbers, uids and moments are handed in. Rows that are missing from a sheet say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from inspect_cli.domain.compare.objections import edit_objections, new_errors
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.lifecycle.act import Act, Objection, Situation
from inspect_cli.domain.lifecycle.bundle import Bundle
from inspect_cli.domain.lifecycle.correctable import HELD
from inspect_cli.domain.lifecycle.correcting import Correction, corrected
from inspect_cli.domain.lifecycle.decision import Refused, applied, decide, registered
from inspect_cli.domain.lifecycle.unseen import Past
from inspect_cli.domain.record.declaration import fields_of
from inspect_cli.domain.record.issue import Entry, Issue, Measure
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.sheet.asked import changed_where_shown
from inspect_cli.domain.sheet.attribution import RecordFinder
from inspect_cli.domain.sheet.claims import ClaimedCell, RowClaim, claims_of
from inspect_cli.domain.sheet.columns import BY_KEY, OVERFLOW, TOTALS, becoming
from inspect_cli.domain.sheet.grid import CellPlace, Grid, Untaken, is_blank
from inspect_cli.domain.sheet.heads import HeadRow, recognised
from inspect_cli.domain.sheet.meaning import bare
from inspect_cli.domain.sheet.wishes import COLUMN_HINTS, Fallback, RowPlan, wished
from inspect_cli.domain.text import NOTHING, text
from inspect_cli.domain.words import Channel, Did, FileState, State
from inspect_cli.yamlsplice.change import Append, Change, Set


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeTerms:
    """What the command line says where a sheet does not, and how far it goes."""

    unit: str = ""
    channel: Channel | None = None
    notice: str = ""
    found_on: date | None = None
    fallback: Fallback = field(default_factory=Fallback)
    as_new: bool = False
    skipped: tuple[str, ...] = ()
    """Keys of columns that are not read."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One record that the sheet changes or brings; `before` is None for a new one."""

    place: CellPlace
    before: Issue | None
    after: Issue
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that came of a file: how it was understood, what it changes, what could not be taken, what is only to be said."""

    layouts: tuple[HeadRow, ...]
    not_understood: tuple[str, ...]
    taken: tuple[Taken, ...]
    untaken: tuple[Untaken, ...]
    said: tuple[Untaken, ...]
    rows: int
    unchanged: int


@dataclass(frozen=True)
class Registrar:
    """Who takes the rows in, and what is handed to whoever does: numbers, uids, moments."""

    by: str
    moment: Callable[[datetime | None], datetime]
    number: Callable[[str, Channel], str]
    uid: Callable[[], str]
    told: Callable[[int, int], None]
    past: Callable[[Issue], Past]
    """What of a record is saved."""


_ABOUT = frozenset(("uid", "id", "title", "text", "measures", "measure_text"))
"""A sheet without any of these columns is about no issue."""


def taken_in(grids: Sequence[Grid], ledger: Ledger, terms: IntakeTerms, desk: Registrar) -> Intake:
    """What the sheets ask for, decided; nothing is written."""
    after = terms.found_on or ledger.round.starts
    taker = _Taker(ledger, terms, desk)
    layouts: list[HeadRow] = []
    unknown: list[str] = []
    claims: list[RowClaim] = []
    for grid in grids:
        layout = recognised(grid)
        if layout is None or not _ABOUT & (layout.keys.keys() - set(terms.skipped)):
            if grid.name not in (TOTALS, OVERFLOW) and any(not is_blank(value) for row in grid.rows for value in row):
                unknown.append(grid.name)
            continue
        layouts.append(layout)
        found = claims_of(grid, layout, after, terms.skipped)
        claims += found.claims
        taker.untaken += layout.troubles
        taker.said += [*found.passed_over, *(one for claim in found.claims for one in claim.troubles if not one.weighs)]
    taker.take(claims)
    taken, untaken, said = tuple(taker.taken), tuple(taker.untaken), tuple(taker.said)
    return Intake(tuple(layouts), tuple(unknown), taken, untaken, said, len(claims), taker.unchanged)


def chosen(grids: Sequence[Grid], name: str) -> list[Grid]:
    """The sheet of this name, or all; hidden ones are not asked unless they are named."""
    return [one for one in grids if one.name == name] if name else [one for one in grids if not one.is_hidden]


class _Taker:
    def __init__(self, ledger: Ledger, terms: IntakeTerms, desk: Registrar) -> None:
        self._ledger, self._terms, self._desk = ledger, terms, desk
        self._records = RecordFinder(ledger.issues, ledger.round.id)
        self._files: dict[str, dict[str, FileState]] = {}
        for (issue_id, file), state in ledger.files.items():
            self._files.setdefault(issue_id, {})[file] = state
        self.taken: list[Taken] = []
        self.untaken: list[Untaken] = []
        self.said: list[Untaken] = []
        self.unchanged = 0

    def take(self, claims: Sequence[RowClaim]) -> None:
        """All claims: first those about records, record by record, then the new ones."""
        known: dict[str, list[RowClaim]] = {}
        by_uid: dict[str, Issue] = {}
        new: list[tuple[RowClaim, str]] = []
        for claim in claims:
            unit = self._unit(claim)
            found = unit if isinstance(unit, Untaken) else self._records.of(claim, unit, self._terms.as_new)
            if isinstance(found, Untaken):
                self.untaken.append(found)
            elif found is not None:
                by_uid[found.uid] = found
                known.setdefault(found.uid, []).append(claim)
            elif isinstance(unit, str):
                new.append((claim, unit))
        total = len(known) + len(new)
        for done, (uid, group) in enumerate(known.items(), 1):
            self._known(by_uid[uid], group)
            self._desk.told(done, total)
        self._new(new, len(known), total)

    # -- records ---------------------------------------------------------------------------------------------------

    def _known(self, issue: Issue, claims: Sequence[RowClaim]) -> None:
        once = self._once(issue, claims)
        if changed := changed_where_shown(issue, once, self._ledger):
            self.untaken += changed
            return
        if all(claim.is_untouched for claim in once):
            self.unchanged += 1
            return
        moment = self._desk.moment(issue.history[-1].at if issue.history else None)
        pattern = Act(verb=Did.PROGRESS, by=self._desk.by, at=moment)
        wish = wished(issue, once, self._ledger, pattern, self._terms.fallback)
        self.said += wish.said
        if wish.troubles:
            self.untaken += wish.troubles
        elif any(claim.troubles_that_weigh for claim in once):
            return  # a row is taken whole, or not at all; why not is told already
        elif wish.is_empty:
            self.unchanged += 1
        else:
            self._decide(issue, wish, once)

    def _once(self, issue: Issue, claims: Sequence[RowClaim]) -> list[RowClaim]:
        """Each row once: a second row of one sheet about the same issue, or the same measure, is no second wish."""
        kept: dict[tuple[str, str], RowClaim] = {}
        for claim in claims:
            key = (claim.place.sheet, claim.said("measure_id") or str(claim.place.row) if claim.is_of_measure else "")
            first = kept.get(key)
            if first is None:
                kept[key] = claim
                continue
            same = first.is_untouched and claim.is_untouched
            trouble = Untaken(
                claim.place,
                text("{issue} stands in row {row} of the sheet already", issue=issue.id, row=first.place.row + 1),
                text("leave one row; for a new issue clear its 编号 and the hidden column 唯一标识"),
                issue.id,
                weighs=not same,
            )
            (self.said if same else self.untaken).append(trouble)
        return list(kept.values())

    def _decide(self, issue: Issue, wish: RowPlan, claims: Sequence[RowClaim]) -> None:
        situation = self._situation(issue)
        edited, changes = issue, []
        if wish.edits:
            changes = self._edit_changes(issue, [change for change, _ in wish.edits], claims)
            edited = applied(issue, changes)
            past = self._desk.past(issue)
            objected = edit_objections(issue, edited, self._desk.by, self._ledger, past)
            if objected or new_errors(self._alone(issue), self._alone(edited)):
                try:
                    edited, changes = self._put_right(issue, wish, claims, past)
                except Refused as refused:
                    self._refuse(issue.id, [(one, wish.edits[0][1]) for one in refused.reasons])
                    return
        acts = [act for act, _ in wish.acts]
        try:
            decision = decide(edited, acts, situation) if acts else None
        except Refused:
            self._refuse(issue.id, _reasons(edited, wish.acts, situation))
            return
        after = decision.issue if decision else edited
        more = decision.changes if decision else ()
        place = (wish.edits or wish.acts)[0][1]
        self.taken.append(Taken(CellPlace(place.sheet, place.row), issue, after, (*changes, *more)))

    def _edit_changes(self, issue: Issue, changes: list[Change], claims: Sequence[RowClaim]) -> list[Change]:
        at = self._desk.moment(issue.history[-1].at)
        note = _said(claims, "note") or self._terms.fallback.note
        return [*changes, Append(("history",), Entry(at=at, by=self._desk.by, did=Did.EDIT, note=note))]

    def _put_right(self, issue: Issue, wish: RowPlan, claims: Sequence[RowClaim], past: Past) -> tuple[Issue, list[Change]]:
        """What no verb does, as corrections: the record's own fields, then part by part. Raises Refused."""
        now, changes, kept = issue, list[Change](), [one for at, one in enumerate(issue.history) if at not in past.unsaved]
        for part, values in _by_part(issue, wish).items():
            asked = Correction(
                values=values,
                by=self._desk.by,
                at=self._desk.moment(now.history[-1].at),
                part=part,
                reason=_said(claims, "note") or self._terms.fallback.note,
                approved_by=_said(claims, "approved_by") or self._terms.fallback.approved_by,
            )
            unsaved = frozenset(at for at, one in enumerate(now.history) if one not in kept)
            done = corrected(now, asked, replace(past, unsaved=unsaved), self._alone(now))
            now, changes = done.issue, [*changes, *done.changes]
        return now, changes

    def _alone(self, issue: Issue) -> Ledger:
        return replace(self._ledger, issues=(issue,))

    def _situation(self, issue: Issue) -> Situation:
        files = self._files.get(issue.id, {})
        return Situation(round=self._ledger.round, today=self._ledger.today, files=files, name=issue.id, present=self._ledger.present)

    def _refuse(self, name: str, reasons: Sequence[tuple[Objection, CellPlace]]) -> None:
        for reason, place in reasons:
            self.untaken.append(Untaken(place, reason.what, COLUMN_HINTS.get(reason.need, reason.fix), name))

    # -- new issues ------------------------------------------------------------------------------------------------

    def _new(self, claims: Sequence[tuple[RowClaim, str]], done: int, total: int) -> None:
        seen: dict[tuple[str, str], RowClaim] = {}
        for at, (claim, unit) in enumerate(claims, done + 1):
            self._desk.told(at, total)
            key = (unit, bare(claim.said("text") or claim.said("title")))
            first = seen.setdefault(key, claim)
            if first is not claim and key[1]:
                where = first.place
                said = text("the same text stands in row {row} of sheet {sheet}", row=where.row + 1, sheet=where.sheet)
                self.untaken.append(Untaken(claim.place, said, text("leave one of them")))
            elif claim.troubles_that_weigh:
                self.untaken += claim.troubles_that_weigh
            else:
                self._register(claim, unit)

    def _register(self, claim: RowClaim, unit: str) -> None:
        channel = claim.value("channel") if "channel" in claim.cells else self._terms.channel
        lacking = list(self._lacking(claim, unit, channel))
        if lacking:
            self.untaken += lacking
            return
        assert isinstance(channel, Channel)
        draft = self._draft(claim, channel)
        at = self._desk.moment(None)
        act = Act(verb=Did.REGISTER, by=self._desk.by, at=at, note=_register_note(claim), due=draft.due)
        numbered = replace(draft, id=f"{unit}-{channel.letter}000")
        more = self._further(claim, numbered, act)
        try:
            made = registered(numbered, act, self._situation(numbered), [one for one, _ in more])
        except Refused as refused:
            self._refuse("", _reasons_of_new(numbered, act, more, self._situation(numbered), claim, refused))
            return
        self.taken.append(Taken(claim.place, None, replace(made, id=self._desk.number(unit, channel))))

    def _lacking(self, claim: RowClaim, unit: str, channel: object) -> Iterator[Untaken]:
        if not (claim.said("text") or claim.said("title")):
            yield Untaken(claim.place, text("the row names no issue and brings no text"), text("fill in the column 问题原文"))
            return
        if not unit:
            how = text("--unit CODE, one of {units}", units=[one.code for one in self._ledger.round.units])
            yield Untaken(claim.place, text("the sheet does not say which unit it is"), how)
        if not channel:
            how = text("--channel immediate|during|feedback, or a column 整改方式")
            yield Untaken(claim.place, text("the sheet does not say how the issue came to the unit"), how)
        elif self._found_on(claim, channel) is None:
            how = text("--found-on DATE, or a column 发现（移交）日期")
            yield Untaken(claim.place, text("the sheet does not say when it was found"), how)

    def _found_on(self, claim: RowClaim, channel: object) -> date | None:
        return claim.day("found_on") or self._terms.found_on or (self._ledger.round.feedback_on if channel is Channel.FEEDBACK else None)

    def _unit(self, claim: RowClaim) -> str | Untaken:
        """The code of the row's unit: by its own cell, else by the command line, else the only one there is; "" where nothing says."""
        round_: Round = self._ledger.round
        given = claim.cells.get("unit")
        if given and not claim.is_own and not claim.said("uid"):
            said = bare(str(given.value))
            found = [one.code for one in round_.units if said.upper() == one.code or said == bare(one.name)]
            found = found or [one.code for one in round_.units if len(said) >= 3 and (said in bare(one.name) or bare(one.name) in said)]
            if len(found) == 1:
                return found[0]
            if self._terms.unit:
                return self._terms.unit
            return Untaken(
                given.place,
                text("“{said}” is no unit of round {round}", said=str(given.value)[:40], round=round_.id),
                text("its units: {units}", units=[f"{one.code} {one.name}" for one in round_.units]),
            )
        only = round_.units[0].code if len(round_.units) == 1 else ""
        return self._terms.unit or only

    def _draft(self, claim: RowClaim, channel: Channel) -> Issue:
        body = claim.said("text") or claim.said("title")
        due = claim.day("due")
        heading = claim.said("heading").split("\n") if claim.said("heading") else []
        columns = [BY_KEY[key] for key in becoming(Did.REGISTER)]
        said = {one.route[0]: claim.value(one.key) for one in columns if len(one.route) == 1 and claim.value(one.key) is not None}
        made: dict[str, Any] = said | {
            "uid": self._desk.uid(),
            "id": "",
            "channel": channel,
            "title": claim.said("title") or short_title(body),
            "text": body,
            "notice": claim.said("notice") or self._terms.notice,
            "found_on": self._found_on(claim, channel),
            "path": tuple(filter(None, (claim.said("aspect"), *heading))),
            "original_due": due,
            "due": due,
            "state": State.REGISTERED,
        }
        return Issue(**made)

    def _further(self, claim: RowClaim, draft: Issue, act: Act) -> list[tuple[Act, CellPlace]]:
        """What comes after registering: the measures, and as far as the sheet says it has got."""
        acts: list[tuple[Act, CellPlace]] = []
        for step in claim.steps:
            measure = Measure(id="", text=step.text, owner=step.owner, due=step.due or draft.due)
            acts += [(one, step.place) for one in Bundle(act=replace(act, verb=Did.MEASURE, measure=measure)).acts(draft)]
        state, answer = claim.cells.get("state"), claim.cells.get("progress")
        wanted = state.value if state else (State.IN_PROGRESS if answer else State.REGISTERED)
        place = (state or answer or ClaimedCell(None, claim.place)).place
        if wanted is State.REGISTERED and not answer:
            return acts
        plain = Act(verb=Did.START, by=act.by, at=act.at)
        acts.append((plain, place))
        last = {
            State.BASICALLY_DONE: (Did.NEARLY,),
            State.DONE: (Did.FINISH,),
            State.CLOSED: (Did.FINISH, Did.CLOSE),
            State.VOID: (Did.VOID,),
        }.get(wanted, ())  # type: ignore[call-overload]
        said = str(answer.value) if answer else ""
        if answer and not last:
            acts.append((replace(plain, verb=Did.PROGRESS, note=said), answer.place))
        return acts + [(replace(plain, verb=verb, note=said or claim.said("note")), place) for verb in last]


def _said(claims: Sequence[RowClaim], key: str) -> str:
    """What the first row that says anything there says."""
    return next((claim.said(key) for claim in claims if claim.said(key)), "")


def _by_part(issue: Issue, wish: RowPlan) -> dict[str, dict[str, Any]]:
    """The values that cells ask for, by key of the field, for the record ("") and for each measure."""
    found: dict[str, dict[str, Any]] = {}
    for change, _ in wish.edits:
        head, *inner = change.path
        value = change.value if isinstance(change, Set) else None
        if len(inner) == 2:
            found.setdefault(getattr(issue, str(head))[inner[0]].id, {})[str(inner[1])] = value
        elif not inner and head in HELD:
            found.setdefault("", {}).update(
                {f"{head}.{name}": given for name in fields_of(HELD[str(head)]) if (given := getattr(value, name))}
            )
        else:
            found.setdefault("", {})[".".join(map(str, change.path))] = value
    return found


def short_title(body: str) -> str:
    """A title for an issue that came with its text alone: the first sentence, cut where it is long."""
    first = next((part for part in body.replace("。", "\n").replace("；", "\n").split("\n") if part.strip()), body).strip()
    return first if len(first) <= 40 else f"{first[:39]}…"


def _register_note(claim: RowClaim) -> str:
    """The sheet's own remark, and a time limit that says more than a day, in its own words."""
    due = claim.cells.get("due")
    limit = f"时限原文：{due.said}" if due and due.said else ""
    return "；".join(filter(None, (claim.said("note"), limit)))


def _reasons(issue: Issue, acts: Sequence[tuple[Act, CellPlace]], situation: Situation) -> list[tuple[Objection, CellPlace]]:
    """Every reason with the cell whose act it is against."""
    found: list[tuple[Objection, CellPlace]] = []
    for number, (_, place) in enumerate(acts, 1):
        try:
            decide(issue, [act for act, _ in acts[:number]], situation)
        except Refused as refused:
            found += [(reason, place) for reason in refused.reasons if reason not in [one for one, _ in found]]
    return found


def _reasons_of_new(
    draft: Issue, act: Act, more: Sequence[tuple[Act, CellPlace]], situation: Situation, claim: RowClaim, refused: Refused
) -> list[tuple[Objection, CellPlace]]:
    try:
        made = registered(draft, act, situation)
    except Refused:
        return [(replace_fix(reason), claim.place) for reason in refused.reasons]
    return [(replace_fix(reason), place) for reason, place in _reasons(made, more, situation)]


def replace_fix(reason: Objection) -> Objection:
    """A new issue has no number yet: a command that names one is no advice."""
    return Objection(reason.what, NOTHING if "{id}" in reason.fix.english else reason.fix, reason.need)
