"""DIF07: the state moved without a legal move."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.lifecycle import is_legal
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def state_jumped(before: Issue, after: Issue) -> Iterator[Fault]:
    """The new entries lead, move by legal move, from the old state to the new one."""
    now = before.state
    for entry in after.history[len(before.history) :]:
        if entry.to and entry.from_ is now and is_legal(entry.did, entry.from_, entry.to):
            now = entry.to
    if now is not after.state:
        yield Fault(
            ("state",),
            text("{before} became {after} without a legal move", before=before.state, after=after.state),
            text("inspect why {id}", id=before.id),
        )


RULE = Rule(
    code="DIF07",
    level=Level.ERROR,
    title=text("state moved other than by a legal move of the history"),
    why=text("A state that changes by editing skips every condition of the step."),
    fix=text("do the step with its command: inspect why ID"),
    pair=state_jumped,
    good="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
        ---
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 城管局整改办, did: nearly, from: in_progress, to: basically_done, note: 还差一台车}
        state: basically_done
    """,
    bad="""
        state: in_progress
        ---
        state: done   # <- DIF07
    """,
)
