"""One issue by whatever name it goes, with its round: for the verbs that look at a single one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inspect_cli.cli.argv.session import Session
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.text import text
from inspect_cli.domain.trouble import Invalid
from inspect_cli.store.files.evidence import states_of
from inspect_cli.store.loading import LoadedRound, Record, load_issue, load_round
from inspect_cli.store.lookup import find_issue


def one_issue(session: Session, name: str) -> tuple[LoadedRound, Record]:
    """The round (with this one issue) and the record. Raises NotFound; Invalid with the first thing that is wrong in the file."""
    round_id, path = find_issue(session.workspace, name, session.round, session.today)
    loaded = load_round(session.workspace, round_id)
    record, findings = load_issue(session.workspace, path, round_id)
    if record is None:
        raise invalid(findings)
    return replace(loaded, records=(record,), files=states_of(loaded.folder, [record.issue])), record


def must_be_readable(loaded: LoadedRound) -> LoadedRound:
    """The round itself, when its file could be read. Raises Invalid."""
    if not loaded.is_readable:
        raise invalid(loaded.findings)
    return loaded


def invalid(findings: Sequence[Finding]) -> Invalid:
    """The trouble of a record that must be read and cannot."""
    finding = findings[0]
    place = text("{file}:{line}:{column}: {message}", file=finding.file, line=finding.line, column=finding.column, message=finding.message)
    return Invalid(place, finding.fix, findings)
