"""What the rows about one record say that is new, from all sheets together, and what of it cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.lifecycle.correctable import fields_at
from inspect_cli.domain.mending import corrected_by
from inspect_cli.domain.record.fingerprint import fingerprint
from inspect_cli.domain.record.issue import ANSWERS, Issue, Measure
from inspect_cli.domain.sheet.claims import ClaimedCell, ClaimedMeasure, RowClaim
from inspect_cli.domain.sheet.columns import BY_KEY, OF_MEASURES, ColumnUse
from inspect_cli.domain.sheet.escaping import is_too_long, overflow_number
from inspect_cli.domain.sheet.grid import CellPlace, Untaken
from inspect_cli.domain.sheet.meaning import bare
from inspect_cli.domain.sheet.rows import CellValue, SheetRow, issue_row, measure_row, plain
from inspect_cli.domain.sheet.steps import with_ids
from inspect_cli.domain.text import Text, text


@dataclass
class NewContent:
    """Everything the rows say of an issue that is new, from all sheets."""

    issue: Issue
    cells: dict[str, ClaimedCell] = field(default_factory=dict)
    parts: dict[str, dict[str, ClaimedCell]] = field(default_factory=dict)
    """By measure id."""
    steps: list[ClaimedMeasure] = field(default_factory=list)
    added: list[tuple[Measure, CellPlace]] = field(default_factory=list)
    troubles: list[Untaken] = field(default_factory=list)
    is_own: bool = False
    """Some of it stands in rows of an export, where nothing is there by chance."""

    def refuse(self, place: CellPlace, what: Text, fix: Text, is_conflict: bool = False) -> None:
        """What stands there cannot be taken."""
        self.troubles.append(Untaken(place, what, fix, self.issue.id, is_conflict=is_conflict))

    def value(self, key: str) -> CellValue:
        """What a cell says, None where it says nothing new."""
        given = self.cells.get(key)
        return given.value if given else None

    def words(self, key: str) -> str:
        """The same as text."""
        return plain(self.value(key))

    def day(self, key: str) -> date | None:
        """The same as a day."""
        value = self.value(key)
        return value if isinstance(value, date) else None

    def place(self, *keys: str) -> CellPlace:
        """Where the first of them stands."""
        return next(self.cells[key].place for key in keys if key in self.cells)


def changed_where_shown(issue: Issue, claims: Sequence[RowClaim], ledger: Ledger) -> list[Untaken]:
    """Cells of an export that only show what the record says, and say something else now: no command takes that, so it is named."""
    rows = [claim for claim in claims if claim.shown]
    now = issue_row(issue, ledger) if rows else {}
    return [
        not_from_a_sheet(issue, key, cell.place)
        for claim in rows
        if claim.said("fingerprint") == now["fingerprint"]
        for key, cell in claim.shown.items()
        if plain(cell.value) != plain(now.get(key)) and not is_too_long(plain(now.get(key)))
    ]


def not_from_a_sheet(issue: Issue, key: str, place: CellPlace) -> Untaken:
    """A change that no command takes from a sheet."""
    said = text("{column} was changed, and no command takes this change from a sheet", column=BY_KEY[key].head)
    return Untaken(place, said, text("put it back, or change it in the record: {how}", how=_in_the_record(issue, key)), issue.id)


def _in_the_record(issue: Issue, key: str, value: str | None = None) -> Text:
    """The command that changes the field of a column in the record itself."""
    field = ".".join(BY_KEY[key].route)
    return corrected_by(issue.id, field, value) if field in fields_at("") else text("inspect edit {id}", id=issue.id)


def asked_of(issue: Issue, claims: Sequence[RowClaim], ledger: Ledger) -> NewContent:
    """What the rows about one issue say that its record does not."""
    asked = NewContent(issue)
    now, mark = issue_row(issue, ledger), ""
    for claim in claims:
        if claim.is_untouched:
            continue
        asked.troubles += claim.troubles_that_weigh
        before = NewContent(issue)
        _read_row(before, claim, now)
        if claim.is_own and (before.cells or before.parts or before.added or before.troubles):
            mark = mark or fingerprint(issue)
            if claim.said("fingerprint") != mark:
                _refuse_conflict(asked, claim, before)
                continue
        asked.is_own = asked.is_own or claim.is_own
        _merge(asked, before)
    return asked


def _refuse_conflict(asked: NewContent, claim: RowClaim, changed: NewContent) -> None:
    keys = [*changed.cells, *(key for part in changed.parts.values() for key in part)]
    places = [given.place for key, given in changed.cells.items() if BY_KEY[key].use is not ColumnUse.GOES_WITH]
    columns = [BY_KEY[key].head for key in dict.fromkeys(keys)] or [BY_KEY["measures"].head]
    asked.refuse(
        places[0] if places else claim.place,
        text("both the record {issue} and this row changed since the export: {columns}", issue=asked.issue.id, columns=columns),
        text("export again and enter the change there, or make it with a command"),
        is_conflict=True,
    )


def _merge(asked: NewContent, more: NewContent) -> None:
    for key, given in more.cells.items():
        _put(asked, asked.cells, key, given)
    for part, cells in more.parts.items():
        for key, given in cells.items():
            _put(asked, asked.parts.setdefault(part, {}), key, given)
    asked.added += [one for one in more.added if bare(one[0].text) not in {bare(other.text) for other, _ in asked.added}]
    asked.steps += [one for one in more.steps if bare(one.text) not in {bare(other.text) for other in asked.steps}]
    asked.troubles += more.troubles


def _put(asked: NewContent, cells: dict[str, ClaimedCell], key: str, given: ClaimedCell) -> None:
    there, column = cells.setdefault(key, given), BY_KEY[key]
    if plain(there.value) != plain(given.value) and column.use is not ColumnUse.GOES_WITH:
        cell, sheet = there.place.cell, there.place.sheet
        said = text("{column} says another thing than cell {cell} of sheet {sheet}", column=column.head, cell=cell, sheet=sheet)
        asked.refuse(given.place, said, text("change one of the two"))


def _read_row(asked: NewContent, claim: RowClaim, now: SheetRow) -> None:
    """What one row says that the record does not."""
    issue = asked.issue
    if claim.is_of_measure:
        _read_part(asked, claim)
    for key in sorted(claim.keys, key=list(BY_KEY).index):
        column, given = BY_KEY[key], claim.cells.get(key)
        if column.use is ColumnUse.GOES_WITH and given:
            if claim.is_own or not _is_on_record(issue, plain(given.value)):
                asked.cells[key] = given
        elif key in ("measures", "id", "uid") or key in OF_MEASURES or column.use not in (ColumnUse.FIXED, ColumnUse.CHANGES):
            continue
        elif given is None or given.value is None:
            _refuse_emptied(asked, claim, key, now)
        elif plain(given.value) != plain(now.get(key)) and (claim.is_own or _says_more(issue, key, given)):
            if overflow_number(plain(given.value)) is not None and is_too_long(plain(now.get(key))):
                said = text("the cell holds only the beginning of a text that is too long for it, and was changed")
                asked.refuse(
                    given.place, said, text("put the cell back, and change the text in the record: inspect edit {id}", id=issue.id)
                )
            elif column.use is not ColumnUse.FIXED:
                asked.cells[key] = given
            elif claim.is_own or key == "channel":
                said = text("{column} of an issue is not changed in a sheet", column=column.head)
                how = text("put it back, or change it in the record: {how}", how=_in_the_record(issue, key))
                asked.refuse(given.place, said, how)
    if claim.is_own and (named := claim.cells.get("id")) and plain(named.value) != issue.id:
        said = text("the number of an issue is not changed in a sheet")
        asked.refuse(named.place, said, text("inspect renumber {id}", id=issue.id))
    if "measures" in claim.keys and not claim.is_of_measure:
        _read_steps(asked, claim)


def _refuse_emptied(asked: NewContent, claim: RowClaim, key: str, now: SheetRow) -> None:
    """A cell of an export in which the record's own words no longer stand."""
    if claim.is_own and plain(now.get(key)) and not claim.is_misread(key):
        said = text("{column} was emptied; a sheet takes nothing away", column=BY_KEY[key].head)
        how = _in_the_record(asked.issue, key, "")
        asked.refuse(claim.place_of(key), said, text("put it back, or take it out of the record: {how}", how=how))


