"""`inspect correct`: what was recorded wrongly is put right, field by field; its options are the fields as they are declared."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from inspect_cli.actions.righting import Asked, PutRight, found, planned, put_right
from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import choices, field_value, words_of
from inspect_cli.cli.argv.verb import WRITE, Verb
from inspect_cli.cli.desk import choosing
from inspect_cli.cli.desk.ask import Questions, questions_of
from inspect_cli.cli.desk.completing import NobodySays, approved
from inspect_cli.cli.desk.output import print_json, tell, would_change
from inspect_cli.domain.lifecycle.correctable import fields_at, fields_meant, part_meant
from inspect_cli.domain.lifecycle.decision import Refused
from inspect_cli.domain.mending import SET_BY_KEY, option_of
from inspect_cli.domain.record.declaration import Declared, is_word
from inspect_cli.domain.record.fields import label_of
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.render import json_v1
from inspect_cli.views.noted import in_words

_PARTS = ("", "m", "e", "TIME ACT")


def _run(
    session: Session, issue: str, part: list[str] | None = None, reason: str = "", approved_by: str = "", more: Any = None, **given: Any
) -> int:
    """Puts it right, and says whether that was recorded; at a terminal it asks for what was not typed."""
    asked = Asked(issue, {}, " ".join(part or ()), reason.strip(), approved_by.strip(), session.round)
    questions = questions_of(session)
    asked = replace(asked, values=_typed(session, asked, given, more or []))
    answered = _answered(session, asked, questions) if not asked.values and questions else asked
    attempt = planned if session.dry_run else put_right
    try:
        if answered is None:
            raise NobodySays
        done = approved(session, answered, lambda one: attempt(session.workspace, session.hand, one), questions, ends=True)
    except NobodySays:
        tell(session, text("nothing was changed"))
        return 0
    if session.dry_run:
        would_change(session, *done.steps)
        return 0
    if session.json:
        print_json("acted", json_v1.deeds.acted(done.before, done.done.issue, done.done.told, done.done.entry))
        return 0
    for said in _said(done, part_meant(done.opened.issue, answered.part)):
        tell(session, said)
    return 0


def _part(session: Session, asked: Asked) -> str:
    """The part that is meant. Raises NotFound."""
    _, record = found(session.workspace, session.hand, asked.name, session.round)
    return part_meant(record.issue, asked.part)


def _typed(session: Session, asked: Asked, given: Mapping[str, Any], more: list[str]) -> dict[str, Any]:
    """What the options say, by the key of the field. Raises Misused for a value that is none, and for a field that is not there."""
    part = _part(session, asked)
    here = fields_at(part)
    keys = {key.rpartition(".")[2]: key for key in here if key.rpartition(".")[2] not in SET_BY_KEY}
    values: dict[str, Any] = {}
    for name, typed in given.items():
        if typed is not None:
            key = keys.get(name, name)
            one = here.get(key)
            values[key] = tuple(typed) if isinstance(typed, list) else field_value(one, typed, option_of(key)) if one else typed
    for said in more:
        name, equals, typed = said.partition("=")
        meant = fields_meant(name, part) if equals else []
        if len(meant) != 1:
            known = [label_of(one, part) for one in meant or here]
            raise Misused(text("--set: {typed} is no FIELD=VALUE", typed=said), text("one of {words}", words=known))
        key = meant[0]
        values[key] = field_value(here[key], typed, key)
    return values | ({"unit": values["unit"].upper()} if values.get("unit") else {})


def _answered(session: Session, asked: Asked, questions: Questions) -> Asked | None:
    """With the part and the field that are wrong, and what it is to say; None where nobody says any. Raises Refused."""
    try:
        planned(session.workspace, session.hand, asked)
    except Refused as refused:
        if any(one.need != "--title" for one in refused.reasons):
            raise
    loaded, record = found(session.workspace, session.hand, asked.name, session.round)
    meant = choosing.chosen(questions, record.issue, loaded.round, part_meant(record.issue, asked.part))
    if meant is None:
        return None
    part, key = meant
    one = fields_at(part)[key]
    words = choosing.units_of(loaded.round) if key == "unit" else words_of(one.kind) if is_word(one.kind) else None
    question = text("What is right for {field} (only Enter: nothing is changed)", field=label_of(key, part))
    value = questions.ask(
        option_of(key),
        question,
        lambda typed: field_value(one, typed.upper() if key == "unit" else typed, option_of(key)),
        words,
        ends=True,
    )
    return None if value is None else replace(asked, part=part, values={key: value})


def _said(done: PutRight, part: str) -> Iterator[Text]:
    entry, ref = done.done.entry, f"{done.before.split('/')[0]}/{done.done.issue.id}"
    for one in done.done.told:
        was, now = in_words(one.field, one.was, part), in_words(one.field, one.now, part)
        yield text("{issue}  {field}: {was} → {now}", issue=ref, field=label_of(one.field, part), was=was, now=now)
    yield from done.done.beside
    for source, target in done.moved.moved.items() if done.moved else ():
        yield text("  {source} → {target}", source=source, target=target)
    for name, field in done.moved.linked if done.moved else ():
        yield text("  {name} names it anew in {field}", name=name, field=field)
    if entry is None:
        yield text("put right without a trace: nobody has seen it yet")
    elif entry.approved_by:
        yield text("recorded as a correction, approved by {who}: {reason}", who=entry.approved_by, reason=entry.note)
    else:
        yield text("recorded as a correction: {reason}", reason=entry.note)


def _option(name: str, declared: Declared) -> Any:
    metavar = choices(declared.kind) if is_word(declared.kind) else "DATE" if declared.kind is date else "TEXT"
    several = declared.kind == tuple[str, ...]
    return Annotated[list[str] | None if several else str | None, Option(option_of(name), metavar=metavar, help=declared.word)]


def _command() -> Verb:
    every = {key.rpartition(".")[2]: one for part in reversed(_PARTS) for key, one in fields_at(part).items()}
    ordered = dict.fromkeys(key.rpartition(".")[2] for part in _PARTS for key in fields_at(part))
    unit = {"unit": options.UnitOption}
    kinds = {name: unit.get(name) or _option(name, every[name]) for name in ordered if name not in SET_BY_KEY}
    own: dict[str, tuple[Any, object]] = {
        "issue": (options.OneIssue, inspect.Parameter.empty),
        **{name: (kind, None) for name, kind in kinds.items()},
        "more": (Annotated[list[str] | None, Option("--set", metavar="FIELD=VALUE", help="any field by its key: withheld.reason=…")], None),
        "reason": (Annotated[str, Option("--reason", "-m", metavar="TEXT", help="why it was wrong, where it is saved already")], ""),
        "approved_by": (options.ApprovedBy, ""),
        "part": (
            Annotated[list[str] | None, Argument(metavar="PART", help="a measure m1, evidence e1, or an entry by its time and act")],
            None,
        ),
    }
    alone = inspect.Parameter.KEYWORD_ONLY
    words = [inspect.Parameter(name, alone, annotation=kind, default=default) for name, (kind, default) in own.items()]
    session = inspect.Parameter("session", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Session)
    _run.__signature__ = inspect.Signature([session, *words], return_annotation=int)  # type: ignore[attr-defined]
    return Verb("correct", _run, WRITE)


correct = _command()
