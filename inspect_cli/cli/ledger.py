"""`inspect ledger export|import`: the ledger as a file that outside offices work with, and what came back in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import optional_choice, optional_day
from inspect_cli.cli.argv.verb import READ, WRITE, verb
from inspect_cli.cli.desk.output import answer, must_be_one_answer, print_bytes, print_json, tell
from inspect_cli.domain.finding import worst_exit
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Channel
from inspect_cli.render import json_v1
from inspect_cli.render.forms import SHEET, chosen, metavar

if TYPE_CHECKING:
    from inspect_cli.views.intake import Imported
    from inspect_cli.views.sheets import Book


@verb("export", READ, text("write the ledger of a round into an Excel, CSV or JSON file"))
def export(
    session: Session,
    file: Annotated[str, Argument(metavar="FILE", help="where to; the ending says the format, - is standard output")] = "",
    form: Annotated[str, Option("--format", metavar=metavar(SHEET), help="the format; else the file's ending, else xlsx")] = "",
    unit: options.UnitOption = None,
    force: Annotated[bool, Option("--force", help="replace a file that is there already")] = False,
) -> int:
    """Writes the file; exit 3 where a record cannot be read, which the file then names."""
    from inspect_cli.actions.exporting import exported, put

    form = chosen(SHEET, form, "" if file == "-" else file)
    must_be_one_answer(session, file)
    made = exported(session.archive, session.chosen_round().folder.name, unit, session.today, form)
    content = _content(made, form)
    status = worst_exit(finding for finding in made.findings if finding.unread)
    if file == "-":
        print_bytes(content)
        _tell_what_is_lacking(session, made)
        return status
    path = Path(file or f"整改台账-{made.round.id}-{made.as_of.isoformat()}.{form}")
    put(path, content, session.workspace, force)
    if session.json:
        from hashlib import sha256

        print_json("ledger-export", json_v1.sheets.exported(made, str(path), form, sha256(content).hexdigest(), session.language))
        return status
    _tell_what_is_lacking(session, made)
    print(path)
    tell(
        session,
        text("written: {count} {count:issue|issues} of {round}, as of {day}", count=made.items, round=made.round.id, day=made.as_of),
    )
    return status


def _tell_what_is_lacking(session: Session, made: Book) -> None:
    """What is wrong in the round, so that nobody takes the file for all there is."""
    for one in made.findings:
        tell(session, text("{file}:{line}: {rule} {message}", file=one.file, line=one.line, rule=one.rule, message=one.message))


def _content(made: Book, form: str) -> bytes:
    if form == "xlsx":
        from inspect_cli.render.xlsx import workbook

        return workbook(made)
    if form == "csv":
        from inspect_cli.render.tabular import csv_bytes

        return csv_bytes(made)
    return (json_v1.envelope.document("ledger", json_v1.sheets.ledger(made)) + "\n").encode("utf-8")


@verb("import", WRITE, text("take in what came back in such a file, or an office's own sheet; shows it, and writes with --apply"))
def import_(
    session: Session,
    file: Annotated[Path, Argument(metavar="FILE", help="an .xlsx, .csv or .json file")],
    sheet: Annotated[str, Option("--sheet", metavar="NAME", help="only this sheet of the workbook")] = "",
    unit: options.UnitOption = None,
    channel: Annotated[
        str | None,
        Option("--channel", metavar="immediate|during|feedback", help="how new issues came to the unit", offers=complete.channels),
    ] = None,
    notice: Annotated[str, Option("--notice", metavar="NUMBER", help="the notice of new issues, or oral")] = "",
    found_on: Annotated[str | None, Option("--found-on", metavar="DATE", help="the day new issues were found or handed over")] = None,
    note: options.Note = "",
    approved_by: options.ApprovedBy = "",
    without: Annotated[
        list[str] | None,
        Option("--without", metavar="COLUMN", help="a column that is not read, by its head or key; may be given several times"),
    ] = None,
    as_new: Annotated[bool, Option("--as-new", help="rows that only read like an issue are new ones")] = False,
    apply: Annotated[bool, Option("--apply", help="write it; all or nothing")] = False,
    partial: Annotated[bool, Option("--partial", help="with --apply: write what can be taken, and leave the rest")] = False,
) -> int:
    """Shows how the file was understood and what it changes, or writes it; exit 1 where something could not be taken."""
    from inspect_cli.actions.importing import Apply, ImportRequest, imported
    from inspect_cli.cli.desk.progress import Progress
    from inspect_cli.domain.sheet.intake import IntakeTerms
    from inspect_cli.domain.sheet.wishes import Fallback
    from inspect_cli.views.intake import page

    if apply and session.dry_run:
        raise Misused(text("--apply and --dry-run contradict each other"), text("inspect ledger import FILE, or with --apply"))
    if partial and not apply:
        raise Misused(text("--partial goes with --apply"))
    terms = IntakeTerms(
        unit=unit or "",
        channel=optional_choice(Channel, channel, "--channel"),
        notice=notice.strip(),
        found_on=optional_day(found_on, "--found-on"),
        fallback=Fallback(note.strip(), approved_by.strip()),
        as_new=as_new,
    )
    how = Apply.PARTIAL if partial else Apply.ALL if apply else Apply.NOTHING
    asked = ImportRequest(file, terms, sheet, tuple(without or ()), session.round, how)
    made = imported(session.archive, asked, session.hand, lambda said: Progress(session.language, said))
    answer(session, "ledger-import", lambda: page(made), lambda: json_v1.sheets.imported(made, session.language))
    if not session.json:
        _say_how_to_go_on(session, made, apply)
    invalid = worst_exit(finding for finding in made.findings if finding.unread)
    return invalid or int(bool(made.intake.untaken) or not made.intake.layouts)


def _say_how_to_go_on(session: Session, made: Imported, apply: bool) -> None:
    intake = made.intake
    if not intake.layouts:
        tell(session, text("no sheet has a header that is understood: at least two of the heads that inspect help ledger shows"))
    elif made.written is None and apply and intake.untaken and intake.taken:
        tell(session, text("nothing was written: mend what could not be taken, or --partial to write the rest"))
    elif not apply and intake.taken:
        tell(session, text("this was a dry run; --apply writes it"))


GROUP = {"export": export, "import": import_}
