"""The gate of the written report: ready, or every reason why not, each with the command that clears it.

Source: the speech of 2020-10-19: items handed over during the inspection are reported on in writing before it ends, and
事事有回音、件件有落实. Before the feedback meeting the gate looks at `during` items, after it at `feedback` items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspect_cli.domain.absence import REMEDIES
from inspect_cli.domain.counting.counts import is_answered
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.counting.stages import report_due, report_kind
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.lifecycle.usual import went_the_usual_way
from inspect_cli.domain.mending import sent_back
from inspect_cli.domain.record.ids import split_ref
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.words import Channel, Did, FileState, Level, State


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why the report cannot go out. `issue` is `ROUND/ID`, or "" where the round itself is the reason."""

    rule: str
    issue: str
    message: Text
    fix: Text = NOTHING


GATE_RULES: dict[str, tuple[Text, Text, Text]] = {
    "GAT01": (
        text("every item has an answer"),
        text("inspect progress ID --note …"),
        text("Looks at the items of the report that count: somebody reported progress on each, or declared it basically done or done."),
    ),
    "GAT02": (
        text("none is overdue"),
        text("inspect finish ID …, or inspect extend ID --to DATE --reason … --approved-by …"),
        text("Looks at the open items: the due date of none lies before today; without one, the end of the on-site period counts."),
    ),
    "GAT03": (
        text("every done item's evidence is present and intact"),
        text("inspect evidence add ID FILE"),
        text("Looks at what is done and closed: each item has a file or a numbered document, and every file is there as it was recorded."),
    ),
    "GAT04": (
        text("what is unfinished says what is left and by when"),
        text("inspect nearly ID --note …, inspect progress ID --note …, or inspect carry ID"),
        text(
            "Looks at the open items: each has a due date, and an answer since it was last sent back; of a carried one, the twin is there."
        ),
    ),
    "GAT05": (
        text("every record is here and can be read"),
        text("inspect check"),
        text("Looks at the files of the round: none is broken, and none lies in git alone."),
    ),
    "GAT06": (
        text("the report has a date by which it is due"),
        text("inspect edit ROUND"),
        text("Looks at the round: on_site.ends for the report of the on-site period, deadlines.feedback_report for that of feedback."),
    ),
    "GAT07": (
        text("no item stands on a move that its command would have refused"),
        text("inspect check"),
        text("Looks at the history of each item: what STA01, STA02, STA04 and STA08 find there. inspect check shows the line."),
    ),
}
"""The conditions of the gate: what each is, how it is met, and what it looks at; for `inspect explain` and the manual."""


def blockers(ledger: Ledger, findings: Sequence[Finding], unit: str | None = None, channel: Channel | None = None) -> list[Blocker]:
    """Every reason why the report cannot go out today; of the `findings` of the round, those of records that could not be read.

    `channel`: whose report; else that of the one that comes next.
    """
    coming = report_kind(ledger.round, ledger.today)
    channel = channel or coming
    return list(_blockers(ledger, findings, unit, channel, coming))


def is_ready(ledger: Ledger, findings: Sequence[Finding]) -> bool:
    """Nothing stands in the way of the report that comes next: asked no further than to the first reason."""
    coming = report_kind(ledger.round, ledger.today)
    return next(_blockers(ledger, findings, None, coming, coming), None) is None


def _blockers(ledger: Ledger, findings: Sequence[Finding], unit: str | None, channel: Channel, coming: Channel) -> Iterator[Blocker]:
    if channel is coming:
        yield from _round_blockers(ledger, channel)
    yield from (
        Blocker(
            "GAT05",
            finding.issue,
            text("{rule} {message}", rule=finding.rule, message=finding.message),
            finding.fix if finding.absent else text("inspect check {round}", round=ledger.round.id),
        )
        for finding in findings
        if finding.leaves_gaps and (unit is None or not finding.issue or split_ref(finding.issue)[1].startswith(f"{unit}-"))
    )
    mine = [issue for issue in ledger.issues if issue.channel is channel and unit in (None, issue.unit)]
    for issue in mine:
        yield from _issue_blockers(issue, ledger) if issue.is_counted else _carry_blockers(issue, ledger)
    for issue in mine:  # last, for it takes longest, and whoever only asks whether there is a reason need not wait for it
        yield from _history_blockers(issue, ledger) if issue.is_counted and not went_the_usual_way(issue) else ()


