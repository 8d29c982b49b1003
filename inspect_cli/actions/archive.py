"""Every round of a workspace, for those who ask: what reading commands read goes through here, and here alone is anything remembered."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property

from inspect_cli.actions import unsaved
from inspect_cli.domain.counting import deadlines
from inspect_cli.domain.counting.pending import Unsaved
from inspect_cli.domain.counting.standing import Standing, holds, newest_first, standing
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.links import LinkedRecord, face_of
from inspect_cli.domain.trouble import DiskTrouble
from inspect_cli.store.addresses import inside, issue_place, round_file
from inspect_cli.store.complaint import finding_of
from inspect_cli.store.git.sparse import one_folder, records_left_out
from inspect_cli.store.index.glance import NOTE, Glance
from inspect_cli.store.index.index import HeldResult, Index
from inspect_cli.store.index.packing import packed, unpacked
from inspect_cli.store.index.shelf import Shelf, forget_others, index_folder
from inspect_cli.store.loading import LoadedRound, Record, ledger_of, load, loaded_from, name_findings
from inspect_cli.store.looking import absence
from inspect_cli.store.survey import Survey
from inspect_cli.store.workspace import OddState, Workspace


def _silent(done: int, of: int) -> None:
    """Nobody listens."""


def _linked(record: Record, loaded: LoadedRound) -> LinkedRecord:
    name = record.file.rsplit("/", 1)[-1].removesuffix(".yaml")
    waivers = record.issue.waivers
    if waivers:
        from inspect_cli.domain.lifecycle.signing import waivers_that_count  # few records have any

        waivers = waivers_that_count(record.issue, loaded.round)
    return LinkedRecord(face_of(record.issue, loaded.round.id, name, loaded.folder.name), record.file, waivers)


def _until_a_day_comes(loaded: LoadedRound, present: date) -> tuple[date, date]:
    """The days of the present on which the same days of the records lie ahead."""
    from inspect_cli.domain.record.happened import happened, latest  # which only rules ask else

    days = {latest(record.issue) for record in loaded.records}
    if any(deadlines.comes(day) > present for day in days):
        days = {day for record in loaded.records for _, day in happened(record.issue)}
    return deadlines.holds({deadlines.comes(day) for day in days}, present)


class Archive:
    """The rounds as they lie on the disk. Without an index every file is read, and the answers are the same."""

    def __init__(
        self, workspace: Workspace, indexed: bool = True, told: Callable[[int, int], None] = _silent, glance: Glance | None = None
    ) -> None:
        self.workspace = workspace
        self._indexed = indexed
        self._told = told
        self._glance = glance

    @cached_property
    def _index(self) -> Index | None:
        if not self._indexed:
            return None
        try:
            self.workspace.make_state_dir()
        except OddState:  # what lies there is not ours: nothing of it is read, and nothing is put there
            return None
        except (DiskTrouble, OSError):  # where nothing can be kept, everything is read
            pass
        root = str(self.workspace.root)
        shelf = Shelf(index_folder(str(self.workspace.state_dir), root))
        if not os.path.isdir(shelf.folder):
            forget_others(shelf.folder)
        glance = self._glance if self._glance and self._glance.root == root else Glance(root, shelf.get(NOTE))
        return Index(root, self.workspace.round_ids(), shelf, glance, self._told, self.workspace.left_out)

    def round(self, round_id: str) -> LoadedRound:
        """The round with every issue. Raises NoSuchRound."""
        if self._index is None:
            return load(self.workspace, round_id)
        self.workspace.folder(round_id)
        return loaded_from(self.workspace, self._index.survey(round_id))

    def round_ids(self) -> list[str]:
        """The rounds that there are."""
        return self.workspace.round_ids()

    def rounds(self) -> list[LoadedRound]:
        """Every round with every issue."""
        return [self.round(name) for name in self.workspace.round_ids()]

    @property
    def absent(self) -> list[Finding]:
        """The rounds of which nothing at all lies here, though git holds them."""
        here = self.workspace.round_ids()
        return self._away({name: paths for name, paths in records_left_out(self.workspace.left_out).items() if name not in here})

    def elsewhere(self, round_id: str) -> list[Finding]:
        """The other rounds whose own file is not here: the one that is meant may be among them."""
        left_out = self.workspace.left_out
        away = records_left_out(left_out).items()
        return self._away({name: paths for name, paths in away if name != round_id and round_file(name) in left_out})

    def _away(self, rounds: Mapping[str, Sequence[str]]) -> list[Finding]:
        """What says that these rounds are not here; with each its records that are not."""
        left_out = self.workspace.left_out
        return [finding_of(round_file(name), absence(name, one_folder(left_out, paths)), "") for name, paths in rounds.items()]

    def standings(self, today: date) -> list[Standing]:
        """One line a round, the newest first."""

        def made(loaded: LoadedRound) -> tuple[Standing, tuple[date, date]]:
            ledger = ledger_of(loaded, today)
            return standing(ledger, loaded.findings), holds(ledger)

        def product(seen: Survey) -> HeldResult:
            one, days = made(loaded_from(self.workspace, seen))
            return HeldResult((days,), packed(one))

        if self._index is None:
            found = {loaded.folder.name: made(loaded)[0] for loaded in self.rounds()}
        else:
            found = {name: unpacked(plain) for name, plain in self._index.gather("standing", (today,), product).items()}
        return newest_first(found.values())

    def unsaved(self) -> Unsaved | None:
        """What is not saved in all rounds, once another answer has brought them up to date; None where that is not known."""
        root, index = str(self.workspace.root), self._index
        asked = unsaved.ask(root)
        astray = index.astray() if index else unsaved.all_that_may_differ(root, self.workspace.round_ids())
        return None if astray is None else unsaved.counted_here(root, astray - self.workspace.left_out.keys(), asked)

    def findings(self, chosen: Collection[str], today: date, present: date | None = None) -> list[Finding]:
        """What is wrong in the chosen rounds (none named: in all), in the order of files and lines.

        `present` is the day that it really is, where `today` is an earlier one from which somebody looks.
        """
        from inspect_cli.actions import ruling  # with all the rules, which nobody else needs

        present = max(today, present or today)

        def made(loaded: LoadedRound) -> tuple[list[Finding], list[LinkedRecord], list[str]]:
            linked = [_linked(record, loaded) for record in loaded.records]
            return ruling.findings(loaded, self.workspace, today, present), linked, sorted(loaded.unseen)

        def product(seen: Survey) -> HeldResult:
            loaded = loaded_from(self.workspace, seen)
            return HeldResult((deadlines.holds_today(today), _until_a_day_comes(loaded, present)), packed(made(loaded)))

        if self._index is None:
            checked = {loaded.folder.name: made(loaded) for loaded in self.rounds()}
        else:
            checked = {name: unpacked(plain) for name, plain in self._index.gather("checked", (today, present), product).items()}
        wanted = [name for name in checked if not chosen or name in chosen]
        folders = tuple(f"{inside(name)}/" for name in wanted)
        linked = [one for _, links, _ in checked.values() for one in links]
        unread = {name for *_, names in checked.values() for name in names}
        unread |= {"/".join(place) for path in self.workspace.left_out if (place := issue_place(path))}
        between = ruling.link_findings(linked, self.workspace, unread)
        found = [finding for name in wanted for finding in checked[name][0]]
        found += [one for one in self.absent if not chosen or one.file.startswith(folders)]
        between += name_findings(self.workspace.round_ids(), round_file)
        return sorted([*found, *(one for one in between if one.file.startswith(folders))], key=lambda one: one.order)
