"""The envelope of every answer, and of what ended a command instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspect_cli.domain.text import Text
from inspect_cli.domain.trouble import Trouble
from inspect_cli.render.language import Language, escaped_in_json, say

if TYPE_CHECKING:
    from inspect_cli.domain.lifecycle.act import Objection
    from inspect_cli.domain.lifecycle.decision import Refused
    from inspect_cli.render.json_v1.shapes.deeds import ErrorShape
    from inspect_cli.render.json_v1.shapes.elements import ObjectionShape

SCHEMA_VERSION = 1


def document(kind: str, data: object) -> str:
    """One answer of a kind of `shapes.kinds`, in its envelope."""
    return encoded({"schema_version": SCHEMA_VERSION, "kind": kind, "data": data})


def error(trouble: Trouble, language: Language, refused: Sequence[Refused] = ()) -> str:
    """Why there is no answer; for stderr."""
    body: ErrorShape = {"code": trouble.code, "message": say(trouble.what, language), "hint": say(trouble.hint, language)}
    if refused:
        body["reasons"] = [{"issue": one.ref, **objection(reason, language)} for one in refused for reason in one.reasons]
    return encoded({"error": body})


def objection(found: Objection, language: Language) -> ObjectionShape:
    """Why a verb cannot be done."""
    return {"message": say(found.what, language), "fix": say(found.fix, language), "flag": found.need or None}


def said_or_null(said: Text, language: Language) -> str | None:
    """The sentence, or null where nothing is said."""
    return say(said, language) or None


def encoded(value: object) -> str:
    """The letters of a document: of every one that the program prints or writes."""
    import json

    return escaped_in_json(json.dumps(value, ensure_ascii=False, indent=2))