def _round_blockers(ledger: Ledger, channel: Channel) -> Iterator[Blocker]:
    if report_due(ledger.round, ledger.today) is None:
        missing = (
            text("the on-site period has no end: on_site.ends is empty")
            if channel is Channel.DURING
            else text("the feedback report has no limit: deadlines.feedback_report is empty")
        )
        yield Blocker("GAT06", "", missing, text("inspect edit {round}", round=ledger.round.id))


def _carry_blockers(issue: Issue, ledger: Ledger) -> Iterator[Blocker]:
    """What was carried is followed up: an item whose twin is not there, or void, would be in no count at all."""
    ref = ledger.full_ref(issue.carried_to)
    twin = ledger.linked(ref)
    lost = twin is None and ref.split("/")[0] == ledger.round.id and ref not in ledger.unread
    if issue.carried_to and issue.state is not State.VOID and (lost or (twin and twin.state is State.VOID)):
        yield Blocker(
            "GAT04", ledger.ref(issue), text("it was carried to {twin}, which is void or not there", twin=ref), text("inspect check")
        )


def _issue_blockers(issue: Issue, ledger: Ledger) -> Iterator[Blocker]:
    ref = ledger.ref(issue)
    if not is_answered(issue):
        yield Blocker("GAT01", ref, text("no answer yet"), _answer_command(issue))
    elif issue.is_open and not _says_what_is_left(issue):
        yield Blocker("GAT04", ref, text("unfinished, and nobody says what is left"), text("inspect progress {id} --note …", id=issue.id))
    elif issue.is_open and issue.due is None:
        extend = text("inspect extend {id} --to DATE --reason … --approved-by …", id=issue.id)
        yield Blocker("GAT04", ref, text("unfinished, and no date by which it will be done"), extend)
    if ledger.is_overdue(issue):
        late = -(ledger.days_left(issue) or 0)
        yield Blocker(
            "GAT02",
            ref,
            text("{days} {days:day|days} overdue (due {due})", days=late, due=ledger.due(issue)),
            text("inspect finish {id} …, or inspect extend {id} --to DATE --reason … --approved-by …, or inspect carry {id}", id=issue.id)
            if issue.channel is Channel.DURING
            else text("inspect finish {id} …, or inspect extend {id} --to DATE --reason … --approved-by …", id=issue.id),
        )
    if not issue.is_open:
        yield from _evidence_blockers(issue, ledger)


def _history_blockers(issue: Issue, ledger: Ledger) -> Iterator[Blocker]:
    """What an item is said to be rests on its history: one that was typed by hand is held to what a command asks for."""
    from inspect_cli.domain.lifecycle.conditions import still_unfounded  # the lifecycle, which no other count needs
    from inspect_cli.domain.rules import sta01_state_and_history, sta02_impossible_move, sta04_finisher_closed

    for rule in (sta01_state_and_history.RULE, sta02_impossible_move.RULE, sta04_finisher_closed.RULE):
        for fault in rule.issue(issue, ledger) if rule.issue else ():
            if fault.level is Level.INFO:
                continue
            fix = fault.fix if fault.fix.english else rule.fix
            yield Blocker("GAT07", ledger.ref(issue), text("{rule} {message}", rule=rule.code, message=fault.message), fix)
    for one in still_unfounded(issue, ledger.round) if not issue.is_open else ():  # of an open one the report claims nothing yet
        yield Blocker("GAT07", ledger.ref(issue), one.said, one.remedy(issue.id, issue.state))


def _answer_command(issue: Issue) -> Text:
    if issue.state is State.REGISTERED:
        return text("inspect start {id} --leader … --department … --due DATE --measure …", id=issue.id)
    return text("inspect progress {id} --note …", id=issue.id)


def _says_what_is_left(issue: Issue) -> bool:
    """An answer came after the last time it was sent back."""
    said, sent_back = issue.last(Did.PROGRESS, Did.NEARLY), issue.last(Did.RETURN, Did.REOPEN)
    return said is not None and (sent_back is None or said > sent_back)


def _evidence_blockers(issue: Issue, ledger: Ledger) -> Iterator[Blocker]:
    ref = ledger.ref(issue)
    if not issue.is_proven:
        yield Blocker("GAT03", ref, text("done without evidence"), sent_back(issue.id, issue.state))
    for _, piece, state in ledger.spoilt(issue, *_NO_PROOF):
        yield Blocker(
            "GAT03",
            ref,
            text("evidence {piece} ({file}): {state}", piece=piece.id, file=piece.file, state=state),
            REMEDIES.get(state) or text("put the original file back: {file}", file=piece.file),
        )


_NO_PROOF = tuple(state for state in FileState if not state.holds)
