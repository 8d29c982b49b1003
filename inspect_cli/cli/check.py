"""`inspect check`: every rule over every record."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from inspect_cli import __version__
from inspect_cli.actions.archive import Archive
from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import must_be_one_of
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import console, print_github, tell
from inspect_cli.domain.finding import Finding, worst_exit
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Level
from inspect_cli.render import findings as render
from inspect_cli.render import json_v1
from inspect_cli.render.language import say
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
    since: Annotated[
        str | None,
        Option("--since", metavar="REV", help="judge what every commit since then changed, and what is not committed"),
    ] = None,
    staged: Annotated[bool, Option("--staged", help="judge what is staged against HEAD: for a hook")] = False,
    squash: Annotated[bool, Option("--squash", help="with --since: look at the two ends alone")] = False,
    form: Annotated[str, Option("--format", metavar="text|json|github|sarif", help="how findings are told")] = "text",
) -> int:
    """Exit 0: nothing wrong; 1: errors (with --strict: warnings); 3: a record cannot be read."""
    must_be_one_of(form, list(Format), "--format")
    rounds, files = _scope(session, names or [])
    unseen: list[Text] = []
    if squash and since is None:
        raise Misused(text("--squash goes with --since"), text("inspect check --since REV --squash"))
    if since is not None or staged:
        found, unseen = _over_time(session, since, staged, squash, rounds, files)
    else:
        archive = Archive(session.workspace, indexed=False) if full else session.archive
        found = [one for one in archive.findings(rounds, session.today) if not files or one.file in files]
    _tell(session, found, Format.JSON if session.json else Format(form), unseen, silent=staged and not found)
    return worst_exit(found, strict)


def _over_time(
    session: Session, since: str | None, staged: bool, squash: bool, rounds: set[str], files: set[str]
) -> tuple[list[Finding], list[Text]]:
    """What was changed for the worse, and by which commit; and what could not be seen."""
    from inspect_cli.actions import since as walking
    from inspect_cli.store.git.versions import Repository

    judged = walking.since(Repository(session.workspace.root), since, staged, squash)
    for unseen in judged.unseen:
        tell(session, unseen)
    if squash:
        tell(session, text("{revision} and what is here now were compared, and no commit between", revision=since))
    elif since is not None and not session.json:
        tell(session, text("{count} commits since {revision} were looked at", count=judged.commits, revision=since))
    folders = tuple(f"rounds/{name}/" for name in rounds)
    chosen = [one for one in judged.findings if (not folders or one.file.startswith(folders)) and (not files or one.file in files)]
    return chosen, judged.unseen


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


def _tell(session: Session, found: list[Finding], form: Format, unseen: list[Text], silent: bool) -> None:
    """`silent`: nothing is said of what is well; a hook is heard at every commit."""
    if form is Format.JSON:
        more = {"unseen": [say(one, session.language) for one in unseen]} if unseen else {}
        findings = json_v1.findings(found, session.language)
        print(json_v1.document("check", {"as_of": str(session.today), "findings": findings, **more}))
    elif form is Format.GITHUB:
        print_github(session, found)
    elif form is Format.SARIF:
        titles = {code: rule.title for code, rule in all_rules().items()}
        print(render.sarif(found, titles, session.language, __version__))
    elif session.to_terminal:
        render.show(found, session.language, console())
    else:
        print(render.plain(found, session.language), end="")
    if form is Format.TEXT and not silent:
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
