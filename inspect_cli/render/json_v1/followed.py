"""One issue, what can be done with it, how it came about, and what changed, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspect_cli.render.json_v1.envelope import objection, said_or_null
from inspect_cli.render.json_v1.held import held, record
from inspect_cli.render.json_v1.judged import findings
from inspect_cli.render.json_v1.standing import unsaved
from inspect_cli.render.language import Language

if TYPE_CHECKING:
    from inspect_cli.domain.compare.differences import Difference
    from inspect_cli.domain.counting.pending import Unsaved
    from inspect_cli.domain.record.issue import Issue
    from inspect_cli.domain.words import State
    from inspect_cli.render.json_v1.shapes.followed import (
        ChangeShape,
        CommitShape,
        DiffShape,
        EntryShape,
        HistoryShape,
        ShowShape,
        WhyShape,
    )
    from inspect_cli.views.diff import Diff
    from inspect_cli.views.history import CommitMark, History, HistoryLine
    from inspect_cli.views.why import PossibleMove


def show(ref: str, issue: Issue, fresh: Unsaved | None) -> ShowShape:
    """`inspect show --json`."""
    return {"issue": ref, "record": record(issue), "findings": [], "unsaved": unsaved(fresh)}


def why(ref: str, state: State, steps: Sequence[PossibleMove], language: Language) -> WhyShape:
    """`inspect why --json`."""
    return {
        "issue": ref,
        "state": state,
        "verbs": [
            {"verb": one.verb, "to": one.to, "roles": list(one.roles), "needs": [objection(need, language) for need in one.needs]}
            for one in steps
        ],
    }


def diff(view: Diff, language: Language) -> DiffShape:
    """`inspect diff --json`: values as a record holds them."""
    summary = view.summary
    return {
        "from": view.before,
        "to": view.after,
        "changes": [change(one, language) for one in view.changes],
        "summary": {
            "progress": summary["progress"],
            "neutral": summary["neutral"],
            "regression": summary["regression"],
            "explained": summary["explained"],
            "unexplained": summary["unexplained"],
            "issues": summary["issues"],
        },
        "findings": findings(view.findings, language),
    }


def change(one: Difference, language: Language) -> ChangeShape:
    """One difference."""
    return {
        "issue": one.ref if "/" in one.ref else None,
        "round": one.ref.partition("/")[0],
        "uid": one.uid or None,
        "kind": one.kind,
        "part": one.part or None,
        "verdict": one.verdict,
        "rule": None if one.is_unsaid else one.rule,
        "before": held(one.before),
        "after": held(one.after),
        "explained_by": held(one.explained_by),
        "message": said_or_null(one.message, language),
        "guess": one.candidates[0].percent if one.candidates else None,
        "candidates": [{"issue": found.ref, "guess": found.percent} for found in one.candidates],
    }


def history(view: History) -> HistoryShape:
    """`inspect history --json`: the entries in the record's order, and the commits that changed it without one."""
    return {
        "issue": view.names[0],
        "uid": view.uid,
        "names": list(view.names),
        "days": view.days,
        "entries": [_entry(one) for one in view.lines if one.entry],
        "silent": [
            {"commit": _commit(one.commit), "kinds": [c.kind for c in one.changes], "rules": [c.rule for c in one.changes if c.rule]}
            for one in view.lines
            if not one.entry
        ],
    }


def _entry(one: HistoryLine) -> EntryShape:
    told: EntryShape = {
        **record(one.entry),  # type: ignore[typeddict-item]  # the keys of the file, which a test holds against the shape
        "commit": _commit(one.commit),
        "beyond": one.is_beyond,
        "days": one.days if one.commit else None,
        "backfilled": one.is_late,
        "by_another": one.by_another,
    }
    return told


def _commit(one: CommitMark | None) -> CommitShape | None:
    if one is None:
        return None
    return {"id": one.id, "author": one.author, "email": one.email, "at": one.at.isoformat(timespec="seconds"), "subject": one.subject}
