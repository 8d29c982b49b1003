"""What a page lacks: records that cannot be read, and what git holds and did not lay out here."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import text
from inspect_cli.views.page import Cell, Lines, Page, Tone, line


def unread(findings: Sequence[Finding]) -> Page:
    """What the page lacks, each with its place and how to mend it: what cannot be read, and what is not here; nothing where all is told."""
    bad, away = [one for one in findings if one.unread], [one for one in findings if one.absent]
    said = text("{file}:{line}: {rule} {message}")
    wrong = [line(said.about(file=f.file, line=f.line, rule=f.rule, message=f.message), Tone.BAD, f.fix) for f in bad]
    return (*([Lines(wrong, Cell(text("cannot be read: {count}", count=len(bad)), Tone.BAD))] if bad else []), *not_here(away))


def not_here(findings: Sequence[Finding]) -> Page:
    """What is in git and was not laid out here, so that nobody takes what is told for all there is."""
    told = [line(f.message, Tone.WARN, f.fix) for f in findings if f.absent]
    return (Lines(told, Cell(text("not counted, because it is not checked out here:"), Tone.WARN)),) if told else ()
