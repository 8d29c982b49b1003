"""The files of `rounds/R/reports/`: each document as it was issued, with its baseline beside it (JSON, a record a line)."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from inspect_cli.domain.compare.baseline import Issued, ReportedRecord
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record import shape
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.words import Severity, State
from inspect_cli.store.addresses import REPORTS, inside
from inspect_cli.store.complaint import NOWHERE, found_at
from inspect_cli.store.files.causes import cause
from inspect_cli.store.files.evidence import is_in_lfs
from inspect_cli.store.files.plain import plain_bytes
from inspect_cli.store.files.pointer import oid_in

BASELINE = ".baseline.json"
"""The ending of a baseline; what stands before it is the report's name."""
_NAME = re.compile(rf"[a-z]+-{shape.UNIT}-[1-9][0-9]{{0,5}}")
_RESTORE = text("put the file back as it was issued: {file}")


def next_name(folder: Path, kind: str, unit: str) -> str:
    """The name of the next report of this kind: numbers only go up, whatever lies there under an earlier one."""
    numbered = re.compile(rf"{re.escape(kind)}-{re.escape(unit)}-([0-9]+)\b", re.IGNORECASE)
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        names = []
    taken = [int(found[1]) for name in names if (found := numbered.match(name))]
    return f"{kind}-{unit}-{max(taken, default=0) + 1}"


def issued_units(root: Path, round_id: str, kind: str) -> frozenset[str]:
    """The units whose report of this kind was issued, by the names of the baselines."""
    try:
        names = os.listdir(root / inside(round_id, REPORTS))
    except OSError:
        return frozenset()
    parts = [name.removesuffix(BASELINE).split("-") for name in names if name.endswith(BASELINE)]
    return frozenset(part[1] for part in parts if len(part) == 3 and part[0] == kind)


def baseline_of(path: str) -> str | None:
    """The baseline that a file of `reports/` belongs to by its name, perhaps itself; None for notes, locks, thumbnails."""
    folder, _, name = path.rpartition("/")
    stem = name.split(".", 1)[0]
    return f"{folder}/{stem}{BASELINE}" if _NAME.fullmatch(stem) and "." in name else None


def may_tell_of(raw: bytes, document: str) -> bool:
    """The baseline names this document; one that cannot be read may name any."""
    try:
        return _string(json.loads(raw), "document") == document
    except (ValueError, KeyError, TypeError):
        return True


def baseline(issued: Issued) -> bytes:
    """The file of a baseline."""
    head = {
        "schema_version": 1,
        "kind": issued.kind,
        "round": issued.round,
        "unit": issued.unit,
        "as_of": issued.as_of.isoformat(),
        "document": issued.document,
        "sha256": issued.sha256,
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    items = ",\n".join(f"    {json.dumps(_item(one), ensure_ascii=False)}" for one in issued.items)
    return "\n".join(["{", *lines, '  "items": [', *([items] if items else []), "  ]", "}", ""]).encode()


def _item(told: ReportedRecord) -> dict[str, object]:
    return {
        "uid": told.uid,
        "id": told.id,
        "fingerprint": told.fingerprint,
        "state": told.state.value,
        "due": told.due.isoformat() if told.due else None,
        "severity": told.severity.value if told.severity else None,
        "answered": told.answered,
        "entries": told.entries,
        "history": told.history,
        "received": told.received,
    }


def issued_in(root: Path, round_id: str) -> tuple[list[Issued], list[Finding]]:
    """Every report that was issued in the round, and what is wrong with the files: nobody may change what was sent."""
    folder = root / inside(round_id, REPORTS)
    reports: list[Issued] = []
    findings: list[Finding] = []
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(BASELINE))
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    for name in names:
        file = inside(round_id, REPORTS, name)
        try:
            issued = _read(name.removesuffix(BASELINE), plain_bytes(folder / name))
        except (OSError, ValueError, KeyError, TypeError) as error:
            said = text("the baseline of an issued report cannot be read: {why}", why=_why(error))
            findings.append(_wrong(file, said, file))
            continue
        reports.append(issued)
        document = inside(round_id, REPORTS, issued.document)
        trouble = _trouble(root / document, issued.sha256)
        if trouble.english:
            findings.append(_wrong(document, trouble, document))
    return reports, findings


def _why(error: Exception) -> Text:
    return cause(error) if isinstance(error, OSError) else text("it is not what inspect wrote")


def _wrong(file: str, said: Text, back: str) -> Finding:
    return found_at(NOWHERE, "PUB02", file, "", said, _RESTORE.about(file=back))


def _trouble(document: Path, sha256: str) -> Text:
    """What is wrong with an issued document; NOTHING where it is as it was."""
    try:
        raw = plain_bytes(document)
    except FileNotFoundError:
        return text("the issued document is gone")
    except OSError as error:
        return text("the issued document cannot be read: {why}", why=cause(error))
    oid = oid_in(raw)
    found = oid if oid and is_in_lfs(document) else hashlib.sha256(raw).hexdigest()
    return NOTHING if found == sha256 else text("the document is not the one that was issued: its content was changed")


def _read(name: str, raw: bytes) -> Issued:
    """Raises ValueError, KeyError or TypeError for what is no baseline."""
    data: Any = json.loads(raw)
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    document = _string(data, "document")
    if document != os.path.basename(document) or not document:
        raise ValueError(document)
    return Issued(
        name=name,
        kind=_string(data, "kind"),
        round=_string(data, "round"),
        unit=_string(data, "unit"),
        as_of=date.fromisoformat(_string(data, "as_of")),
        document=document,
        sha256=_string(data, "sha256"),
        items=tuple(_told(item) for item in data["items"]),
    )


def _told(item: Mapping[str, Any]) -> ReportedRecord:
    return ReportedRecord(
        uid=_string(item, "uid"),
        id=_string(item, "id"),
        fingerprint=_string(item, "fingerprint"),
        state=State(item["state"]),
        due=date.fromisoformat(_string(item, "due")) if item["due"] else None,
        severity=Severity(item["severity"]) if item["severity"] else None,
        answered=bool(item["answered"]),
        entries=int(item["entries"]),
        history=_string(item, "history"),
        received=_string(item, "received"),
    )


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value
