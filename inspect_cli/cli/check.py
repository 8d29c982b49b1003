"""`inspect check`: every rule over every record."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from inspect_cli.actions.archive import Archive
from inspect_cli.actions.checking import checked, checked_since, scope
from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer, tell
from inspect_cli.domain.finding import Finding, worst_exit
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Level
from inspect_cli.render import json_v1
from inspect_cli.render.forms import FINDINGS
from inspect_cli.views.page import Findings

if TYPE_CHECKING:
    from inspect_cli.actions.since import SinceResult


@verb("check", READ, forms=FINDINGS, remembered=True)
def check(
    session: Session,
    names: Annotated[
        list[str] | None, Argument(metavar="ROUND|ID", help="only these rounds or issues", offers=complete.issues_and_rounds)
    ] = None,
    strict: Annotated[bool, Option("--strict", help="warnings fail too", remembered=True)] = False,
    full: Annotated[bool, Option("--full", help="read and hash every file again, evidence too")] = False,
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="REV",
            help="judge what every commit since then changed, and what is not committed; a branch: since HEAD parted "
            "from it; anything else that HEAD does not come from is compared with HEAD too",
        ),
    ] = None,
    staged: Annotated[bool, Option("--staged", help="judge what is staged against HEAD: for a hook")] = False,
    squash: Annotated[bool, Option("--squash", help="with --since: look at the two ends alone")] = False,
) -> int:
    """Exit 0: nothing wrong; 1: errors (with --strict: warnings); 3: a record cannot be read."""
    if staged and _was_judged(session):
        return 0
    where = scope(session.workspace, names or [], session.round, session.today, since, staged)
    if squash and since is None:
        raise Misused(text("--squash goes with --since"), text("inspect check --since REV --squash"))
    unseen: Sequence[Text] = ()
    judged: SinceResult | None = None
    if since is not None or staged:
        judged = checked_since(session.workspace, where, since, staged, squash, session.present)
        found, unseen = judged.findings, judged.unseen
        if since is not None:
            _tell_how(session, judged, since, staged, squash)
        for one in unseen:
            tell(session, one)
    else:
        archive = Archive(session.workspace, indexed=False) if full else session.archive
        found = checked(archive, where, session.today, session.present)

    def in_json() -> object:
        looked = json_v1.judged.since(since, judged.descent, judged.commits) if since is not None and judged else None
        return json_v1.judged.check(session.today, found, unseen, session.language, looked)

    answer(session, "check", (Findings(found),), in_json, lambda: found)
    heard = found or not staged  # a hook is heard at every commit: it says nothing of what is well
    if heard and session.form not in ("json", "github", "sarif"):
        _tell_counts(session, found)
    return worst_exit(found, strict)


def _was_judged(session: Session) -> bool:
    """`inspect save` has judged just this, and then started the commit whose hook asks again."""
    judged = os.environ.get("INSPECT_JUDGED")
    if not judged:
        return False
    from inspect_cli.store.git.asking import ask

    root = session.workspace.root
    return judged == f"{ask(root, 'write-tree', check=False).strip()} {root}"


def _tell_how(session: Session, judged: SinceResult, since: str, staged: bool, squash: bool) -> None:
    """How the revision stands to HEAD, and how far was looked."""
    from inspect_cli.views import since as how  # only where versions are compared

    for said in (how.stands(judged.descent, since), how.looked_at(judged.descent, since, judged.commits, staged, squash)):
        if said.english and (squash or not session.json):
            tell(session, said)


def _tell_counts(session: Session, found: Sequence[Finding]) -> None:
    levels = Counter(one.level for one in found)
    counts = {"errors": levels[Level.ERROR], "warnings": levels[Level.WARNING], "infos": levels[Level.INFO]}
    said = text("as of {day}: {errors} {errors:error|errors}, {warnings} {warnings:warning|warnings}, {infos} {infos:note|notes}")
    tell(session, said.about(day=session.today, **counts))
