"""JSON for machines, format 1: keys and values are never translated, and change only by addition.

These functions are the format; what the rest of the house calls its fields does not matter here. An issue is always
`ROUND/ID`. Messages inside (of findings and blockers) are sentences for people, in the language of the run.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from inspect_cli.domain.counting.counts import Tally
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.text import Text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.domain.words import COUNTED_STATES
from inspect_cli.render.language import Language, say
from inspect_cli.views.status import AllRounds, ReportGate, Status

if TYPE_CHECKING:  # each answer loads only what it shows
    from inspect_cli.domain.compare.differences import Difference
    from inspect_cli.domain.counting.gate import Blocker
    from inspect_cli.domain.sheet.grid import Untaken
    from inspect_cli.render.template.flaw import TemplateFlaw
    from inspect_cli.views.diff import Diff
    from inspect_cli.views.drafted import Drafted, Refusal
    from inspect_cli.views.explain import RulePage
    from inspect_cli.views.history import History
    from inspect_cli.views.intake import Imported
    from inspect_cli.views.report import Report
    from inspect_cli.views.sheets import Book

SCHEMA_VERSION = 1
Json = dict[str, object]


def document(kind: str, data: object) -> str:
    """One answer in its envelope."""
    return _text({"schema_version": SCHEMA_VERSION, "kind": kind, "data": data})


def error(trouble: Trouble, language: Language, reasons: Sequence[Json] = ()) -> str:
    """Why there is no answer; for stderr."""
    body: Json = {"code": trouble.code, "message": say(trouble.what, language), "hint": say(trouble.hint, language)}
    if reasons:
        body["reasons"] = list(reasons)
    return _text({"error": body})


def _text(value: object) -> str:
    """A day, and whatever else JSON has no kind for, is written as a string."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def _picked(one: object, language: Language, *names: str) -> Json:
    """The fields of these names, sentences said in the language."""
    held = ((name, getattr(one, name)) for name in names)
    return {name: say(value, language) if isinstance(value, Text) else value for name, value in held}


def status(view: Status, language: Language) -> Json:
    """`inspect status --json`."""
    return {
        "as_of": view.as_of,
        "round": {"id": view.round.id, "title": view.round.title, "stage": view.stage},
        "rows": [{"unit": unit, "channel": channel, **_counts(tally)} for unit, channel, tally in view.rows],
        "totals": {"unit": None, "channel": None, **_counts(view.totals)},
        "overdue": [item.ref for item in view.overdue],
        "due_soon": [item.ref for item in view.due_soon],
        "report": _report(view.report, language),
        "published": [{"word": p.word, "states": list(p.states), "count": p.count, "rate": p.rate} for p in view.published],
        "findings": findings(view.findings, language),
    }


def report(made: Drafted, language: Language) -> Json:
    """`inspect report KIND --json`: the figures as in `status`, what is to be supplied, and the file."""
    told = made.report
    return {
        **_report_on(told, made.file, made.issued),
        "counts": _counts(told.counts),
        "notices": len(told.notices),
        "rules_made": told.outcomes.rules_made,
        "money_recovered": str(told.outcomes.money_recovered),
        "people": dict(told.outcomes.people),
        "carried": len(told.carried),
        "withheld": told.withheld,
        "missing": list(made.missing),
        "findings": findings(made.findings, language),
    }


def report_refused(refused: Refusal, language: Language) -> Json:
    """`inspect report KIND --final --json` while the gate is closed."""
    return {**_report_on(refused.report, "", False), "blockers": _blockers(refused.blockers, language)}


def _report_on(told: Report, file: str, issued: bool) -> Json:
    names = {"kind": told.kind, "round": told.round.id, "unit": told.unit.code, "as_of": told.as_of}
    return {**names, "file": file or None, "issued": issued}


def flaw(found: TemplateFlaw, language: Language) -> Json:
    """One thing that is wrong with a template."""
    told = _picked(found, language, "level", "part", "paragraph", "words", "reason", "remedy")
    return {**told, "paragraph": found.paragraph or None}


def status_all(view: AllRounds, language: Language) -> Json:
    """`inspect status --all --json`: a row is a round."""
    rounds = view.rounds
    return {
        "as_of": view.as_of,
        "round": None,
        "rows": [{"round": one.round.id, **_counts(one.counts), "stage": one.stage, "ready": one.ready} for one in rounds],
        "totals": {"round": None, **_counts(view.totals), "ready": all(one.ready for one in rounds)},
        "overdue": [ref for one in rounds for ref in one.overdue],
        "due_soon": [ref for one in rounds for ref in one.due_soon],
        "report": None,
        "findings": [found for one in rounds for found in findings(one.findings, language)],
    }


def _counts(tally: Tally) -> Json:
    return {
        "total": tally.total,
        **{state.value: tally.states[state] for state in COUNTED_STATES},
        "void": tally.void,
        "overdue": tally.overdue,
        "answered": tally.answered,
        "done_rate": tally.done_rate,
        "closed_rate": tally.closed_rate,
    }


def _report(report: ReportGate, language: Language) -> Json:
    return {**_picked(report, language, "kind", "due", "days_left", "ready"), "blockers": _blockers(report.blockers, language)}


def _blockers(found: Sequence[Blocker], language: Language) -> list[Json]:
    return [{**_picked(one, language, "rule", "issue", "message", "fix"), "issue": one.issue or None} for one in found]


def record(value: Issue | Entry) -> Json:
    """One issue with the keys of its file; empty ones are left out, dates and amounts are strings, counts and flags are not."""
    made = _json(value)
    assert isinstance(made, dict)
    return made


