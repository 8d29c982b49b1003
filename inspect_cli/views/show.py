"""One issue, whole: what was found, who answers, what is planned and proved, and everything that was done."""

from __future__ import annotations

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.record.declaration import Declared, fields_of
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.record.issue import Entry, Evidence, Issue, Measure, Waiver
from inspect_cli.domain.text import text
from inspect_cli.domain.words import FileState, Word
from inspect_cli.views.noted import Units, noted_now, put_right, was_before
from inspect_cli.views.page import Block, Cell, Facts, Lines, Page, Table, Tone, Verbatim, cells, columns, line, loose


def page(issue: Issue, ledger: Ledger) -> Page:
    """The issue as a page."""
    blocks: list[Block] = [_facts(issue, ledger), Verbatim(issue.text, Cell(FIELDS["text"], Tone.STRONG))]
    if was := was_before(issue, "text"):
        blocks.append(Lines([line(text("before it was corrected: {was}", was=was))]))
    if issue.measures:
        blocks.append(_measures(issue))
    if issue.evidence:
        blocks.append(_evidence(issue, ledger))
    if issue.extensions:
        heads = columns(text("new due date"), loose(text("reason")), loose(text("approved by")), text("on"))
        rows = [cells(e.to, e.reason, e.approved_by, e.approved_on or "—") for e in issue.extensions]
        blocks.append(Table(heads, rows, title=Cell(FIELDS["extensions"], Tone.STRONG), wrap=True))
    if issue.waivers:
        labels = fields_of(Waiver)
        heads = columns(labels["rule"].word, loose(labels["reason"].word, 2), loose(labels["by"].word), labels["on"].word)
        rows = [cells(waiver.rule, waiver.reason, waiver.by, waiver.on) for waiver in issue.waivers]
        blocks.append(Table(heads, rows, title=Cell(FIELDS["waivers"], Tone.STRONG), wrap=True))
    return (*blocks, _history(issue, ledger.round.unit_name))


_FIRST = ("state", "channel", "unit")
_LAST = ("similar", "recurs", "carried_from", "carried_to", "uid", "long_term", "outcomes", "withheld")
_ELSEWHERE = {"id", "title", "text", "original_due", "sustained", "measures", "evidence", "extensions", "waivers", "history"}
"""In the heading, in blocks of their own, or beside another fact."""


def _facts(issue: Issue, ledger: Ledger) -> Facts:
    plain = {name: _plain(one, getattr(issue, name)) for name, one in fields_of(Issue).items()}
    said = plain | _in_words(issue, ledger)
    between = [name for name in plain if name not in {*_FIRST, *_LAST, *_ELSEWHERE}]
    corrected = {name: put_right(issue, name, said[name], units=ledger.round.unit_name) for name in said}
    shown = [(FIELDS[name], Cell(corrected[name])) for name in (*_FIRST, *between, *_LAST) if said[name] not in (None, "", [])]
    return Facts(shown, Cell(text("{ref}  {title}", ref=ledger.ref(issue), title=put_right(issue, "title", issue.title)), Tone.STRONG))


def _plain(declared: Declared, value: object) -> object:
    """What a field holds, where no words of its own are found for it below."""
    if declared.part is declared.kind and value is not None:
        held = ((one.word, getattr(value, name)) for name, one in fields_of(declared.kind).items())
        return [text("{field}: {value}", field=label, value=inner) for label, inner in held if inner]
    if isinstance(value, bool):
        return Word("是", "yes") if value else None
    return list(value) if isinstance(value, tuple) else value


