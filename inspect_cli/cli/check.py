"""`inspect check`: every rule over every record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from inspect_cli import __version__
from inspect_cli.actions.archive import Archive
from inspect_cli.actions.checking import checked, checked_since, scope
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

if TYPE_CHECKING:
    from inspect_cli.actions.since import SinceResult


FORMATS = ("text", "json", "github", "sarif")


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
    form: Annotated[str, Option("--format", metavar="|".join(FORMATS), help="how findings are told")] = "text",
) -> int:
    """Exit 0: nothing wrong; 1: errors (with --strict: warnings); 3: a record cannot be read."""
    must_be_one_of(form, FORMATS, "--format")
    where = scope(session.workspace, names or [], session.round, session.today)
    if squash and since is None:
        raise Misused(text("--squash goes with --since"), text("inspect check --since REV --squash"))
    unseen: Sequence[Text] = ()
    if since is not None or staged:
        judged = checked_since(session.workspace, where, since, staged, squash)
        found, unseen = judged.findings, judged.unseen
        _tell_how(session, judged, since, squash)
    else:
        found = checked(Archive(session.workspace, indexed=False) if full else session.archive, where, session.today)
    _tell(session, found, "json" if session.json else form, unseen, silent=staged and not found)
    return worst_exit(found, strict)


def _tell_how(session: Session, judged: SinceResult, since: str | None, squash: bool) -> None:
    """What could not be seen, and how far was looked."""
    for unseen in judged.unseen:
        tell(session, unseen)
    if squash:
        tell(session, text("{revision} and what is here now were compared, and no commit between", revision=since))
    elif since is not None and not session.json:
        tell(session, text("{count} commits since {revision} were looked at", count=judged.commits, revision=since))


def _tell(session: Session, found: Sequence[Finding], form: str, unseen: Sequence[Text], silent: bool) -> None:
    """`silent`: nothing is said of what is well; a hook is heard at every commit."""
    if form == "json":
        more = {"unseen": [say(one, session.language) for one in unseen]} if unseen else {}
        findings = json_v1.findings(found, session.language)
        print(json_v1.document("check", {"as_of": str(session.today), "findings": findings, **more}))
    elif form == "github":
        print_github(session, found)
    elif form == "sarif":
        titles = {code: rule.title for code, rule in all_rules().items()}
        print(render.sarif(found, titles, session.language, __version__))
    elif session.to_terminal:
        render.show(found, session.language, console())
    else:
        print(render.plain(found, session.language), end="")
    if form == "text" and not silent:
        levels = Counter(one.level for one in found)
        counts = {"errors": levels[Level.ERROR], "warnings": levels[Level.WARNING], "infos": levels[Level.INFO]}
        tell(session, text("as of {day}: {errors} errors, {warnings} warnings, {infos} notes", day=session.today, **counts))
