"""How every verb that changes issues runs: ask for what is missing, let it be done, and say what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from inspect_cli.actions.acting import Acted, Supplied, acted, decided, formats_of, trimmed, writes_of
from inspect_cli.actions.discarding import saved_of
from inspect_cli.cli.argv.session import Session
from inspect_cli.cli.desk.ask import questions_of
from inspect_cli.cli.desk.completing import completed
from inspect_cli.cli.desk.output import print_json, tell, would_change
from inspect_cli.domain.lifecycle.act import Act
from inspect_cli.domain.text import Text, text
from inspect_cli.domain.words import Did, FileState, State
from inspect_cli.render import json_v1
from inspect_cli.store.files.evidence import Attachment
from inspect_cli.views.page import clipped


def perform(session: Session, names: Sequence[str], verb: Did, **given: object) -> int:
    """Does the act to every issue named, all or none, and says what came of it. Raises what `acted` does.

    `given` are fields of the act, and of what is brought to it; who and when are filled in per issue.
    """
    workspace, hand = session.workspace, session.hand
    brought = completed(session, _brought(session, verb, given), lambda tried: decided(workspace, hand, names, tried, session.round))
    if session.dry_run:
        tried = decided(workspace, hand, names, brought, session.round)
        would_change(session, *(write for one in tried for write in writes_of(workspace, one)), *formats_of(tried))
        return 0
    if verb is Did.VOID and not agreed_to_void(session, names):
        return 0
    done = acted(workspace, hand, names, brought, session.round)
    if session.json:
        print_json("change", json_v1.deeds.change(map(_deed, done)))
        return 0
    for said in (said for one in done for said in _said(one, verb)):
        tell(session, said)
    return 0


def agreed_to_void(session: Session, names: Sequence[str]) -> bool:
    """Whoever sits at a terminal knows that this is for good, and what else there is."""
    questions = questions_of(session)
    if questions is None:
        return True
    if saved_of(session.workspace, session.hand, names, session.round):
        said = text("{issues}: once this is saved it is void for good, and no number is given out twice; until then: inspect undo. Void?")
    else:
        said = text("{issues}: not saved yet. Taken away instead, its number is free again: inspect discard {issues}. Void all the same?")
    if questions.agreed(said.about(issues=" ".join(names))):
        return True
    tell(session, text("nothing was changed"))
    return False


def _brought(session: Session, verb: Did, given: Mapping[str, object]) -> Supplied:
    beside = {one.name: given[one.name] for one in fields(Supplied) if one.name in given}
    act = {name: value for name, value in given.items() if name not in beside}
    return Supplied(trimmed(Act(verb=verb, by=session.by, at=session.now).saying(**act)), **beside)  # type: ignore[arg-type]


def _said(one: Acted, verb: Did) -> list[Text]:
    twin = [text("  goes on as {twin}", twin=one.decision.issue.carried_to)] if one.decision.twin else []
    return [_done_sentence(one, verb), *map(_attached_sentence, one.attachments), *_dropped(one), *_not_here(one), *twin]


def _dropped(one: Acted) -> Iterator[Text]:
    """What becomes of the file of evidence that is dropped."""
    if one.going:
        yield text("  {file} is gone too, nobody has saved it; inspect undo brings it back", file=one.dropped)
    elif one.dropped:
        yield text("  {file} stays where it is: it is saved and stays in git's history, or another record names it", file=one.dropped)


def _not_here(one: Acted) -> Iterator[Text]:
    """What nobody can have looked at here, though its hash is the one on record."""
    if one.decision.issue.state in (State.DONE, State.CLOSED):
        for file in one.elsewhere:
            yield text("  {file}: {state}", file=file, state=FileState.POINTER)


def _attached_sentence(found: Attachment) -> Text:
    shown = found.sha256[:12]
    if found.source.name != found.target.name:
        renamed = text("  {old} → {file}: {size} {size:byte|bytes}, sha256 {hash}…, {kind}")
        return renamed.about(old=found.source.name, file=found.path, size=found.size, hash=shown, kind=found.kind)
    return text("  {file}: {size} {size:byte|bytes}, sha256 {hash}…, {kind}", file=found.path, size=found.size, hash=shown, kind=found.kind)


def _done_sentence(one: Acted, verb: Did) -> Text:
    before, after, title = one.before.state, one.decision.issue.state, clipped(one.decision.issue.title)
    if before is after:
        return text("{issue} {title}: {verb} recorded, {state}", issue=one.ref, title=title, verb=verb, state=after)
    return text("{issue} {title}: {before} → {after}", issue=one.ref, title=title, before=before, after=after)


def _deed(one: Acted) -> json_v1.deeds.Deed:
    evidence = [json_v1.deeds.Attached(found.path, found.sha256, found.size, found.kind) for found in one.attachments]
    after = one.decision.issue
    return json_v1.deeds.Deed(one.ref, one.before, after, after.carried_to if one.decision.twin else None, evidence)
