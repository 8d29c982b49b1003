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


def document(made: Paper, report: Report, form: str, template: bytes | None = None) -> bytes:
    """The finished bytes: `docx`, `html` or `md`; or an office's own template filled in. Raises UnfitTemplate."""
    if template is not None:
        from inspect_cli.render.template.template import filled
        from inspect_cli.render.template.values import values

        return filled(template, values(report, made), report.as_of)
    if form == "docx":
        from inspect_cli.gbt9704.docx import docx

        return docx(made, report.as_of)
    if form == "html":
        from inspect_cli.render.official.hypertext import html

        return html(made).encode()
    from inspect_cli.render.official.markdown import markdown

    return markdown(made).encode()
