"""Every JSON that a test sees is held against the schema of its kind, in which here nothing may stand that is not named."""

import json
import subprocess
from functools import cache

from jsonschema import Draft202012Validator

from inspect_cli.render.json_v1 import envelope, schemas

unwatched = subprocess.run
"""For the answers of another program than this one, which has other schemas."""
seen: set[str] = set()
"""The kinds that were held against their schemas in this process."""


def held(document: str) -> str:
    """The document, if it is one of ours as its schema says."""
    made = json.loads(document)
    kind = made.get("kind", schemas.ERROR)
    assert kind in schemas.NAMES, kind
    faults = [f"{kind}: {fault.json_path}: {fault.message[:300]}" for fault in _validator(kind).iter_errors(made)]
    assert not faults, faults
    seen.add(kind)
    return document


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(closed(schemas.schema(kind)))


def closed(schema: object) -> object:
    """The schema with nothing allowed that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    return {**made, "additionalProperties": False} if isinstance(made.get("properties"), dict) and "type" in made else made


def watch() -> None:
    """From now on every document is looked at that this process makes, or that one started by `subprocess.run` prints as its answer."""
    text, run = envelope.encoded, unwatched

    def watched(value: object) -> str:
        return held(text(value))

    def ran(*words, **options):
        done = run(*words, **options)
        out = done.stdout.decode("utf-8", "replace") if isinstance(done.stdout, bytes) else done.stdout or ""
        if out.startswith('{\n  "schema_version"') and out.rstrip().endswith("\n}"):
            held(out)
        return done

    envelope.encoded, subprocess.run = watched, ran
