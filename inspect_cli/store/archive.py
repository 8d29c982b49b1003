"""Every round of a workspace, for those who ask: what commands read goes through here, and here alone is anything remembered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from inspect_cli.domain.finding import Finding
from inspect_cli.store import checking
from inspect_cli.store.loading import LoadedRound, load
from inspect_cli.store.workspace import Workspace


@dataclass(frozen=True)
class Archive:
    """The rounds as they lie on the disk."""

    workspace: Workspace

    def round(self, round_id: str) -> LoadedRound:
        """The round with every issue. Raises NoSuchRound."""
        return load(self.workspace, round_id)

    def rounds(self) -> list[LoadedRound]:
        """Every round with every issue."""
        return [self.round(name) for name in self.workspace.round_ids()]

    def findings(self, chosen: Collection[str], today: date) -> list[Finding]:
        """What is wrong in the chosen rounds (none named: in all), in the order of files and lines."""
        every = self.rounds()
        linked = [one for loaded in every for one in checking.linked_of(loaded)]
        unread = frozenset().union(*(loaded.unread for loaded in every))
        wanted = [loaded for loaded in every if not chosen or loaded.folder.name in chosen]
        places = tuple(f"rounds/{loaded.folder.name}/" for loaded in wanted)
        found = [finding for loaded in wanted for finding in checking.findings(loaded, self.workspace, today)]
        between = checking.link_findings(linked, self.workspace, unread)
        return sorted([*found, *(one for one in between if one.file.startswith(places))], key=lambda one: one.order)
