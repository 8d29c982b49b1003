"""DIF09: the history was rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inspect_cli.domain.compare.comparison import Comparison, places_of
from inspect_cli.domain.finding import Regression
from inspect_cli.domain.record.issue import Entry
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.yamlsplice.change import Route


def history_rewritten(c: Comparison) -> Iterator[Regression]:
    """The old entries are the first of the new ones, in the same order and words; a merge may weave in what its other parents have."""
    for granted in c.before.extensions:
        if granted not in c.after.extensions:
            yield Regression(("extensions",), _GRANTED.about(to=granted.to), NOTHING, key=True, before=granted)
    if c.has_only_grown:
        return
    old, now, new = c.before.history, c.after.history, set(c.new_entries)
    lost = list(c.lost_entries)
    for index, entry in enumerate(old):
        brought = index in new and c.held_elsewhere(lambda other, now_=now[index]: now_ in other.history)  # type: ignore[misc]
        if entry in lost and index in new and not brought:  # another one stands in its place
            lost.remove(entry)
            new.discard(index)
            if c.has_come(entry.at.date(), now[index].at.date()) and replace(entry, at=now[index].at) == now[index]:
                continue
            yield _rewritten(("history", index), text("this entry of the history was changed"), entry, now[index])
    for entry in lost:
        said = text("an entry of the history is gone: {did}, {by}, {at}", did=entry.did, by=entry.by, at=entry.at)
        yield _rewritten(("history",), said, entry, None)
    kept = [index for index in range(len(now)) if index not in c.new_entries]
    for index in () if c.is_rewritten else sorted(new):
        if kept and index < kept[-1] and not c.held_elsewhere(lambda other, entry=now[index]: entry in other.history):  # type: ignore[misc]
            said = text("this entry was pushed into the past of the history")
            yield Regression(("history", index), said, _JOIN, after=now[index])
    order = places_of([now[index] for index in kept], old)
    for place in (at for at in range(1, len(order)) if order[at] < order[at - 1]):
        index = kept[place]
        yield _rewritten(("history", index), text("the entries of the history stand in another order"), now[index], now[index])
        return


_GRANTED = text("the extension to {to} is gone, or no longer says what it said")
_JOIN = text("a new entry stands last; branches are joined with git merge, for a rebase or a cherry-pick puts entries into the past")


def _rewritten(route: Route, said: Text, before: Entry, after: Entry | None) -> Regression:
    return Regression(route, said, NOTHING, len(route) == 1, before=before, after=after)


RULE = Rule(
    code="DIF09",
    title=text("history rewritten"),
    why=text("The history only grows: what was said and done cannot be unsaid."),
    fix=text("put the entries back as they were and add a new one at the end"),
    waivable=False,
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
