"""STA08: a move of the history lacks what its command asks for."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Fault
from inspect_cli.domain.lifecycle.conditions import unfounded
from inspect_cli.domain.lifecycle.usual import went_the_usual_way
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.rule import Rule
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Level


def without_what_it_needs(issue: Issue, ledger: Ledger) -> Iterator[Fault]:
    """Every act meets the conditions of its command, as far as the record still shows them; what nothing rests on any more is a note."""
    for one in unfounded(issue) if not went_the_usual_way(issue) else ():
        if one.settled:
            past = text("{said}; nothing rests on this any more", said=one.said)
            yield Fault(("history", one.place), past, level=Level.INFO)
        else:
            yield Fault(("history", one.place), one.said, one.remedy(issue.id, issue.state))


RULE = Rule(
    code="STA08",
    title=text("a move without what it needs"),
    why=text(
        "A command refuses to start without somebody who answers for it, to finish with open measures, to void without an approver. "
        "A line typed by hand is held to the same conditions, as far as the record still shows them."
    ),
    also=((Level.INFO, text("that on which nothing rests any more")),),
    fix=text(
        "bring what is missing with its command, or send it back: inspect return ID --reason …; a closed one: inspect reopen ID --reason …"
    ),
    issue=without_what_it_needs,
    good="""
        due: 2020-11-20
        original_due: 2020-11-20
        measures:
          - {id: m1, text: 增配车辆, done_on: 2020-11-08}
        evidence:
          - {id: e1, document: 城管〔2020〕15号}
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-08T09:05:00+08:00, by: 城管局整改办, did: measure, note: m1 done}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 两清已落实}
        state: done
    """,
    bad="""
        due: 2020-11-20
        original_due: 2020-11-20
        measures:
          - {id: m1, text: 增配车辆}
        evidence:
          - {id: e1, document: 城管〔2020〕15号}
        history:
          - {at: 2020-10-28T16:20:00+08:00, by: 巡察二组联络员, did: register, to: registered}
          - {at: 2020-10-30T09:05:00+08:00, by: 城管局整改办, did: start, from: registered, to: in_progress}
          - {at: 2020-11-09T10:00:00+08:00, by: 城管局整改办, did: finish, from: in_progress, to: done, note: 两清已落实}   # <- STA08
        state: done
    """,
)
