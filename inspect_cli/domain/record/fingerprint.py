"""What a record says as one short string: the same for the same values, however the file is styled, on every machine and version."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

from inspect_cli.domain.record.issue import Issue


def fingerprint(issue: Issue) -> str:
    """SHA-256, in hex, over everything that the record says."""
    return digest(issue)


def digest(value: object) -> str:
    """SHA-256, in hex, over a record, a value, or a list of them; what is empty says nothing, so a later field changes no old digest."""
    said = json.dumps(_plain(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return {name: _plain(inner) for name, inner in fields.items() if inner not in (None, "", (), False) and inner != {}}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
