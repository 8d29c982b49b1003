"""What changed, with its place in a file: what a comparison hands on, and what an issued report is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from inspect_cli.domain.compare.baseline import Issued, changes_since
from inspect_cli.domain.compare.differences import Difference
from inspect_cli.domain.counting.ledger import Ledger
from inspect_cli.domain.finding import Finding
from inspect_cli.domain.record.ids import split_ref
from inspect_cli.domain.text import NOTHING, Text, text
from inspect_cli.domain.words import Level
from inspect_cli.store.addresses import issue_file
from inspect_cli.store.complaint import NOWHERE, Place, found_at
from inspect_cli.store.files import disk
from inspect_cli.store.loading import LoadedRound
from inspect_cli.store.places import Places
from inspect_cli.store.workspace import Workspace


@dataclass(frozen=True)
class PlacedDifference:
    """A change with the file in which it stands."""

    difference: Difference
    file: str
    path: Path
    raw: bytes = field(repr=False)
    earlier: str = ""
    """Where the record lay before."""

    @cached_property
    def place(self) -> Place:
        """Where a regression stands: in the later version, or in the earlier one where the record is gone."""
        fault = self.difference.fault
        return Places(self.path, self.raw).where(fault.route, key=fault.key) if fault and self.raw else NOWHERE

    def finding(self, where: Text = NOTHING) -> Finding:
        """A regression as a finding; `where` says in which step it was seen."""
        one = self.difference
        said = text("{where}: {message}", where=where, message=one.message) if where.english else one.message
        level, ref = Level.WARNING if one.is_unsaid else Level.ERROR, one.ref if "/" in one.ref else ""
        return replace(found_at(self.place, str(one.rule), self.file, ref, said, one.fix, level), earlier=self.earlier)

    def lies_in(self, folder: str) -> bool:
        """It is about something in this folder, or about what lay there before."""
        return self.file.startswith(folder) or self.earlier.startswith(folder)


def spotted_since(issued: Issued, loaded: LoadedRound, workspace: Workspace, ledger: Ledger) -> Iterator[PlacedDifference]:
    """What became of everything that the report told of, each change with its place."""
    files = {record.issue.uid: record.file for record in loaded.records}
    for difference in changes_since(issued, ledger):
        file = files.get(difference.uid, issue_file(*split_ref(difference.ref)))
        path = workspace.root / file
        yield PlacedDifference(difference, file, path, disk.read_bytes(path) if difference.fault and difference.uid in files else b"")
