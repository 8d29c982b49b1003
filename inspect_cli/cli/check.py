"""`inspect check`: every rule over every record."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from inspect_cli import __version__
from inspect_cli.cli import complete
from inspect_cli.cli.output import console, tell
from inspect_cli.cli.parameter import Argument, Option
from inspect_cli.cli.session import Session
from inspect_cli.cli.verb import READ, verb
from inspect_cli.domain.finding import Finding, worst_exit
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Level
from inspect_cli.render import findings as render
from inspect_cli.render import json_v1
from inspect_cli.store.archive import Archive
from inspect_cli.store.lookup import find_issue


class Format(StrEnum):
    """How findings are told."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


@verb("check", READ)
def check(
    session: Session,
    names: Annotated[
        list[str] | None, Argument(metavar="ROUND|ID", help="only these rounds or issues", offers=complete.issues_and_rounds)
    ] = None,
    strict: Annotated[bool, Option("--strict", help="warnings fail too")] = False,
    full: Annotated[bool, Option("--full", help="read and hash every file again, evidence too")] = False,
    form: Annotated[str, Option("--format", metavar="text|json|github|sarif", help="how findings are told")] = "text",
) -> int:
    """Exit 0: nothing wrong; 1: errors (with --strict: warnings); 3: a record cannot be read."""
    chosen = _format(form)
    rounds, files = _scope(session, names or [])
    archive = Archive(session.workspace, indexed=False) if full else session.archive
    found = [one for one in archive.findings(rounds, session.today) if not files or one.file in files]
    _tell(session, found, Format.JSON if session.json else chosen)
    return worst_exit(found, strict)


def _format(typed: str) -> Format:
    if typed not in list(Format):
        raise Misused(
            text("{flag}: {typed} is not one of the known words", flag="--format", typed=typed),
            text("one of {words}", words=[one.value for one in Format]),
        )
    return Format(typed)


def _scope(session: Session, names: list[str]) -> tuple[set[str], set[str]]:
    """The rounds to look at, and the files, where single issues are named."""
    rounds: set[str] = {session.round} if session.round else set()
    files: set[str] = set()
    for name in names:
        if name in session.workspace.round_ids():
            rounds.add(name)
        else:
            round_id, path = find_issue(session.workspace, name, session.round, session.today)
            rounds.add(round_id)
            files.add(session.workspace.relative(path))
    if session.round:
        session.workspace.folder(session.round)
    return rounds, files


def _tell(session: Session, found: list[Finding], form: Format) -> None:
    if form is Format.JSON:
        print(json_v1.document("check", {"as_of": str(session.today), "findings": json_v1.findings(found, session.language)}))
    elif form is Format.GITHUB:
        print(render.github(found, session.language), end="")
    elif form is Format.SARIF:
        titles = {code: rule.title for code, rule in all_rules().items()}
        print(render.sarif(found, titles, session.language, __version__))
    elif session.to_terminal:
        render.show(found, session.language, console())
    else:
        print(render.plain(found, session.language), end="")
    if form is Format.TEXT:
        counts = {level: sum(finding.level is level for finding in found) for level in Level}
        tell(
            session,
            text(
                "as of {day}: {errors} errors, {warnings} warnings, {infos} notes",
                day=session.today,
                errors=counts[Level.ERROR],
                warnings=counts[Level.WARNING],
                infos=counts[Level.INFO],
            ),
        )


VERB = check
