"""A record, or a value of one, as JSON: with the keys of its file."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal


def record(one: object) -> dict[str, object]:
    """One record with the keys of its file; empty ones are left out, days and amounts are strings, counts and flags are not."""
    made = held(one)
    assert isinstance(made, dict)
    return made


def held(value: object) -> object:
    """A value as a record holds it."""
    if dataclasses.is_dataclass(value):
        fields = {field.name.rstrip("_"): getattr(value, field.name) for field in dataclasses.fields(value)}
        return {name: held(item) for name, item in fields.items() if item is not None and item != "" and item != () and item != {}}
    if isinstance(value, (tuple, list)):
        return [held(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): held(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def day(value: date | None) -> str | None:
    """A day, or null."""
    return None if value is None else value.isoformat()
