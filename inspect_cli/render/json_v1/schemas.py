"""The JSON Schema of every kind of answer, made from the shapes."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import is_typeddict

from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.models import model_of
from inspect_cli.render.json_v1.envelope import SCHEMA_VERSION
from inspect_cli.render.json_v1.shapes import deeds, elements, followed, judged, papers, standing
from inspect_cli.render.json_v1.shapes.elements import RECORD
from inspect_cli.render.json_v1.shapes.kinds import KINDS

Schema = dict[str, object]

ERROR = "error"
"""What stands on stderr instead of an answer: a schema of its own, without the envelope."""
NAMES = (*KINDS, ERROR)
FOLDER = "json_v1"
"""In `schemas/`."""


def schema_texts() -> dict[str, str]:
    """The content of every file, by its name under `schemas/`."""
    return {f"{FOLDER}/{name}.schema.json": schema_text(name) for name in NAMES}


def schema_text(name: str) -> str:
    """The schema of one kind of answer, envelope and all, as the file has it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema(name: str) -> Schema:
    """The schema of one kind of answer. It is open: a key that is not named may be there, for within a version keys are added."""
    _documented()
    shape: Any = deeds.ErrorShape if name == ERROR else KINDS[name]
    made = TypeAdapter(shape).json_schema()
    defined = made.pop("$defs", {})
    if RECORD in json.dumps(made) + json.dumps(defined):
        record: Any = _amounts_as_text(model_of(Issue).model_json_schema(by_alias=True))
        defined |= record.pop("$defs") | {RECORD: record}
    top = _under_error(made) if name == ERROR else _enveloped(name, made)
    head = {"$schema": GenerateJsonSchema.schema_dialect, "title": f"inspect --json: {name}"}
    whole = _tidy({**head, **top, **({"$defs": dict(sorted(defined.items()))} if defined else {})})
    assert isinstance(whole, dict)
    return whole


def _amounts_as_text(made: object) -> object:
    """An amount is a number in a file and a string in an answer, so that no reader makes a float of it."""
    if isinstance(made, list):
        return [_amounts_as_text(one) for one in made]
    if not isinstance(made, dict):
        return made
    if made.get("type") == "number":
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
    return {key: _amounts_as_text(value) for key, value in made.items()}


def _documented() -> None:
    """What stands below a key becomes its description."""
    for one in (shape for module in (elements, standing, followed, judged, papers, deeds) for shape in vars(module).values()):
        if is_typeddict(one):
            one.__pydantic_config__ = ConfigDict(use_attribute_docstrings=True)


def _enveloped(name: str, data: Schema) -> Schema:
    keys = {"schema_version": {"const": SCHEMA_VERSION}, "kind": {"const": name}, "data": data}
    return {"type": "object", "properties": keys, "required": list(keys)}


def _under_error(made: Schema) -> Schema:
    return {"type": "object", "properties": {"error": made}, "required": ["error"]}


def _tidy(made: object, named: bool = False) -> object:
    """Without Pydantic's own titles and defaults, which say nothing; a record stands where it is marked. `named`: the keys are names."""
    if isinstance(made, list):
        return [_tidy(one) for one in made]
    if not isinstance(made, dict):
        return made
    if not named and made == {"title": RECORD}:
        return {"$ref": f"#/$defs/{RECORD}"}
    if not named and "const" in made:
        return {"const": made["const"]}  # older Pydantic says it three times
    dropped = () if named else ("default", *(["title"] if "$schema" not in made else []))
    return {key: _tidy(value, key in ("properties", "$defs")) for key, value in made.items() if key not in dropped}
