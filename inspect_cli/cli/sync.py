"""`inspect sync`: this clone and what others saved come together."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.merging.choosing import Choice
from inspect_cli.actions.syncing import SyncResult, back
from inspect_cli.actions.syncing import sync as synced
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.verb import verb
from inspect_cli.cli.desk.output import print_json, show_findings, tell
from inspect_cli.cli.save import pen_of
from inspect_cli.cli.save import show as show_saved
from inspect_cli.domain.finding import worst_exit
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render import json_v1
from inspect_cli.render.language import say


@verb("sync", ("by",))
def sync(
    session: Session,
    note: Annotated[str, Option("--note", "-m", metavar="TEXT", help="more to say of it, below the line that is made")] = "",
    mine: Annotated[list[str] | None, Option("--mine", metavar="ID", help="in a conflict the version of this clone holds")] = None,
    theirs: Annotated[list[str] | None, Option("--theirs", metavar="ID", help="in a conflict the version of the others holds")] = None,
    resolve: Annotated[bool, Option("--resolve", help="lay a conflict out here, with both sides between markers")] = False,
    go_back: Annotated[bool, Option("--back", help="leave a conflict that was laid out: everything is as it was saved")] = False,
) -> int:
    """Exit 1 where the merge is judged and refused; 7 in a conflict, without a server, or where git fails."""
    choice = Choice(session.hand, tuple(mine or ()), tuple(theirs or ())) if mine or theirs else None
    both = [flag for flag, given in (("--mine, --theirs", choice), ("--resolve", resolve), ("--back", go_back)) if given]
    if len(both) > 1:
        raise Misused(text("{words} contradict each other", words=both), text("name one of them"))
    if go_back:
        return _back(session)
    done = synced(session.workspace, pen_of(session, note), session.present, resolve, choice)
    found = (*done.saved.findings, *done.findings)
    if session.json:
        print_json("synced", json_v1.deeds.synced(done.saved.commit, done.came, done.sent, found, session.language))
    elif done.saved.findings:
        show_saved(session, done.saved)
    else:
        _show(session, done)
    return worst_exit(found)


def _back(session: Session) -> int:
    kept = back(session.workspace)
    if session.json:
        print_json("synced", json_v1.deeds.synced("", (), 0, (), session.language))
    tell(session, text("everything is as it was saved"))
    if kept:
        tell(session, text("what lay here is kept in {folder}", folder=str(kept)))
    return 0


def _show(session: Session, done: SyncResult) -> None:
    if done.saved.commit:
        show_saved(session, done.saved)
    if done.findings:
        show_findings(session, done.findings)
        tell(session, _OTHERS if done.is_theirs else _JOINED)
    elif done.came or done.sent:
        said = text("came: {count} {count:record|records}; sent: {sent} {sent:commit|commits}", count=len(done.came), sent=done.sent)
        print(say(said, session.language))
        if done.came:
            tell(session, text("from others: {names}", names=list(done.came)))
    else:
        tell(session, text("everything is on both sides"))


_JOINED = text("joined with what others saved, this would not hold; nothing was changed here and nothing was sent")
_OTHERS = text(
    "others saved this so; nothing was changed here and nothing was sent: whoever did it puts it right and sends it, then inspect sync"
)
