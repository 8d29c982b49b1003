"""Where things stand, as JSON: status, rounds, list, trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from inspect_cli.domain.counting.counts import Tally
from inspect_cli.domain.counting.deadlines import is_late
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.words import State
from inspect_cli.render.json_v1.held import day
from inspect_cli.render.json_v1.judged import blockers, findings
from inspect_cli.render.language import Language, say

if TYPE_CHECKING:  # each answer loads only what it shows
    from inspect_cli.domain.counting.course import Point
    from inspect_cli.domain.counting.pending import Unsaved
    from inspect_cli.domain.counting.standing import Standing
    from inspect_cli.render.json_v1.shapes.elements import UnsavedShape
    from inspect_cli.render.json_v1.shapes.standing import (
        AllRoundsShape,
        CountsShape,
        GateShape,
        HomeShape,
        ListedShape,
        ListShape,
        RoundShape,
        RoundsShape,
        StatusShape,
        TrendShape,
    )
    from inspect_cli.views.home import Step
    from inspect_cli.views.listing import Listed
    from inspect_cli.views.status import AllRounds, ReportGate, Status


def status(view: Status, language: Language) -> StatusShape:
    """`inspect status --json`."""
    return {
        "as_of": view.as_of.isoformat(),
        "round": {"id": view.round.id, "title": view.round.title, "stage": view.stage},
        "rows": [{"unit": unit, "channel": channel, **counts(tally)} for unit, channel, tally in view.rows],
        "totals": {"unit": None, "channel": None, **counts(view.totals)},
        "overdue": [item.ref for item in view.overdue],
        "due_soon": [item.ref for item in view.due_soon],
        "report": gate(view.report, language),
        "published": [{"word": p.word, "states": list(p.states), "count": p.count, "rate": p.rate} for p in view.published],
        "findings": findings(view.findings, language),
        "unsaved": unsaved(view.unsaved),
    }


def all_rounds(view: AllRounds, language: Language) -> AllRoundsShape:
    """`inspect status --all --json`: a row is a round."""
    rounds = view.rounds
    return {
        "as_of": view.as_of.isoformat(),
        "round": None,
        "rows": [{"round": one.round.id, "stage": one.stage, **counts(one.counts), "ready": one.ready} for one in rounds],
        "totals": {"round": None, **counts(view.totals), "ready": view.ready},
        "overdue": [ref for one in rounds for ref in one.overdue],
        "due_soon": [ref for one in rounds for ref in one.due_soon],
        "report": None,
        "findings": findings([*(found for one in rounds for found in one.findings), *view.absent], language),
        "unsaved": unsaved(view.unsaved),
    }


def unsaved(found: Unsaved | None) -> UnsavedShape | None:
    """What is not in the newest commit; null where nobody knows."""
    return {"records": found.records, "entries": found.entries} if found else None


def home(as_of: date, root: str | None, view: Status | None, todo: Sequence[Step], language: Language) -> HomeShape:
    """`inspect --json`; without a round nothing is counted."""
    return {
        "as_of": as_of.isoformat(),
        "root": root,
        "round": {"id": view.round.id, "title": view.round.title, "stage": view.stage} if view else None,
        "totals": counts(view.totals) if view else None,
        "report": gate(view.report, language) if view else None,
        "next": [{"what": say(one.what, language), "command": say(one.command, language), "issue": one.issue or None} for one in todo],
        "findings": findings(view.findings, language) if view else [],
    }


def counts(tally: Tally) -> CountsShape:
    """How many, and how many of which."""
    return {
        "total": tally.total,
        "registered": tally.states[State.REGISTERED],
        "in_progress": tally.states[State.IN_PROGRESS],
        "basically_done": tally.states[State.BASICALLY_DONE],
        "done": tally.states[State.DONE],
        "closed": tally.states[State.CLOSED],
        "void": tally.void,
        "overdue": tally.overdue,
        "answered": tally.answered,
        "done_rate": tally.done_rate,
        "closed_rate": tally.closed_rate,
    }


def gate(report: ReportGate, language: Language) -> GateShape:
    """The next written report, and what stands in its way."""
    return {
        "kind": report.kind,
        "due": day(report.due),
        "days_left": report.days_left,
        "ready": report.ready,
        "blockers": blockers(report.blockers, language),
    }


def rounds(lines: Sequence[Standing], found: Sequence[Finding], language: Language) -> RoundsShape:
    """`inspect rounds --json`."""
    return {"rounds": [_round(one) for one in lines], "findings": findings(found, language)}


def _round(one: Standing) -> RoundShape:
    return {
        "id": one.round.id,
        "title": one.round.title,
        "kind": one.round.kind,
        "stage": one.stage,
        "team": one.round.team,
        "units": [{"code": unit.code, "name": unit.name} for unit in one.round.units],
        "on_site": {"starts": day(one.round.starts), "ends": day(one.round.ends)},
        "feedback_on": day(one.round.feedback_on),
        "issues": one.issues,
    }


def listing(items: Sequence[Listed], as_of: date, found: Sequence[Finding], language: Language) -> ListShape:
    """`inspect list --json`."""
    return {"as_of": as_of.isoformat(), "issues": [_listed(one) for one in items], "findings": findings(found, language)}


def _listed(item: Listed) -> ListedShape:
    issue = item.issue
    return {
        "issue": item.ref,
        "uid": issue.uid,
        "channel": issue.channel,
        "unit": issue.unit,
        "title": issue.title,
        "state": issue.state,
        "severity": issue.severity,
        "leader": issue.leader or None,
        "department": issue.department or None,
        "handler": issue.handler or None,
        "due": day(item.due),
        "days_left": item.days,
        "overdue": is_late(item.days),
        "carried_to": issue.carried_to or None,
    }


def trend(round_id: str, per: str, points: Sequence[Point], edge: date | None) -> TrendShape:
    """`inspect trend --json`."""
    return {
        "round": round_id,
        "per": per,
        "known_since": edge.isoformat() if edge else None,
        "points": [
            {
                "day": one.day.isoformat(),
                "commit": one.commit,
                "total": one.total,
                "open": one.open,
                "done": one.done,
                "closed": one.closed,
                "overdue": one.overdue,
            }
            for one in points
        ],
    }
