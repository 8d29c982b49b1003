"""Changes -> new text -> read back -> disk. What is written is what `decide` said, or nothing is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from inspect_cli.domain.record.declaration import fields_of, parts_of
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import DiskTrouble, Misused
from inspect_cli.store.complaint import Complaint
from inspect_cli.store.files.disk import Write
from inspect_cli.store.loading import Opened
from inspect_cli.store.reading import Reading, read_issue, read_round
from inspect_cli.yamlsplice.change import Change, Remove
from inspect_cli.yamlsplice.document import Document
from inspect_cli.yamlsplice.layout import YamlValue, document_text
from inspect_cli.yamlsplice.quoting import Bare
from inspect_cli.yamlsplice.splice import CannotSplice, Layout, spliced

ISSUE_MODELINE = "# yaml-language-server: $schema=../../../schemas/issue.schema.json"
ROUND_MODELINE = "# yaml-language-server: $schema=../../schemas/round.schema.json"


class CannotEdit(DiskTrouble):
    """The file is written in a way that cannot be edited line by line."""

    code = "cannot_edit"

    def __init__(self, file: str, error: CannotSplice) -> None:
        super().__init__(
            text("{file} is written in a way that this command cannot edit without touching other lines; nothing was written", file=file),
            text(
                "put this into the file yourself (inspect edit), in place of what stands at {route}: {paste}",
                route=_route(error),
                paste=error.paste,
            ),
        )


class NotWritable(Misused):
    """What was given does not fit a record."""

    code = "not_a_record"

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.message, complaint.fix)


def _route(error: CannotSplice) -> str:
    return ".".join(str(step) for step in error.path)


def _layout(record: type) -> Layout:
    """How new lines of a file stand: keys in the order of the declaration, and what is declared so on one line."""
    parts = list(parts_of(record))
    flow = {(*route, one.key) for route, part in parts for one in fields_of(part).values() if one.known.flow}
    return Layout(order={route: tuple(one.key for one in fields_of(part).values()) for route, part in parts}, flow=frozenset(flow))


LAYOUT, ROUND_LAYOUT = _layout(Issue), _layout(Round)


def edited(record: Opened, changes: Sequence[Change], expected: Issue) -> Write:
    """The write that makes the changes and touches no other line. Raises CannotEdit."""
    return Write(record.path, record.document.raw, edited_bytes(record, changes, expected))


def edited_bytes(record: Opened, changes: Sequence[Change], expected: Issue) -> bytes:
    """What the file will hold after the changes. Raises CannotEdit.

    The new text is read back and must be exactly `expected`, through the same door as any other file.
    """
    document = _spliced(record.document, changes, LAYOUT, record.file)
    if read_issue(document.raw).record != expected:
        raise CannotEdit(record.file, CannotSplice((), ""))
    return document.raw


def edited_round(document: Document, file: str, changes: Sequence[Change]) -> Document:
    """The round's document with the changes. Raises CannotEdit."""
    return _spliced(document, changes, ROUND_LAYOUT, file)


def _spliced(document: Document, changes: Sequence[Change], layout: Layout, file: str) -> Document:
    try:
        return spliced(document, [_plain_change(change) for change in changes], layout)
    except CannotSplice as error:
        raise CannotEdit(file, error) from error


def issue_text(issue: Issue) -> bytes:
    """A new issue's file: the modeline for editors, then the keys in their usual order, empty ones left out."""
    raw = document_text(_plain_fields(issue), LAYOUT, header=ISSUE_MODELINE + "\n").encode()
    _must_read_back(read_issue(raw), issue)
    return raw


def round_text(round_: Round) -> bytes:
    """A new round's file."""
    raw = document_text(_plain_fields(round_), ROUND_LAYOUT, header=ROUND_MODELINE + "\n").encode()
    _must_read_back(read_round(raw), round_)
    return raw


def _must_read_back(found: Reading[Issue] | Reading[Round], wanted: Issue | Round) -> None:
    """What would be written is what was meant, by the same judgement as any file. Raises NotWritable."""
    if found.complaints:
        raise NotWritable(found.complaints[0])
    if found.record != wanted:
        raise AssertionError("a new file does not read back as what was written")


def _plain_change(change: Change) -> Change:
    return change if isinstance(change, Remove) else dataclasses.replace(change, value=plain(change.value))


def plain(value: object) -> YamlValue:
    """A value of the domain as YAML will hold it: what is no text stands bare, an empty part is left out."""
    if value is None:
        return None
    if isinstance(value, bool):
        return Bare("true" if value else "false")
    if isinstance(value, datetime):
        return Bare(value.isoformat(timespec="seconds"))
    if isinstance(value, date):
        return Bare(value.isoformat())
    if isinstance(value, (StrEnum, int, Decimal)):
        return Bare(format(value, "f") if isinstance(value, Decimal) else str(value))
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return _plain_fields(value)


def _plain_fields(value: object) -> dict[str, YamlValue]:
    assert dataclasses.is_dataclass(value)
    fields = {field.name: (getattr(value, field.name), field) for field in dataclasses.fields(value)}
    return {name.rstrip("_"): plain(item) for name, (item, field) in fields.items() if not _is_default(item, field)}


def _is_default(item: object, field: dataclasses.Field[object]) -> bool:
    """An empty value, or one that a reader would assume anyway, needs no line."""
    return item is None or item == "" or item == () or item == {} or (item is False and field.default is False)