def _json(value: object) -> object:
    if dataclasses.is_dataclass(value):
        fields = {field.name.rstrip("_"): getattr(value, field.name) for field in dataclasses.fields(value)}
        return {name: _json(item) for name, item in fields.items() if item is not None and item != "" and item != () and item != {}}
    if isinstance(value, (tuple, list)):
        return [_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def diff(view: Diff, language: Language) -> Json:
    """`inspect diff --json`: values as a record holds them."""
    return {
        "from": view.before,
        "to": view.after,
        "changes": [_change(one, language) for one in view.changes],
        "summary": view.summary,
        "findings": findings(view.findings, language),
    }


def _change(one: Difference, language: Language) -> Json:
    return {
        "issue": one.ref if "/" in one.ref else None,
        "round": one.ref.partition("/")[0],
        "uid": one.uid or None,
        "kind": one.kind,
        "part": one.part or None,
        "verdict": one.verdict,
        "rule": one.rule,
        "before": _json(one.before),
        "after": _json(one.after),
        "explained_by": _json(one.explained_by),
        "message": say(one.message, language) or None,
        "guess": one.guess,
    }


def history(view: History) -> Json:
    """`inspect history --json`: the entries in the record's order, and the commits that changed it without one."""
    return {
        "issue": view.names[0],
        "uid": view.uid,
        "names": list(view.names),
        "days": view.days,
        "entries": [
            {
                **record(one.entry),
                "commit": _json(one.commit),
                "days": one.days if one.commit else None,
                "backfilled": one.is_late,
                "by_another": one.by_another,
            }
            for one in view.lines
            if one.entry
        ],
        "silent": [
            {"commit": _json(one.commit), "kinds": [c.kind for c in one.changes], "rules": [c.rule for c in one.changes if c.rule]}
            for one in view.lines
            if not one.entry
        ],
    }


def ledger(view: Book) -> Json:
    """`inspect ledger export --format json`: the sheet with everything and the measures, values as a record holds them."""
    from inspect_cli.domain.sheet.columns import BY_KEY

    tabs = [tab for tab in view.tabs if tab is view.ledger or tab.sheet.of_measures]
    keys = dict.fromkeys(key for tab in tabs for key in tab.sheet.keys)
    return {
        "as_of": view.as_of,
        "round": {"id": view.round.id, "title": view.round.title},
        "columns": [{"key": key, "head": BY_KEY[key].head, "kind": BY_KEY[key].kind, "use": BY_KEY[key].use} for key in keys],
        "sheets": [
            {"name": tab.sheet.name, "rows": [{key: _json(row[key]) for key in tab.sheet.keys if key in row} for row in tab.rows]}
            for tab in tabs
        ],
        "unread": list(view.unread),
    }


def exported(view: Book, file: str, form: str, sha256: str, language: Language) -> Json:
    """`inspect ledger export --json`: what was written where."""
    return {
        "file": file,
        "format": form,
        "sha256": sha256,
        "as_of": view.as_of,
        "round": {"id": view.round.id, "title": view.round.title},
        "items": view.items,
        "sheets": [{"name": tab.sheet.name, "rows": len(tab.rows)} for tab in view.tabs],
        "findings": findings(view.findings, language),
    }


def imported(view: Imported, language: Language) -> Json:
    """`inspect ledger import --json`: how the file was understood, what it changes, what could not be taken."""
    intake = view.intake
    changes: list[Json] = []
    new: list[Json] = []
    for one, made in view.changes():
        place: Json = {"sheet": one.place.sheet, "row": one.place.row + 1}
        if one.before is None:
            ref = f"{view.round_id}/{one.after.id}"
            new.append({"issue": ref, "uid": one.after.uid, "title": one.after.title, "state": one.after.state, **place})
        changes += [{**_change(change, language), **place} for change in made]
    return {
        "file": view.file,
        "round": view.round_id,
        "as_of": view.as_of,
        "written": view.written,
        "rows": intake.rows,
        "unchanged": intake.unchanged,
        "sheets": [
            {
                "sheet": layout.sheet,
                "header_row": layout.row + 1,
                "exported": layout.is_own,
                "columns": [{"column": head.letter, "head": head.said, "key": head.key or None} for head in layout.heads],
            }
            for layout in intake.layouts
        ],
        "not_understood": list(intake.not_understood),
        "new": new,
        "changes": changes,
        "untaken": [_untaken(one, view.round_id, language) for one in intake.untaken],
        "notes": [*(_untaken(one, view.round_id, language) for one in intake.said), *({"message": say(n, language)} for n in view.notes)],
        "findings": findings(view.findings, language),
    }


def _untaken(one: Untaken, round_id: str, language: Language) -> Json:
    return {
        "sheet": one.place.sheet,
        "cell": one.place.cell,
        "row": one.place.row + 1,
        "issue": f"{round_id}/{one.issue}" if one.issue else None,
        "conflict": one.is_conflict,
        "message": say(one.what, language),
        "fix": say(one.fix, language) or None,
    }


def explained(pages: Sequence[RulePage], language: Language) -> Json:
    """`inspect explain --json`: rules with their words and examples."""
    from textwrap import dedent

    return {
        "rules": [
            {**_picked(one, language, "code", "level", "title", "why", "fix"), "good": dedent(one.good), "bad": dedent(one.bad)}
            for one in pages
        ]
    }


def findings(found: Sequence[Finding], language: Language) -> list[Json]:
    """`data.findings`, wherever findings are told."""
    names = ("rule", "level", "file", "line", "column", "issue", "message", "fix")
    return [{**_picked(one, language, *names), "issue": one.issue or None} for one in found]
