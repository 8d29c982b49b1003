"""The last command of one's own is taken back, or done again: whole, and only what nobody changed and nothing saved since."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property

from inspect_cli.actions.hand import Hand
from inspect_cli.actions.saved import Saved, saved_in
from inspect_cli.domain.record.issue import Issue
from inspect_cli.domain.record.round import Person
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.trouble import Misused, Trouble
from inspect_cli.store.addresses import is_round_file, issue_place, round_named_by
from inspect_cli.store.baselines import issued_in
from inspect_cli.store.files.commands import DONE, UNDONE, Command, Kept, KeptWrite, places
from inspect_cli.store.files.disk import DiskStep
from inspect_cli.store.files.journal import TEMPORARY, Journal, digest
from inspect_cli.store.files.plain import plain_bytes
from inspect_cli.store.files.pointer import oid_in
from inspect_cli.store.files.stack import NotKept
from inspect_cli.store.loading import load_round
from inspect_cli.store.reading import read_issue
from inspect_cli.store.workspace import Workspace
from inspect_cli.views import undo as views


class CannotUndo(Trouble):
    """A command is not taken back, or not done again."""

    code = "refused"
    status = 4


def actor_in(workspace: Workspace, hand: Hand, round_id: str) -> str:
    """Who acts, as the people of the round know them; "" where nobody is named."""
    people: tuple[Person, ...] = ()
    if not hand.named:
        with suppress(Trouble):  # it is not there yet, or cannot be read
            people = load_round(workspace, round_id).round.people
    try:
        return hand.actor(people)
    except Misused:
        return ""


def turned(workspace: Workspace, hand: Hand, back: bool, dry_run: bool = False) -> tuple[views.KeptCommand, list[DiskStep]] | None:
    """Takes the newest command back, or does again what was taken back last; None where there is none.

    Raises CannotUndo, NotKept, DiskTrouble; GitFailed where git does not say what is saved.
    """
    with workspace.locked():
        stack, look = workspace.stack, _Look(workspace, hand)
        found = [deed for deed in stack.deeds() if deed.state == (DONE if back else UNDONE)]
        if not found:
            return None
        deed = found[-1] if back else found[0]
        for why, how in look.objections(deed, back):
            said = text("cannot take back {command}: {why}") if back else text("cannot do {command} again: {why}")
            raise CannotUndo(said.about(command=views.called(look.told(deed, not back)), why=why), how)
        told, steps = look.told(deed, is_undone=back), stack.steps(deed, back)
        if not dry_run:
            stack.turned(deed, steps, back, Journal(workspace.journal.path, workspace.root))
    return told, steps


def listed(workspace: Workspace, hand: Hand) -> list[views.KeptCommand]:
    """The commands, the newest first; each with what stands in the way of taking it back, or of doing it again."""
    deeds = workspace.stack.deeds()
    undone = _in_turn(_Look(workspace, hand), [deed for deed in deeds if deed.state == UNDONE], back=False)
    return [*reversed(undone), *_in_turn(_Look(workspace, hand), [deed for deed in reversed(deeds) if deed.state == DONE], back=True)]


def _in_turn(look: _Look, deeds: Sequence[Command], back: bool) -> list[views.KeptCommand]:
    """Each as it would be met when those before it were passed; where one stays, those behind it do."""
    found: list[views.KeptCommand] = []
    earlier = NOTHING
    for deed in deeds:
        objection = next((why for why, _ in look.objections(deed, back)), earlier)
        if objection.english:
            earlier = text("only after {command}", command=views.called(look.told(deed, not back))) if not earlier.english else earlier
        found.append(look.told(deed, not back, objection))
        look.passed(deed, back)
    return found


class _Look:
    """What the commands left, what lies there, and what is saved of it."""

    def __init__(self, workspace: Workspace, hand: Hand) -> None:
        self._workspace = workspace
        self._hand = hand
        self._stack = workspace.stack
        self._passed: dict[str, str | None] = {}

    @cached_property
    def _saved(self) -> Saved:
        return saved_in(self._workspace)

    def passed(self, deed: Command, back: bool) -> None:
        """What is asked next is asked of the files as they are once this command is taken back, or done again."""
        with suppress(NotKept):
            self._passed |= places(self._stack.files_of(deed), not back)

    def told(self, deed: Command, is_undone: bool, objection: Text = NOTHING) -> views.KeptCommand:
        """The command as a page tells it."""
        files: tuple[Kept, ...] = ()
        with suppress(NotKept):
            files = self._stack.files_of(deed)
        issues = {}
        for one in files:
            if isinstance(one, KeptWrite) and issue_place(one.path):
                record = self._issue(one.path, one.after) or self._issue(one.path, one.before)
                issues[_ref(one.path)] = record.title if record else ""
        names = tuple(places(files, True))
        records = [one for one in files if isinstance(one, KeptWrite) and issue_place(one.path)]
        came, went = (tuple(_ref(one.path) for one in records if getattr(one, side) is None) for side in ("before", "after"))
        at = datetime.fromisoformat(deed.at)
        return views.KeptCommand(deed.command, deed.by, at, tuple(issues.items()), names, is_undone, objection, came, went)

    def objections(self, deed: Command, back: bool) -> Iterator[tuple[Text, Text]]:
        """Why it stays as it is, and how to go on."""
        if deed.by != actor_in(self._workspace, self._hand, deed.round):
            how = text("whoever did it takes it back: inspect undo --by NAME") if back else NOTHING
            yield text("it is a command of {name}", name=deed.by or "—"), how
        if self._stack.is_too_large(deed):
            yield text("it wrote more than is kept: {size} MB", size=deed.size // 1_000_000), text("inspect diff shows what is not saved")
            return
        try:
            files = self._stack.files_of(deed)
        except NotKept as lost:
            yield lost.what, lost.hint
            return
        for path in self._stack.unfit(files, back, self._passed):
            yield text("{file} was changed since: {how}", file=path, how=self._how(path, deed)), _correct(path)
        if back:
            for path in self._came_beside(files) if deed.was_saved is None else ():
                yield text("{file} has come to lie there since", file=path), _correct(path)
            for path in self._kept_elsewhere(deed, files) if not deed.was_saved else ():
                yield text("{file} is saved as it left it, or a report tells of it", file=path), _correct(path)

    def _came_beside(self, files: Sequence[Kept]) -> Iterator[str]:
        """What lies in the folder of a round that would go, and is not the command's."""
        own = {**places(files, True), **self._passed}
        for one in files:
            if isinstance(one, KeptWrite) and is_round_file(one.path) and one.before is None:
                for path in sorted((self._workspace.root / one.path).parent.rglob("*")):
                    name = self._workspace.relative(path)
                    if not (path.is_dir() or name in own or name.endswith(TEMPORARY)):
                        yield name

    def _how(self, path: str, deed: Command) -> Text:
        """What changed a file, as far as it can be seen."""
        if not os.path.lexists(self._workspace.root / path):
            return text("it is gone")
        with suppress(OSError):
            issue = read_issue(plain_bytes(self._workspace.root / path)).record if issue_place(path) else None
            last = issue.history[-1] if issue and issue.history else None
            if last and last.at and last.at > datetime.fromisoformat(deed.at):
                return text("{verb} by {name}", verb=last.did or "—", name=last.by)
        return text("by hand")

    def _kept_elsewhere(self, deed: Command, files: Sequence[Kept]) -> Iterator[str]:
        """The files that are saved as the command left them."""
        writes = [one for one in files if isinstance(one, KeptWrite)]
        self._saved.look_up(one.path for one in writes if issue_place(one.path))
        earlier = [before for one in writes if (before := self._issue(one.path, one.before))]
        for one in (one for one in writes if one.after):
            after = self._issue(one.path, one.after)
            old = [entry for before in earlier if after and before.uid == after.uid for entry in before.history]
            new = [entry for entry in after.history if entry not in old] if after else []
            if after and new and deed.was_saved is None:
                is_kept = any(self._saved.entry(after, entry) for entry in new)
            else:
                is_kept = any(one.after in (digest(raw), oid_in(raw)) for raw in self._saved.holds(one.path))
            if is_kept or (is_round_file(one.path) and self._was_reported(one.path, deed)):
                yield one.path

    def _was_reported(self, path: str, deed: Command) -> bool:
        """A report of the round was issued on that day or later."""
        reports, _ = issued_in(self._workspace.root, round_named_by(path) or "")
        return any(one.as_of >= datetime.fromisoformat(deed.at).date() for one in reports)

    def _issue(self, path: str, sha256: str | None) -> Issue | None:
        """The record of this hash: kept, or still in its file."""
        if sha256 is None or not issue_place(path):
            return None
        with suppress(OSError):
            return read_issue(self._stack.kept(sha256)).record
        with suppress(OSError):
            raw = plain_bytes(self._workspace.root / path)
            return read_issue(raw).record if digest(raw) == sha256 else None
        return None


def _ref(path: str) -> str:
    return "/".join(issue_place(path) or ())


def _correct(path: str) -> Text:
    place = issue_place(path)
    command = f"inspect correct {'/'.join(place)} …" if place else f"inspect edit {round_named_by(path)}"
    return text("put right what is wrong in it: {command}", command=command)
