"""Document -> Issue or Round, or complaints with their places: the careful way in, which can explain itself.

Pydantic judges the values; this turns its complaints into our sentences, names the nearest known word, and hands on plain
records. A file that cannot be taken as a record is never half taken.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from inspect_cli.domain.record.declaration import declared_at, form_of, keys_at
from inspect_cli.domain.record.forms import Form
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.models import model_of, plain
from inspect_cli.domain.record.round import KEYED, Round
from inspect_cli.domain.saying import is_blank
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.store.complaint import Complaint
from inspect_cli.yamlsplice.change import Route
from inspect_cli.yamlsplice.document import Data, Document, YamlFault


def issue_from(document: Document) -> Issue | list[Complaint]:
    """The issue that the document holds, or everything that is wrong with it."""
    found: Issue | list[Complaint] = _record_from(document, Issue)
    return found


def round_from(document: Document) -> Round | list[Complaint]:
    """The round that the document holds, or everything that is wrong with it."""
    stated = "" if document.faults else str(document.data.get("format") or "")
    if stated.isascii() and stated.isdigit() and int(stated) > KEYED:  # what else stands there means what a newer program says
        said = text("format {format}: the round needs a newer inspect", format=stated)
        return [Complaint("SCH19", said, document.where(("format",)), text("install a newer inspect; the file stays as it is"))]
    found: Round | list[Complaint] = _record_from(document, Round)
    return found


def _record_from(document: Document, record: type) -> Any:
    if document.faults:
        return [_yaml_complaint(fault) for fault in document.faults]
    empty = [_unknown_key(route, document, record) for route in _empty_unknown_keys(document.data, record, ())]
    try:
        found = plain(model_of(record).model_validate(without_empty(document.data)), record)
        return empty or found
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _counts_only_the_good(detail)]
        return [*empty, *(_complaint(detail, document, record) for detail in details)]


def _counts_only_the_good(detail: ErrorDetails) -> bool:
    """Pydantic calls a list too short when its entries are wrong; those are complained about themselves."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _empty_unknown_keys(data: Data, record: type, route: Route) -> list[Route]:
    """Unknown keys without a value: `{money_recovered: 12,5}` holds the key 5, and says 12."""
    if isinstance(data, list):
        return [found for at, item in enumerate(data) for found in _empty_unknown_keys(item, record, (*route, at))]
    if not isinstance(data, dict):
        return []
    known = keys_at(record, route)
    here: list[Route] = [(*route, key) for key, value in data.items() if known and _is_empty(value) and key not in known]
    return here + [found for key, value in data.items() for found in _empty_unknown_keys(value, record, (*route, key))]


def _is_empty(value: Data) -> bool:
    """Nothing, or nothing but blanks and what nobody sees: a space names nobody and proves nothing."""
    return value is None or (isinstance(value, str) and is_blank(value))


