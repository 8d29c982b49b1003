"""The ledger, where it went and what came back in it, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspect_cli.domain.text import Text
from inspect_cli.render.json_v1.envelope import said_or_null
from inspect_cli.render.json_v1.followed import change
from inspect_cli.render.json_v1.held import held
from inspect_cli.render.json_v1.judged import findings
from inspect_cli.render.language import Language, say

if TYPE_CHECKING:
    from inspect_cli.domain.sheet.grid import Untaken
    from inspect_cli.render.json_v1.shapes.papers import (
        ExportShape,
        ImportShape,
        LayoutShape,
        LedgerShape,
        NewIssueShape,
        NoteShape,
        SheetChange,
        UntakenShape,
    )
    from inspect_cli.views.intake import Imported
    from inspect_cli.views.sheets import Book


def ledger(view: Book) -> LedgerShape:
    """`inspect ledger export --format json`: the sheet with everything and the measures, values as a record holds them."""
    from inspect_cli.domain.sheet.columns import BY_KEY

    tabs = [tab for tab in view.tabs if tab is view.ledger or tab.sheet.of_measures]
    keys = dict.fromkeys(key for tab in tabs for key in tab.sheet.keys)
    return {
        "as_of": view.as_of.isoformat(),
        "round": {"id": view.round.id, "title": view.round.title},
        "columns": [{"key": key, "head": BY_KEY[key].head, "kind": BY_KEY[key].kind, "use": BY_KEY[key].use} for key in keys],
        "sheets": [
            {"name": tab.sheet.name, "rows": [{key: held(row[key]) for key in tab.sheet.keys if key in row} for row in tab.rows]}
            for tab in tabs
        ],
        "unread": list(view.unread),
    }


def exported(view: Book, file: str, form: str, sha256: str, language: Language) -> ExportShape:
    """`inspect ledger export --json`: what was written where."""
    return {
        "file": file,
        "format": form,
        "sha256": sha256,
        "as_of": view.as_of.isoformat(),
        "round": {"id": view.round.id, "title": view.round.title},
        "items": view.items,
        "sheets": [{"name": tab.sheet.name, "rows": len(tab.rows)} for tab in view.tabs],
        "findings": findings(view.findings, language),
    }


def imported(view: Imported, language: Language) -> ImportShape:
    """`inspect ledger import --json`: how the file was understood, what it changes, what could not be taken."""
    intake = view.intake
    changes, new = _brought(view, language)
    return {
        "file": view.file,
        "round": view.round_id,
        "as_of": view.as_of.isoformat(),
        "written": view.written,
        "rows": intake.rows,
        "unchanged": intake.unchanged,
        "sheets": _layouts(view),
        "not_understood": list(intake.not_understood),
        "new": new,
        "changes": changes,
        "untaken": [_untaken(one, view.round_id, language) for one in intake.untaken],
        "notes": [*(_note(one, view.round_id, language) for one in intake.said), *(_said(one, language) for one in view.notes)],
        "findings": findings(view.findings, language),
    }


def _brought(view: Imported, language: Language) -> tuple[list[SheetChange], list[NewIssueShape]]:
    changes: list[SheetChange] = []
    new: list[NewIssueShape] = []
    for one, made in view.changes():
        sheet, row = one.place.sheet, one.place.row + 1
        if one.before is None:
            ref = f"{view.round_id}/{one.after.id}"
            new.append({"issue": ref, "uid": one.after.uid, "title": one.after.title, "state": one.after.state, "sheet": sheet, "row": row})
        changes += [{**change(each, language), "sheet": sheet, "row": row} for each in made]
    return changes, new


def _layouts(view: Imported) -> list[LayoutShape]:
    return [
        {
            "sheet": layout.sheet,
            "header_row": layout.row + 1,
            "exported": layout.is_own,
            "columns": [{"column": head.letter, "head": head.said, "key": head.key or None} for head in layout.heads],
        }
        for layout in view.intake.layouts
    ]


def _untaken(one: Untaken, round_id: str, language: Language) -> UntakenShape:
    return {
        "sheet": one.place.sheet,
        "cell": one.place.cell,
        "row": one.place.row + 1,
        "issue": f"{round_id}/{one.issue}" if one.issue else None,
        "conflict": one.is_conflict,
        "message": say(one.what, language),
        "fix": said_or_null(one.fix, language),
    }


def _note(one: Untaken, round_id: str, language: Language) -> NoteShape:
    return {**_untaken(one, round_id, language)}


def _said(one: Text, language: Language) -> NoteShape:
    return {"message": say(one, language)}
