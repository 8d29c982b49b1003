"""CNT02: the published words leave a state out or name one twice."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import COUNTED_STATES


def profile_gaps(ledger: Ledger) -> Iterator[Fault]:
    """Every counted state stands under exactly one word."""
    if not ledger.round.profile:
        return
    named = [state for states in ledger.round.profile.values() for state in states]
    missing = [state for state in COUNTED_STATES if state not in named]
    twice = [state for state in COUNTED_STATES if named.count(state) > 1]
    if missing:
        yield Fault(("profile",), text("no word covers {states}", states=missing), key=True)
    if twice:
        yield Fault(("profile",), text("{states} {states:stands|stand} under two words", states=twice), key=True)


RULE = Rule(
    code="CNT02",
    title=text("published words that do not add up"),
    why=text("A state that no word covers vanishes from the published table; one under two words is counted twice."),
    fix=text("let every state but void stand under exactly one word of profile"),
    round=profile_gaps,
    good="""
        round:
          profile:
            已完成: [done, closed]
            正在整改: [registered, in_progress, basically_done]
    """,
    bad="""
        round:
          profile:   # <- CNT02
            已完成: [done, closed]
            正在整改: [in_progress]
    """,
)
