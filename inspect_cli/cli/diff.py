"""`inspect diff`: what changed between two versions, or two rounds, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from inspect_cli.actions.ends import DiffResult, between_revisions, between_rounds, must_hold, since_issued
from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import READ, verb
from inspect_cli.cli.desk.output import answer
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Level
from inspect_cli.render import json_v1
from inspect_cli.render.forms import FINDINGS


@verb("diff", READ, forms=FINDINGS)
def diff(
    session: Session,
    names: Annotated[
        list[str] | None,
        Argument(
            metavar="A[..B]", help="two revisions, or with --rounds two rounds; else HEAD and the working tree", offers=complete.rounds
        ),
    ] = None,
    rounds: Annotated[bool, Option("--rounds", help="compare two rounds: what was taken over, and what was left behind")] = False,
    issued: Annotated[
        bool, Option("--issued", help="compare what the team was told in the issued reports (or those named) with now")
    ] = False,
    staged: Annotated[bool, Option("--staged", help="up to what is staged, instead of the working tree")] = False,
) -> int:
    """Exit 0: nothing for the worse without an explanation; 1: a regression that nothing explains; 3: a record cannot be read."""
    return _tell(session, _found(session, names or [], rounds, issued, staged))


def _found(session: Session, given: Sequence[str], rounds: bool, issued: bool, staged: bool) -> DiffResult:
    if rounds:
        session.must_know_round()
        if len(given) != 2:
            raise Misused(text("two rounds are needed"), text("inspect diff --rounds R1 R2"))
        return between_rounds(session.archive, given[0], given[1], session.today)
    if issued:
        return since_issued(session.archive, session.chosen_round().folder.name, given, session.today)
    if len(given) > 1:
        raise Misused(text("there {words:is one word|are words} too many: {words}", words=list(given[1:])), text("inspect diff A..B"))
    if given and not given[0]:
        raise Misused(text("a revision is needed, and the word is empty"), text("inspect diff A..B"))
    named = given[0] if given else ""
    if session.round:
        must_hold(session.workspace, named, staged, session.round)
    return between_revisions(session.workspace, named, staged, session.round, session.present)


def _tell(session: Session, found: DiffResult) -> int:
    from inspect_cli.views.diff import page

    made = found.diff
    answer(session, "diff", lambda: page(made), lambda: json_v1.followed.diff(made, session.language), lambda: found.findings)
    if any(one.unread for one in made.findings):
        return 3
    return int(made.unexplained > 0 or any(one.level is Level.ERROR for one in made.findings))
