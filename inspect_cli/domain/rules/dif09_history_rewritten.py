"""DIF09: the history was rewritten."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.finding import Fault
from inspect_cli.domain.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def history_rewritten(before: Issue, after: Issue) -> Iterator[Fault]:
    """The old entries are the first of the new ones, in the same order and words."""
    for index, old in enumerate(before.history):
        if index >= len(after.history):
            yield Fault(("history",), text("{count} entries of the history are gone", count=len(before.history) - index), key=True)
            return
        if after.history[index] != old:
            yield Fault(("history", index), text("this entry of the history was changed, removed or pushed in"))
            return


RULE = Rule(
    code="DIF09",
    level=Level.ERROR,
    title=text("history rewritten"),
    why=text("The history only grows: what was said and done cannot be unsaid."),
    fix=text("put the entries back as they were and add a new one at the end"),
    pair=history_rewritten,
    good="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
        ---
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T15:00:00+08:00, by: 城管局整改办, did: progress, note: 已清运三条街}
    """,
    bad="""
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
        ---
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 别人, did: start, from: registered, to: in_progress}   # <- DIF09
    """,
)
