"""What the rows about one record ask for: edits and acts, in the order in which they can be done; each with its cell.

Nothing is decided here: `intake` asks `decide` and the rules of `edit`, as any command does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.lifecycle.act import Act
from inspect_cli.domain.lifecycle.moves import MOVES
from inspect_cli.domain.record.declaration import fields_of
from inspect_cli.domain.record.issue import Issue, LongTerm, Measure
from inspect_cli.domain.sheet.asked import NewContent, asked_of, not_from_a_sheet
from inspect_cli.domain.sheet.claims import ClaimedCell, RowClaim
from inspect_cli.domain.sheet.columns import BY_KEY, ColumnUse, becoming
from inspect_cli.domain.sheet.grid import CellPlace, Untaken
from inspect_cli.domain.sheet.rows import plain
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, State
from inspect_cli.yamlsplice.change import Change, Set


@dataclass
class RowPlan:
    """What a sheet asks for on one record."""

    edits: list[tuple[Change, CellPlace]] = field(default_factory=list)
    acts: list[tuple[Act, CellPlace]] = field(default_factory=list)
    troubles: list[Untaken] = field(default_factory=list)
    said: list[Untaken] = field(default_factory=list)
    """What only is to be known."""

    @property
    def is_empty(self) -> bool:
        """Nothing is asked for."""
        return not self.edits and not self.acts


@dataclass(frozen=True, slots=True)
class Fallback:
    """What the command line brings where a row says nothing: a reason, who approved."""

    note: str = ""
    approved_by: str = ""


_OWNERS = becoming(Did.HAND_OVER)
_CLASS = tuple(sorted(becoming(Did.RECLASSIFY), key=lambda key: not BY_KEY[key].route))
_EDITED = becoming(Did.EDIT)
_LONG_TERM = becoming(Did.LONG_TERM)


def wished(issue: Issue, claims: Sequence[RowClaim], ledger: Ledger, pattern: Act, fallback: Fallback) -> RowPlan:
    """What the rows ask for; `pattern` says who asks and when."""
    asked = asked_of(issue, claims, ledger)
    if asked.troubles:
        return RowPlan(troubles=asked.troubles)
    return _Planner(issue, asked, pattern, fallback).wish()


# -- in which order it can be done -------------------------------------------------------------------------------------


class _Planner:
    """Turns what is asked into edits and acts."""

    def __init__(self, issue: Issue, asked: NewContent, pattern: Act, fallback: Fallback) -> None:
        self._issue, self._asked = issue, asked
        self._plain = pattern
        self._note = asked.words("note") or fallback.note
        self._approver = asked.words("approved_by") or fallback.approved_by
        self._wish = RowPlan(troubles=asked.troubles)
        self._answer_used = False
        self._used: set[str] = set()
        """The keys whose change has become an edit or an act."""

    def wish(self) -> RowPlan:
        """All of it."""
        self._edits()
        verb = self._verb()
        if verb in (Did.RETURN, Did.REOPEN):
            self._move(verb)
        self._measures()
        if verb is Did.START:
            self._start()
        else:
            self._hand_over()
            self._extend()
        self._reclassify()
        self._long_term()
        last = verb if verb and verb not in (Did.START, Did.RETURN, Did.REOPEN) else None
        if not (last and self._takes_the_answer(last)):
            self._progress()
        if last:
            self._move(last)
        if self._asked.value("sustained"):
            self._do(Did.SUSTAIN, "sustained", note=self._note)
        self._left_over()
        return self._wish

    def _do(self, verb: Did, *keys: str, **fields: object) -> None:
        self._used |= set(keys)
        act = self._plain.saying(verb=verb, **fields)
        self._wish.acts.append((act, self._asked.place(*keys)))

    def _verb(self) -> Did | None:
        """The one legal move to the state that the sheet says; where there is none, one that leads there says why not."""
        wanted = self._asked.value("state")
        if not isinstance(wanted, State):
            return None
        leading = [move.verb for move in MOVES if move.to is wanted and move.verb is not Did.REGISTER]
        legal = [move.verb for move in MOVES if move.to is wanted and self._issue.state in move.starts]
        if not leading:
            said, how = text("nothing leads back to {state}", state=wanted), text("inspect why {id}", id=self._issue.id)
            self._asked.refuse(self._asked.place("state"), said, how)
            self._used.add("state")
            return None
        return legal[0] if len(legal) == 1 else leading[0]

    def _takes_the_answer(self, verb: Did) -> bool:
        """The new 整改情况 is what the move says; a reason of its own in 备注 comes before it where no result is asked for."""
        return bool(self._asked.value("progress")) and (verb in (Did.NEARLY, Did.FINISH) or not self._note)

    def _move(self, verb: Did) -> None:
        note = self._note
        if self._takes_the_answer(verb):
            note, self._answer_used = self._asked.words("progress"), True
            self._used.add("progress")
        approver = self._approver if verb is Did.VOID else ""
        self._do(verb, "state", note=note, approved_by=approver)

    def _start(self) -> None:
        owners = {name: self._asked.words(name) for name in _OWNERS}
        self._do(Did.START, "state", *_OWNERS, "due", **owners, due=self._asked.day("due"), note=self._note)

    def _hand_over(self) -> None:
        if any(name in self._asked.cells for name in _OWNERS):
            self._do(Did.HAND_OVER, *_OWNERS, note=self._note, **{name: self._asked.words(name) for name in _OWNERS})

    def _extend(self) -> None:
        due = self._asked.day("due")
        if due and self._issue.due and due < self._issue.due and "delay_reason" not in self._asked.cells:  # that is no extension
            self._used.add("due")
            self._wish.edits.append((Set(("due",), due), self._asked.place("due")))
        elif due:
            reason = self._asked.words("delay_reason") or self._note
            self._do(
                Did.EXTEND, "due", due=due, note=reason, approved_by=self._approver, approved_on=self._asked.day("approved_on")
            )  # fmt: skip

    def _reclassify(self) -> None:
        if not any(name in self._asked.cells for name in _CLASS):
            return
        path: tuple[str, ...] = ()
        if "aspect" in self._asked.cells or "heading" in self._asked.cells:
            aspect = self._asked.words("aspect") or next(iter(self._issue.path), "")
            below = self._asked.words("heading").split("\n") if "heading" in self._asked.cells else self._issue.path[1:]
            path = tuple(filter(None, (aspect, *below)))
        words = {name: self._asked.value(name) for name in _CLASS if BY_KEY[name].route}
        self._do(Did.RECLASSIFY, *_CLASS, **words, path=path, note=self._note, approved_by=self._approver)

    def _long_term(self) -> None:
        if not any(name in self._asked.cells for name in _LONG_TERM):
            return
        had = self._issue.long_term or LongTerm()
        reason = self._asked.words("long_term_reason") or had.reason
        goal = self._asked.words("long_term_goal") or had.goal
        day = self._asked.day("review_on") or had.review_on
        further = {BY_KEY[key].route[-1]: self._asked.value(key) for key in _LONG_TERM if key in self._asked.cells}
        more = {name: value for name, value in further.items() if name not in ("reason", "goal", "review_on")}
        self._do(Did.LONG_TERM, *_LONG_TERM, note=reason, goal=goal, review_on=day, **more)

    def _progress(self) -> None:
        if self._asked.value("progress") and not self._answer_used:
            self._do(Did.PROGRESS, "progress", note=self._asked.words("progress"))

    def _measures(self) -> None:
        due = self._asked.day("due") if self._asked.value("state") is State.IN_PROGRESS else None
        steps = [(Measure(id="", text=one.text, owner=one.owner, due=one.due or due), one.place) for one in self._asked.steps]
        for measure, place in (*steps, *self._asked.added):
            self._wish.acts.append((replace(self._plain, verb=Did.MEASURE, measure=measure), place))
        for name, cells in self._asked.parts.items():
            self._part(name, cells)

    def _part(self, name: str, cells: dict[str, ClaimedCell]) -> None:
        """One known measure: done by its verb, other fields by the way of `edit`."""
        index = [measure.id for measure in self._issue.measures].index(name)
        had = self._issue.measures[index]
        is_done_now = "measure_done_on" in cells and had.done_on is None
        for key, given in cells.items():
            if is_done_now and key in ("measure_done_on", "measure_document"):
                continue
            self._wish.edits.append((Set(("measures", index, *BY_KEY[key].route), given.value), given.place))
        if is_done_now:
            done = cells["measure_done_on"]
            paper = plain(cells["measure_document"].value) if "measure_document" in cells else ""
            act = replace(
                self._plain, verb=Did.MEASURE, measures_done=(name,), done_on=done.value, document=paper, note=self._note  # type: ignore[arg-type]
            )  # fmt: skip
            self._wish.acts.append((act, done.place))

    def _edits(self) -> None:
        """Fields that no verb is about."""
        for key in _EDITED:
            if key not in self._asked.cells:
                continue
            self._used.add(key)
            change = self._edit(BY_KEY[key].route)
            if change not in [one for one, _ in self._wish.edits]:
                self._wish.edits.append((change, self._asked.place(key)))

    def _edit(self, route: tuple[str, ...]) -> Change:
        """The field becomes what its cell says; a record inside the issue that is not there yet is made of all its cells."""
        holder = route[0]
        given = {BY_KEY[key].route: self._asked.value(key) for key in _EDITED if key in self._asked.cells}
        if len(route) == 1 or getattr(self._issue, holder) is not None:
            return Set(route, given[route])
        made = fields_of(Issue)[holder].part
        assert made is not None
        return Set((holder,), made(**{one[1]: value for one, value in given.items() if one[0] == holder}))

    def _left_over(self) -> None:
        """What was filled in and goes with nothing: it must not vanish."""
        for key in self._asked.cells:
            if key not in self._used and BY_KEY[key].use is not ColumnUse.GOES_WITH:
                self._asked.troubles.append(not_from_a_sheet(self._issue, key, self._asked.place(key)))
        needs: dict[str, Callable[[Act], bool]] = {
            "note": lambda act: bool(act.note),
            "delay_reason": lambda act: act.verb is Did.EXTEND,
            "approved_by": lambda act: bool(act.approved_by),
            "approved_on": lambda act: act.verb is Did.EXTEND,
        }
        acts = [act for act, _ in self._wish.acts]
        for key, takes in needs.items():
            if (
                key in self._asked.cells
                and not any(takes(act) for act in acts)
                and not (key in ("note", "approved_by") and self._wish.edits)
            ):
                left = Untaken(
                    self._asked.place(key),
                    text("{column} goes with a change, and the row changes nothing that would take it", column=BY_KEY[key].head),
                    _WHERE_A_NOTE_GOES,
                    self._issue.id,
                    weighs=self._asked.is_own,
                )
                (self._wish.troubles if left.weighs else self._wish.said).append(left)


_WHERE_A_NOTE_GOES = text("what was done goes into 整改情况; a reason goes with a change of state, date, owner or class")

COLUMN_HINTS: Mapping[str, Text] = {
    "--note": text("fill in the column 整改情况 or 备注, or --note"),
    "--reason": text("fill in the column 备注 (for a later date: 延期原因), or --note"),
    "--approved-by": text("fill in the column 批准人, or --approved-by"),
    "--leader": text("fill in the column 责任领导"),
    "--department": text("fill in the column 责任部门"),
    "--due": text("fill in the column 完成时限"),
    "--to": text("fill in the column 完成时限"),
    "--measure": text("fill in the column 整改措施"),
    "--measures-done": text("fill in 措施完成日期 on the sheet 任务清单, or inspect measure done"),
    "--goal": text("fill in the column 阶段目标"),
    "--review-on": text("fill in the column 下次复查日期"),
    "--notice": text("fill in the column 通知书编号, or --notice"),
    "--found-on": text("fill in the column 发现（移交）日期, or --found-on"),
}
"""The column that brings what a guard misses, for who fills in a sheet: by the flag that would bring it."""