def _is_on_record(issue: Issue, said: str) -> bool:
    """A remark that stands in the history already, where an earlier import of the same sheet put it."""
    return any(said in (entry.note, entry.approved_by) or entry.note.startswith(f"{said}；") for entry in issue.history)


def _says_more(issue: Issue, key: str, given: ClaimedCell) -> bool:
    """A cell of an office's own sheet says something that the record does not say in other words already."""
    said = bare(plain(given.value))
    if key in ("text", "title"):
        return said not in (bare(issue.text), bare(issue.title))
    if key == "progress":
        return said not in {bare(entry.note) for entry in issue.history if entry.did in ANSWERS}
    if key in ("aspect", "heading"):
        return said not in {bare(one) for one in issue.path}
    return said != bare(plain(getattr(issue, key, None)))


def _read_steps(asked: NewContent, claim: RowClaim) -> None:
    """The measures in one cell: known ones stay as they are, further ones are added, and none is dropped."""
    issue = asked.issue
    if not claim.is_own:
        known = {bare(measure.text) for measure in issue.measures}
        asked.steps += [step for step in claim.steps if bare(step.text) not in known]
        return
    given = claim.cells.get("measures")
    place = given.place if given else claim.place_of("measures")
    said, new = with_ids(plain(given.value) if given else "", issue.measures)
    for measure in issue.measures:
        words = said.get(measure.id)
        if words is None:
            asked.refuse(
                place,
                text("measure {measure} no longer stands in the cell; a sheet drops nothing", measure=measure.id),
                text("put it back, or inspect measure drop {id} {measure} --reason …", id=issue.id, measure=measure.id),
            )
        elif plain(words) != plain(measure.text):
            asked.parts.setdefault(measure.id, {})["measure_text"] = ClaimedCell(words, place)
    asked.steps += [ClaimedMeasure(one, place) for one in new]


