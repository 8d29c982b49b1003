"""`inspect new-round`: a round opens."""

from __future__ import annotations

from typing import Annotated

from inspect_cli.actions.opening import first_write, in_order, opened, round_name
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import choice_value, choices, day_value, words_of
from inspect_cli.cli.argv.verb import ROUND_WRITE, verb
from inspect_cli.cli.desk.ask import questions_of
from inspect_cli.cli.desk.opening import Opening
from inspect_cli.cli.desk.output import print_json, tell, would_write
from inspect_cli.domain.record.round import KEYED, Deadlines, Limit, OnSite, Round
from inspect_cli.domain.text import text
from inspect_cli.domain.words import RoundKind
from inspect_cli.render import json_v1


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
    form = Opening(questions_of(session))
    made = Round(
        format=KEYED,
        id=form.given("ROUND", round_id, text("Round id, such as 2020-r2"), round_name),
        title=form.given("--title", title, text("Title"), str),
        kind=form.given("--kind", kind, text("Kind"), lambda said: choice_value(RoundKind, said, "--kind"), words_of(RoundKind)),
        team=form.given("--team", team, text("Inspection team"), str),
        units=form.units(unit or []),
        on_site=in_order(
            OnSite(
                starts=form.given("--starts", starts, text("First day on site"), lambda said: day_value(said, "--starts")),
                ends=form.ends(ends),
            )
        ),
        deadlines=Deadlines(feedback_report=Limit(months=months, basis=basis)) if months else None,
    )
    if session.dry_run:
        would_write(session, (first_write(session.workspace, made).after or b"").decode())
        return 0
    file = session.workspace.relative(opened(session.workspace, made).path)
    if session.json:
        print_json("new-round", json_v1.deeds.new_round(made.id, file))
    tell(session, text("round {round} is open: {file}", round=made.id, file=file))
    tell(session, text("next: inspect add --round {round}", round=made.id))
    return 0
