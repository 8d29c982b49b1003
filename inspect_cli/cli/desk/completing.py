"""The questions for what an act still lacks: only for what questions alone can bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from inspect_cli.actions.acting import Supplied
from inspect_cli.actions.amending import Because
from inspect_cli.actions.righting import Asked
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import day_value
from inspect_cli.cli.desk.ask import Questions, questions_of
from inspect_cli.cli.desk.output import tell
from inspect_cli.domain.lifecycle.decision import AllRefused, Refused
from inspect_cli.domain.text import Text, text

T = TypeVar("T")
Said = TypeVar("Said", Because, Asked)

_SIGNING = {"--reason": "reason", "--approved-by": "approved_by"}
_SIGNED = {
    "--reason": text("Reason (only Enter: nothing is changed)"),
    "--approved-by": text("Approved by (only Enter: nothing is changed)"),
}

_ASKABLE: dict[str, tuple[str, Text]] = {
    "--note": ("note", text("Note")),
    "--reason": ("note", text("Reason")),
    "--leader": ("leader", text("Responsible leader")),
    "--department": ("department", text("Responsible department")),
    "--approved-by": ("approved_by", text("Approved by")),
    "--goal": ("goal", text("Stage goal")),
    "--due": ("due", text("Due date")),
    "--to": ("due", text("New due date")),
    "--review-on": ("review_on", text("Next review date")),
}


def completed(session: Session, brought: Supplied, attempt: Callable[[Supplied], object]) -> Supplied:
    """Asks at the terminal for what the guards miss, where questions alone can bring it; else leaves it to the refusal."""
    questions = questions_of(session)
    while questions:
        try:
            attempt(brought)
            return brought
        except AllRefused as refused:
            needs = [reason.need for one in refused.refused for reason in one.reasons]
            missing = [flag for flag in dict.fromkeys(needs) if flag and _lacks(brought, flag)]
            if not missing or any(not need for need in needs):
                return brought
            for reason in (reason for one in refused.refused for reason in one.reasons):
                tell(session, reason.what)
            for flag in missing:
                brought = _asked(questions, brought, flag)
    return brought


class NobodySays(Exception):
    """An empty answer ended the questions."""


def approved(session: Session, given: Said, attempt: Callable[[Said], T], questions: Questions | None = None, ends: bool = False) -> T:
    """What comes of the attempt; asks at the terminal for the reason and the approver that a change of what is saved lacks.

    Raises what the attempt does; NobodySays where an empty answer `ends` it.
    """
    questions = questions or questions_of(session)
    while True:
        try:
            return attempt(given)
        except Refused as refused:
            missing = [one.need for one in refused.reasons if one.need in _SIGNING and not getattr(given, _SIGNING[one.need])]
            if questions is None or not missing or len(missing) != len(refused.reasons):
                raise
            for reason in refused.reasons:
                tell(session, reason.what)
            for flag in sorted(set(missing), reverse=True):
                said = questions.ask(flag, _SIGNED[flag] if ends else _ASKABLE[flag][1], str, ends=ends)
                if said is None and ends:
                    raise NobodySays from None
                answer: dict[str, Any] = {_SIGNING[flag]: said or ""}
                given = replace(given, **answer)


def _lacks(brought: Supplied, flag: str) -> bool:
    if flag == "--measure":
        return not brought.measures
    return flag in _ASKABLE and not brought.act.holds(_ASKABLE[flag][0])


def _asked(questions: Questions, brought: Supplied, flag: str) -> Supplied:
    if flag == "--measure":
        said = questions.ask(flag, text("Measure: what will be done"), str)
        return replace(brought, measures=(said or "",))
    name, question = _ASKABLE[flag]
    value: str | date | None = (
        questions.ask(flag, question, lambda typed: day_value(typed, flag))
        if name in ("due", "review_on")
        else questions.ask(flag, question, str)
    )
    return replace(brought, act=brought.act.saying(**{name: value}))
