"""`inspect new-round`: a round opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated

from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import choice_value, choices, day_value, optional_day, pair_value, words_of
from inspect_cli.cli.argv.verb import ROUND_WRITE, verb
from inspect_cli.cli.desk.ask import Questions, questions_of
from inspect_cli.cli.desk.output import tell, would_write
from inspect_cli.domain.record.round import Deadlines, Limit, OnSite, Round, Unit
from inspect_cli.domain.record.shape import ROUND_ID, UNIT
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import RoundKind
from inspect_cli.render import json_v1
from inspect_cli.store import writing
from inspect_cli.store.files import disk
from inspect_cli.store.files.evidence import RESERVED


@verb("new-round", ROUND_WRITE)
def new_round(
    session: Session,
    round_id: Annotated[str, Argument(metavar="ROUND", help="its id, such as 2020-r2")] = "",
    title: Annotated[str, Option("--title", metavar="TEXT", help="its title")] = "",
    kind: Annotated[str, Option("--kind", metavar=choices(RoundKind), help="what kind of round it is")] = "",
    team: Annotated[str, Option("--team", metavar="NAME", help="the inspection team")] = "",
    unit: Annotated[list[str] | None, Option("--unit", metavar="CODE=NAME", help="an inspected unit; once for each")] = None,
    starts: Annotated[str, Option("--starts", metavar="DATE", help="first day on site")] = "",
    ends: Annotated[str, Option("--ends", metavar="DATE", help="last day on site, if it is fixed")] = "",
    months: Annotated[int | None, Option("--feedback-months", metavar="N", help="months for the feedback report")] = None,
    basis: Annotated[str, Option("--basis", metavar="TEXT", help="what that limit rests on")] = "",
) -> int:
    """Asks for what is missing where somebody can answer; else names it."""
    questions = questions_of(session)
    made = Round(
        id=_given(questions, "ROUND", round_id, text("Round id, such as 2020-r2"), _round_id),
        title=_given(questions, "--title", title, text("Title"), str),
        kind=choice_value(RoundKind, _given(questions, "--kind", kind, text("Kind"), _kind, RoundKind), "--kind"),
        team=_given(questions, "--team", team, text("Inspection team"), str),
        units=_units(questions, unit or []),
        on_site=OnSite(
            starts=day_value(_given(questions, "--starts", starts, text("First day on site"), _day), "--starts"),
            ends=_ends(questions, ends),
        ),
        deadlines=Deadlines(feedback_report=Limit(months=months, basis=basis)) if months else None,
    )
    if made.on_site and made.on_site.ends and made.on_site.ends < made.on_site.starts:
        raise Misused(
            text("the on-site period ends on {ends}, before it starts on {starts}", ends=made.on_site.ends, starts=made.on_site.starts),
            text("change --starts or --ends"),
        )
    return _write(session, made)


def _write(session: Session, made: Round) -> int:
    workspace = session.workspace
    folder = workspace.root / "rounds" / made.id
    content = writing.round_text(made)
    if session.dry_run:
        would_write(session, content.decode())
        return 0
    with workspace.locked():
        if made.id.lower() in [name.lower() for name in workspace.round_ids()]:
            raise Misused(text("round {round} is there already", round=made.id), text("inspect status --round {round}", round=made.id))
        disk.make_folder(folder / "issues")
        disk.write_all([disk.Write(folder / "round.yaml", None, content)], workspace.journal)
    if session.json:
        print(json_v1.document("new-round", {"round": made.id, "file": workspace.relative(folder / "round.yaml")}))
    tell(session, text("round {round} is open: {file}", round=made.id, file=workspace.relative(folder / "round.yaml")))
    tell(session, text("next: inspect add --round {round}", round=made.id))
    return 0


def _given(
    questions: Questions | None, flag: str, typed: str, question: Text, read: Callable[[str], str], kind: type[RoundKind] | None = None
) -> str:
    if typed.strip():
        return read(typed.strip())
    if questions is None:
        raise Misused(text("{what} is missing", what=flag), text("inspect new-round --help shows what it takes"))
    return questions.ask(flag, question, read, words_of(kind) if kind else None) or ""


def _units(questions: Questions | None, typed: list[str]) -> tuple[Unit, ...]:
    units = [_unit(each) for each in typed]
    if not units and questions is None:
        raise Misused(text("{what} is missing", what="--unit"), text("for example {flag} CG=市城市管理局党组", flag="--unit"))
    while questions and not typed:
        asked = questions.ask("--unit", text("Inspected unit as CODE=NAME"), _unit, optional=bool(units))
        if asked is None:
            break
        units.append(asked)
    codes = [unit.code for unit in units]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise Misused(text("unit {code} is named twice", code=twice), text("one code for each unit"))
    return tuple(units)


def _unit(typed: str) -> Unit:
    code, name = pair_value(typed, "--unit")
    if not re.fullmatch(UNIT, code.upper()):
        raise Misused(text("--unit: {code} is no code", code=code), text("1 to 8 of A-Z and 0-9, starting with a letter"))
    return Unit(code=code.upper(), name=name)


def _round_id(typed: str) -> str:
    if not re.fullmatch(ROUND_ID, typed) or typed.endswith(".") or typed.lower().split(".")[0] in RESERVED:
        raise Misused(text("{id} cannot name a round", id=typed), text("letters, digits, dot, dash and underscore, such as 2020-r2"))
    return typed


def _kind(typed: str) -> str:
    return choice_value(RoundKind, typed, "--kind").value


def _day(typed: str) -> str:
    return day_value(typed, "--starts").isoformat()


def _ends(questions: Questions | None, typed: str) -> date | None:
    if typed or questions is None or not questions.typed:
        return optional_day(typed, "--ends")
    return questions.ask("--ends", text("Last day on site"), lambda given: day_value(given, "--ends"), optional=True)


VERB = new_round
