"""Runs the rules over what was loaded, and gives every objection its place in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from inspect_cli.domain.finding import Fault, Finding
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.ledger import Ledger
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level
from inspect_cli.store.document import Document
from inspect_cli.store.loading import LoadedRound, Record, ledger_of


def findings(chosen: Sequence[LoadedRound], everything: Sequence[LoadedRound], today: date) -> list[Finding]:
    """What is wrong in the chosen rounds; links are looked up in `everything`. In the order of files and lines."""
    found: list[Finding] = []
    for loaded in chosen:
        ledger = ledger_of(loaded, today, everything)
        found += [*loaded.findings, *_round_findings(loaded, ledger)]
        for record in loaded.records:
            found += _issue_findings(record, ledger)
    return sorted(found, key=lambda finding: finding.order)


def _issue_findings(record: Record, ledger: Ledger) -> Iterator[Finding]:
    for rule in all_rules().values():
        for fault in rule.issue(record.issue, ledger) if rule.issue else ():
            finding = _placed(rule, fault, record.document, record.file, ledger.ref(record.issue))
            yield _waived(finding, record.issue) if rule.waivable else finding


def _round_findings(loaded: LoadedRound, ledger: Ledger) -> Iterator[Finding]:
    if loaded.document is None or loaded.round.on_site is None:
        return
    for rule in all_rules().values():
        for fault in rule.round(ledger) if rule.round else ():
            yield _placed(rule, fault, loaded.document, loaded.file, "")


def _placed(rule: Rule, fault: Fault, document: Document, file: str, ref: str) -> Finding:
    place = document.where(fault.route, key=fault.key)
    return Finding(
        rule=rule.code,
        level=rule.level,
        file=file,
        line=place.line,
        column=place.column,
        length=place.length,
        source=place.source,
        issue=ref,
        message=fault.message,
        fix=fault.fix,
    )


def _waived(finding: Finding, issue: Issue) -> Finding:
    """A waiver in the record turns a finding into information; it does not hide it."""
    waiver = next((waiver for waiver in issue.waivers if waiver.rule == finding.rule), None)
    if waiver is None:
        return finding
    said = text("{message} (waived by {by} on {on}: {reason})", message=finding.message, by=waiver.by, on=waiver.on, reason=waiver.reason)
    return replace(finding, level=Level.INFO, message=said)