def _in_words(issue: Issue, ledger: Ledger) -> dict[str, object]:
    """The facts that say more than their field holds."""
    found: dict[str, object] = {
        "state": _state(issue),
        "unit": ledger.round.unit_name(issue.unit),
        "path": " / ".join(issue.path),
        "due": _due(issue, ledger),
    }
    if issue.long_term:
        long = issue.long_term
        found["long_term"] = text(
            "{reason}; goal: {goal}; next review {day}", reason=long.reason, goal=long.goal, day=long.review_on or "—"
        )
    if issue.outcomes:
        out = issue.outcomes
        found["outcomes"] = text(
            "rules made {rules}, money recovered {money} (10,000 yuan), people handled: {people}",
            rules=out.rules_made,
            money=out.money_recovered,
            people=[f"{kind} {count}" for kind, count in out.people.items()] or 0,
        )
    if issue.withheld:
        found["withheld"] = text("{reason} (approved by {who})", reason=issue.withheld.reason, who=issue.withheld.approved_by)
    return found


def _state(issue: Issue) -> object:
    return text("{state}, to be kept up", state=issue.state) if issue.sustained else issue.state


def _due(issue: Issue, ledger: Ledger) -> object:
    due, days = ledger.due(issue), ledger.days_left(issue)
    if due is None:
        return None
    moved = issue.original_due is not None and issue.original_due != due
    base = text("{due} (originally {original})", due=due, original=issue.original_due) if moved else due
    if days is None:
        return base
    return (
        text("{due}, {days} {days:day|days} late", due=base, days=-days)
        if days < 0
        else text("{due}, {days} {days:day|days} left", due=base, days=days)
    )


def _measures(issue: Issue) -> Table:
    heads = columns("", loose(text("what will be done"), 3), FIELDS["kind"], loose(text("owner")), FIELDS["due"], text("done on"))

    def row(measure: Measure) -> tuple[Cell, ...]:
        words = put_right(issue, "text", measure.text, measure.id)
        said = text("{text} ({document})", text=words, document=measure.document) if measure.document else words
        done = Cell(measure.done_on, Tone.GOOD) if measure.done_on else Cell(text("open"), Tone.WARN)
        held = (measure.kind or "—", measure.owner or issue.department or "—", measure.due or issue.due or "—")
        kind, owner, due = (put_right(issue, key, one, measure.id) for key, one in zip(("kind", "owner", "due"), held, strict=True))
        return cells(measure.id, said, kind, owner, due, done)

    return Table(heads, [row(measure) for measure in issue.measures], title=Cell(FIELDS["measures"], Tone.STRONG), wrap=True)


def _tone(state: FileState) -> Tone:
    """How the state of a file looks."""
    if state is FileState.INTACT:
        return Tone.GOOD
    return Tone.WARN if state.holds or state.is_unknown else Tone.BAD


def _evidence(issue: Issue, ledger: Ledger) -> Table:
    heads = columns("", loose(text("file or document"), 2), FIELDS["kind"], loose(text("note")), "")

    def row(piece: Evidence) -> tuple[Cell, ...]:
        state = ledger.file_state(issue, piece) if piece.file else FileState.INTACT
        held = Cell(state, _tone(state)) if piece.file else Cell(text("document"), Tone.DIM)
        return cells(piece.id, piece.file or piece.document, piece.kind or "—", put_right(issue, "note", piece.note, piece.id), held)

    return Table(heads, [row(piece) for piece in issue.evidence], title=Cell(FIELDS["evidence"], Tone.STRONG), wrap=True)


def _history(issue: Issue, units: Units) -> Table:
    heads = columns(text("when"), text("what"), loose(text("by")), loose(text("note"), 2))
    return Table(heads, [_entry(issue, entry, units) for entry in issue.history], title=Cell(FIELDS["history"], Tone.STRONG), wrap=True)


def _entry(issue: Issue, entry: Entry, units: Units) -> tuple[Cell, ...]:
    what: object = entry.did
    if entry.to:
        what = text("{did} → {state}", did=entry.did, state=entry.to)
    said = noted_now(issue, entry, units)
    note = text("{note} (approved by {who})", note=said, who=entry.approved_by) if entry.approved_by else said
    return cells(entry.at.strftime("%Y-%m-%d %H:%M"), what, entry.by, note)
