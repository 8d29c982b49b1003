"""`inspect report during|immediate|feedback|public`: the written report, drafted from the records, and issued."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, NamedTuple

from inspect_cli.actions.issuing import BASELINE, baseline, next_name
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import must_be_one_of
from inspect_cli.cli.argv.verb import Verb, verb
from inspect_cli.cli.desk.output import answer, tell
from inspect_cli.cli.report_lint import lint
from inspect_cli.domain.compare.baseline import Issued
from inspect_cli.domain.compare.baseline import told as told_of
from inspect_cli.domain.counting.counts import unit_codes, unit_of
from inspect_cli.domain.counting.gate import Blocker, blockers
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Finding, worst_exit
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.gbt9704.paper import Paper
from inspect_cli.render.official.written import paper
from inspect_cli.store.files import disk
from inspect_cli.store.loading import LoadedRound, ledger_of
from inspect_cli.store.survey import REPORTS
from inspect_cli.views.drafted import Drafted, Refusal, page, refusal_page
from inspect_cli.views.report import Report, ReportKind, report

FORMATS = ("docx", "md", "html")
SHARES = ("round", "dry_run", "no_index", "json", "plain", "today", "lang", "root")


def _declared(kind: ReportKind, does: Text) -> Verb:
    @verb(kind.value, SHARES, does)
    def run(
        session: Session,
        unit: options.UnitOption = None,
        output: Annotated[str, Option("--output", "-o", metavar="FILE", help="the file to write; - for standard output")] = "",
        form: Annotated[str, Option("--format", metavar="|".join(FORMATS), help="else as FILE ends, else docx")] = "",
        to: Annotated[str, Option("--to", metavar="NAME", help="to whom it is addressed; else the inspection team")] = "",
        template: Annotated[Path | None, Option("--template", metavar="FILE", help="a .docx of the office's own to fill in")] = None,
        sealed: Annotated[bool, Option("--sealed", help="leave room for a seal over the signature")] = False,
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
        form_ = _form(form, edited.name if edited else output)
        if template and (edited or form_ != "docx"):
            raise Misused(text("--template makes a .docx, and goes without --from"), text("leave --format and --from away"))
        source = _Source(form_, edited, template)
        with session.workspace.locked() if final and not session.dry_run else nullcontext():
            loaded = session.archive.round(session.chosen_round().folder.name)
            ledger = ledger_of(loaded, session.today)
            told = report(ledger, kind, _unit(ledger, unit))
            made = paper(told, to, issued=final, sealed=sealed)
            if not final:
                return _draft(session, told, made, output, source, _unread(loaded, told))
            stopped = blockers(ledger, loaded.findings, told.unit.code, kind.channel)
            return _refused(session, told, stopped) if stopped else _issue(session, loaded, told, made, source)

    return run


def _unit(ledger: Ledger, typed: str | None) -> str:
    """The unit that reports; it need not be named where there is one alone. Raises Misused, NotFound."""
    codes = unit_codes(ledger)
    if not typed and len(codes) != 1:
        raise Misused(text("{what} is missing", what="--unit"), text("one of {words}", words=codes))
    return unit_of(ledger, typed or codes[0]) or codes[0]


def _form(form: str, output: str) -> str:
    ending = Path(output).suffix.lower().removeprefix(".")
    chosen = form or (ending if output not in ("", "-") else "docx")
    must_be_one_of(chosen, FORMATS, "--format" if form else "--output")
    return chosen


def _unread(loaded: LoadedRound, told: Report) -> tuple[Finding, ...]:
    """What the report cannot speak of: the unit's records, and the round's own file."""
    mine = f"{told.round.id}/{told.unit.code}-"
    return tuple(one for one in loaded.findings if one.unread and (not one.issue or one.issue.startswith(mine)))


def _draft(session: Session, told: Report, made: Paper, output: str, source: _Source, unread: tuple[Finding, ...]) -> int:
    content = rendered(made, told, source)
    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        file = ""
    else:
        target = Path(output) if output else free_name(Path.cwd(), f"{told.round.id}-{told.unit.code}-{told.kind}-{made.mark}", source.form)
        if not session.dry_run:
            _write_new(target, content)
        file = str(target)
    drafted = Drafted(told, file, tuple(made.missing()), findings=unread)
    if output == "-":
        for said in (*(text("{file}: {message}", file=one.file, message=one.message) for one in unread), *drafted.missing):
            tell(session, said)
    else:
        answer(session, "report", lambda: page(drafted), lambda: _json(session, drafted))
    return worst_exit(unread)


class _Source(NamedTuple):
    """Where the document comes from: made in a form, in the office's own template, or a file that somebody completed."""

    form: str
    edited: Path | None = None
    template: Path | None = None


