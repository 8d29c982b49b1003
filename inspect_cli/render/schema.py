"""JSON Schema of the two files for editors, made from the Pydantic models: a draft-07 subset, with both languages in every hint.

Written for yaml-language-server: `definitions`, no `anyOf`, enums with descriptions; an empty value is allowed wherever a key may
be absent, because the two mean the same.
"""

from __future__ import annotations

import json
from enum import StrEnum

from inspect_cli.domain import words
from inspect_cli.domain.record.declaration import fields_of, parts_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.models import model_of
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.words import Word

Schema = dict[str, object]

FILES: dict[str, tuple[type, Word]] = {
    "issue.schema.json": (Issue, Word("问题记录", "issue record")),
    "round.schema.json": (Round, Word("巡察轮次", "inspection round")),
}
"""The schema files, what they are made from, and their titles."""

_ENUMS = {
    kind.__name__: kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
}


def schema_texts() -> dict[str, str]:
    """The content of every schema file, by its name."""
    return {name: schema_text(name) for name in FILES}


def schema_text(name: str) -> str:
    """The content of one schema file."""
    record, title = FILES[name]
    made = model_of(record).model_json_schema(by_alias=True)
    inner, parts = made.pop("$defs", {}), {part.__name__: part for _, part in parts_of(record)}
    definitions = {name: _object(inner[f"{name}Model"], part) for name, part in sorted(parts.items()) if part is not record}
    top = _object(made, record)
    top = {"$schema": "http://json-schema.org/draft-07/schema#", **top, "title": _both(title), "definitions": definitions}
    return json.dumps(top, ensure_ascii=False, indent=2) + "\n"


def _both(word: Word) -> str:
    return f"{word.zh} · {word.en}"


def _object(made: Schema, record: type) -> Schema:
    """The model of a record in the words of draft-07; its enums stand where they are used."""
    required = made.get("required", [])
    properties = made.get("properties", {})
    assert isinstance(required, list) and isinstance(properties, dict)
    labels = {one.key: _both(one.word) for one in fields_of(record).values()}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {key: _property(labels[key], value, key in required) for key, value in properties.items()},
    }


def _enum(kind: type[StrEnum]) -> Schema:
    shown = [_both(words.word(value)) for value in kind]
    return {"type": "string", "enum": [value.value for value in kind], "enumDescriptions": shown, "markdownEnumDescriptions": shown}


def _property(label: str, made: Schema, required: bool) -> Schema:
    plain = _plain(made)
    return {"title": label, "description": label, **(plain if required else _or_empty(plain))}


def _plain(made: Schema) -> Schema:
    """Without pydantic's own titles, defaults and null alternatives; references point to `definitions`."""
    options = made.get("anyOf")
    if isinstance(options, list):
        made = next(option for option in options if option != {"type": "null"})
    reference = made.get("$ref")
    if isinstance(reference, str):
        name = reference.rsplit("/", 1)[-1]
        return _enum(_ENUMS[name]) if name in _ENUMS else {"$ref": f"#/definitions/{name.removesuffix('Model')}"}
    kept: Schema = {key: value for key, value in made.items() if key in ("type", "pattern", "minimum", "maximum", "minItems", "enum")}
    for inner in ("items", "additionalProperties"):
        value = made.get(inner)
        if isinstance(value, dict):
            kept[inner] = _plain(value)
    return kept


def _or_empty(made: Schema) -> Schema:
    """The same, or nothing at all."""
    if "$ref" in made:
        return {"anyOf": [made, {"type": "null"}]}
    loose = {**made, "type": [made["type"], "null"]} if isinstance(made.get("type"), str) else dict(made)
    if isinstance(loose.get("enum"), list):
        loose["enum"] = [*made["enum"], None]  # type: ignore[misc]
        for key in ("enumDescriptions", "markdownEnumDescriptions"):
            loose[key] = [*made[key], "—"]  # type: ignore[misc]
    return loose
