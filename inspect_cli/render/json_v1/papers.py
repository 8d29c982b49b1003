"""A written report that was drafted, issued or refused, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspect_cli.render.json_v1.judged import blockers, findings
from inspect_cli.render.json_v1.standing import counts
from inspect_cli.render.language import Language

if TYPE_CHECKING:
    from inspect_cli.render.json_v1.shapes.papers import ReportOn, ReportRefused, ReportShape
    from inspect_cli.views.drafted import Drafted, Refusal
    from inspect_cli.views.report import Report


def report(made: Drafted, language: Language) -> ReportShape:
    """`inspect report KIND --json`: the figures as in `status`, what is to be supplied, and the file."""
    told = made.report
    return {
        **_on(told, made.file, made.issued and not made.dry_run),
        "counts": counts(told.counts),
        "notices": len(told.notices),
        "rules_made": told.outcomes.rules_made,
        "money_recovered": str(told.outcomes.money_recovered),
        "people": dict(told.outcomes.people),
        "carried": len(told.carried),
        "withheld": told.withheld,
        "missing": list(made.missing),
        "findings": findings(made.findings, language),
    }


def refused(found: Refusal, language: Language) -> ReportRefused:
    """`inspect report KIND --final --json` while the gate is closed."""
    return {**_on(found.report, "", False), "blockers": blockers(found.blockers, language)}


def _on(told: Report, file: str, issued: bool) -> ReportOn:
    return {
        "kind": told.kind,
        "round": told.round.id,
        "unit": told.unit.code,
        "as_of": told.as_of.isoformat(),
        "file": file or None,
        "issued": issued,
    }
