"""A report and its document as the values that a template may name (the table in `variables`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from inspect_cli.domain.record.declaration import Told, fields_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.words import COUNTED_STATES, State, word
from inspect_cli.gbt9704.paper import Paper, Paragraph, ParagraphRole, Run
from inspect_cli.render.official import parts
from inspect_cli.render.official.figures import day, sentence
from inspect_cli.views.report import ORAL, Item, Report, ReportKind


def values(report: Report, paper: Paper) -> Mapping[str, object]:
    """Everything that a template may show of the report."""
    signed = paper.signature
    return {
        "title": paper.title,
        "addressee": next((one.text.removesuffix("：") for one in _paragraphs(paper) if one.role is ParagraphRole.ADDRESSEE), ""),
        "unit": report.unit.name,
        "team": report.round.team,
        "round": report.round.title,
        "as_of": day(report.as_of),
        "day": signed.day if signed else "",
        "signature": signed.name if signed else "",
        "mark": paper.mark,
        "counts": _counts(report),
        "items": [_item(number, item, report.kind is ReportKind.PUBLIC) for number, item in enumerate(report.items, 1)],
        "missing": list(paper.missing()),
        "blocks": [{"role": one.role.value, "text": one.text} for one in _paragraphs(paper)],
    }


def _paragraphs(paper: Paper) -> list[Paragraph]:
    return [block for block in paper.blocks if isinstance(block, Paragraph)]


def _counts(report: Report) -> Mapping[str, object]:
    tally, states = report.counts, {state.value: report.counts.states[state] for state in COUNTED_STATES}
    done = states[State.DONE] + states[State.CLOSED]
    return {
        "total": tally.total,
        "notices": len(report.notices),
        **states,
        "done": done,
        "open": sum(states.values()) - done,
        "overdue": tally.overdue,
        "answered": tally.answered,
        "carried": len(report.carried),
        "done_rate": tally.done_rate or "—",
        "closed_rate": tally.closed_rate or "—",
    }


def _recorded(issue: Issue, public: bool) -> dict[str, object]:
    """Every field that the report may tell, as an official document writes it."""
    told = {Told.PUBLIC} if public else {Told.PUBLIC, Told.TEAM}
    return {name: _written(getattr(issue, name)) for name, one in fields_of(Issue).items() if one.known.told in told}


def _written(value: object) -> object:
    if isinstance(value, tuple):
        return "、".join(str(_written(one)) for one in value)
    if isinstance(value, bool):
        return "是" if value else ""
    return word(value).zh if isinstance(value, StrEnum) else day(value) if isinstance(value, date) else value


def _item(number: int, item: Item, public: bool) -> Mapping[str, object]:
    issue = item.issue
    return _recorded(issue, public) | {
        "number": number,
        "id": issue.id,
        "notice": "口头移交" if issue.notice == ORAL else issue.notice,
        "state": parts.zh(issue.state),
        "due": day(item.due),
        "progress": sentence(item.answer.note) if item.answer and item.answer.note else "",
        "reason": _plain(parts.reasons(item)) if issue.is_open else "",
        "left": _plain(parts.measures(issue, item.open_measures)) if issue.is_open else "",
        "measures": [
            {"number": at, "text": one.text, "owner": one.owner or issue.department, "due": day(one.due), "done_on": day(one.done_on)}
            for at, one in enumerate(issue.measures, 1)
        ],
        "evidence": [
            {"number": at, "name": parts.named(one), "note": one.note, "added_on": day(one.added_on)}
            for at, one in enumerate(issue.evidence, 1)
        ],
    }


def _plain(words: Run | str) -> str:
    """The words; what is missing says so."""
    return words.text if isinstance(words, Run) else words