def _refused(session: Session, told: Report, stopped: Sequence[Blocker]) -> int:
    """Every reason why it cannot be issued."""
    refused = Refusal(told, tuple(stopped))
    answer(session, "report", lambda: refusal_page(refused), lambda: _refusal_json(session, refused))
    return 1


def _issue(session: Session, loaded: LoadedRound, told: Report, made: Paper, source: _Source) -> int:
    """Writes the document and its baseline, both or none; nothing that lies there is ever overwritten."""
    workspace, folder = session.workspace, loaded.folder / REPORTS
    content = disk.read_bytes(source.edited) if source.edited else rendered(made, told, source)
    disk.must_lie_inside(loaded.folder, folder)
    name = next_name(folder, told.kind, told.unit.code)
    document = folder / f"{name}.{source.form}"
    if not session.dry_run:
        issued = Issued(
            name=name,
            kind=told.kind,
            round=told.round.id,
            unit=told.unit.code,
            as_of=told.as_of,
            document=document.name,
            sha256=hashlib.sha256(content).hexdigest(),
            items=told_of(told.every),
        )
        disk.make_folder(folder)
        writes = [disk.Write(document, None, content), disk.Write(folder / f"{name}{BASELINE}", None, baseline(issued))]
        disk.write_all(writes, workspace.journal)
    gaps = () if source.edited else tuple(made.missing())
    drafted = Drafted(told, workspace.relative(document), gaps, issued=True)
    answer(session, "report", lambda: page(drafted), lambda: _json(session, drafted))
    return 0


def rendered(made: Paper, told: Report, source: _Source) -> bytes:
    """The document in one of the forms, or in the office's own. Raises UnfitTemplate."""
    if source.template:
        from inspect_cli.render.template.template import filled
        from inspect_cli.render.template.values import values

        return filled(disk.read_bytes(source.template), values(told, made), told.as_of)
    if source.form == "docx":
        from inspect_cli.gbt9704.docx import docx

        return docx(made, told.as_of)
    if source.form == "html":
        from inspect_cli.render.official.hypertext import html

        return html(made).encode()
    from inspect_cli.render.official.markdown import markdown

    return markdown(made).encode()


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """The first name that nothing has: what somebody may have written into an earlier draft stays."""
    number = 1
    while (path := folder / f"{stem}{f'-{number}' if number > 1 else ''}.{ending}").exists():
        number += 1
    return path


def _write_new(target: Path, content: bytes) -> None:
    if target.exists():
        raise Misused(
            text("{file} is there already, and what was written into it by hand would be lost", file=str(target)),
            text("name another file with --output"),
        )
    disk.write_all([disk.Write(target, None, content)], target.with_name(f"{target.name}.journal"))


def _refusal_json(session: Session, refused: Refusal) -> object:
    from inspect_cli.render import json_v1

    return json_v1.report_refused(refused, session.language)


def _json(session: Session, drafted: Drafted) -> object:
    from inspect_cli.render import json_v1

    return json_v1.report(drafted, session.language)


GROUP = {
    ReportKind.DURING.value: _declared(ReportKind.DURING, text("the written report on items handed over during the inspection")),
    ReportKind.IMMEDIATE.value: _declared(ReportKind.IMMEDIATE, text("the report on what the unit found itself")),
    ReportKind.FEEDBACK.value: _declared(ReportKind.FEEDBACK, text("the report on what was fed back")),
    ReportKind.PUBLIC.value: _declared(ReportKind.PUBLIC, text("the public version of it, without what is withheld")),
    "lint": lint,
}
