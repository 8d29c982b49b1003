"""Why a file cannot be taken, and where: what reading it hands back instead of a record."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import NOTHING, Text
from inspect_cli.domain.words import Level
from inspect_cli.yamlsplice.place import NOWHERE, Place

__all__ = ["NOWHERE", "Complaint", "Place", "finding_of", "found_at"]  # the two of the engine with it: whoever tells of a file needs them


class Complaint(NamedTuple):
    """The rule's code, what is wrong, where, and how to mend it."""

    rule: str
    message: Text
    place: Place
    fix: Text = NOTHING
    absent: bool = False
    """Nothing is wrong with the file: git holds it, and it is not here."""


def found_at(
    place: Place, rule: str, file: str, issue: str, message: Text, fix: Text = NOTHING, level: Level = Level.ERROR, unread: bool = False
) -> Finding:
    """A finding at this place of a file (its path from the root); `issue` is `ROUND/ID`, or "" where it is about no single one."""
    return Finding(
        rule=rule,
        level=level,
        file=file,
        line=place.line,
        column=place.column,
        length=place.length,
        source=place.source,
        issue=issue,
        message=message,
        fix=fix,
        unread=unread,
    )


def finding_of(file: str, complaint: Complaint, ref: str, level: Level = Level.ERROR) -> Finding:
    """The complaint about a file as a finding; as an error it says that the file cannot be taken as a record."""
    if complaint.absent:
        return replace(found_at(complaint.place, complaint.rule, file, ref, complaint.message, complaint.fix, Level.WARNING), absent=True)
    return found_at(complaint.place, complaint.rule, file, ref, complaint.message, complaint.fix, level, unread=level is Level.ERROR)
