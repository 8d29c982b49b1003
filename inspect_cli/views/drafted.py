"""What `inspect report` says of the document that it made: its figures, where it lies, and what is to be supplied."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_cli.domain.counting.gate import Blocker
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.fields import FIELDS
from inspect_cli.domain.text import text
from inspect_cli.views.page import Cell, Facts, Lines, Page, Tone, cells, line
from inspect_cli.views.report import Report
from inspect_cli.views.status import DASH, blocked
from inspect_cli.views.unsaved import SAVE


@dataclass(frozen=True, slots=True)
class Drafted:
    """A report as a document; `file` is empty where it went to standard output."""

    report: Report
    file: str
    missing: tuple[str, ...]
    issued: bool = False
    findings: tuple[Finding, ...] = ()
    """Records of the unit that cannot be read: the report says nothing of them."""
    dry_run: bool = False
    """Only tried: there is no file."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a report cannot be issued."""

    report: Report
    blockers: tuple[Blocker, ...]


def refusal_page(refused: Refusal) -> Page:
    """Every reason, each with the command that clears it."""
    title = text("the report cannot be issued yet: {count} {count:reason|reasons}", count=len(refused.blockers))
    return (blocked(refused.blockers, refused.report.round, title),)


def page(made: Drafted) -> Page:
    """The figures, the gaps, the file."""
    told = made.report
    unit = text("{code} · {name}", code=told.unit.code, name=told.unit.name)
    labels = FIELDS["unit"], text("as of"), FIELDS["total"], FIELDS["done_rate"]
    facts = Facts(list(zip(labels, cells(unit, told.as_of, told.counts.total, told.counts.done_rate or DASH), strict=True)))
    gaps = [line(gap, Tone.WARN) for gap in made.missing]
    title = Cell(text("to be supplied: {count}", count=len(gaps)), Tone.WARN)
    words = {"kind": told.kind.value, "unit": told.unit.code, "file": made.file}
    if made.dry_run and made.issued:
        said = line(text("would be issued as {file}; nothing was written", file=made.file), Tone.WARN)
    elif made.dry_run:
        said = line(text("would be written as {file}; nothing was written", file=made.file), Tone.WARN)
    elif made.issued:
        said = line(text("issued: {file}", file=made.file), Tone.GOOD, SAVE)
    else:
        complete = text("when it is complete: inspect report {kind} --unit {unit} --final --from {file}", **words)
        said = line(text("draft written: {file}", file=made.file), Tone.GOOD, complete)
    unread = [line(text("{file}: {message}", file=one.file, message=one.message), Tone.BAD, one.fix) for one in made.findings]
    without = Cell(text("records that cannot be read or are not here, and are in no count: {count}", count=len(unread)), Tone.BAD)
    return (facts, *([Lines(unread, without)] if unread else []), *([Lines(gaps, title)] if gaps else []), Lines([said]))