def _read_part(asked: NewContent, claim: RowClaim) -> None:
    """A row that is a measure: a known one, or a new one without an id."""
    named, measures = claim.said("measure_id"), {one.id: one for one in asked.issue.measures}
    if not named:
        _read_new_part(asked, claim)
    elif named not in measures:
        asked.refuse(
            claim.place_of("measure_id"),
            text(
                "{issue} has no measure {measure}; it has {known}",
                issue=asked.issue.id,
                measure=named,
                known=list(measures) or text("none"),
            ),
            text("for a new measure leave the column 措施编号 empty"),
        )
    else:
        now = measure_row(measures[named])
        for key in (key for key in claim.keys if key in OF_MEASURES and key != "measure_id"):
            given = claim.cells.get(key)
            if given is None or given.value is None:
                _refuse_emptied(asked, claim, key, now)
            elif plain(given.value) != plain(now.get(key)):
                asked.parts.setdefault(named, {})[key] = given


def _read_new_part(asked: NewContent, claim: RowClaim) -> None:
    measure, done = _new_measure(claim), claim.cells.get("measure_done_on")
    if not measure.text or bare(measure.text) in {bare(one.text) for one in asked.issue.measures}:
        return
    asked.added.append((measure, claim.place))
    if done and done.value is not None:
        said = text("a new measure is added first, and done afterwards")
        how = text("leave 措施完成日期 empty now; fill it in after the import, or inspect measure done {id} …", id=asked.issue.id)
        asked.refuse(done.place, said, how)


def _new_measure(claim: RowClaim) -> Measure:
    values = {BY_KEY[key].route[0]: claim.value(key) for key in OF_MEASURES if key != "measure_done_on"}
    said: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    return Measure(**said | {"id": "", "text": claim.said("measure_text")})
