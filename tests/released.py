"""The format of the JSON as it was released: every key of every kind with its types, its words and whether it is always there.

`python tests/released.py` writes it down, and is run at a release; a test holds what comes later against it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from inspect_cli.render.json_v1 import schemas

FILE = Path(__file__).parent / "render" / "json_v1_released.json"


def flat(kind: str) -> dict[str, dict[str, object]]:
    """Every key of a kind by its path, from its schema."""
    whole = schemas.schema(kind)
    found: dict[str, dict[str, object]] = {}
    _gather(whole, alternatives(whole, whole["properties"]["error" if kind == schemas.ERROR else "data"]), "", True, found)
    return found


def _gather(whole: dict, places: list[dict], path: str, always: bool, found: dict[str, dict[str, object]]) -> None:
    words = sorted(
        {str(word) for place in places for word in (place.get("enum") or [place["const"]] if "const" in place else place.get("enum", []))}
    )
    found[path] = {"types": sorted({kind for place in places for kind in types(place)}), "words": words, "always": always}
    objects = [place for place in places if "properties" in place]
    for key in sorted({key for place in objects for key in place["properties"]}):
        inner = [one for place in objects if key in place["properties"] for one in alternatives(whole, place["properties"][key])]
        _gather(whole, inner, f"{path}.{key}", all(key in place.get("required", ()) for place in objects), found)
    for step, name in (("items", "[]"), ("additionalProperties", ".*")):
        inner = [one for place in places if isinstance(place.get(step), dict) for one in alternatives(whole, place[step])]
        if inner:
            _gather(whole, inner, path + name, True, found)


def alternatives(whole: dict, place: dict) -> list[dict]:
    """What may stand in a place, references followed."""
    if "$ref" in place:
        return alternatives(whole, whole["$defs"][place["$ref"].rsplit("/", 1)[-1]])
    return [inner for one in place["anyOf"] for inner in alternatives(whole, one)] if "anyOf" in place else [place]


def types(place: dict) -> set[str]:
    """The kinds of value that may stand in a place; anything where it does not say."""
    if "const" in place:
        return {"boolean" if isinstance(place["const"], bool) else "string"}
    return {place["type"]} if "type" in place else {"any"}


def fault(earlier: dict, now: dict | None) -> str:
    """Why a reader of the earlier format may stumble; empty where it need not."""
    if now is None:
        return "gone"
    if earlier["always"] and not now["always"]:
        return "not always there any more"
    if "any" not in earlier["types"] and (new := set(now["types"]) - set(earlier["types"])):
        return f"may be {', '.join(sorted(new))} now"
    return f"lost the words {lost}" if (lost := set(earlier["words"]) - set(now["words"])) else ""


if __name__ == "__main__":
    FILE.write_text(json.dumps({kind: flat(kind) for kind in schemas.NAMES}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written: {FILE.name}", file=sys.stderr)
