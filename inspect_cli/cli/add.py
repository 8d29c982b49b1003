"""`inspect add`: an issue arrives."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from inspect_cli.cli.argv import complete, options
from inspect_cli.cli.argv.parameter import Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import choice_value, day_value, optional_choice, optional_day, words_of
from inspect_cli.cli.argv.verb import WRITE, verb
from inspect_cli.cli.desk.ask import Questions, questions_of
from inspect_cli.cli.desk.output import tell, would_write
from inspect_cli.domain.lifecycle.act import Act, Situation
from inspect_cli.domain.lifecycle.bundle import Bundle
from inspect_cli.domain.lifecycle.decision import registered
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused, Trouble
from inspect_cli.domain.words import Channel, Did, Discipline, Nature, Power, Severity, State
from inspect_cli.render import json_v1
from inspect_cli.store import writing
from inspect_cli.store.files import disk
from inspect_cli.store.lookup import must_be_readable
from inspect_cli.store.numbering import new_uid, next_id


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
    body = _text_of(said, text_file)
    given = {
        "--unit": unit or "",
        "--channel": channel or "",
        "--title": title,
        "--text": body,
        "--found-on": found_on or "",
        "--notice": notice,
    }
    questions = questions_of(session)
    given = {flag: value if flag == "--text" else value.strip() for flag, value in given.items()}
    _complete(questions, given, round_.round)
    draft = Issue(
        uid=new_uid(),
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
    act = Act(verb=Did.REGISTER, by=session.actor(round_.round.people), at=session.now, note=note, due=draft.due)
    measures = Bundle(act=act, measures=tuple(measure or ())).acts(draft)
    try:
        return _write(session, round_.folder.name, round_.round, draft, given["--unit"], act, measures)
    except Trouble:
        if questions and questions.typed:
            tell(session, questions.resume())
        raise


def _write(session: Session, round_id: str, round_: Round, draft: Issue, unit: str, act: Act, measures: list[Act]) -> int:
    workspace = session.workspace
    with workspace.locked():
        new = replace(draft, id=next_id(workspace, round_id, unit, draft.channel))
        made = registered(new, act, Situation(round=round_, today=session.today, name=new.id), measures)
        path = workspace.place_for(round_id, made.id)
        content = writing.issue_text(made)
        if session.dry_run:
            would_write(session, content.decode())
            return 0
        disk.write_all([disk.Write(path, None, content)], workspace.journal)
    if session.json:
        print(json_v1.document("add", {"issue": f"{round_id}/{made.id}", "uid": made.uid, "file": workspace.relative(path)}))
    else:
        print(f"{round_id}/{made.id}")
        tell(session, text("registered: {file}", file=workspace.relative(path)))
        tell(session, text("next: inspect why {id}", id=made.id))
    return 0


def _text_of(said: str, file: Path | None) -> str:
    """The text from the flag or the file, word for word. Raises Misused where the file is not UTF-8: guessing would change words."""
    if file is None:
        return said
    if str(file) != "-" and not file.is_file():
        raise Misused(text("{file} is not a plain file", file=str(file)), text("--text-file FILE, or - for standard input"))
    content = sys.stdin.buffer.read() if str(file) == "-" and sys.stdin else disk.read_bytes(file)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").strip("\n")
    except UnicodeDecodeError:
        raise Misused(
            text("{file} is not UTF-8 text", file=str(file)), text("save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)")
        ) from None


def _complete(questions: Questions | None, given: dict[str, str], round_: Round) -> None:
    """Fills in what is missing by asking, or names it all; a unit is one of the round's."""
    codes = {unit.code: unit.name for unit in round_.units}

    def unit(typed: str) -> str:
        if typed.upper() not in codes:
            raise Misused(
                text("round {round} has no unit {unit}", round=round_.id, unit=typed), text("its units: {units}", units=list(codes))
            )
        return typed.upper()

    if questions is not None:
        asked: list[tuple[str, Text, object, object]] = [
            ("--unit", text("Unit"), unit, codes),
            ("--channel", text("Channel"), lambda typed: choice_value(Channel, typed, "--channel").value, words_of(Channel)),
            ("--title", text("Title"), str, None),
            ("--text", text("Text, word for word as received"), str, None),
            ("--found-on", text("Found or handed over on"), lambda typed: day_value(typed, "--found-on").isoformat(), None),
            ("--notice", text("Notice number, or oral"), str, None),
        ]
        for flag, question, read, choices in asked:
            if not given[flag] and (flag != "--notice" or given["--channel"] == Channel.DURING):
                given[flag] = questions.ask(flag, question, read, choices) or ""  # type: ignore[arg-type]
    missing = [flag for flag, value in given.items() if not value.strip() and flag != "--notice"]
    if missing:
        raise Misused(text("{what} is missing", what=missing), text("inspect add --help shows what it takes"))
    given["--unit"] = unit(given["--unit"])


VERB = add
