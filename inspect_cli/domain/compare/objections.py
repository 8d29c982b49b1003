"""What an edit by hand may not do: `inspect edit` asks before it replaces a file. Changes are judged by the code of `diff`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from inspect_cli.domain.compare.comparison import Comparison
from inspect_cli.domain.compare.differences import regressions
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault, Regression
from inspect_cli.domain.lifecycle.act import Objection
from inspect_cli.domain.lifecycle.unseen import Past
from inspect_cli.domain.record.declaration import changed_by
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Round
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.rules import all_rules
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Did, Level


def edit_objections(before: Issue, after: Issue, by: str, ledger: Ledger, past: Past) -> list[Objection]:
    """The same as reasons against an edit by `by` (its entry is the last of `after`), each with the verb that does it properly.

    An edit also speaks for nobody else. `ledger` is that of the round in which it stands; what nobody has seen yet (`past`) may be
    put right in any way.
    """
    known = {replace(entry, note="", changes=()) for entry in before.history}
    forged = [
        Objection(
            text("an edit moves no state and speaks for nobody else: {did}, {who}", did=entry.did, who=entry.by),
            text("inspect why {id}", id=after.id),
        )
        for entry in after.history
        if (entry.to or entry.by != by) and replace(entry, note="", changes=()) not in known
    ]
    return (
        forged
        + _handed_on_anew(before, after)
        + [
            Objection(text("{rule} {message}", rule=rule.code, message=fault.message), fault.fix if fault.fix.english else rule.fix)
            for rule, fault in regressions(Comparison(before, after, horizon=ledger.horizon, keyed=lambda: ledger.round.is_keyed))
            if fault.explained_by is None and _was_seen(rule, fault, after, past)
        ]
    )


_NEVER_UNSEEN = ("DIF01", "DIF05", "DIF07", "DIF11")
"""Of a record that is saved nowhere all may be typed anew but what is done by its own verb: evidence, moves, number and links."""


def _was_seen(rule: Rule, fault: Regression, after: Issue, past: Past) -> bool:
    """Somebody may have seen what stood there: a saved version says it, or a report told of the record."""
    if not past.is_saved:
        return rule.code in _NEVER_UNSEEN
    told = {(one.code, found.changed, found.part) for one, found in past.worse(after)}
    return not past.versions or rule.code in _NEVER_UNSEEN or (rule.code, fault.changed, fault.part) in told


def _handed_on_anew(before: Issue, after: Issue) -> list[Objection]:
    """What was handed on stays as it was: its item in feedback would be held against what it never received."""
    if not before.carried_to or after.carried_to != before.carried_to:
        return []
    measures = [[(one.id, one.text) for one in issue.measures] for issue in (before, after)]
    if measures[0] == measures[1] and all(getattr(before, name) == getattr(after, name) for name in changed_by(Issue, Did.HAND_OVER)):
        return []
    said = text("it was carried to {twin} and is followed up there", twin=before.carried_to)
    return [Objection(said, text("inspect why {twin}", twin=before.carried_to))]


_NEVER_BY_EDIT = ("STA", "EVI", "DUE", "STA06")
"""The families whose errors an edit may not bring in (state and history, evidence, dates), and a rule of which it may bring in nothing.

A command refuses a signer who may not sign; so does an edit, although people who left make it a warning in what is old.
"""


def new_errors(before: Ledger | None, after: Ledger) -> list[Objection]:
    """Errors of the one record in `after` that its version in `before` did not have: a verb would have refused to make them."""
    return [
        Objection(text("{rule} {message}", rule=rule.code, message=fault.message), fault.fix if fault.fix.english else rule.fix)
        for rule, fault in newly_wrong(before, after, _NEVER_BY_EDIT)
    ]


def newly_wrong(before: Ledger | None, after: Ledger, families: tuple[str, ...]) -> Iterator[tuple[Rule, Fault]]:
    """What the rules whose codes begin so call an error (those named in full: whatever they object to) in the one record of `after`, and
    did not in its version in `before`."""
    old = {(rule.code, fault.route) for rule, fault in _errors(before, families)} if before else set()
    yield from (one for one in _errors(after, families) if (one[0].code, one[1].route) not in old)


def _errors(ledger: Ledger, families: tuple[str, ...]) -> Iterator[tuple[Rule, Fault]]:
    rules = [rule for rule in all_rules().values() if rule.issue and rule.code.startswith(families)]
    for rule, issue in ((rule, issue) for rule in rules for issue in ledger.issues):
        for fault in rule.issue(issue, ledger) if rule.issue else ():
            if (fault.level or rule.level) is Level.ERROR or rule.code in families:
                yield rule, fault


def round_objections(before: Round, after: Round, used: Collection[str]) -> list[Objection]:
    """What an edit of a round may not do: take another id, or lose a unit that has issues (`used`)."""
    found = []
    if after.id != before.id:
        found.append(Objection(text("the id of a round is its folder's name and stays: {id}", id=before.id)))
    codes = {unit.code for unit in after.units}
    for code in sorted(used):
        if code not in codes:
            found.append(Objection(text("unit {code} has issues and must stay among the units", code=code)))
    return found
