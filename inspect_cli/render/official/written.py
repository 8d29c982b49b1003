"""A report's facts -> an official document: title, addressee, text, attachments, signature and day."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inspect_cli.gbt9704.paper import Paper, ParagraphRole, Signature, missing, said
from inspect_cli.render.official import fed_back, handed_over
from inspect_cli.render.official.figures import day
from inspect_cli.render.official.parts import Draft, party
from inspect_cli.views.report import Report, ReportKind

DRAFT = "草稿"
"""What stands on every page until the report is issued."""

_DRAFTS: Mapping[ReportKind, Callable[[Report], Draft]] = {
    ReportKind.DURING: handed_over.draft,
    ReportKind.IMMEDIATE: handed_over.draft,
    ReportKind.FEEDBACK: fed_back.draft,
    ReportKind.PUBLIC: fed_back.public,
}


def paper(report: Report, addressee: str = "", issued: bool = False, sealed: bool = False) -> Paper:
    """The document. Items handed over are reported to the team; to whom else is said by `addressee`."""
    made = _DRAFTS[report.kind](report)
    to = addressee or (report.round.team if report.kind in (ReportKind.DURING, ReportKind.IMMEDIATE) else "")
    head = () if report.kind is ReportKind.PUBLIC else (said(ParagraphRole.ADDRESSEE, to or missing("主送机关"), "："),)
    return Paper(
        made.title,
        (*head, *made.blocks),
        Signature(party(report.unit.name), day(report.as_of), sealed),
        made.attachments,
        "" if issued else DRAFT,
    )
