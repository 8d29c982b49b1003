"""What is wrong in a record, chosen at a terminal: a field that says something, a measure, a piece of evidence, a note; then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import partial

from inspect_cli.cli.desk.ask import Questions
from inspect_cli.domain.lifecycle.correctable import fields_at, fields_meant, noted_in, part_meant, parts, value_at
from inspect_cli.domain.record.deeds import name_of, note_now, told
from inspect_cli.domain.record.fields import FIELDS, label_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import Misused
from inspect_cli.domain.words import Word
from inspect_cli.views.page import clipped

_ROOM = 20
"""Lines of a list, so that the question is still seen above the last one of a small terminal."""
_GROUPS = ("measures", "evidence", "history")
_REST = "…"

Choices = dict[str, object]


def chosen(questions: Questions, issue: Issue, round_: Round, part: str = "") -> tuple[str, str] | None:
    """The part and the field that are wrong; None where nobody says any."""
    question = text("Which is wrong: its number or name (only Enter: nothing)")
    shown = _fields(issue, round_, part) if part else _first(issue, round_)
    while " " not in part:
        found = questions.ask("PART", question, partial(_meant, issue, part), shown, ends=True)
        if found is None:
            return None
        questions.typed.pop()
        if found in (_REST, *_GROUPS):
            shown = _rest(issue, round_) if found == _REST else _group(issue, found)
        elif found in fields_at(part):
            return part, found
        else:
            part = found
            questions.typed.append(("PART", part))
            shown = _fields(issue, round_, part)
    return part, "note"


def _meant(issue: Issue, part: str, typed: str) -> str:
    """The field, the part or the list that somebody names. Raises Misused."""
    found = part_meant(issue, typed)
    if not part and (typed in (_REST, *_GROUPS) or found in parts(issue) or " " in found):
        return found
    keys = fields_meant(typed, part)
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise Misused(text("{typed} may be several", typed=typed), text("one of {words}", words=[label_of(key, part) for key in keys]))
    raise Misused(text("there is no field {field}", field=typed), text("its number, or its name as it stands above"))


def _first(issue: Issue, round_: Round) -> Choices:
    """What says something, in as many lines as a small terminal has; of what does not fit, one line that leads there."""
    groups = {name: _group(issue, name) for name in _GROUPS}
    heads: Choices = {name: _line(FIELDS[name], len(group)) for name, group in groups.items() if group}
    full = {key: said for key, said in _fields(issue, round_, "").items() if value_at(issue, "", key)}
    shown = dict(list(full.items())[: _ROOM - len(heads) - 1])
    room = _ROOM - len(heads) - 1 - len(shown)
    for name in heads:
        if len(groups[name]) <= room + 1:
            shown |= groups[name]
            room -= len(groups[name]) - 1
        else:
            shown[name] = heads[name]
    left = [_short(label_of(key)) for key in fields_at("") if key not in shown]
    return {**shown, _REST: text("the rest: {fields}", fields=_some(left))}


def _rest(issue: Issue, round_: Round) -> Choices:
    first = _first(issue, round_)
    return {key: said for key, said in _fields(issue, round_, "").items() if key not in first}


def _fields(issue: Issue, round_: Round, part: str) -> Choices:
    return {key: _line(_short(label_of(key, part)), _value(issue, round_, part, key)) for key in fields_at(part)}


def _group(issue: Issue, name: str) -> Choices:
    """The measures, the evidence, or the entries with a note, by what names them."""
    if name == "history":
        told_of = text("{did} {at}: {note}")
        noted = noted_in(issue)
        return {name_of(one): told_of.about(did=one.did, at=f"{one.at:%m-%d %H:%M}", note=_cut(note_now(issue, one))) for one in noted}
    if name == "measures":
        return {one.id: _line(one.id, _cut(one.text)) for one in issue.measures}
    return {one.id: _line(one.id, _cut(one.note or one.document or one.file.rpartition("/")[2])) for one in issue.evidence}


def _value(issue: Issue, round_: Round, part: str, key: str) -> object:
    value = value_at(issue, part, key)
    if isinstance(value, bool):
        return Word("是", "yes") if value else "—"
    if key == "unit":
        return f"{value} {round_.unit_name(str(value))}"
    return value if isinstance(value, StrEnum) else _cut(told(value)) or "—"


def _line(label: object, said: object) -> Text:
    return text("{field}: {value}", field=label, value=said)


def _short(label: Word) -> Word:
    """Without what explains it in brackets."""
    return Word(label.zh.partition("（")[0] + label.zh.partition("）")[2], label.en.partition(", ")[0])


def _some(names: Iterable[object]) -> list[object]:
    every = list(names)
    return [*every[:5], *(["…"] if len(every) > 5 else [])]


def _cut(said: str) -> str:
    return clipped(" ".join(said.split()))


def units_of(round_: Round) -> Mapping[str, object]:
    """The units of the round as choices."""
    return {one.code: f"{one.code} {one.name}" for one in round_.units}
