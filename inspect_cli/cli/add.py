"""`inspect add`: an issue arrives."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from inspect_cli.actions.adding import Added, Arrival, added
from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import choice_value, day_value, optional_choice, optional_day
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.arrival import completed, text_of
from inspect_cli.cli.desk.ask import questions_of
from inspect_cli.cli.desk.output import print_json, tell, would_write
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.domain.words import Channel, Discipline, Nature, Power, Severity, State
from inspect_cli.render import json_v1
from inspect_cli.store.lookup import must_be_readable


@verb("add", WRITE)
def add(
    session: Session,
    unit: options.UnitOption = None,
    channel: Annotated[
        str | None,
        Option(
            "--channel",
            metavar="immediate|during|feedback",
            help="found by itself, handed over during the inspection, or fed back after it",
            offers=complete.channels,
        ),
    ] = None,
    title: Annotated[str, Option("--title", metavar="TEXT", help="its title")] = "",
    said: Annotated[str, Option("--text", metavar="TEXT", help="its text, word for word as received")] = "",
    text_file: Annotated[Path | None, Option("--text-file", metavar="FILE", help="read the text from a file; - is standard input")] = None,
    notice: Annotated[str, Option("--notice", metavar="NUMBER", help="the notice's number, or oral")] = "",
    found_on: Annotated[str | None, Option("--found-on", metavar="DATE", help="the day it was found or handed over")] = None,
    severity: options.SeverityOption = None,
    path: options.Headings = None,
    nature: options.NatureOption = None,
    discipline: options.DisciplineOption = None,
    post: Annotated[str, Option("--post", metavar="NAME", help="the key post it concerns")] = "",
    power: options.PowerOption = None,
    leader: options.Leader = "",
    department: options.Department = "",
    handler: options.Handler = "",
    due: options.Due = None,
    measure: options.Measures = None,
    recurs: Annotated[
        list[str] | None,
        Option("--recurs", metavar="ROUND/ID", help="an earlier issue that has come back", offers=complete.issues),
    ] = None,
    note: options.Note = "",
) -> int:
    """Asks for what is missing where somebody can answer; else names it all at once."""
    round_ = must_be_readable(session.chosen_round())
    given = {
        "--unit": unit or "",
        "--channel": channel or "",
        "--title": title,
        "--text": text_of(said, text_file),
        "--found-on": found_on or "",
        "--notice": notice,
    }
    questions = questions_of(session)
    given = completed(questions, given, round_.round)
    draft = Issue(
        uid="",
        id="",
        channel=choice_value(Channel, given["--channel"], "--channel"),
        title=given["--title"],
        text=given["--text"],
        notice=given["--notice"],
        found_on=day_value(given["--found-on"], "--found-on"),
        severity=optional_choice(Severity, severity, "--severity"),
        path=tuple(path or ()),
        nature=optional_choice(Nature, nature, "--nature"),
        discipline=optional_choice(Discipline, discipline, "--discipline"),
        post=post.strip(),
        power=optional_choice(Power, power, "--power"),
        leader=leader.strip(),
        department=department.strip(),
        handler=handler.strip(),
        original_due=optional_day(due, "--due"),
        due=optional_day(due, "--due"),
        recurs=tuple(recurs or ()),
        state=State.REGISTERED,
    )
    arrival = Arrival(given["--unit"], draft, tuple(measure or ()), note)
    try:
        done = added(session.workspace, session.hand, arrival, round_.folder.name, session.dry_run)
    except Trouble:
        if questions and questions.typed:
            tell(session, questions.resume())
        raise
    return _say(session, done)


def _say(session: Session, done: Added) -> int:
    file = session.workspace.relative(done.write.path)
    if session.dry_run:
        would_write(session, (done.write.after or b"").decode())
    elif session.json:
        print_json("add", json_v1.deeds.add(done.ref, done.issue.uid, file))
    else:
        print(done.ref)
        tell(session, text("registered: {file}", file=file))
        tell(session, text("next: inspect why {id}", id=done.issue.id))
    return 0
