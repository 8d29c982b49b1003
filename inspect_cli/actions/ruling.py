"""Runs the rules over what was loaded, and gives every objection its place in a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault, Finding
from inspect_cli.domain.lifecycle.signing import waivers_that_count
from inspect_cli.domain.record.issue import Waiver
from inspect_cli.domain.record.links import LinkedRecord, Links
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level
from inspect_cli.store.addresses import REPORTS
from inspect_cli.store.complaint import found_at
from inspect_cli.store.loading import LoadedRound, ledger_of
from inspect_cli.store.places import Places
from inspect_cli.store.workspace import Workspace


def findings(loaded: LoadedRound, workspace: Workspace, today: date, present: date | None = None) -> list[Finding]:
    """What is wrong in one round by itself: files that cannot be read, and what the rules object to."""
    if loaded.is_newer:
        return list(loaded.findings)
    ledger = ledger_of(loaded, today, present)
    found = [*loaded.findings, *_round_findings(loaded, workspace, ledger)]
    rules = [rule for rule in all_rules().values() if rule.issue]
    for record in loaded.records:
        places = Places(workspace.root / record.file)
        waivers = waivers_that_count(record.issue, loaded.round) if record.issue.waivers else ()
        for rule in rules:
            for fault in rule.issue(record.issue, ledger) if rule.issue else ():
                finding = _placed(rule, fault, places, record.file, ledger.ref(record.issue))
                found.append(waived(finding, waivers))
    return [*found, *_issued_findings(loaded, workspace, ledger)]


def _issued_findings(loaded: LoadedRound, workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    """What was issued is as it was, and what the team was told still holds, or the record says why not."""
    if not (loaded.folder / REPORTS).is_dir():
        return
    from inspect_cli.actions.spotted import spotted_since  # with what compares versions
    from inspect_cli.domain.compare.baseline import newest
    from inspect_cli.store.baselines import issued_in

    reports, found = issued_in(workspace.root, loaded.folder.name)
    yield from found
    waivers = {record.file: waivers_that_count(record.issue, loaded.round) for record in loaded.records if record.issue.waivers}
    for report in newest(reports):
        where = text("since report {report} of {day}", report=report.name, day=report.as_of)
        for spotted in spotted_since(report, loaded, workspace, ledger):
            if spotted.difference.is_unexplained or isinstance(spotted.difference.explained_by, Waiver):
                yield waived(spotted.finding(where), waivers.get(spotted.file, ()))


def link_findings(linked: Sequence[LinkedRecord], workspace: Workspace, unread: Collection[str]) -> list[Finding]:
    """What is wrong between records, in any round."""
    links = Links((one.face for one in linked), unread)
    rules = [rule for rule in all_rules().values() if rule.link]
    found: list[Finding] = []
    for one in linked:
        for rule in rules:
            for fault in rule.link(one.face, links) if rule.link else ():
                finding = _placed(rule, fault, Places(workspace.root / one.file), one.file, one.face.ref)
                found.append(waived(finding, one.waivers))
    return found


def _round_findings(loaded: LoadedRound, workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    if not loaded.is_readable:
        return
    places = Places(workspace.root / loaded.file)
    for rule in all_rules().values():
        for fault in rule.round(ledger) if rule.round else ():
            yield _placed(rule, fault, places, loaded.file, "")


def _placed(rule: Rule, fault: Fault, places: Places, file: str, ref: str) -> Finding:
    place = places.where(fault.route, key=fault.key)
    level = fault.level or rule.level
    fix = fault.fix if fault.fix.english or level is Level.INFO else rule.fix
    return found_at(place, rule.code, file, ref, fault.message, fix, level)


def waived(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    """A waiver in the record turns a finding into information, where its rule allows it; it does not hide it."""
    if not all_rules()[finding.rule].waivable:
        return finding
    waiver = next((waiver for waiver in waivers if waiver.rule == finding.rule), None)
    if waiver is None:
        return finding
    said = text("{message} (waived by {by} on {on}: {reason})", message=finding.message, by=waiver.by, on=waiver.on, reason=waiver.reason)
    return replace(finding, level=Level.INFO, message=said)
