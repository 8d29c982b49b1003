"""The lifecycle verbs as commands, made from the table: each takes the issues, and as options what its guards may ask for."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from inspect_cli.cli.argv import options
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.argv.values import optional_choice, optional_day
from inspect_cli.cli.argv.verb import WRITE, Verb
from inspect_cli.cli.desk.acting import perform
from inspect_cli.domain.lifecycle import guards
from inspect_cli.domain.lifecycle.moves import BY_VERB, STATE_VERBS
from inspect_cli.domain.words import Did, EvidenceKind

_OPTIONS: dict[str, tuple[Any, object]] = {
    "leader": (options.Leader, ""),
    "department": (options.Department, ""),
    "handler": (options.Handler, ""),
    "due": (options.Due, None),
    "measure": (options.Measures, None),
    "measures_done": (options.MeasuresDone, False),
    "evidence": (options.Files, None),
    "document": (options.Documents, None),
    "kind": (options.EvidenceKindOption, None),
    "approved_by": (options.ApprovedBy, ""),
    "note": (options.Note, ""),
}

BRINGS: Mapping[guards.Guard, tuple[str, ...]] = {
    guards.has_leader: ("leader", "handler"),
    guards.has_department: ("department",),
    guards.has_due: ("due",),
    guards.has_measure: ("measure",),
    guards.every_measure_done: ("measures_done",),
    guards.says_result: ("evidence", "document", "kind"),
    guards.says_answer: ("evidence", "document", "kind"),
    guards.says_what_is_left: ("evidence", "document", "kind"),
    guards.approver_named: ("approved_by",),
}
"""Which options bring what a guard asks for, so that one command can bring everything that a move needs."""


def _option_names(verb: Did) -> list[str]:
    wanted = [name for guard in BY_VERB[verb].needs for name in BRINGS.get(guard, ())]
    return [*dict.fromkeys(wanted), *(["due"] if verb is Did.CARRY else []), "note"]


def _command(verb: Did) -> Verb:
    def run(session: Session, *, ids: list[str], **given: Any) -> int:
        plain = {name: given.get(name) or "" for name in ("note", "approved_by", "leader", "department", "handler")}
        return perform(
            session,
            ids,
            verb,
            due=optional_day(given.get("due"), "--due"),
            measures=tuple(given.get("measure") or ()),
            all_measures_done=bool(given.get("measures_done")),
            files=tuple(given.get("evidence") or ()),
            documents=tuple(given.get("document") or ()),
            evidence_kind=optional_choice(EvidenceKind, given.get("kind"), "--kind"),
            **plain,
        )

    own = [inspect.Parameter("ids", inspect.Parameter.KEYWORD_ONLY, annotation=options.Issues)]
    for name in _option_names(verb):
        annotation, default = _OPTIONS[name]
        own.append(inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default))
    session = inspect.Parameter("session", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Session)
    run.__signature__ = inspect.Signature([session, *own], return_annotation=int)  # type: ignore[attr-defined]
    return Verb(verb.value, run, WRITE)


VERBS: dict[str, Verb] = {verb.value: _command(verb) for verb in STATE_VERBS}
