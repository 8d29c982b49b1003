"""`inspect save`: what was done becomes a commit, in the words of the field."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from inspect_cli.actions.saving import NobodyNamed, Pen, SaveResult
from inspect_cli.actions.saving import save as saved
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import ROUND_WRITE, verb
from inspect_cli.cli.desk.ask import questions_of
from inspect_cli.cli.desk.output import print_json, show_findings, tell
from inspect_cli.domain.finding import worst_exit
from inspect_cli.domain.text import text
from inspect_cli.render import json_v1
from inspect_cli.render.language import say


@verb("save", ROUND_WRITE)
def save(
    session: Session,
    note: Annotated[str, Option("--note", "-m", metavar="TEXT", help="more to say of it, below the line that is made")] = "",
) -> int:
    """Exit 0 also where there is nothing to save; 1 where it is judged and refused."""
    done = saved(session.workspace, pen_of(session, note), session.present, session.dry_run)
    if session.json:
        counts = (done.records, done.entries)
        print_json("saved", json_v1.deeds.saved(done.commit, counts, done.message, done.findings, session.language))
    else:
        show(session, done)
        if done.waits:
            tell(session, text("others do not have it yet; to send it: inspect sync"))
    return worst_exit(done.findings)


def show(session: Session, done: SaveResult) -> None:
    """What became of it, for people."""
    if done.findings:
        show_findings(session, done.findings)
        tell(session, text("nothing was saved, and everything is as it was: mend what is named above, then inspect save"))
    elif done.message is None:
        tell(session, text("there is nothing to save"))
    elif not done.commit:
        tell(session, text("would be saved: {what}", what=done.message))
    else:
        print(say(text("saved: {what}", what=done.message), session.language))


def pen_of(session: Session, note: str = "") -> Pen:
    """Who writes, and how."""

    def name(root: Path) -> tuple[str, str]:
        questions = questions_of(session)
        if session.hand.named:
            return session.hand.named, ""
        if not questions:
            raise NobodyNamed
        tell(session, text("git does not know yet who saves here; this is asked once"))
        named = questions.ask("--by", text("your name, as it is to stand beside what you save"), str)
        mail = questions.ask("", text("your mail address"), str, optional=True)
        return named or "", mail or ""

    return Pen(lambda said: say(said, session.language), name, note)
