"""`inspect report during|immediate|feedback|public`: the written report, drafted from the records, and issued."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from inspect_cli.actions.issuing import FinishedPaper, Ink, ReportOrder, draft, free_place, issue, keep
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import Verb, verb
from inspect_cli.cli.desk.output import answer, must_be_one_answer, print_bytes, tell
from inspect_cli.cli.report_lint import lint
from inspect_cli.domain.finding import worst_exit
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render import json_v1
from inspect_cli.render.forms import FORMS, PAPER, chosen, metavar
from inspect_cli.render.official.written import document, paper
from inspect_cli.store.files import disk
from inspect_cli.views.drafted import Drafted, Refusal, page, refusal_page
from inspect_cli.views.report import Report, ReportKind

SHARES = ("round", "dry_run", "no_index")


def _declared(kind: ReportKind, does: Text) -> Verb:
    @verb(kind.value, SHARES, does)
    def run(
        session: Session,
        unit: options.UnitOption = None,
        output: Annotated[str, Option("--output", "-o", metavar="FILE", help="the file to write; - for standard output")] = "",
        form: Annotated[str, Option("--format", metavar=metavar(PAPER), help="else as FILE ends, else docx")] = "",
        to: Annotated[str, Option("--to", metavar="NAME", help="to whom it is addressed; else the inspection team")] = "",
        template: Annotated[Path | None, Option("--template", metavar="FILE", help="a .docx of the office's own to fill in")] = None,
        sealed: Annotated[bool, Option("--sealed", help="leave room for a seal over the signature")] = False,
        voids: Annotated[bool, Option("--voids", help="say also how many were recorded by mistake and voided")] = False,
        final: Annotated[bool, Option("--final", help="issue it: kept in the round's reports/ with what it says of every item")] = False,
        edited: Annotated[
            Path | None, Option("--from", metavar="FILE", help="with --final: issue this file, a draft that was completed by hand")
        ] = None,
    ) -> int:
        """Writes a draft and lists what is to be supplied; or issues the report. Exit 1: the gate is closed."""
        if edited and not final:
            raise Misused(text("--from goes with --final"), text("inspect report {kind} --final --from FILE", kind=kind.value))
        if final and output:
            raise Misused(text("an issued report goes into the round's own folder, not to --output"), text("leave --output away"))
        must_be_one_answer(session, output)
        form_ = _ending(form, edited.name if edited else output)
        if template and (edited or form_ != "docx"):
            raise Misused(text("--template makes a .docx, and goes without --from"), text("leave --format and --from away"))
        given = disk.read_bytes(source) if (source := edited or template) else None

        def ink(told: Report) -> FinishedPaper:
            if edited and given is not None:
                return FinishedPaper(given, form_)
            told = replace(told, tells_voids=voids)
            made = paper(told, to, issued=final, sealed=sealed)
            content = document(made, told, form_, given)
            return FinishedPaper(content, form_, tuple(made.missing()), made.mark)

        order = ReportOrder(session.round, kind, unit)
        return _issue(session, order, ink) if final else _draft(session, order, ink, output)

    return run


def _ending(form: str, output: str) -> str:
    """How the file ends, by which a paper's form is known from here on."""
    return FORMS[chosen(PAPER, form, "" if output == "-" else output, "--format" if form else "--output")].ending


def _draft(session: Session, order: ReportOrder, ink: Ink, output: str) -> int:
    made, finished = draft(session.archive, order, session.today, ink)
    if output == "-":
        print_bytes(finished.content)
        for said in (*(text("{file}: {message}", file=one.file, message=one.message) for one in made.findings), *made.missing):
            tell(session, said)
    else:
        target = Path(output) if output else free_place(Path.cwd(), made.report, finished)
        if not session.dry_run:
            keep(target, finished)
        _show(session, replace(made, file=str(target)))
    return worst_exit(made.findings)


def _issue(session: Session, order: ReportOrder, ink: Ink) -> int:
    session.must_have_come()
    made = issue(session.workspace, order, session.today, ink, session.dry_run)
    if isinstance(made, Refusal):
        answer(session, "report", lambda: refusal_page(made), lambda: json_v1.papers.refused(made, session.language))
        return 1
    _show(session, made)
    return 0


def _show(session: Session, made: Drafted) -> None:
    told = replace(made, dry_run=session.dry_run)
    answer(session, "report", lambda: page(told), lambda: json_v1.papers.report(told, session.language))


GROUP = {
    ReportKind.DURING.value: _declared(ReportKind.DURING, text("the written report on items handed over during the inspection")),
    ReportKind.IMMEDIATE.value: _declared(ReportKind.IMMEDIATE, text("the report on what the unit found itself")),
    ReportKind.FEEDBACK.value: _declared(ReportKind.FEEDBACK, text("the report on what was fed back")),
    ReportKind.PUBLIC.value: _declared(ReportKind.PUBLIC, text("the public version of it, without what is withheld")),
    "lint": lint,
}