def without_empty(data: Data) -> Data:
    """The data without its empty values, at every depth: an empty value is the same as an absent key."""
    if isinstance(data, dict):
        kept = {key: without_empty(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if not _is_empty(value)}
    if isinstance(data, list):
        return [without_empty(item) for item in data]
    return data


# -- complaints about YAML ---------------------------------------------------------------------------------------------

_YAML: dict[str, tuple[str, Text, Text]] = {
    "encoding": ("SCH02", text("the file is not UTF-8 text"), text("save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)")),
    "control": ("SCH02", text("the character {detail} must not stand in the file"), text("delete the character")),
    "syntax": (
        "SCH01",
        text("this is not YAML: {detail}"),
        text("look at the line above as well: a missing quote or indent shows late"),
    ),
    "tab": ("SCH01", text("a tab stands where YAML wants spaces"), text("replace the tab with spaces")),
    "markers": (
        "SCH03",
        text("a merge stopped here: both versions stand in the file, between conflict markers"),
        text(
            "one issue: keep what holds, delete the lines <<<<<<<, ======= and >>>>>>>, then run inspect check; "
            "two issues of one number (two uids): inspect sync --back, inspect renumber ID, inspect sync"
        ),
    ),
    "several": (
        "SCH12",
        text("the file holds more than one document"),
        text("one file is one record: delete the line --- and what follows"),
    ),
    "empty": ("SCH12", text("the file is empty"), text("bring its content back: inspect restore FILE")),
    "not_mapping": ("SCH12", text("the file does not hold keys with values"), text("write key: value, as the other records do")),
    "duplicate": ("SCH04", text("the key {detail} stands twice"), text("keep one of them")),
    "key": ("SCH09", text("a key must be a plain word"), text("write key: value, as the other records do")),
    "tag": ("SCH12", text("the tag {detail} is not allowed: a record is data, not a program"), text("delete the tag")),
    "deep": ("SCH11", text("it is nested more deeply than any record"), text("bring its content back: inspect restore FILE")),
    "large": (
        "SCH11",
        text("the file holds more than a record can (1 MB, 30,000 values)"),
        text("files belong into evidence: inspect evidence add ID FILE"),
    ),
    "alias": ("SCH11", text("its aliases expand without end"), text("write the values out in full")),
}


def _yaml_complaint(fault: YamlFault) -> Complaint:
    rule, message, fix = _YAML[fault.kind]
    if fault.kind != "syntax":
        return Complaint(rule, message.about(detail=fault.detail), fault.place, fix)
    from inspect_cli.store.yaml_words import yaml_complaint

    return Complaint(rule, message.about(detail=yaml_complaint(fault.detail)), fault.place, fix)


# -- complaints about values -------------------------------------------------------------------------------------------


def _complaint(error: ErrorDetails, document: Document, record: type) -> Complaint:
    route = tuple(part for part in error["loc"] if part != "[key]")
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(route, document, record)
    rule, message, fix = _value_words(kind, route, error, _seen(document.data, route), record)
    return Complaint(rule, message, document.where(route), fix)


def _unknown_key(route: Route, document: Document, record: type) -> Complaint:
    key = str(route[-1])
    known = keys_at(record, route[:-1])
    near = difflib.get_close_matches(key, known, 1, cutoff=0.6) or difflib.get_close_matches(key.lower(), known, 1, cutoff=0.5)
    place = document.where(route, key=True)
    if near:
        return Complaint(
            "SCH05", text("unknown key {key}; did you mean {near}?", key=key, near=near[0]), place, text("write {near}: …", near=near[0])
        )
    return Complaint("SCH05", text("unknown key {key}", key=key), place, text("known keys here: {keys}", keys=known))


def _seen(data: Data, route: Route) -> str:
    """The value at the route as it stands in the file, shortened; "" where there is none."""
    here: Data = data
    for step in route:
        if isinstance(here, dict) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            return ""
    return here if isinstance(here, str) and len(here) <= 60 else (here[:57] + "…" if isinstance(here, str) else "")


_SHAPES: dict[str, tuple[str, Text, Text]] = {
    "moment": ("SCH07", text("{seen} is not a time"), text("write 2020-10-28T16:20:00+08:00, with the offset")),
    "day": ("SCH07", text("{seen} is not a day of the calendar"), text("write YYYY-MM-DD")),
    "money": ("SCH09", text("{seen} is not an amount"), text("write digits with a point, in 万元: 12.50")),
    "count": ("SCH09", text("{seen} is not a count"), text("write a whole number, 0 or more")),
    "truth": ("SCH09", text("{seen} is neither true nor false"), text("write true or false")),
    "places": ("SCH09", text("{seen} is not a number of decimals"), text("write 0, 1 or 2")),
    "outside": (
        "EVI04",
        text("{seen} leads out of the round's folder"),
        text("evidence lives in the round: inspect evidence add ID FILE copies it there"),
    ),
    "string_type": ("SCH09", text("one value is expected here, not a list or keys"), text("write key: value")),
    "tuple_type": ("SCH09", text("a list is expected here"), text("write [a, b], or one entry a line with a dash")),
    "model_type": ("SCH09", text("keys with values are expected here"), text("write {{key: value}}, or one key a line")),
    "dict_type": ("SCH09", text("keys with values are expected here"), text("write {{key: value}}, or one key a line")),
}
_SHAPES["model_attributes_type"] = _SHAPES["model_type"]


def _value_words(kind: str, route: Route, error: ErrorDetails, seen: str, record: type) -> tuple[str, Text, Text]:
    name = next((str(step) for step in reversed(route) if isinstance(step, str)), "")
    if kind == "missing" or kind == "too_short":
        return "SCH06", text("the key {key} is missing or empty", key=name), text("add {key}: …", key=name)
    if kind == "enum":
        return _unknown_word(name, seen, _allowed(error))
    if kind == "string_pattern_mismatch":
        return "SCH09", text("{key}: {seen} does not have the right form", key=name, seen=seen), _form_words(record, route)
    rule, message, fix = _SHAPES.get(kind, ("SCH09", text("{seen} does not fit here"), NOTHING))
    return rule, message.about(seen=seen or "—"), fix


def _form_words(record: type, route: Route) -> Text:
    """How the text at the route should look, as its field or the entry of its list says."""
    declared = declared_at(record, route)
    entry = form_of(get_args(declared.kind)[0])[1] if declared and get_origin(declared.kind) is tuple else None
    form = entry or (declared.form if declared else None)
    return form.says if isinstance(form, Form) else NOTHING


def _allowed(error: ErrorDetails) -> list[str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]


def _unknown_word(name: str, seen: str, allowed: Sequence[str]) -> tuple[str, Text, Text]:
    near = nearest(seen, allowed)
    message = text("{key}: {seen} is not one of the known words", key=name, seen=seen or "—")
    if near:
        message = text("{key}: {seen} is not one of the known words; did you mean {near}?", key=name, seen=seen, near=near)
    return "SCH08", message, text("one of {words}", words=list(allowed))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most resembles, or None."""
    found = difflib.get_close_matches(word.lower(), list(known), 1, cutoff=0.5)
    return found[0] if found else None
