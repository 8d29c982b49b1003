"""What another number changes: the record's own lines, and the links of every record that mean it. Its uid stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from inspect_cli.domain.finding import Regression
from inspect_cli.domain.lifecycle import guards
from inspect_cli.domain.lifecycle.act import Act, Objection, Situation
from inspect_cli.domain.record import shape
from inspect_cli.domain.record.deeds import changed
from inspect_cli.domain.record.issue import Entry, Issue
from inspect_cli.domain.record.links import IssueStub, face_of
from inspect_cli.domain.text import text
from inspect_cli.domain.words import Channel, Did, Role
from inspect_cli.yamlsplice.change import Append, Change, Route, Set


def series(issue_id: str) -> tuple[str, Channel]:
    """The unit and the channel in which the id is numbered."""
    unit, rest = issue_id.split("-")
    return unit, next(channel for channel in Channel if channel.letter == rest[0])


def objections(issue: Issue, act: Act, situation: Situation, wanted: str, uses: Sequence[Objection]) -> list[Objection]:
    """Every reason why the issue may not get the id that is wanted; `uses` say where that is taken. No state forbids it."""
    found = [*guards.may_act(issue, act, tuple(Role), situation), *guards.clock_runs_on(issue, act, situation)]
    found += guards.not_marked_secret(issue, act, situation)
    if wanted and series(wanted) != series(issue.id):
        unit, channel = series(issue.id)
        found.append(Objection(text("unit and channel stay: the new number is one of {series}", series=f"{unit}-{channel.letter}")))
    elif wanted == issue.id:
        found.append(Objection(text("{id} is its number already", id=wanted)))
    elif uses:
        free = Objection(text("{id} is taken, and no number is given out twice", id=wanted), text("without --to it gets the next free one"))
        found += [free, *uses]
    return found


def own_changes(issue: Issue, new_id: str, act: Act) -> list[Change]:
    """What a new number changes in the record itself: its id, and one more history entry."""
    entry = Entry(at=act.at, by=act.by, did=act.verb, changes=changed("id", issue.id, new_id), note=act.note)
    return [Set(("id",), new_id), Append(("history",), entry)]


def repathed(issue: Issue, files: Mapping[str, str]) -> list[Change]:
    """The paths of its evidence that moves, old to new."""
    return [Set(("evidence", at, "file"), files[piece.file]) for at, piece in enumerate(issue.evidence) if piece.file in files]


FoundLink = tuple[Route, str]
"""Where a link stands in a record, and what it says."""


def links_to(face: IssueStub, ref: str) -> Iterator[FoundLink]:
    """Every link of the record that names `ref` (`ROUND/ID`), as it is written there."""
    return (link for link in face.links() if face.full_ref(link[1]) == ref)


def relinked(links: Sequence[FoundLink], new_id: str) -> list[Change]:
    """The same links to another number of the same round, each in the form in which it was written."""
    return [Set(link, re.sub(r"[^/]+$", new_id, name)) for link, name in links]


_GIVEN_UP = re.compile(rf"({shape.ID}) → {shape.ID}(?::.*)?", re.DOTALL)


def given_up(issue: Issue) -> list[str]:
    """The numbers that it had before, as its history tells."""
    keyed = [one.was for entry in issue.history for one in entry.changes if one.field == "id" and not entry.part]
    notes = (_GIVEN_UP.fullmatch(entry.note) for entry in issue.history if entry.did is Did.RENUMBER and not entry.changes)
    return [*(note[1] for note in notes if note), *keyed]


def left_behind(issue: Issue, round_id: str, moved: Mapping[str, str]) -> Iterator[Regression]:
    """Links of the record that name a number (`ROUND/ID`, by the key) whose owner has another one now: the value."""
    face = face_of(issue, round_id)
    for link, name in face.links():
        now = moved.get(face.full_ref(name))
        if now:
            right = re.sub(r"[^/]+$", now.split("/")[-1], name)
            said = text("{name} has the number {now}, and this link does not follow it", name=name, now=right)
            yield Regression(link, said, text("write {now} there: inspect edit {id}", now=right, id=issue.id), after=name)


_ANSWERED_BY = {"similar": "similar", "carried_to": "carried_from", "carried_from": "carried_to"}
"""The link that a record named by a link has in return; an earlier occurrence (`recurs`) names nobody back."""


def meant_by(face: IssueStub, link: Route, claimants: Sequence[IssueStub]) -> IssueStub | None:
    """Which of the records that claim one id the link of `face` means: the only one, or the one that alone answers it; None: who knows."""
    if len(claimants) > 1:
        answer = _ANSWERED_BY.get(str(link[0]))
        claimants = [one for one in claimants if any(back[0] == answer for back, _ in links_to(one, face.ref))]
    return claimants[0] if len(claimants) == 1 else None
